"""Taking answers to one item: cards keyed in, taken back, thrown away, and the reveal that closes the round."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import events

from workshop_tui.analysis.plain_words import FEW_ANSWERS, not_all_in, people
from workshop_tui.model.session import ItemKey, Rating, Scale
from workshop_tui.tui.screens.step_screen import StepScreen
from workshop_tui.workshop import NotTaken


class TakingScreen(StepScreen):
    """Nothing of the spread shows before the reveal, and nothing but totals is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.asking = ""
        """What a digit means now: "" a card, "agreed" the agreed level, "take back" a card to take back."""
        self.again = False
        self._reveal_meant = ""
        self._throwing_away = False

    def show_cards(self) -> None:
        """Show how many have answered, and nothing else anew."""

    # What is so

    @property
    def item_key(self) -> ItemKey | None:
        """The item that is open."""
        place = self.session.place
        if place.item in self.step.items:
            return ItemKey(self.step.framework, place.item)
        return ItemKey(self.step.framework, self.step.items[0]) if self.step.items else None

    @property
    def key(self) -> ItemKey:
        """The item that is open, where there must be one."""
        return self.item_key or ItemKey("", "")

    @property
    def keys_of_step(self) -> list[ItemKey]:
        """All items of this step."""
        return [ItemKey(self.step.framework, item) for item in self.step.items]

    @property
    def rating(self) -> Rating:
        """What the session has of this item."""
        return self.session.rating(self.key) or Rating(framework=self.key.framework, item=self.key.item)

    @property
    def scale(self) -> Scale:
        """The scale of this item."""
        return self.session.scale(self.key.framework) or Scale(id="", levels=("1", "2", "3", "4", "5"))

    @property
    def answers(self) -> int:
        """How many have answered in the open round."""
        found = self.workshop.open_round(self.key)
        return found.answers if found else 0

    @property
    def is_taking(self) -> bool:
        """Whether votes are being taken; otherwise the spread may be seen."""
        if self.again or self.workshop.open_round(self.key) is not None:
            return True
        return not self._is_rated(self.key)

    @property
    def is_quick_pass(self) -> bool:
        """Whether this item is one of a quick pass in which it was not revealed yet; a second round is not."""
        return self.step.kind == "quick" and not self.rating.rounds

    @property
    def has_overview(self) -> bool:
        """Whether this item was opened from the overview of a quick pass."""
        return self.step.kind == "quick" and not self.is_taking

    # Cards

    def count(self, do: Callable[[], object]) -> bool:
        """Count a card more or a card fewer, or say why not. Nothing is drawn again but what that changes."""
        was_empty = self.answers == 0
        try:
            do()
        except NotTaken as error:
            self.say(f"{error}.")
            return False
        if not self.answers:
            self.show_all()  # an item that was rated before shows its spread again
            return True
        self.show_cards()
        if was_empty:
            self.show_keys()
        if self.session.people and self.answers > self.session.people:
            room = people(self.session.people)
            self.say(f"{self.answers} cards, but {room} in the room: \u232b takes the last one back.")
        return True

    @property
    def is_ballot(self) -> bool:
        """Whether the open round is a secret ballot."""
        one = self.workshop.open_round(self.key)
        return one is not None and one.how == "ballot"

    def action_take_back(self) -> None:
        """Take the last card back; if nobody knows which it was, ask."""
        if self.is_ballot:
            self.say("What was handed over stays as it is; del throws the whole ballot away.")
        elif self.workshop.last_card_is_known(self.key):
            self.take_back(None)
        elif self.workshop.was_seen(self.key):
            self.ask("take back", f"Which card goes back? 1 to {len(self.scale.levels)}, or 0 for can't say.")
        else:
            self.say("Only the last card is remembered, so that the others stay secret. del throws all of them away.")

    def action_throw_away(self) -> None:
        """Take the answers of this round anew, when meant twice; of a ballot, those of all its items."""
        keys = [self.key]
        if self.is_ballot:
            rounds = {key: self.workshop.open_round(key) for key in self.keys_of_step}
            keys = [key for key, one in rounds.items() if one is not None and one.how == "ballot"]
        if not self._throwing_away:
            self._throwing_away = True
            what = "turns of this ballot, on all its items" if self.is_ballot else "cards of this item"
            self.say(f"del again throws all {what} away ({self.answers} so far); any other key leaves them.")
        elif self.count(lambda: self.workshop.discard_rounds(keys)):
            self.say("Thrown away: take the answers anew.")

    def on_key(self, event: events.Key) -> None:
        """Throwing away must be meant twice in a row."""
        if event.key != "delete":
            self._throwing_away = False
        super().on_key(event)

    def take_back(self, level: int | None) -> None:
        """Take a card back: the last one, or one of this level."""
        if self.asking:
            self.action_stop_asking()
        if self.count(lambda: self.workshop.take_back(self.key, level)):
            self.say("One card was taken back.")

    def action_no_undo(self) -> None:
        """There is no change to take back, but there are cards."""
        self.say("No change to take back; \u232b takes back the last card.")

    # Asking

    def ask(self, what: str, sentence: str) -> None:
        """Ask for a digit that means something else than a card."""
        self.asking = what
        self.show_keys()
        self.say(sentence)

    def action_stop_asking(self) -> None:
        """Leave it as it is."""
        self.asking = ""
        self.show_keys()

    def forget_asking(self) -> None:
        """Nothing is asked any more."""
        self.asking, self.again, self._reveal_meant = "", False, ""

    # Reveal

    def action_reveal(self) -> None:
        """Close the round, once it is clear that all who want to have answered."""
        if self._ready([self.key], "reveal"):
            self.again = False
            self.attempt(lambda: self.workshop.close_round(self.key))

    def action_reveal_all(self) -> None:
        """Close every round of the quick pass."""
        waiting = [
            key for key in self.keys_of_step if self.workshop.open_round(key) is not None or not self._is_rated(key)
        ]
        if self._ready(waiting, "all"):
            self._close_all([key for key in waiting if self.workshop.open_round(key) is not None])

    def _close_all(self, keys: list[ItemKey]) -> None:
        self._reveal_meant = ""
        for key in keys:
            if not self.attempt(partial(self.workshop.close_round, key)):
                return
        self.action_overview()

    def _ready(self, keys: list[ItemKey], meant: str) -> bool:
        """Whether as many answered as are in the room, or the facilitator said that it is right so."""
        rounds = [self.workshop.open_round(key) for key in keys]
        answers = [one.answers if one is not None else 0 for one in rounds]
        secret = [one for one in rounds if one is not None and one.how == "ballot"]
        if any(one.answers < min(FEW_ANSWERS, self.session.people or FEW_ANSWERS) for one in secret):
            self.say("So few have answered that a reveal would show single people's answers. b passes the laptop on.")
            return False
        if not any(answers):
            self.say("Nobody has answered yet: key in the cards first, one digit for each.")
            return False
        lacking = not_all_in(answers, self.session.people)
        if self._reveal_meant == meant or not lacking:
            self._reveal_meant = ""
            return True
        self._reveal_meant = meant
        room = self.session.people
        short = [key for key, given in zip(keys, answers, strict=True) if 0 < given != room]
        if len(keys) > 1 and short:
            titles = [found.title for key in short[:2] if (found := self.session.rating(key))]
            lacking += f" See {', '.join(titles)}{', and others' if len(short) > 2 else ''}."
        self.say(f"{lacking} r again reveals{' the others' if 0 in answers else ''}; f mends the number; or go on.")
        return False

    def action_again(self) -> None:
        """Take a second round."""
        if self.attempt(self.workshop.must_be_open):
            self.again = True
            self.show_all()

    def action_stop_again(self) -> None:
        """No second round after all."""
        self.again = False
        self.show_all()

    def action_overview(self) -> None:
        """All items of the quick pass."""
        self.go(self.step.id, None)
