"""Bring two sets of changes to one session together, part by part and key by key, by id.

Undo is this with the roles turned round: what a change did is taken out of the session as it is now, and
all that came after it stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence, Set
from typing import Any, NamedTuple, TypeVar

from workshop_tui.changes.swap import altered
from workshop_tui.model.part import Part
from workshop_tui.model.session import Rating

One = TypeVar("One", bound=Part)


class _Name(NamedTuple):
    """What a part is known by among its neighbours: its item or id; else, as a round, all that it says."""

    said: Hashable
    which: int
    """1 for the first part of that name, 2 for the next, so that none is dropped."""
    is_id: bool


_BEGINNING = _Name("", 0, is_id=False)


def merge(base: One, ours: One, theirs: One) -> One:
    """``ours`` with the changes that lead from ``base`` to ``theirs``; on the same value, theirs counts."""
    if _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    fields = {
        name: _value(getattr(base, name), getattr(ours, name), getattr(theirs, name))
        for name in type(ours).model_fields
    }
    extras = _table(base.model_extra or {}, ours.model_extra or {}, theirs.model_extra or {})
    if _same(extras, ours.model_extra or {}):
        return altered(ours, **fields)
    return type(ours).model_validate(fields | extras)


def taken_back(before: One, after: One, now: One) -> One:
    """The part as it is ``now``, without what changed from ``before`` to ``after``."""
    return merge(after, now, before)


def _same(one: Any, other: Any) -> bool:
    """Equal, where a NaN in a key that nobody knows equals itself."""
    return one is other or bool(one == other)


def _value(base: Any, ours: Any, theirs: Any) -> Any:
    if _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    if isinstance(base, Part) and type(base) is type(ours) is type(theirs):
        return merge(base, ours, theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _table(base if isinstance(base, dict) else {}, ours, theirs)
    if all(_are_parts(value) for value in (base, ours, theirs)):
        return _parts(base, ours, theirs)
    return theirs


def _are_parts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, Part) for entry in value)


def _table(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(ours)
    for key in {**base, **theirs}:
        if key not in theirs:
            if key in ours and _same(ours[key], base[key]):
                del merged[key]
        elif key not in base or not _same(theirs[key], base[key]):
            merged[key] = _value(base.get(key), ours[key], theirs[key]) if key in ours else theirs[key]
    return merged


def _parts(base: tuple[Part, ...], ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> tuple[Part, ...]:
    old = _names(base)
    was = dict(zip(old, base, strict=True))
    our, their = (dict(zip(_names_beside(old, side), side, strict=True)) for side in (ours, theirs))
    merged: list[Part] = []
    for name in _order(old, list(our), list(their)):
        if name in our and name in their:
            merged.append(merge(was[name], our[name], their[name]) if name in was else their[name])
        elif name in our and not (name in was and _same(our[name], was[name])):
            merged.append(our[name])  # new here, or changed here while it went there: kept
        elif name in their and not (name in was and _same(their[name], was[name])):
            merged.append(their[name])
    return tuple(merged)


def _names(parts: tuple[Part, ...]) -> list[_Name]:
    seen: Counter[Hashable] = Counter()
    names = []
    for part in parts:
        name = part.key if isinstance(part, Rating) else getattr(part, "id", None)
        said = repr(part) if name is None else name
        seen[said] += 1
        names.append(_Name(said, seen[said], is_id=name is not None))
    return names


def _names_beside(old: Sequence[_Name], parts: tuple[Part, ...]) -> list[_Name]:
    """Names on one side; a part without an id in the place of one that is gone there is that one, changed."""
    names = _names(parts)
    here, there = set(names), set(old)
    for place, name in enumerate(names[: len(old)]):
        if not name.is_id and name not in there and old[place] not in here:
            names[place] = old[place]
    return names


def _order(base: Sequence[_Name], ours: Sequence[_Name], theirs: Sequence[_Name]) -> list[_Name]:
    """The old parts as the side has them that moved some (ours if both did), each followed by what is new there.

    Where both sides put something new behind the same part, the order is the same whichever side is ours.
    """
    old, kept = set(base), set(ours)
    moved = [name for name in ours if name in old] != [name for name in base if name in kept]
    spine = [name for name in (ours if moved else theirs) if name in old]
    placed = set(spine)
    for place, name in enumerate(base):
        if name not in placed:
            spine.insert(spine.index(base[place - 1]) + 1 if place else 0, name)
    behind_ours, behind_theirs = _news(old, ours), _news(old, theirs)
    order: dict[_Name, None] = {}
    for anchor in (_BEGINNING, *spine):
        order[anchor] = None
        for run in sorted((behind_ours.get(anchor, []), behind_theirs.get(anchor, [])), key=repr):
            order |= dict.fromkeys(run)
    return list(order)


def _news(old: Set[_Name], side: Sequence[_Name]) -> dict[_Name, list[_Name]]:
    """What is new on one side, behind the old part that it follows."""
    behind: dict[_Name, list[_Name]] = {}
    anchor = _BEGINNING
    for name in side:
        if name in old:
            anchor = name
        else:
            behind.setdefault(anchor, []).append(name)
    return behind
