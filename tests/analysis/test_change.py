"""The change of a rating between two rounds or dates, and how often chance alone would do as much."""

import doctest
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_tui.analysis import change as measures
from workshop_tui.analysis.change import Change, Verdict, change, effect, expected_by_chance, p_value

Pair = tuple[list[int], list[int]]


def _pairs(most: int, levels: int = 7) -> st.SearchStrategy[Pair]:
    def two_sides(k: int) -> st.SearchStrategy[Pair]:
        side = st.lists(st.integers(0, most), min_size=k, max_size=k).filter(any)
        return st.tuples(side, side)

    return st.integers(2, levels).flatmap(two_sides)


def _spread(random: Random, levels: int, people: int) -> list[int]:
    counts = [0] * levels
    for level in random.choices(range(levels), k=people):
        counts[level] += 1
    return counts


def _people(counts: Sequence[int]) -> list[int]:
    return [level for level, count in enumerate(counts, start=1) for _ in range(count)]


def test_examples_in_the_docstrings_run() -> None:
    failed, tried = doctest.testmod(measures)
    assert tried >= 4
    assert failed == 0


# --- what is refused, and what cannot be said


@pytest.mark.parametrize("measure", [effect, p_value, change])
@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ([1, 2, 3], [1, 2, 3, 0], "3 and 4 levels"),
        ([0, 0, 0], [1, 2, 3, 0], "3 and 4 levels"),
        ([1, -1, 3], [1, 2, 3], "cannot be negative"),
        ([1, 1, 3], [1, 2, -3], "cannot be negative"),
        ([1], [1], "at least 2 levels"),
        ([], [], "at least 2 levels"),
    ],
)
def test_impossible_counts_are_refused(
    measure: Callable[[Sequence[int], Sequence[int]], object],
    before: list[int],
    after: list[int],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        measure(before, after)


@pytest.mark.parametrize(("before", "after"), [([0, 0, 0], [1, 2, 3]), ([1, 2, 3], [0, 0, 0]), ([0, 0], [0, 0])])
def test_an_empty_side_has_no_effect_and_no_p(before: list[int], after: list[int]) -> None:
    assert effect(before, after) is None
    assert p_value(before, after) is None
    assert change(before, after) == Change(sum(before), sum(after), None, None, True, Verdict.TOO_FEW)


# --- effect


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([4, 0, 0], [0, 0, 4], 1.0),
        ([0, 0, 4], [4, 0, 0], 0.0),
        ([1, 2, 1], [1, 2, 1], 0.5),
        ([0, 3, 0], [0, 9, 0], 0.5),
        # by hand: of 16 pairs, 6 are above, 8 the same, 2 below
        ([0, 2, 2], [0, 1, 3], 10 / 16),
        # by hand: of 6 pairs, 3 are above, 2 the same, 1 below
        ([1, 1, 0, 0, 0], [1, 0, 0, 0, 2], 5 / 6 - 1 / 12),
        ([1, 0], [1, 2], 5 / 6),
    ],
)
def test_effect(before: list[int], after: list[int], expected: float) -> None:
    assert effect(before, after) == pytest.approx(expected, abs=1e-15)


@given(_pairs(12))
def test_effect_is_the_share_of_pairs_that_are_above(pair: Pair) -> None:
    before, after = pair
    pairs = [(was, now) for was in _people(before) for now in _people(after)]
    wins = sum(Fraction(now > was) + Fraction(now == was, 2) for was, now in pairs)
    assert effect(before, after) == float(wins / len(pairs))


@given(_pairs(200))
def test_effects_each_way_make_one(pair: Pair) -> None:
    there, back = effect(*pair), effect(*pair[::-1])
    assert there is not None
    assert back is not None
    assert there + back == pytest.approx(1, abs=1e-15)


# --- p


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # one way in C(8, 4) = 70 puts all four above, and as many below
        ([4, 0, 0, 0, 0], [0, 0, 0, 0, 4], Fraction(2, 70)),
        ([0, 0, 4], [4, 0, 0], Fraction(2, 70)),
        # no ties: the rank sum 6 of {1, 2, 3}, one way in 20
        ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0], Fraction(2, 20)),
        # no ties: rank sums 6 and 7 of {1, 2, 3} and {1, 2, 4}
        ([0, 0, 1, 0, 1, 1], [1, 1, 0, 1, 0, 0], Fraction(4, 20)),
        # two levels are Fisher's exact test: two of the six high ones before, four after, C(6,4) ways
        ([2, 2], [0, 4], Fraction(2 * 15, 70)),
        ([0, 5, 0], [0, 7, 0], Fraction(1)),
        ([1, 2, 1], [1, 2, 1], Fraction(1)),
        ([1, 0], [0, 1], Fraction(1)),
        ([3, 0], [0, 3], Fraction(2, 20)),
    ],
)
def test_p_by_hand(before: list[int], after: list[int], expected: Fraction) -> None:
    assert p_value(before, after) == float(expected)


