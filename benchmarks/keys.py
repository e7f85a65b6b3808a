"""Key press to repaint while keying cards, against a screen of static text with one line that changes on a key.

Both run on a terminal of 200x50, as a person runs them: a key goes in as bytes, and the clock stops when the
end of the picture that shows what the key did has come out again. Two figures are taken of each key press:
time on the clock, and processor time of the program, which no other work on this computer disturbs. Textual
waits for the next sixtieth of a second before it paints, in both programs: the clock holds that, the processor
time does not, and so is the stricter of the two.

Keys come in the rhythm of a workshop: a second round is opened, twelve cards are keyed in and one of them is
taken back and keyed anew, the round is revealed, the next item. What is counted are the cards and the one taken
back; the first card of a round, after which other keys do something, is among them.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import sys
import time
from pathlib import Path

import tomli
import tomli_w
from measuring import HERE, Row, Terminal, environment, percentile, python, quartiles, scratch, tell

REACH = 2.0
COLUMNS, ROWS = 200, 50
ITEMS, PEOPLE = 40, 12
BLOCKS = 4  # of a round of all items each, on either side: 2,240 key presses
PAUSES = (0.02, 0.04)  # seconds between a picture and the next key: by chance, so as not to beat time with Textual
END = "\x1b[?2026l"  # the end of a picture
TAKE_BACK = "\u232b"  # in the line of keys, once there is a card to take back
BACKSPACE, RIGHT = "\x7f", "\x1b[C"
FRAMEWORKS = HERE.parent / "frameworks"


def write_session(folder: Path) -> Path:
    """A session with forty items, all rated, and the framework with the words of them."""
    (folder / "frameworks").mkdir(parents=True, exist_ok=True)
    known = [tomli.loads(path.read_text(encoding="utf-8")) for path in sorted(FRAMEWORKS.glob("*.toml"))]
    built_in = [one for one in known if one["format"] == "workshop-framework/1"]
    levels = built_in[0]["levels"]
    fitting = [item for one in built_in for item in one["items"] if len(item.get("levels", levels)) == len(levels)]
    items = [
        {**{key: value for key, value in item.items() if key != "theme"}, "id": f"{item['id']}-{number}"}
        for number, item in zip(range(ITEMS), itertools.cycle(fitting), strict=False)
    ]
    framework = {
        "format": "workshop-framework/1",
        "id": "forty",
        "title": "Forty items",
        "levels": levels,
        "items": items,
    }
    (folder / "frameworks" / "forty.toml").write_text(tomli_w.dumps(framework), encoding="utf-8")
    ids = [item["id"] for item in items]
    session = {
        "format": "workshop-session/1",
        "id": "forty1",
        "team": "A team of twelve",
        "date": dt.date(2026, 3, 2),
        "people": PEOPLE,
        "state": "open",
        "place": {"step": "rate", "framework": "forty", "item": ids[0]},
        "agenda": {
            "id": "full-day",
            "title": "Full day",
            "steps": [
                {"id": "welcome", "kind": "welcome", "title": "Welcome", "minutes": 15},
                {
                    "id": "rate",
                    "kind": "rate",
                    "title": "Forty items",
                    "minutes": 240,
                    "framework": "forty",
                    "items": ids,
                },
                {"id": "actions", "kind": "actions", "title": "Actions", "minutes": 45},
                {"id": "close", "kind": "close", "title": "Close", "minutes": 10},
            ],
        },
        "frameworks": [{"id": "forty", "title": "Forty items", "levels": levels}],
        "ratings": [
            {
                "framework": "forty",
                "item": item["id"],
                "title": item["title"],
                "rounds": [{"counts": [1, 2, 4, 3, 1], "cant_say": 1, "people": PEOPLE}],
            }
            for item in items
        ],
        "notes": [
            {
                "id": f"note{number}",
                "framework": "forty",
                "item": one,
                "head": "works",
                "text": "We tell each other early.",
            }
            for number, one in enumerate(ids)
        ],
    }
    path = folder / "forty.toml"
    path.write_text(tomli_w.dumps(session), encoding="utf-8")
    return path


def processor_time(pid: int) -> float:
    """Seconds that another process has been running, all its threads: the kernel's clock of that process."""
    return time.clock_gettime((~pid << 3) | 2)


