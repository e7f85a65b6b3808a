"""The checkout itself: its files, as its tests read them."""

from __future__ import annotations

import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_MADE = {".git", ".venv", "__pycache__", "dist", "build", "htmlcov", ".hypothesis"}
_PICTURES = {".png", ".jpg", ".gif", ".ico", ".docx", ".xlsx"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: those that git tracks or would add; without git, all but what tools make."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        found = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        paths = [ROOT / name for name in found if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not _MADE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file()))


def texts() -> list[tuple[Path, str]]:
    """Every text file of the project with its text, known by its path from the root."""
    files = [path for path in tracked() if path.suffix not in _PICTURES]
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8", errors="replace")) for path in files]


def text(name: str) -> str:
    """The text of one file."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def pyproject() -> dict[str, Any]:
    """The project's own description."""
    return tomllib.loads(text("pyproject.toml"))


def requirements(*groups: str) -> list[str]:
    """What the program needs, and what these dependency groups add."""
    found: list[str] = list(pyproject()["project"]["dependencies"])
    for group in groups:
        found += pyproject()["dependency-groups"][group]
    return found


def documents() -> list[Path]:
    """Every Markdown file."""
    return [path for path in tracked() if path.suffix == ".md"]
