"""Hiding small numbers: a session as it may leave the team, so that it gives nobody away.

What is hidden is taken out of the session itself. A report made from the copy cannot tell it by mistake,
and neither can a total or a difference:

- Only the last round of an item stays. Two rounds of the same people differ by the few who changed.
- How many could not say is taken out, and with it how many were in the room: with the number who rated,
  which is always told, the one would give the other away.
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
from workshop_tui.words import counted, listed

LEAST = 5  # fewer people than this in a spread, and somebody could be guessed
OWNER_RECORDED = "owner recorded"


@dataclass(frozen=True)
class Outside:
    """A session and the one before it, without what would give people away, and a count of what that was.

    ``hidden`` are the items whose spread was taken out, of ``rated`` that had one; ``rounds``, ``notes``
    and ``remarks`` are how many earlier rounds, notes and remarks on actions were left out.
    """

    session: Session
    before: Session | None
    hidden: frozenset[ItemKey]
    rated: int
    rounds: int
    notes: int
    remarks: int
    hides_dots: bool
    least: int = LEAST

    @property
    def words(self) -> list[str]:
        """What is hidden, in sentences; for an item never which part of the rule hid it."""
        told = []
        if self.hidden:
            what = f"{len(self.hidden)} of {counted(self.rated, 'rated item')}"
            why = f"fewer than {self.least} people rated or all chose the same level"
            told.append(f"{what} {_is_or_are(len(self.hidden))} not shown, because {why}.")
        else:
            told.append("No item had to be hidden.")
        if self.hides_dots:
            told.append("Dots are not shown: with them, those of a hidden item could be worked out.")
        if self.rounds:
            told.append(f"{counted(self.rounds, 'earlier round')} of the same day {_is_or_are(self.rounds)} left out.")
        if self.notes or self.remarks:
            notes = [counted(self.notes, "note")] if self.notes else []
            remarks = [counted(self.remarks, "remark on an action", "remarks on actions")] if self.remarks else []
            told.append(f"{listed(notes + remarks)} {_is_or_are(self.notes + self.remarks)} left out.")
        told.append("Never shown: how many were in the room or could not say; who owns an action, and its first step.")
        return told


def _is_or_are(number: int) -> str:
    return "is" if number == 1 else "are"


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
    few_in_room = 0 < session.people < least
    keeps_dots = not hidden and not few_in_room
    ratings = tuple(
        _rating(rating, rating.key in hidden or (few_in_room and not rating.last), keeps_dots=keeps_dots)
        for rating in session.ratings
    )
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
    return Outside(
        session=copy,
        before=_earlier(before, least),
        hidden=hidden,
        rated=len({rating.key for rating in session.ratings if rating.last}),
        rounds=sum(max(0, len(rating.rounds) - 1) for rating in session.ratings),
        notes=len(session.notes),
        remarks=sum(bool(event.note.strip()) for one in session.actions for event in one.history),
        hides_dots=not keeps_dots and any(rating.dots for rating in session.ratings),
        least=least,
    )


def _scales(session: Session) -> tuple[Scale, ...]:
    frameworks = session.frameworks
    return tuple(Scale(id=one.id, version=one.version, title=one.title, levels=one.levels) for one in frameworks)


def _rating(rating: Rating, hidden: bool, *, keeps_dots: bool) -> Rating:
    """The item with its last round at most; that the group chose to work on it is no secret."""
    shown = None if hidden else rating.last
    return Rating(
        framework=rating.framework,
        item=rating.item,
        title=rating.title,
        chosen=rating.chosen,
        agreed=None if hidden else rating.agreed,
        dots=rating.dots if keeps_dots else 0,
        rounds=(Round(counts=shown.counts, how=shown.how),) if shown else (),
    )


def _action(action: Action, session: Session) -> Action:
    """The promise itself: that somebody holds it, not who; how far it came, not what was said of it.

    The first step goes, since it mostly says who does it.
    """
    return Action(
        id=action.id,
        what=action.what,
        kind=action.kind,
        owner=OWNER_RECORDED if action.owner.strip() else "",
        due=action.due,
        know=action.know,
        status=action.status,
        worked=action.worked,
        source=_source(action.source, session),
        history=tuple(Event(date=event.date, status=event.status, worked=event.worked) for event in action.history),
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
