"""What one change did, as a few small steps on plain tables: a journal keeps them, and replays them quickly.

A step sets one value, or puts entries of a list in the place of others. Places are named by keys and positions,
so a patch fits only the very session that it was made for; the journal sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workshop_tui.model.part import Part

Where = tuple[str | int, ...]
Step = tuple[Where, Any] | tuple[Where, int, int, list[Any]]
"""``(where, value)`` sets a value, None takes the key away; ``(where, start, gone, new)`` changes a list."""


def difference(before: Part, after: Part) -> list[Step]:
    """The steps that lead from one state of a part to another of the same kind; none if they are equal."""
    return list(_of_parts(before, after, ()))


def patched(table: dict[str, Any], steps: Sequence[Step]) -> None:
    """Take these steps in a table, such as a session's file is read into.

    Args:
        table: What the model of ``before`` was made of, as its file is read; it is changed.
        steps: What :func:`difference` returned, also after a journey through JSON.

    Raises:
        KeyError, IndexError, TypeError: The steps were made for another table.
    """
    for where, *rest in steps:
        _take(table, where, rest)


def plain(value: Any) -> Any:
    """A value of the model as tables, lists and scalars."""
    if isinstance(value, Part):
        return value.model_dump()
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return value


def _of_parts(before: Part, after: Part, where: Where) -> Iterator[Step]:
    if before is after:
        return
    for name in type(after).model_fields:
        yield from _of_values(getattr(before, name), getattr(after, name), (*where, name))
    old, new = before.model_extra or {}, after.model_extra or {}
    if old is not new:
        for name in {**old, **new}:
            if name not in new:
                yield (*where, name), None
            elif name not in old or not (old[name] is new[name] or old[name] == new[name]):
                yield (*where, name), new[name]


def _of_values(before: Any, after: Any, where: Where) -> Iterator[Step]:
    if before is after or before == after:
        return
    if isinstance(before, Part) and type(before) is type(after):
        yield from _of_parts(before, after, where)
    elif _is_list_of_parts(before) and _is_list_of_parts(after):
        yield from _of_lists(before, after, where)
    else:
        yield where, plain(after)


def _is_list_of_parts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(entry, Part) for entry in value)


def _of_lists(before: tuple[Part, ...], after: tuple[Part, ...], where: Where) -> Iterator[Step]:
    """What lies between the equal beginning and the equal end: changed entry by entry, or as a whole."""
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    if len(before) == len(after):
        for place in range(start, len(after) - end):
            yield from _of_values(before[place], after[place], (*where, place))
    else:
        yield where, start, len(before) - end - start, plain(after[start : len(after) - end])


def _take(table: Any, where: Sequence[str | int], rest: Sequence[Any]) -> None:
    *around, last = where
    for place, name in enumerate(around):
        if isinstance(table, dict):
            # A file leaves out what says nothing, such as an empty list or table.
            table = table.setdefault(name, [] if isinstance(where[place + 1], int) else {})
        else:
            table = table[name]
    if len(rest) == 3:
        start, gone, new = rest
        entries = table.setdefault(last, [])
        if start + gone > len(entries):
            raise IndexError("the list is shorter than it was")
        entries[start : start + gone] = new
    elif rest[0] is None and isinstance(table, dict):
        table.pop(last, None)
    else:
        table[last] = rest[0]
