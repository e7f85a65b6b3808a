"""Plain text stays in its lines and in its place: nothing steers a terminal, nothing passes for a heading of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import a_full_session, a_rating, a_session, an_account, its_earlier_session

from workshop_tui.model.session import Session
from workshop_tui.reports import as_text
from workshop_tui.reports.text_layout import WIDTH, page, paragraph


def shown(session: Session, before: Session | None = None, **fields: object) -> str:
    return as_text.session(an_account(session, before, **fields))


HOSTILE = "\x1b]52;c;AAAA\x07 \x9b31m \u202egnp.exe\u2066 \x00\r\x7f\u2028 [b]x[/b]"


@pytest.mark.parametrize("text", [HOSTILE, "e\u0301 हिन्दी 日本語 👩‍👩‍👧", "x" * 10_000])
def test_hostile_words_come_out_harmless(text: str) -> None:
    told = shown(a_full_session(text), its_earlier_session(text), untold=text)
    assert_harmless(told)


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_any_words_come_out_harmless(text: str) -> None:
    assert_harmless(shown(a_full_session(text), its_earlier_session(text), untold=text))


def assert_harmless(told: str) -> None:
    steering = [char for char in told if char != "\n" and (ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0)]
    turning = set(told) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
    assert not steering
    assert not turning


def test_a_title_of_several_lines_cannot_pass_for_a_heading_of_ours() -> None:
    told = shown(
        a_session(a_rating("one", title="One\nACTIONS\n\n9 actions, all done"), team="Team\nWorkshop of yesterday")
    )
    assert "ACTIONS" not in told.split("\n")
    assert told.split("\n")[0] == "Team Workshop of yesterday"


@given(st.lists(st.sampled_from(["a", "word", "lengthy-hyphenated", "x" * 60, "日本語"]), min_size=1, max_size=40))
def test_lines_fit_and_no_word_is_broken(words: list[str]) -> None:
    told = paragraph(" ".join(words), 5, "- ")
    assert all(len(line) <= WIDTH for line in told)
    assert " ".join(told).split()[1:] == words


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert paragraph("y" * 200, 3) == [" " * 3 + "y" * 200]


def test_a_page_has_no_two_empty_lines_in_a_row() -> None:
    assert page(["", "a", "", "", "b", ""]) == "a\n\nb"
