"""Frameworks, agendas and the words of the room in plain text."""

from __future__ import annotations

from workshop_tui.model.agenda import Agenda, Step
from workshop_tui.model.framework import Framework, Item
from workshop_tui.model.texts import Texts
from workshop_tui.reports.text_layout import field, page, paragraph, section
from workshop_tui.store.library import Library
from workshop_tui.words import counted, visible


def library(known: Library) -> str:
    """What there is to choose from, a line each (never wrapped, so that it can be searched), and whose it is."""
    frameworks = [
        f"{one.id}: {one.title}; {counted(len(one.items), 'item')} on {len(one.levels)} levels; {_whose(known, one.id)}"
        for one in known.frameworks.values()
    ]
    agendas = [
        f"{one.id}: {one.title}; {one.minutes} min in {counted(len(one.steps), 'step')}; {_whose(known, one.id)}"
        for one in known.agendas.values()
    ]
    texts = [f"{known.texts.id}: what the program says to the room; {_whose(known, known.texts.id)}"]
    return page(
        [
            *section("Frameworks", [visible(line) for line in frameworks]),
            *section("Agendas", [visible(line) for line in agendas]),
            *section("Words of the room", [visible(line) for line in texts]),
        ]
    )


def content(one: Framework | Agenda | Texts) -> str:
    """All words of one framework, agenda or texts file."""
    if isinstance(one, Framework):
        return page(_framework(one))
    return page(_agenda(one) if isinstance(one, Agenda) else _texts(one))


def _whose(known: Library, content_id: str) -> str:
    return "yours" if known.is_own(content_id) else "built in"


def _framework(one: Framework) -> list[str]:
    lines = [
        *paragraph(one.title),
        *paragraph(f"Framework {one.id}, version {one.version}: {counted(len(one.items), 'item')}"),
        *paragraph(one.about),
        *field("Source", one.source),
        *field("Levels", "; ".join(f"{number} {word}" for number, word in enumerate(one.levels, 1))),
    ]
    themes = {theme.id: theme for theme in one.themes}
    theme = ""
    for number, item in enumerate(one.items, 1):
        if item.theme != theme:
            theme = item.theme
            known = themes.get(theme)
            lines += ["", *field("Theme", known.title if known else theme), *paragraph(known.about if known else "")]
        lines += ["", *_item(one, item, number)]
    return lines


def _item(framework: Framework, item: Item, number: int) -> list[str]:
    lines = [
        *paragraph(item.title, first=f"{number}. "),
        *field("Id", item.id, 3),
        *field("Short", item.short, 3),
        *field("Statement", item.statement, 3),
        *field("Why it matters", item.why, 3),
    ]
    if item.levels:
        lines += paragraph("What each level looks like:", 3)
    for level, text in enumerate(item.levels, 1):
        word = framework.levels[level - 1] if level <= len(framework.levels) else ""
        lines += paragraph(f"{word}: {text}" if word else text, 5, f"{level} ")
    if item.prompts:
        lines += paragraph("To talk about:", 3)
    for prompt in item.prompts:
        lines += paragraph(prompt, 5, "- ")
    return lines + field("Source", item.source, 3)


def _agenda(one: Agenda) -> list[str]:
    lines = [
        *paragraph(one.title),
        *paragraph(f"Agenda {one.id}: {one.minutes} min in {counted(len(one.steps), 'step')}"),
        *paragraph(one.about),
    ]
    start = 0
    for number, step in enumerate(one.steps, 1):
        lines += ["", *paragraph(f"{step.title or step.id}: {step.minutes} min", first=f"{number}. ")]
        lines += paragraph(f"Begins after {start} min. {_what(step)}" if start else _what(step), 3)
        lines += paragraph(step.says, 3, lines=True)
        start += step.minutes
    return lines


def _what(step: Step) -> str:
    kinds = {
        "rate": "Rate each item and talk about it.",
        "quick": f"Rate all items without talk, then open {step.opens} of them.",
        "standout": "See what stands out, and choose what to work on.",
        "review": "Go through the plan from last time.",
        "actions": "Write actions.",
    }
    told = kinds.get(step.kind, "")
    if step.framework:
        number = counted(step.for_items or len(step.items), "item")
        some = f", {number} of it" if step.for_items or step.items else ""
        told += f" Framework {step.framework}{some}."
    return told + (f" An item more or less is {step.each} min." if step.each else "")


def _texts(one: Texts) -> list[str]:
    lines = paragraph(f"{one.id}: what the program says to the room")
    for heading, told in (
        ("Purpose", one.purpose),
        ("Counted, not named", one.counted_not_named),
        ("Before a secret ballot on this laptop", one.projector_off),
    ):
        lines += section(heading, [line for text in told for line in paragraph(text)])
    questions: list[str] = []
    for shape, asked in one.questions.items():
        questions += ["", *paragraph(f"{shape}:"), *(line for text in asked for line in paragraph(text, 2, "- "))]
    return [*lines, *section("Questions to ask about a spread", questions)]
