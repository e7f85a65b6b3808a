"""A framework's or agenda's file: read into the model, or told what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import ValidationError

from workshop_tui.model.agenda import RATING_KINDS, Agenda
from workshop_tui.model.framework import Framework
from workshop_tui.model.texts import Texts
from workshop_tui.store import explain, toml_in
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import FileProblem, Problem, problem
from workshop_tui.words import cut, listed

Content = Framework | Agenda | Texts
Report = Callable[[explain.Where, str], None]
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


def kind_of(source: toml_in.Source) -> str:
    """Which of our kinds of content a file says it is: ``workshop-framework`` and so on, or an empty text."""
    named = source.table.get("format")
    kind = named.partition("/")[0] if isinstance(named, str) else ""
    return kind if kind in KINDS else ""


def _validated(source: toml_in.Source) -> Content:
    kind = kind_of(source)
    if not kind:
        known = listed([f'"{name}/1"' for name in KINDS], "or")
        raise problem(source.path, f"this is not a framework or agenda: it needs a line format = {known}")
    if sentence := explain.newer(kind.partition("-")[2], source.table["format"]):
        raise problem(source.path, sentence, Lines(source.text).of(("format",)))
    try:
        return KINDS[kind].model_validate(source.table)
    except ValidationError as error:
        raise FileProblem(*explain.validation(source.path, Lines(source.text), source.table, error)) from None


def _contradictions(source: toml_in.Source, content: Content) -> list[Problem]:
    lines = Lines(source.text)
    found: list[Problem] = []

    def report(where: explain.Where, sentence: str) -> None:
        found.append(Problem(source.path, lines.of(where), sentence))

    if isinstance(content, Framework):
        _ids("themes", [theme.id for theme in content.themes], report)
        _ids("items", [item.id for item in content.items], report)
        _items(content, report)
    elif isinstance(content, Agenda):
        _ids("steps", [step.id for step in content.steps], report)
        for index, step in enumerate(content.steps):
            if step.kind in RATING_KINDS and not step.framework:
                what = f'in "{cut(step.title or step.id, 50)}": framework is missing'
                report(("steps", index), f"{what}; a step of the kind {step.kind} must say which framework it rates")
    return found


def _ids(name: str, ids: Sequence[str], report: Report) -> None:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            report((name, index, "id"), f'the id "{cut(one, 40)}" stands twice; each needs its own')
        seen.add(one)


def _items(content: Framework, report: Report) -> None:
    themes = [theme.id for theme in content.themes]
    for index, item in enumerate(content.items):
        about = f'in "{cut(item.title, 50)}": '
        if item.theme and item.theme not in themes:
            near = explain.nearest(item.theme, themes)
            hint = f"; did you mean {cut(near, 40)}?" if near else "; add it under [[themes]]"
            report(("items", index, "theme"), f'{about}there is no theme "{cut(item.theme, 40)}"{hint}')
        if item.levels and len(item.levels) != len(content.levels):
            report(
                ("items", index, "levels"),
                f"{about}levels needs {len(content.levels)} descriptions, one for each level of the scale; "
                f"found {len(item.levels)}",
            )
