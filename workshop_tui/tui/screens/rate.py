"""Rate one item: cards, a ballot or agreed together; then the reveal, and the talk about the spread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from textual.widget import Widget

from workshop_tui.analysis.plain_words import not_all_in, people, questions
from workshop_tui.changes import ratings
from workshop_tui.model.session import ItemKey, Rating, Scale
from workshop_tui.tui.drawings import item as item_drawing
from workshop_tui.tui.drawings import spread as spread_drawing
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, wrapped
from workshop_tui.tui.screens.rate_keys import DIGIT, LEVELS, RATE_KEYS
from workshop_tui.tui.screens.step_screen import StepScreen
from workshop_tui.tui.widgets.drawn import Drawn
from workshop_tui.words import counted
from workshop_tui.workshop import NotTaken

_FRAME = 6  # rows of the top, a message and the keys


class RateScreen(StepScreen):
    """Nothing of the spread shows before the reveal, and nothing but totals is kept."""

    PURPOSE = (
        "Read the item aloud and let people think. Everybody writes a level on a card; collect the cards, shuffle "
        "them and key in one digit for each. Or pass the laptop round for a secret ballot. Nothing shows before "
        "you reveal. Then talk about the spread, never about who."
    )
    KEYS = RATE_KEYS

    def __init__(self) -> None:
        super().__init__()
        self.asking = ""
        """What a digit means now: "" a card, "agreed" the agreed level, "take back" a card to take back.

        "throw away" asks whether all cards of this round are to be keyed in anew.
        """
        self.again = False
        self._with_prompts = False
        self._introduced = ""
        """The step whose introduction has been read."""
        self._reveal_meant = ""

    def body(self) -> Iterable[Widget]:
        """The item, or its spread."""
        yield Drawn(self._draw, id="item")

    def beneath(self) -> Iterable[Widget]:
        """The cards have a place of their own: always in sight, and a card repaints nothing else."""
        yield Drawn(self._draw_cards, id="cards")

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

    @property
    def introduces(self) -> bool:
        """Whether the room should first hear what this step is about: nothing in it has been rated or begun."""
        step = self.step
        if not step.says or self._introduced == step.id or self.key.item not in step.items[:1]:
            return False
        keys = [ItemKey(step.framework, item) for item in step.items]
        return not any(self._is_rated(key) or self.workshop.open_round(key) is not None for key in keys)

    def action_introduced(self) -> None:
        """What the step is about has been said: show its first item."""
        self._introduced = self.step.id
        self.show_all()

    def heading(self) -> str:
        """The step, and which of its items."""
        items = self.step.items
        place = items.index(self.key.item) + 1 if self.key.item in items else 0
        return f"{self.step.title}   {place} of {len(items)}" if place else self.step.title

    # Showing

    def arrive(self) -> None:
        """Come to another item: what was asked about the one before is forgotten."""
        self._forget_asking()
        super().arrive()

    def show_step(self) -> None:
        """Show the item or its spread."""
        self.query_one("#item", Drawn).show(self._draw)
        self.query_one("#cards", Drawn).show(self._draw_cards)

    def live_keys(self) -> list[Key]:
        """Keys, with the digits of this item's scale."""
        span = f"1-{len(self.scale.levels)}"
        found = super().live_keys()
        return [replace(key, shown=span) if key in (DIGIT, LEVELS) else key for key in found]

    @property
    def title_after(self) -> str:
        """What comes next: an item of this step, or a step; nothing that draws the eye while cards are keyed in."""
        items = self.step.items
        place = items.index(self.key.item) + 1 if self.key.item in items else len(items)
        if self.is_taking:
            return ""
        if place < len(items):
            found = self.session.rating(ItemKey(self.step.framework, items[place]))
            return found.title if found else ""
        return "overview" if self.step.kind == "quick" else super().title_after

    def _draw(self, width: int) -> Lines:
        item, rating, labels = self.workshop.library.item(self.key), self.rating, self.scale.levels
        if self.introduces:
            first = rating.title or self.key.item
            return item_drawing.draw_introduction(self.step, first, width)
        if self.is_taking:
            lines = item_drawing.draw_statement(item, rating.title or self.key.item, width)
            if self._with_prompts:
                return lines + item_drawing.draw_prompts(item, width)
            return lines + item_drawing.draw_levels(labels, item, width)
        before = self.workshop.before.rating(self.key) if self.workshop.before else None
        last, texts = rating.last, self.workshop.library.texts
        asked = questions(texts, last.counts, last.cant_say) if last and last.answers else []
        heading = spread_drawing.draw_heading(rating.title or self.key.item, rating, width)
        told = spread_drawing.draw_spread(labels, rating.rounds, rating.agreed, width) if rating.rounds else []
        told += spread_drawing.draw_reading(rating, labels, item, asked, before, width)
        told += spread_drawing.draw_notes(self.session.notes_on(self.key), width)
        statement = wrapped(item.statement, min(width, 110), "$quiet", most=2) if item is not None else []
        if len(heading + statement + told) > self.size.height - _FRAME:
            statement = []  # the spread comes first
        return [heading[0], *statement, *heading[1:], *told]

    def _draw_cards(self, width: int) -> Lines:
        if not self.is_taking or self.introduces or self.session.state == "closed":
            return []
        one = self.workshop.open_round(self.key)
        what = "ballots" if one is not None and one.how == "ballot" else "cards"
        nth = "second round: " if len(self.rating.rounds) == 1 else "another round: " if self.rating.rounds else ""
        lines = item_drawing.draw_cards(self.answers, self.session.people, what, self._then, width)
        return [*wrapped(nth, width), *lines[1:]] if nth else lines

    @property
    def _then(self) -> str:
        """What to do once all cards of this item are in."""
        goes_on = self.is_quick_pass and self.key.item != self.step.items[-1]
        return "\u2192 next item" if goes_on else "r reveals all" if self.is_quick_pass else "r reveals"

    # Cards

    def action_card(self, level: int) -> None:
        """A digit: a card, an agreed level, or the card to take back."""
        if self.introduces:
            self.action_introduced()
        self._reveal_meant = ""
        if self.asking == "agreed":
            self._set_agreed(level)
        elif self.asking == "take back":
            self._take_back(level)
        elif self.asking == "throw away":
            self.say("enter throws the cards of this round away, esc leaves them.")
        elif self.is_ballot:
            self.say("Ballots are in for this item: b passes the laptop again, r reveals.")
        else:
            self._count(lambda: self.workshop.cast(self.key, level))

    def _count(self, do: Callable[[], object]) -> bool:
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
        self.query_one("#cards", Drawn).show(self._draw_cards, same_height=True)
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
            self.say("What was handed over in a ballot stays as it is.")
        elif self.workshop.last_card_is_known(self.key):
            self._take_back(None)
        elif self.workshop.was_seen(self.key):
            self._ask("take back", f"Which card goes back? 1 to {len(self.scale.levels)}, or 0 for can't say.")
        else:
            self._ask(
                "throw away",
                f"Only the last card is remembered, so that the others stay secret. Throw all {self.answers} away "
                "and key them in again?",
            )

    def action_throw_away(self) -> None:
        """Take the cards of this round anew."""
        self.asking = ""
        if self._count(lambda: self.workshop.discard_round(self.key)):
            self.say("Thrown away: key the cards in again.")

    def _take_back(self, level: int | None) -> None:
        if self.asking:
            self.action_stop_asking()
        if self._count(lambda: self.workshop.take_back(self.key, level)):
            self.say("One card was taken back.")

    # Agreed level

    def action_agree(self) -> None:
        """Ask for the agreed level."""
        if self.attempt(self.workshop.must_not_be_closed):
            self._ask("agreed", f"Agreed level: 1 to {len(self.scale.levels)}.")

    def _set_agreed(self, level: int) -> None:
        if not 1 <= level <= len(self.scale.levels):
            self.say(f"The scale goes from 1 to {len(self.scale.levels)}.")
            return
        self.asking = ""
        self.take(f"agreed level {level}", ratings.agree, self.key, level)

    def action_no_level(self) -> None:
        """Take the agreed level away."""
        self.asking = ""
        self.take("no agreed level", ratings.agree, self.key, None)

    def _ask(self, what: str, sentence: str) -> None:
        self.asking = what
        self.show_keys()
        self.say(sentence)

    def action_stop_asking(self) -> None:
        """Leave it as it is."""
        self.asking = ""
        self.show_keys()

    # Reveal

    def action_reveal(self) -> None:
        """Close the round, once it is clear that all who want to have answered."""
        if self._ready([self.key], "reveal"):
            self.again = False
            self.attempt(lambda: self.workshop.close_round(self.key))

    def action_reveal_all(self) -> None:
        """Close every round of the quick pass."""
        keys = [ItemKey(self.step.framework, item) for item in self.step.items]
        open_keys = [key for key in keys if self.workshop.open_round(key) is not None]
        without = [key for key in keys if key not in open_keys and not self._is_rated(key)]
        if not open_keys or not without:
            if self._ready(open_keys or [self.key], "all"):
                self._close_all(open_keys)
        elif self._reveal_meant == "without":
            self._close_all(open_keys)
        else:
            self._reveal_meant = "without"
            them = "it" if len(without) == 1 else "them"
            self.say(f"{counted(len(without), 'item')} without an answer. r again leaves {them} out; or go on.")

    def _close_all(self, keys: list[ItemKey]) -> None:
        self._reveal_meant = ""
        for key in keys:
            if not self.attempt(lambda key=key: self.workshop.close_round(key)):  # type: ignore[misc]
                return
        self.action_overview()

    def _ready(self, keys: list[ItemKey], meant: str) -> bool:
        """Whether as many answered as are in the room, or the facilitator said that it is right so."""
        rounds = [self.workshop.open_round(key) for key in keys]
        most = max((one.answers for one in rounds if one is not None), default=0)
        least = min((one.answers if one is not None else 0 for one in rounds), default=0)
        room = self.session.people
        if not most:
            self.say("Nobody has answered yet: key in the cards first, one digit for each.")
            return False
        lacking = not_all_in(least, most, room)
        if self._reveal_meant == meant or not lacking:
            self._reveal_meant = ""
            return True
        self._reveal_meant = meant
        self.say(f"{lacking} r again reveals; f mends the number; or go on.")
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

    def action_prompts(self) -> None:
        """Show or hide the prompts."""
        self._with_prompts = not self._with_prompts
        self.show_step()

    # Going on

    def action_ballot(self) -> None:
        """Pass the laptop."""
        from workshop_tui.tui.screens.ballot import BallotScreen

        keys = [ItemKey(self.step.framework, item) for item in self.step.items]
        wanted = [self.key] if self.rating.rounds else [key for key in keys if not self._is_rated(key)]
        rounds = {key: self.workshop.open_round(key) for key in wanted}
        if not self.attempt(self.workshop.must_be_open):
            return
        keyed = [key for key, one in rounds.items() if one is not None and one.how == "cards"]
        if keyed:
            self.say("Cards are keyed in already: reveal that item or take the cards back, then pass the laptop.")
        else:
            self.app.push_screen(BallotScreen(self.workshop, wanted))

    def action_next(self) -> None:
        """The next item; after the last one the next step. From the introduction, the first item."""
        if self.introduces:
            self.action_introduced()
            return
        self._beside(1)

    def action_previous(self) -> None:
        """The item before; before the first one the step before."""
        self._beside(-1)

    def _beside(self, by: int) -> None:
        items = self.step.items
        place = (items.index(self.key.item) if self.key.item in items else 0) + by
        if 0 <= place < len(items):
            self.go(self.step.id, ItemKey(self.step.framework, items[place]))
        elif by > 0 and self.step.kind == "quick" and self.is_taking:
            self.say("That was the last item: r reveals all of them.")
        elif by > 0 and self.step.kind == "quick":
            self.action_overview()
        else:
            self._go_beside(by)

    def _forget_asking(self) -> None:
        self.asking, self.again, self._reveal_meant = "", False, ""

    def action_overview(self) -> None:
        """All items of the quick pass."""
        self.go(self.step.id, None)
