"""Each item beside itself: round by round, and since the workshop before."""

from __future__ import annotations

from made import WORDS, a_rating, a_round, a_scale, a_session, earlier

from workshop_tui.analysis.change import Verdict, change
from workshop_tui.analysis.progress import arrows, level_words, progress
from workshop_tui.model.session import Rating

LOW, HIGH = (4, 3, 1, 0, 0), (0, 0, 1, 4, 4)


def test_without_an_earlier_session_nothing_is_compared() -> None:
    (row,) = progress(a_session(a_rating("one", LOW)))
    assert (row.between, row.then, row.since, row.not_compared) == (None, None, None, "")


def test_the_last_rounds_of_the_two_days_are_compared() -> None:
    before = earlier(a_rating("one", HIGH, LOW))
    (row,) = progress(a_session(a_rating("one", LOW, HIGH)), before)
    assert row.since == change(LOW, HIGH)
    assert row.then == a_round(*LOW)
    assert row.since is not None
    assert row.since.verdict is Verdict.UP


def test_between_the_rounds_are_the_last_two() -> None:
    (row,) = progress(a_session(a_rating("one", HIGH, LOW, HIGH)))
    assert row.between == change(LOW, HIGH)


def test_one_round_has_nothing_between() -> None:
    (row,) = progress(a_session(a_rating("one", LOW)))
    assert row.between is None


def test_items_come_in_the_order_of_the_session_and_find_their_own() -> None:
    before = earlier(a_rating("two", HIGH), a_rating("one", LOW), a_rating("one", HIGH, framework="other"))
    rows = progress(a_session(a_rating("one", LOW), a_rating("two", LOW)), before)
    assert [row.rating.item for row in rows] == ["one", "two"]
    assert [row.since for row in rows] == [change(LOW, LOW), change(HIGH, LOW)]


def test_why_there_is_no_comparison_is_said() -> None:
    before = earlier(a_rating("never"), a_rating("shorter", (1, 2, 3)), a_rating("now-not", LOW))
    session = a_session(
        a_rating("new", LOW), a_rating("never", LOW), a_rating("shorter", LOW), a_rating("now-not")
    )  # fmt: skip
    assert [row.not_compared for row in progress(session, before)] == [
        "not rated last time",
        "not rated last time",
        "rated on 3 levels last time, so the two cannot be compared",
        "",
    ]
    assert not any(row.since for row in progress(session, before))


def test_rounds_on_two_scales_are_not_compared() -> None:
    # Only a hand can write such a file; it is read and told all the same.
    (row,) = progress(a_session(a_rating("one", (1, 2, 3), LOW)))
    assert row.between is None


def test_the_words_of_the_scale_are_given_only_where_they_fit() -> None:
    session = a_session(
        a_rating("fits", LOW), a_rating("unrated"), a_rating("short", (1, 2, 3)), a_rating("odd", LOW, framework="x"),
        frameworks=(a_scale(),),
    )  # fmt: skip
    assert [row.levels for row in progress(session)] == [WORDS, WORDS, (), ()]
    assert level_words(session, Rating(framework="ours", item="not there")) == WORDS


def test_arrows_count_what_could_be_called() -> None:
    up, down, same, few = change(LOW, HIGH), change(HIGH, LOW), change(LOW, LOW), change((1, 1), (5, 5))
    assert few.verdict is Verdict.TOO_FEW
    found = arrows([up, down, None, same, few])
    assert (found.compared, found.moved) == (3, 2)
    assert found.by_chance == 3 * 0.05
    assert (arrows([]).compared, arrows([]).by_chance) == (0, 0.0)
