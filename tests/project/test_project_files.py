"""Every file of the project speaks of the project alone, and can be read at one sitting."""

from __future__ import annotations

import re

import pytest
from checkout import ROOT, texts, tracked

_OTHERS = {
    "a path of a machine": re.compile(
        r"(?<![\w.~-])/(?:home|root|Users|tmp|work|srv|private)/[\w.]|C:\\Users\\\w", re.I
    ),
    "a package registry": re.compile(r"\b(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|io|com)\b", re.I),
}
_MOST_LINES = 400


@pytest.mark.parametrize("what", sorted(_OTHERS))
def test_no_file_names(what):
    found = [f"{path}: {hit[0]}" for path, text in texts() for hit in [_OTHERS[what].search(text)] if hit]
    assert found == []


def test_no_em_dash_is_written():
    written = [str(path) for path, text in texts() if "\N{EM DASH}" in text and path.parts[0] != "tests"]
    assert written == []


def test_what_is_read_aloud_does_not_shout():
    read = [(path, text) for path, text in texts() if path.parts[0] == "frameworks"]
    assert read
    assert [str(path) for path, text in read if "!" in text] == []


def test_no_python_file_is_too_long_for_one_sitting():
    lines = {str(path): len(text.splitlines()) for path, text in texts() if path.suffix == ".py"}
    assert {name: number for name, number in lines.items() if number > _MOST_LINES} == {}


def test_nothing_is_called_by_a_word_that_says_nothing():
    empty = {"manager", "helper", "helpers", "util", "utils", "handler", "data", "misc", "common"}
    names = [path.relative_to(ROOT) for path in tracked() if path.suffix == ".py"]
    assert [str(name) for name in names if empty & set(re.split(r"[_/.]", str(name).lower()))] == []


def test_every_text_file_ends_its_last_line():
    checked = {".py", ".toml", ".md", ".txt", ".tcss", ""}
    assert [str(path) for path, text in texts() if path.suffix in checked and text and not text.endswith("\n")] == []
