"""Why something was not kept, in words that a facilitator can act on."""

from __future__ import annotations

import errno
import os

import pytest

from workshop_tui.not_taken import why


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ENOSPC", "the disk is full"),
        ("EDQUOT", "the disk is full"),
        ("EROFS", "this place is read-only"),
        ("EACCES", "you have no right to write here"),
        ("ENOENT", "the folder is gone"),
        ("ESTALE", "the share is gone"),
        ("ENOTCONN", "the share is gone"),
        ("EHOSTDOWN", "the share is gone"),
        ("ETIMEDOUT", "the share is gone"),
    ],
)
def test_what_the_system_says_is_put_in_plain_words(name: str, says: str) -> None:
    number = getattr(errno, name, None)
    if number is None:
        pytest.skip("this system has no such error")
    assert why(OSError(number, os.strerror(number))) == says


def test_windows_says_it_in_numbers_of_its_own() -> None:
    error = OSError(errno.EINVAL, "The network path was not found")
    error.winerror = 53  # type: ignore[attr-defined, unused-ignore]
    assert why(error) == "the share is gone"


def test_our_own_sentence_stays() -> None:
    assert why(OSError(errno.EACCES, "the file is read-only")) == "the file is read-only"
