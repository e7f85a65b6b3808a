"""Say in plain words what is wrong with a table that does not fit the model: what, where, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workshop_tui.model.part import Part
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import Problem
from workshop_tui.words import cut, visible

_NAMED_BY = ("title", "what", "team", "id")
_KINDS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


def validation(path: Path, lines: Lines, table: Mapping[str, Any], error: ValidationError) -> list[Problem]:
    """Every reason of a pydantic error as a sentence with its line."""
    found = []
    for detail in error.errors(include_url=False):
        where = tuple(part for part in detail["loc"] if not (isinstance(part, str) and "[" in part))
        sentence = _about(table, where) + _sentence(where, detail)
        found.append(Problem(path, lines.of(where), sentence))
    return found


def unknown_keys(path: Path, lines: Lines, part: Part) -> Iterator[Problem]:
    """Keys that this version does not know, with the nearest one that it does."""
    for where, key, owner in _extras(part, ()):
        near = nearest(key, type(owner).model_fields)
        hint = f"; did you mean {near}?" if near else "; it is kept, but nothing reads it"
        yield Problem(path, lines.of((*where, key)), f"unknown key {cut(key, 60)}{hint}")


def nearest(word: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    """The known word that was probably meant, or an empty text."""
    return next(iter(difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), "")


def _extras(part: Part, where: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, Part]]:
    for key in part.model_extra or {}:
        yield where, key, part
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from _extras(value, (*where, name))
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Part):
                    yield from _extras(entry, (*where, name, index))


def _about(table: Mapping[str, Any], where: Sequence[str | int]) -> str:
    """``in "Shared purpose": `` for the nearest named thing around a value."""
    name, here = "", table
    for step in where[:-1]:
        try:
            here = here[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, Mapping):
            named = next((here[key] for key in _NAMED_BY if isinstance(here.get(key), str)), "")
            name = named or name
    return f'in "{cut(name, 50)}": ' if name else ""


def _sentence(where: Sequence[str | int], detail: Mapping[str, Any]) -> str:
    key = next((part for part in reversed(where) if isinstance(part, str)), "this file")
    kind, context, found = detail["type"], detail.get("ctx", {}), f"; found {_shown(detail.get('input'))}"
    if kind == "missing":
        return f"{key} is missing; add a line {key} = ..."
    if key == "counts" and kind not in ("too_short", "too_long", "tuple_type", "less_than_equal"):
        return f"counts must be whole numbers of 0 or more{found}"
    if kind == "literal_error":
        return _one_of(key, context.get("expected", ""), detail.get("input")) + found
    rule = {
        "int_type": "must be a whole number",
        "int_from_float": "must be a whole number",
        "greater_than_equal": f"must be {context.get('ge')} or more",
        "less_than_equal": f"must be at most {context.get('le')}",
        "string_type": "must be text in quotation marks",
        "string_too_short": "must not be empty",
        "string_too_long": f"must have at most {context.get('max_length')} characters",
        "string_pattern_mismatch": "must be made of letters, digits, hyphens and dots",
        "date_type": "must be a day such as 2026-12-01",
        "datetime_type": "must be a date and time such as 2026-12-01T10:30:00",
        "bool_type": "must be true or false",
        "tuple_type": "must be a list in [ ]",
        "dict_type": "must be a table",
        "model_type": "must be a table",
        "too_short": f"must have at least {context.get('min_length')} entries",
        "too_long": f"must have at most {context.get('max_length')} entries",
    }.get(kind)
    if kind in ("too_short", "too_long"):
        found = f"; found {context.get('actual_length', 'more')}"
    if rule is None:
        return f"{key} cannot be used: {detail['msg'][:1].lower()}{detail['msg'][1:]}{found}"
    return f"{key} {rule}{found}"


def _one_of(key: str, expected: str, value: Any) -> str:
    words = [word.strip().strip("'") for part in expected.split(" or ") for word in part.split(",")]
    near = nearest(value, words) if isinstance(value, str) else ""
    hint = f" (did you mean {near}?)" if near else ""
    return f"{key} must be one of {', '.join(words)}{hint}"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{cut(value, 40)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | dict):
        return _KINDS[list if isinstance(value, tuple) else type(value)]
    return cut(visible(str(value)), 40)
