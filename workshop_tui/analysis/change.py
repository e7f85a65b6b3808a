"""Whether a rating moved between two rounds or two dates, and whether chance alone would do as much.

Counts run over the full scale, empty levels included, as in `agreement`. Nothing links a person's two
ratings, so the two sides are treated as independent; where the same people rated twice that is cautious.
"""

import enum
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workshop_tui.analysis.agreement import number

CLEAR_FROM: Final = 0.05  # a change is called one where p is at most this
FEWEST_PEOPLE: Final = 4  # fewer than this on either side: too few to say
MOST_EXACT: Final = 60  # more than this on either side: the normal approximation


class Verdict(enum.StrEnum):
    """What to say of a change, in the words that people read."""

    UP = "moved up"
    DOWN = "moved down"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few to say"


@dataclass(frozen=True)
class Change:
    """A change with all that is shown beside it.

    `exact` is false where `p` is the normal approximation. `effect` and `p` are None where a side is
    empty; they are given even where the verdict is that people are too few to say.
    """

    n_before: int
    n_after: int
    effect: float | None
    p: float | None
    exact: bool
    verdict: Verdict


def effect(before: Sequence[int], after: Sequence[int]) -> float | None:
    """How probably someone drawn from `after` is above someone drawn from `before`, ties half.

    Parameters
    ----------
    before, after : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    float or None
        From 0 (all moved down) through 0.5 (no change) to 1 (all moved up); None where a side is
        empty.

    Raises
    ------
    ValueError
        If a count is negative, a scale has fewer than two levels, or the two scales differ in length.

    References
    ----------
    A. Vargha and H. D. Delaney (2000), A critique and improvement of the CL common language effect size
    statistics of McGraw and Wong, Journal of Educational and Behavioral Statistics 25, 101-132.

    Examples
    --------
    >>> effect([0, 2, 2], [0, 1, 3])
    0.625
    """
    n_before, n_after = _numbers(before, after)
    pairs = n_before * n_after
    return _doubled_wins(before, after) / (2 * pairs) if pairs else None


def p_value(before: Sequence[int], after: Sequence[int]) -> float | None:
    """How often chance alone would move the ranks at least so far: p of the two-sided rank sum test.

    Up to 60 people a side it is exact: of all the ways to deal the same ratings out to two sides of
    these sizes, the share whose rank sum lies at or beyond the one seen, taking the smaller tail twice.
    Ties are part of it. Beyond 60 it is the normal approximation, corrected for ties and continuity.

    Parameters
    ----------
    before, after : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    float or None
        Above 0, at most 1; None where a side is empty.

    Raises
    ------
    ValueError
        If a count is negative, a scale has fewer than two levels, or the two scales differ in length.

    References
    ----------
    F. Wilcoxon (1945), Individual comparisons by ranking methods, Biometrics Bulletin 1, 80-83.
    E. L. Lehmann (1975), Nonparametrics: statistical methods based on ranks, chapter 1 (ties, and the
    normal approximation).

    Examples
    --------
    >>> p_value([0, 2, 2], [0, 0, 4])
    0.42857142857142855
    """
    n_before, n_after = _numbers(before, after)
    if n_before == 0 or n_after == 0:
        return None
    return _exact_p(before, after) if _is_exact(n_before, n_after) else _normal_p(before, after)


def change(before: Sequence[int], after: Sequence[int]) -> Change:
    """The change from `before` to `after`, with its verdict.

    Parameters
    ----------
    before, after : sequence of int
        People at each level of the full scale, lowest level first.

    Returns
    -------
    Change
        Both numbers of people, the effect, p, whether p is exact, and the verdict.

    Raises
    ------
    ValueError
        If a count is negative, a scale has fewer than two levels, or the two scales differ in length.

    References
    ----------
    See `effect` and `p_value`.

    Examples
    --------
    >>> print(change([4, 0, 0], [0, 1, 3]).verdict)
    moved up
    """
    n_before, n_after = _numbers(before, after)
    size, p = effect(before, after), p_value(before, after)
    verdict = _verdict(min(n_before, n_after), size, p)
    return Change(n_before, n_after, size, p, _is_exact(n_before, n_after), verdict)


