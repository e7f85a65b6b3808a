"""A session's file: read into the model, and saved whole."""

from __future__ import annotations

import datetime as dt
import errno
import getpass
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from workshop_tui.model.part import Part
from workshop_tui.model.session import FORMAT, Session
from workshop_tui.store import explain, safe_save, toml_in, toml_out
from workshop_tui.store.lines import Lines
from workshop_tui.store.problem import FileProblem, problem
from workshop_tui.words import cut, slug

_FORMAT = re.compile(r"workshop-session/1(\.[0-9]+)?")


@dataclass(frozen=True)
class Kept:
    """A session as it lies on disk: where, what, and the digest of the bytes it was read from."""

    path: Path
    session: Session
    digest: str


def load(path: Path) -> Kept:
    """Read one session.

    Raises:
        FileProblem: The file cannot be used; every reason is in it, and the file is untouched.
    """
    return kept_of(toml_in.read(path))


def kept_of(source: toml_in.Source) -> Kept:
    """The session in a file that was read.

    Raises:
        FileProblem: As :func:`session_of`.
    """
    return Kept(source.path, session_of(source), safe_save.digest(source.raw))


def source_of(text: str) -> toml_in.Source:
    """A text that this program keeps itself, as if it were a file.

    Raises:
        FileProblem: It is no TOML.
    """
    return toml_in.parse(Path("kept on this computer"), text.encode())


def session_of(source: toml_in.Source) -> Session:
    """The session in a table that was read.

    Raises:
        FileProblem: It is no session, one of a newer format, or it does not fit the model.
    """
    _known_format(source)
    try:
        return Session.model_validate(source.table)
    except ValidationError as error:
        lines = Lines(source.text)
        raise FileProblem(*explain.validation(source.path, lines, source.table, error)) from None


def look(source: toml_in.Source) -> tuple[Session, str]:
    """The session in a table, to be read and not changed, and a caution where it is of a newer format.

    Raises:
        FileProblem: As :func:`session_of`; or it is of a newer format, and nothing of it can be understood.
    """
    newer = explain.newer("session", source.table.get("format"))
    if not newer:
        return session_of(source), ""
    try:
        session = Session.model_validate(source.table | {"format": FORMAT})
    except ValidationError:
        raise problem(source.path, newer, Lines(source.text).of(("format",))) from None
    return session, f"{newer}; what this version understands of it is shown here, and nothing can be changed"


def _known_format(source: toml_in.Source) -> None:
    found: Any = source.table.get("format")
    if isinstance(found, str) and _FORMAT.fullmatch(found):
        return
    if found is None:
        raise problem(source.path, 'this is not a session file: a line format = "workshop-session/1" is missing')
    sentence = explain.newer("session", found) or f'this is not a session file: its format is "{cut(str(found), 40)}"'
    raise problem(source.path, sentence, Lines(source.text).of(("format",)))


def text_of(session: Session) -> str:
    """The file's text for a session, proven to read back as the same session.

    Raises:
        ValueError: It would not read back the same; nothing must be saved then.
    """
    text = toml_out.write(session)
    again = Session.model_validate(tomli.loads(text))
    if again != session and not _same(again, session):
        raise ValueError("the session would not read back from its file as it is")
    return text


def _same(one: Any, other: Any) -> bool:
    """Equal, where a NaN in a key that we do not know is the same as another."""
    if isinstance(one, Part) and isinstance(other, Part):
        fields = ((getattr(one, name), getattr(other, name)) for name in type(one).model_fields)
        return type(one) is type(other) and all(
            _same(*pair) for pair in [*fields, (one.model_extra, other.model_extra)]
        )
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other or (one != one and other != other))


def save(path: Path, session: Session, expected: str | None, about_to: Callable[[str], None] = lambda _: None) -> str:
    """Save a session whole and return the digest of the file. For ``about_to`` see :func:`safe_save.replace`.

    Raises:
        safe_save.ChangedElsewhere: The file is not the one that was read.
        OSError: It cannot be written, or it would be too large to be read again; the old file is untouched.
    """
    raw = text_of(session).encode("utf-8")
    if len(raw) > toml_in.largest():
        raise OSError(errno.EFBIG, "the file would become larger than can be read again", str(path))
    return safe_save.replace(path, raw, expected=expected, about_to=about_to)


def beside(path: Path, now: dt.datetime) -> Path:
    """A name for a copy in the same folder, short enough for every file system."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):  # as the system and the Python are
        who = "me"
    stem = path.stem.partition(" (unsaved ")[0].encode("utf-8", "ignore")[:150].decode("utf-8", "ignore")
    return path.with_name(f"{stem} (unsaved {slug(who, 20)} {now:%Y-%m-%d %H.%M.%S}).toml")
