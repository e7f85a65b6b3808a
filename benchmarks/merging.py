"""300 trials of separate edits on two branches: how often git's text merge conflicts, and how often ours by id.

Each trial takes one of the worked examples and gives each branch one to four edits, as a facilitator makes them on two
laptops: a kind of edit by chance (a level, dots, a round, a note, an action, a step, a fact), then a place for it. No
two edits of a trial are of the same cell, so nobody would have to be asked. The peer is ``git merge-file`` on the same
three files.

An edit is lost if its mark is not in the result: the value it set, the note it wrote. Whatever is lost or asked by id
makes the exit status 1.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from measuring import EXAMPLES, scratch

from workshop_tui.changes import actions, notes, plan, ratings
from workshop_tui.changes.merge import merged
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Round, Session
from workshop_tui.store.problem import FileProblem
from workshop_tui.store.session_file import load, text_of

TRIALS = 300
MOST_EDITS = 4  # on one branch
SEED = 1
DAY = dt.date(2026, 12, 1)


@dataclass(frozen=True)
class Edit:
    """What somebody does, and whether a session shows that it was done."""

    make: Callable[[Session], Session]
    is_in: Callable[[Session], bool]


def possible(session: Session) -> list[list[Edit]]:
    """Edits of this session by their kind, each of other cells than the others."""
    facts = [
        Edit(lambda s: plan.facts(s, people=s.people + 1), lambda s: s.people == session.people + 1),
        Edit(lambda s: plan.facts(s, service="Another"), lambda s: s.service == "Another"),
    ]
    kinds = [
        facts,
        *zip(*(of_item(one.key, (one.agreed or 3) % 5 + 1, one.dots + 1) for one in session.ratings), strict=True),
        *zip(*(of_action(one.id) for one in session.actions), strict=True),
        *zip(*(of_step(one.id, one.minutes + 5, f"new-{one.id}") for one in session.agenda.steps), strict=True),
        [of_note(one.id, f"{one.text} And more") for one in session.notes],
        [new_note(session, number) for number in range(2 * MOST_EDITS)],
        [new_action(number) for number in range(2 * MOST_EDITS)],
    ]
    return [list(kind) for kind in kinds if kind]


def drawn(kinds: list[list[Edit]], number: int, chance: random.Random) -> list[Edit]:
    """So many edits, none twice: first the kind, then the place."""
    edits = []
    for _ in range(number):
        kind = chance.choice([kind for kind in kinds if kind])
        edits.append(kind.pop(chance.randrange(len(kind))))
    return edits


def of_item(key: object, level: int, dots: int) -> list[Edit]:
    """A level, dots and a round for one item."""
    taken = Round(counts=(0, 1, 2, 3, 4), people=10)
    return [
        Edit(lambda s: ratings.agree(s, key, level), lambda s: s.rating(key).agreed == level),
        Edit(lambda s: ratings.give_dots(s, key, dots), lambda s: s.rating(key).dots == dots),
        Edit(lambda s: ratings.close_round(s, key, taken), lambda s: taken in s.rating(key).rounds),
    ]


def of_note(name: str, text: str) -> Edit:
    """Other words for one note."""
    return Edit(
        lambda s: notes.edit(s, name, next(note.head for note in s.notes if note.id == name), text),
        lambda s: text in [note.text for note in s.notes if note.id == name],
    )


def of_action(name: str) -> list[Edit]:
    """Owner, date and course of one action."""
    return [
        Edit(lambda s: actions.edit(s, name, owner="New post"), lambda s: s.action(name).owner == "New post"),
        Edit(lambda s: actions.edit(s, name, due=DAY), lambda s: s.action(name).due == DAY),
        Edit(
            lambda s: actions.follow_up(s, name, "stuck", DAY, note="Asked"),
            lambda s: s.action(name).status == "stuck" and s.action(name).history[-1].note == "Asked",
        ),
    ]


def of_step(name: str, minutes: int, new: str) -> list[Edit]:
    """Another length of one step, and a new step behind it."""
    step = Step(id=new, kind="talk", title="Talk", minutes=5)
    return [
        Edit(lambda s: plan.set_minutes(s, name, minutes), lambda s: s.agenda.step(name).minutes == minutes),
        Edit(lambda s: plan.add_step(s, step, name), lambda s: s.agenda.step(new) == step),
    ]


def new_note(session: Session, number: int) -> Edit:
    """A note on one of the items."""
    key, name = session.ratings[number % len(session.ratings)].key, f"new-note-{number}"
    return Edit(
        lambda s: notes.add(s, name, key, "works", f"Something new, the {number}th"),
        lambda s: name in [note.id for note in s.notes],
    )


def new_action(number: int) -> Edit:
    """An action that was caught."""
    new = Action(id=f"new-action-{number}", what=f"Meet, the {number}th time")
    return Edit(lambda s: actions.add(s, new, DAY), lambda s: s.action(new.id) is not None)


def after(session: Session, edits: Sequence[Edit]) -> Session:
    """The session with these edits."""
    return reduce(lambda now, edit: edit.make(now), edits, session)


def by_text(place: Path, base: Session, ours: Session, theirs: Session) -> Path | None:
    """The file that ``git merge-file`` makes of the three; None if it conflicts."""
    files = [place / name for name in ("ours.toml", "base.toml", "theirs.toml")]
    for path, session in zip(files, (ours, base, theirs), strict=True):
        path.write_text(text_of(session), encoding="utf-8")
    found = subprocess.run(["git", "merge-file", "--quiet", *map(str, files)], check=False, cwd=place)
    return None if found.returncode else files[0]


def has_all(path: Path, edits: Sequence[Edit]) -> bool:
    """Whether a file can be read, and shows all edits."""
    try:
        session = load(path).session
    except FileProblem:
        return False
    return all(edit.is_in(session) for edit in edits)


def trial(place: Path, base: Session, chance: random.Random) -> tuple[bool, bool, bool, bool]:
    """Whether the text conflicts, whether it loses or breaks something, and the same two of the merge by id."""
    counts = [chance.randint(1, MOST_EDITS) for _ in range(2)]
    edits = drawn(possible(base), sum(counts), chance)
    ours, theirs = after(base, edits[: counts[0]]), after(base, edits[counts[0] :])
    if any(edit.is_in(base) for edit in edits) or not all(edit.is_in(after(base, edits)) for edit in edits):
        raise SystemExit("an edit shows nothing, so nothing was measured")
    path = by_text(place, base, ours, theirs)
    both = merged(base, ours, theirs)
    text_of(both.session)
    lost = not all(edit.is_in(both.session) for edit in edits)
    return path is None, path is not None and not has_all(path, edits), bool(both.conflicts), lost


def main() -> int:
    """Print what was counted; 1 if the merge by id asked or lost anything."""
    chance = random.Random(SEED)
    bases = [load(path).session for path in sorted(EXAMPLES.glob("*.toml"))]
    with scratch() as place:
        found = [trial(place, chance.choice(bases), chance) for _ in range(TRIALS)]
    texts, broken, asked, lost = (sum(column) for column in zip(*found, strict=True))
    print(f"{TRIALS} trials | conflicts | merged, but an edit was lost or the file broken")
    print(f"git merge-file | {texts} | {broken}")
    print(f"merge by id | {asked} | {lost}")
    return 1 if asked or lost else 0


if __name__ == "__main__":
    sys.exit(main())
