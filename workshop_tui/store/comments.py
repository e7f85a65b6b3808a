"""The comments that a person wrote into a session's file; the program's own writing of the file would lose them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshop_tui.model.session import Session
from workshop_tui.store.lines import Lines, Path, Remark
from workshop_tui.words import clean

_LINE_END = re.compile(r"\r\n?")
_SIGN = re.compile(r"#+")


@dataclass(frozen=True)
class Comment:
    """One comment: its first line, its words as they were written, and what it is about.

    ``where`` is the path of the table that it stands in, such as ``("ratings", 3)``, or of the one whose heading
    it stands right above; empty for the session itself. The words of several lines have a line feed between them.
    """

    line: int
    text: str
    where: Path = ()


def comments(text: str) -> list[Comment]:
    """A person's comments in a file's text, from the top; the line ``#:schema ...`` is nobody's, and is left out.

    Lines that are comments and nothing else, one right after the other, are one comment. Nothing is raised
    whatever the text is: of one that is no TOML, what stands before the first mistake is found.
    """
    lines = Lines(_LINE_END.sub("\n", text.lstrip("\ufeff")))
    tables = list(lines.headings.items())
    found = []
    for block in _blocks(lines.remarks):
        words = "\n".join(_SIGN.sub("", one.text, count=1).strip() for one in block).strip()
        if words:
            found.append(Comment(block[0].line, words, _where(tables, block[-1])))
    return found


def not_in_notes(found: Iterable[Comment], session: Session) -> tuple[Comment, ...]:
    """Those comments whose words are in no note of the session: what would be lost with them."""
    said = {note.text for note in session.notes}
    return tuple(one for one in found if clean(one.text) not in said)


def _blocks(remarks: list[Remark]) -> Iterator[list[Remark]]:
    """Remarks that belong together."""
    block: list[Remark] = []
    for one in remarks:
        if one.text.startswith("#:schema"):
            continue
        if block and not (one.is_alone and block[-1].is_alone and one.line == block[-1].line + 1):
            yield block
            block = []
        block.append(one)
    if block:
        yield block


def _where(tables: list[tuple[int, Path]], last: Remark) -> Path:
    """The table right beneath the last line of a comment, or else the one whose heading came before."""
    next_one = bisect(tables, last.line, key=lambda table: table[0])
    if last.is_alone and next_one < len(tables) and tables[next_one][0] == last.line + 1:
        return tables[next_one][1]
    return tables[next_one - 1][1] if next_one else ()
