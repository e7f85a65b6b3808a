"""How far the people who rated one item agree: the middle, the agreement and the shape of a spread.

Counts run over the full scale, empty levels included: `counts[0]` people chose level 1, `counts[-1]`
people level K. People who could not say are not among them.
"""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Final

# Every threshold behind the words for a shape. They are fractions, so that a spread that lies exactly
# on one falls on the same side on every computer.
FEWEST_PEOPLE: Final = 3  # below this nothing is said
CAMPS_PEOPLE: Final = 8  # from here a moderate lack of agreement is enough for two camps
CAMPS_AGREEMENT: Final = Fraction(3, 10)  # two camps agree at most so far
CAMPS_AGREEMENT_FEW: Final = Fraction(-2, 5)  # ... and at most so far where people are fewer
CAMP_PEOPLE: Final = 2  # fewest people in each camp (of three people A never gets so low; said all the same)
CAMP_SHARE: Final = Fraction(1, 3)  # smallest share of all people in each camp
VALLEY_DEPTH: Final = Fraction(1, 2)  # the level between holds less than this part of the smaller peak
LEANING_FROM: Final = Fraction(2, 5)  # agreement below this is spread widely
LEANING_TO: Final = Fraction(7, 10)  # agreement above this is largely agreed


class Shape(enum.StrEnum):
    """The shape of a spread, in the words that people read."""

    TOO_FEW = "too few to say"
    TWO_CAMPS = "two camps"
    SPREAD = "spread widely"
    LEANING = "leaning together"
    AGREED = "largely agreed"


@dataclass(frozen=True)
class Middle:
    """The median level; `low` and `high` differ where the two middle people chose different levels."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"

    @property
    def value(self) -> float:
        """The median as one number: half-way between `low` and `high`."""
        return (self.low + self.high) / 2


def number(counts: Sequence[int]) -> int:
    """How many people chose a level.

    Parameters
    ----------
    counts : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    int
        Their sum, 0 where nobody rated.

    Raises
    ------
    ValueError
        If a count is negative or the scale has fewer than two levels.

    Examples
    --------
    >>> number([0, 1, 6, 1, 0])
    8
    """
    if len(counts) < 2:
        raise ValueError(f"a scale has at least 2 levels, not {len(counts)}")
    if min(counts) < 0:
        raise ValueError(f"a count cannot be negative: {list(counts)}")
    return sum(counts)


def middle(counts: Sequence[int]) -> Middle | None:
    """The median level.

    Parameters
    ----------
    counts : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    Middle or None
        The level of the middle person, or the levels of the two middle people where the number is
        even; None where nobody rated.

    Raises
    ------
    ValueError
        If a count is negative or the scale has fewer than two levels.

    Examples
    --------
    >>> str(middle([0, 4, 3, 1, 0]))
    '2 to 3'
    """
    n = number(counts)
    if n == 0:
        return None
    return Middle(_level_of(counts, (n + 1) // 2), _level_of(counts, n // 2 + 1))


def agreement_exact(counts: Sequence[int]) -> Fraction | None:
    """Van der Eijk's agreement A, without rounding.

    The counts are peeled into layers, each as thick as its thinnest non-empty level. A layer is then a
    pattern of empty and non-empty levels, and A is the mean over the layers, each weighing as much as
    the people it holds.

    Parameters
    ----------
    counts : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    Fraction or None
        1 where all chose the same level, 0 where people are spread evenly, -1 where half are at each
        end; None where nobody rated. On a scale of only two levels an even split is spread evenly.

    Raises
    ------
    ValueError
        If a count is negative or the scale has fewer than two levels.

    References
    ----------
    C. van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35,
    325-341.

    Examples
    --------
    >>> agreement_exact([0, 1, 6, 1, 0])
    Fraction(13, 16)
    """
    n = number(counts)
    if n == 0:
        return None
    weighted = (people * _pattern_agreement(pattern) for pattern, people in _layers(counts))
    return sum(weighted, Fraction(0)) / n


def agreement(counts: Sequence[int]) -> float | None:
    """Van der Eijk's agreement A as a float.

    Parameters
    ----------
    counts : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    float or None
        From -1 (two camps at the ends) through 0 (spread evenly) to 1 (all the same); None where
        nobody rated.

    Raises
    ------
    ValueError
        If a count is negative or the scale has fewer than two levels.

    References
    ----------
    C. van der Eijk (2001); see `agreement_exact`.

    Examples
    --------
    >>> agreement([0, 1, 6, 1, 0])
    0.8125
    """
    exact = agreement_exact(counts)
    return None if exact is None else float(exact)


def shape(counts: Sequence[int]) -> Shape:
    """The shape of a spread in words: camps are looked for first, then the agreement decides.

    Parameters
    ----------
    counts : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    Shape
        `TOO_FEW` for fewer than three people. `TWO_CAMPS` where people agree little and some level
        with few people has a camp on either side of it. Otherwise `SPREAD`, `LEANING` or `AGREED` by
        the agreement.

    Raises
    ------
    ValueError
        If a count is negative or the scale has fewer than two levels.

    References
    ----------
    The agreement is van der Eijk's (2001). The rule for camps is this program's own. Simulated, at most
    6 in 100 single-peaked spreads of 8 to 16 people are called camps; where people are spread nearly
    evenly over the whole scale it is more (evenly over five levels: 23 in 100).

    Examples
    --------
    >>> print(shape([1, 5, 0, 4, 1]))
    two camps
    """
    n = number(counts)
    agreed = agreement_exact(counts)
    if agreed is None or n < FEWEST_PEOPLE:
        return Shape.TOO_FEW
    if agreed <= _camps_agreement(n) and _has_camps(counts, n):
        return Shape.TWO_CAMPS
    if agreed < LEANING_FROM:
        return Shape.SPREAD
    return Shape.LEANING if agreed <= LEANING_TO else Shape.AGREED


def _level_of(counts: Sequence[int], place: int) -> int:
    """The level of the person in this place, from 1, when people stand in order of their level."""
    passed = 0
    for level, count in enumerate(counts, start=1):
        passed += count
        if passed >= place:
            return level
    raise ValueError(f"only {passed} people, so nobody in place {place}")


def _layers(counts: Sequence[int]) -> Iterator[tuple[tuple[bool, ...], int]]:
    """Each layer's pattern of non-empty levels, with the number of people that the layer holds."""
    left = list(counts)
    while any(left):
        pattern = tuple(count > 0 for count in left)
        thickness = min(count for count in left if count)
        yield pattern, thickness * sum(pattern)
        left = [count - thickness if count else 0 for count in left]


