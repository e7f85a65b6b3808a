"""What people's words look like when they are shown, and how typed words are cleaned.

Everything that people wrote (and everything read from a file) is kept as it is. Only its *showing* goes
through :func:`visible`, at every edge: screen, terminal output, reports. Only what is *typed or pasted*
into the program goes through :func:`clean`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINE_ENDS = "\u2028\u2029"
_OTHER = "\ufeff\ufff9\ufffa\ufffb"  # byte-order mark and interlinear marks: invisible, never wanted
# Unassigned-looking helpers that hide text in text: the tag characters.
_TAGS = "".join(chr(point) for point in range(0xE0000, 0xE0080))

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HARMLESS = re.compile(r"[\x20-\x7e]*\Z")


@cache
def _signs(lines: bool) -> dict[int, str]:
    """What is shown for each character that must not be, by its number; made when words first need it."""
    signs = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
    signs |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], "\N{REPLACEMENT CHARACTER}")
    signs |= {ord(mark): "\N{DOTTED SQUARE}" for mark in _BIDI + _LINE_ENDS + _OTHER + _TAGS}
    if lines:
        del signs[0x0A]
    return signs


@cache
def _removed(lines: bool) -> dict[int, None]:
    """The same characters, to take them away."""
    return dict.fromkeys(_signs(lines))


def visible(text: str, *, lines: bool = False) -> str:
    """Text as it may be shown anywhere: nothing in it can steer a terminal or reorder a line.

    C0, C1 and bidirectional controls become visible signs; joiners and variation selectors stay, since
    scripts need them.

    Args:
        text: People's words, as kept.
        lines: Keep line feeds, for places that show several lines. Otherwise they become a space.
    """
    if _HARMLESS.match(text):
        return text
    if lines:
        return text.replace("\r\n", "\n").translate(_signs(True))
    return text.replace("\r\n", " ").replace("\n", " ").translate(_signs(False))


def clean(text: str, *, lines: bool = False) -> str:
    """Typed or pasted text without control characters; tabs and line ends become spaces."""
    if _HARMLESS.match(text):
        return text
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    if lines:
        return text.translate(_removed(True))
    return text.replace("\n", " ").translate(_removed(False))


def cut(text: str, width: int) -> str:
    """Shown text of at most ``width`` characters, with an ellipsis where something was left off."""
    shown = visible(text)
    if len(shown) <= width:
        return shown
    return shown[: width - 1].rstrip() + "\u2026" if width > 0 else ""


def slug(text: str, most: int = 60) -> str:
    """Letters (with their marks) and digits of any script, joined by hyphens: safe in a file name everywhere.

    Args:
        text: A team's name, however hostile.
        most: The greatest length in bytes of UTF-8.
    """
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text.lower()):
        is_mark = unicodedata.category(char) in ("Mn", "Mc") and bool(kept) and kept[-1] != " "
        kept.append(char if char.isalnum() or is_mark else " ")
    joined = "-".join("".join(kept).split())
    raw = joined.encode("utf-8", "ignore")[:most]
    return raw.decode("utf-8", "ignore").strip("-") or "team"


def capital(text: str) -> str:
    """The text with a capital first letter, and nothing else changed."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 note``, ``3 notes``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(parts: list[str], last: str = "and") -> str:
    """Parts as a person would say them: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
