"""``show``: everything the screens say, in plain lines, and nothing that could steer a terminal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from made import (
    DAY,
    TODAY,
    WORDS,
    a_full_session,
    a_rating,
    a_round,
    a_session,
    an_account,
    earlier,
    its_earlier_session,
    with_its_own_words,
)

from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Plan, Step
from workshop_tui.model.session import Note, Session
from workshop_tui.model.texts import Texts
from workshop_tui.reports import as_text
from workshop_tui.store.library import Library, library


def shown(session: Session, before: Session | None = None, **fields: object) -> str:
    return as_text.session(an_account(session, before, **fields))


def lines_between(text: str, first: str, last: str) -> list[str]:
    """The lines from the one that begins so, up to the one that begins so."""
    lines = text.split("\n")
    start = next(place for place, line in enumerate(lines) if line.strip().startswith(first))
    end = next((place for place in range(start + 1, len(lines)) if lines[place].strip().startswith(last)), len(lines))
    return [line.strip() for line in lines[start:end] if line.strip()]


def unwrapped(text: str) -> str:
    return " ".join(text.split())


# --- all of it


def test_every_word_of_people_is_told() -> None:
    session, placed = with_its_own_words(a_full_session())
    text = shown(session, its_earlier_session())
    # an action of a rated item is told by the item's own title, not by what it was called when it was caught
    placed.pop("actions.0.source.title")
    assert [where for where, word in placed.items() if word not in text] == []


def test_an_item_with_two_rounds_word_for_word() -> None:
    two = a_rating(
        "one",
        a_round(1, 5, 0, 4, 1, cant_say=1, people=13),
        a_round(0, 6, 2, 3, 0, people=11),
        agreed=2,
        dots=1,
        chosen=True,
    )
    before = earlier(a_rating("one", (0, 4, 3, 1, 0)))
    assert lines_between(shown(a_session(two), before), "1. Title of one", "From round") == [
        "1. Title of one",
        "First round: 11 rated, 1 can't say, of 13 in the room; from cards.",
        "5 Routine: 1",
        "4 Mostly: 4",
        "3 Depends on who: 0",
        "2 Starting: 5",
        "1 Not in place: 1",
        "can't say: 1",
        "Middle 2; two camps; agreement A 0.13.",
        "Second round: 11 rated, of 11 in the room; from cards.",
        "5 Routine: 0",
        "4 Mostly: 3",
        "3 Depends on who: 2",
        "2 Starting: 6",
        "1 Not in place: 0",
        "can't say: 0",
        # layers by hand: 2 2 2 has .5 for 6 people, 1 0 1 has 1/6 for 2, the 3 left agree: 6.33 of 11
        "Middle 2; leaning together; agreement A 0.58.",
        "Between the rounds: No clear change since the round before (11 rated then,",
        # 57 of 121 pairs by hand; p by listing all ways
        "11 now). Of one rating then and one now, the one now is the higher 47 times",
        "in 100 (50 is even, a tie counts half). Had nothing changed, chance would",
        "show as much 85 times in 100 (p = 0.848).",
        "On 5 February 2026: middle 2 to 3, leaning together. No clear change since",
        # 45.5 of 88 pairs by hand
        "5 February 2026 (8 rated then, 11 now). Of one rating then and one now, the",
        "one now is the higher 52 times in 100 (50 is even, a tie counts half). Had",
        "nothing changed, chance would show as much always (p = 1.000).",
        "Agreed level: 2 Starting",
        "1 dot in the group's choice.",
        "Chosen to work on.",
    ]


def test_under_the_list_stands_how_many_arrows_chance_alone_would_give() -> None:
    low, high = (4, 4, 0, 0, 0), (0, 0, 0, 4, 4)
    ratings = [a_rating(str(number), low, high) for number in range(3)]
    before = earlier(*(a_rating(str(number), low) for number in range(2)))
    text = unwrapped(shown(a_session(*ratings), before))
    assert "From round to round: 3 items could be compared, and 3 moved." in text
    assert "Since 5 February 2026: 2 items could be compared, and 2 moved." in text
    assert text.count("Chance alone moves at most one item in 20: here fewer than one.") == 2
    alone = shown(a_session(a_rating("one", low)))
    assert "could be compared" not in alone


def test_facts_and_where_it_stopped() -> None:
    text = shown(a_full_session("Blue"), its_earlier_session(), file=Path("folder/now.toml"))
    assert text.split("\n")[:11] == [
        "Blue",
        "Workshop of 10 September 2026: under way",
        "Service: Blue",
        "Organisation: Blue",
        "People in the room: 12",
        "Where it stopped: Blue, Blue",
        "Agenda: Blue",
        "Follows: the workshop of 5 February 2026 (earlier.toml)",
        "File: now.toml",
        "",
        "AGENDA",
    ]


def test_why_the_earlier_session_could_not_be_read_is_told() -> None:
    text = shown(a_full_session(), None, untold="The earlier session cannot be read: gone.toml: there is no such file")
    assert "Follows: earlier.toml\nThe earlier session cannot be read: gone.toml: there is no such file\n" in text


def test_the_agenda_with_what_it_took() -> None:
    text = shown(a_full_session("Blue"))
    assert lines_between(text, "AGENDA", "RATINGS")[:8] == [
        "AGENDA",
        "3 steps, 60 min planned, 74 min spent, 1 skipped.",
        "1. Blue: 10 min planned, 11 min spent",
        "Blue",
        "2. Blue: 50 min planned, 63 min spent, 2 items, rated quickly, then 1 opened",
        "to talk about, it stopped here",
        "Blue",
        "3. Blue: 20 min planned, skipped",
    ]


def test_what_was_not_rated_is_told_too() -> None:
    text = shown(
        a_session(a_rating("one"), a_rating("two", agreed=4), a_rating("three", a_round(0, 0, 0, 0, 0, cant_say=3)))
    )
    assert "1. Title of one\n   Not rated.\n" in text
    assert "2. Title of two\n   Agreed together, not voted on.\n   Agreed level: 4 Mostly\n" in text
    assert "can't say: 3\n     Nobody chose a level.\n" in text


def test_counts_that_do_not_fit_the_scale_are_told_without_its_words() -> None:
    text = shown(a_session(a_rating("one", (1, 2, 3), agreed=7)))
    assert lines_between(text, "One round", "can't say") == ["One round: 6 rated; from cards.", "3: 3", "2: 2", "1: 1"]
    assert "Agreed level: 7\n" in text
    both = shown(a_session(a_rating("one", (1, 2, 3), (0, 4, 3, 1, 0), agreed=7)))
    assert lines_between(both, "First round", "can't say")[1:] == ["3: 3", "2: 2", "1: 1"]
    assert "5 Routine: 0\n" in both
    assert "Agreed level: 7\n" in both


def test_an_item_whose_framework_the_session_does_not_know_is_told_all_the_same() -> None:
    text = shown(a_session(a_rating("one", (1, 2, 3), framework="lost"), frameworks=()))
    assert "Framework: lost (1 item, 1 rated)\n\n1. Title of one\n" in text


def test_the_framework_gives_statement_and_what_the_agreed_level_looks_like() -> None:
    known = library(None)
    framework = known.frameworks["conditions-for-success"]
    item = framework.items[0]
    rating = a_rating(item.id, (0, 4, 3, 1, 0), framework=framework.id, agreed=2)
    session = a_session(rating, frameworks=({"id": framework.id, "levels": WORDS},))
    text = unwrapped(shown(session, known=known))
    assert f"1. Title of {item.id} {item.statement}" in text
    assert f"Agreed level: 2 Starting {item.levels[1]}" in text
    assert "workshop-tui frameworks show conditions-for-success" in text
    assert f"Ask: {known.texts.questions['leaning together'][0]}" in text


def test_nothing_is_asked_where_nobody_answered() -> None:
    texts = Texts(format="workshop-texts/1", id="own", questions={"too few to say": ("Why so few?",)})
    known = Library(texts=texts)
    assert "Ask:" not in shown(a_session(a_rating("one"), a_rating("two", (0, 0, 0))), known=known)
    assert "Ask: Why so few?" in shown(a_session(a_rating("one", (1, 0, 0))), known=known)


def test_notes_under_their_heads_and_those_that_belong_nowhere() -> None:
    text = shown(a_full_session("Blue"))
    assert "   What works:\n     - Blue\n   What would move it one step up:\n     - Blue\n" in text
    assert "OTHER NOTES\n\nOn gone, which is not rated:\n  What worries us:\n    - Blue\n" in text
    assert "On the day as a whole:\n  How we know:\n    - Blue\n" in text


def test_lines_of_a_note_stay_lines() -> None:
    note = Note(id="n", framework="ours", item="one", text="first\nsecond")
    assert "     - first\n       second" in shown(a_session(a_rating("one"), notes=(note,)))


def test_what_stands_out_and_what_the_group_chose() -> None:
    ratings = (
        a_rating("low", (5, 4, 1, 0, 0), dots=2),
        a_rating("high", (0, 0, 0, 3, 7)),
        a_rating("camps", a_round(1, 5, 0, 4, 1, cant_say=1), dots=9, chosen=True),
    )
    text = shown(a_session(*ratings))
    assert lines_between(text, "WHAT STANDS OUT", "WHAT THE GROUP") == [
        "WHAT STANDS OUT",
        "Lowest:",
        "- Title of low: middle 1 to 2, leaning together (10 rated)",
        "Highest:",
        "- Title of high: middle 5, largely agreed (10 rated)",
        "Most divided:",
        "- Title of camps: middle 2, two camps (11 rated, 1 can't say)",
    ]
    assert lines_between(text, "WHAT THE GROUP", "ACTIONS") == [
        "WHAT THE GROUP CHOSE",
        "- Title of camps: 9 dots, chosen to work on",
        "- Title of low: 2 dots",
        "11 dots given; 3 to a person.",
    ]


def test_actions_with_all_that_is_known_of_them_and_the_loose_ends() -> None:
    text = shown(a_full_session("Blue"))
    assert lines_between(text, "ACTIONS", "LOOSE ENDS") == [
        "ACTIONS",
        "3 actions, 2 open, 1 late.",
        "1. Blue",
        "Commitment of: the team",
        "Owner: Blue",
        "Was due 5 February 2026, 288 days late",
        "How we will know: Blue",
        "First step: Blue",
        "Status: stuck; it worked in part",
        "From: Blue",
        "History:",
        "5 February 2026: open",
        "10 September 2026: stuck; it worked in part. Blue",
        "2. Blue",
        "Commitment of: the leaders",
        "Owner: nobody yet",
        "No due date",
        "Status: open",
        "From: Blue",
        "3. Blue",
        "Commitment of: the team",
        "Owner: Blue",
        "No due date",
        "Status: done; it worked",
        "From: Blue",
    ]
    assert lines_between(text, "LOOSE ENDS", "~") == ["LOOSE ENDS", "- Blue: no owner and no due date"]


def test_a_session_with_nothing_in_it() -> None:
    bare = Session(id="x", team="Bare", date=DAY)
    assert shown(bare) == "Bare\nWorkshop of 10 September 2026: planned, not begun\nPeople in the room: not recorded"


def test_late_is_by_the_day_it_is_shown() -> None:
    session = a_session(
        actions=(Action(id="a", what="x", due=DAY),),
        agenda=Plan(steps=(Step(id="s", kind="talk", title="", minutes=3),)),
    )
    assert "Due today" in shown(session, today=DAY)
    assert "late" in shown(session, today=TODAY)
    assert "1 day late" in shown(session, today=DAY + dt.timedelta(days=1))
    assert "1. s: 3 min planned" in shown(session)