def _p_by_listing(before: Sequence[int], after: Sequence[int]) -> float:
    """Twice the smaller tail, over every way of dealing the people out to the two sides."""
    people = sorted([*_people(before), *_people(after)])
    # twice a midrank: those below count twice, those level once each, and one for oneself
    rank = {x: 2 * sum(y < x for y in people) + people.count(x) + 1 for x in people}
    seen = sum(rank[x] for x in _people(after))
    sums = [sum(rank[x] for x in dealt) for dealt in combinations(people, sum(after))]
    smaller = min(sum(x <= seen for x in sums), sum(x >= seen for x in sums))
    return min(1.0, float(Fraction(2 * smaller, len(sums))))


@settings(deadline=None)
@given(_pairs(3, levels=4).filter(lambda pair: sum(map(sum, pair)) <= 13))
def test_p_is_that_of_listing_every_way(pair: Pair) -> None:
    assert p_value(*pair) == _p_by_listing(*pair)


@settings(deadline=None)
@given(_pairs(8))
def test_p_is_above_nought_and_at_most_one(pair: Pair) -> None:
    p = p_value(*pair)
    assert p is not None
    assert 0 < p <= 1


@settings(deadline=None)
@given(_pairs(8))
def test_p_is_the_same_each_way_round(pair: Pair) -> None:
    assert p_value(*pair) == p_value(*pair[::-1])


@settings(deadline=None)
@given(_pairs(8))
def test_p_is_the_same_with_the_scale_reversed(pair: Pair) -> None:
    before, after = pair
    assert p_value(before, after) == p_value(before[::-1], after[::-1])


@settings(deadline=None)
@given(_pairs(8), st.integers(0, 7))
def test_a_level_that_nobody_chose_changes_nothing(pair: Pair, place: int) -> None:
    before, after = ([*side[:place], 0, *side[place:]] for side in pair)
    assert p_value(before, after) == p_value(*pair)


@pytest.mark.parametrize("case", range(30))
def test_p_is_that_of_scipy(case: int) -> None:
    pytest.importorskip("scipy")
    stats: Any = pytest.importorskip("scipy.stats")
    random = Random(case)
    levels = random.randint(3, 7)
    before, after = (_spread(random, levels, random.randint(2, 6)) for _ in range(2))
    cut = sum(before)

    def rank_sum(one: Any, other: Any) -> float:
        return float(stats.rankdata([*one, *other])[cut:].sum())

    theirs = stats.permutation_test(
        (_people(before), _people(after)),
        rank_sum,
        permutation_type="independent",
        n_resamples=10_000,  # more than C(12, 6), so it lists them all
        vectorized=False,
        alternative="two-sided",
    )
    assert p_value(before, after) == pytest.approx(theirs.pvalue, abs=1e-12)


# --- beyond 60 people a side


@pytest.mark.parametrize(
    ("n_before", "n_after", "exact"), [(60, 60, True), (61, 60, False), (60, 61, False), (61, 4, False)]
)
def test_p_is_exact_up_to_60_people_a_side(n_before: int, n_after: int, exact: bool) -> None:
    before, after = [n_before - 2, 2, 0], [n_after - 3, 2, 1]
    assert change(before, after).exact is exact


def test_the_normal_approximation_by_hand() -> None:
    # 100 and 100 people on two levels, 40 and 55 of them high: U = 5750 against a mean of 5000; the ties
    # of 105 and 95 take (105^3 - 105 + 95^3 - 95) / (200 * 199) = 50.628 from 201; variance 125313.4;
    # z = 749.5 / 353.996 = 2.11726; both tails hold .03424
    assert p_value([60, 40], [45, 55]) == pytest.approx(0.034238, abs=1e-6)
    assert change([60, 40], [45, 55]).verdict is Verdict.UP


