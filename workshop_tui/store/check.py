"""Everything that is wrong with a file that a person edited, found in one pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from workshop_tui.model.session import ItemKey, Session
from workshop_tui.store import explain, session_file, toml_in
from workshop_tui.store.explain import Where
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import FileProblem, Problem
from workshop_tui.words import counted, cut

Report = Callable[[Where, str], None]
_PLAIN_DAY = "a plain day such as 2026-12-01 without quotation marks"


def check(path: Path) -> list[Problem]:
    """All problems of a session, framework, agenda or texts file, in the order of their lines."""
    try:
        found = _problems(toml_in.read(path))
    except FileProblem as error:
        found = list(error.problems)
    return sorted(found, key=lambda one: one.line or 0)


def misspelt(path: Path) -> list[Problem]:
    """Keys of a session's file that nothing reads and that are near to one that is read: what they say is missed.

    Raises:
        FileProblem: The file cannot be used.
    """
    source = toml_in.read(path)
    found = explain.unknown_keys(source.path, Lines(source.text), session_file.session_of(source))
    return [one for one in found if "did you mean" in one.sentence]


def _problems(source: toml_in.Source) -> list[Problem]:
    if not str(source.table.get("format")).startswith("workshop-session/"):
        from workshop_tui.store import framework_file  # and with it models that a session does not need

        if framework_file.kind_of(source):
            return framework_file.problems(source)
    return _session(source)


def _session(source: toml_in.Source) -> list[Problem]:
    session = session_file.session_of(source)
    lines = Lines(source.text)
    found: list[Problem] = list(explain.unknown_keys(source.path, lines, session))

    def report(where: Where, sentence: str) -> None:
        found.append(Problem(source.path, lines.of(where), sentence))

    for rule in (_ids, _items, _numbers, _notes, _place):
        rule(session, report)
    _actions(session, source.path, report)
    for where, written in _irregular_days(source.table):
        should = "a plain day and time such as 2026-12-01 10:30:00" if where[-1] == "began" else _PLAIN_DAY
        report(where, f"{where[-1]} should be {should}; found {written}")
    return found


def _ids(session: Session, report: Report) -> None:
    for name, parts in (("actions", session.actions), ("notes", session.notes)):
        for index in _again(part.id for part in parts):
            report((name, index, "id"), f'the id "{cut(parts[index].id, 40)}" stands twice; each needs its own')
    for index in _again(step.id for step in session.agenda.steps):
        step = session.agenda.steps[index]
        report(("agenda", "steps", index, "id"), f'two steps have the id "{cut(step.id, 40)}"; each needs its own')
    for index in _again(rating.key for rating in session.ratings):
        report(("ratings", index, "item"), f'"{cut(session.ratings[index].title, 50)}" stands twice among the ratings')
    for index in _again(scale.id for scale in session.frameworks):
        report(("frameworks", index, "id"), f'the framework "{cut(session.frameworks[index].id, 40)}" stands twice')


def _again(keys: Iterable[object]) -> Iterator[int]:
    seen: set[object] = set()
    for index, key in enumerate(keys):
        if key in seen:
            yield index
        seen.add(key)


def _items(session: Session, report: Report) -> None:
    scales = [scale.id for scale in session.frameworks]
    for index, rating in enumerate(session.ratings):
        if rating.framework not in scales:
            near = explain.nearest(rating.framework, scales)
            report(("ratings", index, "framework"), _unknown("framework", rating.framework, near))
    known = {rating.key for rating in session.ratings}
    for index, step in enumerate(session.agenda.steps):
        if step.items and step.framework not in scales:
            near = explain.nearest(step.framework, scales)
            report(("agenda", "steps", index, "framework"), _unknown("framework", step.framework, near))
            continue
        for place, item in enumerate(step.items):
            if ItemKey(step.framework, item) not in known:
                near = explain.nearest(item, [key.item for key in known])
                report(("agenda", "steps", index, "items", place), _unknown("item", item, near))


def _unknown(what: str, name: str, near: str) -> str:
    hint = f"; did you mean {cut(near, 40)}?" if near else ""
    return f'there is no {what} "{cut(name, 40)}" in this session{hint}'


def _numbers(session: Session, report: Report) -> None:
    for index, rating in enumerate(session.ratings):
        scale = session.scale(rating.framework)
        top = len(scale.levels) if scale else 0
        about = f'in "{cut(rating.title or rating.item, 50)}": '
        if scale and rating.agreed and rating.agreed > top:
            report(("ratings", index, "agreed"), f"{about}agreed is level {rating.agreed}, but the scale ends at {top}")
        for place, one in enumerate(rating.rounds):
            where = ("ratings", index, "rounds", place, "counts")
            if scale and len(one.counts) != top:
                report(where, f"{about}counts needs {top} numbers, one for each level; found {len(one.counts)}")
            room = session.people if one.people is None else one.people
            if room and one.answers > room:
                report(
                    where,
                    f"{about}{counted(one.answers, 'answer')} from {counted(room, 'person', 'people')} in the room",
                )
    dots, most = sum(rating.dots for rating in session.ratings), session.people * session.dots_each
    if session.people and dots > most:
        report(("dots_each",), f"{dots} dots were given, but {session.people} people have {most} together")


def _notes(session: Session, report: Report) -> None:
    known = {rating.key for rating in session.ratings}
    for index, note in enumerate(session.notes):
        if (note.framework or note.item) and note.key not in known:
            near = explain.nearest(note.item, [key.item for key in known])
            report(("notes", index, "item"), _unknown("item", note.item, near))


def _actions(session: Session, path: Path, report: Report) -> None:
    known = {rating.key for rating in session.ratings}
    carried: set[str] | None = None
    for index, action in enumerate(session.actions):
        source = action.source
        if source and source.item and ItemKey(source.framework, source.item) not in known:
            carried = _carried(session, path) if carried is None else carried
            if action.id in carried:
                continue  # caught at an item of an earlier session, which this one need not rate again
            near = explain.nearest(source.item, [key.item for key in known])
            report(("actions", index, "source", "item"), _unknown("item", source.item, near))
        if not action.what.strip():
            report(("actions", index, "what"), "an action says nothing; write what is to be done")


def _carried(session: Session, path: Path) -> set[str]:
    """The ids of actions that came from the session before; all of them where that one cannot be read."""
    from workshop_tui.store.account import earlier  # and with it the library, which few sessions need here

    before, untold = earlier(path, session)
    return {action.id for action in (before or session).actions} if before or untold else set()


def _place(session: Session, report: Report) -> None:
    place = session.place
    key = ItemKey(place.framework, place.item)
    if place.item and session.rating(key) is None:
        near = explain.nearest(place.item, [rating.item for rating in session.ratings])
        report(("place", "item"), _unknown("item", place.item, near))
    if place.step and session.agenda.step(place.step) is None:
        near = explain.nearest(place.step, [step.id for step in session.agenda.steps])
        report(("place", "step"), _unknown("step", place.step, near))


def _irregular_days(table: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    """Days and times that were made regular on reading: as text, with a time or a zone beside them."""
    actions = list(enumerate(table.get("actions", ())))
    places: list[Where] = [("date",), ("place", "began")]
    places += [("actions", index, "due") for index, _ in actions]
    places += [
        ("actions", index, "history", event, "date")
        for index, action in actions
        for event in range(len(action.get("history", ())))
    ]
    for where in places:
        value: Any = table
        for step in where:
            value = value.get(step, {}) if isinstance(value, Mapping) else value[step]
        if isinstance(value, dt.datetime) and (where[-1] != "began" or value.tzinfo):
            yield where, str(value)
        elif isinstance(value, str):
            yield where, f'"{cut(value, 40)}"'
