"""A new session: from an agenda, the frameworks and items that set-up chose, and perhaps an earlier session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count

from workshop_tui.changes.swap import altered
from workshop_tui.model.agenda import RATING_KINDS, Agenda, Plan, Step
from workshop_tui.model.framework import Framework
from workshop_tui.model.part import MOST_MINUTES
from workshop_tui.model.session import ItemKey, Rating, Scale, Session

_TALKED = 8  # minutes for an item that is talked about
_QUICK = 2  # minutes for one that is only rated


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
    like the agenda's own, behind the last of them; an item that no step names goes to the last step of its
    framework.
    """
    steps: list[Step] = []
    for step in agenda.steps:
        framework = next((one for one in choice.frameworks if one.id == step.framework), None)
        if step.kind not in RATING_KINDS:
            steps.append(step)
        elif framework and (items := _items_of(step, framework, choice)):
            steps.append(_with_items(step, items, step.for_items or len(step.items or framework.items)))
    pattern = next((step for step in agenda.steps if step.kind in RATING_KINDS), None)
    for framework in choice.frameworks:
        own = [
            place for place, step in enumerate(steps) if step.framework == framework.id and step.kind in RATING_KINDS
        ]
        placed = {item for place in own for item in steps[place].items}
        left = tuple(item for item in choice.items.get(framework.id, ()) if item not in placed)
        if left and own:
            last = steps[own[-1]]
            steps[own[-1]] = _with_items(last, (*last.items, *left), len(last.items))
        elif left:
            steps.insert(_behind_ratings(steps), _own_step(framework, left, pattern, {step.id for step in steps}))
    return Plan(id=agenda.id, title=agenda.title, steps=tuple(steps))


def _items_of(step: Step, framework: Framework, choice: Choice) -> tuple[str, ...]:
    chosen = choice.items.get(framework.id, ())
    return tuple(item for item in step.items or [item.id for item in framework.items] if item in chosen)


def _with_items(step: Step, items: tuple[str, ...], meant: int) -> Step:
    """The step with these items, and as much time for each, and for each that is opened, as it was meant to have."""
    each = step.each or max(1, step.minutes // max(1, meant))
    opens = min(step.opens, len(items))
    talk = max(0, step.minutes - each * meant)
    if step.opens:
        talk = round(talk * opens / step.opens)
    minutes = min(MOST_MINUTES, each * len(items) + talk)
    return altered(step, items=items, minutes=minutes, opens=opens, for_items=0)


def _own_step(framework: Framework, items: tuple[str, ...], pattern: Step | None, taken: Set[str]) -> Step:
    kind = pattern.kind if pattern else "rate"
    each = (pattern.each if pattern else 0) or (_QUICK if kind == "quick" else _TALKED)
    opens = min(pattern.opens if pattern else 0, len(items))
    names = (f"rate-{framework.id}"[:76] + (f"-{again}" if again else "") for again in count())
    return Step(
        id=next(name for name in names if name not in taken),
        kind=kind,
        title=framework.title,
        minutes=min(MOST_MINUTES, each * len(items) + (_TALKED * opens if kind == "quick" else 0)),
        says=framework.about,
        framework=framework.id,
        items=items,
        each=each,
        opens=opens,
    )


def _behind_ratings(steps: Sequence[Step]) -> int:
    """Behind the last step that rates; without any, behind the welcome and the look back at the plan."""
    for kinds in (RATING_KINDS, ("welcome", "review")):
        places = [place for place, step in enumerate(steps) if step.kind in kinds]
        if places:
            return places[-1] + 1
    return 0


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