def expected_by_chance(number_of_items: int, level: float = CLEAR_FROM) -> float:
    """How many items of a list would be called moved if nothing had moved at all: at most about so many.

    It is the most to expect, not a forecast: the exact test is cautious, for with few people and many
    ties no p falls just below the level, so that chance gives fewer arrows than this, often far fewer.
    Beyond 60 people a side p is approximate, and so is the bound. It is a mean: one list may show more.

    Parameters
    ----------
    number_of_items : int
        Items in the list for which a change could be called: those with too few people are not counted.
    level : float
        The p at or below which a change is called.

    Returns
    -------
    float
        Items times level.

    Raises
    ------
    ValueError
        If the number of items is negative or the level is not between 0 and 1.

    References
    ----------
    The mean of a sum is the sum of the means, whether or not the items hang together; for why to say it:
    Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57, 289-300.

    Examples
    --------
    >>> expected_by_chance(10)
    0.5
    """
    if number_of_items < 0:
        raise ValueError(f"the number of items cannot be negative: {number_of_items}")
    if not 0 <= level <= 1:
        raise ValueError(f"a level lies between 0 and 1: {level}")
    return number_of_items * level


def _numbers(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    """How many people on each side, once it is sure that the two sides can be compared."""
    numbers = number(before), number(after)
    if len(before) != len(after):
        raise ValueError(f"scales of {len(before)} and {len(after)} levels cannot be compared")
    return numbers


def _is_exact(n_before: int, n_after: int) -> bool:
    return max(n_before, n_after) <= MOST_EXACT


def _verdict(fewest: int, size: float | None, p: float | None) -> Verdict:
    if size is None or p is None or fewest < FEWEST_PEOPLE:
        return Verdict.TOO_FEW
    if p > CLEAR_FROM or size == 0.5:
        return Verdict.NO_CLEAR_CHANGE
    return Verdict.UP if size > 0.5 else Verdict.DOWN


def _doubled_wins(before: Sequence[int], after: Sequence[int]) -> int:
    """Over all pairs of one from each side: 2 where `after` is above, 1 where both chose one level."""
    wins = passed = 0
    for was, now in zip(before, after, strict=True):
        wins += now * (2 * passed + was)
        passed += was
    return wins


def _together(before: Sequence[int], after: Sequence[int]) -> list[int]:
    return [was + now for was, now in zip(before, after, strict=True)]


def _doubled_midranks(together: Sequence[int]) -> list[int]:
    """Twice the mean rank of the people at each level: doubling keeps it a whole number."""
    ranks, passed = [], 0
    for tied in together:
        ranks.append(2 * passed + tied + 1)
        passed += tied
    return ranks


def _exact_p(before: Sequence[int], after: Sequence[int]) -> float:
    """Twice the smaller tail of the permutation distribution, in whole numbers to the last division."""
    together = _together(before, after)
    ranks = _doubled_midranks(together)
    seen = sum(people * rank for people, rank in zip(after, ranks, strict=True))
    ways = _ways_by_rank_sum(together, ranks, sum(after))
    at_or_below = sum(count for rank_sum, count in ways.items() if rank_sum <= seen)
    at_or_above = sum(count for rank_sum, count in ways.items() if rank_sum >= seen)
    return min(1.0, 2 * min(at_or_below, at_or_above) / math.comb(sum(together), sum(after)))


def _ways_by_rank_sum(together: Sequence[int], ranks: Sequence[int], size: int) -> dict[int, int]:
    """In how many ways `size` people can be drawn from all, for each doubled rank sum they can have.

    Level by level, it keeps how many are drawn so far and their rank sum, with the number of ways.
    People of one level are alike, which is why this is quick where listing every draw is hopeless.
    """
    ways: dict[int, dict[int, int]] = {0: {0: 1}}
    still_to_come = sum(together)
    for tied, rank in zip(together, ranks, strict=True):
        still_to_come -= tied
        longer: dict[int, dict[int, int]] = {}
        for drawn, sums in ways.items():
            # never so few that the levels above cannot fill the side, never more than the side holds
            for here in range(max(0, size - drawn - still_to_come), min(tied, size - drawn) + 1):
                target = longer.setdefault(drawn + here, {})
                _add_shifted(target, sums, here * rank, math.comb(tied, here))
        ways = longer
    return ways[size]


def _add_shifted(target: dict[int, int], sums: dict[int, int], shift: int, times: int) -> None:
    for rank_sum, count in sums.items():
        target[rank_sum + shift] = target.get(rank_sum + shift, 0) + count * times


def _normal_p(before: Sequence[int], after: Sequence[int]) -> float:
    """The normal approximation to the same tails, with ties and a continuity correction of one half."""
    n_before, n_after = sum(before), sum(after)
    n, pairs = n_before + n_after, n_before * n_after
    lost_to_ties = sum(tied**3 - tied for tied in _together(before, after)) / (n * (n - 1))
    variance = pairs / 12 * (n + 1 - lost_to_ties)
    distance = abs(_doubled_wins(before, after) - pairs) / 2 - 0.5
    if distance <= 0:  # also where all chose one level, when there is no variance to divide by
        return 1.0
    # With many hundreds of people the tail is smaller than any float, yet never nothing.
    return max(math.erfc(distance / math.sqrt(2 * variance)), sys.float_info.min)
