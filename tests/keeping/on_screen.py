"""The real program on a terminal, killed as soon as it has shown what a key did, and started again."""

from __future__ import annotations

import random
import time
from pathlib import Path

from strategies import a_framework
from tui import kept
from tui.terminal import Terminal, terminal

PEOPLE, ITEMS = 6, 12
RIGHT, ESC = "\x1b[C", "\x1b"


def a_folder(parent: Path) -> Path:
    """A sessions folder with one session that has begun, on its first item."""
    folder = kept.a_folder(parent)
    session = kept.small(a_framework("trust", items=ITEMS), people=PEOPLE).model_copy(update={"state": "open"})
    place = session.place.model_copy(update={"step": "rate-trust", "framework": "trust", "item": "a"})
    kept.write(folder, session.model_copy(update={"place": place}))
    return folder


class Story:
    """What the screen has shown as taken so far, over all lives of the program."""

    def __init__(self, folder: Path, lot: random.Random) -> None:
        self.folder, self._lot = folder, lot
        self.item = 1
        self.cards = self.level = 0
        self.is_revealed = False
        self.notes: list[str] = []
        self.shown = 0
        """How many changes."""

    def live(self, steps: int) -> None:
        """Start the program, see that all is there, make some changes, be killed."""
        with terminal("open", "one.toml", folder=self.folder) as at:
            at.wait_for(f"{self.item} of {ITEMS}")
            self.look(at)
            for _ in range(steps):
                self.change(at)
            time.sleep(self._lot.choice((0.0, 0.0, 0.05, 1.6)) * self._lot.random())
            at.program.kill()
            at.program.wait()

    def look(self, at: Terminal) -> None:
        """All that was shown before is shown again."""
        at.wait_for(f"{PEOPLE} rated" if self.is_revealed else f"{self.cards} of {PEOPLE}")
        if self.level:
            at.wait_for(f"agreed level {self.level}")
        at.press("n", then="Notes:")
        for note in self.notes:
            at.wait_for(note)
        self._back(at)

    def change(self, at: Terminal) -> None:
        """Do what comes next, or write a note, and wait until it shows."""
        self.shown += 1
        if self._lot.random() < 0.3:
            self._note(at)
        elif self.cards < PEOPLE:
            self.cards += 1
            at.press(str(self._lot.randint(1, 5)), then=f"{self.cards} of {PEOPLE}")
        elif not self.is_revealed:
            self.is_revealed = True
            at.press("r", then=f"{PEOPLE} rated")
        elif not self.level:
            self.level = self._lot.randint(1, 5)
            at.press("g", then="Agreed level:")
            at.press(str(self.level), then=f"agreed level {self.level}")
        elif self.item < ITEMS:
            self.item, self.cards, self.level, self.is_revealed, self.notes = self.item + 1, 0, 0, False, []
            at.press(RIGHT, then=f"{self.item} of {ITEMS}")
        else:
            self._note(at)

    def _note(self, at: Terminal) -> None:
        self.notes = [*self.notes[-8:], f"said{self.shown}"]  # more do not fit on one screen
        at.press("n", then="Notes:")
        at.press("1", then="keep it")
        at.press(self.notes[-1], then=self.notes[-1])
        at.press("\r", then="Kept.")
        self._back(at)

    def _back(self, at: Terminal) -> None:
        at.press(ESC, then=f"{self.item} of {ITEMS}")
