"""Lists and tables of two copies laid side by side: what each entry is known by, and in which order all of them stand.

An entry is known by its id or, as a rating, by its item; one without an id, such as a round, by all that it says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from workshop_tui.model.part import Part
from workshop_tui.model.session import Rating


class Said(NamedTuple):
    """The name of an entry that has none of its own: all that it says."""

    words: str
    which: int
    """1 for the first entry that says so, 2 for the next, so that none is dropped."""


def said(value: Any) -> str:
    """All that a value says, as text: the order of keys in a table says nothing, the kind of a number does."""
    if isinstance(value, Part):
        return said({name: getattr(value, name) for name in type(value).model_fields} | (value.model_extra or {}))
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key!r}: {said(value[key])}' for key in sorted(value))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(said, value))}]"
    return repr(value)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same. 1, 1.0 and true do not; two NaN do."""
    return one is other or said(one) == said(other)


def name_of(entry: Any) -> Hashable:
    """The item or the id of an entry of a list; None where it has neither."""
    if isinstance(entry, Rating):
        return entry.key
    name = entry.get("id") if isinstance(entry, Mapping) else getattr(entry, "id", None)
    return name if isinstance(name, str) else None


def named(*sides: Sequence[Any]) -> list[dict[Hashable, Any]]:
    """The entries of each side by their names.

    An id that stands twice on any side names nothing: entries of that id are known by what they say, everywhere.
    """
    twice = {name for side in sides for name, number in Counter(map(name_of, side)).items() if number > 1}
    return [dict(zip(_names(side, twice), side, strict=True)) for side in sides]


def _names(side: Sequence[Any], twice: Collection[Hashable]) -> list[Hashable]:
    seen: Counter[str] = Counter()
    names = []
    for entry in side:
        name = name_of(entry)
        if name is None or name in twice:
            words = said(entry)
            seen[words] += 1
            name = Said(words, seen[words])
        names.append(name)
    return names


def order(base: Collection[Hashable], ours: Collection[Hashable], theirs: Collection[Hashable]) -> list[Hashable]:
    """Every name once: the old ones as they stood, but for those that a side moved; the new ones behind their own.

    What both moved to different places stands in the first of the two. So the order is the same whichever side is
    ours, unless there was none before.

    Args:
        base: The names as they stood before; without any, what both sides have stands as ours has it.
        ours: The names as we have them.
        theirs: The names as they have them.
    """
    old = list(base) or [name for name in theirs if name in set(ours)]
    moved_here, moved_there = _moved(old, ours), _moved(old, theirs)
    still = [name for name in old if name not in moved_here and name not in moved_there]
    sides = (_behind(still, ours, moved_there - moved_here), _behind(still, theirs, moved_here - moved_there))
    placed: dict[Hashable, None] = {}
    for anchor in (None, *still):
        if anchor is not None:
            placed[anchor] = None
        for run in sorted((side.get(anchor, []) for side in sides), key=repr):
            placed |= dict.fromkeys(run)
    return list(placed)


def _moved(old: Sequence[Hashable], side: Collection[Hashable]) -> set[Hashable]:
    """The fewest names that must have been moved for the others to stand in their old order."""
    place = {name: number for number, name in enumerate(old)}
    ends: list[Hashable] = []  # of the best run of each length, the name that it ends with
    before: dict[Hashable, Hashable] = {}
    for name in (one for one in side if one in place):
        at = bisect_left(ends, place[name], key=place.__getitem__)
        before[name] = ends[at - 1] if at else None
        ends[at : at + 1] = [name]
    moved = set(before)
    stays = ends[-1] if ends else None
    while stays is not None:
        moved.remove(stays)
        stays = before[stays]
    return moved


def _behind(
    still: Collection[Hashable], side: Collection[Hashable], elsewhere: Collection[Hashable]
) -> dict[Hashable, list[Hashable]]:
    """What one side added or moved, behind the name that it follows; None is the beginning."""
    fixed = set(still)
    runs: dict[Hashable, list[Hashable]] = {}
    anchor: Hashable = None
    for name in side:
        if name in fixed:
            anchor = name
        elif name not in elsewhere:
            runs.setdefault(anchor, []).append(name)
    return runs
