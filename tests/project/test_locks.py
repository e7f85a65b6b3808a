"""The lock files: everything that the project asks for, by exact version and hash, from nowhere in particular."""

from __future__ import annotations

import re

import pytest
from checkout import pyproject, requirements, text
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

USE, DEV = "requirements.txt", "requirements-dev.txt"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]+)?", re.MULTILINE)


def _locked(name: str) -> dict[str, str]:
    return {canonicalize_name(found["name"]): found["version"] for found in _PINNED.finditer(text(name))}


@pytest.mark.parametrize(("lock", "groups"), [(USE, ["build"]), (DEV, ["build", "dev"])])
def test_everything_that_is_asked_for_is_locked_at_a_version_that_will_do(lock, groups):
    locked = _locked(lock)
    asked = [Requirement(one) for one in [*requirements(*groups), *pyproject()["build-system"]["requires"]]]
    wrong = [str(one) for one in asked if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))]
    assert wrong == [], "renew the lock files: ARCHITECTURE.md says how"


def test_developers_use_what_everybody_uses():
    everybody, developers = _locked(USE), _locked(DEV)
    assert {name: developers.get(name) for name in everybody} == everybody


def test_using_the_program_takes_no_tool_of_its_developers():
    tools = {canonicalize_name(Requirement(one).name) for one in pyproject()["dependency-groups"]["dev"]}
    assert tools & set(_locked(USE)) <= {"packaging"}, "packaging is hatchling's own too"


@pytest.mark.parametrize("lock", [USE, DEV])
def test_every_package_has_its_hashes_and_no_address(lock):
    entries = re.split(r"^(?=[A-Za-z0-9])", text(lock), flags=re.MULTILINE)
    entries = [entry for entry in entries if "==" in entry.partition("\n")[0]]
    assert len(entries) == len(_locked(lock))
    assert [entry.partition("=")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text(lock)
    assert "--index-url" not in text(lock)
