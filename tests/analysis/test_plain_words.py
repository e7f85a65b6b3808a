"""Figures in words, as a person would say them; each worked out by hand."""

from __future__ import annotations

import pytest
from made import a_round, a_session

from workshop_tui.analysis import plain_words
from workshop_tui.analysis.agreement import Shape
from workshop_tui.analysis.change import change
from workshop_tui.analysis.progress import Arrows
from workshop_tui.model.action import Action
from workshop_tui.model.session import HEADS
from workshop_tui.model.texts import Texts
from workshop_tui.store.library import library

DUE = {"due": "2026-12-01"}


@pytest.mark.parametrize(("number", "expected"), [(0, "0 people"), (1, "1 person"), (12, "12 people")])
def test_people(number: int, expected: str) -> None:
    assert plain_words.people(number) == expected


@pytest.mark.parametrize(
    ("counts", "cant_say", "people", "expected"),
    [
        ((1, 5, 0, 4, 1), 0, 11, "11 rated"),
        ((1, 5, 0, 4, 1), 1, 12, "11 rated, 1 can't say"),
        ((1, 5, 0, 4, 1), 1, 13, "11 rated, 1 can't say, of 13 in the room"),
        ((1, 5, 0, 4, 1), 0, 10, "11 rated, of 10 in the room"),
        ((1, 5, 0, 4, 1), 2, None, "11 rated, 2 can't say"),
        ((0, 0, 0), 0, None, "0 rated"),
    ],
)
def test_who_rated(counts: tuple[int, ...], cant_say: int, people: int | None, expected: str) -> None:
    assert plain_words.who_rated(a_round(*counts, cant_say=cant_say, people=people)) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 5, 0, 4, 1), "middle 2, two camps"),
        ((0, 4, 3, 1, 0), "middle 2 to 3, leaning together"),
        ((0, 0, 9, 0, 0), "middle 3, largely agreed"),
        ((2, 2, 2, 2, 2), "middle 3, spread widely"),
        ((1, 0, 1), "middle 1 to 3, too few to say"),
        ((0, 0, 0), "nobody chose a level"),
    ],
)
def test_a_spread_always_with_its_middle(counts: tuple[int, ...], expected: str) -> None:
    assert plain_words.spread(counts) == expected


# --- the question to ask next


@pytest.mark.parametrize(
    ("counts", "cant_say", "expected"),
    [
        ((1, 5, 0, 4, 1), 0, "two camps"),
        ((2, 2, 2, 2, 2), 0, "spread widely"),
        ((0, 4, 3, 1, 0), 0, "leaning together"),
        ((0, 9, 0, 0, 0), 0, "largely agreed low"),
        ((0, 0, 9, 0, 0), 0, "largely agreed"),
        ((0, 0, 0, 9, 0), 0, "largely agreed high"),
        # the middle of a scale of four lies between 2 and 3
        ((0, 9, 0, 0), 0, "largely agreed low"),
        ((0, 0, 9, 0), 0, "largely agreed high"),
        ((1, 0, 1), 0, "too few to say"),
        # a third or more could not say, and they are more than one
        ((0, 0, 8, 0, 0), 4, "can't say"),
        ((0, 0, 9, 0, 0), 4, "largely agreed"),
        ((0, 0, 2, 0, 0), 1, "too few to say"),
        ((0, 0, 2, 0, 0), 2, "can't say"),
        ((0, 0, 0, 0, 0), 0, "too few to say"),
    ],
)
def test_which_questions_fit(counts: tuple[int, ...], cant_say: int, expected: str) -> None:
    assert plain_words.question_key(counts, cant_say) == expected


def test_every_spread_finds_a_question_in_the_words_of_the_room() -> None:
    asked = library(None).texts.questions
    for one in Shape:
        assert str(one) in asked
    assert {"can't say", "largely agreed low", "largely agreed high"} <= set(asked)


def test_a_question_names_the_lowest_and_the_highest_level_that_was_chosen() -> None:
    texts = Texts(format="workshop-texts/1", id="own", questions={"two camps": ("From {low} to {high}? {what} {0}",)})
    assert plain_words.questions(texts, (0, 5, 0, 4, 0), 0) == ["From 2 to 4? {what} {0}"]


def test_where_there_is_no_question_of_its_own_that_of_the_shape_is_asked() -> None:
    texts = Texts(format="workshop-texts/1", id="own", questions={"largely agreed": ("Why?",)})
    assert plain_words.questions(texts, (0, 9, 0), 0) == ["Why?"]
    assert plain_words.questions(texts, (0, 9, 0), 9) == ["Why?"]
    assert plain_words.questions(texts, (5, 0, 5), 0) == []


def test_the_ends_of_a_spread() -> None:
    assert plain_words.ends((0, 5, 0, 4, 0)) == (2, 4)
    assert plain_words.ends((0, 0, 1)) == (3, 3)
    assert plain_words.ends((0, 0, 0)) is None


