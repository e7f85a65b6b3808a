"""Sessions of every kind for hypothesis, and a plain one to change by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from workshop_tui.changes.setup import Choice, new_session
from workshop_tui.model.action import STATUSES, Action, Event, Source
from workshop_tui.model.agenda import STEP_KINDS, Agenda, Plan, Step
from workshop_tui.model.framework import Framework
from workshop_tui.model.part import MOST_MINUTES, MOST_PEOPLE, MOST_SECONDS, Part
from workshop_tui.model.session import HEADS, ItemKey, Note, Place, Rating, Round, Scale, Session

One = TypeVar("One", bound=Part)

HOSTILE = [
    "",
    " ",
    "\n",
    "\r",
    "a\rb",
    "a\r\nb",
    "\x00",
    "\x1b]52;c;AAAA\x07",
    "\x9b31m",
    "\u202egnp.exe\u2066",
    "\u2028\u2029\x85",
    "[/] [b]x[/b] [@click=app.quit]",
    '"""',
    "'''",
    '\\"\\',
    "\\u0000 \\",
    "#:schema x",
    "[[notes]]",
    "= 3",
    "=SUM(A1)",
    "👩‍👩‍👧‍👦 ❤️",
    "עברית العربية 日本語 हिन्दी",
    "e\u0301",
    "\U0010ffff\ufffe\ufeff",
    "x" * 10_000,
    "line\n" * 50,
    "nan",
    "2026-01-01",
]


def hostile_text() -> SearchStrategy[str]:
    """Any text that a file can hold."""
    return st.text(max_size=12) | st.sampled_from(HOSTILE)


# Keys that no version of ours knows, with every type of value that TOML has.

zones = st.none() | st.integers(-1439, 1439).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
toml_scalars: SearchStrategy[Any] = st.one_of(
    hostile_text(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**40), 10**40),
    st.floats(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=zones),
)
toml_keys = st.sampled_from(
    ["", "a", "a-b", "a.b", "a b", "é", '"', "'", "\n", "\x00", "id", "title", "-", "copy"]
) | st.text(max_size=4)
toml_values: SearchStrategy[Any] = st.recursive(
    toml_scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(toml_keys, inner, max_size=3)
        | st.lists(st.dictionaries(toml_keys, inner, max_size=2), max_size=3)
    ),
    max_leaves=6,
)


def made(
    model: type[One], needed: dict[str, Any] | None = None, **optional: SearchStrategy[Any]
) -> SearchStrategy[One]:
    """A part with its needed fields, some of the optional ones, and now and then keys that nobody knows."""
    known = set(model.model_fields)
    unknown = st.dictionaries(toml_keys.filter(lambda key: key not in known), toml_values, max_size=2)
    fields = st.fixed_dictionaries(needed or {}, optional=optional)
    return st.tuples(fields, st.just({}) | unknown).map(lambda pair: model.model_validate(pair[1] | pair[0]))


