"""Mend what needs nobody's judgement: a file's encoding, its line ends, days that are written as something else.

It works on the text, never on what the text says, so that comments and everything else that a person wrote stay
as they are; and it is a copy beside the file that is written, never the file itself.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import tomli
from pydantic import TypeAdapter, ValidationError

from workshop_tui.model.part import Day
from workshop_tui.store import safe_save, toml_in
from workshop_tui.store.check import irregular_days
from workshop_tui.store.explain import Where
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import FileProblem, problem
from workshop_tui.words import counted, cut, listed, visible

_MARKS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_LINE_END = re.compile(r"\r+\n|\r")  # a CR too many comes from being copied between systems twice
_AFTER_LINE_END = re.compile(rb"(?<=[\r\n])")
_NO_LETTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WINDOWS = "Windows-1252 or Latin-1"
_DAY = TypeAdapter(Day)
_OURS = re.compile(r" \(mended( [0-9]+)?\)\Z")
_LONGEST_NAME = 200  # bytes
_MOST_COPIES = 1000


@dataclass(frozen=True)
class Mended:
    """A file's text as it should be, and what was mended, a sentence each."""

    text: str
    done: tuple[str, ...]


class _Guess(NamedTuple):
    text: str
    looks_like: str = ""
    """The encoding that it seems to have where it is not UTF-8; nobody can be certain."""
    lines: int = 0
    """How many lines seem to have it, where it is not all of them."""


def mend(raw: bytes) -> Mended | None:
    """A file's content made regular, or None where nothing in it can be mended: all is well, or it is no text."""
    guess = _guess(raw)
    if guess is None:
        return None
    done = []
    if guess.looks_like:
        what = f"{counted(guess.lines, 'line')} of it looked like" if guess.lines else "it looked like"
        done.append(f"{what} {guess.looks_like} text, and the copy is UTF-8; see whether its letters are right")
    text = guess.text.lstrip("\ufeff")
    if text != guess.text and not guess.looks_like:
        done.append("the byte-order mark at its beginning is left out")
    if "\r" in text:
        done.append(_of_line_ends(text))
        text = _LINE_END.sub("\n", text)
    text, days = _with_regular_days(text)
    done += days
    return Mended(text, tuple(done)) if done and text.strip() else None


