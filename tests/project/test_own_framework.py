"""docs/own-framework.md is done word for word: its files are saved, checked, shown and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checkout import text

from workshop_tui.cli import main
from workshop_tui.store.library import library
from workshop_tui.store.session_file import load

DOCUMENT = text("docs/own-framework.md")
NAMED = re.findall(r"`frameworks/([\w-]+\.toml)`:\n\n```toml\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    own = Path("Workshops") / "frameworks"
    own.mkdir(parents=True)
    for name, words in NAMED:
        (own / name).write_text(words, encoding="utf-8")
    return own.parent


def _typed(beginning: str) -> list[str]:
    """The arguments of the command in the document that begins so."""
    line = next(line for line in DOCUMENT.splitlines() if line.startswith(f"workshop-tui {beginning}"))
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)][1:]


def test_there_is_a_framework_and_an_agenda():
    assert [name for name, _ in NAMED] == ["first-visits.toml", "one-hour.toml"]


def test_check_finds_nothing_wrong_and_show_shows_it(folder, capsys):
    assert main(_typed("frameworks check")) == 0
    assert main(_typed("frameworks show")) == 0
    assert "Ringing before we come" in capsys.readouterr().out


def test_a_misspelt_key_is_told_as_the_document_says(folder, capsys):
    path = folder / "frameworks" / "first-visits.toml"
    path.write_text(path.read_text().replace('title = "Ringing', 'titel = "Ringing'))
    assert main(_typed("frameworks check")) == 1
    assert capsys.readouterr().out.strip().replace("\\", "/") in DOCUMENT


def test_a_session_is_made_with_them(folder, capsys):
    assert main(_typed("new")) == 0
    made = load(Path(capsys.readouterr().out.strip())).session
    assert [rating.item for rating in made.ratings] == ["ringing-first", "saying-what-comes-next"]
    assert made.agenda.minutes == 60
    assert made.frameworks[0].levels == ("Not yet", "Sometimes", "Usually", "Always")


def test_a_built_in_one_gives_way_only_when_it_is_meant_to(folder):
    (folder / "frameworks" / "one-hour.toml").unlink()
    path = folder / "frameworks" / "first-visits.toml"
    path.write_text(path.read_text().replace('id = "first-visits"', 'id = "conditions-for-success"'))
    known = library(folder)
    assert known.frameworks["conditions-for-success"].title == "Conditions for success"
    assert "replaces_built_in = true" in known.problems[0].sentence
    mine = text("frameworks/conditions-for-success.toml").replace(
        'title = "Conditions for success"', 'title = "Mine"', 1
    )
    path.write_text("replaces_built_in = true\n" + mine, encoding="utf-8")
    known = library(folder)
    assert known.frameworks["conditions-for-success"].title == "Mine"
    assert known.problems == []


def test_every_key_of_the_tables_is_known_to_the_model(folder):
    from workshop_tui.model.agenda import STEP_KINDS, Step
    from workshop_tui.model.framework import Framework, Item, Theme

    known = {name for part in (Framework, Item, Theme, Step) for name in part.model_fields} | set(STEP_KINDS)
    named = {
        name for row in re.findall(r"^\| (`.*?) \|", DOCUMENT, re.M) for name in re.findall(r"`\[*([\w]+)\]*`", row)
    }
    assert named - known == set()
    assert set(Item.model_fields) - {"theme"} <= named
    [kinds] = re.findall(r"^\| `kind` \|(.*)$", DOCUMENT, re.M)
    assert set(re.findall(r"`(\w+)`", kinds)) == set(STEP_KINDS)
