"""The report for those outside the team: nothing of anybody, not even by working it out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from made import (
    ALIKE,
    DAY,
    FEW,
    SHOWN,
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

from workshop_tui.model.action import Action, Event
from workshop_tui.model.session import Session
from workshop_tui.reports import as_markdown


def for_outside(session: Session, before: Session | None = None, **fields: object) -> str:
    return as_markdown.session(an_account(session, before, **fields), for_team=False)


def test_no_word_that_may_not_leave_the_team_is_told() -> None:
    session, placed = with_its_own_words(a_full_session())
    before, _ = with_its_own_words(its_earlier_session("other"))
    text = for_outside(session, before)
    told = {where for where, word in placed.items() if word in text}
    allowed = re.compile(
        r"(team|service|organisation|agenda\.title|frameworks\..*|ratings\.\d\.title|actions\.\d\.(what|know))"
    )
    assert {where for where in told if not allowed.fullmatch(where)} == set()
    assert "actions.0.what" in told
    assert "ratings.1.title" in told


def test_owners_are_recorded_but_not_named() -> None:
    actions = (
        Action(
            id="a",
            what="Ring them",
            owner="Nadia",
            first_step="Nadia asks Theo",
            history=(Event(date=DAY, status="open", note="by Theo"),),
        ),
        Action(id="b", what="Write to them"),
    )
    text = for_outside(a_session(actions=actions))
    assert "Nadia" not in text
    assert "Theo" not in text
    assert "| Ring them | owner recorded | no due date |  |  |  | open |" in text
    assert "| Write to them | nobody yet |" in text


def test_of_a_hidden_item_only_its_title_is_told() -> None:
    ratings = (
        a_rating("few", FEW, agreed=2, dots=5, chosen=True),
        a_rating("alike", ALIKE, agreed=3, dots=7),
        a_rating("fine", SHOWN, agreed=3, dots=9),
    )
    before = earlier(a_rating("few", SHOWN), a_rating("alike", SHOWN), a_rating("fine", SHOWN))
    text = for_outside(a_session(*ratings), before)
    assert under(text, "#### 1. Title of few") == ["Not shown.", "- Chosen to work on."]
    assert under(text, "#### 2. Title of alike") == ["Not shown."]
    assert "Title of alike" not in "\n".join(under(text, "## What stands out"))
    assert under(text, "## What the group chose to work on")[2:] == ["| Title of few | not shown |"]
    assert "dot" not in text.lower().replace("dots are not shown", "")
    assert "2 of 3 rated items are not shown" in text


def test_what_was_hidden_then_is_hidden_now() -> None:
    session = a_session(a_rating("then-few", SHOWN), a_rating("new", SHOWN), a_rating("both", SHOWN))
    text = for_outside(session, earlier(a_rating("then-few", FEW), a_rating("both", SHOWN)))
    hidden, new = under(text, "#### 1. Title of then-few"), under(text, "#### 2. Title of new")
    assert hidden[-1] == "- No comparison with last time is shown."
    assert hidden == new
    assert "- On 5 February 2026: " in "\n".join(under(text, "#### 3. Title of both"))
    assert "1 item could be compared" in text


def test_the_first_round_and_who_could_not_say_are_not_told() -> None:
    session = a_session(a_rating("one", (2, 2, 2, 2, 0), a_round(*SHOWN, cant_say=3, people=14)), people=14)
    text = for_outside(session)
    assert under(text, "#### 1. Title of one") == [
        "| Level | People |",
        "| --- | --- |",
        "| 5 Routine | 0 |",
        "| 4 Mostly | ■ 1 |",
        "| 3 Depends on who | ■■■ 3 |",
        "| 2 Starting | ■■■■ 4 |",
        "| 1 Not in place | 0 |",
        # layers by hand: 0 1 1 1 0 has .5 for 3, 0 1 1 0 0 has .75 for 4, one is left: 5.5 of 8
        "- 8 rated. **Middle 2 to 3, leaning together** (agreement 0.69).",
    ]
    assert "14" not in text
    assert "can't say" not in text.lower().replace("could not say", "")


def test_why_the_earlier_session_could_not_be_read_names_no_file() -> None:
    text = for_outside(a_session(), untold="The earlier session cannot be read: secret.toml: there is no such file")
    assert "secret" not in text
    assert "The earlier session could not be read." in text


spreads = st.lists(st.integers(0, 3), min_size=5, max_size=5).map(tuple)


@given(st.sampled_from([FEW, ALIKE, (0, 0, 0, 0, 0), (0, 0, 0, 0, 7)]), spreads, st.integers(0, 4))
def test_two_sessions_that_differ_only_in_what_is_hidden_give_the_same_report(
    one: tuple[int, ...], then: tuple[int, ...], unsure: int
) -> None:
    # Nothing of a hidden item may be worked out from anything else in the report.
    def told(counts: tuple[int, ...], then: tuple[int, ...], unsure: int) -> str:
        hidden = a_rating("hidden", a_round(*counts, cant_say=unsure), agreed=unsure + 1, dots=unsure)
        fine = a_rating("fine", a_round(*SHOWN, cant_say=unsure), dots=36 - unsure)
        before = earlier(a_rating("hidden", then), a_rating("fine", SHOWN))
        return for_outside(a_session(hidden, fine, people=12 + unsure), before)

    assert told(one, then, unsure) == told(ALIKE, SHOWN, 0)