def _few(part: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(part, max_size=3).map(tuple)


text = hostile_text()
days = st.dates()
counts = st.lists(st.integers(0, 12) | st.just(MOST_PEOPLE), min_size=3, max_size=7).map(tuple)
level_words = st.lists(text, min_size=3, max_size=7).map(tuple)
ids = st.text("abcz0-._é", min_size=1, max_size=6)

rounds = made(
    Round,
    {"counts": counts},
    cant_say=st.integers(0, 9),
    people=st.none() | st.integers(0, 20),
    how=st.sampled_from(["cards", "ballot"]),
)
ratings = made(
    Rating,
    {"framework": text, "item": text},
    title=text,
    agreed=st.none() | st.integers(1, 7),
    dots=st.integers(0, 9),
    chosen=st.booleans(),
    rounds=_few(rounds),
)
notes = made(Note, {"id": text, "text": text}, framework=text, item=text, head=st.sampled_from(HEADS))
sources = made(Source, step=text, framework=text, item=text, title=text)
events = made(
    Event,
    {"date": days, "status": st.sampled_from(STATUSES)},
    worked=st.none() | st.sampled_from(["yes", "partly", "no", "too early"]),
    note=text,
)
actions = made(
    Action,
    {"id": text, "what": text},
    kind=st.sampled_from(["team", "leader"]),
    owner=text,
    due=st.none() | days,
    know=text,
    first_step=text,
    status=st.sampled_from(STATUSES),
    worked=st.none() | st.sampled_from(["yes", "partly", "no", "too early"]),
    source=st.none() | sources,
    history=_few(events),
)
steps = made(
    Step,
    {"id": ids, "kind": st.sampled_from(STEP_KINDS), "title": text, "minutes": st.integers(0, MOST_MINUTES)},
    says=text,
    framework=text,
    items=_few(text),
    each=st.integers(0, 9),
    for_items=st.integers(0, 9),
    opens=st.integers(0, 9),
    skipped=st.booleans(),
)
plans = made(Plan, id=text, title=text, steps=_few(steps))
scales = made(Scale, {"id": text, "levels": level_words}, version=text, title=text)
places = made(Place, step=text, framework=text, item=text, began=st.none() | st.datetimes())
sessions = made(
    Session,
    {"id": text.filter(bool), "team": text.filter(bool), "date": days},
    format=st.sampled_from(["workshop-session/1", "workshop-session/1.7"]),
    service=text,
    organisation=text,
    people=st.integers(0, MOST_PEOPLE),
    state=st.sampled_from(["planned", "open", "closed"]),
    follows=text,
    follows_id=text,
    dots_each=st.integers(0, 20),
    place=places,
    times=st.dictionaries(toml_keys, st.integers(0, MOST_SECONDS), max_size=3),
    agenda=plans,
    frameworks=_few(scales),
    ratings=_few(ratings),
    notes=_few(notes),
    actions=_few(actions),
)


# A plain session of two frameworks, for everything that is told by example.

DAY = dt.date(2026, 3, 2)
MORNING = dt.datetime(2026, 3, 2, 9, 30)


def a_framework(name: str = "trust", items: int = 4, levels: int = 5, **fields: Any) -> Framework:
    """A framework with items ``a``, ``b``, ... that describe each of their levels."""
    letters = "abcdefghijklmnopqrstuvwxyz"[:items]
    return Framework.model_validate(
        {
            "format": "workshop-framework/1",
            "id": name,
            "title": name.capitalize(),
            "levels": [f"word {level}" for level in range(1, levels + 1)],
            "items": [
                {
                    "id": letter,
                    "title": f"Item {letter}",
                    "levels": [f"{letter} at {level}" for level in range(1, levels + 1)],
                }
                for letter in letters
            ],
        }
        | fields
    )


def an_agenda(*rated: str, kind: str = "rate", **step: Any) -> Agenda:
    """Welcome, a rating step for each framework, actions, close."""
    middle = [
        {"id": f"rate-{name}", "kind": kind, "title": f"Rate {name}", "minutes": 40, "framework": name} | step
        for name in rated
    ]
    return Agenda.model_validate(
        {
            "format": "workshop-agenda/1",
            "id": "plain",
            "title": "Plain",
            "steps": [
                {"id": "welcome", "kind": "welcome", "title": "Welcome", "minutes": 10},
                *middle,
                {"id": "actions", "kind": "actions", "title": "Actions", "minutes": 20},
                {"id": "close", "kind": "close", "title": "Close", "minutes": 5},
            ],
        }
    )


def a_session(*frameworks: Framework, **facts: Any) -> Session:
    """A planned session of these frameworks, by default of four items on five levels and three on three."""
    chosen = frameworks or (a_framework("trust"), a_framework("links", items=3, levels=3))
    blank = Session.model_validate({"id": "s1", "team": "Riverside", "date": DAY, "people": 16} | facts)
    choice = Choice(chosen, {one.id: tuple(item.id for item in one.items) for one in chosen})
    return new_session(blank, an_agenda(*(one.id for one in chosen)), choice)


def trust(letter: str) -> ItemKey:
    """An item of the plain session."""
    return ItemKey("trust", letter)
