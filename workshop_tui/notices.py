"""What the facilitator is to be told once: sentences that wait for a screen, or a command, to tell them."""

from __future__ import annotations

import threading
from collections.abc import Iterable


class Notices:
    """Sentences in the order in which they came, from the screens and from whoever saves beside them.

    Args:
        said: Those that wait already.
    """

    def __init__(self, said: Iterable[str] = ()) -> None:
        self._lock = threading.Lock()
        self._waiting = [*said]

    def tell(self, sentence: str) -> None:
        """Let this be told too; what waits already is not told twice."""
        with self._lock:
            if sentence not in self._waiting:
                self._waiting.append(sentence)

    def peek(self) -> str:
        """What waits, as one text; empty if nothing does."""
        with self._lock:
            return _joined(self._waiting)

    def take(self) -> str:
        """What waits, as one text; from now on it has been told."""
        with self._lock:
            told, self._waiting = self._waiting, []
        return _joined(told)


def _joined(said: list[str]) -> str:
    return ". ".join(one.rstrip(".") for one in said)
