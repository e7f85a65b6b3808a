"""What people's words look like when shown, and what is left of them when typed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import HOSTILE, hostile_text

from workshop_tui.words import capital, clean, counted, cut, listed, slug, visible

ANY_TEXT = st.text(st.characters()) | hostile_text()  # lone surrogates among it, as a file's name may hold
BIDI = {"AL", "BN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}


@given(ANY_TEXT, st.booleans())
@example("safe \x1b]52;c;AAAA\x07 \x9b31m \u202egnp.exe\u2066 \r\n\u2028", False)
@example("one\r\ntwo\rthree\nfour", True)
def test_nothing_that_is_shown_can_steer_a_terminal_or_reorder_a_line(text: str, lines: bool) -> None:
    shown = visible(text, lines=lines)
    assert not STEERING.search(shown.replace("\n", "") if lines else shown)
    assert visible(shown, lines=lines) == shown
    shown.encode("utf-8")


@given(ANY_TEXT, st.booleans())
def test_what_is_typed_loses_its_control_characters(text: str, lines: bool) -> None:
    typed = clean(text, lines=lines)
    assert not STEERING.search(typed.replace("\n", "") if lines else typed)
    assert clean(typed, lines=lines) == typed
    assert visible(typed, lines=lines) == typed


def test_a_control_character_is_seen_and_not_merely_dropped() -> None:
    assert visible("a\x1b[31mb") == "a\u241b[31mb"
    assert visible("a\x7fb\x85c\u202ed") == "a\u2421b\ufffdc\u2b1ad"
    assert visible("tab\there", lines=True) == "tab\u2409here"


@pytest.mark.parametrize(
    ("first", "last", "sign"),
    [
        (0x00, 0x1F, None),
        (0x7F, 0x7F, "\u2421"),
        (0x80, 0x9F, "\ufffd"),
        (0x061C, 0x061C, "\u2b1a"),
        (0x200E, 0x200F, "\u2b1a"),
        (0x2028, 0x202E, "\u2b1a"),
        (0x2066, 0x2069, "\u2b1a"),
        (0xD800, 0xDFFF, "\ufffd"),
        (0xFEFF, 0xFEFF, "\u2b1a"),
        (0xFFF9, 0xFFFB, "\u2b1a"),
        (0xE0000, 0xE007F, "\u2b1a"),
    ],
)
def test_every_hidden_character_has_a_sign_and_its_neighbours_do_not(first: int, last: int, sign: str | None) -> None:
    for code in range(first, last + 1):
        shown = visible(f"a{chr(code)}b")
        expected = sign or (" " if code == 0x0A else chr(0x2400 + code))
        assert shown == f"a{expected}b"
        assert clean(f"a{chr(code)}b").replace(" ", "") == "ab"
    for code in (first - 1, last + 1):
        if code > 0 and code not in (0x7F, 0x80, 0x061C):
            assert visible(chr(code)) == clean(chr(code)) == chr(code)


@pytest.mark.parametrize(
    "text",
    [
        "क्‍ष",  # a joiner that the script needs
        "می‌خواهم",  # a non-joiner that the script needs
        "👩‍👩‍👧‍👦 ❤️ 🇬🇧",  # joiners, variation selectors, regional indicators
        "עברית العربية 日本語 हिन्दी ไทย",
        "e\u0301 \u0d15\u0d4d\u200d",
    ],
)
def test_every_script_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    assert clean(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_a_line_end_in_a_paste_keeps_its_words_apart(end: str) -> None:
    assert clean(f"one{end}two") == "one two"
    assert clean(f"one{end}two", lines=True) == "one\ntwo"


def test_lines_are_kept_only_where_asked() -> None:
    assert visible("one\r\ntwo\nthree") == "one two three"
    assert visible("one\r\ntwo\nthree", lines=True) == "one\ntwo\nthree"
    assert visible("one\rtwo", lines=True) == "one\u240dtwo", "a lone carriage return could hide what stands before it"


@given(ANY_TEXT, st.integers(-1, 30))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    short, whole = cut(text, width), visible(text)
    assert len(short) <= max(0, width)
    assert cut(short, width) == short
    assert short == whole if len(whole) <= width else short == "" or short.endswith("…")


def test_a_text_is_cut_at_the_width_and_not_before() -> None:
    assert [cut("abcdef", width) for width in (-1, 0, 1, 2, 5, 6, 7)] == [
        "",
        "",
        "…",
        "a…",
        "abcd…",
        "abcdef",
        "abcdef",
    ]
    assert cut("abc def", 5) == "abc…", "no space before the sign"


@given(ANY_TEXT, st.sampled_from([8, 20, 60]))
@example("\u202e../../etc/passwd", 60)
@example("İ" * 300, 60)
def test_a_slug_is_safe_in_a_file_name_everywhere(text: str, most: int) -> None:
    name = slug(text, most)
    assert name
    assert len(name.encode()) <= max(most, len("team"))
    assert not set(name) & set('/\\:*?"<>|. \t\n')
    assert all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in name)
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert "--" not in name
    assert slug(name, most) == name


@pytest.mark.parametrize(
    ("team", "name"),
    [
        ("Riverside Early Help", "riverside-early-help"),
        ("../../x", "x"),
        ("a:b", "a-b"),
        ("Équipe n° 3", "équipe-n-3"),
        ("İstanbul", "i\u0307stanbul"),
        ("हिन्दी टीम", "हिन्दी-टीम"),
        ("日本語チーム", "日本語チーム"),
        ("!!!", "team"),
        ("\u0301\ufe0f", "team"),
        ("", "team"),
    ],
)
def test_a_slug_keeps_letters_of_any_script(team: str, name: str) -> None:
    assert slug(team) == name


@given(st.sampled_from(sorted(RESERVED)) | ANY_TEXT)
def test_behind_a_date_no_slug_is_a_reserved_name_of_windows(text: str) -> None:
    stem = f"2026-12-01-{slug(text)}.toml".partition(".")[0]
    assert stem.lower() not in RESERVED


def test_ten_thousand_characters_are_shown_whole_and_cut_to_size() -> None:
    long = next(text for text in HOSTILE if len(text) >= 10_000)
    assert len(visible(long)) >= 10_000
    assert len(cut(long, 40)) == 40


def test_a_capital_is_the_first_letter_and_no_other() -> None:
    assert [capital(""), capital("a"), capital("no NATO"), capital("éa")] == ["", "A", "No NATO", "Éa"]


def test_numbers_with_their_nouns() -> None:
    assert [counted(0, "note"), counted(1, "note"), counted(2, "person", "people")] == ["0 notes", "1 note", "2 people"]


def test_parts_as_a_person_says_them() -> None:
    said = [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]
    assert said == ["", "a", "a and b", "a, b or c"]
