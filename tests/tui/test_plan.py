"""Going through the plan: each answer belongs to its action, nothing moves away, and the why is kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tui import kept
from tui.screen import MORNING, desk
from workshop_tui.changes import actions, plan
from workshop_tui.model.action import Action
from workshop_tui.model.agenda import Step
from workshop_tui.model.session import Session

TODAY = MORNING.date()
EARLIER = dt.date(2025, 12, 1)
NAMES = ("Mend the door", "Ring the link worker", "Share the rota")


def with_plan(kind: str) -> Session:
    """Three open actions and a step that goes through them."""
    session = kept.small()
    for number, what in enumerate(NAMES):
        session = actions.add(session, Action(id=f"a{number}", what=what), EARLIER)
    step = Step.model_validate({"id": "plan", "kind": kind, "title": "Our plan", "minutes": 9})
    session = plan.add_step(session, step, session.agenda.steps[0].id)
    return session.model_copy(update={"state": "open", "place": session.place.model_copy(update={"step": "plan"})})


async def test_whether_it_worked_is_said_of_the_action_that_is_done(tmp_path: Path) -> None:
    for kind in ("actions", "review"):
        async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", with_plan(kind))) as at:
            await at.press("d")
            at.shows("Did it work? (Mend the door)")
            await at.press("y", "down", "d", "n", "down", "w")
            found = at.file["actions"]
        assert [(one["what"], one["status"], one.get("worked")) for one in found] == [
            (NAMES[0], "done", "yes"),
            (NAMES[1], "done", "no"),
            (NAMES[2], "under way", None),
        ]


async def test_whoever_goes_on_without_an_answer_answers_for_no_other_action(tmp_path: Path) -> None:
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", with_plan("review"))) as at:
        await at.press("d", "down")
        at.hides("yes, it worked")
        await at.press("y", "p", "e")
        assert [one.get("worked") for one in at.file["actions"]] == [None, None, None]
        assert [one["status"] for one in at.file["actions"]] == ["done", "open", "open"]
        await at.press("up")
        at.shows("not said yet: d asks")
        await at.press("d", "p")
        assert at.file["actions"][0]["worked"] == "partly"


async def test_why_an_action_is_stuck_or_dropped_is_asked_and_kept(tmp_path: Path) -> None:
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", with_plan("review"))) as at:
        await at.press("k")
        at.shows("Mend the door", "Why is it stuck")
        await at.type("No key until [May]")
        await at.press("enter")
        at.shows("stuck: No key until [May]")
        await at.press("down", "x", "enter")  # nobody has to say why
        await at.press("down", "n")
        at.shows("What have you seen of it?")
        await at.type("It hangs at the duty desk")
        await at.press("enter")
        told = [[(event["status"], event.get("note")) for event in one["history"]] for one in at.file["actions"]]
        assert told == [
            [("open", None), ("stuck", "No key until [May]")],
            [("open", None), ("dropped", None)],
            [("open", None), ("open", "It hangs at the duty desk")],
        ]
        await at.press("u")
        assert len(at.file["actions"][2]["history"]) == 1


async def test_all_that_is_known_of_an_action_can_be_read(tmp_path: Path) -> None:
    session = with_plan("review")
    for number in range(12):
        day = EARLIER + dt.timedelta(days=number)
        session = actions.follow_up(session, "a0", "under way", day, note=f"Remark {number} of many")
    async with desk(kept.a_folder(tmp_path), opens=kept.write(tmp_path / "sessions", session)) as at:
        at.shows("Remark 11 of many")
        at.hides("Remark 0 of many")
        await at.press("pagedown", "pagedown", "pagedown")
        at.shows("Remark 0 of many", "1 Dec 2025 open")
        await at.press("d")
        assert at.file["actions"][0]["status"] == "done", "the marker stayed where it was"
