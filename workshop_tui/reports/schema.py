"""JSON Schema of our files, made from the model itself, in the form that the TOML plugins of editors read.

They take draft 07, and see a file as JSON: a date arrives as text, there is no null, and a key beside ``$ref`` is
passed over. A null, even as a default, ends some of them. The words for each key are here, where nothing else
needs them; a kind of table is described by its class.
"""

from __future__ import annotations

import json
import re
from typing import Any

from workshop_tui.model.agenda import Agenda
from workshop_tui.model.framework import Framework
from workshop_tui.model.part import Part
from workshop_tui.model.session import Session
from workshop_tui.model.texts import Texts

_MODELS: dict[str, type[Part]] = {"session": Session, "framework": Framework, "agenda": Agenda, "texts": Texts}

_REPLACES = "true if this takes the place of a built-in one with the same id; otherwise the built-in one stays."
_ID = "A short name of letters, digits, - and _. Others know it by this name, so it never changes."
_LEVELS = "The words of the scale, from the lowest level up."
_ITEM = "The id of the item it is about."
_ITS_FRAMEWORK = "The id of the framework that its item belongs to."

MEANINGS: dict[str, dict[str, str]] = {
    "Session": {
        "format": "Which kind of file this is.",
        "id": "What other files know this session by; it never changes.",
        "team": "The team's name.",
        "service": "The service that the team belongs to.",
        "organisation": "The organisation.",
        "date": "The day of the workshop, without quotation marks: 2026-12-01",
        "people": "How many people are in the room; 0 if that is not known.",
        "state": "planned: not begun. open: begun. closed: done.",
        "follows": "The file of the team's earlier session, as seen from this one's folder.",
        "follows_id": "The id of that earlier session.",
        "dots_each": "How many dots each person has, to choose what matters most.",
        "times": "The seconds that each step took, by the id of the step.",
        "frameworks": "What is rated, with the words of its scale.",
        "ratings": "Each item with its rounds, in the order of the day.",
        "notes": "What was said.",
        "actions": "What the team will do.",
    },
    "Place": {
        "step": "The id of the step.",
        "framework": _ITS_FRAMEWORK,
        "item": "The id of the item, in a step that rates.",
        "began": "When the step was entered, by the clock in the room: 2026-12-01 10:30:00",
    },
    "Plan": {
        "id": "The id of the agenda that this was copied from.",
        "title": "What people see.",
        "steps": "The steps, in the order of the day.",
    },
    "Step": {
        "id": "A short name of letters, digits, - and _; each step has its own.",
        "kind": "What is done in this step, and so which screen shows it.",
        "title": "What people see.",
        "minutes": "How long the step takes as a whole.",
        "says": "What is said or read out; it stands on the screen.",
        "framework": "The id of the framework that a rate or quick step rates.",
        "items": "The ids of its items; in an agenda file, none for all of them.",
        "each": "Minutes that one item more or less makes of difference.",
        "for_items": "Rate only so many items; 0 for all.",
        "opens": "How many items a quick pass marks to be opened for talk.",
        "skipped": "true if the step is left out today.",
    },
    "Scale": {
        "id": "The id of the framework.",
        "version": "Which version of it was used.",
        "title": "What people see.",
        "levels": _LEVELS,
    },
    "Rating": {
        "framework": "The id of the framework, as under frameworks.",
        "item": "The id of the item.",
        "title": "What people see.",
        "agreed": "The level that the group settled on.",
        "dots": "How many dots it was given.",
        "chosen": "true if the team chose to work on it.",
        "rounds": "How the answers were spread, round by round.",
    },
    "Round": {
        "counts": "How many people chose each level, from 1 up; as many numbers as the scale has levels.",
        "cant_say": "How many could not say.",
        "people": "How many were in the room for this round.",
        "how": "How answers were taken: by cards, or by a ballot on the laptop.",
    },
    "Note": {
        "id": "A short name that no other note has.",
        "framework": _ITS_FRAMEWORK,
        "item": _ITEM,
        "head": "What kind of note it is: what works, what worries us, evidence, or what would move it one step up.",
        "text": "What was said; never who said it.",
    },
    "Action": {
        "id": "A short name that no other action has.",
        "what": "What is to be done.",
        "kind": "team: the team does it. leader: a leader promised it.",
        "owner": "The one post that sees to it.",
        "due": "By which day, without quotation marks: 2026-12-01",
        "know": "How we will know that it worked.",
        "first_step": "What is done first.",
        "status": "How far it is.",
        "worked": "Whether it worked, once it is done.",
        "history": "What was said of it on which day.",
    },
    "Source": {
        "step": "The id of the step.",
        "framework": _ITS_FRAMEWORK,
        "item": _ITEM,
        "title": "What people see of it.",
    },
    "Event": {
        "date": "The day, without quotation marks: 2026-12-01",
        "status": "How far the action was on that day.",
        "worked": "Whether it worked.",
        "note": "A remark, such as why it is stuck.",
    },
    "Framework": {
        "format": "Which kind of file this is.",
        "id": _ID,
        "version": "Yours to count; a session writes down which one it used.",
        "title": "What people see.",
        "about": "A sentence on what it is for.",
        "source": "Where it comes from.",
        "replaces_built_in": _REPLACES,
        "levels": _LEVELS,
        "themes": "Groups of items.",
        "items": "What is rated, in the order of the day.",
    },
    "Theme": {
        "id": "A short name of letters, digits, - and _, by which items name it.",
        "title": "What people see.",
        "about": "A sentence on what belongs to it.",
    },
    "Item": {
        "id": "A short name of letters, digits, - and _. It never changes, even if the words do.",
        "theme": "The id of the theme it belongs to.",
        "title": "What people see; up to 27 characters fit everywhere.",
        "short": "A word of up to 8 characters, for narrow tables.",
        "statement": "What is rated; it begins with we, and says one thing.",
        "why": "For the facilitator: why it matters.",
        "prompts": "For the facilitator: open questions that never ask who.",
        "levels": "What each level looks like here, from the lowest up; as many as the scale has.",
        "source": "Where it comes from.",
    },
    "Agenda": {
        "format": "Which kind of file this is.",
        "id": _ID,
        "title": "What people see.",
        "about": "A sentence on the day it is for.",
        "replaces_built_in": _REPLACES,
        "steps": "The steps, in the order of the day.",
    },
    "Texts": {
        "format": "Which kind of file this is.",
        "id": _ID,
        "replaces_built_in": _REPLACES,
        "purpose": "What is said at the welcome, a paragraph each.",
        "counted_not_named": "What is read out word for word before anybody rates, a paragraph each.",
        "projector_off": "What is said before the laptop goes round.",
        "questions": "The questions to ask after a reveal, by the shape of the spread.",
    },
}
"""What each key says, for whoever points at it; a key that holds a single table has that table's words instead."""

