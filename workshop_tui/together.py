"""Two people's copies of one session brought together in one file, for ``merge`` and for git.

On a screen a copy is brought into the session that is open: ``Workshop.bring_in``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from workshop_tui.analysis.plain_cells import cell, value
from workshop_tui.analysis.plain_days import day
from workshop_tui.changes.merge import Conflict, merged
from workshop_tui.model.session import Session
from workshop_tui.not_taken import why
from workshop_tui.store import locks, safe_save, session_file, toml_in
from workshop_tui.store.comments import Comment, comments, not_in_notes
from workshop_tui.store.problem import problem
from workshop_tui.store.session_file import Kept
from workshop_tui.words import counted, cut, listed, visible

_MADE_BY_GIT = ".merge_file_"


@dataclass(frozen=True)
class Together:
    """Two copies, and the session that has the changes of both. Nothing is written yet."""

    ours: Kept
    theirs: Kept
    session: Session
    conflicts: tuple[Conflict, ...]
    comments: tuple[Sequence[Comment], Sequence[Comment]] = ((), ())
    """What a person wrote behind # into ours, and into theirs."""

    @property
    def text(self) -> str:
        """The session as TOML.

        Raises:
            ValueError: It would not read back the same.
        """
        return session_file.text_of(self.session)

    @property
    def told(self) -> tuple[str, ...]:
        """The conflicts in words, one line each."""
        return tuple(self._told(conflict) for conflict in self.conflicts)

    def not_carried(self, out: Path | None) -> str:
        """A sentence on comments that the merged file does not have, and no note either; empty if there are none.

        Args:
            out: The file that it is written to, if it is. A copy that need not be written anew keeps its own there.
        """
        here, there = (not_in_notes(one, self.session) for one in self.comments)
        copy = self.copy_at(out) if out else None
        stay = {one.text for one in (here if copy is self.ours else there)} if copy and self.is_in(copy) else set()
        lost = [{one.text for one in said} - stay for said in (here, there)]
        if not any(lost):
            return ""
        names = [cut(name, 150) for name, texts in zip(_called(self.ours, self.theirs), lost, strict=True) if texts]
        number = len(set.union(*lost))
        is_not = "is not" if number == 1 else "are not"
        told = f"{counted(number, 'comment')} {is_not} in the merged file; what is worth keeping belongs into notes"
        return visible(f"{listed(names)}: {told}")

    def copy_at(self, path: Path) -> Kept | None:
        """The copy that this file is, if it is one of the two."""
        return next((kept for kept in (self.ours, self.theirs) if _is_one_file(path, kept.path)), None)

    def is_in(self, copy: Kept) -> bool:
        """Whether a copy is the merged session already, so that its file stays as it lies, comments and all."""
        return copy.session is self.session

    def _told(self, conflict: Conflict) -> str:
        ours, theirs = _called(self.ours, self.theirs)
        here, there = (value(self.session, conflict.where, one) for one in (conflict.ours, conflict.theirs))
        said = f"{here} here, {there} in {theirs}; {here} stands"
        if here == there:  # they differ further on than one line can show
            said = f"{here} here, and otherwise in {theirs}; what is here stands"
        return visible(f"{ours}: {cell(self.session, conflict.where)}: {said}")


def bring(ours: Path, theirs: Path, base: Path | None = None) -> Together:
    """Read two copies of one session and merge them.

    Args:
        ours: The copy that stands where both changed the same.
        theirs: The other copy.
        base: The session that both copies come from; an empty file is taken for none.

    Raises:
        FileProblem: A file cannot be used, or they are not copies of one session.
    """
    here, said_here = _copy(ours)
    there, said_there = _copy(theirs)
    _must_be_one(there, here)
    before = _base(base) if base else None
    if before:
        _must_be_one(before, here)
    both = merged(before.session if before else None, here.session, there.session)
    return Together(here, there, both.session, both.conflicts, (said_here, said_there))


def write(found: Together, out: Path) -> None:
    """Write what was brought together to a new file, or in the place of one of the two copies.

    Raises:
        FileProblem: It is another file that is there already, or somebody changed the copy since it was read, or it
            cannot be written. No file was changed then.
    """
    copy = found.copy_at(out)
    if copy and found.is_in(copy):
        return
    taken = problem(out, "this file is there already; name another, or move it away first")
    if copy is None and os.path.lexists(out):  # looked at before it is read, since it may be anything
        raise taken
    try:
        with locks.saving(out) if copy else nullcontext():
            session_file.save(out, found.session, copy.digest if copy else None)
    except safe_save.ChangedElsewhere:
        if copy:
            raise problem(out, "this file was changed just now by somebody else; merge again") from None
        raise taken from None
    except (OSError, ValueError) as error:
        raise problem(out, f"cannot be written: {why(error)}") from None


def _copy(path: Path) -> tuple[Kept, Sequence[Comment]]:
    source = toml_in.read(path)
    return session_file.kept_of(source), comments(source.text)


def _base(path: Path) -> Kept | None:
    """The session before both changes. Git hands over an empty file where both sides added theirs."""
    raw = toml_in.read_bytes(path)
    return session_file.kept_of(toml_in.parse(path, raw)) if raw.strip() else None


def _must_be_one(other: Kept, ours: Kept) -> None:
    if other.session.id != ours.session.id:
        ids = f"their ids are {cut(other.session.id, 40)} and {cut(ours.session.id, 40)}"
        raise problem(
            other.path, f"this is not the same session as {ours.path} ({ids}); only copies of one can be merged"
        )


def _is_one_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _called(ours: Kept, theirs: Kept) -> tuple[str, str]:
    """The two files by name; those that git made for a moment by what a person can know them by."""
    if all(kept.path.name.startswith(_MADE_BY_GIT) for kept in (ours, theirs)):
        return f"{cut(ours.session.team, 40)}, {day(ours.session.date)}", "the other branch"
    return str(ours.path), str(theirs.path)
