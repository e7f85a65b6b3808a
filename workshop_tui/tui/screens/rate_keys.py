"""The keys of rating: what each does while votes are taken, while a digit is asked for, and after the reveal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_tui.tui.keys import Key
from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NEXT, NOTES

if TYPE_CHECKING:
    from workshop_tui.tui.screens.rate import RateScreen


def _taking(screen: RateScreen) -> bool:
    return screen.is_taking and not screen.asking


def _taking_cards(screen: RateScreen) -> bool:
    return _taking(screen) and screen.answers > 0


def _empty(screen: RateScreen) -> bool:
    return _taking(screen) and screen.answers == 0


def _revealed(screen: RateScreen) -> bool:
    return not screen.is_taking and not screen.asking


def _quick(screen: RateScreen) -> bool:
    return _taking(screen) and screen.step.kind == "quick"


def _one_by_one(screen: RateScreen) -> bool:
    return _taking(screen) and screen.step.kind != "quick"


def _asking(screen: RateScreen) -> bool:
    return bool(screen.asking)


DIGIT = Key("1", "card(1)", "card", help="Key in a card: one digit for each person, in any order", when=_taking)
LEVELS = Key("1", "card(1)", "level", help="Choose this level", when=_asking)


RATE_KEYS = (
    DIGIT,
    LEVELS,
    *(
        Key(
            str(level),
            f"card({level})",
            "card",
            line=False,
            told=False,
            when=lambda screen: screen.is_taking or screen.asking,
        )
