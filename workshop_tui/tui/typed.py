"""What comes in from the terminal, before it is taken for keys: letters, and what is pasted as nothing but text."""

from __future__ import annotations

import codecs
import sys

_BEGINS, _ENDS = "\x1b[200~", "\x1b[201~"
_ESCAPE = "\x1b"


class Typed:
    """Bytes to text, in place of a plain decoder.

    A byte that is no letter, as from a terminal of another alphabet, is passed over. What stands between the signs of
    a paste holds no escape afterwards: one could be taken for a key that was pressed.
    """

    def __init__(self) -> None:
        self._letters = codecs.getincrementaldecoder("utf-8")(errors="ignore")
        self._is_pasted = False
        self._before = ""
        """The end of what came before, for a sign that comes in two pieces."""

    def decode(self, raw: bytes, final: bool = False) -> str:
        """The text of the next bytes."""
        text, told = self._letters.decode(raw, final), []
        while text:
            if self._is_pasted:
                piece, text = self._pasted(text)
            else:
                piece, text = self._pressed(text)
            told.append(piece)
        if final and self._is_pasted:
            told.append(self._before.replace(_ESCAPE, ""))
        return "".join(told)

    def _pressed(self, text: str) -> tuple[str, str]:
        """What of it are keys, up to the beginning of a paste, and what comes behind. A key never waits."""
        known = len(self._before)
        found = (self._before + text).find(_BEGINS)
        if found < 0:
            self._before = (self._before + text)[-len(_BEGINS) + 1 :]
            return text, ""
        self._is_pasted, self._before = True, ""
        end = found + len(_BEGINS) - known
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """What of it is pasted, without escapes, and what comes behind its end."""
        text = self._before + text
        inside, sign, rest = text.partition(_ENDS)
        if sign:
            self._is_pasted, self._before = False, ""
            return inside.replace(_ESCAPE, "") + sign, rest
        waits = next((size for size in range(len(_ENDS) - 1, 0, -1) if text.endswith(_ENDS[:size])), 0)
        self._before = text[len(text) - waits :]
        return text[: len(text) - waits].replace(_ESCAPE, ""), ""


def hear() -> None:
    """Let the screen library hear what comes in through :class:`Typed`.

    Its own decoder is strict, so that one wrong byte ends the program, and it looks for keys in what is pasted.
    """
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.getincrementaldecoder = lambda _: Typed  # type: ignore[attr-defined, assignment]
