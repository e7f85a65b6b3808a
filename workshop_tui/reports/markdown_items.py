"""The rated items of a session in Markdown, for a reader who was not there."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.analysis import plain_words
from workshop_tui.analysis.agreement import agreement
from workshop_tui.analysis.hiding import Outside
from workshop_tui.analysis.progress import Progress, progress
from workshop_tui.model.session import HEADS, Note, Round
from workshop_tui.reports.item_words import by_chance, changes, level, looks_like, round_name
from workshop_tui.reports.markdown_escape import md
from workshop_tui.reports.markdown_layout import bar, bullets, section, sentence, table
from workshop_tui.store.account import Account
from workshop_tui.words import counted


def items(told: Account, shown: Outside | None) -> list[str]:
    """Every item, framework by framework; ``shown`` says what is hidden from readers outside the team."""
    rows = progress(told.session, told.before)
    lines: list[str] = []
    for framework in dict.fromkeys(row.rating.framework for row in rows):
        scale = told.session.scale(framework)
        lines += ["", f"### {md((scale.title if scale else '') or framework)}", ""]
        for number, row in enumerate((row for row in rows if row.rating.framework == framework), 1):
            lines += ["", f"#### {number}. {md(row.rating.title or row.rating.item)}", "", *_item(told, row, shown)]
    return [*lines, "", *section("How much chance alone would move", bullets(by_chance(told, rows)), 3)] if rows else []


def notes_elsewhere(told: Account) -> list[str]:
    """Notes on the day as a whole, and those whose item is not in the session: none is ever dropped."""
    rated = {rating.key for rating in told.session.ratings}
    lines: list[str] = []
    for key in dict.fromkeys(note.key for note in told.session.notes if note.key not in rated):
        about = f"On {md(key.item or key.framework)}, which is not rated" if any(key) else "On the day as a whole"
        lines += ["", f"{about}:", "", *_notes(told.session.notes_on(key))]
    return lines


def _item(told: Account, row: Progress, shown: Outside | None) -> list[str]:
    rating, words = row.rating, told.known.item(row.rating.key)
    lines = [md(words.statement), ""] if words and words.statement else []
    if rating.rounds:
        lines += _spread(row, shown)
    elif shown and rating.key in shown.hidden:
        lines += ["Not shown."]
    else:
        lines += ["Agreed together, not voted on." if rating.agreed else "Not rated."]
    notes = _notes(told.session.notes_on(rating.key))
    return [*lines, "", *bullets(_said(told, row, shown)), *(["", *notes] if notes else [])]


def _spread(row: Progress, shown: Outside | None) -> list[str]:
    """A row a level from the top of the scale down, a column a round."""
    rounds = row.rating.rounds
    most = max(max(*one.counts, one.cant_say) for one in rounds)
    words = _words(row)
    rows = []
    for number in range(max(len(one.counts) for one in rounds), 0, -1):
        rows.append([level(number, words), *(_bar(one, number, most) for one in rounds)])
    if shown is None:
        rows.append(["can't say", *(bar(one.cant_say, most) for one in rounds)])
    heads = ["People"] if len(rounds) == 1 else [round_name(place) for place in range(len(rounds))]
    return table(["Level", *heads], rows)


def _words(row: Progress) -> list[str]:
    return [md(word) for word in row.levels]


def _bar(one: Round, number: int, most: int) -> str:
    return bar(one.counts[number - 1], most) if number <= len(one.counts) else ""


def _said(told: Account, row: Progress, shown: Outside | None) -> list[str]:
    """What the figures say, in sentences."""
    rating = row.rating
    said = [_figures(one, place, len(rating.rounds)) for place, one in enumerate(rating.rounds)]
    said += changes(told, row, figures=False)
    if row.not_compared:
        said.append("No comparison with last time is shown." if shown else sentence(row.not_compared))
    if rating.agreed:
        means = md(looks_like(told, row))
        said.append(f"**Agreed level:** {level(rating.agreed, _words(row))}{': ' if means else ''}{means}")
    if rating.dots or rating.chosen:
        dots = counted(rating.dots, "dot") if rating.dots else ""
        said.append(sentence(", ".join(part for part in (dots, "chosen to work on" if rating.chosen else "") if part)))
    return said


def _figures(one: Round, place: int, of: int) -> str:
    who = plain_words.who_rated(one)
    found = agreement(one.counts)
    agree = "" if found is None else f" (agreement {found:.2f})"
    lead = "" if of == 1 else f"{round_name(place)}: "
    return f"{lead}{who}. **{sentence(plain_words.spread(one.counts))[:-1]}**{agree}."


def _notes(notes: Sequence[Note]) -> list[str]:
    lines: list[str] = []
    for head in HEADS:
        under = [md(note.text) or "(empty)" for note in notes if note.head == head]
        if under:
            lines += [f"- **{plain_words.HEADS_IN_WORDS[head]}**", *bullets(under, 2)]
    return lines
