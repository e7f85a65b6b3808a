"""The pictures in the documents show the program as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from checkout import ROOT


def test_the_pictures_are_as_the_program_draws_them(tmp_path: Path) -> None:
    asked = [sys.executable, ROOT / "docs" / "screenshots.py", "--into", tmp_path]
    subprocess.run(asked, check=True, capture_output=True)
    drawn = {one.name: one.read_text(encoding="utf-8") for one in tmp_path.glob("*.svg")}
    kept = {one.name: one.read_text(encoding="utf-8") for one in (ROOT / "docs" / "pictures").glob("*.svg")}
    assert len(drawn) > 4
    stale = sorted(name for name in drawn.keys() | kept.keys() if drawn.get(name) != kept.get(name))
    assert stale == [], "draw them anew: python3 run.py pictures"
