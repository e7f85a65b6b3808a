"""Any bytes at all: a table, or one sentence that a facilitator understands."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import tomli
from doings import FULL_DAY
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import a_session

from workshop_tui.store import check, framework_file, session_file, toml_in, toml_out
from workshop_tui.store.folders import shipped
from workshop_tui.store.problem import FileProblem

HERE = Path("team.toml")


def told(raw: bytes | str) -> str:
    """The one sentence about a text that cannot be read."""
    with pytest.raises(FileProblem) as caught:
        toml_in.parse(HERE, raw.encode() if isinstance(raw, str) else raw)
    assert len(caught.value.problems) == 1
    return str(caught.value)


# What is no TOML

BAD = {
    'a = "x': "team.toml:1: a text that begins with a quotation mark here is never closed",
    'a = 1\nb = """x\ny\n\nz': "team.toml:2: a text that begins with a quotation mark here is never closed",
    "a = 1\nb = '''x\ny\n\nz": "team.toml:2: a text that begins with a quotation mark here is never closed",
    "a = 'x\nb = 3": "team.toml:1: a text that begins with a quotation mark here is never closed",
    "a = 'x\nb = 'c'": "team.toml:1: a text that begins with a quotation mark is not closed on this line",
    'a = 1\nb = "x\nc = 3': "team.toml:2: a text that begins with a quotation mark is not closed on this line",
    "a = Riverside": "team.toml:1: there is no value here that can be read; words need quotation marks",
    "a = ": "team.toml:1: there is no value here that can be read",
    "a = [1,\nb = 2": "team.toml:2: there is no value here that can be read; words need quotation marks",
    "a = 1 Dec 2026": "team.toml:1: something is left over after the value; words need quotation marks, and a day",
    "a = 2026-13-01": "team.toml:1: something is left over after the value",
    "a = 2026-02-30": "team.toml:1: there is no such day or time",
    "a b = 1": "team.toml:1: there is a key without = and a value; a key of several words needs quotation marks",
    "= 3": "team.toml:1: this line is neither a heading like [notes] nor a key = value",
    "Dear all,": "team.toml:1: there is a key without = and a value",
    "\n\n[a": "team.toml:3: a heading that begins with [ or [[ must end with as many ]",
    "[[a]": "team.toml:1: a heading that begins with [ or [[ must end with as many ]",
    "[é]": "team.toml:1: a key may hold the letters a to z, digits, - and _",
    "[a]\n[a]": "team.toml:2: this heading stands twice",
    "a = 1\na = 2": "team.toml:2: this key or heading stands twice",
    "a = {b = 1, b = 2}": "team.toml:1: this key stands twice",
    "a = {b = 1}\na.c = 2": "team.toml:2: this adds to a list or table that was complete further up",
    "a = [1]\n[[a]]": "team.toml:2: this adds to a list or table that was complete further up",
    "[a.b]\n[a]\nb.c = 1": "team.toml:3: this adds to a list or table that was complete further up",
    "a = [1 2]": "team.toml:1: a list that begins with [ is not closed with ], or a comma is missing in it",
    "a = {b = 1": "team.toml:1: a table that begins with { is not closed with }, or a comma is missing in it",
    'a = "c:\\users"': "team.toml:1: \\x, \\u and \\U in words need",
    'a = "c:\\dir"': "team.toml:1: a backslash in words must be written twice",
    'a = "\\ud800"': "team.toml:1: a \\u in words names a character that does not exist",
    'a = "\x1b"': "team.toml:1: there is a control character here",
    "a = '\x00'": "team.toml:1: there is a control character here",
    "# \x07": "team.toml:1: there is a control character here",
    "a = 1\n<<<<<<< HEAD": "team.toml:2: this line is neither a heading like [notes] nor a key = value",
}


@pytest.mark.parametrize(("text", "sentence"), BAD.items(), ids=map(repr, BAD))
def test_what_is_wrong_is_said_in_plain_words_with_its_line(text: str, sentence: str) -> None:
    line, _, what = sentence.partition(": ")
    assert told(text).startswith(f"{line}: the file is not valid TOML: {what}")


def test_the_line_is_right_in_a_file_of_windows() -> None:
    assert told('a = 1\r\nb = 2\r\nc = "x\r\nd = 4\r\n').startswith("team.toml:3: ")


def test_nothing_that_tomli_says_reaches_a_person() -> None:
    """Every message in tomli's source has its words in ours."""
    source = Path(tomli.__file__).with_name("_parser.py").read_text(encoding="utf-8")
    said = re.findall(r"TOMLDecodeError\(\s*f?\"((?:[^\"\\]|\\.)*)\"", source)
    assert len(said) > 20
    for message in said:
        plain = re.sub(r"\{.*", "", message).replace("\\\\", "\\").replace("\\'", "'")
        if plain != "Expected ":  # what was expected is filled in: a quotation mark or brackets
            assert any(plain.startswith(start) for start in toml_in._IN_PLAIN_WORDS), plain


