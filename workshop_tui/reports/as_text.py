"""One session in plain text: all that the screens say, for a terminal, a pipe or a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.analysis import plain_days, plain_words
from workshop_tui.analysis.standouts import SHOWN, ItemResult, results, standouts
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import ItemKey, Session
from workshop_tui.reports.text_actions import actions, loose_ends
from workshop_tui.reports.text_content import content, library
from workshop_tui.reports.text_items import items, notes_elsewhere
from workshop_tui.reports.text_layout import field, page, paragraph, section
from workshop_tui.store.account import Account
from workshop_tui.words import counted


def session(told: Account) -> str:
    """The whole of a session, as ``show FILE`` prints it."""
    one = told.session
    return page(
        [
            *paragraph(one.team),
            *_facts(told),
            *section("Agenda", _agenda(one)),
            *section("Ratings", items(told)),
            *section("Other notes", notes_elsewhere(told)),
            *section("What stands out", _standouts(one)),
            *section("What the group chose", _chosen(one)),
            *section("Actions", actions(one, told.today)),
            *section("Loose ends", loose_ends(one)),
        ]
    )


def _facts(told: Account) -> list[str]:
    one = told.session
    return [
        *paragraph(f"Workshop of {plain_days.day(one.date)}: {plain_words.STATES_IN_WORDS[one.state]}"),
        *field("Service", one.service),
        *field("Organisation", one.organisation),
        *field("People in the room", str(one.people) if one.people else "not recorded"),
        *field("Where it stopped", _stopped(one)),
        *field("Agenda", one.agenda.title or one.agenda.id),
        *field("Follows", _follows(told)),
        *paragraph(told.untold),
        *field("File", told.file.name),
    ]


def _stopped(session: Session) -> str:
    place = session.place
    step = session.agenda.step(place.step)
    rating = session.rating(ItemKey(place.framework, place.item)) if place.item else None
    at = (step.title if step else "") or place.step
    return f"{at}, {rating.title or rating.item}" if rating else at


def _follows(told: Account) -> str:
    named = told.session.follows
    return f"the workshop of {plain_days.day(told.before.date)} ({named})" if told.before else named


def _agenda(session: Session) -> list[str]:
    steps = session.agenda.steps
    if not steps:
        return []
    skipped = sum(step.skipped for step in steps)
    lines = paragraph(
        f"{counted(len(steps), 'step')}, {session.agenda.minutes} min planned, "
        f"{plain_days.minutes(sum(session.times.values()))} spent" + (f", {skipped} skipped." if skipped else ".")
    )
    for number, step in enumerate(steps, 1):
        lines += ["", *paragraph(f"{step.title or step.id}: {_time(session, step)}", first=f"{number}. ")]
        lines += paragraph(step.says, 3, lines=True)
    return lines


def _time(session: Session, step: Step) -> str:
    spent = session.times.get(step.id)
    told = [f"{step.minutes} min planned"]
    if spent is not None:
        told.append(f"{plain_days.minutes(spent)} spent")
    if step.skipped:
        told.append("skipped")
    elif spent is None:
        told.append("no time spent yet")
    if step.items:
        told.append(counted(len(step.items), "item"))
    if step.kind == "quick":
        told.append(f"rated quickly, then {step.opens} opened to talk about")
    if session.place.step == step.id and session.state == "open":
        told.append("it stopped here")
    return ", ".join(told)


def _standouts(session: Session) -> list[str]:
    found = standouts(results(session))
    return [
        *_named("Lowest", found.lowest),
        *_named("Highest", found.highest),
        *_named("Most divided", found.most_divided),
        *_named("Most who can't say", found.most_cant_say),
    ]


def _named(heading: str, found: Sequence[ItemResult]) -> list[str]:
    if not found:
        return []
    lines = paragraph(f"{heading}:")
    for one in found[:SHOWN]:
        unsure = f", {one.cant_say} can't say" if one.cant_say else ""
        said = f"{plain_words.spread(one.counts)} ({one.number} rated{unsure})"
        lines += paragraph(f"{one.title}: {said}", 2, "- ")
    return lines + (paragraph(f"and {len(found) - SHOWN} more alike", 2, "- ") if len(found) > SHOWN else [])


def _chosen(session: Session) -> list[str]:
    ranked = sorted((one for one in session.ratings if one.dots or one.chosen), key=lambda one: -one.dots)
    lines = []
    for one in ranked:
        chosen = ", chosen to work on" if one.chosen else ""
        lines += paragraph(f"{one.title or one.item}: {counted(one.dots, 'dot')}{chosen}", 0, "- ")
    given = sum(one.dots for one in session.ratings)
    if ranked:
        lines += paragraph(f"{counted(given, 'dot')} given; {session.dots_each} to a person.")
    return lines


__all__ = ["content", "library", "session"]
