"""What comes in from the terminal: letters, keys, and what is pasted as nothing but text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from workshop_tui.tui.typed import Typed

BEGINS, ENDS = b"\x1b[200~", b"\x1b[201~"


def heard(*pieces: bytes) -> str:
    typed = Typed()
    return "".join([*(typed.decode(piece) for piece in pieces), typed.decode(b"", final=True)])


def in_pieces(raw: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(min(one, len(raw)) for one in cuts), len(raw)]
    return [raw[start:end] for start, end in itertools.pairwise(places)]


def test_a_byte_that_is_no_letter_is_passed_over() -> None:
    assert heard(b"a\xffb", b"\xfc", b"c") == "abc"
    assert heard("ü".encode()[:1], "ü".encode()[1:]) == "ü"


def test_a_key_never_waits() -> None:
    typed = Typed()
    assert [typed.decode(one) for one in (b"\x1b", b"[", b"A", b"x\x1b")] == ["\x1b", "[", "A", "x\x1b"]


def test_what_is_pasted_holds_no_escape_and_keys_beside_it_do() -> None:
    raw = b"\x1b[A" + BEGINS + b"\x1b[31mrr\x1b\x1b]0;t\x07\n" + ENDS + b"\x1b[B" + BEGINS + b"\x1b" + ENDS + b"q"
    assert heard(raw) == "\x1b[A\x1b[200~[31mrr]0;t\x07\n\x1b[201~\x1b[B\x1b[200~\x1b[201~q"


pieces = st.lists(st.sampled_from([b"\x1b", b"[", b"200~", b"201~", BEGINS, ENDS, b"r", b"\xff", "ü".encode(), b"\n"]))


@given(pieces, st.lists(st.integers(0, 60), max_size=6))
def test_however_it_is_cut_the_same_is_heard(pressed: list[bytes], cuts: list[int]) -> None:
    raw = b"".join(pressed)
    assert heard(*in_pieces(raw, cuts)) == heard(raw)


@given(st.text(), st.lists(st.integers(0, 60), max_size=6))
def test_all_text_arrives_whole(text: str, cuts: list[int]) -> None:
    text = text.replace("\x1b", "")
    raw = BEGINS + text.encode() + ENDS
    assert heard(*in_pieces(raw, cuts)) == f"\x1b[200~{text}\x1b[201~"
    assert heard(*in_pieces(text.encode(), cuts)) == text