# What is no text at all


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file is empty"),
        (b"\0" * 900, "holds nothing but zeros"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\0", "Word, Excel or zip"),
        ('team = "é"'.encode("utf-16"), "UTF-16"),
        ('team = "é"'.encode("utf-16-le"), "UTF-16"),
        ('team = "é"'.encode("utf-16-be"), "UTF-16"),
        ('team = "é"'.encode("utf-32"), "UTF-32"),
        ('a = 1\nteam = "é"'.encode("latin-1"), ":2: this is not UTF-8 text (it looks like Windows-1252 or Latin-1"),
        (b"a = 1\nb = '\xe9\x1b'", ":2: this is not UTF-8 text, nor does it look like any other text"),
        ('team = "é"'.encode("utf-16")[:-1], "a part of it is missing or damaged"),
        (b"a = 1\rb = 2\r", ":1: the file is not valid TOML: lines of it end with CR alone"),
        (b"a = 1\rb = = 2\r", ":1: the file is not valid TOML: something is left over"),
        (b"a = " + b"[" * 5000, "nested far too deep"),
        (b"a = " + b"[" * 90 + b"]" * 90, "nested far too deep"),
        (b"a = " + b"{a = " * 90 + b"1" + b"}" * 90, "nested far too deep"),
        (b".".join([b"a"] * 200) + b" = 1", "nested far too deep"),
        (b".".join([b"a"] * 50_000) + b" = 1", "nested far too deep"),
        (b"a = " + b"1" * 5000, "hundreds of digits"),
        (b"a = 0x" + b"f" * 5000, "hundreds of digits"),
        (b"a = [{b = 0b" + b"1" * 5000 + b"}]", "hundreds of digits"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_file_that_is_no_text_is_told_for_what_it_looks_like(raw: bytes, says: str) -> None:
    assert says in told(raw)


@pytest.mark.parametrize(("before", "after"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")])
def test_a_byte_order_mark_and_other_line_ends_are_read_in_silence(before: bytes, after: bytes) -> None:
    text = toml_out.write(FULL_DAY).encode()
    source = toml_in.parse(HERE, before + text.replace(b"\n", after))
    assert session_file.session_of(source) == FULL_DAY
    assert not source.tidy
    assert toml_in.parse(HERE, text).tidy


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("team.toml", "team.toml"),
        ("früh-2.toml", "früh-2.toml"),
        ("our team.toml", '"our team.toml"'),
        ("a;b.toml", '"a;b.toml"'),
        ("\x1b[31m.toml", '"\u241b[31m.toml"'),
    ],
)
def test_the_way_to_a_copy_names_the_file_as_it_is_typed(name: str, asked: str) -> None:
    for raw in ('x = "é"'.encode("utf-16"), b"x = 'caf\xe9'", b"x = 1\ry = 2\r"):
        with pytest.raises(FileProblem) as caught:
            toml_in.parse(Path("a folder") / name, raw)
        told = caught.value.first.sentence
        assert told.endswith(f"; workshop-tui check --fix {asked} writes a copy that can be read")


def test_what_can_be_read_can_be_written_again_however_deep() -> None:
    head = toml_out.write(a_session())
    deep = toml_in.DEEPEST - 2
    for tail in (
        "x = " + "[" * deep + "]" * deep,
        "x = " + "{ a = " * deep + "1" + " }" * deep,
        ".".join(["x"] * deep) + " = 1",
        "x = " + "9" * 600,
    ):
        text = head.replace("\nid = ", f"\n{tail}\nid = ", 1)
        session = session_file.session_of(toml_in.parse(HERE, text.encode()))
        assert session_file.session_of(toml_in.parse(HERE, session_file.text_of(session).encode())) == session


# What is no file


def test_what_is_no_regular_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "dangling.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round.toml").symlink_to(tmp_path / "round.toml")
    (tmp_path / "device.toml").symlink_to("/dev/zero")
    for name, says in {
        "pipe.toml": "not a regular file",
        "device.toml": "not a regular file",
        "folder.toml": "this is a folder",
        "dangling.toml": "a link to a file that is not there",
        "round.toml": "cannot be opened",
        "none.toml": "there is no such file",
        "a\0b.toml": "cannot be opened",
        "x" * 300: "cannot be opened",
    }.items():
        with pytest.raises(FileProblem, match=says):
            toml_in.read(tmp_path / name)


def test_a_file_far_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)
    with pytest.raises(FileProblem, match=r"3000\.0 MB, more than the 1 MB"):
        toml_in.read(path)
    path.write_bytes(b"#" + b"x" * (toml_in.LARGEST - 1))
    assert toml_in.read(path).table == {}


