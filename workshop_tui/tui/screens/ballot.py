"""A secret ballot: the laptop goes round, each person answers all items in one turn, only totals remain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual.widget import Widget

from workshop_tui.model.session import ItemKey
from workshop_tui.tui.drawings.item import draw_statement
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, blank, hanging, line, words, wrapped
from workshop_tui.tui.screens.keyed import BLANK, HELP, SCROLL, KeyedScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.tui.widgets.frame import TopLine
from workshop_tui.workshop import NotTaken, Workshop

_LAST = "After the last one the facilitator presses esc and then reveals."
PROJECTOR, TURN, REVIEW, HANDED = "projector", "turn", "review", "handed"


def _in(*phases: str) -> Callable[[BallotScreen], bool]:
    return lambda screen: screen.phase in phases


def _all_handed(screen: BallotScreen) -> bool:
    return screen.phase == HANDED and screen.all_have_answered


def _still_turns(screen: BallotScreen) -> bool:
    return screen.phase == HANDED and not screen.all_have_answered


def _may_end(screen: BallotScreen) -> bool:
    return screen.phase == PROJECTOR or _still_turns(screen)


class BallotScreen(KeyedScreen):
    """Nobody sees what another chose: answers live here only until they are handed over, then only in totals.

    Args:
        workshop: The open session.
        keys: The items to answer.
    """

    PURPOSE = (
        "Each person answers all items in one turn and can go back and correct until handing over, not after. "
        "Answers are added to the totals at once; nothing keeps them together or in order."
    )
    KEYS = (
        Key("enter", "start", "the projector is off: start", when=_in(PROJECTOR)),
        Key("escape", "end", "give the laptop back", when=_all_handed, help="Back to the facilitator"),
        Key("enter", "start", "my turn", when=_still_turns),
        Key("enter", "one_more", "one more turn", when=_all_handed, help="A turn for somebody who was not counted"),
        Key(
            "enter",
            "hand_over",
            "hand over",
            when=_in(REVIEW),
            help="Hand over: your answers are counted and cannot be changed",
        ),
        Key("1", "choose(1)", "choose", when=_in(TURN)),
        *(
            Key(str(level), f"choose({level})", "choose", when=_in(TURN), line=False, told=False)
            for level in range(2, 8)
        ),
        Key("0", "choose(0)", "can't say", when=_in(TURN)),
        Key("left", "beside(-1)", "go back", when=_in(TURN, REVIEW), help="Go back to correct an answer"),
        Key("right", "beside(1)", "go on", when=_in(TURN)),
        Key("escape", "end", "end the ballot", when=_may_end, help="Back to the facilitator"),
        Key("escape", "give_up", "stop my turn", when=_in(TURN, REVIEW), help="Throw this turn's answers away"),
        BLANK,
        HELP,
        *SCROLL,
    )

    def __init__(self, workshop: Workshop, keys: Sequence[ItemKey]) -> None:
        super().__init__()
        self._workshop, self._items = workshop, list(keys)
        self.phase = PROJECTOR
        self._answers: dict[ItemKey, int] = {}
        self._at = 0
        self._giving_up = False
        self._one_more = self._ending = False
        self._heard = ""
        """What the person who had the last turn is told."""

    def body(self) -> Iterable[Widget]:
        """One thing at a time."""
        yield Drawn(self._draw, id="ballot")

    def show_top(self) -> None:
        """How many have answered; on a turn, which item."""
        left = f"Secret ballot   {self._at + 1} of {len(self._items)}" if self.phase == TURN else "Secret ballot"
        self.query_one("#top", TopLine).say(left, f"{self._handed} of {self._workshop.session.people} have answered")

    def live_keys(self) -> list[Key]:
        """Keys, with the digits of this item's scale."""
        span = f"1-{len(self._labels())}"
        return [replace(key, shown=span) if key.action == "choose(1)" else key for key in super().live_keys()]

    @property
    def _handed(self) -> int:
        rounds = [self._workshop.open_round(key) for key in self._items]
        return max((one.answers for one in rounds if one is not None), default=0)

    @property
    def all_have_answered(self) -> bool:
        """Whether as many turns were taken as people are in the room."""
        people = self._workshop.session.people
        return 0 < people <= self._handed

    def _labels(self) -> Sequence[str]:
        scale = self._workshop.session.scale(self._items[self._at].framework)
        return scale.levels if scale else ("1", "2", "3", "4", "5")

    def _show(self, phase: str) -> None:
        self.phase = phase
        self._giving_up = self._one_more = self._ending = False
        self.say("")
        self.show_all()
        self.query_one("#ballot", Drawn).show(self._draw)

    # Keys

    def action_start(self) -> None:
        """A turn begins, with nothing of the one before."""
        self._answers = {}
        self._at = 0
        self._show(TURN)

    def action_one_more(self) -> None:
        """A turn more than people are in the room, when meant twice."""
        if self._one_more:
            self.action_start()
            return
        self._one_more = True
        people = self._workshop.session.people
        self.say(f"All {people} have answered. enter again takes one more turn; esc ends the ballot.")

    def action_choose(self, level: int) -> None:
        """Answer the item, and go on to the next one that has no answer."""
        if level > len(self._labels()):
            self.say(f"The scale goes from 1 to {len(self._labels())}; 0 is can't say.")
            return
        self._answers[self._items[self._at]] = level
        self.action_beside(1)

    def action_beside(self, by: int) -> None:
        """Go to the item before or after; after the last one, to handing over."""
        if self.phase == REVIEW:
            self._at = len(self._items) - 1
            self._show(TURN)
        elif by > 0 and self._items[self._at] not in self._answers:
            self.say("Please choose a level, or 0 for can't say.")
        elif self._at + by >= len(self._items):
            self._show(REVIEW)
        else:
            self._at = max(0, self._at + by)
            self._show(TURN)

    def action_hand_over(self) -> None:
        """Count the answers, forget them, and make way for the next person."""
        try:
            self._workshop.cast_ballot(self._answers)
        except NotTaken as error:
            self.say(f"{error}.")
            return
        self._answers = {}
        self._at = 0
        self._heard = "Thank you. Your answers are counted."
        self._show(HANDED)

    def action_give_up(self) -> None:
        """Throw this turn away, when meant twice."""
        if self._answers and not self._giving_up:
            self._giving_up = True
            self.say("Your answers are not counted yet. esc again throws them away.")
            return
        self._answers = {}
        self._at = 0
        self._heard = "That turn was stopped; nothing of it was counted."
        self._show(HANDED if self._handed else PROJECTOR)

    def action_end(self) -> None:
        """Back to the facilitator; while people are still to answer, only when meant twice."""
        if self.phase == HANDED and not self.all_have_answered and not self._ending:
            self._ending = True
            self.say(
                f"Only {self._handed} of {self._workshop.session.people} have answered. esc again ends the ballot."
            )
            return
        self._answers = {}
        self.dismiss()

    # Drawing

    def _draw(self, width: int) -> Lines:
        width = min(width, 100)
        if self.phase == PROJECTOR:
            lines: Lines = [blank(), words("Is the projector off?", "bold $warning"), blank()]
            for row in self._workshop.library.texts.projector_off:
                lines += hanging(words("  \u2022"), row, 4, width)
            return lines
        if self.phase == HANDED and self.all_have_answered:
            all_in = f"All {self._workshop.session.people} people have answered: the ballot is complete."
            return [
                blank(),
                words(self._heard, "bold"),
                blank(),
                *wrapped(all_in, width, "bold"),
                *wrapped("Please give the laptop back to the facilitator, who presses esc and then reveals.", width),
            ]
        if self.phase == HANDED:
            return [
                blank(),
                words(self._heard, "bold"),
                blank(),
                *wrapped("Please pass the laptop on. The next person presses enter.", width),
                blank(),
                *wrapped(f"{self._handed} of {self._workshop.session.people} people have answered. {_LAST}", width),
            ]  # fmt: skip
        if self.phase == REVIEW:
            return [
                blank(),
                words("You have answered everything.", "bold"),
                blank(),
                *wrapped("Press enter to hand over. Your answers are then counted and cannot be changed.", width),
                *wrapped("Press \u2190 to go back and look at them, or to correct one.", width),
            ]
        return self._draw_turn(width)

    def _draw_turn(self, width: int) -> Lines:
        key = self._items[self._at]
        item, rating = self._workshop.library.item(key), self._workshop.session.rating(key)
        lines = draw_statement(item, rating.title if rating else key.item, width)
        lines.append(blank())
        labels, chosen = self._labels(), self._answers.get(key)
        described = item.levels if item is not None and len(item.levels) == len(labels) else ()
        for level, label in enumerate(labels, 1):
            mark = "(\u2022)" if chosen == level else "( )"
            lead = line(words(f"{mark} {level} ", "bold $primary"), words(label, "bold"))
            lines += hanging(lead, described[level - 1], 22, width, most=4) if described else [lead]
        mark = "(\u2022)" if chosen == 0 else "( )"
        return [*lines, line(words(f"{mark} 0 ", "bold $primary"), words("I can't say", "bold"))]
