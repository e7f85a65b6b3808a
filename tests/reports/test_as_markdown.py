"""The report that is handed out: all of it for the team, and nothing of anybody for those outside."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import (
    ALIKE,
    DAY,
    SHOWN,
    WORDS,
    a_full_session,
    a_rating,
    a_round,
    a_session,
    an_account,
    earlier,
    its_earlier_session,
    under,
    with_its_own_words,
)
from markdown_it import MarkdownIt

from workshop_tui.model.session import Note, Session
from workshop_tui.reports import as_markdown
from workshop_tui.store.library import library
from workshop_tui.words import visible

PLAIN = MarkdownIt("commonmark").enable("table")
EAGER = MarkdownIt("gfm-like")


def report(session: Session, before: Session | None = None, **fields: object) -> str:
    return as_markdown.session(an_account(session, before, **fields))


def for_outside(session: Session, before: Session | None = None, **fields: object) -> str:
    return as_markdown.session(an_account(session, before, **fields), for_team=False)


# --- for the team


def test_every_word_of_people_is_told() -> None:
    session, placed = with_its_own_words(a_full_session())
    text = report(session, its_earlier_session())
    # what the facilitator says is not for a reader who was not there; an action names its item by the item's title
    told = {where: word for where, word in placed.items() if not where.endswith(".says")}
    told.pop("actions.0.source.title")
    assert [where for where, word in told.items() if word not in text] == []


def test_it_begins_with_the_facts_and_how_to_read_them() -> None:
    text = report(a_full_session("Blue"), its_earlier_session())
    assert text.startswith("# Workshop report: Blue\n")
    assert text.split("\n")[2:10] == [
        "- **Date:** 10 September 2026 (under way: this is what there is so far)",
        "- **Service:** Blue",
        "- **Organisation:** Blue",
        "- **Agenda:** Blue",
        "- **In the room:** 12 people",
        "- **Follows:** the workshop of 5 February 2026",
        "- **Report made on:** 20 November 2026",
        "",
    ]
    assert "Answers were counted, not named" in under(text, "## How to read this report")[0]
    assert "so far" not in report(a_session())


def test_the_order_is_that_of_a_reader_who_was_not_there() -> None:
    headings = re.findall(r"^## (.*)$", report(a_full_session(), its_earlier_session()), re.M)
    assert headings == [
        "How to read this report", "What stands out", "What the group chose to work on", "Actions", "Loose ends",
        "The ratings", "Other notes", "How the day went",
    ]  # fmt: skip


def test_an_item_with_two_rounds_line_by_line() -> None:
    item = a_rating(
        "one",
        a_round(1, 5, 0, 4, 1, cant_say=1, people=13),
        a_round(0, 9, 2, 0, 0, people=11),
        agreed=2,
        dots=3,
        chosen=True,
    )
    note = Note(id="n", framework="ours", item="one", text="Tuesdays")
    text = report(a_session(item, notes=(note,)), earlier(a_rating("one", SHOWN)))
    assert under(text, "#### 1. Title of one") == [
        "| Level | First round | Second round |",
        "| --- | --- | --- |",
        "| 5 Routine | ■ 1 | 0 |",
        "| 4 Mostly | ■■■■ 4 | 0 |",
        "| 3 Depends on who | 0 | ■■ 2 |",
        "| 2 Starting | ■■■■■ 5 | ■■■■■■■■■ 9 |",
        "| 1 Not in place | ■ 1 | 0 |",
        "| can't say | ■ 1 | 0 |",
        "- First round: 11 rated, 1 can't say, of 13 in the room. **Middle 2, two camps** (agreement 0.13).",
        # layers by hand: 0 1 1 0 0 has .75 for 4 people, the other 7 agree: 10 of 11
        "- Second round: 11 rated. **Middle 2, largely agreed** (agreement 0.91).",
        "- Between the rounds: No clear change since the round before (11 rated then, 11 now).",
        "- On 5 February 2026: middle 2 to 3, leaning together. No clear change since 5 February 2026 (8 rated then, "
        "11 now).",
        "- **Agreed level:** 2 Starting",
        "- 3 dots, chosen to work on.",
        "- **What works**",
        "  - Tuesdays",
    ]


def test_the_bars_of_many_people_stay_short() -> None:
    text = report(a_session(a_rating("one", (1, 400, 5)), frameworks=()))
    assert f"| 2 | {'■' * 20} 400 |" in text
    assert "| 1 | ■ 1 |" in text


def test_a_rating_without_a_vote() -> None:
    text = report(a_session(a_rating("one"), a_rating("two", agreed=4)))
    assert under(text, "#### 1. Title of one") == ["Not rated."]
    assert under(text, "#### 2. Title of two") == ["Agreed together, not voted on.", "- **Agreed level:** 4 Mostly"]


def test_the_words_of_the_framework_help_a_reader_who_does_not_know_it() -> None:
    known = library(None)
    framework = known.frameworks["conditions-for-success"]
    item = framework.items[0]
    session = a_session(
        a_rating(item.id, SHOWN, framework=framework.id, agreed=2), frameworks=({"id": framework.id, "levels": WORDS},)
    )
    text = report(session, known=known)
    assert f"\n{item.statement}\n" in text
    assert f"- **Agreed level:** 2 Starting: {item.levels[1]}\n" in text


def test_actions_are_a_table_and_their_histories_a_list() -> None:
    text = report(a_full_session("Blue"))
    assert under(text, "## Actions")[:4] == [
        "| What | Owner | Due | How we will know | First step | From | Status |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| Blue | Blue | 5 February 2026, 288 days late | Blue | Blue | Blue | stuck; it worked in part |",
        "| Blue (leaders' commitment) | nobody yet | no due date |  |  | Blue | open |",
    ]
    assert under(text, "### Done or dropped")[2:] == ["| Blue | Blue | no due date |  |  | Blue | done; it worked |"]
    assert under(text, "### How they went") == [
        "- Blue", "  - 5 February 2026: open", "  - 10 September 2026: stuck; it worked in part. Blue",
    ]  # fmt: skip
    assert under(text, "## Loose ends") == ["- Blue: no owner and no due date"]


def test_what_the_group_chose() -> None:
    ratings = (
        a_rating("low", SHOWN, dots=2),
        a_rating("top", (1, 5, 0, 4, 1), dots=9, chosen=True),
        a_rating("unrated", chosen=True),
    )
    assert under(report(a_session(*ratings)), "## What the group chose to work on") == [
        "| Item | Chosen | Dots | Where it stands |",
        "| --- | --- | --- | --- |",
        "| Title of top | yes | 9 | middle 2, two camps (11 rated on 5 levels) |",
        "| Title of low | no | 2 | middle 2 to 3, leaning together (8 rated on 5 levels) |",
        "| Title of unrated | yes | 0 | not rated |",
    ]


def test_how_the_day_went() -> None:
    assert under(report(a_full_session("Blue")), "## How the day went") == [
        "| Step | Planned | Took |",
        "| --- | --- | --- |",
        "| Blue | 10 min | 11 min |",
        "| Blue | 50 min | 63 min |",
        "| Blue | 20 min | skipped |",
    ]


def test_a_step_without_a_time_says_so() -> None:
    session = a_full_session("Blue").model_copy(update={"times": {"welcome": 655}})
    assert under(report(session), "## How the day went")[2:] == [
        "| Blue | 10 min | 11 min |",
        "| Blue | 50 min | not timed |",
        "| Blue | 20 min | skipped |",
    ]


def test_a_team_reads_the_verdict_of_a_change_and_not_its_p() -> None:
    low, high, two = (6, 4, 0, 0, 0), (0, 0, 0, 4, 6), (1, 1, 0, 0, 0)
    session = a_session(a_rating("one", high), a_rating("two", two))
    text = report(session, earlier(a_rating("one", low), a_rating("two", two)))
    assert under(text, "#### 1. Title of one")[-1].endswith(
        "agreed. Moved up since 5 February 2026 (10 rated then, 10 now)."
    )
    assert under(text, "#### 2. Title of two")[-1].endswith(
        ". Too few to say whether it moved since 5 February 2026 (2 rated then, 2 now)."
    )
    assert not re.search(r"p = |p below|times in 100", text)


def test_under_the_items_stands_how_many_arrows_chance_alone_would_give() -> None:
    text = report(a_session(a_rating("one", SHOWN)), earlier(a_rating("one", SHOWN)))
    (told,) = under(text, "### How much chance alone would move")
    assert told.startswith("- Since 5 February 2026: 1 item could be compared, and none moved by more than chance.")


def test_a_session_with_nothing_in_it_is_still_a_report() -> None:
    text = report(Session(id="x", team="Bare", date=DAY))
    assert text.startswith("# Workshop report: Bare\n")
    assert re.findall(r"^## (.*)$", text, re.M) == ["How to read this report"]


# --- people's words stay words


def structure(program: MarkdownIt, text: str) -> list[str]:
    """What a program makes of a report, but for the words themselves."""
    kinds = []
    for token in program.parse(text):
        kinds.append(token.type + token.tag)
        kinds += [child.type for child in token.children or []]
    return kinds


HOSTILE = [
    "# Heading", "- a\n- b", "1. one", "> quote", "```\ncode", "    code", "---", "===", "| a | b |\n|---|---|",
    "|", "\\", "\\|", "a\n\n# b", "[a](http://x)", "[a]: http://x", "![i](x)", "<b>x</b>", "<!-- x", "<script>",
    "*a*", "**", "__a__", "`", "~~a~~", "http://a.b", "a@b.de", "www.a.com", "&lt;", "\x1b[31mx", "\u202ex", "+ x",
]  # fmt: skip


@pytest.mark.parametrize("program", [PLAIN, EAGER], ids=["plain", "eager"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_make_nothing_but_words(program: MarkdownIt, text: str) -> None:
    assert_words_only(program, text)


@given(st.text(max_size=20) | st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join))
def test_any_words_make_nothing_but_words(text: str) -> None:
    assert_words_only(EAGER, text)


def assert_words_only(program: MarkdownIt, text: str) -> None:
    if not visible(text).strip():
        return  # places without words are left out, so the report has another shape
    for told in (report, for_outside):
        hostile, plain = (
            told(a_full_session(words), its_earlier_session(words), untold=words) for words in (text, "words")
        )
        assert structure(program, hostile) == structure(program, plain)
        assert visible(hostile, lines=True) == hostile


def test_the_team_sees_what_others_do_not() -> None:
    text = report(a_session(a_rating("one", ALIKE, agreed=3)))
    assert "| 3 Depends on who | ■■■■■■■■■ 9 |" in text
    assert "Not shown" not in text
