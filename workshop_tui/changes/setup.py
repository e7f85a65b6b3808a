"""A new session: from an agenda, the frameworks and items that set-up chose, and perhaps an earlier session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop_tui.changes.swap import altered
from workshop_tui.model.agenda import RATING_KINDS, Agenda, Plan, Step
from workshop_tui.model.framework import Framework
from workshop_tui.model.session import ItemKey, Rating, Scale, Session


@dataclass(frozen=True)
class Choice:
    """What set-up chose to rate: frameworks in order, and for each the ids of its items."""

    frameworks: tuple[Framework, ...]
    items: Mapping[str, tuple[str, ...]]

    @property
    def keys(self) -> list[ItemKey]:
        """Every chosen item."""
        return [ItemKey(one.id, item) for one in self.frameworks for item in self.items.get(one.id, ())]


def usual_choice(agenda: Agenda, frameworks: Mapping[str, Framework], before: Session | None = None) -> Choice:
    """The frameworks that the agenda names, with as many of their items as it has time for.

    Where it has time for some only, those that the earlier session chose to work on come first, then those
    with the most dots, then the framework's order.
    """
    wanted: dict[str, list[str]] = {}
    for step in agenda.steps:
        framework = frameworks.get(step.framework)
        if step.kind not in RATING_KINDS or framework is None:
            continue
        items = list(step.items) or [item.id for item in framework.items]
        if step.for_items:
            items = _first(items, step, before)
        known = wanted.setdefault(framework.id, [])
        known += [item for item in items if item not in known and framework.item(item)]
    return Choice(tuple(frameworks[name] for name in wanted), {name: tuple(items) for name, items in wanted.items()})


def _first(items: Sequence[str], step: Step, before: Session | None) -> list[str]:
    before_by_item = {one.item: one for one in (before.ratings if before else ()) if one.framework == step.framework}

    def weight(item: str) -> tuple[bool, int]:
        rating = before_by_item.get(item)
        return (not (rating and rating.chosen), -(rating.dots if rating else 0))

    ordered = sorted(items, key=weight)
    kept = set(ordered[: step.for_items])
    return [item for item in items if item in kept]


def plan_for(agenda: Agenda, choice: Choice) -> Plan:
    """The agenda with the chosen items in its steps, and minutes that fit their number.

    A step whose framework was not chosen falls out; a framework that the agenda does not know gets a step
    like the agenda's own, behind the last of them.
    """
    titles = {framework.id: framework for framework in choice.frameworks}
    steps: list[Step] = []
    for step in agenda.steps:
        if step.kind not in RATING_KINDS:
            steps.append(step)
        elif step.framework in titles:
            fitted = _fitted(step, titles[step.framework], choice)
            steps += [fitted] if fitted else []
    placed = {step.framework for step in steps if step.kind in RATING_KINDS}
    pattern = next((step for step in agenda.steps if step.kind in RATING_KINDS), None)
    for framework in choice.frameworks:
        if framework.id not in placed and choice.items.get(framework.id):
            steps.insert(_behind_ratings(steps), _own_step(framework, choice.items[framework.id], pattern))
    return Plan(id=agenda.id, title=agenda.title, steps=tuple(steps))


def _fitted(step: Step, framework: Framework, choice: Choice) -> Step | None:
    chosen = choice.items.get(framework.id, ())
    all_of_step = step.items or tuple(item.id for item in framework.items)
    items = tuple(item for item in all_of_step if item in chosen)
    if not items:
        return None
    meant = step.for_items or len(all_of_step)
    each = step.each or max(1, step.minutes // max(1, meant))
    minutes = max(each * len(items), step.minutes + each * (len(items) - meant))
    return altered(step, items=items, minutes=minutes, for_items=0)


def _own_step(framework: Framework, items: tuple[str, ...], pattern: Step | None) -> Step:
    kind = pattern.kind if pattern else "rate"
    each = (pattern.each if pattern else 0) or 8
    opens = pattern.opens if pattern else 0
    return Step(
        id=f"rate-{framework.id}"[:80],
        kind=kind,
        title=framework.title,
        minutes=each * len(items) + (8 * opens if kind == "quick" else 0),
        says=framework.about,
        framework=framework.id,
        items=items,
        each=each,
        opens=opens,
    )


def _behind_ratings(steps: Sequence[Step]) -> int:
    places = [place for place, step in enumerate(steps) if step.kind in RATING_KINDS]
    if places:
        return places[-1] + 1
    return next((place + 1 for place, step in enumerate(steps) if step.kind in ("welcome", "review")), 0)


def new_session(
    blank: Session, agenda: Agenda, choice: Choice, before: Session | None = None, before_file: str = ""
) -> Session:
    """A planned session with its agenda and its items, taking over the open actions of the one before.

    Args:
        blank: The facts: id, team, service, organisation, date, people.
        agenda: The agenda that was chosen.
        choice: Frameworks and items.
        before: The earlier session that this one follows.
        before_file: Its file's name, as the new session names it.
    """
    titles = {framework.id: framework for framework in choice.frameworks}
    ratings = []
    for key in choice.keys:
        item = titles[key.framework].item(key.item)
        ratings.append(Rating(framework=key.framework, item=key.item, title=item.title if item else key.item))
    scales = tuple(
        Scale(id=one.id, version=one.version, title=one.title, levels=one.levels) for one in choice.frameworks
    )
    made = altered(blank, agenda=plan_for(agenda, choice), frameworks=scales, ratings=tuple(ratings))
    if before is None:
        return made
    carried = tuple(action for action in before.actions if action.is_open)
    return altered(made, follows=before_file, follows_id=before.id, actions=carried)
