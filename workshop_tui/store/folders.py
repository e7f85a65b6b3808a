"""Where things lie: the sessions folder, what ships with the program, what this computer keeps."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_NAME = "workshop-tui"


def shipped(name: str) -> Path:
    """A folder that ships with the program: ``frameworks`` or ``sessions``.

    In an installed wheel they lie inside the package, in a checkout beside it.
    """
    inside = _PACKAGE / "shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def examples() -> Path:
    """The worked example: always opened as copies."""
    return shipped("sessions") / "examples"


def is_example(path: Path) -> bool:
    """Whether a file is one of the shipped examples."""
    return path.resolve().parent == examples().resolve()


def sessions(asked: str | None = None) -> Path:
    """The sessions folder: asked for, WORKSHOP_FOLDER, ./sessions if there, else Workshops in the documents."""
    if named := asked or os.environ.get("WORKSHOP_FOLDER"):
        with contextlib.suppress(RuntimeError):  # ~ of a user who is not there is taken as it stands
            return Path(named).expanduser()
        return Path(named)
    here = Path("sessions")
    if here.is_dir():
        return here
    from platformdirs import user_documents_path

    return user_documents_path() / "Workshops"


def state() -> Path:
    """What this computer keeps beside the session files; only this user may read it."""
    from platformdirs import user_state_path

    return user_state_path(_NAME, appauthor=False)


def make_private(folder: Path) -> None:
    """Make a folder of this computer's own, and those above it that are missing, for this user alone.

    Raises:
        OSError: It cannot be made.
    """
    from workshop_tui.store.safe_save import sync_folder

    for one in [*reversed(folder.parents), folder]:
        if not one.is_dir():
            one.mkdir(mode=0o700, exist_ok=True)
            sync_folder(one.parent)  # so that a power cut takes neither the folder nor what is put in it


def settings() -> Path:
    """The file of this user's settings."""
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False) / "settings.toml"


def own(folder: Path) -> Path:
    """The folder of a facilitator's own frameworks and agendas, beside her sessions."""
    return folder / "frameworks"


def from_home(path: Path) -> str:
    """A path as a person would say it: ``~/`` for what lies in the home folder, ``/`` between folders."""
    try:
        return f"~/{path.relative_to(Path.home().resolve()).as_posix()}"
    except (ValueError, RuntimeError):
        return path.as_posix()
