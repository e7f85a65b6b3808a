"""The rated items of a session in Markdown, for a reader who was not there."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_tui.analysis import plain_words
from workshop_tui.analysis.agreement import agreement
from workshop_tui.analysis.hiding import Outside
from workshop_tui.analysis.plain_days import day
from workshop_tui.analysis.progress import Progress, arrows, progress
from workshop_tui.model.session import HEADS, Note, Round
from workshop_tui.reports.markdown_escape import md
from workshop_tui.reports.markdown_layout import bar, bullets, section, sentence, table
from workshop_tui.store.account import Account
from workshop_tui.words import counted

_ORDINALS = ("First", "Second", "Third")


def items(told: Account, shown: Outside | None) -> list[str]:
    """Every item, framework by framework; ``shown`` says what is hidden from readers outside the team."""
    rows = progress(told.session, told.before)
    lines: list[str] = []
    for framework in dict.fromkeys(row.rating.framework for row in rows):
        scale = told.session.scale(framework)
        lines += ["", f"### {md((scale.title if scale else '') or framework)}", ""]
        for number, row in enumerate((row for row in rows if row.rating.framework == framework), 1):
            lines += ["", f"#### {number}. {md(row.rating.title or row.rating.item)}", "", *_item(told, row, shown)]
    return [*lines, "", *_by_chance(told, rows)] if rows else []


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
    rows = []
    for level in range(max(len(one.counts) for one in rounds), 0, -1):
        rows.append([_level(level, row.levels), *(_bar(one, level, most) for one in rounds)])
    if shown is None:
        rows.append(["can't say", *(bar(one.cant_say, most) for one in rounds)])
    return table(["Level", *(_name(place, len(rounds)) for place in range(len(rounds)))], rows)


def _bar(one: Round, level: int, most: int) -> str:
    return bar(one.counts[level - 1], most) if level <= len(one.counts) else ""


def _name(place: int, of: int) -> str:
    ordinal = _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"
    return "People" if of == 1 else f"{ordinal} round"


def _level(level: int, words: Sequence[str]) -> str:
    return f"{level} {md(words[level - 1])}" if level <= len(words) else str(level)


def _said(told: Account, row: Progress, shown: Outside | None) -> list[str]:
    """What the figures say, in sentences."""
    rating, words = row.rating, told.known.item(row.rating.key)
    said = [_figures(one, _name(place, len(rating.rounds))) for place, one in enumerate(rating.rounds)]
    if row.between:
        said.append(f"Between the rounds: {plain_words.change_told(row.between, 'the round before')}")
    if row.since and row.then and told.before:
        date = day(told.before.date)
        change = plain_words.change_told(row.since, date)
        said.append(f"{sentence(f'on {date}: {plain_words.spread(row.then.counts)}')} {change}")
    elif row.not_compared:
        said.append("No comparison with last time is shown." if shown else sentence(row.not_compared))
    if rating.agreed:
        fits = words and len(words.levels) == len(row.levels) and rating.agreed <= len(row.levels)
        means = f": {md(words.levels[rating.agreed - 1])}" if words and fits else ""
        said.append(f"**Agreed level:** {_level(rating.agreed, row.levels)}{means}")
    if rating.dots or rating.chosen:
        dots = counted(rating.dots, "dot") if rating.dots else ""
        said.append(sentence(", ".join(part for part in (dots, "chosen to work on" if rating.chosen else "") if part)))
    return said


def _figures(one: Round, name: str) -> str:
    who = plain_words.who_rated(one)
    found = agreement(one.counts)
    agree = "" if found is None else f" (agreement {found:.2f})"
    lead = "" if name == "People" else f"{name}: "
    return f"{lead}{who}. **{sentence(plain_words.spread(one.counts))[:-1]}**{agree}."


def _notes(notes: Sequence[Note]) -> list[str]:
    lines: list[str] = []
    for head in HEADS:
        under = [md(note.text) or "(empty)" for note in notes if note.head == head]
        if under:
            lines += [f"- **{plain_words.HEADS_IN_WORDS[head]}**", *bullets(under, 2)]
    return lines


def _by_chance(told: Account, rows: Sequence[Progress]) -> list[str]:
    said = []
    if any(row.between for row in rows):
        said.append(f"From round to round: {plain_words.by_chance(arrows(row.between for row in rows))}")
    if told.before:
        since = arrows(row.since for row in rows)
        said.append(f"Since {day(told.before.date)}: {plain_words.by_chance(since)}")
    return section("How much chance alone would move", bullets(said), 3)
