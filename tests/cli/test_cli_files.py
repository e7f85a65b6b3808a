"""``show``, ``report``, ``schema`` and ``frameworks``: results on standard output, messages on standard error."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from commanded import DONE, PROBLEMS, WRONG_USE, assert_one_sentence, workshop_tui
from made import a_full_session, a_rating, a_session, an_account, its_earlier_session, saved

from workshop_tui.reports import as_json, as_markdown, as_text
from workshop_tui.store.account import account
from workshop_tui.store.library import library

OWN_FRAMEWORK = """
format = "workshop-framework/1"
id = "{id}"
title = "Mine"
levels = ["low", "middle", "high"]

[[items]]
id = "one"
title = "First of mine"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    saved(tmp_path, its_earlier_session(), "earlier.toml")
    return saved(tmp_path, a_full_session(), "now.toml")


def said(*asked: str | Path, at: Path) -> str:
    """What a command prints when all is well."""
    found = workshop_tui(*asked, at=at)
    assert (found.returncode, found.stderr) == (DONE, "")
    return found.stdout


# --- show


def test_show_prints_the_session_and_leaves_it_alone(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    assert said("show", "now.toml", at=tmp_path) == as_text.session(account(path, dt.date.today())) + "\n"
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"earlier.toml", "now.toml"}


def test_show_as_json(path: Path, tmp_path: Path) -> None:
    text = said("show", "now.toml", "--json", at=tmp_path)
    assert text == as_json.session(account(path, dt.date.today())) + "\n"
    found = json.loads(text)
    assert found["ratings"][0]["change"]["since"] == "2026-02-05"


def test_show_tells_why_the_earlier_session_cannot_be_read(path: Path, tmp_path: Path) -> None:
    (tmp_path / "earlier.toml").write_text("x = [", encoding="utf-8")
    text = " ".join(said("show", path, at=tmp_path).split())
    assert "The earlier session cannot be read: earlier.toml:1: the file is not valid TOML" in text
    (tmp_path / "earlier.toml").unlink()
    assert "earlier.toml: there is no such file" in said("show", path, at=tmp_path)


def test_a_session_that_follows_itself_is_not_compared(tmp_path: Path) -> None:
    path = saved(tmp_path, a_session(a_rating("one", (4, 4, 0, 0, 0)), follows="session.toml"))
    assert "session.toml is this session itself" in " ".join(said("show", path, at=tmp_path).split())
    assert json.loads(said("show", path, "--json", at=tmp_path))["ratings"][0]["change"] is None


# --- report


def test_report_is_markdown_for_the_team(path: Path, tmp_path: Path) -> None:
    expected = as_markdown.session(account(path, dt.date.today()))
    assert (
        said("report", path, at=tmp_path)
        == said("report", path, "--to", "md", "--for", "team", at=tmp_path)
        == expected
    )


def test_report_for_those_outside_hides_and_warns(path: Path, tmp_path: Path) -> None:
    found = workshop_tui("report", path, "--for", "outside", at=tmp_path)
    assert found.returncode == DONE
    assert found.stdout == as_markdown.session(account(path, dt.date.today()), for_team=False)
    assert "owner recorded" in found.stdout
    assert_one_sentence(found.stderr)
    assert "read them for names" in found.stderr


