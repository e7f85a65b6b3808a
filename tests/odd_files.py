"""Files as people and accidents leave them: what is in them, and what must be said of them."""

from __future__ import annotations

START = """format = "workshop-session/1"
id = "abc123"
team = "Team North"
date = 2026-09-10
"""
STEP = """
[[agenda.steps]]
id = "s"
kind = "rate"
title = "Rate"
minutes = 5
framework = "f"
items = ["lost"]
"""
ACTION = '[[actions]]\nid = "a"\nwhat = "x"\n'


def rated(counts: str, facts: str = "") -> str:
    """A session with one rated item, whose counts stand in line 16 (one later for each line of facts)."""
    return f"""{START}{facts}
[[frameworks]]
id = "f"
levels = ["low", "middle", "high"]

[[ratings]]
framework = "f"
item = "one"
title = "Shared purpose"

[[ratings.rounds]]
counts = {counts}
"""


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))

WINDOWS = "Windows-1252 or Latin-1"
COPY = "workshop-tui check --fix bad.toml writes a copy that can be read"  # the file is called bad.toml

# By name: what is in the file, in which line it is wrong (None where no line can be named), and what is said.
UNUSABLE: dict[str, tuple[bytes, int | None, str]] = {
    "not TOML": (f"{START}this is not TOML\n".encode(), 5, "not valid TOML"),
    "unclosed": (f"{START}people = [1,\n".encode(), 5, "not valid TOML"),
    "key twice": (f'{START}id = "again"\n'.encode(), 5, "not valid TOML"),
    "empty": (b"", None, "is empty"),
    "blank": (b" \n\t\r\n", None, "is empty"),
    "zeros": (b"\0" * 4096, None, "nothing but zeros"),
    "UTF-16": (START.encode("utf-16"), None, f"looks like UTF-16 text; {COPY}"),
    "UTF-16 without a mark": (START.encode("utf-16-le"), None, f"looks like UTF-16 text; {COPY}"),
    "UTF-16 the other way round": (START.encode("utf-16-be"), None, f"looks like UTF-16 text; {COPY}"),
    "UTF-16 cut off": (START.encode("utf-16")[:-1], None, "a part of it is missing or damaged; take an earlier copy"),
    "Latin-1": (f"{START}service = 'Fürsorge'\n".encode("latin-1"), 5, f"looks like {WINDOWS} text); {COPY}"),
    "Windows-1252": (f"{START}service = '“Fürsorge”'\n".encode("cp1252"), 5, f"looks like {WINDOWS} text); {COPY}"),
    "damaged": (START.encode() + b"service = '\xff\x01'\n", 5, "nor does it look like any other text; take an earlier"),
    "lines of old Macs": (START.replace("\n", "\r").encode(), 1, f"end with CR alone, as on old Macs; {COPY}"),
    "PNG": (PNG, None, "looks like a picture"),
    "zip": (b"PK\x03\x04" + bytes(100), None, "Word, Excel or zip"),
    "too large": (START.encode() + b"#" * 1_000_001, None, "is 1.1 MB, more than the 1 MB that"),
    "another format": (b'format = "something/1"\n', 1, "not a session file"),
    "no format": (b'team = "Team North"\n', None, 'format = "workshop-session/1" is missing'),
    "fraction": (rated("[1, 3.5, 2]").encode(), 16,
                 'in "Shared purpose": counts must be whole numbers of 0 or more; found 3.5'),
    "negative": (rated("[1, -1, 2]").encode(), 16, "counts must be whole numbers of 0 or more; found -1"),
    "not a number": (rated("[1, nan, 2]").encode(), 16, "counts must be whole numbers of 0 or more; found nan"),
    "infinite": (rated("[1, inf, 2]").encode(), 16, "found inf"),
    "too many votes": (rated("[1, 5001, 2]").encode(), 16, "must be at most 5000; found 5001"),
    "level 9": (rated("[1, 2, 3]").replace("[[ratings.", "agreed = 9\n[[ratings.").encode(), 15,
                'in "Shared purpose": agreed must be at most 7; found 9'),
    "level 0": (rated("[1, 2, 3]").replace("[[ratings.", "agreed = 0\n[[ratings.").encode(), 15,
                'in "Shared purpose": agreed must be 1 or more; found 0'),
    "more than any level": (rated("[1, 2, 3, 4, 5, 6, 7, 8]").encode(), 16, "must have at most 7 entries; found 8"),
    "too few levels": (rated("[1, 2]").encode(), 16, "must have at least 3 entries; found 2"),
    "5,000 digits": (f"{START}people = {'9' * 5000}\n".encode(), None, "far too long"),
    "large number": (f"{START}people = {'9' * 30}\n".encode(), 5, "people must be at most 5000"),
    "deep nesting": (f"{START}x = {'[' * 5000}{']' * 5000}\n".encode(), None, "nested far too deep"),
    "deep tables": (f"{START}x = {'{a=' * 5000}1{'}' * 5000}\n".encode(), None, "nested far too deep"),
    "no such day": (START.replace("2026-09-10", "2026-02-30").encode(), 4, "no such day"),
    "a day in words": (START.replace("2026-09-10", '"soon"').encode(), 4, "date must be a day such as 2026-12-01"),
    "without a team": (START.replace('team = "Team North"\n', "").encode(), None, "team is missing"),
    "an unknown state": (f'{START}state = "closd"\n'.encode(), 5, "did you mean closed?"),
    "steering words": (f'{START}state = "\\u001b[31m\\u202eclosed"\n'.encode(), 5, "state must be one of"),
}  # fmt: skip
# What a later version wrote: it can be looked at, as far as this one understands it.
NEWER = START.replace("session/1", "session/2") + "[mood]\nroom = 3\n"
NOT_UNDERSTOOD = NEWER.replace('team = "Team North"', 'teams = ["Team North"]')
# What can be used, but is told by check.
USABLE: dict[str, tuple[str, int, str]] = {
    "misspelt key": (f'{START}{ACTION}onwer = "Nadia"\n', 8, "unknown key onwer; did you mean owner?"),
    "ids twice": (START + ACTION * 2, 9, 'the id "a" stands twice'),
    "an item twice": (rated("[1, 2, 3]") + '[[ratings]]\nframework = "f"\nitem = "one"\n', 19, "stands twice"),
    "a note on nothing": (f'{START}[[notes]]\nid = "n"\nitem = "lost"\ntext = "x"\n', 7, 'there is no item "lost"'),
    "a step that is not there": (f'{START}[place]\nstep = "lost"\n', 6, 'there is no step "lost"'),
    "more votes than people": (rated("[1, 2, 3]", "people = 4\n"), 17, "6 answers from 4 people in the room"),
    "another number of levels": (rated("[1, 2, 3, 4]"), 16, "counts needs 3 numbers"),
    "a level above the scale": (rated("[1, 2, 3]").replace("[[ratings.", "agreed = 4\n[[ratings."), 15,
                                'in "Shared purpose": agreed is level 4, but the scale ends at 3'),
    "a step of an unknown item": (rated("[1, 2, 3]") + STEP, 24, 'there is no item "lost"'),
    "an action from nowhere": (f'{START}{ACTION}source = {{ framework = "f", item = "lost" }}\n', 8,
                               'there is no item "lost"'),
    "a date and time": (START.replace("2026-09-10", "2026-09-10T10:00:00"), 4, "found 2026-09-10 10:00:00"),
    "a date with a zone": (START.replace("2026-09-10", "2026-09-10T10:00:00+02:00"), 4, "10:00:00+02:00"),
    "a date as text": (START.replace("2026-09-10", '"2026-09-10"'), 4, "without quotation marks"),
    "an empty action": (f'{START}[[actions]]\nid = "a"\nwhat = " "\n', 7, "an action says nothing"),
}  # fmt: skip
