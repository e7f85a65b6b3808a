"""Looks: contrast for a projector, colours that are refused, terminals of every size."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.command import CommandPalette

from tui import hostile, kept
from tui.screen import LARGE, SMALL, Desk, desk, drawn
from tui.test_keys import full
from workshop_tui.changes import plan
from workshop_tui.tui import themes
from workshop_tui.tui.themes import THEMES

OWN = [theme for theme in THEMES.values() if not theme.ansi]
TEXT = ("foreground", "primary", "secondary", "warning", "error", "success", "accent")
GROUNDS = ("background", "surface", "panel")
ENOUGH = 7.0


def shine(colour: str) -> float:
    """WCAG 2's relative luminance."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: str, ground: str) -> float:
    """WCAG 2's contrast ratio."""
    dark, light = sorted((shine(text), shine(ground)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_it_is_defined() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
def test_every_colour_of_text_stands_out_from_every_ground(theme: object) -> None:
    colours = {name: getattr(theme, name) for name in (*TEXT, *GROUNDS)}
    own = theme.variables  # type: ignore[attr-defined]
    pairs = [*itertools.product(TEXT, GROUNDS)]
    for text, ground in pairs:
        assert contrast(colours[text], colours[ground]) >= ENOUGH, (text, ground)
    for text in ("quiet", "bar"):
        for ground in GROUNDS:
            assert contrast(own[text], colours[ground]) >= ENOUGH, (text, ground)
    for text, ground in (
        (own["block-cursor-foreground"], own["block-cursor-background"]),
        (own["input-cursor-foreground"], own["input-cursor-background"]),
        (colours["foreground"], own["input-selection-background"]),
        (colours["foreground"], own["chosen"]),
    ):
        assert contrast(text, ground) >= ENOUGH, (text, ground)


def seen_contrast(style: Style | None) -> float:
    """The contrast of a piece as it is drawn."""
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    colours = [part.get_truecolor().hex for part in (style.color, style.bgcolor)]
    return contrast(*colours)


def readable(at: Desk, where: str) -> None:
    """Everything that is written can be read, also where styles were mixed."""
    rows = drawn(at.app)
    if isinstance(at.app.screen, CommandPalette):  # what lies behind it is dimmed
        [typed], [found] = at.app.screen.query("CommandInput"), at.app.screen.query("CommandList")
        rows = rows[typed.region.y : found.region.bottom]
    for row in rows:
        for segment in row:
            letters = segment.text.strip(" \u2500\u2581\u2594\u2502\u2584\u2583\u2582\u2585\u2586\u2587\u2588")
            if letters:
                assert seen_contrast(segment.style) >= ENOUGH, f"{where}: {segment.text!r} {segment.style}"


STEPS = ("welcome", "rate-trust", "standout", "actions", "close")


async def every_screen(at: Desk, *, is_large_enough: bool = True) -> None:
    """Every step, and every screen over it; at each something is drawn."""
    for step in STEPS:
        at.app.go(step)
        await at.settle()
        assert at.text.strip() or not is_large_enough, step
        readable(at, step)
        for keys in (["s"], ["s", "n"], ["n"], ["n", "1"], ["a"], ["f"], ["t"], ["question_mark"], ["slash"]):
            await at.press(*keys)
            readable(at, f"{keys} on {step}")
            await at.press(*["escape"] * len(keys))
            if step != "welcome":
                break
    await at.press("q")
    readable(at, "home")
    await at.press("n")
    readable(at, "set-up")


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_everything_on_screen_can_be_read_from_the_back_of_the_room(tmp_path: Path, theme: str) -> None:
    folder = kept.a_folder(tmp_path)
    (folder / "bad.toml").write_text("x")
    async with desk(folder, opens=kept.write(folder, full(step="welcome"))) as at:
        at.app.theme = theme
        await at.settle()
        await every_screen(at)


async def test_without_colours_everything_is_still_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=kept.write(folder, full(step="welcome"))) as at:
        for _ in range(2):  # the other theme of ours is the next
            assert not THEMES[at.app.theme].ansi, "the terminal's own colours would be black on black"
            await every_screen(at)
            for row in drawn(at.app):
                for colour in (
                    part.color.get_truecolor() for part in (one.style for one in row) if part and part.color
                ):
                    assert max(colour) - min(colour) < 12, "grey"
            await at.press("escape", "escape", "f8")
            at.app.open_session(folder / "one.toml")
            await at.settle()


def test_the_terminals_own_colours_are_refused_with_no_color() -> None:
    for name in (*THEMES, "unknown", ""):
        assert not THEMES[themes.usable(name, no_color=True)].ansi
        assert not THEMES[themes.following(name, no_color=True)].ansi
    assert THEMES[themes.usable("terminal", no_color=False)].ansi


async def test_the_choice_of_colours_is_kept(tmp_path: Path) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder) as at:
        first = at.app.theme
        await at.press("f8")
        second = at.app.theme
    assert first != second
    async with desk(folder) as at:
        assert at.app.theme == second


@pytest.mark.parametrize(("size", "rail"), [(SMALL, False), (LARGE, True), ((109, 40), False), ((110, 24), True)])
async def test_the_day_stands_at_the_left_where_there_is_room(
    tmp_path: Path, size: tuple[int, int], rail: bool
) -> None:
    folder = kept.a_folder(tmp_path)
    session = full(step="rate-trust", item="a")
    session = plan.skip(session, "actions", True)
    async with desk(folder, opens=kept.write(folder, session), size=size) as at:
        assert ("ends about" in at.text) is rail
        assert ("\u25b6 09:30" in at.text) is rail
        at.shows("rated")
        await at.pilot.resize_terminal(*(SMALL if rail else LARGE))
        await at.settle()
        assert ("ends about" in at.text) is not rail


@pytest.mark.parametrize("size", [(40, 12), (250, 70)], ids=["40x12", "250x70"])
async def test_long_and_strange_words_in_a_terminal_of_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with desk(hostile.a_folder(tmp_path, 5), size=size) as at:
        async for where in hostile.walk(at):
            for row in drawn(at.app):
                assert sum(segment.cell_length for segment in row) == size[0], where


@pytest.mark.parametrize("size", [(60, 20), (20, 6), (1, 1)], ids=["60x20", "20x6", "1x1"])
async def test_every_screen_in_a_terminal_of_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = kept.a_folder(tmp_path)
    async with desk(folder, opens=kept.write(folder, full(step="welcome")), size=size) as at:
        await every_screen(at, is_large_enough=size[0] > 1)


async def test_the_essential_stays_in_sight_on_a_low_terminal(tmp_path: Path) -> None:
    """Where the item is long and the terminal low, the number of cards and the keys are still seen."""
    folder = kept.a_folder(tmp_path)
    session = full(step="rate-trust", item="c", levels=7)
    async with desk(folder, opens=kept.write(folder, session), size=(60, 12)) as at:
        at.shows("0 of 6 cards", "reveal")