def write(path: Path, mended: Mended) -> Path:
    """Write the copy beside the file, under a name that is free, and return its path.

    Where a file of these names holds exactly this text already, nothing is written and its path is returned.

    Raises:
        FileProblem: It cannot be written.
    """
    raw = mended.text.encode("utf-8")
    stem = _OURS.sub("", path.stem)
    for number in range(1, _MOST_COPIES):
        ending = f" (mended{f' {number}' if number > 1 else ''}).toml"
        room = _LONGEST_NAME - len(ending)
        copy = path.with_name(stem.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore") + ending)
        if _holds(copy, raw):
            return copy
        if os.path.lexists(copy):
            continue
        try:
            safe_save.replace(copy, raw, expected=None)
        except safe_save.ChangedElsewhere:
            continue
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            raise problem(path, f"the mended copy cannot be written beside it: {why}") from None
        _as_private(copy, path)
        return copy
    raise problem(path, "there are a thousand mended copies of this file already; take some of them away")


def of_encoding(path: Path, raw: bytes) -> str:
    """What to say of a text that is not UTF-8: what it looks like, and how to get a copy that is."""
    guess = _guess(raw)
    if toml_in.is_wide(raw):
        if guess is None:
            return "this looks like UTF-16 text, but a part of it is missing or damaged; take an earlier copy of it"
        return f"this looks like {guess.looks_like or 'UTF-16'} text; {_how(path)}"
    if guess is None:
        return "this is not UTF-8 text, nor does it look like any other text; take an earlier copy of it"
    return f"this is not UTF-8 text (it looks like {_WINDOWS} text); {_how(path)}"


def of_line_ends(path: Path, text: str) -> str:
    """What to say of a text that is TOML but for its line ends; empty if something else is wrong with it."""
    try:
        tomli.loads(_LINE_END.sub("\n", text))
    except (ValueError, RecursionError):
        return ""
    return f"the file is not valid TOML: lines of it end with CR alone, as on old Macs; {_how(path)}"


def _how(path: Path) -> str:
    name = visible(path.name)
    name = f'"{name}"' if re.search(r"[^\w.-]", name) else name
    return f"workshop-tui check --fix {name} writes a copy that can be read"


def _of_line_ends(text: str) -> str:
    windows = text.count("\r\n")
    macs = len(_LINE_END.findall(text)) - windows
    kinds = [f"{number} {kind}" for number, kind in ((windows, "as on Windows"), (macs, "as on old Macs")) if number]
    return f"its line ends ({listed(kinds)}) are plain ones now"


def _guess(raw: bytes) -> _Guess | None:
    """The text that these bytes probably are; None for what is no text, and for nothing at all."""
    if toml_in.looks_like(raw) or not raw.strip(b"\0 \t\r\n"):
        return None
    codec = next((codec for mark, codec in _MARKS if raw.startswith(mark)), "")
    if not codec and toml_in.is_wide(raw):
        codec = "utf-16-le" if raw[1:200:2].count(0) > raw[:200:2].count(0) else "utf-16-be"
    try:
        text = raw.decode(codec or "utf-8")
    except UnicodeDecodeError:
        return None if codec else _line_by_line(raw)
    if not codec:
        return _Guess(text)
    return None if _NO_LETTER.search(text) else _Guess(text, codec[:6].upper())


def _line_by_line(raw: bytes) -> _Guess | None:
    """Where two programs wrote in one file, some lines are UTF-8 and others are not."""
    lines, others = [], 0
    for line in _AFTER_LINE_END.split(raw):
        try:
            lines.append(line.decode("utf-8"))
            continue
        except UnicodeDecodeError:
            others += 1
        try:
            lines.append(line.decode("cp1252"))
        except UnicodeDecodeError:  # a sign that no word has
            return None
        if _NO_LETTER.search(lines[-1]):
            return None
    return _Guess("".join(lines), _WINDOWS, others)


def _with_regular_days(text: str) -> tuple[str, list[str]]:
    """The text with each day where a day belongs, and what was changed, a sentence each."""
    try:
        table = toml_in.parse(Path("copy"), text.encode()).table
    except FileProblem:
        return text, []  # what is no TOML has no days yet
    if not str(table.get("format")).startswith("workshop-session/1"):
        return text, []
    lines = Lines(text)
    found = sorted(_regular_days(table, lines), reverse=True)
    done = []
    for (begin, end), where, day in found:
        was, text = text[begin:end], text[:begin] + day + text[end:]
        done.append(f"{where[-1]} in line {lines.of(where)} is {day} now; it was {cut(was, 40)}")
    return text, done[::-1]


def _regular_days(table: dict[str, Any], lines: Lines) -> Iterator[tuple[tuple[int, int], Where, str]]:
    """Where a day stands that is not written as one, and how it is written."""
    for where, value in irregular_days(table):
        span, day = lines.span(where), _moment(value) if where[-1] == "began" else _day(value)
        if span and day:
            yield span, where, day


def _day(value: Any) -> str:
    """The plain day that the model takes a value for; empty if for none."""
    try:
        return _DAY.validate_python(value, strict=True).isoformat()
    except ValidationError:
        return ""


def _moment(value: Any) -> str:
    """The day and time on the clock in the room; empty if it is none, or has no time."""
    if isinstance(value, str) and ":" in value:
        with contextlib.suppress(ValueError):
            value = dt.datetime.fromisoformat(value.strip())
    return str(value.replace(tzinfo=None)) if isinstance(value, dt.datetime) else ""


def _holds(path: Path, raw: bytes) -> bool:
    """Whether this is a file that can be read and holds exactly this."""
    try:
        return path.is_file() and path.stat().st_size == len(raw) and path.read_bytes() == raw
    except OSError:
        return False


def _as_private(copy: Path, path: Path) -> None:
    """Nobody may read the copy who may not read the file itself."""
    with contextlib.suppress(OSError):
        copy.chmod(stat.S_IMODE(copy.stat().st_mode) & stat.S_IMODE(path.stat().st_mode) | stat.S_IWUSR)
