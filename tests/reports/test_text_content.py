"""Frameworks, agendas and the words of the room in plain text: all of their words."""

from __future__ import annotations

from workshop_tui.reports import as_text
from workshop_tui.store.library import library


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_the_library_is_told_one_a_line() -> None:
    known = library(None)
    told = as_text.library(known)
    for name, framework in known.frameworks.items():
        size = f"{len(framework.items)} items on {len(framework.levels)} levels"
        assert f"\n{name}: {framework.title}; {size}; built in\n" in told
    for name, agenda in known.agendas.items():
        assert f"\n{name}: {agenda.title}; {agenda.minutes} min in {len(agenda.steps)} steps; built in\n" in told
    assert told.endswith("room: what the program says to the room; built in")


def test_all_words_of_a_framework_are_told() -> None:
    for framework in library(None).frameworks.values():
        told = unwrapped(as_text.content(framework))
        words = [framework.title, framework.about, framework.source, *framework.levels]
        words += [theme.title for theme in framework.themes]
        for item in framework.items:
            words += [
                item.id,
                item.title,
                item.short,
                item.statement,
                item.why,
                item.source,
                *item.prompts,
                *item.levels,
            ]
        assert [text for text in words if unwrapped(text) not in told] == []


def test_all_words_of_an_agenda_are_told() -> None:
    for agenda in library(None).agendas.values():
        told = unwrapped(as_text.content(agenda))
        words = [
            agenda.title,
            agenda.about,
            *(step.title for step in agenda.steps),
            *(step.says for step in agenda.steps),
        ]
        assert [text for text in words if unwrapped(text) not in told] == []
        assert f"{agenda.minutes} min in {len(agenda.steps)} steps" in told


def test_an_agenda_says_when_each_step_begins() -> None:
    told = as_text.content(library(None).agendas["half-day"])
    assert "3. Break: 15 min\n   Begins after 65 min.\n" in told
    assert "Begins after 0 min" not in told


def test_all_words_of_the_room_are_told() -> None:
    texts = library(None).texts
    told = unwrapped(as_text.content(texts))
    words = [*texts.purpose, *texts.counted_not_named, *texts.projector_off, *texts.questions]
    words += [question for asked in texts.questions.values() for question in asked]
    assert [text for text in words if unwrapped(text) not in told] == []
