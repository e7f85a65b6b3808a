"""``show --json``: the promised shape, whole figures, and words that come back as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import (
    DAY,
    a_full_session,
    a_rating,
    a_round,
    a_session,
    an_account,
    earlier,
    its_earlier_session,
    with_its_own_words,
)

from workshop_tui.analysis.change import p_value
from workshop_tui.model.session import Session
from workshop_tui.reports import as_json

DOCS = Path(__file__).parents[2] / "docs" / "json.md"


def told(session: Session, before: Session | None = None, **fields: object) -> dict[str, Any]:
    found = json.loads(as_json.session(an_account(session, before, **fields)))
    assert isinstance(found, dict)
    return found


def full() -> dict[str, Any]:
    return told(a_full_session(), its_earlier_session(), untold="why not")


def keys_of(value: object) -> set[str]:
    """Every key, however deep."""
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


# --- the promise


def test_what_the_product_promises_is_there() -> None:
    found = full()
    assert {"team", "date", "people", "ratings", "notes", "actions", "loose_ends", "follows"} <= set(found)
    assert {"framework", "item", "title", "rounds", "agreed", "change"} <= set(found["ratings"][0])
    assert {"counts", "cant_say", "n", "median", "agreement", "agreement_words"} <= set(
        found["ratings"][0]["rounds"][0]
    )
    assert {"since", "effect", "p", "verdict"} <= set(found["ratings"][0]["change"])
    assert {"id", "what", "owner", "due", "status", "worked", "source", "history"} <= set(found["actions"][0])


def test_the_format_has_a_name_and_stands_first() -> None:
    assert next(iter(full().items())) == ("json_format", "workshop-show/1")


def test_every_key_is_told_in_the_documentation() -> None:
    written = DOCS.read_text(encoding="utf-8")
    assert [key for key in sorted(keys_of(full())) if f"`{key}`" not in written] == []


def test_no_key_is_promised_that_is_not_there() -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    promised = {line.split("`")[1] for line in rows}
    assert promised - keys_of(full()) == set()
    assert len(promised) > 40


def test_the_same_keys_are_there_where_nothing_is_known() -> None:
    bare = told(Session(id="x", team="Bare", date=DAY))
    assert set(bare) == set(full())
    assert [key for key, value in bare.items() if value is None] == [
        "service", "organisation", "people", "follows", "follows_id", "follows_date", "follows_problem", "place",
    ]  # fmt: skip
    assert bare["expected_by_chance"] == {
        "since": None,
        "between_rounds": {"compared": 0, "moved": 0, "by_chance": 0.0},
    }
    (unrated,) = told(a_session(a_rating("one", title="")))["ratings"]
    assert set(unrated) == set(full()["ratings"][0])
    assert (unrated["title"], unrated["rounds"], unrated["change"], unrated["change_between_rounds"]) == (
        None,
        [],
        None,
        None,
    )


# --- figures


def test_an_item_figure_by_figure() -> None:
    counts = (1, 5, 0, 4, 1)
    session = a_session(a_rating("one", a_round(*counts, cant_say=1, people=13), agreed=2, dots=3, chosen=True))
    (one,) = told(session, earlier(a_rating("one", (0, 4, 3, 1, 0))))["ratings"]
    assert one == {
        "framework": "ours",
        "item": "one",
        "title": "Title of one",
        "levels": ["Not in place", "Starting", "Depends on who", "Mostly", "Routine"],
        "rounds": [
            {
                "counts": [1, 5, 0, 4, 1], "cant_say": 1, "n": 11, "people": 13, "how": "cards", "median": 2,
                # layers by hand: 1 1 0 1 1 has -5/36 for 4 people, 0 1 0 1 0 has 1/6 for 6, one is left: 13/9 of 11
                "median_words": "2", "agreement": pytest.approx(13 / 99), "agreement_words": "two camps",
            }
        ],
        "agreed": 2,
        "dots": 3,
        "chosen": True,
        "change": {
            "since": "2026-02-05",
            # of 88 pairs: level 2 is above none and level with 4 (5 x 2), level 4 above 7 and level with 1 (4 x 7.5),
            # level 5 above all 8; together 48
            "effect": 48 / 88,
            "p": p_value((0, 4, 3, 1, 0), counts),
            "verdict": "no clear change",
            "n_before": 8,
            "n_after": 11,
            "exact": True,
        },
        "not_compared": None,
        "change_between_rounds": None,
    }  # fmt: skip


def test_figures_are_not_rounded() -> None:
    (one,) = told(a_session(a_rating("one", (0, 6, 2, 3, 0))))["ratings"]
    assert one["rounds"][0]["agreement"] == pytest.approx((3 + 1 / 3 + 3) / 11, abs=1e-15)


def test_a_middle_between_two_levels() -> None:
    (one,) = told(a_session(a_rating("one", (0, 4, 3, 1, 0))))["ratings"]
    assert (one["rounds"][0]["median"], one["rounds"][0]["median_words"]) == (2.5, "2 to 3")


def test_a_round_in_which_nobody_chose_a_level() -> None:
    (one,) = told(a_session(a_rating("one", a_round(0, 0, 0, cant_say=4))))["ratings"]
    last = one["rounds"][0]
    assert (last["n"], last["median"], last["median_words"], last["agreement"]) == (0, None, None, None)


def test_which_rounds_are_compared() -> None:
    (one,) = told(a_session(a_rating("one", (9, 0, 0), (4, 4, 0), (0, 4, 4))))["ratings"]
    between = one["change_between_rounds"]
    assert (between["from_round"], between["to_round"], between["n_before"]) == (2, 3, 8)


def test_why_an_item_is_not_compared() -> None:
    (one,) = told(a_session(a_rating("one", (1, 2, 3))), earlier())["ratings"]
    assert (one["change"], one["not_compared"]) == (None, "not rated last time")


def test_chance_stands_out_and_loose_ends() -> None:
    found = full()
    assert found["expected_by_chance"]["since"] == {"compared": 1, "moved": 1, "by_chance": 0.05}
    assert found["standouts"]["most_cant_say"] == [{"framework": "ours", "item": "two"}]
    assert found["loose_ends"] == [{"action": "a2", "what": "words", "missing": ["owner", "due date"]}]


def test_an_action_and_its_lateness() -> None:
    first, second, third = full()["actions"]
    assert first["source"] == {"step": "rate", "framework": "ours", "item": "one", "title": "words"}
    assert (first["due"], first["days_late"], first["worked"]) == ("2026-02-05", 288, "partly")
    assert first["history"][1] == {"date": "2026-09-10", "status": "stuck", "worked": "partly", "note": "words"}
    assert (second["owner"], second["due"], second["days_late"], second["worked"]) == (None, None, 0, None)
    assert third["source"]["step"] is None


def test_the_earlier_session_is_named() -> None:
    found = full()
    assert (found["follows"], found["follows_id"], found["follows_date"]) == ("earlier.toml", "then11", "2026-02-05")
    assert found["follows_problem"] == "why not"


# --- words


def test_every_word_of_people_is_there() -> None:
    session, placed = with_its_own_words(a_full_session())
    text = as_json.session(an_account(session))
    assert [where for where, word in placed.items() if f'"{word}"' not in text] == []


STEERING = "\x00\x1b\x07\x7f\x85\x9b\u061c\u200e\u202e\u2066\u2028\u2029\ufeff\U000e0041"


def test_no_character_steers_a_terminal_and_all_come_back() -> None:
    text = as_json.session(an_account(a_full_session(f"a{STEERING}é日👩‍👩‍👧")))
    assert not set(STEERING) & set(text)
    assert "é日👩‍👩‍👧" in text
    assert "\\u001b" in text
    assert json.loads(text)["team"] == f"a{STEERING}é日👩‍👩‍👧"


@given(st.text(min_size=1))
def test_any_words_come_back_unaltered(text: str) -> None:
    for only_ascii in (False, True):
        written = as_json.session(an_account(a_full_session(text)), only_ascii=only_ascii)
        found = json.loads(written)
        assert found["team"] == found["notes"][0]["text"] == found["actions"][0]["what"] == text
        assert not only_ascii or written.isascii()


def test_half_of_a_letter_comes_back_too() -> None:
    # A file name that is no text reaches us with such halves in it.
    assert json.loads(as_json.escaped('"a\udcff"')) == "a\udcff"
