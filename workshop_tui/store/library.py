"""The framework library: what ships with the program, and what a facilitator wrote herself beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from workshop_tui.model.agenda import Agenda
from workshop_tui.model.framework import Framework, Item
from workshop_tui.model.session import ItemKey
from workshop_tui.model.texts import Texts
from workshop_tui.store import folders, framework_file
from workshop_tui.store.problem import FileProblem, Problem

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
    for path in _files(folders.shipped("frameworks")):
        _add(found, path, own=False)
    if folder is not None and folders.own(folder).resolve() != folders.shipped("frameworks").resolve():
        for path in _files(folders.own(folder)):
            _add(found, path, own=True)
    _sort(found)
    return found


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(path for path in folder.rglob("*.toml") if path.is_file() and not path.name.startswith("."))
    except OSError:
        return


def _add(found: Library, path: Path, *, own: bool) -> None:
    try:
        content = framework_file.load(path)
    except FileProblem as error:
        found.problems.extend(error.problems)
        return
    if content.id in found.paths and not (own and content.replaces_built_in):
        there = found.paths[content.id]
        found.problems.append(
            Problem(
                path,
                None,
                f'the id "{content.id}" is already used by {there.name}; give this one an id of its own, or add '
                "replaces_built_in = true if it is to take its place",
            )
        )
        return
    found.paths[content.id] = path
    if isinstance(content, Framework):
        found.frameworks[content.id] = content
    elif isinstance(content, Agenda):
        found.agendas[content.id] = content
    else:
        found.texts = content


def _sort(found: Library) -> None:
    """The core ones first, in the order of a day; then by title."""

    def place(content: Framework | Agenda) -> tuple[int, str]:
        return (_ORDER.index(content.id) if content.id in _ORDER else len(_ORDER), content.title.lower())

    found.frameworks = {one.id: one for one in sorted(found.frameworks.values(), key=place)}
    found.agendas = {one.id: one for one in sorted(found.agendas.values(), key=place)}
