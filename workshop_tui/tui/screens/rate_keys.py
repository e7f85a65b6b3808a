"""The keys of rating: what each does while votes are taken, while a digit is asked for, and after the reveal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_tui.tui.keys import Key
from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NEXT, NOTES

if TYPE_CHECKING:
    from workshop_tui.tui.screens.rate import RateScreen


def _introducing(screen: RateScreen) -> bool:
    return screen.introduces


def _may_vote(screen: RateScreen) -> bool:
    return screen.is_taking and not screen.asking and screen.session.state != "closed"


def _taking(screen: RateScreen) -> bool:
    return _may_vote(screen) and not screen.introduces


def _keying(screen: RateScreen) -> bool:
    return _taking(screen) and not screen.is_ballot


def _passing(screen: RateScreen) -> bool:
    return _may_vote(screen) and (screen.is_ballot or screen.introduces)


def _taking_cards(screen: RateScreen) -> bool:
    return _keying(screen) and screen.answers > 0


def _empty(screen: RateScreen) -> bool:
    return _taking(screen) and screen.answers == 0


def _revealed(screen: RateScreen) -> bool:
    return not screen.is_taking and not screen.asking and screen.session.state != "closed"


def _reading(screen: RateScreen) -> bool:
    return screen.is_taking and not screen.asking and not screen.introduces and not screen.with_prompts


def _prompted(screen: RateScreen) -> bool:
    return screen.is_taking and not screen.asking and screen.with_prompts


def _quick(screen: RateScreen) -> bool:
    return _taking(screen) and screen.is_quick_pass


def _one_by_one(screen: RateScreen) -> bool:
    return _taking(screen) and not screen.is_quick_pass


def _asking(screen: RateScreen) -> bool:
    return bool(screen.asking)


def _has_answers(screen: RateScreen) -> bool:
    return _taking(screen) and screen.answers > 0


DIGIT = Key("1", "card(1)", "card", help="Key in a card: one digit for each person, in any order", when=_keying)
LEVELS = Key("1", "card(1)", "level", help="Choose this level", when=_asking)


RETURN = Key(
    "escape",
    "return",
    "back",
    when=lambda screen: not screen.is_taking and not screen.asking and screen.came_from,
    help="Back to the step from which you look at this item",
)

RATE_KEYS = (
    RETURN,
    Key("enter", "introduced", "first item", when=_introducing, help="Show the first item"),
    DIGIT,
    LEVELS,
    *(
        Key(
            str(level),
            f"card({level})",
            "card",
            line=False,
            told=False,
            when=lambda screen: _may_vote(screen) or screen.asking,
        )
        for level in range(2, 8)
    ),
    Key(
        "0",
        "card(0)",
        "can't say",
        when=lambda screen: _keying(screen) or screen.asking == "take back",
        help="A card that says: I can't say",
    ),
    *(Key(str(level), f"card({level})", "card", line=False, told=False, when=_passing) for level in (0, 1)),
    Key("backspace", "take_back", "take back", when=_taking_cards, help="Take the last card back"),
    Key(
        "delete",
        "throw_away",
        "throw away",
        when=_has_answers,
        line=False,
        help="Throw the answers of this round away, to take them anew; asks first",
    ),
    Key("backspace", "no_level", "none", when=lambda screen: screen.asking == "agreed"),
    Key("escape", "stop_asking", "leave it", when=_asking),
    Key(
        "escape",
        "stop_again",
        "no second round",
        when=lambda screen: screen.again and _empty(screen) and not screen.with_prompts,
    ),
    Key(
        "u,ctrl+z",
        "no_undo",
        "undo",
        line=False,
        told=False,
        when=lambda screen: _taking_cards(screen) and not screen.workshop.undoable,
    ),
    Key("p,escape", "prompts", "levels", when=_prompted, help="Back to what the levels look like"),
    Key("p", "prompts", "prompts", when=_reading, help="Show or hide why it matters and what to ask"),
    Key(
        "b",
        "ballot",
        "ballot",
        when=_may_vote,
        help="Pass the laptop for a secret ballot on all items of this step",
    ),
    Key("g", "agree", "agree together", when=_empty, help="Settle on a level together, without a vote"),
    Key("r", "reveal", "reveal", when=_one_by_one, help="Reveal the spread: nobody can answer any more"),
    Key(
        "r",
        "reveal_all",
        "reveal all",
        when=_quick,
        help="Reveal all items of this quick pass: nobody can answer any more",
    ),
    Key(
        "g",
        "agree",
        "agreed level",
        when=_revealed,
        help="Set the level that the group settles on, beside the counts",
    ),
    Key("v", "again", "vote again", when=_revealed, help="Take a second round; the first one stays beside it"),
    NOTES,
    ACTION,
    replace(NEXT, says="next", help="Go on to the next item or step"),
    replace(BACK, says="back", help="Go back to the item or step before"),
    Key(
        "o",
        "overview",
        "overview",
        when=lambda screen: screen.has_overview,
        help="Back to all items of this quick pass",
    ),
    *AT_ANY_MOMENT,
)
