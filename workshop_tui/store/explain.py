"""Say in plain words what is wrong with a table that does not fit the model: what, where, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workshop_tui.model.part import Part
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import Problem
from workshop_tui.words import counted, cut, visible

Where = tuple[str | int, ...]
_NAMED_BY = ("title", "what", "team", "id")
_HEADINGS = ("steps", "items")  # what must be there and is a list of tables
_NEWER = re.compile(r"workshop-(?P<kind>[a-z]+)/(?P<version>[1-9][0-9]{0,5}(\.[0-9]{1,5})?)")


def validation(path: Path, lines: Lines, table: Mapping[str, Any], error: ValidationError) -> list[Problem]:
    """Every reason of a pydantic error as a sentence with its line."""
    found = []
    for detail in mistakes(error):
        where: Where = tuple(detail["loc"])
        meant = meant_by(table, where) if detail["type"] == "missing" else ""
        line = lines.of((*where[:-1], meant) if meant else where)
        found.append(Problem(path, line, _about(table, where) + _sentence(where, detail, meant)))
    return found


def mistakes(error: ValidationError) -> list[Any]:
    """The details of a pydantic error: where, of what type, what was found.

    An entry that is wrong is left out of the count, so that its list seems too short as well: that is none.
    """
    details = error.errors(include_url=False)
    around_wrong = {tuple(detail["loc"][:depth]) for detail in details for depth in range(len(detail["loc"]))}
    return [one for one in details if not (one["type"] == "too_short" and tuple(one["loc"]) in around_wrong)]


def unknown_keys(path: Path, lines: Lines, part: Part) -> Iterator[Problem]:
    """Keys that this version does not know, with the nearest one that it does."""
    for where, key, owner in _extras(part, ()):
        near = nearest(key, type(owner).model_fields)
        hint = f"; did you mean {near}?" if near else "; it is kept, but nothing reads it"
        yield Problem(path, lines.of((*where, key)), f"unknown key {cut(key, 60)}{hint}")


def nearest(word: str, known: Sequence[str] | Mapping[str, Any]) -> str:
    """The known word that was probably meant, or an empty text; of a hostile file's thousands, the first count."""
    import difflib  # only where something is wrong

    return next(iter(difflib.get_close_matches(word.lower()[:100], list(islice(known, 100)), n=1, cutoff=0.6)), "")


@cache
def _known_words() -> frozenset[str]:
    return frozenset(name for model in Part.__subclasses__() for name in model.model_fields)


def newer(kind: str, named: Any) -> str:
    """A sentence on a file of a later format than this version reads; empty if that is not what is wrong."""
    found = _NEWER.fullmatch(named) if isinstance(named, str) else None
    if not found or found["kind"] != kind or found["version"] == "1":
        return ""
    return (
        f"this file was written by a newer version of workshop-tui ({kind} format {found['version']}; this one "
        "reads format 1); open it with that version"
    )


def _extras(part: Part, where: Where) -> Iterator[tuple[Where, str, Part]]:
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


def _table_at(table: Any, where: Where) -> Iterator[Mapping[str, Any]]:
    """The tables around a value, from the outermost inwards."""
    for step in where:
        if isinstance(table, Mapping):
            yield table
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return


def _about(table: Mapping[str, Any], where: Where) -> str:
    """``in "Shared purpose": `` for the nearest named thing around a value; the whole file needs no name."""
    names = [
        next((one[key] for key in _NAMED_BY if isinstance(one.get(key), str) and one[key]), "")
        for one in list(_table_at(table, where))[1:]
    ]
    name = next((name for name in reversed(names) if name), "")
    return f'in "{cut(name, 50)}": ' if name else ""


def meant_by(table: Mapping[str, Any], where: Where) -> str:
    """The misspelt key that stands where a key is missing, or an empty text."""
    around = list(_table_at(table, where))[-1]
    return nearest(str(where[-1]), [name for name in around if name not in _known_words()])


def _sentence(where: Where, detail: Mapping[str, Any], meant: str) -> str:
    key = cut(next((part for part in reversed(where) if isinstance(part, str)), "this file"), 40)
    kind, context, value = detail["type"], detail.get("ctx", {}), detail.get("input")
    found = f"; found {_shown(value)}"
    if kind == "missing":
        to_add = f"a heading [[{key}]]" if key in _HEADINGS else f"a line {key} = ..."
        return f"{key} is missing; " + (f"is it meant by {cut(meant, 40)}?" if meant else f"add {to_add}")
    if key == "counts" and (kind in ("int_type", "greater_than_equal")):
        return f"counts must be whole numbers of 0 or more{found}"
    if kind == "literal_error":
        return _one_of(key, context.get("expected", ""), value) + found
    if kind in ("too_short", "too_long"):
        bound, number = ("least", "min_length") if kind == "too_short" else ("most", "max_length")
        entries = counted(context.get(number, 0), "entry", "entries")
        return f"{key} must have at {bound} {entries}; found {context.get('actual_length', 'more')}"
    if kind == "tuple_type" and isinstance(value, Mapping):
        return f"{key} is a list, so each of its headings needs two brackets: [[{key}]]"
    if kind == "model_type" and isinstance(value, list) and isinstance(where[-1], str):
        return f"{key} is a single table, so its heading needs one bracket: [{key}]"
    entry = "each entry of " if isinstance(where[-1], int) else ""
    return f"{entry}{key} {_rule(kind, context)}{found}"


def _rule(kind: str, context: Mapping[str, Any]) -> str:
    return {
        "int_type": "must be a whole number, without quotation marks",
        "greater_than_equal": f"must be {context.get('ge')} or more",
        "less_than_equal": f"must be at most {context.get('le')}",
        "string_type": "must be text in quotation marks",
        "string_too_short": "must not be empty",
        "string_too_long": f"must have at most {context.get('max_length')} characters",
        "string_pattern_mismatch": "must be made of letters, digits, hyphens, dots and _, without spaces",
        "date_type": "must be a day such as 2026-12-01",
        "datetime_type": "must be a day and time such as 2026-12-01 10:30:00",
        "bool_type": "must be true or false, without quotation marks",
        "tuple_type": "must be a list in [ ]",
        "model_type": "must be a table with keys of its own",
        "dict_type": "must be a table with keys of its own",
    }.get(kind, "cannot be used as it is")


def _one_of(key: str, expected: str, value: Any) -> str:
    words = [word.strip().strip("'") for part in expected.split(" or ") for word in part.split(",")]
    near = nearest(value, words) if isinstance(value, str) else ""
    hint = f" (did you mean {near}?)" if near else ""
    return f"{key} must be {'one of ' if len(words) > 1 else ''}{', '.join(words)}{hint}"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{cut(value, 40)}"'
    if isinstance(value, bool):
        return str(value).lower()
    return (
        "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else cut(visible(str(value)), 40)
    )
