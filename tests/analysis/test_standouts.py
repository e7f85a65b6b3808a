"""What the room should look at first, on a small table worked out by hand."""

from __future__ import annotations

import pytest
from made import a_rating, a_round, a_session

from workshop_tui.analysis.agreement import Shape
from workshop_tui.analysis.standouts import ItemResult, result, results, standouts, to_open
from workshop_tui.model.session import ItemKey, Rating

LOW = (5, 4, 1, 0, 0)  # middle 1 to 2, leaning together
HIGH = (0, 0, 0, 3, 7)  # middle 5, largely agreed
CAMPS = (1, 5, 0, 4, 1)  # middle 2, two camps, A = .13
WIDE = (2, 2, 2, 2, 2)  # middle 3, spread widely, A = 0
MIDDLING = (0, 1, 6, 1, 0)  # middle 3, largely agreed
FEW = (0, 2, 0, 0, 0)


def found(*ratings: Rating) -> list[ItemResult]:
    return results(a_session(*ratings))


def names(items: tuple[ItemResult, ...] | list[ItemResult]) -> list[str]:
    return [one.key.item for one in items]


DAY = (
    a_rating("low", LOW),
    a_rating("high", HIGH),
    a_rating("camps", a_round(*CAMPS, cant_say=1)),
    a_rating("wide", WIDE),
    a_rating("unsure", a_round(*FEW, cant_say=6)),
    a_rating("unrated"),
)


def test_an_item_is_measured_after_its_last_round() -> None:
    one = result(a_rating("one", LOW, a_round(*CAMPS, cant_say=2), agreed=3, dots=4, chosen=True, title="One"))
    assert one is not None
    assert (one.key, one.title) == (ItemKey("ours", "one"), "One")
    assert (one.counts, one.number, one.cant_say, one.levels) == (CAMPS, 11, 2, 5)
    assert (str(one.middle), one.shape, one.agreed, one.dots, one.chosen) == ("2", Shape.TWO_CAMPS, 3, 4, True)


def test_an_item_without_a_round_is_no_result_and_one_without_a_title_has_its_id() -> None:
    assert result(a_rating("one")) is None
    unnamed = result(Rating(framework="f", item="its-id", rounds=(a_round(*LOW),)))
    assert unnamed is not None
    assert unnamed.title == "its-id"


def test_results_keep_the_order_and_can_be_of_some_items() -> None:
    session = a_session(*DAY)
    assert names(results(session)) == ["low", "high", "camps", "wide", "unsure"]
    assert names(results(session, [ItemKey("ours", "wide"), ItemKey("ours", "low")])) == ["low", "wide"]
    assert results(session, []) == []


def test_what_stands_out() -> None:
    out = standouts(found(*DAY))
    assert names(out.lowest) == ["low"]
    assert names(out.highest) == ["high"]
    # two camps come before a lower agreement: they are what the room should talk about
    assert names(out.most_divided) == ["camps"]
    assert names(out.most_cant_say) == ["unsure"]


def test_without_camps_the_least_agreed_is_most_divided() -> None:
    assert names(standouts(found(a_rating("low", LOW), a_rating("wide", WIDE))).most_divided) == ["wide"]


def test_what_is_largely_agreed_is_not_divided() -> None:
    assert standouts(found(a_rating("high", HIGH), a_rating("middling", MIDDLING))).most_divided == ()


def test_items_rated_by_fewer_than_three_have_no_rank() -> None:
    out = standouts(found(a_rating("few", FEW), a_rating("middling", MIDDLING), a_rating("high", HIGH)))
    assert names(out.lowest) == ["middling"]
    assert standouts(found(a_rating("few", FEW))).lowest == ()


def test_a_tie_names_all() -> None:
    ties = [a_rating(str(number), a_round(*MIDDLING, cant_say=2)) for number in range(4)]
    out = standouts(found(*ties, a_rating("high", HIGH)))
    assert names(out.lowest) == names(out.most_cant_say) == ["0", "1", "2", "3"]
    assert names(out.highest) == ["high"]


def test_where_all_are_alike_none_is_lowest_or_highest() -> None:
    alike = standouts(found(a_rating("one", MIDDLING), a_rating("other", MIDDLING)))
    assert (alike.lowest, alike.highest) == ((), ())
    assert standouts(found(a_rating("alone", LOW))).lowest == ()


def test_nobody_unsure_and_nothing_rated() -> None:
    assert standouts(found(a_rating("low", LOW))).most_cant_say == ()
    nothing = standouts([])
    assert (nothing.lowest, nothing.highest, nothing.most_divided, nothing.most_cant_say) == ((), (), (), ())


@pytest.mark.parametrize(
    ("counts", "height"),
    [((9, 0, 0), 0.0), ((0, 9, 0), 0.5), ((0, 0, 9), 1.0), ((0, 0, 9, 0, 0), 0.5), ((0, 3, 3, 0, 0), 0.375),
     ((0, 0, 0, 0, 0, 9, 0), 5 / 6), ((0, 0, 0), 0.0)],
)  # fmt: skip
def test_how_high_an_item_lies_on_a_scale_of_any_length(counts: tuple[int, ...], height: float) -> None:
    (one,) = found(a_rating("one", counts))
    assert one.height == pytest.approx(height)


def test_scales_of_different_length_are_ranked_by_height() -> None:
    # level 3 of 3 is higher than level 4 of 7, level 3 of 7 lower than level 2 of 3
    out = standouts(
        found(
            a_rating("3of3", (0, 0, 9)),
            a_rating("4of7", (0, 0, 0, 9, 0, 0, 0)),
            a_rating("3of7", (0, 0, 9, 0, 0, 0, 0)),
        )
    )
    assert (names(out.highest), names(out.lowest)) == (["3of3"], ["3of7"])


# --- what a quick pass opens


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, []),
        (1, ["camps"]),
        (2, ["camps", "low"]),
        (3, ["camps", "low", "wide"]),
        (4, ["camps", "low", "wide"]),
        (9, ["camps", "low", "wide"]),
    ],
)
def test_the_most_divided_and_the_lowest_are_opened_by_turns(number: int, expected: list[str]) -> None:
    # most divided first: camps, wide (A 0), low; lowest first: low, camps, wide; high is agreed and needs no talk
    assert names(to_open(found(*DAY), number)) == expected


def test_each_is_opened_once() -> None:
    both = found(a_rating("camps", (5, 0, 0, 0, 4)), a_rating("wide", WIDE))
    assert names(to_open(both, 2)) == ["camps", "wide"]


def test_of_two_with_the_same_middle_the_lower_mean_is_opened() -> None:
    same = found(a_rating("camps", CAMPS), a_rating("even", (1, 7, 3, 0, 0)), a_rating("lower", (5, 5, 1, 0, 0)))
    assert "lower" in names(to_open(same, 2))
