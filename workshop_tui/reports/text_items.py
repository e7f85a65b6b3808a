"""The rated items of a session in plain text: every round, what it says, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.analysis import plain_words
from workshop_tui.analysis.agreement import agreement, middle, shape
from workshop_tui.analysis.progress import Progress, progress
from workshop_tui.model.session import HEADS, Note, Round
from workshop_tui.reports.item_words import by_chance, changes, level, looks_like, round_name
from workshop_tui.reports.text_layout import field, paragraph
from workshop_tui.store.account import Account
from workshop_tui.words import counted

_SCALE_OF_A = "Agreement A runs from -1 (two camps at the ends) through 0 (spread evenly) to 1 (all the same)."


def items(told: Account) -> list[str]:
    """Every item, framework by framework, in the order of the session."""
    rows = progress(told.session, told.before)
    if not rows:
        return []
    lines = paragraph(_SCALE_OF_A)
    for framework in dict.fromkeys(row.rating.framework for row in rows):
        of_it = [row for row in rows if row.rating.framework == framework]
        lines += ["", *_framework(told, framework, of_it)]
        for number, row in enumerate(of_it, 1):
            lines += ["", *_item(told, row, number)]
    for said in by_chance(told, rows):
        lines += ["", *paragraph(said)]
    return lines


def notes_elsewhere(told: Account) -> list[str]:
    """Notes on the day as a whole, and those whose item is not in the session: none is ever dropped."""
    rated = {rating.key for rating in told.session.ratings}
    lines = []
    for key in dict.fromkeys(note.key for note in told.session.notes if note.key not in rated):
        about = f"On {key.item or key.framework}, which is not rated" if any(key) else "On the day as a whole"
        lines += [*paragraph(f"{about}:"), *_notes(told.session.notes_on(key), 2), ""]
    return lines


def _framework(told: Account, framework: str, rows: Sequence[Progress]) -> list[str]:
    scale = told.session.scale(framework)
    title = (scale.title if scale else "") or framework
    rated = sum(bool(row.rating.rounds) for row in rows)
    lines = paragraph(f"Framework: {title} ({counted(len(rows), 'item')}, {rated} rated)")
    if scale:
        lines += field("Levels", "; ".join(f"{number} {word}" for number, word in enumerate(scale.levels, 1)))
    if framework in told.known.frameworks:
        lines += paragraph(f"What each level looks like in each item: workshop-tui frameworks show {framework}")
    return lines


def _item(told: Account, row: Progress, number: int) -> list[str]:
    rating, words = row.rating, told.known.item(row.rating.key)
    lines = paragraph(rating.title or rating.item, first=f"{number}. ")
    lines += paragraph(words.statement, 3) if words else []
    for place, one in enumerate(rating.rounds):
        lines += _round(row, one, place)
    if not rating.rounds:
        lines += paragraph("Agreed together, not voted on." if rating.agreed else "Not rated.", 3)
    lines += _compared(told, row)
    if rating.agreed:
        lines += field("Agreed level", level(rating.agreed, row.levels), 3)
        lines += paragraph(looks_like(told, row), 5)
    if rating.dots:
        lines += paragraph(f"{counted(rating.dots, 'dot')} in the group's choice.", 3)
    if rating.chosen:
        lines += paragraph("Chosen to work on.", 3)
    return lines + _ask(told, rating.last) + _notes(told.session.notes_on(rating.key), 3)


def _round(row: Progress, one: Round, place: int) -> list[str]:
    name = round_name(place) if len(row.rating.rounds) > 1 else "One round"
    how = "from cards" if one.how == "cards" else "by secret ballot"
    said = plain_words.who_rated(one)
    room = "" if one.people is None or " of " in said else f", of {one.people} in the room"
    lines = paragraph(f"{name}: {said}{room}; {how}.", 3)
    words = row.levels if len(row.levels) == len(one.counts) else ()
    for number in range(len(one.counts), 0, -1):
        lines += paragraph(f"{level(number, words)}: {one.counts[number - 1]}", 5)
    lines += paragraph(f"can't say: {one.cant_say}", 5)
    centre, agreed = middle(one.counts), agreement(one.counts)
    if centre is None or agreed is None:
        return [*lines, *paragraph("Nobody chose a level.", 5)]
    return [*lines, *paragraph(f"Middle {centre}; {shape(one.counts)}; agreement A {agreed:.2f}.", 5)]


def _compared(told: Account, row: Progress) -> list[str]:
    said = changes(told, row)
    if row.not_compared:
        said.append(f"{row.not_compared[:1].upper()}{row.not_compared[1:]}.")
    return [line for text in said for line in paragraph(text, 3)]


def _ask(told: Account, last: Round | None) -> list[str]:
    asked = plain_words.questions(told.known.texts, last.counts, last.cant_say) if last and last.answers else []
    return field("Ask", asked[0], 3) if asked else []


def _notes(notes: Sequence[Note], indent: int) -> list[str]:
    lines = []
    for head in HEADS:
        under = [note for note in notes if note.head == head]
        if under:
            lines += paragraph(f"{plain_words.HEADS_IN_WORDS[head]}:", indent)
            for note in under:
                lines += paragraph(note.text, indent + 2, "- ", lines=True)
    return lines
