"""Read a TOML file that may be anything: bytes to a plain table, or one sentence why not.

tomli is used on every Python: it is compiled, limits nesting, and behaves alike everywhere, where tomllib
of some versions takes minutes over a hostile key.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from workshop_tui.store.lines import unclosed
from workshop_tui.store.problem import FileProblem, problem
from workshop_tui.words import cut

LARGEST = 1_000_000  # bytes; a session of a whole day is about 20,000
LARGEST_EVER = 100_000_000  # bytes; with more, a slip in the setting could bring a small computer to a stand
_RAISED_BY = "WORKSHOP_LARGEST_MB"
DEEPEST = 50  # tables in tables; ours have five
LONGEST = 2000  # bits of a whole number, 600 digits; Python itself writes no more than a few thousand digits
_NOT_CLOSED = "a text that begins with a quotation mark is not closed on this line"
_IN_PLAIN_WORDS = {
    "Invalid statement": "this line is neither a heading like [notes] nor a key = value",
    "Invalid value": "there is no value here that can be read; words need quotation marks, and a list ends with ]",
    "Invalid date or datetime": "there is no such day or time",
    "Expected newline or end of document after a statement": "something is left over after the value; "
    "words need quotation marks, and a day is written 2026-12-01",
    "Expected '=' after a key": "there is a key without = and a value; a key of several words needs quotation marks",
    "Expected ']": "a heading that begins with [ or [[ must end with as many ]",
    "Expected": "a text that begins with a quotation mark here is never closed",
    "Invalid initial character": "a key may hold the letters a to z, digits, - and _; any other needs quotation marks",
    "Cannot overwrite": "this key or heading stands twice",
    "Duplicate inline table key": "this key stands twice",
    "Cannot declare": "this heading stands twice",
    "Cannot mutate": "this adds to a list or table that was complete further up; write all of it in one place",
    "Cannot redefine": "this adds to a list or table that was complete further up; write all of it in one place",
    "Unclosed array": "a list that begins with [ is not closed with ], or a comma is missing in it",
    "Unclosed inline table": "a table that begins with { is not closed with }, or a comma is missing in it",
    "Unterminated string": "a text that begins with a quotation mark here is never closed",
    "Unescaped": "a backslash in words must be written twice",
    "Invalid hex": "\\x, \\u and \\U in words need 2, 4 and 8 hexadecimal digits; any other backslash is written twice",
    "Escaped character": "a \\u in words names a character that does not exist",
    "Illegal character '\\n'": _NOT_CLOSED,
    "Found invalid character '\\n'": _NOT_CLOSED,
    "Illegal character": "there is a control character here, which must not stand in the file as it is",
    "Found invalid character": "there is a control character here, which must not stand in the file as it is",
}  # what tomli says, by its beginning; the first that fits


@dataclass(frozen=True)
class Source:
    """A file as it was read: its bytes for comparing, its text for line numbers, its table."""

    path: Path
    raw: bytes
    text: str
    table: dict[str, Any]
    tidy: bool = True
    """False where the text was made regular on reading (a byte-order mark, CRLF)."""


def largest() -> int:
    """How many bytes a file may have: what WORKSHOP_LARGEST_MB says in megabytes, above 0 and at most 100, or LARGEST.

    Anything else that it says is ignored, and told with the file that is too large: it makes no difference before.
    """
    return _asked_for() or LARGEST


def _asked_for() -> int:
    """The limit that the environment asks for; 0 if it asks for none, or for one that cannot be."""
    try:
        asked = float(os.environ.get(_RAISED_BY, ""))
    except ValueError:
        return 0
    return max(1, int(asked * 1e6)) if 0 < asked * 1e6 <= LARGEST_EVER else 0


def _too_large(size: int) -> str:
    asked, limit = os.environ.get(_RAISED_BY), largest()
    by_whom = f"{_RAISED_BY} allows" if _asked_for() else "a session or framework can need"
    found = f"the file is {-(-size // 100_000) / 10:.1f} MB, more than the {limit / 1e6:g} MB that {by_whom}"
    if asked and not _asked_for():
        return (
            f"{found}; {_RAISED_BY} is ignored, for it must be a number above 0 and at most 100; found {_said(asked)}"
        )
    if size > LARGEST_EVER:
        return f"{found}; is it the right file?"
    return f"{found}; if it is the right file, set {_RAISED_BY}={-(-size // 1_000_000)} to read it all the same"


def _said(asked: str) -> str:
    return f'"{cut(asked, 20)}"'


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        FileProblem: It is not there, not a regular file, too large, or may not be read.
    """
    try:
        # Opened first and asked afterwards, so that what is asked is what is read; not blocking on a FIFO.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114, since Path fails in a folder that may not be read
            raise problem(path, "this is a link to a file that is not there") from None
        raise problem(path, "there is no such file") from None
    except IsADirectoryError:
        raise problem(path, "this is a folder; name a file in it") from None
    except PermissionError:
        if os.path.isdir(path):  # noqa: PTH112
            raise problem(path, "this is a folder; name a file in it") from None
        raise problem(path, "you have no right to read this file; ask whoever owns it") from None
    except (OSError, ValueError) as error:
        raise problem(path, f"cannot be opened ({_reason(error)})") from None
    try:
        state = os.fstat(handle)
        if stat.S_ISDIR(state.st_mode):
            raise problem(path, "this is a folder; name a file in it")
        if not stat.S_ISREG(state.st_mode):
            raise problem(path, "this is not a regular file but a device or a pipe; name a session file")
        limit = largest()
        if state.st_size > limit:
            raise problem(path, _too_large(state.st_size))
        with os.fdopen(os.dup(handle), "rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise problem(path, f"cannot be read ({_reason(error)})") from None
    finally:
        os.close(handle)


def read(path: Path) -> Source:
    """Read one TOML file.

    Raises:
        FileProblem: With the line where one can be named. The file is never touched.
    """
    raw = read_bytes(path)
    return parse(path, raw)


def parse(path: Path, raw: bytes) -> Source:
    """The table in these bytes.

    Raises:
        FileProblem: With the line where one can be named.
    """
    text = _decode(path, raw)
    try:
        table = tomli.loads(text)
        _compare_with_limits(table)
    except tomli.TOMLDecodeError as error:
        sentence, line = _plain(error, text)
        if "\r" in text:
            from workshop_tui.store import mend

            sentence = mend.of_line_ends(path, text) or sentence
        raise problem(path, sentence, line) from None
    except RecursionError:
        raise problem(path, "lists or tables are nested far too deep; this is not a workshop file") from None
    except (ValueError, OverflowError):
        raise problem(
            path, "a number in this file has hundreds of digits; look for a line that is far too long"
        ) from None
    tidy = b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    return Source(path, raw, text, table, tidy)


def _decode(path: Path, raw: bytes) -> str:
    if not raw.strip(b"\0 \t\r\n"):
        what = "is empty" if not raw.strip() else "holds nothing but zeros; a copy or a sync may have failed"
        raise problem(path, f"the file {what}; take an earlier copy of it")
    looks = looks_like(raw)
    if looks:
        raise problem(path, looks)
    line = None
    if not is_wide(raw):
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
    from workshop_tui.store import mend  # guesses what it may be, which few files need

    raise problem(path, mend.of_encoding(path, raw), line)


def _compare_with_limits(table: dict[str, Any]) -> None:
    """What is read here must be possible to write again, by functions that go as deep as the tables do."""
    level: list[Any] = [table]
    for _ in range(DEEPEST):
        values = [value for one in level for value in (one.values() if isinstance(one, dict) else one)]
        if any(type(value) is int and value.bit_length() > LONGEST for value in values):
            raise OverflowError
        level = [value for value in values if isinstance(value, dict | list)]
        if not level:
            return
    raise RecursionError


def looks_like(raw: bytes) -> str:
    """What a file that is no text at all looks like and what to do; empty for any other."""
    for mark, name in ((b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
                       (b"%PDF", "a PDF"), (b"PK\x03\x04", "a Word, Excel or zip file"),
                       (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
                       (b"SQLite format 3", "a database"), (b"\x1f\x8b", "a compressed file")):  # fmt: skip
        if raw.startswith(mark):
            return f"this looks like {name}, not a workshop file; name a .toml file"
    return ""


def is_wide(raw: bytes) -> bool:
    """Whether each letter seems to take two bytes or more, as in UTF-16."""
    return raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:200].count(b"\0") * 3 > len(raw[:200])


def _plain(error: tomli.TOMLDecodeError, text: str) -> tuple[str, int]:
    plain = next(
        (words for start, words in _IN_PLAIN_WORDS.items() if error.msg.startswith(start)), "this cannot be read"
    )
    line = unclosed(text) if plain.endswith("never closed") else error.lineno
    return f"the file is not valid TOML: {plain}", min(line, text.rstrip("\n").count("\n") + 1)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


__all__ = ["LARGEST", "FileProblem", "Source", "is_wide", "largest", "looks_like", "parse", "read", "read_bytes"]
