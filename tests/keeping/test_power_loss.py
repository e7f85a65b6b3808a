"""Whatever an unsynced disk holds after a power cut, all that was acknowledged is there: by enumerating the states."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the recorder knows the system calls of Linux", allow_module_level=True)

from keeping.after_power_loss import prove
from keeping.days import DAYS
from keeping.mutants import MUTANTS, mutant
from keeping.power_loss import states
from keeping.recorder import Folder, Names, Promise, Sync, Write

SHORT = [name for name in DAYS if name != "long"]
CAUGHT_BY = {
    "the journal goes before the file is in place": "killed",
    "a drawer that moves is not synced before it is labelled": "killed",
    "what a killed process wrote is not synced": "interrupted",
    "where a killed process put the file is not synced": "interrupted",
}
"""Which day shows a mistake; the others show on a short one."""


@pytest.mark.parametrize("name", SHORT)
def test_no_power_cut_loses_what_was_acknowledged(root: Path, name: str) -> None:
    proof = prove(DAYS[name], root, most=6, every=6)
    assert proof.wrong == ""
    assert proof.states > 80


def test_no_second_power_cut_while_changes_are_brought_back_loses_them(root: Path) -> None:
    assert prove(DAYS["interrupted"], root, most=3, every=9, twice=5).wrong == ""


@pytest.mark.parametrize("kill_at", [45, 82, 96])
def test_no_power_cut_after_a_kill_loses_what_was_acknowledged(root: Path, kill_at: int) -> None:
    assert prove(DAYS["short"], root, most=3, every=9, kill_at=kill_at).wrong == ""


@pytest.mark.parametrize("name", MUTANTS)
def test_the_model_catches(root: Path, name: str) -> None:
    with mutant(name):
        proof = prove(DAYS[CAUGHT_BY.get(name, "short")], root, most=12, every=9)
    assert proof.wrong


# The model itself


def found(*steps: Folder | Names | Promise | Sync | Write) -> set[frozenset[tuple[str, bytes | None]]]:
    return {tree for tree, _ in states(steps, most=1000)}


def tree(**files: bytes) -> frozenset[tuple[str, bytes | None]]:
    return frozenset(files.items())


A_FILE = (Names(0, (("a", 1),)), Write(1, 0, b"abcd"))


def test_what_was_not_synced_may_be_there_in_part_or_not_at_all() -> None:
    assert found(*A_FILE) == {
        tree(), tree(a=b""), tree(a=b"ab"), tree(a=b"abc"), tree(a=bytes(4)), tree(a=b"abcd"),
    }  # fmt: skip


def test_what_was_synced_is_certain() -> None:
    assert tree(a=b"abcd") in found(*A_FILE, Sync(1), Sync(0))
    later = (Promise(0), Write(1, 4, b"e"))
    certain = [held for held, promised in states([*A_FILE, Sync(1), Sync(0), *later], most=1000) if promised == 0]
    assert set(certain) == {tree(a=b"abcd"), tree(a=b"abcd\0"), tree(a=b"abcde")}


def test_names_are_lost_one_by_one_and_a_name_without_what_it_names_is_empty() -> None:
    renamed = (*A_FILE, Sync(1), Sync(0), Names(0, (("b", 2),)), Names(0, (("b", None), ("a", 2))))
    assert {tree(a=b"abcd"), tree(a=b"abcd", b=b""), tree(a=b"")} <= found(*renamed)


def test_a_later_piece_may_be_there_without_an_earlier_one() -> None:
    assert tree(a=b"\0\0\0\0ef") in found(*A_FILE, Write(1, 4, b"ef"))
