"""Spoilt files through check and show: no failure of ours, no control character, no file changed by reading.

A hundred thousand of them go through ``benchmarks/fuzz.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutated import is_control, mutated, wrong_with

from workshop_tui.cli import main


@settings(max_examples=150)
@given(st.integers(0, 10**9))
def test_no_spoilt_file_brings_more_than_a_sentence(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    path = tmp_path_factory.mktemp("spoilt") / "day.toml"
    path.write_bytes(mutated(seed))
    for command in (("check",), ("show",), ("show", "--json"), ("report",)):
        assert wrong_with(path, *command) == "", f"{command} with seed {seed}"


def test_the_files_are_spoilt_in_many_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The test above would be worth nothing if all files were good ones, or all beyond repair."""
    statuses = []
    for seed in range(200):
        path = tmp_path / "day.toml"
        path.write_bytes(mutated(seed))
        statuses.append(main(["show", str(path)]))
    assert 40 < statuses.count(0) < 160, statuses.count(0)
    assert len({mutated(seed) for seed in range(200)}) > 190


@pytest.mark.parametrize("char", ["\x1b", "\x9b", "\u202e", "\x00", "\r", "\x7f"])
def test_what_steers_a_terminal_is_known(char: str) -> None:
    assert is_control(char)
    assert not any(map(is_control, "a\n\u00e9\u200d"))
