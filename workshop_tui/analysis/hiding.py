"""Hiding small numbers: a session as it may leave the team, so that it gives nobody away.

What is hidden is taken out of the session itself. A report made from the copy cannot tell it by mistake,
and neither can a total or a difference:

- Only the last round of an item stays. Two rounds of the same people differ by the few who changed.
- Who could not say is taken out, and with it how many were in the room: the two with the number who rated
  would give each other away.
- Dots stay only where no item is hidden. All dots together are known (people times dots), so those of one
  hidden item are what the others lack, and where they lack nothing several are known at once.
- Of the earlier session only the spreads are kept, hidden by the same rules.
- An item that is hidden does not say whether few rated it or all chose one level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Plan
from workshop_tui.model.session import ItemKey, Rating, Round, Scale, Session
from workshop_tui.words import counted

LEAST = 5  # fewer people than this in a spread, and somebody could be guessed
OWNER_RECORDED = "owner recorded"


@dataclass(frozen=True)
class Outside:
    """A session and the one before it, without what would give people away, and what that was.

    ``hidden`` are the items whose spread was taken out; ``rated`` is how many had one before.
    """

    session: Session
    before: Session | None
    hidden: frozenset[ItemKey]
    rated: int
    dots_hidden: bool
    least: int = LEAST

    @property
    def words(self) -> str:
        """How many items are hidden, and by which rule; never which part of the rule hid them."""
        if not self.hidden:
            return "No item had to be hidden."
        number = len(self.hidden)
        told = (
            f"{number} of {counted(self.rated, 'rated item')} {'is' if number == 1 else 'are'} not shown, because "
            f"fewer than {self.least} people rated or because all chose the same level"
        )
        return f"{told}. Dots are not shown either, since those of a hidden item could be worked out from the rest."


def is_hidden(counts: Sequence[int], least: int = LEAST) -> bool:
    """Whether a spread must not leave the team: too few people, or all of them at one level.

    Raises:
        ValueError: ``least`` is below 1, which would protect nobody.
    """
    if least < 1:
        raise ValueError(f"the least number of people is 1 or more, not {least}")
    return sum(counts) < least or sum(count > 0 for count in counts) < 2


def outside(session: Session, before: Session | None = None, least: int = LEAST) -> Outside:
    """The copy of a session that others may see.

    Keys that this version does not know are left out too: nobody can say what they hold.
    """
    hidden = frozenset(rating.key for rating in session.ratings if rating.last and is_hidden(rating.last.counts, least))
    rated = len({rating.key for rating in session.ratings if rating.last})
    few_in_room = 0 < session.people < least
    keeps_dots = not hidden and not few_in_room
    ratings = tuple(_rating(rating, rating.key in hidden, keeps_dots=keeps_dots) for rating in session.ratings)
    copy = Session(
        id=session.id,
        team=session.team,
        service=session.service,
        organisation=session.organisation,
        date=session.date,
        state=session.state,
        follows_id=session.follows_id,
        dots_each=0,
        agenda=Plan(id=session.agenda.id, title=session.agenda.title),
        frameworks=_scales(session),
        ratings=ratings,
        actions=tuple(_action(one, session) for one in session.actions),
    )
    had_dots = any(rating.dots for rating in session.ratings)
    return Outside(copy, _earlier(before, least), hidden, rated, had_dots and not keeps_dots, least)


def _scales(session: Session) -> tuple[Scale, ...]:
    return tuple(Scale(id=one.id, version=one.version, title=one.title, levels=one.levels) for one in session.frameworks)


def _rating(rating: Rating, hidden: bool, *, keeps_dots: bool) -> Rating:
    """The item with its last round at most; that the group chose to work on it is no secret."""
    named = Rating(framework=rating.framework, item=rating.item, title=rating.title, chosen=rating.chosen)
    if hidden or rating.last is None:
        return named
    return Rating(
        framework=rating.framework,
        item=rating.item,
        title=rating.title,
        chosen=rating.chosen,
        agreed=rating.agreed,
        dots=rating.dots if keeps_dots else 0,
        rounds=(Round(counts=rating.last.counts, how=rating.last.how),),
    )


def _action(action: Action, session: Session) -> Action:
    """The promise itself: that somebody holds it, not who; how far it came, not what was said of it."""
    return Action(
        id=action.id,
        what=action.what,
        kind=action.kind,
        owner=OWNER_RECORDED if action.owner.strip() else "",
        due=action.due,
        know=action.know,
        first_step=action.first_step,
        status=action.status,
        worked=action.worked,
        source=_source(action.source, session),
        history=tuple(Event(date=event.date, status=event.status) for event in action.history),
    )


def _source(source: Source | None, session: Session) -> Source | None:
    """The item an action came from, by the item's own title: what was written there may be a note's words."""
    if source is None or not source.item:
        return None
    rating = session.rating(ItemKey(source.framework, source.item))
    return Source(framework=source.framework, item=source.item, title=rating.title) if rating else None


def _earlier(before: Session | None, least: int) -> Session | None:
    """Of the earlier session what a change needs: its date and the spreads that may be seen."""
    if before is None:
        return None
    shown = tuple(
        Rating(
            framework=rating.framework, item=rating.item, title=rating.title, rounds=(Round(counts=rating.last.counts),)
        )
        for rating in before.ratings
        if rating.last and not is_hidden(rating.last.counts, least)
    )
    return Session(id=before.id, team=before.team, date=before.date, frameworks=_scales(before), ratings=shown)
