"""Where in a TOML text a value stands: its line for messages that name FILE:LINE, its place to mend it there.

pydantic names a path such as ``ratings, 3, rounds, 0, counts, 2``; this walk over headings, keys and the
values of lists finds its line. The text has mostly been read by tomli and is known to be valid; of any other,
what was found up to the first mistake is right.
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
    begin: int = 0
    end: int = 0


class Remark(NamedTuple):
    """What follows one #, with the sign itself."""

    line: int
    text: str
    is_alone: bool
    """Whether nothing else stands on its line."""


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

    def span(self, path: Sequence[str | int]) -> tuple[int, int] | None:
        """Where in the text this value begins and ends; None for a table or a list, and for what is not there."""
        return self._walk.spans.get(tuple(path))

    @property
    def remarks(self) -> list[Remark]:
        """Every comment, from the top."""
        return self._walk.remarks

    @property
    def headings(self) -> dict[int, Path]:
        """The table that each heading opens, by its line."""
        return self._walk.headings

    @property
    def _at(self) -> dict[Path, int]:
        return self._walk.at

    @cached_property
    def _walk(self) -> _Walk:
        return _Walk(self._text)


class _Walk:
    """One walk through a text; ``at`` is the line of everything that was found."""

    def __init__(self, text: str) -> None:
        self.at: dict[Path, int] = {}
        self.spans: dict[Path, tuple[int, int]] = {}
        self.headings: dict[int, Path] = {}
        self._tokens, self.remarks, _ = _scan(text)
        self._next = 0
        self._entries: dict[Path, int] = {}
        try:
            self._walk()
        except (IndexError, ValueError, RecursionError):
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
        self.headings[line] = path
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
            self.spans[path] = (self._tokens[begin].begin, self._tokens[self._next - 1].end)


def unclosed(text: str) -> int:
    """The line where a text begins that is never closed; the last line if all are closed."""
    _, _, line = _scan(text)
    return line


def _scan(text: str) -> tuple[list[_Token], list[Remark], int]:
    """Everything but spaces and comments, then the comments, then the line of the end.

    A number or a time of day may be several tokens. The end is where a text begins that is never closed, if there
    is one.
    """
    found: list[_Token] = []
    remarks: list[Remark] = []
    place, line = 0, 1
    while match := _TOKEN.match(text, place):
        token, begin, place = match[0], place, match.end()
        if match["long"]:
            start = place
            while (end := _END[token].search(text, place)) and end[0][0] == "\\":
                place = end.end()
            if not end:
                break
            place = end.end()
            found.append(_Token(token, line, begin, place))
            line += text.count("\n", start, place)
            continue
        if not match["gap"]:
            found.append(_Token(token, line, begin, place))
        elif token[0] == "#":
            remarks.append(Remark(line, token, not found or found[-1].text == "\n"))
        line += token == "\n"
    return [*found, _Token("\n", line)], remarks, line


def _name(token: str) -> str:
    if token[0] not in "\"'":
        return token
    return next(iter(tomli.loads(f"{token} = 0")))
