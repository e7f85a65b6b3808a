"""A framework's or agenda's file: read into the model, or told what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from workshop_tui.model.agenda import Agenda
from workshop_tui.model.framework import Framework
from workshop_tui.model.texts import Texts
from workshop_tui.store import explain, toml_in
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import FileProblem, Problem, problem
from workshop_tui.words import cut

Content = Framework | Agenda | Texts
KINDS: dict[str, type[Framework] | type[Agenda] | type[Texts]] = {
    "workshop-framework": Framework,
    "workshop-agenda": Agenda,
    "workshop-texts": Texts,
}


def load(path: Path) -> Content:
    """Read one framework, agenda or texts file.

    Raises:
        FileProblem: It cannot be used; every reason is in it.
    """
    return content_of(toml_in.read(path))


def content_of(source: toml_in.Source) -> Content:
    """The framework, agenda or texts in a table that was read.

    Raises:
        FileProblem: It does not fit the model, or contradicts itself.
    """
    content = _validated(source)
    wrong = _contradictions(source, content)
    if wrong:
        raise FileProblem(*wrong)
    return content


def problems(source: toml_in.Source) -> list[Problem]:
    """Everything that is wrong with a file, unknown keys among it."""
    try:
        content = _validated(source)
    except FileProblem as error:
        return list(error.problems)
    return [*explain.unknown_keys(source.path, Lines(source.text), content), *_contradictions(source, content)]


def _validated(source: toml_in.Source) -> Content:
    named = source.table.get("format")
    kind = named.partition("/")[0] if isinstance(named, str) else ""
    model = KINDS.get(kind)
    if model is None:
        known = ", ".join(f'"{name}/1"' for name in KINDS)
        raise problem(source.path, f"this is not a framework or agenda: it needs a line format = one of {known}")
    try:
        return model.model_validate(source.table)
    except ValidationError as error:
        raise FileProblem(*explain.validation(source.path, Lines(source.text), source.table, error)) from None


def _contradictions(source: toml_in.Source, content: Content) -> list[Problem]:
    lines = Lines(source.text)
    found: list[Problem] = []

    def report(where: tuple[str | int, ...], sentence: str) -> None:
        found.append(Problem(source.path, lines.of(where), sentence))

    parts = content.items if isinstance(content, Framework) else content.steps if isinstance(content, Agenda) else ()
    name = "items" if isinstance(content, Framework) else "steps"
    seen: set[str] = set()
    for index, part in enumerate(parts):
        if part.id in seen:
            report((name, index, "id"), f'the id "{cut(part.id, 40)}" stands twice; each needs its own')
        seen.add(part.id)
    if isinstance(content, Framework):
        themes = [theme.id for theme in content.themes]
        for index, item in enumerate(content.items):
            if item.theme and item.theme not in themes:
                near = explain.nearest(item.theme, themes)
                hint = f"; did you mean {cut(near, 40)}?" if near else "; add it under [[themes]]"
                report(("items", index, "theme"), f'there is no theme "{cut(item.theme, 40)}"{hint}')
            if item.levels and len(item.levels) != len(content.levels):
                report(
                    ("items", index, "levels"),
                    f'in "{cut(item.title, 50)}": levels needs {len(content.levels)} descriptions, one for each level '
                    f"of the scale; found {len(item.levels)}",
                )
    return found
