"""Sessions made for a test: a few words say what matters, the rest is as in any workshop."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workshop_tui.model.action import Action, Event, Source
from workshop_tui.model.agenda import Plan, Step
from workshop_tui.model.session import How, Note, Place, Rating, Round, Scale, Session
from workshop_tui.store import session_file
from workshop_tui.store.account import Account
from workshop_tui.store.library import Library

DAY = dt.date(2026, 9, 10)
EARLIER_DAY = dt.date(2026, 2, 5)
TODAY = dt.date(2026, 11, 20)
SHOWN, FEW, ALIKE = (0, 4, 3, 1, 0), (1, 2, 1, 0, 0), (0, 0, 9, 0, 0)  # the last two are hidden from others
WORDS = ("Not in place", "Starting", "Depends on who", "Mostly", "Routine")


def a_round(*counts: int, cant_say: int = 0, people: int | None = None, how: How = "cards") -> Round:
    return Round(counts=counts, cant_say=cant_say, people=people, how=how)


def a_rating(item: str, *rounds: Round | Sequence[int], framework: str = "ours", **fields: Any) -> Rating:
    """An item with its rounds; a round may be its bare counts."""
    taken = tuple(one if isinstance(one, Round) else a_round(*one) for one in rounds)
    return Rating(framework=framework, item=item, title=fields.pop("title", f"Title of {item}"), rounds=taken, **fields)


def a_scale(levels: Sequence[str] = WORDS, framework: str = "ours") -> Scale:
    return Scale(id=framework, title="Our framework", levels=tuple(levels))


def a_session(*ratings: Rating, **fields: Any) -> Session:
    """A closed workshop of twelve people with these ratings."""
    usual = {
        "id": "now111",
        "team": "Team North",
        "date": DAY,
        "people": 12,
        "state": "closed",
        "frameworks": (a_scale(),),
    }
    return Session(**{**usual, "ratings": ratings, **fields})


def an_account(session: Session, before: Session | None = None, **fields: Any) -> Account:
    return Account(session, fields.pop("known", Library()), fields.pop("today", TODAY), before, **fields)


def earlier(*ratings: Rating, **fields: Any) -> Session:
    """The workshop before, of the same team."""
    return a_session(*ratings, **{"id": "then11", "date": EARLIER_DAY, **fields})


def saved(folder: Path, session: Session, name: str = "session.toml") -> Path:
    """The session's file in this folder."""
    path = folder / name
    session_file.save(path, session, None)
    return path


def a_full_session(text: str = "words") -> Session:
    """A session with something in every place, each of people's texts being ``text``."""
    steps = (
        Step(id="welcome", kind="welcome", title=text, minutes=10, says=text),
        Step(
            id="rate",
            kind="quick",
            title=text,
            minutes=50,
            says=text,
            framework="ours",
            items=("one", "two"),
            opens=1,
            each=2,
            for_items=2,
        ),
        Step(id="late", kind="talk", title=text, minutes=20, says=text, skipped=True),
    )
    history = (Event(date=EARLIER_DAY, status="open"), Event(date=DAY, status="stuck", worked="partly", note=text))
    actions = (
        Action(id="a1", what=text, owner=text, due=EARLIER_DAY, know=text, first_step=text, status="stuck",
               worked="partly", source=Source(step="rate", framework="ours", item="one", title=text), history=history),
        Action(id="a2", what=text, kind="leader", source=Source(step="late", title=text)),
        Action(id="a3", what=text, owner=text, status="done", worked="yes",
               source=Source(framework="x", item="gone", title=text)),
    )  # fmt: skip
    notes = (
        Note(id="n1", framework="ours", item="one", head="works", text=text),
        Note(id="n2", framework="ours", item="one", head="one step", text=text),
        Note(id="n3", framework="ours", item="gone", head="worries", text=text),
        Note(id="n4", head="evidence", text=text),
    )
    ratings = (
        a_rating("one", a_round(1, 5, 0, 4, 1, cant_say=1, people=12), a_round(0, 6, 2, 3, 0, cant_say=1, people=12),
                 title=text, agreed=3, dots=4, chosen=True),
        a_rating("two", a_round(0, 0, 1, 6, 4, cant_say=2, people=13, how="ballot"), title=text, dots=1),
        a_rating("three", title=text),
        a_rating("four", title=text, agreed=2),
    )  # fmt: skip
    return a_session(
        *ratings,
        team=text,
        service=text,
        organisation=text,
        state="open",
        follows="earlier.toml",
        follows_id="then11",
        place=Place(step="rate", framework="ours", item="one", began=dt.datetime(2026, 9, 10, 10, 5)),
        dots_each=4,
        times={"welcome": 655, "rate": 3768},
        agenda=Plan(id="own", title=text, steps=steps),
        frameworks=(Scale(id="ours", version="2", title=text, levels=(text,) * 5),),
        notes=notes,
        actions=actions,
    )


def its_earlier_session(text: str = "words") -> Session:
    """What :func:`a_full_session` follows."""
    return earlier(a_rating("one", (4, 4, 1, 0, 0)), a_rating("two", (0, 0, 1)), team=text, frameworks=())


PEOPLES_WORDS = frozenset(
    {
        "team",
        "service",
        "organisation",
        "title",
        "says",
        "levels",
        "text",
        "what",
        "owner",
        "know",
        "first_step",
        "note",
    }
)


def with_its_own_words(session: Session) -> tuple[Session, dict[str, str]]:
    """The session with a word of its own in every place of people's words, and which word stands where."""
    placed: dict[str, str] = {}

    def renamed(value: Any, key: str, where: str) -> Any:
        if isinstance(value, dict):
            return {name: renamed(inner, name, f"{where}.{name}") for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [renamed(inner, key, f"{where}.{place}") for place, inner in enumerate(value)]
        if isinstance(value, str) and value and key in PEOPLES_WORDS:
            placed[where.removeprefix(".")] = f"word{len(placed)}x"
            return f"word{len(placed) - 1}x"
        return value

    return Session.model_validate(renamed(session.model_dump(), "", "")), placed


def under(text: str, heading: str) -> list[str]:
    """What stands under a heading of a report in Markdown, up to the next one of its kind or above."""
    level = len(heading) - len(heading.lstrip("#"))
    lines = text.split("\n")
    start = lines.index(heading) + 1
    ends = (place for place in range(start, len(lines)) if re.match(rf"#{{1,{level}}} ", lines[place]))
    return [line for line in lines[start : next(ends, len(lines))] if line]
