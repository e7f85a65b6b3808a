"""JSON Schema of our files, made from the model itself."""

from __future__ import annotations

import json

from workshop_tui.model.agenda import Agenda
from workshop_tui.model.framework import Framework
from workshop_tui.model.part import Part
from workshop_tui.model.session import Session
from workshop_tui.model.texts import Texts

_MODELS: dict[str, type[Part]] = {"session": Session, "framework": Framework, "agenda": Agenda, "texts": Texts}


def schema(which: str) -> str:
    """The schema of one kind of file, as text.

    Raises:
        KeyError: There is no such kind.
    """
    found = _MODELS[which].model_json_schema()
    found = {"$schema": "http://json-schema.org/draft-07/schema#", **found, "title": f"workshop-tui {which} file"}
    # draft 07, which the TOML plugins of editors read, calls $defs definitions.
    text = json.dumps(found, indent=2, ensure_ascii=False)
    return text.replace('"$defs"', '"definitions"').replace("#/$defs/", "#/definitions/")
