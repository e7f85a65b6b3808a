"""Processes that work on one session and are killed: at any moment of writing, saving, opening and leaving.

Run as a program of its own (``main``), which has imported everything, so that a child is a mere fork. Each child says
through a pipe what it is about to do and what has been acknowledged; what the next one finds must be the last that
was acknowledged or, complete, what was under way. Another process reads the session's file all the time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from opened import C, Clock
from strategies import a_framework, a_session

from keeping.days import opened
from workshop_tui import saver
from workshop_tui.changes import notes, plan, ratings
from workshop_tui.changes.swap import altered
from workshop_tui.model.session import Place, Session
from workshop_tui.store import locks, safe_save, session_file, toml_in
from workshop_tui.store.problem import FileProblem
from workshop_tui.workshop import Workshop

_MANY = 40  # notes, after which the oldest go, so that the file stays small
_REVEALED = 6  # cards


class Seen(NamedTuple):
    """What was on the screen: the session, by its digest, and how many cards are in."""

    session: str
    cards: int


def seen(workshop: Workshop) -> Seen:
    cards = workshop.open_round(C)
    return Seen(known_by(workshop.session), cards.answers if cards else 0)


def known_by(session: Session) -> str:
    return hashlib.sha256(repr(altered(session, place=Place(), times={})).encode()).hexdigest()[:16]


@dataclass
class Ledger:
    """What was acknowledged, what was under way when a process died, and what is to be taken back."""

    last: Seen
    tried: Seen | None = None
    how: str = ""
    """What the attempt does with the stack: take, reveal, undo or leave; none for a card."""
    stack: list[tuple[str, Seen]] = field(default_factory=list)
    taken: int = 0

    def hear(self, line: str) -> str:
        """Take in what a child said; what is wrong with it, or nothing."""
        what, *rest = line.split()
        if what == "try":
            self.how, self.tried = rest[0], Seen(rest[1], int(rest[2]))
        elif what == "done" and self.tried is not None:
            self.taken += 1
            self._accept()
        elif what == "found":
            return self._find(Seen(rest[0], int(rest[1])), int(rest[2]))
        return ""

    def _accept(self) -> None:
        assert self.tried is not None
        if self.how in ("take", "reveal"):
            self.stack.append((self.how, self.last))
        elif self.how == "undo":
            self.stack.pop()
        elif self.how == "leave":
            self.stack.clear()
        self.last, self.tried, self.how = self.tried, None, ""

    def _find(self, found: Seen, undoable: int) -> str:
        if self.how == "leave" and undoable == 0:
            self.stack.clear()
        elif self.tried is not None and self.tried == found and self.how != "leave":
            self._accept()
        self.tried, self.how = None, ""
        if found != self.last:
            return f"found was {found} in place of {self.last}"
        if undoable != min(200, len(self.stack)):
            return f"{undoable} changes can be taken back in place of {len(self.stack)}"
        return ""


# The child


@dataclass
class Life:
    """One process with the session open."""

    workshop: Workshop
    ledger: Ledger
    tell: Callable[[str], None]
    lot: random.Random
    number: int
    saver: saver.Saver | None = None

    def attempt(self, how: str, expected: Seen, do: Callable[[], Any]) -> None:
        line = f"try {how} {expected.session} {expected.cards}"
        self.tell(line)
        self.ledger.hear(line)
        do()
        now = seen(self.workshop)
        if now != expected:
            self.tell(f"wrong {how} made {now} in place of {expected}")
        self.tell("done")
        self.ledger.hear("done")
        if self.saver is not None:
            self.saver.soon()

    def take(self, change: Callable[..., Session], *args: Any, **named: Any) -> None:
        now = self.workshop.session
        expected = Seen(known_by(change(now, *args, **named)), self.ledger.last.cards)
        if expected != self.ledger.last:
            self.attempt("take", expected, lambda: self.workshop.take("a change", change, *args, **named))

    def note(self) -> None:
        self.number += 1
        if len(self.workshop.session.notes) > _MANY:
            self.take(notes.remove, self.workshop.session.notes[0].id)
        else:
            said = "what was said " * self.lot.choice((1, 1, 5, 400))
            self.take(notes.add, f"n{os.getpid()}.{self.number}", C, "works", f"{said}{self.lot.random()}")

    def team(self) -> None:
        self.take(plan.facts, team=f"Team {self.lot.randrange(10**9)}")

    def agree(self) -> None:
        self.take(ratings.agree, self.lot.choice(self.workshop.session.ratings).key, self.lot.randint(1, 3))

    def card(self) -> None:
        last = self.ledger.last
        self.attempt("card", last._replace(cards=last.cards + 1), lambda: self.workshop.cast(C, self.lot.randint(1, 3)))

    def reveal(self) -> None:
        one = self.workshop.open_round(C)
        if one is not None and one.answers >= _REVEALED:
            now = self.workshop.session
            closed = ratings.close_round(now, C, one.closed(max(now.people, one.answers) if now.people else 0))
            self.attempt("reveal", Seen(known_by(closed), 0), lambda: self.workshop.close_round(C))

    def undo(self) -> None:
        if not self.ledger.stack:
            return
        how, before = self.ledger.stack[-1]
        if how == "take":
            before = before._replace(cards=self.ledger.last.cards)
        elif self.ledger.last.cards:
            return  # a new round has begun
        self.attempt("undo", before, self.workshop.undo)

    def save(self) -> None:
        self.workshop.save(milestone=self.lot.random() < 0.2)

    def go(self) -> None:
        self.workshop.go(self.lot.choice(self.workshop.session.agenda.steps).id, None)

    def leave(self) -> None:
        if self.saver is not None:
            self.saver.stop()
        self.attempt("leave", self.ledger.last, self.workshop.leave)


_OFTEN = {
    "note": 40, "team": 8, "agree": 10, "card": 12, "reveal": 6, "undo": 10, "save": 14, "go": 4, "leave": 2,
}  # fmt: skip


def live(file: Path, state: Path, ledger: Ledger, tell: Callable[[str], None], lot: random.Random) -> None:
    """Open the session, say what was found, and work on it."""
    workshop = opened(file, state, Clock())
    now = seen(workshop)
    tell(f"found {now.session} {now.cards} {workshop.undoable}")
    if said := ledger.hear(f"found {now.session} {now.cards} {workshop.undoable}"):
        tell(f"wrong {said}; {workshop.notice}")
        return
    life = Life(workshop, ledger, tell, lot, 0)
    if lot.random() < 0.5:
        life.saver = saver.Saver(workshop.save, lambda error: tell(f"wrong {error!r}"))
    while True:
        [what] = lot.choices(list(_OFTEN), list(_OFTEN.values()))
        getattr(life, what)()
        if what == "leave":
            return


def take_all_back(file: Path, state: Path, ledger: Ledger, tell: Callable[[str], None], lot: random.Random) -> None:
    """Open the session, undo all that can be undone, and leave it well."""
    locks._LEFT = -1.0
    workshop = opened(file, state, Clock())
    now = seen(workshop)
    tell(f"found {now.session} {now.cards} {workshop.undoable}")
    if said := ledger.hear(f"found {now.session} {now.cards} {workshop.undoable}"):
        tell(f"wrong {said}")
        return
    if now.cards:
        workshop.discard_rounds([C])
        ledger.last = now._replace(cards=0)
    life = Life(workshop, ledger, tell, lot, 0)
    while ledger.stack and ledger.last.cards == 0:
        life.undo()
    life.leave()
    if not workshop.is_saved:
        tell(f"wrong the file was not saved: {workshop.trouble}")


# The processes


def child(work: Callable[[], None], tells_to: int) -> int:
    """Fork a process that does this and ends."""
    number = os.fork()
    if number:
        return number
    try:
        work()
    except BaseException as error:
        os.write(tells_to, f"wrong {type(error).__name__}: {error}\n".replace("\n", " ").encode() + b"\n")
    finally:
        os._exit(0)


def lives(
    work: Callable[..., None],
    file: Path,
    state: Path,
    ledger: Ledger,
    lot: random.Random,
    seconds: float,
    *,
    after: int | None = None,
) -> tuple[str, bool]:
    """One life, which ends so many seconds after it began or after it has acknowledged so many changes.

    Returns what was wrong with it, and whether it was killed.
    """
    here, there = os.pipe()
    seed = lot.random()

    def tell(line: str) -> None:
        os.write(there, line.encode() + b"\n")

    number = child(lambda: work(file, state, ledger, tell, random.Random(seed)), there)
    os.close(there)
    raw, more = b"", b""
    while after is not None and raw.count(b"\ndone\n") < after and (more := os.read(here, 65536)):
        raw += more
    is_over = _ends_within(number, seconds)
    if not is_over:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
    with os.fdopen(here, "rb") as said:
        raw += said.read()
    wrong = ""
    for line in raw.decode().split("\n")[:-1]:  # the last one may have been cut off
        wrong = wrong or (line[6:] if line.startswith("wrong ") else ledger.hear(line))
    return wrong, not is_over


def _ends_within(number: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(number, os.WNOHANG)[0]:
            return True
        time.sleep(0.0005)
    return False


@contextlib.contextmanager
def reading(file: Path, found: dict[str, Any]) -> Iterator[None]:
    """Another process reads the file all the while; how often, and whether it was ever not whole."""
    here, there = os.pipe()
    stop, stops = os.pipe()

    def read() -> None:
        os.close(stops)
        reads, torn = 0, ""
        while not select.select([stop], [], [], 0.0005)[0]:
            try:
                session_file.session_of(toml_in.parse(file, file.read_bytes()))
            except (FileProblem, OSError) as error:
                torn = str(error)
            reads += 1
        os.write(there, json.dumps({"reads": reads, "torn": torn}).encode())

    number = child(read, there)
    os.close(there)
    os.close(stop)
    try:
        yield
    finally:
        os.close(stops)
        os.waitpid(number, 0)
        with os.fdopen(here, "rb") as said:
            found |= json.loads(said.read())


@dataclass
class Figures:
    """What came of one torture."""

    kills: int = 0
    in_opening: int = 0
    left: int = 0
    acknowledged: int = 0
    taken_back_at_the_end: int = 0
    reads: int = 0
    torn: str = ""
    wrong: str = ""
    lying_about: list[str] = field(default_factory=list)


def torture(root: Path, kills: int, seed: int) -> Figures:
    """Kill so many processes, and look after all of them whether anything was lost."""
    lot = random.Random(seed)
    file, state = root / "sessions" / "team.toml", root / "state"
    file.parent.mkdir()
    first = altered(a_session(a_framework("trust", items=3)), state="open")
    session_file.save(file, first, None)
    ledger, figures, read = Ledger(Seen(known_by(first), 0)), Figures(), {}
    saver.QUIET = 0.002
    with reading(file, read):
        while figures.kills < kills and not figures.wrong:
            before = ledger.taken
            after = lot.choice((None, 0, 1, 3, 8, 20))
            seconds = (0.02 if after is None else 0.004) * lot.random()
            figures.wrong, is_killed = lives(live, file, state, ledger, lot, seconds, after=after)
            figures.kills += is_killed
            figures.left += not is_killed
            figures.in_opening += is_killed and after is None and ledger.taken == before
    figures.acknowledged, figures.reads, figures.torn = ledger.taken, read["reads"], read["torn"]
    if not figures.wrong:
        held = len(ledger.stack)
        figures.wrong = lives(take_all_back, file, state, ledger, lot, 60.0)[0]
        figures.taken_back_at_the_end = held - len(ledger.stack)
        if known_by(session_file.load(file).session) != ledger.last.session:
            figures.wrong = figures.wrong or "the file does not have it all"
    figures.lying_about = sorted(one.name for one in file.parent.iterdir() if one != file)
    return figures


def main() -> NoReturn:
    """``python -c "from keeping.dying import main; main()" FOLDER KILLS SEED``: prints the figures as JSON."""
    folder, kills, seed = sys.argv[1:4]
    safe_save.sync_folder(Path(folder))
    sys.stdout.write(json.dumps(asdict(torture(Path(folder), int(kills), int(seed)))))
    sys.exit(0)
