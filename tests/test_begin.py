"""A new session's file: where it lies, what it is called, what is in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY, a_framework, an_agenda, hostile_text

from workshop_tui.begin import Facts, file_name, make
from workshop_tui.changes import actions
from workshop_tui.model.action import Action
from workshop_tui.model.session import Session
from workshop_tui.store import session_file, toml_out
from workshop_tui.store.check import check
from workshop_tui.store.folders import own
from workshop_tui.store.library import library
from workshop_tui.store.problem import FileProblem

KNOWN = library(None)
FACTS = Facts("Riverside", DAY, 9, "Early help", "Northshire")


def test_a_new_session_is_a_file_that_nothing_is_wrong_with(tmp_path: Path) -> None:
    path = make(tmp_path / "not" / "yet" / "there", KNOWN, FACTS)
    assert path.name == "2026-03-02-riverside.toml"
    session = session_file.load(path).session
    facts = (session.team, session.date, session.people, session.service, session.organisation)
    assert facts == ("Riverside", DAY, 9, "Early help", "Northshire")
    assert (session.agenda.id, session.agenda.minutes, len(session.ratings)) == ("half-day", 210, 20)
    assert check(path) == []
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_second_session_of_one_day_has_a_name_of_its_own(tmp_path: Path) -> None:
    paths = [make(tmp_path, KNOWN, FACTS) for _ in range(3)]
    assert [path.name for path in paths] == [f"2026-03-02-riverside{again}.toml" for again in ("", "-2", "-3")]
    assert len({session_file.load(path).session.id for path in paths}) == 3


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "2026-03-02-riverside.toml").symlink_to(elsewhere)
    assert make(folder, KNOWN, FACTS).name == "2026-03-02-riverside-2.toml"
    assert not elsewhere.exists()


@settings(max_examples=80)
@given(
    hostile_text().filter(bool) | st.sampled_from(["../../x", "CON", "LPT1", "a:b", "\u202eabc", "x" * 300, "日" * 300])
)
def test_no_name_of_a_team_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, team: str) -> None:
    folder = tmp_path_factory.mktemp("sessions")
    path = make(folder, KNOWN, replace(FACTS, team=team), "revisit")
    assert path.parent == folder
    assert list(folder.iterdir()) == [path]
    assert re.fullmatch(r"2026-03-02-[^\s/\\:.]+\.toml", path.name)
    assert len(path.name.encode()) <= len("2026-03-02-.toml") + 60
    assert session_file.load(path).session.team == team, "what people wrote is kept as it is"


def test_the_number_of_a_name_stays_within_its_length() -> None:
    session = Session(id="a", team="é" * 300, date=dt.date(1, 1, 1))
    assert len(file_name(session, 999).encode()) <= len("0001-01-01-.toml") + 60 + len("-999")


def test_after_an_earlier_session_the_revisit_follows_with_its_open_actions(tmp_path: Path) -> None:
    first = make(tmp_path, KNOWN, FACTS)
    session = session_file.load(first).session
    for status in ("open", "done"):
        session = actions.add(session, Action(id=status, what=f"still {status}", status=status), DAY)
    first.write_text(toml_out.write(session), encoding="utf-8")
    facts = Facts("Riverside", DAY + dt.timedelta(days=90), 11)
    path = make(tmp_path, KNOWN, facts, follows=first)
    after = session_file.load(path).session
    assert after.agenda.id == "revisit"
    assert (after.follows, after.follows_id) == (first.name, session.id)
    assert [action.id for action in after.actions] == ["open"]
    assert (after.service, after.organisation, after.people) == ("Early help", "Northshire", 11)
    assert check(path) == []


def test_an_earlier_session_of_another_folder_is_named_by_its_whole_path(tmp_path: Path) -> None:
    first = make(tmp_path / "one", KNOWN, FACTS)
    path = make(tmp_path / "two", KNOWN, FACTS, follows=first)
    assert session_file.load(path).session.follows == first.resolve().as_posix()


def test_items_can_be_chosen_in_place_of_the_usual_ones(tmp_path: Path) -> None:
    name = "partnership-relationships"
    items = tuple(item.id for item in KNOWN.frameworks[name].items[:3])
    session = session_file.load(make(tmp_path, KNOWN, FACTS, items={name: items, "conditions-for-success": ()})).session
    assert [(rating.framework, rating.item) for rating in session.ratings] == [(name, item) for item in items]
    assert [scale.id for scale in session.frameworks] == [name]


@pytest.mark.parametrize("levels", [3, 7])
def test_an_own_framework_and_agenda_go_through_the_whole(tmp_path: Path, levels: int) -> None:
    own(tmp_path).mkdir()
    (own(tmp_path) / "f.toml").write_text(toml_out.write(a_framework("mine", levels=levels)), encoding="utf-8")
    agenda = an_agenda("mine").model_copy(update={"id": "my-day"})
    (own(tmp_path) / "a.toml").write_text(toml_out.write(agenda), encoding="utf-8")
    path = make(tmp_path, library(tmp_path), FACTS, "my-day")
    session = session_file.load(path).session
    assert len(session.scale("mine").levels) == levels
    assert [step.items for step in session.agenda.steps if step.framework] == [("a", "b", "c", "d")]
    assert check(path) == []


# What cannot be


def test_an_agenda_that_nobody_knows_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no agenda of that name; there are full-day, half-day, ninety-minutes"):
        make(tmp_path, KNOWN, FACTS, "all-week")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_session_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="there is no such file"):
        make(tmp_path, KNOWN, FACTS, follows=tmp_path / "none.toml")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileProblem, match="no session can be made here"):
        make(tmp_path / "file", KNOWN, FACTS)
