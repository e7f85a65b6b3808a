"""Spoilt files on screen: no failure of ours, no control character drawn, no file changed by looking.

A thousand of them are opened by ``benchmarks/fuzz.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from mutated import mutated

from tui.looked_at import wrong_on_screen


@pytest.mark.parametrize("seed", range(12))
async def test_a_spoilt_file_on_screen(tmp_path: Path, seed: int) -> None:
    assert await wrong_on_screen(tmp_path, mutated(seed)) == ""
