"""A problem with a file, in one sentence: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workshop_tui.words import cut, visible


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file. ``line`` is None where no line can be named."""

    path: Path
    line: int | None
    sentence: str

    def __str__(self) -> str:
        place = f"{visible(str(self.path))}:{self.line}" if self.line else visible(str(self.path))
        return f"{place}: {visible(self.sentence)}"

    def short(self, width: int = 200) -> str:
        """The same with the file's name alone, for a row on screen."""
        place = f"{self.path.name}:{self.line}" if self.line else self.path.name
        return cut(f"{place}: {self.sentence}", width)


class FileProblem(Exception):
    """A file cannot be used. Holds every reason found; the first is the sentence."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(str(problems[0]))
        self.problems = problems

    @property
    def first(self) -> Problem:
        """The reason to tell first."""
        return self.problems[0]


def problem(path: Path, sentence: str, line: int | None = None) -> FileProblem:
    """A :class:`FileProblem` with one reason."""
    return FileProblem(Problem(path, line, sentence))