_DAY_AND_TIME = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?$",
    "format": "date-time-local",  # draft 07 has none without a zone; Tombi knows this one, Taplo passes it over
}
# Letters and digits differ from one program's \w to the next, so only what is plainly neither is kept out.
_PATTERNS = {
    r"^[\w.-]+$": r"^[^\x00-,/:-@\[-^`{-\x7f]+$",
    r"^workshop-session/1(\.\d+)?$": r"^workshop-session/1([.][0-9]+)?$",
}


def schema(which: str) -> str:
    """The schema of one kind of file, as text.

    Raises:
        KeyError: There is no such kind.
    """
    model = _MODELS[which]
    found = model.model_json_schema()
    parts = {name: _table(name, part) for name, part in found.pop("$defs", {}).items()}
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **_table(model.__name__, found),
        "title": f"workshop-tui {which} file",
        "definitions": parts,
    }
    whole["required"] = list(dict.fromkeys(["format", *whole["required"]]))  # the model alone can do without
    return json.dumps(whole, indent=2)


def _table(name: str, made: dict[str, Any]) -> dict[str, Any]:
    """One kind of table, with what each of its keys may hold and what that means."""
    meanings = MEANINGS.get(name, {})
    keys = {}
    for key, value in made["properties"].items():
        keys[key] = _value(value)
        if "$ref" not in keys[key] and key in meanings:
            keys[key]["description"] = meanings[key]
    return {
        "type": "object",
        "description": _plain(made.get("description", "")),
        "properties": keys,
        "required": made.get("required", []),
        "additionalProperties": True,
    }


def _value(made: dict[str, Any]) -> dict[str, Any]:
    """What a key may hold, without null and without what only a program reads."""
    for one in made.get("anyOf", ()):
        if one.get("type") != "null":
            return _value(one)
    if "$ref" in made:
        return {"$ref": made["$ref"].replace("#/$defs/", "#/definitions/")}
    if made.get("format") == "date-time":
        return dict(_DAY_AND_TIME)
    kept = {word: value for word, value in made.items() if word != "title"}
    if isinstance(kept.get("default"), list | dict):
        del kept["default"]
    if "pattern" in kept:
        kept["pattern"] = _PATTERNS[kept["pattern"]]
    for word in ("items", "additionalProperties"):
        if isinstance(kept.get(word), dict):
            kept[word] = _value(kept[word])
    return kept


def _plain(docstring: str) -> str:
    """A docstring as a plugin shows it: a line a paragraph, and names as they are marked there."""
    text = re.sub(r":class:`(\w+)`", lambda name: name[1].lower(), docstring).replace("``", "`")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
