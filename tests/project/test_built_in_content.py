"""What ships in frameworks/: complete, whole in itself, and short enough for a screen of 80x24."""

from __future__ import annotations

import pytest
from checkout import ROOT

from workshop_tui.analysis.agreement import Shape
from workshop_tui.model.agenda import RATING_KINDS, Agenda
from workshop_tui.model.framework import Framework, Item
from workshop_tui.store.check import check
from workshop_tui.store.library import library
from workshop_tui.tui.drawings.item import draw_levels, draw_statement

BUILT_IN = library(None)
FRAMEWORKS = list(BUILT_IN.frameworks.values())
AGENDAS = list(BUILT_IN.agendas.values())
ITEMS = [pytest.param(one, item, id=f"{one.id}/{item.id}") for one in FRAMEWORKS for item in one.items]
MINUTES = {"full-day": 390, "half-day": 210, "ninety-minutes": 90, "revisit": 60}
ROOM_FOR_ITEM = 15  # lines between the line at the top, the cards and the keys, at 80x24


def test_every_file_that_ships_can_be_used():
    assert BUILT_IN.problems == []
    assert [problem for path in (ROOT / "frameworks").rglob("*.toml") for problem in check(path)] == []
    assert {"conditions-for-success", "partnership-relationships"} <= set(BUILT_IN.frameworks)
    assert set(MINUTES) <= set(BUILT_IN.agendas)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda one: one.id)
def test_a_framework_is_complete(framework: Framework):
    assert len(framework.items) == 10
    assert len(framework.levels) == 5
    assert framework.about
    assert framework.source
    shorts = [item.short for item in framework.items]
    assert len(set(shorts)) == len(shorts)
    assert {item.theme for item in framework.items} == {theme.id for theme in framework.themes}


def test_half_of_the_partnership_statements_look_inside_and_half_outside():
    themes = [item.theme for item in BUILT_IN.frameworks["partnership-relationships"].items]
    assert themes.count("inside") == themes.count("outside") == 5


@pytest.mark.parametrize(("framework", "item"), ITEMS)
def test_an_item_says_everything(framework: Framework, item: Item):
    assert item.statement
    assert item.why
    assert item.source
    assert 2 <= len(item.prompts) <= 3
    assert all(prompt.endswith("?") for prompt in item.prompts)
    assert len(item.levels) == len(framework.levels)
    assert len(set(item.levels)) == len(item.levels), "each level is a practice of its own"


@pytest.mark.parametrize(("framework", "item"), ITEMS)
def test_an_item_fits_its_place(framework: Framework, item: Item):
    assert 0 < len(item.title) <= 34
    assert 0 < len(item.short) <= 8
    assert len(item.statement) <= 130
    assert len(item.why) <= 120
    assert max(map(len, item.prompts)) <= 110
    assert max(map(len, item.levels)) <= 104
    drawn = draw_statement(item, item.title, 76) + draw_levels(framework.levels, item, 76)
    assert len(drawn) <= ROOM_FOR_ITEM


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda one: one.id)
def test_an_agenda_adds_up_and_names_what_is_there(agenda: Agenda):
    assert agenda.minutes == MINUTES.get(agenda.id, agenda.minutes)
    assert agenda.about
    assert agenda.steps[0].kind == "welcome"
    assert agenda.steps[-1].kind == "close"
    for step in agenda.steps:
        assert step.title
        assert step.says
        if step.kind not in RATING_KINDS:
            assert not step.framework
            continue
        framework = BUILT_IN.frameworks[step.framework]
        assert [item for item in step.items if framework.item(item) is None] == []
        number = step.for_items or len(step.items or framework.items)
        assert number <= len(framework.items)
        assert step.each * number <= step.minutes, "the items alone must fit into the step"
        assert (step.opens > 0) == (step.kind == "quick")


def test_an_agenda_rates_no_item_twice():
    for agenda in AGENDAS:
        named = [(step.framework, item) for step in agenda.steps for item in step.items]
        assert len(set(named)) == len(named), agenda.id


def test_the_room_has_words_for_every_shape_of_a_spread():
    questions = BUILT_IN.texts.questions
    for shape in Shape:
        assert questions.get(str(shape)), shape
    assert questions["largely agreed low"]
    assert questions["largely agreed high"]
    assert questions["can't say"]
    assert BUILT_IN.texts.purpose
    assert BUILT_IN.texts.counted_not_named
    assert BUILT_IN.texts.projector_off


def test_no_question_asks_who():
    asked = [text for texts in BUILT_IN.texts.questions.values() for text in texts]
    asked += [prompt for one in FRAMEWORKS for item in one.items for prompt in item.prompts]
    assert [text for text in asked if text.lower().startswith(("who gave", "who chose", "who said", "who rated"))] == []
