"""People's words as plain words in Markdown: nothing in them makes a heading, a link, a table or HTML."""

from __future__ import annotations

import re

from workshop_tui.words import visible

# Characters that mean something wherever they stand.
_ALWAYS = re.compile(r"[\\`*_\[\]<>|~#$]")
# A name or number such as &amp; or &#38;.
_ENTITY = re.compile(r"&(?=#?\w+;)")
# What makes a list, a line under a heading, a rule or a number of a list, at the beginning only.
_BULLET = re.compile(r"^[-+=]")
_NUMBER = re.compile(r"^(\d+)([.)])")
# What many programs make a link of by themselves: http://..., name@place, www.place.org, place.org.
_LINK = re.compile(r"@|:(?=/)|\.(?=[^\s\d.])|/(?=/)")


def md(text: str) -> str:
    """Text that any CommonMark program shows exactly as :func:`words.visible` does, on one line.

    It can stand in a paragraph, a list, a heading or a cell of a table. Spaces at both ends are left off.
    """
    shown = visible(text).strip()
    escaped = _ALWAYS.sub(r"\\\g<0>", shown)
    escaped = _ENTITY.sub(r"\\&", escaped)
    escaped = _LINK.sub(r"\\\g<0>", escaped)
    return _NUMBER.sub(r"\1\\\2", _BULLET.sub(r"\\\g<0>", escaped))
