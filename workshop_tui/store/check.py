"""Everything that is wrong with a file that a person edited, found in one pass.

A file is looked through on two floors: whether each value fits the model, and whether the values agree with each
other. Where the first finds mistakes, the second goes on with stand-ins in their places, and says nothing that
rests on one of them: only what stays wrong once the mistakes are mended is told with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError

from workshop_tui.model.part import LEAST_LEVELS, Part
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


class Doubt:
    """The places of values that do not fit the model, so that nothing can be said that rests on them."""

    def __init__(self, wrong: Iterable[Where] = ()) -> None:
        # A hostile file has thousands of them and of what could be said, so that they are looked up, not compared.
        self._wrong: set[Where] = set()
        self._around: set[Where] = set()
        for one in wrong:
            for path in (one, tuple(ANY if isinstance(step, int) else step for step in one)):
                self._wrong.add(path)
                self._around.update(path[:depth] for depth in range(len(path)))

    def of(self, *where: str | int) -> bool:
        """Whether something is wrong at this place, around it or inside it; ``ANY`` stands for every entry."""
        return where in self._around or any(where[:depth] in self._wrong for depth in range(len(where) + 1))


ANY = "*"
_SURE = Doubt()
_ROUNDS = 3  # once its entries are mended, a list may turn out to be too short or too long as well


def _problems(source: toml_in.Source) -> list[Problem]:
    if not str(source.table.get("format")).startswith("workshop-session/"):
        from workshop_tui.store import framework_file  # and with it models that a session does not need

        if kind := framework_file.kind_of(source):
            found = framework_file.problems(source)
            return found + (_behind(source, framework_file.KINDS[kind], _content) if found else [])
    try:
        session = session_file.session_of(source)
    except FileProblem as error:
        return [*error.problems, *_behind(source, Session, _session)]
    return _agreement(source, session, _SURE)


def _behind(
    source: toml_in.Source, model: type[Part], look: Callable[[toml_in.Source, Doubt], list[Problem]]
) -> list[Problem]:
    """What else is wrong in a file of which some values do not fit the model."""
    wrong: list[Where] = []
    table: dict[str, Any] = source.table
    for _ in range(_ROUNDS):
        try:
            model.model_validate(table)
            break
        except ValidationError as error:
            details = explain.mistakes(error)
            wrong += [tuple(detail["loc"]) for detail in details]
            table = _with_stand_ins(model, table, details)
    doubt = Doubt(wrong)
    if not wrong or doubt.of("format"):  # of another format, who knows by which rules it was written
        return []
    try:
        return look(replace(source, table=table), doubt)
    except FileProblem:  # a mistake that nothing of ours can stand in for
        return []


def _session(source: toml_in.Source, doubt: Doubt) -> list[Problem]:
    return _agreement(source, session_file.session_of(source), doubt)


def _content(source: toml_in.Source, doubt: Doubt) -> list[Problem]:
    """A framework or an agenda without what rests on something that is in doubt."""
    from workshop_tui.store import framework_file

    for _, item in _tables(source.table, "items"):
        for key, in_doubt in (("theme", doubt.of("themes", ANY, "id")), ("levels", doubt.of("levels"))):
            if in_doubt:
                item.pop(key, None)
    for index, step in _tables(source.table, "steps"):
        if doubt.of("steps", index, "framework"):
            step["framework"] = "some"
    return framework_file.problems(source)


def _agreement(source: toml_in.Source, session: Session, doubt: Doubt) -> list[Problem]:
    """Whatever does not agree with something else in a session that fits the model."""
    lines = Lines(source.text)
    found: list[Problem] = list(explain.unknown_keys(source.path, lines, session))

    def report(where: Where, sentence: str) -> None:
        if not doubt.of(*where):
            found.append(Problem(source.path, lines.of(where), sentence))

    _ids(session, report)
    for rule in (_items, _numbers, _notes, _place):
        rule(session, doubt, report)
    _actions(session, source.path, doubt, report)
    for where, value in irregular_days(source.table):
        should = "a plain day and time such as 2026-12-01 10:30:00" if where[-1] == "began" else _PLAIN_DAY
        written = f'"{cut(value, 40)}"' if isinstance(value, str) else str(value)
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


def _items(session: Session, doubt: Doubt, report: Report) -> None:
    if doubt.of("frameworks", ANY, "id"):
        return
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
            if ItemKey(step.framework, item) not in known and not _names_of_items(doubt):
                near = explain.nearest(item, [key.item for key in known])
                report(("agenda", "steps", index, "items", place), _unknown("item", item, near))


def _names_of_items(doubt: Doubt) -> bool:
    """Whether it is in doubt which items the session has."""
    return doubt.of("ratings", ANY, "framework") or doubt.of("ratings", ANY, "item")


def _unknown(what: str, name: str, near: str) -> str:
    hint = f"; did you mean {cut(near, 40)}?" if near else ""
    return f'there is no {what} "{cut(name, 40)}" in this session{hint}'


def _numbers(session: Session, doubt: Doubt, report: Report) -> None:
    in_doubt = doubt.of("frameworks", ANY, "id") or doubt.of("frameworks", ANY, "levels")
    for index, rating in enumerate(session.ratings):
        scale = None if in_doubt else session.scale(rating.framework)
        top = len(scale.levels) if scale else 0
        about = f'in "{cut(rating.title or rating.item, 50)}": '
        if scale and rating.agreed and rating.agreed > top:
            report(("ratings", index, "agreed"), f"{about}agreed is level {rating.agreed}, but the scale ends at {top}")
        for place, one in enumerate(rating.rounds):
            if doubt.of("ratings", index, "rounds", place):
                continue
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
    if session.people and dots > most and not doubt.of("ratings", ANY, "dots"):
        report(("dots_each",), f"{dots} dots were given, but {session.people} people have {most} together")


def _notes(session: Session, doubt: Doubt, report: Report) -> None:
    known = {rating.key for rating in session.ratings}
    for index, note in enumerate(session.notes):
        if (note.framework or note.item) and note.key not in known:
            if _names_of_items(doubt) or doubt.of("notes", index, "framework"):
                continue
            near = explain.nearest(note.item, [key.item for key in known])
            report(("notes", index, "item"), _unknown("item", note.item, near))


def _actions(session: Session, path: Path, doubt: Doubt, report: Report) -> None:
    known = {rating.key for rating in session.ratings}
    in_doubt = _names_of_items(doubt) or any(map(doubt.of, ("id", "follows", "follows_id")))
    carried: set[str] | None = None
    for index, action in enumerate(session.actions):
        source = action.source
        if source and source.item and ItemKey(source.framework, source.item) not in known and not in_doubt:
            carried = _carried(session, path) if carried is None else carried
            # What was caught at an item of an earlier session need not be rated again in this one.
            is_carried = action.id in carried or doubt.of("actions", index, "id")
            if not (is_carried or doubt.of("actions", index, "source", "framework")):
                near = explain.nearest(source.item, [key.item for key in known])
                report(("actions", index, "source", "item"), _unknown("item", source.item, near))
        if not action.what.strip():
            report(("actions", index, "what"), "an action says nothing; write what is to be done")


def _carried(session: Session, path: Path) -> set[str]:
    """The ids of actions that came from the session before; all of them where that one cannot be read."""
    from workshop_tui.store.account import earlier  # and with it the library, which few sessions need here

    before, untold = earlier(path, session)
    return {action.id for action in (before or session).actions} if before or untold else set()


def _place(session: Session, doubt: Doubt, report: Report) -> None:
    place = session.place
    key = ItemKey(place.framework, place.item)
    if place.item and session.rating(key) is None and not (_names_of_items(doubt) or doubt.of("place", "framework")):
        near = explain.nearest(place.item, [rating.item for rating in session.ratings])
        report(("place", "item"), _unknown("item", place.item, near))
    if place.step and session.agenda.step(place.step) is None and not doubt.of("agenda", "steps", ANY, "id"):
        near = explain.nearest(place.step, [step.id for step in session.agenda.steps])
        report(("place", "step"), _unknown("step", place.step, near))


def irregular_days(table: Mapping[str, Any]) -> Iterator[tuple[Where, Any]]:
    """Days and times of a session's table that are made regular on reading, as text or with a time or a zone.

    The table need not fit the model.
    """
    places: list[Where] = [("date",), ("place", "began")]
    for index, action in _tables(table, "actions"):
        places.append(("actions", index, "due"))
        places += [("actions", index, "history", event, "date") for event, _ in _tables(action, "history")]
    for where in places:
        value: Any = table
        for step in where:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                value = None
        is_moment = where[-1] == "began"
        if isinstance(value, str) or (isinstance(value, dt.datetime) and (not is_moment or value.tzinfo)):
            yield where, value


def _tables(table: Mapping[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The tables of a list with their places in it, whatever else may stand in it or instead of it."""
    entries = table.get(key)
    if isinstance(entries, list):
        yield from ((index, entry) for index, entry in enumerate(entries) if isinstance(entry, dict))


