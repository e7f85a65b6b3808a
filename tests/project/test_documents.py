"""The documents: their links lead somewhere, what they name exists, and they speak plainly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from checkout import ROOT, documents, pyproject, requirements, text
from packaging.requirements import Requirement

from workshop_tui import __version__

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_PATH = re.compile(r"`((?:workshop_tui|tests|docs|benchmarks)/[\w./-]+)`")
_OURS = (
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/privacy.md",
    "docs/facilitating.md",
    "docs/own-framework.md",
)

each_document = pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", _OURS)
def test_it_is_there(name):
    assert len(text(name)) > 500


@each_document
def test_links_lead_somewhere(path: Path):
    wrong = []
    for link in _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name) if name else path
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            wrong.append(link)
    assert wrong == []


@each_document
def test_paths_that_are_named_exist(path: Path):
    named = _PATH.findall(path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_parts_that_the_architecture_names_exist():
    floors = "analysis|changes|cli|model|reports|store|tui"
    named = re.findall(rf"`((?:{floors})/[\w./]+\.py)`", text("ARCHITECTURE.md"))
    assert named
    assert [name for name in named if not (ROOT / "workshop_tui" / name).exists()] == []


@each_document
def test_no_document_shouts_or_dashes(path: Path):
    prose = _CODE.sub("", path.read_text(encoding="utf-8"))
    assert "\N{EM DASH}" not in prose
    assert re.findall(r"\w!(?!\[)", prose) == []


def test_the_changelog_names_this_version_and_its_day():
    newest = re.search(r"^## (\S+), (\d{4}-\d{2}-\d{2})$", text("CHANGELOG.md"), flags=re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
    assert pyproject()["project"]["dynamic"] == ["version"], "the version stands in one place"


@pytest.mark.parametrize("asked", requirements("build", "dev"))
def test_every_dependency_has_its_reason(asked):
    name = Requirement(asked).name
    rows = re.findall(rf"^\| `{re.escape(name)}` \| (.+) \|$", text("ARCHITECTURE.md"), flags=re.MULTILINE)
    assert len(rows) == 1, f"{name} needs one row with its reason in ARCHITECTURE.md"
    assert len(rows[0]) > 20


def test_no_dependency_has_a_reason_that_is_not_asked_for():
    table = text("ARCHITECTURE.md").partition("## Dependencies")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `([\w-]+)` \|", table, flags=re.MULTILINE))
    assert named == {Requirement(asked).name for asked in requirements("build", "dev")}


def test_every_part_of_the_program_is_in_the_architecture():
    parts = [
        path.name for path in (ROOT / "workshop_tui").iterdir() if path.name[0] not in "_." and path.name != "shipped"
    ]
    said = text("ARCHITECTURE.md")
    assert [part for part in parts if part not in said] == []


def test_pictures_have_no_outside_parts():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
    assert pictures
    for picture in pictures:
        drawn = picture.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "://" not in drawn, picture.name
        assert "@import" not in drawn
        assert 'href="' not in drawn


def test_the_readme_names_every_key_of_a_step_and_no_other():
    from workshop_tui.tui.screens.keyed import SCROLL
    from workshop_tui.tui.screens.rate import RateScreen
    from workshop_tui.tui.screens.step_screen import ACTION, AT_ANY_MOMENT, BACK, NEXT, NOTES

    table = text("README.md").partition("## Keys")[2].partition("\n## ")[0]
    named = {key for row in re.findall(r"^\| (`.*?) \|", table, re.M) for key in re.findall(r"`([^`]+)`", row)}
    everywhere = {key.written for key in (ACTION, NOTES, NEXT, BACK, *AT_ANY_MOMENT) if key not in SCROLL}
    assert everywhere - named == set()
    assert named - {key.written for key in RateScreen.KEYS} - {str(level) for level in range(1, 6)} == set()
