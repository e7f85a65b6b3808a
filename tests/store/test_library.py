"""The framework library: what ships, and what a facilitator wrote herself."""

from __future__ import annotations

from pathlib import Path

import pytest
from strategies import a_framework, an_agenda

from workshop_tui.model.part import Part
from workshop_tui.model.session import ItemKey
from workshop_tui.model.texts import Texts
from workshop_tui.store import toml_out
from workshop_tui.store.folders import own, shipped
from workshop_tui.store.library import library

BUILT_IN = "conditions-for-success"


def write(folder: Path, name: str, content: Part | str) -> Path:
    path = own(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else toml_out.write(content), encoding="utf-8")
    return path


def told(folder: Path) -> list[str]:
    return [one.sentence for one in library(folder).problems]


def test_what_ships_is_all_there_and_right() -> None:
    found = library(None)
    assert found.problems == []
    assert list(found.frameworks)[:2] == [BUILT_IN, "partnership-relationships"]
    assert list(found.agendas)[:4] == ["full-day", "half-day", "ninety-minutes", "revisit"]
    assert found.texts.purpose
    assert not any(found.is_own(name) for name in (*found.frameworks, *found.agendas))


def test_the_minutes_of_each_agenda_are_those_that_it_promises() -> None:
    minutes = {name: agenda.minutes for name, agenda in library(None).agendas.items()}
    assert minutes | {"half-day": 210, "ninety-minutes": 90, "revisit": 60} == minutes


def test_an_own_framework_and_agenda_are_found_beside_the_sessions(tmp_path: Path) -> None:
    path = write(tmp_path, "deep/er/mine.toml", a_framework("mine"))
    write(tmp_path, "day.toml", an_agenda("mine").model_copy(update={"id": "my-day"}))
    found = library(tmp_path)
    assert found.problems == []
    assert found.paths["mine"] == path
    assert found.is_own("mine")
    assert found.is_own("my-day")
    assert found.item(ItemKey("mine", "b")).title == "Item b"
    assert found.item(ItemKey("mine", "zz")) is None
    assert found.item(ItemKey("nowhere", "b")) is None


@pytest.mark.parametrize("levels", [3, 4, 5, 6, 7])
def test_frameworks_of_three_to_seven_levels_are_read(tmp_path: Path, levels: int) -> None:
    write(tmp_path, "mine.toml", a_framework("mine", levels=levels))
    found = library(tmp_path)
    assert found.problems == []
    assert len(found.frameworks["mine"].levels) == levels


def test_an_own_file_takes_a_built_in_ones_place_only_if_it_says_so(tmp_path: Path) -> None:
    for content in (a_framework(BUILT_IN), an_agenda("conditions-for-success").model_copy(update={"id": "half-day"})):
        path = write(tmp_path, "mine.toml", content)
        found = library(tmp_path)
        assert not found.is_own(content.id)
        (problem,) = found.problems
        assert problem.path == path
        assert problem.sentence.startswith(f'the id "{content.id}" is already used by')
        assert "replaces_built_in = true" in problem.sentence
        write(tmp_path, "mine.toml", content.model_copy(update={"replaces_built_in": True}))
        found = library(tmp_path)
        assert found.is_own(content.id)
        assert content.title in (found.frameworks | found.agendas)[content.id].title
    assert list(library(tmp_path).agendas)[1] == "half-day", "it keeps its place in the list"


def test_a_framework_that_takes_an_agendas_id_is_not_both(tmp_path: Path) -> None:
    write(tmp_path, "mine.toml", a_framework("half-day", replaces_built_in=True))
    found = library(tmp_path)
    assert "half-day" in found.frameworks
    assert "half-day" not in found.agendas


@pytest.mark.parametrize("says_so", [False, True])
def test_of_two_own_files_with_one_id_the_second_is_told(tmp_path: Path, says_so: bool) -> None:
    write(tmp_path, "a.toml", a_framework("mine", title="First", replaces_built_in=says_so))
    write(tmp_path, "b.toml", a_framework("mine", title="Second", replaces_built_in=says_so))
    found = library(tmp_path)
    assert found.frameworks["mine"].title == "First"
    assert [problem.path.name for problem in found.problems] == ["b.toml"]
    assert "which is your own too" in found.problems[0].sentence


def test_own_words_for_the_room_are_used_only_if_they_say_so(tmp_path: Path) -> None:
    words = Texts(format="workshop-texts/1", id="our-room", purpose=("We are here.",))
    write(tmp_path, "words.toml", words)
    found = library(tmp_path)
    assert found.texts.id == "room"
    assert len(found.problems) == 1
    write(tmp_path, "words.toml", words.model_copy(update={"replaces_built_in": True}))
    assert library(tmp_path).texts == words.model_copy(update={"replaces_built_in": True})
    assert told(tmp_path) == []
    write(tmp_path, "zz.toml", words.model_copy(update={"replaces_built_in": True, "id": "others"}))
    assert library(tmp_path).texts.id == "our-room"
    assert len(told(tmp_path)) == 1


def test_one_bad_file_is_told_and_the_rest_is_used(tmp_path: Path) -> None:
    write(tmp_path, "bad.toml", "title = ")
    write(tmp_path, "good.toml", a_framework("good"))
    write(tmp_path, ".hidden.toml", "title = ")
    (own(tmp_path) / "folder.toml").mkdir()
    found = library(tmp_path)
    assert "good" in found.frameworks
    assert BUILT_IN in found.frameworks
    assert [(one.path.name, one.line) for one in found.problems] == [("bad.toml", 1)]


def test_what_an_agenda_wants_to_rate_and_nobody_has_is_told(tmp_path: Path) -> None:
    write(tmp_path, "day.toml", an_agenda("conditions-for-sucess").model_copy(update={"id": "my-day"}))
    says = 'in "Rate conditions-for-sucess": there is no framework "conditions-for-sucess"; did you mean '
    assert told(tmp_path) == [f"{says}{BUILT_IN}?"]
    write(tmp_path, "day.toml", an_agenda("mine", items=["b", "never"]).model_copy(update={"id": "my-day"}))
    write(tmp_path, "mine.toml", a_framework("mine"))
    assert told(tmp_path) == ['in "Rate mine": there is no item "never"']


def test_a_folder_that_is_not_there_has_nothing_of_its_own(tmp_path: Path) -> None:
    assert library(tmp_path / "nowhere").frameworks == library(None).frameworks


def test_the_shipped_folder_is_not_read_twice() -> None:
    assert library(shipped("frameworks").parent).problems == []
