"""Session files that somebody, a sync service or a disk spoilt: a true one, with a few changes by chance."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from workshop_tui.cli import main

EXAMPLES = sorted((Path(__file__).parent.parent / "sessions" / "examples").glob("*.toml"))
VALUES = [
    "-1", "0", "3.5", "9", "nan", "-inf", "1e400", "99999999999999999999", "true", '""', '"x"', "[]", "[[]]", "{}",
    "[1, 2]", "{ a = 1 }", "2026-02-30", "2026-03-02", '"2026-03-02"', "2026-03-02T10:00:00Z", "10:00:00", "0x10",
    "1_000", '"\\u001b]52;c;AA\\u0007"', '"\\u202e\\u0000"', '"[/] [red] [@click=app.quit]"', "'\u200d\ufe0f'",
    f'"{"wide " * 9}\uff37"', f'"{"x" * 3000}"', '"""\nlong\n"""', "8" * 5000, "[" * 80 + "]" * 80,
]  # fmt: skip
WORDS = [value for value in VALUES if value[0] in "\"'" and len(value) > 2]
NASTY = [
    b"\x00", b"\x1b[2J", b"\x9b31m", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\t", b"\x7f",
    b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b'"', b"'", b'"""', b"\\", b"#", b"=", b"[", b"]", b"{", b"}", b".", b",",
    b"[[ratings]]\n", b"[place]\n", b"# Mandy\n", b"[[ratings.rounds]]\ncounts = [1]\n", b'id = "a1"\n', b"x.y = 1\n",
]  # fmt: skip
Change = Callable[[bytes, random.Random], bytes]


def _cut(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw) + 1)
    return raw[:start] + raw[start + chance.choice((1, 2, 9, 80, 900)) :]


def _end(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def _put_in(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw) + 1)
    return raw[:start] + chance.choice(NASTY) + raw[start:]


def _flip(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw) or 1)
    return raw[:start] + bytes([chance.randrange(256)]) + raw[start + 1 :]


def _other_value(raw: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"= (.*)$", raw, re.M))
    if not found:
        return raw
    one = chance.choice(found)
    return raw[: one.start(1)] + chance.choice(VALUES).encode() + raw[one.end(1) :]


def _other_words(raw: bytes, chance: random.Random) -> bytes:
    named = rb"^(?:title|what|text|team|owner|service|first_step|know|note)"
    found = list(re.finditer(named + rb' = (".*")$', raw, re.M))
    if not found:
        return raw
    one = chance.choice(found)
    return raw[: one.start(1)] + chance.choice(WORDS).encode() + raw[one.end(1) :]


def _other_key(raw: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"^(\w+) =", raw, re.M))
    if not found:
        return raw
    one = chance.choice(found)
    key = bytearray(one[1])
    key[chance.randrange(len(key))] = chance.choice(b"abcxyz_-.")
    return raw[: one.start(1)] + bytes(key) + raw[one.end(1) :]


def _lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.choice((1, 3, 12))]
    where = chance.randrange(len(lines) + 1)
    return b"".join(lines[:where] + some + lines[where:])


def _without_line(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _encoded(raw: bytes, chance: random.Random) -> bytes:
    name = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig", "utf-32"))
    return raw.decode("utf-8", "replace").encode(name, "replace")


def _newlines(raw: bytes, chance: random.Random) -> bytes:
    return raw.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\r")))


def _all_zeros(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw) + 1)
    return raw[:start] + bytes(len(raw) - start)


CHANGES: list[Change] = [
    *[_other_value] * 6, *[_other_words] * 9, *[_other_key] * 3, *[_put_in] * 3, *[_lines] * 3, *[_without_line] * 3,
    *[_cut] * 2, *[_flip] * 2, _end, _newlines, _encoded, _all_zeros,
]  # fmt: skip


def mutated(seed: int) -> bytes:
    """One of the examples with one to four changes; the same seed gives the same."""
    chance = random.Random(seed)
    raw = chance.choice(EXAMPLES).read_bytes()
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        raw = chance.choice(CHANGES)(raw, chance)
    return raw


def wrong_with(path: Path, *command: str) -> str:
    """What a command does that it must not, in a word; empty if all is well."""
    before = path.read_bytes()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([*command, str(path)])
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else 99
    said = [stream.buffer.getvalue().decode("utf-8", "replace") for stream in (out, err)]  # type: ignore[attr-defined]
    if status not in (0, 1, 2):
        return f"exit status {status}"
    if any("Traceback" in one or "and no file was harmed" in one for one in said):
        return f"a failure of ours: {said[1]}"
    if odd := {char for one in said for char in one if is_control(char)}:
        return f"control characters {sorted(map(ord, odd))}"
    if path.read_bytes() != before:
        return "the file was changed by reading"
    if status and not said[1].strip() and not said[0].strip():
        return "it fails and says nothing"
    return ""


def is_control(char: str) -> bool:
    """Whether a character would steer a terminal, or turn the direction of what follows."""
    code = ord(char)
    return (
        (code < 0x20 and char != "\n")
        or 0x7F <= code < 0xA0
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or code in (0x200E, 0x200F, 0x061C, 0x2028, 0x2029)
    )