@pytest.mark.parametrize("case", range(10))
def test_the_normal_approximation_is_that_of_scipy(case: int) -> None:
    stats: Any = pytest.importorskip("scipy.stats")
    random = Random(case)
    before, after = _spread(random, 5, random.randint(61, 90)), _spread(random, 5, random.randint(20, 200))
    theirs = stats.mannwhitneyu(_people(after), _people(before), method="asymptotic", use_continuity=True)
    assert p_value(before, after) == pytest.approx(theirs.pvalue, abs=1e-12)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([10, 15, 20, 10, 5], [5, 13, 20, 14, 8]),
        ([10, 15, 20, 10, 5], [10, 13, 20, 14, 3]),
        ([0, 10, 40, 10, 0], [0, 4, 40, 16, 0]),
    ],
)
def test_the_normal_approximation_joins_the_exact_test_closely(before: list[int], after: list[int]) -> None:
    exact, normal = p_value(before, after), measures._normal_p(before, after)
    assert exact != normal
    assert exact == pytest.approx(normal, abs=0.02)


def test_where_all_of_very_many_chose_one_level_nothing_moved() -> None:
    found = change([0, 70, 0], [0, 80, 0])
    assert found == Change(70, 80, 0.5, 1.0, False, Verdict.NO_CLEAR_CHANGE)


def test_p_is_above_nought_even_where_no_float_is_small_enough() -> None:
    p = p_value([9000, 0, 0], [0, 0, 9000])
    assert p is not None
    assert 0 < p < 1e-300


# --- the verdict


def test_the_words_for_a_change() -> None:
    assert [str(word) for word in Verdict] == ["moved up", "moved down", "no clear change", "too few to say"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([4, 0, 0, 0, 0], [0, 0, 0, 0, 4], Change(4, 4, 1.0, 2 / 70, True, Verdict.UP)),
        ([0, 0, 0, 0, 4], [4, 0, 0, 0, 0], Change(4, 4, 0.0, 2 / 70, True, Verdict.DOWN)),
        ([2, 2], [0, 4], Change(4, 4, 0.75, 3 / 7, True, Verdict.NO_CLEAR_CHANGE)),
        # three people are too few however far they moved, and the figures are given all the same
        ([3, 0], [0, 9], Change(3, 9, 1.0, 2 / 220, True, Verdict.TOO_FEW)),
        ([0, 9], [3, 0], Change(9, 3, 0.0, 2 / 220, True, Verdict.TOO_FEW)),
        # four of one hundred and twenty-six
        ([0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 5], Change(4, 5, 1.0, 2 / 126, True, Verdict.UP)),
    ],
)
def test_change(before: list[int], after: list[int], expected: Change) -> None:
    assert change(before, after) == expected


def test_a_p_of_exactly_one_in_twenty_is_a_change() -> None:
    # 286 of the C(16, 7) = 11440 ways
    up, down = change([3, 4, 2, 0], [0, 2, 4, 1]), change([0, 2, 4, 1], [3, 4, 2, 0])
    assert up.p == down.p == 0.05
    assert up.verdict is Verdict.UP
    assert down.verdict is Verdict.DOWN


def test_an_effect_of_one_half_is_no_direction() -> None:
    assert measures._verdict(9, 0.5, 0.01) is Verdict.NO_CLEAR_CHANGE


@settings(deadline=None)
@given(_pairs(9))
def test_a_change_hangs_together(pair: Pair) -> None:
    there, back = change(*pair), change(*pair[::-1])
    opposite = {Verdict.UP: Verdict.DOWN, Verdict.DOWN: Verdict.UP}
    assert there.verdict is opposite.get(back.verdict, back.verdict)
    assert (there.n_before, there.n_after) == (sum(pair[0]), sum(pair[1]))
    assert (there.effect, there.p) == (effect(*pair), p_value(*pair))


def test_chance_alone_makes_no_more_arrows_than_the_level_allows() -> None:
    random = Random(11)
    teams = [(_spread(random, 5, 10), _spread(random, 5, 12)) for _ in range(1500)]
    arrows = sum(change(*team).verdict in (Verdict.UP, Verdict.DOWN) for team in teams)
    assert 0 < arrows <= expected_by_chance(len(teams))


# --- arrows by chance


def test_arrows_that_chance_would_give() -> None:
    assert expected_by_chance(0) == 0
    assert expected_by_chance(10) == pytest.approx(0.5)
    assert expected_by_chance(20, 0.01) == pytest.approx(0.2)


@pytest.mark.parametrize(("items", "level"), [(-1, 0.05), (3, -0.1), (3, 1.1), (3, float("nan"))])
def test_impossible_lists_are_refused(items: int, level: float) -> None:
    with pytest.raises(ValueError, match=r"items cannot be negative|between 0 and 1"):
        expected_by_chance(items, level)
