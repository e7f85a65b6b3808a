"""On which line of a TOML text a value stands, for messages that name FILE:LINE.

pydantic names a path such as ``ratings, 3, rounds, 0, counts``; this small scan of headings and keys
finds its line. The text has already been read by tomli, so it is known to be valid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Path = tuple[str | int, ...]
_HEADING = re.compile(r"^\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*=(.*)$""")
_PART = re.compile(r"""[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_QUOTES = re.compile(r"""\"\"\"|'''|"(?:[^"\\]|\\.)*"|'[^']*'|#.*|[\[\]{}]""")


class Lines:
    """Line numbers of the headings and keys of one TOML text."""

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {}
        self._scan(text.split("\n"))

    def of(self, path: Sequence[str | int]) -> int | None:
        """The line of this value, or of the nearest thing around it that has a line of its own."""
        wanted = tuple(path)
        while wanted:
            if wanted in self._at:
                return self._at[wanted]
            wanted = wanted[:-1]
        return None

    def _scan(self, lines: list[str]) -> None:
        here: Path = ()
        count: dict[Path, int] = {}
        open_quote, depth = "", 0
        for number, line in enumerate(lines, 1):
            if open_quote or depth > 0:
                open_quote, depth = _after(line, open_quote, depth)
                continue
            heading = _HEADING.match(line)
            if heading and not _KEY.match(line):
                here = self._enter(heading[2], heading[1] == "[[", count)
                self._at.setdefault(here, number)
                continue
            key = _KEY.match(line)
            if key:
                path = here + tuple(_names(key[1]))
                for end in range(len(here) + 1, len(path) + 1):
                    self._at.setdefault(path[:end], number)
                open_quote, depth = _after(key[2], "", 0)

    def _enter(self, heading: str, many: bool, count: dict[Path, int]) -> Path:
        path: Path = ()
        names = _names(heading)
        for place, name in enumerate(names):
            path += (name,)
            if many and place == len(names) - 1:
                count[path] = count.get(path, -1) + 1
            if path in count:
                path += (count[path],)
        return path


def _names(text: str) -> list[str]:
    return [_unquoted(part) for part in _PART.findall(text)]


def _unquoted(part: str) -> str:
    if part[0] == '"':
        # Escapes in a key are rare; a name that is not found only costs its line number.
        return part[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return part[1:-1] if part[0] == "'" else part


def _after(text: str, open_quote: str, depth: int) -> tuple[str, int]:
    """Whether a long text or a bracket is still open at the end of this line."""
    while True:
        if open_quote:
            end = _closing(text, open_quote)
            if end < 0:
                return open_quote, depth
            text, open_quote = text[end:], ""
        found = _QUOTES.search(text)
        if not found:
            return "", depth
        token, text = found[0], text[found.end() :]
        if token in ('"""', "'''"):
            open_quote = token
        elif token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1


def _closing(text: str, quote: str) -> int:
    """Where the text after a closing long quote begins, or -1."""
    place = 0
    while place < len(text):
        if quote == '"""' and text[place] == "\\":
            place += 2
        elif text.startswith(quote, place):
            return place + 3
        else:
            place += 1
    return -1
