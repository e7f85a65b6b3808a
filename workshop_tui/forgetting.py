"""Forget a session: remove all that this computer keeps of it beside the file itself."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from workshop_tui.analysis.differences import differences
from workshop_tui.model.ballot import OpenRound
from workshop_tui.model.session import ItemKey
from workshop_tui.not_taken import why
from workshop_tui.open_rounds import OpenRounds
from workshop_tui.recovery import after, unsettled
from workshop_tui.store import drawer as drawers
from workshop_tui.store import in_use, locks, safe_save, session_file
from workshop_tui.store.drawer import Drawer
from workshop_tui.store.journal import Journal, Record
from workshop_tui.store.open_votes import OpenVotes
from workshop_tui.store.problem import FileProblem, problem
from workshop_tui.store.session_file import Kept
from workshop_tui.store.versions import Versions
from workshop_tui.words import counted, cut, listed

_NAMED = 3  # changes that would be lost are told, before the rest is counted
_UNREADABLE = "changes that cannot be read"


def forget(state: Path, path: Path, now: datetime, *, even_unsaved: bool = False) -> str:
    """Remove journal, totals of open rounds and versions of a session, and say what was removed.

    Args:
        state: The folder for this computer's own files.
        path: The session's file, which stays as it is, or has gone already.
        now: Local time.
        even_unsaved: Remove also what is nowhere else.

    Raises:
        FileProblem: The session is open, or something is nowhere else, or there is neither such a file nor anything
            kept of it, or something could not be removed.
    """
    kept, own = None, None
    with contextlib.suppress(FileProblem):
        kept = session_file.load(path)
        drawer = Drawer(state, path, kept.session.id)
        drawer.follow()
        own = drawer.folder
    found = [Drawer.found(folder) for folder in drawers.drawers_of(state, path)]
    if not found and not os.path.lexists(path):
        raise problem(path, "there is no such file, and this computer keeps nothing of it")
    presence = locks.Presence(path)
    other = presence.arrive(now)
    try:
        if other is not None and platform.node().startswith(other.host):
            raise problem(path, f"this session is {other.words(now)}; leave it there first")
        if any(in_use.is_held(journal) for drawer in found for journal in drawer.journals()):
            raise problem(path, "this session is open in another window; leave it there first")
        lost = [said for drawer in found for said in _nowhere_else(drawer, kept if drawer.folder == own else None)]
        if lost and not even_unsaved:
            raise problem(path, _refusal(lost, is_usable=kept is not None))
        told = _told(found)
        with contextlib.suppress(OSError), locks.saving(path):
            safe_save.sweep(path)  # half a save that a crash left beside the file
        drawers.forget(state, path)
    except OSError as error:
        raise problem(path, f"not all could be removed: {why(error)}") from None
    finally:
        presence.leave()
    return f"Removed from this computer: {listed(told)}" if told else "This computer keeps nothing of this session"


def _refusal(lost: Sequence[str], *, is_usable: bool) -> str:
    more = [f"and {len(lost) - _NAMED} more"] if len(lost) > _NAMED else []
    way = "Open it and leave it once, with open rounds revealed or thrown away"
    if not is_usable:
        way = "Bring the file back first"
    return f"only this computer has: {'; '.join([*lost[:_NAMED], *more])}. {way}, or lose all that with --even-unsaved"


def _told(found: Sequence[Drawer]) -> list[str]:
    versions = sum(len(Versions(drawer.versions).all()) for drawer in found)
    journals = sum(len([*drawer.folder.glob("*.log")]) for drawer in found)
    totals = sum(drawer.totals.exists() for drawer in found)
    told = [counted(versions, "version")] if versions else []
    told += [counted(journals, "journal")] if journals else []
    return told + (["the totals of open rounds"] if totals else [])


# What is nowhere else


def _nowhere_else(drawer: Drawer, kept: Kept | None) -> Iterator[str]:
    """What the file does not hold, a few words for each."""
    for path in drawer.journals():
        journal: Journal | None = None
        try:
            opened = Journal.go_on(path)
            if opened is None:
                continue
            journal, record = opened
            if record.is_altered:
                yield _UNREADABLE
            yield from _changes(record, kept)
        except (OSError, FileProblem, ValueError, LookupError, TypeError, AttributeError):
            yield _UNREADABLE
        finally:
            if journal is not None:
                journal.close()
    if any(drawer.folder.glob("unreadable-*")):
        yield _UNREADABLE
    for key, one in _answers(drawer, kept).items():
        rating = kept.session.rating(key) if kept else None
        title = cut((rating and rating.title) or key.item, 40)
        yield f'{counted(one.answers, "answer")} to "{title}", not revealed'


def _changes(record: Record, kept: Kept | None) -> list[str]:
    """What a journal's changes did that the file does not hold; all of them where there is no file."""
    held = record.held.get(kept.digest, record.confirmed) if kept else 0
    said = [cut(one, 90) for one in differences(after(record, held), after(record, len(record.changes)))]
    if waiting := unsettled(record.changes):
        said.append(counted(len(waiting), "choice between two laptops", "choices between two laptops"))
    return said


def _answers(drawer: Drawer, kept: Kept | None) -> dict[ItemKey, OpenRound]:
    """Totals of open rounds; without those that a crash left behind after their round was closed."""
    if kept is None:
        return OpenVotes(drawer).load()
    rounds = OpenRounds(drawer, kept.session)
    found = {rating.key: rounds.get(rating.key) for rating in kept.session.ratings}
    return {key: one for key, one in found.items() if one is not None}
