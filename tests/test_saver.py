"""When the thread that saves does so: in a moment of quiet, at once at a step, again after a failure."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from workshop_tui import saver
from workshop_tui.saver import Saver


class Saves:
    """A place to save to, which may be down, and what came there."""

    def __init__(self) -> None:
        self.came: list[bool] = []
        self.is_down = False
        self._news = threading.Condition()

    def __call__(self, *, milestone: bool = False) -> bool:
        with self._news:
            self.came.append(milestone)
            self._news.notify_all()
        return not self.is_down

    def within(self, seconds: float, number: int = 1) -> bool:
        """Whether so many have come before that."""
        with self._news:
            return self._news.wait_for(lambda: len(self.came) >= number, seconds)


@pytest.fixture
def place() -> Saves:
    return Saves()


@pytest.fixture
def saving(place: Saves) -> Iterator[Saver]:
    failed: list[Exception] = []
    one = Saver(place, failed.append)
    yield one
    one.stop()
    assert failed == []


def test_nothing_is_saved_before_something_changed(place: Saves, saving: Saver) -> None:
    assert not place.within(0.2)


def test_a_change_waits_for_quiet(place: Saves, saving: Saver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver, "QUIET", 0.4)
    saving.soon()
    assert not place.within(0.1)
    assert place.within(5)
    assert place.came == [False]


def test_while_changes_go_on_coming_it_is_saved_all_the_same(
    place: Saves, saving: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "QUIET", 60)
    monkeypatch.setattr(saver, "_LATEST", 0.2)
    saving.soon()
    saving.soon()
    assert place.within(5)


def test_a_step_is_saved_at_once_whatever_changes_right_after_it(
    place: Saves, saving: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "QUIET", 60)
    with saving._news:  # so that the thread sees both together
        saving.now(milestone=True)
        saving.soon()
    assert place.within(5)
    assert place.came == [True]


def test_what_failed_is_tried_again_as_the_milestone_that_it_was(
    place: Saves, saving: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "_AGAIN", (0.05,))
    place.is_down = True
    saving.now(milestone=True)
    assert place.within(5, 3)
    place.is_down = False
    assert place.came[:3] == [True, True, True]


def test_a_mistake_of_ours_is_told_and_ends_it() -> None:
    failed = threading.Event()

    def breaks(*, milestone: bool = False) -> bool:
        raise ZeroDivisionError

    one = Saver(breaks, lambda error: failed.set() if isinstance(error, ZeroDivisionError) else None)
    one.now()
    assert failed.wait(5)
    one._thread.join(5)
    assert not one._thread.is_alive()