# Seven levels have 127 patterns: each is worked out once, however many spreads are compared.
@lru_cache(maxsize=256)
def _pattern_agreement(pattern: tuple[bool, ...]) -> Fraction:
    """A of one layer: how single-peaked it is, less the more levels it takes up."""
    levels, filled = len(pattern), sum(pattern)
    if filled == 1:
        return Fraction(1)
    return _unimodality(pattern) * (1 - Fraction(filled - 1, levels - 1))


def _unimodality(pattern: Sequence[bool]) -> Fraction:
    """U of one layer: triples of levels with a neighbourly pair against those with a gap between."""
    levels = len(pattern)
    triples = list(combinations(pattern, 3))
    together = triples.count((True, True, False)) + triples.count((False, True, True))
    apart = triples.count((True, False, True))
    if together + apart == 0:
        return Fraction(0)
    return Fraction((levels - 2) * together - (levels - 1) * apart, (levels - 2) * (together + apart))


def _camps_agreement(n: int) -> Fraction:
    """The most agreement that two camps may have. A gap among few people is soon there by chance."""
    return CAMPS_AGREEMENT if n >= CAMPS_PEOPLE else CAMPS_AGREEMENT_FEW


def _has_camps(counts: Sequence[int], n: int) -> bool:
    """Whether some level strictly inside the scale parts the people into two camps."""
    return any(_parts(counts, level, n) for level in range(1, len(counts) - 1))


def _parts(counts: Sequence[int], valley: int, n: int) -> bool:
    """Whether the level at this index is a valley with a camp below it and a camp above it."""
    below, above = counts[:valley], counts[valley + 1 :]
    deep = counts[valley] < VALLEY_DEPTH * min(max(below), max(above))
    return deep and _is_camp(sum(below), n) and _is_camp(sum(above), n)


def _is_camp(people: int, n: int) -> bool:
    return people >= CAMP_PEOPLE and people >= CAMP_SHARE * n
