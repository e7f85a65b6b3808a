"""Digits of full blocks, five rows high, which a room can read from a projector."""

from __future__ import annotations

_ROWS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("  #", "  #", "  #", "  #", "  #"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
    " ": (" ", " ", " ", " ", " "),
}


def block_digits(text: str, *, wide: int = 3) -> list[str]:
    """Rows of a number such as ``04:59``; each point of a digit is ``wide`` cells, so that it looks square."""
    rows = []
    for row in range(5):
        pieces = [_ROWS.get(char, _ROWS[" "])[row] for char in text]
        rows.append(
            "  ".join("".join(("\u2588" if point == "#" else " ") * wide for point in piece) for piece in pieces)
        )
    return rows
