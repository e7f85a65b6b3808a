"""The report that is handed out at the end, in Markdown, for a reader who was not in the room.

A reader outside the team gets it from a copy of the session out of which small numbers, notes, owners and
what would give them away were taken first (``analysis/hiding.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop_tui.analysis import plain_days, plain_words
from workshop_tui.analysis.hiding import Outside, outside
from workshop_tui.analysis.standouts import SHOWN, ItemResult, result, results, standouts
from workshop_tui.model.session import Rating, Session
from workshop_tui.reports.markdown_actions import actions, loose_ends
from workshop_tui.reports.markdown_escape import md
from workshop_tui.reports.markdown_items import items, notes_elsewhere
from workshop_tui.reports.markdown_layout import bullets, page, section, table
from workshop_tui.store.account import Account

_HOW_TO_READ = (
    "The people in the room rated each statement on a scale that runs from 1 upwards, without seeing what others "
    "chose, and then talked about what they saw. Answers were counted, not named: how many chose each level is "
    "known, who chose what is not. The middle is the level of the person in the middle, when all stand in the order "
    "of their ratings. Agreement is told in words, and as a figure from -1 (two camps at the ends) through 0 (spread "
    "evenly) to 1 (all the same). The agreed level is what the group settled on. A change is called one only where "
    "chance alone would seldom make it."
)
_CANT_SAY = "Can't say is an answer too, and is counted apart."


def session(told: Account, *, for_team: bool = True) -> str:
    """The report of one session.

    Args:
        told: The session and what it must be read beside.
        for_team: Everything, as the team itself may see it; otherwise what may leave the team.
    """
    if for_team:
        return _report(told, None)
    shown = outside(told.session, told.before)
    untold = "The earlier session could not be read." if told.untold else ""
    return _report(replace(told, session=shown.session, before=shown.before, untold=untold), shown)


def _report(told: Account, shown: Outside | None) -> str:
    one = told.session
    return page(
        [
            f"# Workshop report: {md(one.team)}",
            "",
            *bullets(_facts(told)),
            *section("How to read this report", [_HOW_TO_READ if shown else f"{_HOW_TO_READ} {_CANT_SAY}"]),
            *section("What is not shown", bullets(shown.words) if shown else []),
            *section("What stands out", _standouts(one)),
            *section("What the group chose to work on", _chosen(one, shown)),
            *section("Actions", actions(one, told.today)),
            *section("Loose ends", loose_ends(one)),
            *section("The ratings", items(told, shown)),
            *section("Other notes", notes_elsewhere(told)),
            *section("How the day went", _day(one)),
        ]
    )


def _facts(told: Account) -> list[str]:
    one = told.session
    state = plain_words.STATES_IN_WORDS[one.state]
    so_far = "" if one.state == "closed" else f" ({state}: this is what there is so far)"
    facts = [("Service", one.service), ("Organisation", one.organisation), ("Agenda", one.agenda.title)]
    return [
        f"**Date:** {plain_days.day(one.date)}{so_far}",
        *(f"**{name}:** {md(value)}" for name, value in facts if md(value)),
        f"**In the room:** {plain_words.people(one.people)}" if one.people else "",
        f"**Follows:** the workshop of {plain_days.day(told.before.date)}" if told.before else "",
        md(told.untold),
        f"**Report made on:** {plain_days.day(told.today)}",
    ]


def _standouts(one: Session) -> list[str]:
    found = standouts(results(one))
    return bullets(
        [
            *_stand_out("Lowest", found.lowest),
            *_stand_out("Highest", found.highest),
            *_stand_out("Most divided", found.most_divided),
            *_stand_out("Most who can't say", found.most_cant_say),
        ]
    )


def _stand_out(name: str, items: Sequence[ItemResult]) -> list[str]:
    told = [f"**{name}:** {md(item.title)}: {_where_it_stands(item)}" for item in items[:SHOWN]]
    return told + ([f"**{name}:** {len(items) - SHOWN} more alike"] if len(items) > SHOWN else [])


def _where_it_stands(item: ItemResult) -> str:
    unsure = f", {item.cant_say} can't say" if item.cant_say else ""
    return f"{plain_words.spread(item.counts)} ({item.number} rated on {item.levels} levels{unsure})"


def _chosen(one: Session, shown: Outside | None) -> list[str]:
    ranked = sorted((rating for rating in one.ratings if rating.dots or rating.chosen), key=lambda rating: -rating.dots)
    rows = []
    for rating in ranked:
        chosen = "yes" if rating.chosen else "no"
        rows.append([md(rating.title or rating.item), chosen, str(rating.dots), _stands(rating, shown)])
    if any(rating.dots for rating in ranked):
        return table(["Item", "Chosen", "Dots", "Where it stands"], rows)
    return table(["Item", "Where it stands"], [[title, stands] for title, _, _, stands in rows])


def _stands(rating: Rating, shown: Outside | None) -> str:
    measured = result(rating)
    if measured:
        return _where_it_stands(measured)
    return "not shown" if shown and rating.key in shown.hidden else "not rated"


def _day(one: Session) -> Sequence[str]:
    rows = []
    for step in one.agenda.steps:
        spent = one.times.get(step.id)
        took = "not timed" if spent is None else plain_days.minutes(spent)
        rows.append([md(step.title or step.id), f"{step.minutes} min", "skipped" if step.skipped else took])
    return table(["Step", "Planned", "Took"], rows)
