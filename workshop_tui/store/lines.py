"""On which line of a TOML text a value stands, for messages that name FILE:LINE.

pydantic names a path such as ``ratings, 3, rounds, 0, counts, 2``; this walk over headings, keys and the
values of lists finds its line. The text has already been read by tomli, so it is known to be valid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import tomli

Path = tuple[str | int, ...]
_TOKEN = re.compile(
    r'''(?P<long>"""|\'\'\')|(?P<short>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?P<gap>[ \t]+|\#[^\n]*)'''
    r"""|(?P<sign>[\[\]{},=.\n])|(?P<bare>[^\s\[\]{},=."'\#]+)"""
)
_END = {'"""': re.compile(r'\\.|"{3,5}', re.S), "'''": re.compile("'{3,5}")}


class _Token(NamedTuple):
    text: str
    line: int


class Lines:
    """Line numbers of everything in one TOML text, which is walked through once the first is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, path: Sequence[str | int]) -> int | None:
        """The line of this value, or of the nearest thing around it that has a line of its own."""
        wanted = tuple(path)
        while wanted and wanted not in self._at:
            wanted = wanted[:-1]
        return self._at.get(wanted)

    @cached_property
    def _at(self) -> dict[Path, int]:
        return _Walk(self._text).at


class _Walk:
    """One walk through a text; ``at`` is the line of everything that was found."""

    def __init__(self, text: str) -> None:
        self.at: dict[Path, int] = {}
        self._tokens, _ = _tokens(text)
        self._next = 0
        self._entries: dict[Path, int] = {}
        try:
            self._walk()
        except (IndexError, ValueError):
            pass  # no TOML after all: what was found so far is still right

    def _walk(self) -> None:
        here: Path = ()
        while self._next < len(self._tokens):
            if self._passes("\n"):
                continue
            if self._peek() == "[":
                here = self._heading()
            else:
                self._pair(here)

    def _peek(self) -> str:
        return self._tokens[self._next].text

    def _passes(self, text: str) -> bool:
        """Step over the next token if it is this one."""
        found = self._peek() == text
        self._next += found
        return found

    def _heading(self) -> Path:
        line = self._tokens[self._next].line
        self._passes("[")
        is_list = self._passes("[")
        names = self._names("]")
        self._passes("]")
        self._passes("]")
        path: Path = ()
        for place, name in enumerate(names):
            path += (name,)
            if is_list and place == len(names) - 1:
                self.at.setdefault(path, line)
                self._entries[path] = self._entries.get(path, -1) + 1
            if path in self._entries:
                path += (self._entries[path],)
        self.at.setdefault(path, line)
        return path

    def _pair(self, here: Path) -> None:
        line = self._tokens[self._next].line
        path = here
        for name in self._names("="):
            path += (name,)
            self.at.setdefault(path, line)
        self._passes("=")
        self._value(path)

    def _names(self, end: str) -> list[str]:
        names = []
        while self._peek() not in (end, "\n"):
            if not self._passes("."):
                names.append(_name(self._peek()))
                self._next += 1
        return names

    def _value(self, path: Path) -> None:
        if self._passes("["):
            place = 0
            while not self._passes("]"):
                if self._passes("\n") or self._passes(","):
                    continue
                self.at[*path, place] = self._tokens[self._next].line
                self._value((*path, place))
                place += 1
        elif self._passes("{"):
            while not self._passes("}"):
                if not (self._passes("\n") or self._passes(",")):
                    self._pair(path)
        else:
            begin = self._next
            while self._peek() not in (",", "]", "}", "\n"):
                self._next += 1
            if self._next == begin:
                raise ValueError("there is no value here")


def unclosed(text: str) -> int:
    """The line where a text begins that is never closed; the last line if all are closed."""
    _, line = _tokens(text)
    return line


def _tokens(text: str) -> tuple[list[_Token], int]:
    """Everything but spaces and comments, and the line of the end; a number or a time of day may be several.

    The end is where a text begins that is never closed, if there is one.
    """
    found: list[_Token] = []
    place, line = 0, 1
    while match := _TOKEN.match(text, place):
        token, place = match[0], match.end()
        if match["long"]:
            start = place
            while (end := _END[token].search(text, place)) and end[0][0] == "\\":
                place = end.end()
            if not end:
                break
            place = end.end()
            found.append(_Token(token, line))
            line += text.count("\n", start, place)
            continue
        if not match["gap"]:
            found.append(_Token(token, line))
        line += token == "\n"
    return [*found, _Token("\n", line)], line


def _name(token: str) -> str:
    if token[0] not in "\"'":
        return token
    return next(iter(tomli.loads(f"{token} = 0")))
