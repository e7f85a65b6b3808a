"""What leaves the team gives nobody away: by a small number, by all alike, by a total or by a difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import (
    ALIKE,
    EARLIER_DAY,
    FEW,
    SHOWN,
    a_full_session,
    a_rating,
    a_round,
    a_session,
    earlier,
    its_earlier_session,
)

from workshop_tui.analysis.hiding import LEAST, OWNER_RECORDED, is_hidden, outside
from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.session import ItemKey, Note, Rating, Session

SECRET = "Ines from the duty desk"


def hidden_items(session: Session) -> set[str]:
    return {key.item for key in outside(session).hidden}


# --- a spread


@pytest.mark.parametrize(
    ("counts", "least", "expected"),
    [
        (SHOWN, 5, False),
        ((1, 4, 0), 5, False),
        (FEW, 5, True),
        ((0, 0, 0), 5, True),
        (ALIKE, 5, True),
        ((0, 0, 0, 0, 5000), 5, True),
        (FEW, 4, False),
        (SHOWN, 9, True),
        ((0, 1, 0), 1, True),
        ((1, 1, 0), 1, False),
    ],
)
def test_a_spread_is_hidden_where_few_rated_or_all_chose_one_level(
    counts: tuple[int, ...], least: int, expected: bool
) -> None:
    assert is_hidden(counts, least) is expected


def test_a_least_that_protects_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        is_hidden(SHOWN, 0)


def test_of_a_hidden_item_nothing_is_left_but_its_name_and_that_it_was_chosen() -> None:
    full = a_rating("one", FEW, agreed=2, dots=3, chosen=True)
    assert outside(a_session(full)).session.ratings == (a_rating("one", chosen=True),)


def test_the_last_round_decides() -> None:
    assert hidden_items(a_session(a_rating("one", SHOWN, FEW), a_rating("two", FEW, SHOWN))) == {"one"}


def test_two_ratings_of_one_item_are_hidden_together() -> None:
    # A file may hold an item twice; what one of them may not say the other must not say either.
    shown = outside(a_session(a_rating("one", FEW), a_rating("one", SHOWN, agreed=3)))
    assert [rating.last for rating in shown.session.ratings] == [None, None]
    assert [rating.agreed for rating in shown.session.ratings] == [None, None]


# --- totals and differences


def test_only_the_last_round_stays() -> None:
    (kept,) = outside(a_session(a_rating("one", SHOWN, (0, 2, 3, 1, 0)))).session.ratings
    assert [one.counts for one in kept.rounds] == [(0, 2, 3, 1, 0)]


def test_who_could_not_say_cannot_be_worked_out_from_the_room() -> None:
    session = a_session(a_rating("one", a_round(*SHOWN, cant_say=2, people=8)), people=8)
    shown = outside(session).session
    (kept,) = shown.ratings
    assert (kept.rounds[0].cant_say, kept.rounds[0].people, shown.people) == (0, None, 0)


@pytest.mark.parametrize(
    ("ratings", "people", "expected"),
    [
        # with all dots known (12 people, 3 each), the dots of a hidden item are what the others lack
        ((a_rating("one", SHOWN, dots=30), a_rating("two", FEW, dots=6)), 12, [0, 0]),
        # ... and where the others lack nothing, two hidden ones are known to have none
        ((a_rating("one", SHOWN, dots=36), a_rating("two", FEW), a_rating("three", ALIKE)), 12, [0, 0, 0]),
        ((a_rating("one", SHOWN, dots=30), a_rating("two", SHOWN, dots=6)), 12, [30, 6]),
        # three people gave them, though nothing was rated
        ((a_rating("one", dots=5), a_rating("two", dots=4)), 3, [0, 0]),
        ((a_rating("one", dots=5), a_rating("two", dots=10)), 5, [5, 10]),
        # how many were in the room is not recorded
        ((a_rating("one", dots=5), a_rating("two", dots=10)), 0, [5, 10]),
    ],
)
def test_dots_stay_only_where_no_item_is_hidden(ratings: tuple[Rating, ...], people: int, expected: list[int]) -> None:
    shown = outside(a_session(*ratings, people=people))
    assert [rating.dots for rating in shown.session.ratings] == expected
    assert shown.hides_dots is (not any(expected))
    assert shown.session.dots_each == 0


def test_a_level_that_few_agreed_on_without_a_vote_is_hidden() -> None:
    few, enough = (outside(a_session(a_rating("one", agreed=3), people=people)) for people in (4, 5))
    assert few.session.ratings[0].agreed is None
    assert enough.session.ratings[0].agreed == 3


def test_of_the_earlier_session_only_spreads_that_may_be_seen_are_kept() -> None:
    before = earlier(
        a_rating("few", FEW, agreed=2, dots=4),
        a_rating("alike", ALIKE, agreed=3),
        a_rating("fine", FEW, a_round(*SHOWN, cant_say=3, people=9), agreed=3, dots=4, chosen=True),
        notes=(Note(id="n", text=SECRET),),
        actions=(Action(id="a", what="x", owner=SECRET),),
    )
    kept = outside(a_session(), before).before
    assert kept is not None
    assert kept.date == EARLIER_DAY
    assert kept.ratings == (a_rating("fine", SHOWN),)
    assert (kept.notes, kept.actions, kept.people) == ((), (), 0)


# --- words


def test_no_note_owner_first_step_or_unknown_key_stays() -> None:
    # The words that may leave the team are those of names, titles and of what is to be done.
    told = outside(a_full_session("UNSEEN"), its_earlier_session("UNSEEN")).session
    allowed = {"team", "service", "organisation", "title", "levels", "what", "know"}
    assert words_under(told.model_dump(), "UNSEEN") <= allowed
    assert {action.owner for action in told.actions} == {OWNER_RECORDED, ""}
    assert [bool(action.owner) for action in told.actions] == [True, False, True]
    assert told.notes == ()


def words_under(value: object, word: str, key: str = "") -> set[str]:
    """Under which keys a word stands, anywhere in a table."""
    if isinstance(value, dict):
        return {found for name, inner in value.items() for found in words_under(inner, word, str(name))}
    if isinstance(value, list | tuple):
        return {found for inner in value for found in words_under(inner, word, key)}
    return {key} if isinstance(value, str) and word in value else set()


def test_unknown_keys_are_left_out_everywhere() -> None:
    def strange(part: dict[str, object]) -> dict[str, object]:
        return {**part, "strange": SECRET}

    table = a_full_session().model_dump()
    for name in ("ratings", "actions", "notes", "frameworks"):
        table[name] = [strange(part) for part in table[name]]
    table["ratings"][0]["rounds"] = [strange(one) for one in table["ratings"][0]["rounds"]]
    table["actions"][0]["history"] = [strange(one) for one in table["actions"][0]["history"]]
    table["actions"][0]["source"] = strange(table["actions"][0]["source"])
    table["agenda"] = strange(table["agenda"])
    session = Session.model_validate(strange(table))
    assert SECRET in str(session.model_dump())
    shown = outside(session, session)
    assert SECRET not in str(shown.session.model_dump())
    assert SECRET not in str(shown.before.model_dump() if shown.before else "")


def test_where_an_action_came_from_is_told_by_the_title_of_the_item_alone() -> None:
    actions = (
        Action(id="a", what="x", source=Source(framework="ours", item="one", title=SECRET)),
        Action(id="b", what="x", source=Source(framework="ours", item="gone", title=SECRET)),
        Action(id="c", what="x", source=Source(step="talk", title=SECRET)),
    )
    told = outside(a_session(a_rating("one", SHOWN), actions=actions)).session.actions
    assert [action.source and action.source.title for action in told] == ["Title of one", None, None]


# --- what is said of it


def test_what_is_hidden_is_counted_and_said() -> None:
    session = a_session(
        a_rating("one", SHOWN, FEW, dots=1), a_rating("two", ALIKE), a_rating("three", SHOWN), a_rating("four"),
        notes=(Note(id="n", text="x"), Note(id="m", text="y")),
    )  # fmt: skip
    assert outside(session).words == [
        "2 of 3 rated items are not shown, because fewer than 5 people rated or all chose the same level.",
        "Dots are not shown: with them, those of a hidden item could be worked out.",
        "1 earlier round of the same day is left out.",
        "2 notes are left out.",
        "Never shown: how many were in the room or could not say; who owns an action, and its first step.",
    ]


@pytest.mark.parametrize(
    ("notes", "remarks", "said"),
    [
        (0, 0, None),
        (1, 0, "1 note is left out."),
        (0, 1, "1 remark on an action is left out."),
        (1, 2, "1 note and 2 remarks on actions are left out."),
        (2, 1, "2 notes and 1 remark on an action are left out."),
    ],
)
def test_notes_and_remarks_on_actions_are_counted_apart(notes: int, remarks: int, said: str | None) -> None:
    history = tuple(Event(date=EARLIER_DAY, status="open", note=text) for text in ("", " ", *["said"] * remarks))
    session = a_session(
        notes=tuple(Note(id=str(number), text="x") for number in range(notes)),
        actions=(Action(id="a", what="x", history=history),),
    )
    assert [words for words in outside(session).words if "left out" in words] == ([said] if said else [])


def test_where_nothing_is_hidden_that_is_said_too() -> None:
    assert outside(a_session(a_rating("one", SHOWN))).words[0] == "No item had to be hidden."


def test_why_an_item_is_hidden_cannot_be_told_from_the_words() -> None:
    few, alike = (outside(a_session(a_rating("one", counts))) for counts in (FEW, ALIKE))
    assert few.words == alike.words
    assert few.session == alike.session


# --- any session


spreads = st.lists(st.integers(0, 4), min_size=5, max_size=5).map(tuple)


@given(st.lists(st.lists(spreads, max_size=2), max_size=4), st.integers(1, 9))
def test_what_is_left_never_holds_a_spread_to_be_hidden(items: list[list[tuple[int, ...]]], least: int) -> None:
    ratings = [a_rating(str(number), *rounds, agreed=2, dots=1) for number, rounds in enumerate(items)]
    shown = outside(a_session(*ratings, people=20), a_session(*ratings, id="b"), least)
    for session in (shown.session, shown.before):
        assert session is not None
        assert not any(is_hidden(one.counts, least) for rating in session.ratings for one in rating.rounds)
    for was, now in zip(ratings, shown.session.ratings, strict=True):
        assert (now.key in shown.hidden) is bool(was.last and is_hidden(was.last.counts, least))
        assert now.key not in shown.hidden or (now.agreed, now.dots) == (None, 0)


def test_hiding_twice_changes_nothing_more() -> None:
    once = outside(a_full_session(), its_earlier_session())
    again = outside(once.session, once.before)
    assert (again.session, again.before) == (once.session, once.before)


def test_five_people_are_the_least() -> None:
    assert LEAST == 5
    assert outside(a_session(a_rating("one", FEW))).hidden == {ItemKey("ours", "one")}
