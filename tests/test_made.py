"""The sessions that the tests are made with say something in every place there is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from made import a_full_session
from strategies import sessions

from workshop_tui.model.part import Part
from workshop_tui.model.session import Session


def parts_in(found: Any) -> list[Part]:
    """A part and all the parts beneath it."""
    if isinstance(found, Part):
        return [found, *(part for name in type(found).model_fields for part in parts_in(getattr(found, name)))]
    return [part for one in found for part in parts_in(one)] if isinstance(found, list | tuple) else []


def said(session: Session) -> set[str]:
    """The fields that hold something else than what they hold where nothing is said."""
    return {
        f"{type(part).__name__}.{name}"
        for part in parts_in(session)
        for name, field in type(part).model_fields.items()
        if field.is_required() or getattr(part, name) != field.get_default(call_default_factory=True)
    }


def fields_of(session: Session) -> set[str]:
    """All fields of the parts that the session is made of."""
    kinds = {type(part) for part in parts_in(session)}
    return {f"{kind.__name__}.{name}" for kind in kinds for name in kind.model_fields}


def test_the_full_session_says_something_in_every_field() -> None:
    full = a_full_session()
    assert fields_of(full) - said(full) == {"Session.format"}


def test_the_sessions_that_are_made_up_say_something_in_every_field() -> None:
    found: set[str] = set()

    @settings(max_examples=200, database=None)
    @given(sessions)
    def look(session: Session) -> None:
        found.update(said(session))

    look()
    assert fields_of(a_full_session()) - found == set()
