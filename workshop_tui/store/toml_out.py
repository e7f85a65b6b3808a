"""Lay a session out as TOML: a fixed order, one key a line, small clean diffs.

tomli-w writes the scalars; the headings and lists are ours, because its choice between inline tables and
headings flips at a private length, so that one edit would change a hundred lines. A list of plain values
always stands on one line; a list of tables always under ``[[headings]]``.

Parts of a session are frozen, so the text of a part is remembered by its identity: after one change only
the part that changed is written again.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import tomli_w

from workshop_tui.model.part import Part

_NEVER = object()
SCHEMA_LINE = "#:schema session.schema.json\n"


class _Remembered:
    """Text of frozen parts by identity; an entry goes when its part does."""

    def __init__(self) -> None:
        self._texts: dict[tuple[int, str], tuple[weakref.ref[Part], str]] = {}

    def get(self, part: Part, heading: str) -> str | None:
        found = self._texts.get((id(part), heading))
        return found[1] if found and found[0]() is part else None

    def put(self, part: Part, heading: str, text: str) -> None:
        key = (id(part), heading)
        self._texts[key] = (weakref.ref(part, lambda _: self._texts.pop(key, None)), text)


_remembered = _Remembered()


def write(session: Part) -> str:
    """The whole file as text, newlines LF, ending in one newline."""
    pieces: list[str] = [SCHEMA_LINE]
    _table(pieces, "", _pairs(session))
    return "".join(pieces)


def _pairs(part: Part) -> list[tuple[str, Any]]:
    """Fields that say something, in the model's order, then the keys that this version does not know."""
    known = ((name, getattr(part, name), silence) for name, silence in _silences(type(part)))
    said = [(name, value) for name, value, silence in known if value is not silence and value != silence]
    return [*said, *(part.model_extra or {}).items()]


@cache
def _silences(model: type[Part]) -> tuple[tuple[str, Any], ...]:
    """Each field with the value that it has where a file does not mention it; a field that must be there has none.

    Only nothing is passed over in silence: a number or a word is written even where it is the usual one.
    """
    rows = []
    for name, field in model.model_fields.items():
        usual = _NEVER if field.is_required() else field.get_default(call_default_factory=True)
        is_nothing = usual is None or usual is False or usual in ("", (), {}) or isinstance(usual, Part)
        rows.append((name, usual if is_nothing or name in model.QUIET_AT_ZERO else _NEVER))
    return tuple(rows)


def _part(part: Part, heading: str) -> str:
    text = _remembered.get(part, heading)
    if text is None:
        pieces: list[str] = []
        _table(pieces, heading, _pairs(part))
        text = "".join(pieces)
        _remembered.put(part, heading, text)
    return text


def _table(pieces: list[str], heading: str, pairs: Iterable[tuple[str, Any]]) -> None:
    """A table's own values first, since TOML has them belong to the last heading; then what is beneath."""
    beneath: list[tuple[str, Any]] = []
    for key, value in pairs:
        if isinstance(value, Part | dict) or _is_tables(value):
            beneath.append((key, value))
        else:
            pieces.append(f"{_key(key)} = {literal(value)}\n")
    for key, value in beneath:
        name = f"{heading}.{_key(key)}" if heading else _key(key)
        if isinstance(value, Part):
            pieces.append(f"\n[{name}]\n{_part(value, name)}")
        elif isinstance(value, dict):
            pieces.append(f"\n[{name}]\n")
            _table(pieces, name, value.items())
        else:
            for entry in value:
                if isinstance(entry, Part):
                    pieces.append(f"\n[[{name}]]\n{_part(entry, name)}")
                else:
                    pieces.append(f"\n[[{name}]]\n")
                    _table(pieces, name, entry.items())


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0 and all(isinstance(entry, Part | dict) for entry in value)


def _key(key: str) -> str:
    if key.isascii() and key.replace("_", "").replace("-", "").isalnum():
        return key
    return tomli_w.dumps({key: 0})[:-5]


def literal(value: Any) -> str:
    """One value as it stands after ``=``, on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {literal(entry)}" for key, entry in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(entry) for entry in value)}]"
    if type(value) is int:
        return str(value)
    return tomli_w.dumps({"v": value})[4:-1]
