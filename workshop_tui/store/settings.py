"""This user's settings: how the program looks. Nothing about any session."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from workshop_tui.store import folders


@dataclass(frozen=True)
class Settings:
    """Settings that the program itself changes."""

    theme: str = "night"


def load() -> Settings:
    """The settings as kept; what cannot be read is as by default."""
    path = folders.settings()
    if not path.is_file():
        return Settings()
    import tomli

    try:
        found = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    theme = found.get("theme")
    return Settings(theme if isinstance(theme, str) else Settings.theme)


def save(settings: Settings) -> None:
    """Keep the settings; a computer that cannot is used without."""
    import tomli_w

    from workshop_tui.store import safe_save

    path = folders.settings()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        safe_save.put(path, tomli_w.dumps(asdict(settings)).encode())
    except OSError:
        return
