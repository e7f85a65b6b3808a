"""The framework library: what ships with the program, and what a facilitator wrote herself beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from workshop_tui.model.agenda import RATING_KINDS, Agenda
from workshop_tui.model.framework import Framework, Item
from workshop_tui.model.session import ItemKey
from workshop_tui.model.texts import Texts
from workshop_tui.store import folders, framework_file
from workshop_tui.store.explain import nearest
from workshop_tui.store.problem import FileProblem, Problem
from workshop_tui.words import cut

Kept = TypeVar("Kept", Framework, Agenda, Texts)
_ORDER = ("conditions-for-success", "partnership-relationships", "full-day", "half-day", "ninety-minutes", "revisit")


@dataclass
class Library:
    """Frameworks, agendas and texts by id, where each came from, and the files that could not be used."""

    frameworks: dict[str, Framework] = field(default_factory=dict)
    agendas: dict[str, Agenda] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: Texts(format="workshop-texts/1", id="room"))
    paths: dict[str, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def item(self, key: ItemKey) -> Item | None:
        """An item's words, if its framework is here."""
        framework = self.frameworks.get(key.framework)
        return framework.item(key.item) if framework else None

    def is_own(self, content_id: str) -> bool:
        """Whether a facilitator's own file gave this framework or agenda."""
        path = self.paths.get(content_id)
        return path is not None and not path.is_relative_to(folders.shipped("frameworks"))


def library(folder: Path | None) -> Library:
    """Everything that ships, then what lies in ``frameworks/`` beside the sessions in ``folder``.

    An own file with a built-in id is used only if it says ``replaces_built_in = true``; otherwise the
    built-in stays and the problem is told.
    """
    found = Library()
    shipped = folders.shipped("frameworks")
    for path in _files(shipped):
        _add(found, path, own=False)
    if folder is not None and folders.own(folder).resolve() != shipped.resolve():
        for path in _files(folders.own(folder)):
            _add(found, path, own=True)
    for agenda in found.agendas.values():
        found.problems.extend(_unknown_names(found, agenda))
    _sort(found)
    return found


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(
            path
            for path in folder.rglob("*.toml")
            if os.path.isfile(path) and not path.name.startswith(".")  # noqa: PTH113, as in shelf.py
        )
    except OSError:
        return


def _add(found: Library, path: Path, *, own: bool) -> None:
    try:
        content = framework_file.load(path)
    except FileProblem as error:
        found.problems.extend(error.problems)
        return
    # There is one set of words for the room, so that any other takes the place of the one there is.
    taken = found.texts.id if isinstance(content, Texts) and content.id not in found.paths else content.id
    there = found.paths.get(taken)
    if there and (not content.replaces_built_in or found.is_own(taken)):
        found.problems.append(Problem(path, None, _is_taken(taken, there, found.is_own(taken))))
        return
    for kept in (found.paths, found.frameworks, found.agendas):
        kept.pop(taken, None)
    found.paths[content.id] = path
    if isinstance(content, Framework):
        found.frameworks[content.id] = content
    elif isinstance(content, Agenda):
        found.agendas[content.id] = content
    else:
        found.texts = content


def _is_taken(content_id: str, there: Path, own: bool) -> str:
    taken = f'the id "{cut(content_id, 40)}" is already used by {cut(there.name, 60)}'
    if own:
        return f"{taken}, which is your own too; give this one another id, or take one of the two away"
    return f"{taken}; give this one an id of its own, or add replaces_built_in = true if it is to take its place"


def _unknown_names(found: Library, agenda: Agenda) -> Iterator[Problem]:
    """What an agenda wants to rate and nobody has: it would fall out of the day without a word."""
    for step in agenda.steps:
        framework = found.frameworks.get(step.framework)
        about = f'in "{cut(step.title or step.id, 50)}": '
        if step.kind in RATING_KINDS and framework is None:
            near = nearest(step.framework, found.frameworks)
            yield Problem(found.paths[agenda.id], None, about + _unknown("framework", step.framework, near))
        known = [one.id for one in framework.items] if framework else step.items
        for item in step.items:
            if item not in known:
                yield Problem(found.paths[agenda.id], None, about + _unknown("item", item, nearest(item, known)))


def _unknown(what: str, name: str, near: str) -> str:
    return f'there is no {what} "{cut(name, 40)}"' + (f"; did you mean {cut(near, 40)}?" if near else "")


def _sort(found: Library) -> None:
    """The core ones first, in the order of a day; then by title."""

    def place(content: Framework | Agenda) -> tuple[int, str]:
        return (_ORDER.index(content.id) if content.id in _ORDER else len(_ORDER), content.title.lower())

    found.frameworks = {one.id: one for one in sorted(found.frameworks.values(), key=place)}
    found.agendas = {one.id: one for one in sorted(found.agendas.values(), key=place)}
