"""Notes: what was said, under four heads."""

from __future__ import annotations

from workshop_tui.changes.swap import altered, swap
from workshop_tui.model.session import Head, ItemKey, Note, Session


def add(session: Session, note_id: str, key: ItemKey | None, head: Head, text: str) -> Session:
    """Write down what was said on an item, or on the day as a whole."""
    framework, item = key or ("", "")
    note = Note(id=note_id, framework=framework, item=item, head=head, text=text)
    return altered(session, notes=(*session.notes, note))


def edit(session: Session, note_id: str, head: Head, text: str) -> Session:
    """Change the words or the head of a note."""
    return altered(session, notes=swap(session.notes, lambda note: note.id == note_id, head=head, text=text))


def remove(session: Session, note_id: str) -> Session:
    """Take a note away."""
    return altered(session, notes=tuple(note for note in session.notes if note.id != note_id))
