"""Where an action came from, in words."""

from __future__ import annotations

from workshop_tui.model.action import Action
from workshop_tui.model.session import ItemKey, Session


def source_words(session: Session, action: Action) -> str:
    """The title of the item, or else of the step, in which an action was caught; empty where none is told."""
    source = action.source
    if source is None:
        return ""
    if source.item:
        rating = session.rating(ItemKey(source.framework, source.item))
        return (rating.title if rating else "") or source.title or source.item
    step = session.agenda.step(source.step)
    return source.title or (step.title if step else "") or source.step
