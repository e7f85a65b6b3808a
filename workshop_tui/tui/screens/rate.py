"""Rate one item: cards, a ballot or agreed together; then the reveal, and the talk about the spread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.widget import Widget

from workshop_tui.analysis.plain_words import questions
from workshop_tui.changes import ratings
from workshop_tui.model.session import ItemKey
from workshop_tui.tui.drawings import item as item_drawing
from workshop_tui.tui.drawings import spread as spread_drawing
from workshop_tui.tui.keys import Key
from workshop_tui.tui.safe_text import Lines, fitted, wrapped
from workshop_tui.tui.screens.rate_keys import DIGIT, LEVELS, RATE_KEYS, RETURN
from workshop_tui.tui.screens.taking import TakingScreen
from workshop_tui.tui.widgets.drawn import Drawn

_FRAME = 6  # rows of the top, a message and the keys


class RateScreen(TakingScreen):
    """Nothing of the spread shows before the reveal, and nothing but totals is kept."""

    PURPOSE = (
        "Read the item aloud and let people think. Everybody writes a level on a card; collect the cards, shuffle "
        "them and key in one digit for each. Or pass the laptop round for a secret ballot. Nothing shows before "
        "you reveal. Then talk about the spread, never about who."
    )
    TALKING = (
        "Talk about the spread, never about who: what might somebody see who chose that level? Ask the question on "
        "the screen. Two camps see two different things, and both may be right; spread widely may mean that the words "
        "were understood in many ways. Note what is said, then agree on a level or vote again if that helps."
    )
    KEYS = RATE_KEYS

    def __init__(self) -> None:
        super().__init__()
        self.with_prompts = False
        self._introduced = ""
        """The step whose introduction has been read."""

    def body(self) -> Iterable[Widget]:
        """The item, or its spread."""
        yield Drawn(self._draw, id="item")

    def beneath(self) -> Iterable[Widget]:
        """The cards have a place of their own: always in sight, and a card repaints nothing else."""
        yield Drawn(self._draw_cards, id="cards")

    @property
    def introduces(self) -> bool:
        """Whether the room should first hear what this step is about: nothing in it has been rated or begun."""
        step = self.step
        if not step.says or self._introduced == step.id or self.key.item not in step.items[:1]:
            return False
        return not any(self._is_rated(key) or self.workshop.open_round(key) is not None for key in self.keys_of_step)

    def action_introduced(self) -> None:
        """What the step is about has been said: show its first item."""
        self._introduced = self.step.id
        self.show_all()

    def heading(self) -> str:
        """The step, and which of its items."""
        items = self.step.items
        place = items.index(self.key.item) + 1 if self.key.item in items else 0
        return f"{self.step.title}   {place} of {len(items)}" if place else self.step.title

    @property
    def purpose(self) -> str:
        """Rating is one thing, talking about the spread another."""
        return self.PURPOSE if self.is_taking else self.TALKING

    # Showing

    def show_cards(self) -> None:
        """Show how many have answered, and nothing else anew."""
        self.query_one("#cards", Drawn).show(self._draw_cards, same_height=True)

    def arrive(self) -> None:
        """Come to another item: what was asked about the one before is forgotten."""
        self.forget_asking()
        self.with_prompts = False
        super().arrive()

    def show_step(self) -> None:
        """Show the item or its spread."""
        self.query_one("#item", Drawn).show(self._draw)
        self.query_one("#cards", Drawn).show(self._draw_cards)

    def live_keys(self) -> list[Key]:
        """Keys, with the digits of this item's scale."""
        span = f"1-{len(self.scale.levels)}"
        found = super().live_keys()
        if found[0] is RETURN:
            found[0] = replace(RETURN, says=f"back to {fitted(self.came_from, 24)}")
        return [replace(key, shown=span) if key is DIGIT or key is LEVELS else key for key in found]

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
            if self.with_prompts:
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
        goes_on = self.is_quick_pass and not self.is_ballot and self.key.item != self.step.items[-1]
        return "\u2192 next item" if goes_on else "r reveals all" if self.is_quick_pass else "r reveals"

    # Digits

    def action_card(self, level: int) -> None:
        """A digit: a card, an agreed level, or the card to take back."""
        if self.introduces:
            self.action_introduced()
        self._reveal_meant = ""
        if self.asking == "agreed":
            self._set_agreed(level)
        elif self.asking == "take back":
            self.take_back(level)
        elif self.is_ballot:
            self.say("Ballots are in for this item: b passes the laptop again, r reveals.")
        else:
            self.count(lambda: self.workshop.cast(self.key, level))

    # Agreed level

    def action_agree(self) -> None:
        """Ask for the agreed level."""
        if self.attempt(self.workshop.must_not_be_closed):
            self.ask("agreed", f"Agreed level: 1 to {len(self.scale.levels)}.")

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

    def action_prompts(self) -> None:
        """Show or hide the prompts."""
        self.with_prompts = not self.with_prompts
        self.show_step()
        self.show_keys()

    # Going on

    def action_ballot(self) -> None:
        """Pass the laptop."""
        from workshop_tui.tui.screens.ballot import BallotScreen

        wanted = [self.key] if self.rating.rounds else [key for key in self.keys_of_step if not self._is_rated(key)]
        rounds = {key: self.workshop.open_round(key) for key in wanted}
        if not self.attempt(self.workshop.must_be_open):
            return
        keyed = [key for key, one in rounds.items() if one is not None and one.how == "cards"]
        if keyed:
            found = self.session.rating(keyed[0])
            title = found.title if found else keyed[0].item
            self.say(f"Cards are keyed in for {title}: go there and reveal it, or throw them away with del; then b.")
        else:
            self.app.push_screen(BallotScreen(self.workshop, wanted))

    @property
    def came_from(self) -> str:
        """The title of the step from which this item is looked at; empty where it was come to in its turn."""
        step = self.session.agenda.step(self.app.came_from) if self.app.came_from != self.step.id else None
        return step.title if step else ""

    def action_return(self) -> None:
        """Back to the step from which this item is looked at."""
        step, self.app.came_from = self.app.came_from, ""
        self.go(step)

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
        answers, room, title = self.answers, self.session.people, self.rating.title
        lacking = f"{title}: {answers} of {room} cards. " if 0 < answers < room and self.is_quick_pass else ""
        if 0 <= place < len(items):
            self.go(self.step.id, ItemKey(self.step.framework, items[place]))
            if lacking:
                back = "\u2190" if by > 0 else "\u2192"
                self.say(f"{lacking}{back} goes back to it.")
        elif by > 0 and self.step.kind == "quick" and self.is_taking:
            self.say(f"{lacking}That was the last item: r reveals all of them.")
        elif by > 0 and self.step.kind == "quick":
            self.action_overview()
        else:
            self._go_beside(by)
