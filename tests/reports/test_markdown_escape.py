"""People's words in Markdown: shown exactly as they are, and never anything but words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from workshop_tui.reports.markdown_escape import md
from workshop_tui.words import visible

PLAIN = MarkdownIt("commonmark").enable("table")
EAGER = MarkdownIt("gfm-like")  # makes links of bare addresses and strikes through, as many programs do

PIECES = [
    "http://a.b", "www.a.com", "//x.org", "a@b.de", "mailto:a@b.c", "a.com", "п.рф", "xmpp:a@b/c", "<a@b>",
    "---", "===", "|", "\\", "| - |", ":-", "1.", "1)", "# ", "    x", "```", "~~~", "> ", "- ", "+ ",
    "&amp;", "&#38;", "<b>", "<!--", "![x](y)", "[a]: b", "**a**", "_a_", "~~a~~", "$x$",
    "\n", "\n\n", " ", "a", "1", "\u00a0", "**", "*", "\x1b[31m", "\u202e", "\t", "\0",
]  # fmt: skip
hostile = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    st.text(st.sampled_from("ab1 .-+=*_#>|<&;:/@!()[]\\`~$w\n\t'\"{}^%?,"), max_size=25),
    st.text(max_size=30),
)
places = pytest.mark.parametrize("program", [PLAIN, EAGER], ids=["plain", "eager"])


def words_of(token: Token) -> str:
    """The text of one inline piece, which must hold nothing but text."""
    children = token.children or []
    assert {child.type for child in children} <= {"text"}, children
    return "".join(child.content for child in children)


def shown(program: MarkdownIt, text: str) -> tuple[list[str], list[str]]:
    """Which blocks a program makes of it, and the words in each."""
    tokens = program.parse(text)
    blocks = [token.type.removesuffix("_open") for token in tokens if token.nesting == 1]
    return blocks, [words_of(token) for token in tokens if token.type == "inline"]


@places
@settings(max_examples=400)
@given(text=hostile)
def test_words_come_out_as_they_went_in(program: MarkdownIt, text: str) -> None:
    expected = visible(text).strip()
    inner = [expected] if expected else []
    assert shown(program, md(text)) == (["paragraph"] if expected else [], inner)
    if expected:
        assert shown(program, f"- {md(text)}") == (["bullet_list", "list_item", "paragraph"], inner)
        assert shown(program, f"## {md(text)}") == (["heading"], inner)


@places
@settings(max_examples=400)
@given(text=hostile)
def test_words_stay_in_their_cell(program: MarkdownIt, text: str) -> None:
    expected = visible(text).strip()
    table = f"| a | b |\n|---|---|\n| {md(text)} | y |\n| z | {md(text)} |\n"
    assert shown(program, table)[1] == ["a", "b", expected, "y", "z", expected]


@places
@settings(max_examples=400)
@given(text=hostile.filter(lambda text: visible(text).strip() != ""))
def test_words_on_a_second_line_change_nothing_about_the_first(program: MarkdownIt, text: str) -> None:
    tokens = program.parse(f"first\n{md(text)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert [child.type for child in children] == ["text", "softbreak", "text"]
    assert children[2].content == visible(text).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shared purpose, 3.5 of 5 (well-known)", "Shared purpose, 3.5 of 5 (well-known)"),
        ("R&D, M & S; we're 12:30", "R&D, M & S; we're 12:30"),
        ("1. first\n2. second", "1\\. first 2. second"),
        ("a|b", "a\\|b"),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_plain_words_stay_readable_in_the_file_itself(text: str, expected: str) -> None:
    assert md(text) == expected


def test_no_control_character_is_left() -> None:
    every = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0xFEFF]))
    assert all(char.isprintable() for char in md(every))