class Keying:
    """A program that keys are pressed in, and what each of the counted ones took."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self._chance = terminal, random.Random(PEOPLE)
        self.waited: list[float] = []
        self.spent: list[float] = []

    def press(self, key: str, *shown: str, counts: bool = True) -> None:
        """Press a key, wait for the picture that shows all this, and note what it took."""
        time.sleep(self._chance.uniform(*PAUSES))
        self._terminal.read_rest(0.0)
        spent, began = processor_time(self._terminal.pid), time.perf_counter()
        self._terminal.press(key)
        self._terminal.read_until(*shown, then=END)
        if counts:
            self.waited.append(time.perf_counter() - began)
            self.spent.append(processor_time(self._terminal.pid) - spent)

    def rest(self) -> None:
        """Wait until all is painted."""
        self._terminal.read_rest(0.1)


def key_cards(place: Path, session: Path) -> Keying:
    """A further round of every item, in the program."""
    command = python(HERE / "peers" / "cards_without_disk.py", "open", session)
    terminal = Terminal(command, environment(place), place, COLUMNS, ROWS)
    terminal.read_until("vote again")
    keying = Keying(terminal)
    keying.rest()
    for number in range(1, ITEMS + 1):
        keying.press("v", f"0 of {PEOPLE} cards", counts=False)
        keying.rest()
        for card in range(1, PEOPLE + 1):
            keying.press(str(card % 6), f"{card} of {PEOPLE} cards", *([TAKE_BACK] if card == 1 else []))
            if card == PEOPLE // 2:
                keying.press(BACKSPACE, f"{card - 1} of {PEOPLE} cards", "One card was taken back")
                keying.press(str(card % 6), f"{card} of {PEOPLE} cards")
        keying.press("r", "vote again", counts=False)
        keying.rest()
        if number < ITEMS:
            keying.press(RIGHT, f"{number + 1} of {ITEMS}", counts=False)
            keying.rest()
    terminal.end()
    return keying


def key_static(place: Path) -> Keying:
    """As many keys on the screen of static text."""
    command = python(HERE / "peers" / "static_screen.py", str(COLUMNS), str(ROWS))
    terminal = Terminal(command, environment(place), place, COLUMNS, ROWS)
    terminal.read_until("no key yet")
    keying = Keying(terminal)
    keying.rest()
    for number in range(1, ITEMS * (PEOPLE + 2) + 1):
        keying.press(str(number % 6), f"{number} keys pressed")
    terminal.end()
    return keying


def compared(what: str, ours: list[list[float]], peer: list[list[float]]) -> Row:
    """The 99th percentile of all key presses, and between which ratios those of single blocks lie."""
    ratios = [percentile(one, 0.99) / percentile(other, 0.99) for one, other in zip(ours, peer, strict=True)]
    both = [percentile(list(itertools.chain(*blocks)), 0.99) * 1e3 for blocks in (ours, peer)]
    return Row(what, both[0], both[1], quartiles(ratios), REACH)


def measure() -> list[Row]:
    """The rows."""
    with scratch() as place:
        # A folder and a home each: what is killed in mid-round would otherwise be brought back in the next block.
        places = [place / f"block {number}" for number in range(BLOCKS)]
        blocks = [(key_cards(one, write_session(one / "sessions")), key_static(one)) for one in places]
    ours, peer = ([block[side] for block in blocks] for side in (0, 1))
    return [
        compared("key to repaint, CPU, 99th percentile", [one.spent for one in ours], [one.spent for one in peer]),
        compared(
            "key to repaint, on the clock, 99th percentile", [one.waited for one in ours], [one.waited for one in peer]
        ),
    ]


if __name__ == "__main__":
    sys.exit(tell(measure()))
