"""Which states a disk may hold after a power cut, as far as nothing was synced.

Of each file: what was synced, and behind it any beginning of what was written since, the last piece torn, or there
in length but as zeros, or as zeros with a later piece whole. Of each folder: what was synced, and any of the names
that were given or taken since, in any combination. Everything else is certain.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from keeping.recorder import Folder, Names, Promise, Step, Write

Tree = frozenset[tuple[str, bytes | None]]
"""Every file with its bytes; folders with None."""


@dataclass
class _File:
    synced: bytes = b""
    since: list[Write] = field(default_factory=list)
    _known: list[bytes] | None = None

    def add(self, write: Write) -> None:
        self.since.append(write)
        self._known = None

    def sync(self) -> None:
        self.synced, self.since, self._known = self.states()[-1], [], None

    def states(self) -> list[bytes]:
        """What it may hold: first what was synced, last all that was written."""
        if self._known is None:
            self._known = list(dict.fromkeys(self._all()))
            last = self.synced
            for write in self.since:
                last = write.on(last)
            self._known = [one for one in self._known if one != last] + [last]
        return self._known

    def _all(self) -> Iterator[bytes]:
        held = self.synced
        yield held
        for place, write in enumerate(self.since):
            if write.raw:
                for length in {len(write.raw) // 2, len(write.raw) - 1}:
                    yield Write(write.file, write.at, write.raw[:length]).on(held)
                zeros = Write(write.file, write.at, bytes(len(write.raw))).on(held)
                yield zeros
                for later in self.since[place + 1 :]:
                    zeros = later.on(zeros)
                    yield zeros
            held = write.on(held)


@dataclass
class _Folder:
    synced: dict[str, int] = field(default_factory=dict)
    since: list[Names] = field(default_factory=list)
    _known: list[dict[str, int]] | None = None

    def add(self, names: Names) -> None:
        self.since.append(names)
        self._known = None

    def sync(self) -> None:
        self.synced, self.since, self._known = _named(self.synced, self.since), [], None

    def states(self) -> list[dict[str, int]]:
        """What it may hold: first what was synced, last all that was done."""
        if self._known is None:
            self._known = [_named(self.synced, some) for some in _some(self.since)]
        return self._known


def _named(synced: dict[str, int], some: Iterable[Names]) -> dict[str, int]:
    held = dict(synced)
    for names in some:
        for name, what in names.to:
            held.pop(name, None)
            if what is not None:
                held[name] = what
    return held


def _some(since: Sequence[Names]) -> Iterator[Sequence[Names]]:
    """Every combination of a few; of many, every beginning, every single one, and all but one."""
    if len(since) <= 5:
        yield from (c for number in range(len(since) + 1) for c in itertools.combinations(since, number))
        return
    yield from (since[:number] for number in range(len(since)))
    yield from ((one,) for one in since[1:])
    yield from ((*since[:place], *since[place + 1 :]) for place in range(len(since) - 1))
    yield since


def states(steps: Sequence[Step], *, most: int, seed: int = 0) -> Iterator[tuple[Tree, int]]:
    """Every state that may be found if the power fails after any of the steps, with the last promise before it.

    Args:
        steps: What was recorded, from an empty folder on.
        most: How many combinations are tried after each step; what is likeliest to be wrong comes first.
        seed: For those that are drawn by lot.
    """
    files: dict[int, _File] = {}
    folders: dict[int, _Folder] = {0: _Folder()}
    lot = random.Random(seed)
    found: dict[Tree, int] = {}
    recent: dict[int, None] = {}
    promised = -1
    for step in steps:
        if isinstance(step, Promise):
            promised = step.number
        elif isinstance(step, Write):
            files[step.file].add(step)
            _last(recent, step.file)
        elif isinstance(step, Folder):
            folders[step.number] = _Folder()
        elif isinstance(step, Names):
            folders[step.folder].add(step)
            _last(recent, step.folder)
            for _, what in step.to:
                if what is not None and what not in folders:
                    files.setdefault(what, _File())
        else:
            (folders if step.what in folders else files)[step.what].sync()
        for tree in _trees(files, folders, list(recent), most, lot):
            found[tree] = max(found.get(tree, -1), promised)
    yield from found.items()


def _last(recent: dict[int, None], number: int) -> None:
    recent.pop(number, None)
    recent[number] = None


def _trees(
    files: dict[int, _File], folders: dict[int, _Folder], recent: Sequence[int], most: int, lot: random.Random
) -> Iterator[Tree]:
    sizes = {number: len((folders if number in folders else files)[number].states()) for number in reversed(recent)}
    open_ = {number: size for number, size in sizes.items() if size > 1}
    for choice in _choices(open_, set(folders), most, lot):
        yield frozenset(_tree(0, "", files, folders, choice))


def _choices(sizes: dict[int, int], folders: set[int], most: int, lot: random.Random) -> Iterator[dict[int, int]]:
    """Which state each file and folder is in: all of them if they are few, else the extremes, then by lot."""
    numbers = list(sizes)
    combinations = 1
    for size in sizes.values():
        combinations *= size
    if combinations <= most:
        for chosen in itertools.product(*(range(size) for size in sizes.values())):
            yield dict(zip(numbers, chosen, strict=True))
        return
    first = dict.fromkeys(numbers, 0)
    last = {number: size - 1 for number, size in sizes.items()}
    names_only = {number: last[number] if number in folders else 0 for number in numbers}
    data_only = {number: 0 if number in folders else last[number] for number in numbers}
    extremes = [first, last, names_only, data_only]
    yield from extremes
    left = most - len(extremes)
    for number in numbers:
        for extreme in (last, data_only):
            for state in range(sizes[number]):
                if left <= 0:
                    return
                left -= 1
                yield {**extreme, number: state}
    for _ in range(left):
        yield {number: lot.randrange(size) for number, size in sizes.items()}


def _tree(
    number: int, prefix: str, files: dict[int, _File], folders: dict[int, _Folder], choice: dict[int, int]
) -> Iterator[tuple[str, bytes | None]]:
    for name, what in folders[number].states()[choice.get(number, -1)].items():
        if what in folders:
            yield prefix + name, None
            yield from _tree(what, f"{prefix}{name}/", files, folders, choice)
        else:
            yield prefix + name, files[what].states()[choice.get(what, -1)]
