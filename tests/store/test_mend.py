"""What can be mended is mended in a copy; whatever else a person wrote stays as it is, to the letter."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
import tomli
from doings import FULL_DAY
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import sessions

from workshop_tui.model.session import Session
from workshop_tui.store import mend, toml_out
from workshop_tui.store.mend import Mended
from workshop_tui.store.problem import FileProblem

DAY = toml_out.write(FULL_DAY)
HEAD = 'format = "workshop-session/1"\nid = "s1"\nteam = "Riverside"\n'
# Every sign that Windows-1252 has; those that TOML knows stand for themselves.
WINDOWS_SIGNS = "".join(
    char for number in range(0x20, 0x100) for char in bytes([number]).decode("cp1252", "ignore") if char not in "\x7f'"
)


def text_of(raw: bytes) -> str:
    """The text of the mended copy."""
    mended = mend.mend(raw)
    assert mended is not None
    return mended.text


# Encodings


@settings(max_examples=60)
@given(sessions, st.sampled_from(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"]))
def test_every_text_comes_back_from_its_encoding(session: Session, encoding: str) -> None:
    text = toml_out.write(session)
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_tells_which_of_two_bytes_comes_first(mark: bytes) -> None:
    text = "# 日本語のコメント、英字なし\n"
    assert text_of(mark + text.encode("utf-16-le" if mark[0] == 0xFF else "utf-16-be")) == text


def test_every_sign_of_windows_comes_back() -> None:
    text = f"{HEAD}date = 2026-01-01\nservice = '{WINDOWS_SIGNS}'\n"
    assert text_of(text.encode("cp1252")) == text
    assert tomli.loads(text)["service"] == WINDOWS_SIGNS


@given(st.lists(st.sampled_from(["# Café\n", "# ’Größe‘ – 5 €\r\n", "x = 1\n", "# É”\n"]), min_size=1), st.data())
def test_lines_of_two_encodings_in_one_file_each_come_back(lines: list[str], data: st.DataObject) -> None:
    """A line is known by itself, so that what is UTF-8 already stays what it is; ``É”`` alone could be either."""
    raw = b"".join(
        line.encode(data.draw(st.sampled_from(["utf-8", "cp1252"])) if "”" not in line else "utf-8") for line in lines
    )
    text = "".join(lines).replace("\r\n", "\n")
    mended = mend.mend(raw)
    assert (mended.text if mended else raw.decode()) == text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 50,
        b" \r\n\t",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04\r\n",
        b"x = '\x81'\r\n",
        b"x = '\xff\x07'\n",
        b"\xe9 \x1b\n",
        DAY.encode("utf-16")[:-1],
        b"\xff\xfe\0\xd8x\0",
        ("x\0" * 40).encode("utf-16"),
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_what_is_no_text_is_not_made_into_one(raw: bytes) -> None:
    assert mend.mend(raw) is None


def test_nobody_is_told_that_a_guess_is_certain() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-32", "latin-1"):
        mended = mend.mend("# für uns\n".encode(encoding))
        assert mended is not None
        assert "looked like" in mended.done[0]
        assert mended.done[0].endswith("see whether its letters are right")


# Line ends


@given(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=5, max_size=5))
def test_all_line_ends_become_one_kind(ends: list[str]) -> None:
    lines = ["# one", 'format = "x"', "# two", 'z = "#"', "y = '''a"]
    mended = mend.mend("".join(map("".join, zip(lines, ends, strict=True))).encode() + b"'''")
    plain = "\n".join(lines) + "\n'''"
    assert (mended.text if mended else plain) == plain
    assert (mended is None) == (set(ends) == {"\n"})


def test_a_sign_too_many_at_each_line_end_brings_no_empty_lines() -> None:
    assert text_of(b"# one\r\r\n# two\r\r\n") == "# one\n# two\n"


def test_several_marks_at_the_beginning_are_left_out() -> None:
    assert text_of(b"\xef\xbb\xbf\xef\xbb\xbfx = 1\n") == "x = 1\n"


# Days

DAYS = {
    'date = "2026-03-02"': "date = 2026-03-02",
    "date = '2026-03-02' # \"2026-01-01\"": 'date = 2026-03-02 # "2026-01-01"',
    'date="""\\\n  2026-03-02"""': "date=2026-03-02",
    "date = 2026-03-02T23:59:59.5-11:00": "date = 2026-03-02",
    "date  =  2026-03-02 00:00:00  #x": "date  =  2026-03-02  #x",
    '"date" = "20260302"': '"date" = 2026-03-02',
    "place.began = 2026-03-02T09:30:00Z": "place.began = 2026-03-02 09:30:00",
    'place = { step = "2026-01-01", began = "2026-03-02T09:30" }': (
        'place = { step = "2026-01-01", began = 2026-03-02 09:30:00 }'
    ),
    '[[actions]]\nid = "2026-01-01"\ndue = "2026-03-02"\nstarted = "2026-03-02"': (
        '[[actions]]\nid = "2026-01-01"\ndue = 2026-03-02\nstarted = "2026-03-02"'
    ),
    'actions = [{ due = "2026-03-02" }, # "2026-01-01"\n { history = [\n{date="2026-03-03",status=""}] }]': (
        'actions = [{ due = 2026-03-02 }, # "2026-01-01"\n { history = [\n{date=2026-03-03,status=""}] }]'
    ),
    '[[actions]]\n[[actions.history]]\ndate = "2026-03-02" # was\n[[actions.history]]\ndate = "2026-03-03"': (
        "[[actions]]\n[[actions.history]]\ndate = 2026-03-02 # was\n[[actions.history]]\ndate = 2026-03-03"
    ),
}


@pytest.mark.parametrize(("written", "regular"), DAYS.items(), ids=DAYS)
def test_a_day_is_mended_at_its_very_place(written: str, regular: str) -> None:
    assert text_of(f"{HEAD}{written}\n".encode()) == f"{HEAD}{regular}\n"


def test_what_a_day_was_is_told_shortly_and_harmlessly() -> None:
    mended = mend.mend(f'{HEAD}date = "{" " * 900}2026-03-02"\nplace.began = """\\\n2026-03-02 09:30"""\n'.encode())
    assert mended is not None
    assert [len(one) < 120 and one.isprintable() for one in mended.done] == [True, True]


@pytest.mark.parametrize(
    "written",
    [
        'date = "soon"',
        "date = 10:00:00",
        "date = 3",
        "date = ['2026-03-02']",
        'place.began = "2026-03-02"',
        'place.began = "09:30"',
        "place = 3",
        'actions = ["2026-03-02"]',
        'actions = "2026-03-02"',
        'actions = [{ history = "2026-03-02" }]',
        'follows = "2026-03-02"',
        '[[notes]]\ndate = "2026-03-02"',
    ],
)
def test_what_is_no_day_or_does_not_belong_to_one_stays(written: str) -> None:
    assert mend.mend(f"{HEAD}{written}\n".encode()) is None


@pytest.mark.parametrize("kind", ["framework/1", "agenda/1", "texts/1", "session/2", "sesion/1"])
def test_days_belong_to_sessions_only(kind: str) -> None:
    assert mend.mend(f'format = "workshop-{kind}"\ndate = "2026-03-02"\n'.encode()) is None


@given(st.dates(), st.times(), st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=-11))]))
def test_every_day_and_time_becomes_the_day_that_is_read_from_it(
    day: dt.date, time: dt.time, zone: dt.tzinfo | None
) -> None:
    moment = dt.datetime.combine(day, time, zone)
    for value in (toml_out.literal(moment), f'"{moment.isoformat()}"', f'"{day.isoformat()}"'):
        raw = f"{HEAD}date = {value}\n".encode()
        session = Session.model_validate(tomli.loads(raw.decode()))
        assert tomli.loads(text_of(raw))["date"] == session.date == day


# Anything at all


@settings(max_examples=300)
@given(
    st.binary(max_size=80)
    | st.text(max_size=60).map(str.encode)
    | st.text(max_size=30).map(lambda t: t.encode("utf-16"))
)
def test_whatever_was_mended_needs_no_mending(raw: bytes) -> None:
    mended = mend.mend(raw)
    if mended:
        assert mended.done
        assert "\r" not in mended.text
        assert mend.mend(mended.text.encode()) is None


# Writing


def test_a_copy_lies_beside_its_file_under_a_name_that_is_free(tmp_path: Path) -> None:
    path = tmp_path / "team.toml"
    (tmp_path / "team (mended).toml").write_text("mine")
    (tmp_path / "team (mended 2).toml").mkdir()
    (tmp_path / "team (mended 3).toml").symlink_to(tmp_path / "nowhere")
    copy = mend.write(path, Mended("x = 'ü'\n", ()))
    assert copy == tmp_path / "team (mended 4).toml"
    assert copy.read_bytes() == "x = 'ü'\n".encode()
    assert (tmp_path / "team (mended).toml").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert mend.write(path, Mended("x = 'ü'\n", ())) == copy, "the same copy is not written twice"
    assert mend.write(copy, Mended("y = 1\n", ())) == tmp_path / "team (mended 5).toml", "a copy of a copy"


@pytest.mark.parametrize("name", ["x" * 250, "ü" * 120, "👩‍👩‍👧‍👦" * 9, "a.b", "NAME (mended) of mine"])
def test_the_name_of_a_copy_is_never_too_long(tmp_path: Path, name: str) -> None:
    copy = mend.write(tmp_path / f"{name}.toml", Mended("x = 1\n", ()))
    assert copy.parent == tmp_path
    assert len(os.fsencode(copy.name)) <= 200
    stem = copy.name.removesuffix(" (mended).toml")
    assert stem
    assert name.startswith(stem)
    assert len(name.encode()) > 150 or stem == name


def test_somebody_who_takes_the_name_at_the_last_moment_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "team (mended).toml"
    link = os.link

    def first(source: str, target: Path) -> None:
        if target == theirs:
            theirs.write_text("theirs")
        link(source, target)

    monkeypatch.setattr(os, "link", first)
    copy = mend.write(tmp_path / "team.toml", Mended("x = 1\n", ()))
    assert copy.name == "team (mended 2).toml"
    assert theirs.read_text() == "theirs"


def test_copies_without_end_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mend, "_MOST_COPIES", 3)
    for number in range(2):
        mend.write(tmp_path / "team.toml", Mended(f"x = {number}\n", ()))
    with pytest.raises(FileProblem, match="mended copies of this file already"):
        mend.write(tmp_path / "team.toml", Mended("x = 3\n", ()))
