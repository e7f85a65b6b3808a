"""Bring two sets of changes to one session together, part by part and key by key, by id.

Undo is this with the roles turned round: what a change did is taken out of the session as it is now, and
all that came after it stays.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from workshop_tui.changes.swap import altered
from workshop_tui.model.part import Part

One = TypeVar("One", bound=Part)


def merge(base: One, ours: One, theirs: One) -> One:
    """``ours`` with the changes that lead from ``base`` to ``theirs``; on the same value, theirs counts."""
    if theirs == base or theirs is base:
        return ours
    if ours == base:
        return theirs
    fields = {
        name: _value(getattr(base, name), getattr(ours, name), getattr(theirs, name))
        for name in type(ours).model_fields
    }
    extras = _table(base.model_extra or {}, ours.model_extra or {}, theirs.model_extra or {})
    merged = altered(ours, **fields)
    return merged if extras == (ours.model_extra or {}) else _with_extras(merged, extras)


def taken_back(before: One, after: One, now: One) -> One:
    """The part as it is ``now``, without what changed from ``before`` to ``after``."""
    return merge(after, now, before)


def _with_extras(part: One, extras: Mapping[str, Any]) -> One:
    values = {name: getattr(part, name) for name in type(part).model_fields}
    return type(part).model_validate(values | dict(extras))


def _value(base: Any, ours: Any, theirs: Any) -> Any:
    if theirs == base:
        return ours
    if ours == base:
        return theirs
    if isinstance(base, Part) and type(base) is type(ours) is type(theirs):
        return merge(base, ours, theirs)
    if isinstance(base, dict) and isinstance(ours, dict) and isinstance(theirs, dict):
        return _table(base, ours, theirs)
    if all(_are_parts(value) for value in (base, ours, theirs)):
        return _parts(base, ours, theirs)
    return theirs


def _are_parts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, Part) for entry in value)


def _table(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(ours)
    for key in {**base, **theirs}:
        if key in theirs and theirs.get(key) != base.get(key):
            merged[key] = _value(base.get(key), ours.get(key), theirs[key]) if key in ours else theirs[key]
        elif key in base and key not in theirs and ours.get(key) == base[key]:
            merged.pop(key, None)
    return merged


def _known_by(part: Part, place: int) -> Hashable:
    """What a part is known by among its neighbours: its id, its item, or else its place."""
    if hasattr(part, "framework") and hasattr(part, "rounds"):
        return part.key  # type: ignore[attr-defined, no-any-return]
    return getattr(part, "id", place)


def _parts(base: tuple[Part, ...], ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> tuple[Part, ...]:
    was, our, their = (
        {_known_by(part, place): part for place, part in enumerate(side)} for side in (base, ours, theirs)
    )
    merged: dict[Hashable, Part] = {}
    for key in _order(tuple(was), tuple(our), tuple(their)):
        if key in our and key in their:
            merged[key] = merge(was[key], our[key], their[key]) if key in was else their[key]
        elif key in our and (key not in was or our[key] != was[key]):
            merged[key] = our[key]  # new here, or changed here while it went there: kept
        elif key in their and (key not in was or their[key] != was[key]):
            merged[key] = their[key]
    return tuple(merged.values())


def _order(base: tuple[Hashable, ...], ours: tuple[Hashable, ...], theirs: tuple[Hashable, ...]) -> list[Hashable]:
    """Our order, or theirs where only they moved something; what one side lacks stays behind its neighbour."""
    lead, other = (theirs, ours) if [key for key in base if key in ours] == list(ours) else (ours, theirs)
    order = list(lead)
    for place, key in enumerate(other):
        if key not in order:
            before = next((other[i] for i in range(place - 1, -1, -1) if other[i] in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order