# --- change


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((4, 0, 0), (0, 0, 5), "moved up since last time (4 rated then, 5 now)"),
        ((0, 0, 5), (4, 0, 0), "moved down since last time (5 rated then, 4 now)"),
        ((0, 5, 0), (0, 4, 0), "no clear change since last time (5 rated then, 4 now)"),
        ((3, 0, 0), (0, 0, 9), "too few to say whether it moved since last time (3 rated then, 9 now)"),
    ],
)
def test_a_change_always_with_both_numbers(before: tuple[int, ...], after: tuple[int, ...], expected: str) -> None:
    assert plain_words.changed(change(before, after)) == expected


def test_since_when() -> None:
    assert plain_words.changed(change((4, 0, 0), (0, 0, 4)), "5 May").startswith("moved up since 5 May (")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "never"), (1e-9, "less than once in 100 times"), (0.0099, "less than once in 100 times"),
        (0.01, "once in 100"), (0.144, "14 times in 100"), (0.5, "50 times in 100"), (0.99, "99 times in 100"),
        (0.9901, "more than 99 times in 100"), (0.999999, "more than 99 times in 100"), (1.0, "always"),
    ],
)  # fmt: skip
def test_a_share_out_of_a_hundred(share: float, expected: str) -> None:
    assert plain_words.in_a_hundred(share) == expected


def test_the_figures_of_a_change_have_their_meaning_beside_them() -> None:
    # by hand in test_change: of 16 pairs, 6 are above and 8 the same, so 10/16; p = 2 x 15/70
    found = change((0, 2, 2), (0, 1, 3))
    assert plain_words.effect(found) == (
        "of one rating then and one now, the one now is the higher 62 times in 100 (50 is even, a tie counts half)"
    )
    assert plain_words.chance(change((0, 2, 2), (0, 0, 4))) == (
        "had nothing changed, chance would show as much 43 times in 100 (p = 0.429)"
    )


def test_a_very_small_p_is_not_told_as_nought() -> None:
    assert plain_words.chance(change((20, 0, 0), (0, 0, 20))) == (
        "had nothing changed, chance would show as much less than once in 100 times (p below 0.001)"
    )


def test_an_approximate_p_says_so() -> None:
    assert plain_words.chance(change((60, 40), (45, 55))).endswith("(p = 0.034, approximate, since more than 60 rated)")


def test_a_change_told_in_full() -> None:
    assert plain_words.change_told(change((4, 0, 0), (0, 0, 4)), "May") == (
        "Moved up since May (4 rated then, 4 now). Every rating now is higher than every one then. Had nothing "
        "changed, chance would show as much 3 times in 100 (p = 0.029)."
    )


def test_where_people_are_too_few_no_figure_suggests_more() -> None:
    told = "Too few to say whether it moved since May (3 rated then, 9 now)."
    assert plain_words.change_told(change((3, 0, 0), (0, 0, 9)), "May") == told
    assert plain_words.effect(change((0, 0), (1, 1))) == plain_words.chance(change((0, 0), (1, 1))) == ""


def test_how_many_arrows_chance_alone_would_give() -> None:
    assert plain_words.by_chance(Arrows(10, 3, 0.5)) == (
        "10 items could be compared, and 3 moved. Chance alone moves at most one item in 20: here fewer than one."
    )
    assert plain_words.by_chance(Arrows(40, 3, 2.0)).endswith("at most one item in 20: here about 2.")
    assert plain_words.by_chance(Arrows(1, 0, 0.05)).startswith("1 item could be compared, and none moved by more")
    assert plain_words.by_chance(Arrows(0, 0, 0.0)) == "No item has enough ratings on both sides to call a change."


# --- loose ends


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["no owner and no due date"]),
        ({"owner": "Nadia"}, ["no due date"]),
        ({"owner": " \t", **DUE}, ["no owner"]),
        ({"owner": "Nadia", **DUE}, []),
        ({"status": "stuck"}, ["no owner and no due date"]),
        ({"status": "done"}, []),
        ({"status": "dropped"}, []),
    ],
)
def test_loose_ends_are_open_actions_that_lack_something(fields: dict[str, str], expected: list[str]) -> None:
    action = Action.model_validate({"id": "a", "what": "x", **fields})
    ends = plain_words.loose_ends(a_session(actions=(action,)))
    assert [end.words for end in ends] == expected
    assert all(end.action is action for end in ends)


def test_every_head_state_and_outcome_has_words() -> None:
    assert set(plain_words.HEADS_IN_WORDS) == set(HEADS)
    assert set(plain_words.STATES_IN_WORDS) == {"planned", "open", "closed"}
    assert set(plain_words.WORKED_IN_WORDS) == {"yes", "partly", "no", "too early"}