# Stand-ins


def _with_stand_ins(model: type[Part], table: Mapping[str, Any], details: list[Any]) -> dict[str, Any]:
    """The table with a value of the right kind in every place where one does not fit, as little said as can be."""
    import copy

    mended = copy.deepcopy(dict(table))
    number = count(1)
    for detail in sorted(details, key=lambda detail: len(detail["loc"])):  # what is around goes first
        where = detail["loc"]
        if detail["type"] == "missing" and (meant := explain.meant_by(table, where)):
            _stand_in(model, mended, (*where[:-1], meant), number)  # it was told that it is misspelt
        _stand_in(model, mended, where, number)
    return mended


def _stand_in(kind: Any, owner: Any, where: Where, number: Iterator[int]) -> None:
    """Put a stand-in in a place; a key that may be missing is taken away instead."""
    try:
        for step in where[:-1]:
            kind, owner = _kind_in(kind, step), owner[step]
        last = where[-1]
        if isinstance(owner, dict) and not (isinstance(last, str) and _is_needed(kind, last)):
            owner.pop(last, None)
        else:
            owner[last] = _some(_kind_in(kind, last), number)
    except (KeyError, IndexError, TypeError):
        return  # what was around it is a stand-in already


def _is_needed(kind: Any, key: str) -> bool:
    field = kind.model_fields.get(key) if _is_part(kind) else None
    return field is not None and field.is_required()


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)


def _plain(kind: Any) -> Any:
    """A kind of value without its limits, and without None beside it."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = get_args(kind)[0]
    return kind


def _kind_in(kind: Any, step: str | int) -> Any:
    """What the model wants in one place of a part, a list or a table of values."""
    if _is_part(kind):
        field = kind.model_fields.get(step)
        return _plain(field.annotation) if field else None
    arguments = get_args(kind)
    return _plain(arguments[-1 if isinstance(step, str) else 0]) if arguments else None


def _some(kind: Any, number: Iterator[int]) -> Any:
    """A value that fits, and a name that no other has."""
    if _is_part(kind):
        fields = kind.model_fields.items()
        return {name: _some(_plain(field.annotation), number) for name, field in fields if field.is_required()}
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        return [_some(_kind_in(kind, 0), number) for _ in range(LEAST_LEVELS)]
    return {str: f"unnamed-{next(number)}", int: 0, dt.date: dt.date(2000, 1, 1)}.get(kind)