def test_report_into_a_file(path: Path, tmp_path: Path) -> None:
    found = workshop_tui("report", path, "-o", "report.md", at=tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (DONE, "", "report.md\n")
    written = (tmp_path / "report.md").read_bytes()
    assert written.decode() == as_markdown.session(account(path, dt.date.today()))
    assert b"\r" not in written


def test_report_never_writes_over_a_file(path: Path, tmp_path: Path) -> None:
    for taken in ("now.toml", "earlier.toml"):
        before = (tmp_path / taken).read_bytes()
        found = workshop_tui("report", path, "-o", taken, at=tmp_path)
        assert found.returncode == WRONG_USE
        assert_one_sentence(found.stderr)
        assert f"{taken}: this file is there already" in found.stderr
        assert (tmp_path / taken).read_bytes() == before


@pytest.mark.parametrize("out", ["no-such-folder/report.md", "."])
def test_report_to_where_nothing_can_be_written(out: str, path: Path, tmp_path: Path) -> None:
    found = workshop_tui("report", path, "-o", out, at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    assert {one.name for one in tmp_path.iterdir()} == {"earlier.toml", "now.toml"}


# --- schema


@pytest.mark.parametrize("which", ["session", "framework", "agenda", "texts"])
def test_schema_is_whole(which: str, tmp_path: Path) -> None:
    found: dict[str, Any] = json.loads(said("schema", which, at=tmp_path))
    assert found["$schema"].startswith("http://json-schema.org/draft-07")
    assert found["title"] == f"workshop-tui {which} file"
    assert "format" in found["properties"]
    assert pointers(found) <= {f"#/definitions/{name}" for name in found.get("definitions", {})}


def pointers(value: object) -> set[str]:
    """Every reference in a schema."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own | {one for inner in value.values() for one in pointers(inner)}
    return {one for inner in value for one in pointers(inner)} if isinstance(value, list) else set()


# --- frameworks


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions" / "frameworks"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(OWN_FRAMEWORK.format(id="mine"), encoding="utf-8")
    return folder


def test_frameworks_lists_what_there_is(own: Path, tmp_path: Path) -> None:
    listed = said("frameworks", "list", at=tmp_path)
    assert said("frameworks", at=tmp_path) == listed
    assert "mine: Mine; 1 item on 3 levels; yours\n" in listed
    assert "conditions-for-success: Conditions for success; 10 items on 5 levels; built in\n" in listed


@pytest.mark.parametrize(
    "asked", [["--folder", "sessions", "frameworks", "list"], ["frameworks", "--folder", "sessions", "list"],
              ["frameworks", "list", "--folder", "sessions"], ["frameworks", "--folder", "sessions"]],
)  # fmt: skip
def test_frameworks_of_another_folder(asked: list[str], own: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    asked = [word.replace("sessions", "../sessions") for word in asked]
    assert "mine: Mine" in said(*asked, at=tmp_path / "elsewhere")


def test_a_framework_that_cannot_be_used_is_told_beside_the_list(own: Path, tmp_path: Path) -> None:
    (own / "broken.toml").write_text('format = "workshop-framework/1"\nid = "b c"\n', encoding="utf-8")
    (own / "taken.toml").write_text(OWN_FRAMEWORK.format(id="conditions-for-success"), encoding="utf-8")
    found = workshop_tui("frameworks", "list", at=tmp_path)
    assert found.returncode == DONE
    assert "mine: Mine" in found.stdout
    assert "broken.toml:2: " in found.stderr
    assert "taken.toml: the id" in found.stderr
    assert "replaces_built_in = true" in found.stderr


def test_an_own_framework_wins_only_if_it_says_so(own: Path, tmp_path: Path) -> None:
    text = OWN_FRAMEWORK.format(id="conditions-for-success")
    (own / "mine.toml").write_text(text, encoding="utf-8")
    assert "First of mine" not in workshop_tui("frameworks", "show", "conditions-for-success", at=tmp_path).stdout
    (own / "mine.toml").write_text(f"replaces_built_in = true\n{text}", encoding="utf-8")
    assert "First of mine" in said("frameworks", "show", "conditions-for-success", at=tmp_path)


@pytest.mark.parametrize("name", ["conditions-for-success", "half-day"])
def test_frameworks_show(name: str, tmp_path: Path) -> None:
    known = library(None)
    content = known.frameworks.get(name) or known.agendas[name]
    assert said("frameworks", "show", name, at=tmp_path) == as_text.content(content) + "\n"


def test_frameworks_show_tells_the_words_of_the_room(tmp_path: Path) -> None:
    assert said("frameworks", "show", "room", at=tmp_path) == as_text.content(library(None).texts) + "\n"


@pytest.mark.parametrize("name", ["nonsense", "a\x1b[31mb", "file.toml"])
def test_frameworks_show_of_none(name: str, tmp_path: Path) -> None:
    found = workshop_tui("frameworks", "show", name, at=tmp_path)
    assert (found.returncode, found.stdout) == (WRONG_USE, "")
    assert_one_sentence(found.stderr)
    assert ("frameworks check" in found.stderr) is name.endswith(".toml")


def test_frameworks_check(own: Path, tmp_path: Path) -> None:
    fine = workshop_tui("frameworks", "check", own / "mine.toml", at=tmp_path)
    assert (fine.returncode, fine.stdout, fine.stderr) == (DONE, "", "1 file checked: no problems\n")
    wrong = own / "wrong.toml"
    wrong.write_text(f'{OWN_FRAMEWORK.format(id="w")}them = "x"\nlevels = ["only one"]\n', encoding="utf-8")
    found = workshop_tui("frameworks", "check", wrong, at=tmp_path)
    assert found.returncode == PROBLEMS
    assert f"{wrong}:10: unknown key them; did you mean theme?" in found.stdout
    assert f"{wrong}:11: " in found.stdout


def test_the_shipped_content_has_no_problems(tmp_path: Path) -> None:
    found = workshop_tui("check", Path(__file__).parents[2] / "frameworks", at=tmp_path)
    assert (found.returncode, found.stdout) == (DONE, "")


def test_what_is_told_of_a_file_and_of_its_session_is_the_same(path: Path) -> None:
    told = account(path, dt.date(2026, 11, 20))
    again = an_account(told.session, told.before, known=told.known, file=path)
    assert as_text.session(told) == as_text.session(again)


@pytest.mark.parametrize("command", ["show", "report"])
def test_a_slip_in_a_file_is_told_beside_the_result(tmp_path: Path, command: str) -> None:
    path = saved(tmp_path, a_full_session())
    fine = workshop_tui(command, path, at=tmp_path)
    assert (fine.returncode, "check tells all" in fine.stderr) == (DONE, False)
    path.write_text(path.read_text(encoding="utf-8").replace("people = ", "poeple = ", 1), encoding="utf-8")
    slip = workshop_tui(command, path, at=tmp_path)
    assert slip.returncode == DONE
    assert slip.stdout
    assert "unknown key poeple; did you mean people?" in slip.stderr
