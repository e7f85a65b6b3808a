"""Parts of two states of a session matched: by item or id, else by position. What has no pair is new or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

from workshop_tui.model.part import Part
from workshop_tui.model.session import Rating

One = TypeVar("One", bound=Part)

COURSE = frozenset({"place", "times"})
"""Going through the day, and its clock, are no news."""


def each(
    before: Sequence[One],
    after: Sequence[One],
    *,
    new: Callable[[One], list[str]],
    gone: Callable[[One], str],
    both: Callable[[One, One], list[str]],
) -> list[str]:
    """What to say of each part of a list: those that are there now, in their order, then those that are gone."""
    was, now = named(before), named(after)
    said: list[str] = []
    for name, part in now.items():
        said += both(was[name], part) if name in was else new(part)
    return said + [gone(part) for name, part in was.items() if name not in now]


def named(parts: Sequence[One]) -> dict[Hashable, One]:
    """Parts by item, id, or else position; of those with the same id each has its number too."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, One] = {}
    for place, part in enumerate(parts):
        name: Hashable = part.key if isinstance(part, Rating) else place
        if "id" in type(part).model_fields:  # a key of that name that nobody knows is no id
            name = getattr(part, "id", place)
        seen[name] += 1
        found[name, seen[name]] = part
    return found


def in_another_order(before: Sequence[Part], after: Sequence[Part]) -> bool:
    """Whether the parts of both states lie in another order now."""
    was, now = named(before), named(after)
    return [name for name in was if name in now] != [name for name in now if name in was]


def known(value: Any) -> Any:
    """A value without the keys that this version does not know, to compare it."""
    if isinstance(value, Part):
        return {name: known(getattr(value, name)) for name in type(value).model_fields}
    return [known(one) for one in value] if isinstance(value, tuple) else value


def unknown_keys_differ(was: object, now: object) -> bool:
    """Whether parts that are in both states differ in keys that this version does not know."""
    if was is now:
        return False
    if isinstance(was, tuple) and isinstance(now, tuple):
        old, new = (named([one for one in parts if isinstance(one, Part)]) for parts in (was, now))
        return any(unknown_keys_differ(old[name], new[name]) for name in old if name in new)
    if not (isinstance(was, Part) and isinstance(now, Part)):
        return False
    names = [name for name in type(now).model_fields if name not in COURSE]
    return not _same(was.model_extra, now.model_extra) or any(
        unknown_keys_differ(getattr(was, name, None), getattr(now, name)) for name in names
    )


def _same(one: object, other: object) -> bool:
    """Equal, where a NaN equals a NaN: read twice from one file, it is another object."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))
    return one == other or (one != one and other != other)
