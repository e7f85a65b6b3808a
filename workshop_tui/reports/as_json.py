"""One session as JSON, for other programs. Its shape is promised in ``docs/json.md``.

Keys are always there; what is not known is null. Figures are not rounded. Control and direction characters
in people's words come out escaped, so that nothing steers a terminal; read back, the words are as they were.
"""

from __future__ import annotations

import json
import re
from typing import Any

from workshop_tui.analysis import plain_days, plain_words
from workshop_tui.analysis.agreement import agreement, middle, shape
from workshop_tui.analysis.change import Change
from workshop_tui.analysis.progress import Arrows, Progress, arrows, progress
from workshop_tui.analysis.standouts import ItemResult, results, standouts
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Round, Session
from workshop_tui.store.account import Account
from workshop_tui.words import visible

JSON_FORMAT = "workshop-show/1"
_ANY = re.compile(r"[^\x20-\x7e\n]")
Table = dict[str, Any]


def session(told: Account, *, only_ascii: bool = False) -> str:
    """The whole of a session, as ``show FILE --json`` prints it.

    Args:
        told: The session and what it must be read beside.
        only_ascii: Escape every letter beyond ASCII, for a pipe that takes no others.
    """
    return escaped(json.dumps(_session(told), indent=2, ensure_ascii=only_ascii))


def escaped(text: str) -> str:
    r"""JSON text with every character that is not shown as it is written as ``\uXXXX``."""
    return _ANY.sub(lambda found: found[0] if visible(found[0]) == found[0] else _escape(found[0]), text)


def _escape(char: str) -> str:
    point = ord(char)
    if point < 0x10000:
        return f"\\u{point:04x}"
    return f"\\u{0xD7C0 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"


def _session(told: Account) -> Table:
    one, rows = told.session, progress(told.session, told.before)
    return {
        "json_format": JSON_FORMAT,
        "id": one.id,
        "team": one.team,
        "service": one.service or None,
        "organisation": one.organisation or None,
        "date": one.date.isoformat(),
        "people": one.people or None,
        "state": one.state,
        "follows": one.follows or None,
        "follows_id": one.follows_id or None,
        "follows_date": told.before.date.isoformat() if told.before else None,
        "follows_problem": told.untold or None,
        "place": _place(one),
        "agenda": _agenda(one),
        "frameworks": [
            {"id": scale.id, "version": scale.version, "title": scale.title or None, "levels": scale.levels}
            for scale in one.frameworks
        ],
        "ratings": [_rating(told, row) for row in rows],
        "expected_by_chance": {
            "since": _arrows(arrows(row.since for row in rows)) if told.before else None,
            "between_rounds": _arrows(arrows(row.between for row in rows)),
        },
        "standouts": _standouts(one),
        "dots_each": one.dots_each,
        "notes": [
            {"id": note.id, "framework": note.framework or None, "item": note.item or None, "head": note.head,
             "text": note.text}
            for note in one.notes
        ],
        "actions": [_action(told, action) for action in one.actions],
        "loose_ends": [
            {"action": end.action.id, "what": end.action.what, "missing": list(end.missing)}
            for end in plain_words.loose_ends(one)
        ],
    }  # fmt: skip


def _place(one: Session) -> Table | None:
    place = one.place
    if not place.step:
        return None
    step = one.agenda.step(place.step)
    began = place.began.isoformat() if place.began else None
    title = (step.title or None) if step else None
    item = {"framework": place.framework or None, "item": place.item or None}
    return {"step": place.step, "title": title, **item, "began": began}


def _agenda(one: Session) -> Table:
    return {
        "id": one.agenda.id or None,
        "title": one.agenda.title or None,
        "minutes": one.agenda.minutes,
        "steps": [_step(one, step) for step in one.agenda.steps],
    }


def _step(one: Session, step: Step) -> Table:
    return {
        "id": step.id,
        "kind": step.kind,
        "title": step.title or None,
        "minutes": step.minutes,
        "seconds_spent": one.times.get(step.id),
        "skipped": step.skipped,
        "framework": step.framework or None,
        "items": step.items,
        "opens": step.opens,
        "says": step.says or None,
    }


def _rating(told: Account, row: Progress) -> Table:
    rating, earlier = row.rating, told.before
    last = len(rating.rounds)
    since = {"since": earlier.date.isoformat()} if earlier else {}
    rounds = {"from_round": last - 1, "to_round": last}
    return {
        "framework": rating.framework,
        "item": rating.item,
        "title": rating.title or None,
        "levels": row.levels or None,
        "rounds": [_round(one) for one in rating.rounds],
        "agreed": rating.agreed,
        "dots": rating.dots,
        "chosen": rating.chosen,
        "change": since | _change(row.since) if row.since else None,
        "not_compared": row.not_compared or None,
        "change_between_rounds": rounds | _change(row.between) if row.between else None,
    }


def _round(one: Round) -> Table:
    centre = middle(one.counts)
    return {
        "counts": one.counts,
        "cant_say": one.cant_say,
        "n": one.number,
        "people": one.people,
        "how": one.how,
        "median": centre.value if centre else None,
        "median_words": str(centre) if centre else None,
        "agreement": agreement(one.counts),
        "agreement_words": str(shape(one.counts)),
    }


def _change(found: Change) -> Table:
    return {
        "effect": found.effect,
        "p": found.p,
        "verdict": str(found.verdict),
        "n_before": found.n_before,
        "n_after": found.n_after,
        "exact": found.exact,
    }


def _arrows(found: Arrows) -> Table:
    return {"compared": found.compared, "moved": found.moved, "by_chance": found.by_chance}


def _standouts(one: Session) -> Table:
    found = standouts(results(one))
    return {
        "lowest": _keys(found.lowest),
        "highest": _keys(found.highest),
        "most_divided": _keys(found.most_divided),
        "most_cant_say": _keys(found.most_cant_say),
    }


def _keys(found: tuple[ItemResult, ...]) -> list[Table]:
    return [one.key._asdict() for one in found]


def _action(told: Account, action: Action) -> Table:
    source, places = action.source, ("step", "framework", "item", "title")
    return {
        "id": action.id,
        "what": action.what,
        "kind": action.kind,
        "owner": action.owner or None,
        "due": action.due.isoformat() if action.due else None,
        "days_late": plain_days.days_late(action, told.today),
        "know": action.know or None,
        "first_step": action.first_step or None,
        "status": action.status,
        "worked": action.worked,
        "source": {key: getattr(source, key) or None for key in places} if source else None,
        "history": [
            {
                "date": event.date.isoformat(),
                "status": event.status,
                "worked": event.worked,
                "note": event.note or None,
            }
            for event in action.history
        ],
    }


__all__ = ["JSON_FORMAT", "escaped", "session"]
