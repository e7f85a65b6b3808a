"""Put a changed part in the place of the old one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from workshop_tui.model.part import Part

One = TypeVar("One", bound=Part)


def swap(parts: tuple[One, ...], is_meant: Callable[[One], bool], /, **fields: object) -> tuple[One, ...]:
    """The same parts, with ``fields`` changed in each that is meant; unchanged parts stay the same objects.

    Raises:
        KeyError: No part is meant.
    """
    if not any(is_meant(part) for part in parts):
        raise KeyError("there is no such part")
    return tuple(altered(part, **fields) if is_meant(part) else part for part in parts)


def altered(part: One, /, **fields: object) -> One:
    """A copy with these fields changed, validated; the same object if nothing changes.

    Raises:
        pydantic.ValidationError: A value does not fit.
    """
    if all(getattr(part, name) == value for name, value in fields.items()):
        return part
    values = {name: getattr(part, name) for name in type(part).model_fields} | fields
    return type(part).model_validate(values | (part.model_extra or {}))