@pytest.mark.parametrize(
    ("asked", "bytes_"),
    [
        *(("2", 2_000_000), ("0.5", 500_000), (" 100 ", 100_000_000), ("1e1", 10_000_000), ("0.0000001", 1)),
        *(("", 1_000_000), ("0", 1_000_000), ("-2", 1_000_000), ("100.1", 1_000_000), ("1e300", 1_000_000)),
        *(("nan", 1_000_000), ("inf", 1_000_000), ("2 MB", 1_000_000), ("1,5", 1_000_000)),
    ],
)
def test_the_largest_file_is_what_the_environment_says_if_that_can_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str, bytes_: int
) -> None:
    monkeypatch.delenv("WORKSHOP_LARGEST_MB", raising=False)
    assert toml_in.largest() == toml_in.LARGEST == 1_000_000
    monkeypatch.setenv("WORKSHOP_LARGEST_MB", asked)
    assert toml_in.largest() == bytes_
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(bytes_ + 1)
    with pytest.raises(FileProblem, match="MB, more than the"):
        toml_in.read_bytes(path)


@pytest.mark.parametrize(
    ("asked", "size", "says"),
    [
        ("", 1_000_001, "is 1.1 MB, more than the 1 MB that a session or framework can need; if it is the right file, "
                        "set WORKSHOP_LARGEST_MB=2 to read it all the same"),
        ("3", 3_500_000, "is 3.5 MB, more than the 3 MB that WORKSHOP_LARGEST_MB allows; if it is the right file, "
                         "set WORKSHOP_LARGEST_MB=4 to read it all the same"),
        ("0.5", 999_999, "is 1.0 MB, more than the 0.5 MB that WORKSHOP_LARGEST_MB allows; if it is the right file, "
                         "set WORKSHOP_LARGEST_MB=1 to read it all the same"),
        ("", 200_000_000, "is 200.0 MB, more than the 1 MB that a session or framework can need; "
                          "is it the right file?"),
        ("much", 2_000_000, "is 2.0 MB, more than the 1 MB that a session or framework can need; WORKSHOP_LARGEST_MB "
                            'is ignored, for it must be a number above 0 and at most 100; found "much"'),
    ],
)  # fmt: skip
def test_what_is_too_large_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str, size: int, says: str
) -> None:
    monkeypatch.setenv("WORKSHOP_LARGEST_MB", asked)
    path = tmp_path / "large.toml"
    with path.open("wb") as stream:
        stream.truncate(size)
    with pytest.raises(FileProblem) as caught:
        toml_in.read(path)
    assert str(caught.value) == f"{path}: the file {says}"


def test_a_hostile_name_is_told_harmlessly(tmp_path: Path) -> None:
    path = tmp_path / "\x1b]0;x\x07\u202egnp.toml"
    path.write_text("a = ")
    with pytest.raises(FileProblem) as caught:
        toml_in.read(path)
    for shown in (str(caught.value), caught.value.first.short(60), *caught.value.args):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", shown)


# Anything at all

SEEDS = [
    toml_out.write(FULL_DAY).encode(),
    (shipped("frameworks") / "conditions-for-success.toml").read_bytes()[:6000],
    (shipped("frameworks") / "agendas" / "revisit.toml").read_bytes(),
]
PIECES = [
    *(
        b'"',
        b"'",
        b'"""',
        b"\n",
        b"\r",
        b"[",
        b"]",
        b"[[",
        b"{",
        b"}",
        b"=",
        b",",
        b".",
        b"\\",
        b"\\u",
        b"#",
        b"\xef\xbb\xbf",
    ),
    *(b"-1", b"1.5", b"1e999", b"nan", b"0x" + b"f" * 40, b"9" * 30, b"true", b"[]", b"{}", b"2026-01-01", b"10:00:00"),
    *(b"\0", b"\x1b", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"id", b"counts", b"[[notes]]\n"),
]
cuts = st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6))


@settings(max_examples=400)
@given(st.sampled_from(SEEDS), st.lists(cuts, min_size=1, max_size=4))
@example(b"a = 1", [(0, 0, b"\xed\xa0\x80")])
def test_no_bytes_bring_more_than_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for place, length, piece in changes:
        place %= len(raw) + 1
        raw = raw[:place] + piece + raw[place + length :]
    path = tmp_path_factory.getbasetemp() / "mutated.toml"
    path.write_bytes(raw)
    told = [str(problem) for problem in check.check(path)]
    for load in (session_file.load, framework_file.load):
        try:
            load(path)
        except FileProblem as error:
            told += [str(error), *map(str, error.problems), *(one.short() for one in error.problems)]
    assert path.read_bytes() == raw, "the file is untouched"
    for sentence in told:
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", sentence)
        assert not re.search(
            "Input should|validation error|TOMLDecode|cannot be used as it is|cannot be read$", sentence
        )


@settings(max_examples=150)
@given(st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_random_bytes_are_a_table_or_a_sentence(raw: bytes) -> None:
    try:
        found = toml_in.parse(HERE, raw).table
    except FileProblem as error:
        found = str(error)
    assert isinstance(found, dict) or found.startswith("team.toml")
