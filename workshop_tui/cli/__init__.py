"""The command line: one small file a command, imported only when that command is asked for."""

from __future__ import annotations

import argparse
import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from workshop_tui import __version__
from workshop_tui.cli import streams
from workshop_tui.words import visible

_COMMANDS = {
    "demo": "open the worked example, in a copy that can be thrown away",
    "new": "make a session file and print its path",
    "open": "lead, revisit or read one session",
    "check": "say what is wrong with session and framework files",
    "show": "one session in plain text",
    "report": "the report of one session",
    "merge": "two people's copies of one session into one",
    "versions": "earlier states of a session, and going back to one",
    "forget": "remove all that this computer keeps of a session beside the file itself",
    "frameworks": "list, show and check frameworks and agendas",
    "schema": "JSON Schema of a file, for editors",
}
DONE, PROBLEMS, WRONG_USE = 0, 1, 2
_MUCH = 200_000  # objects; a command ends long before it has made so many


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 1 problems found, 2 wrong use or unusable file."""
    if arguments is None:
        _be_quick()
    streams.prepare()
    asked = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(_named(asked))
    try:
        try:
            options = parser.parse_args(asked)
        finally:
            streams.finish()  # what --help and --version print
        status = int(_command(options.command or "home").run(options))
        streams.finish()
        return status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        streams.give_up()  # the reader went away (``| head``): nothing more to say
        return DONE
    except Exception as error:
        sentence = _one_sentence(error)
        if sentence is None:
            from workshop_tui.store import failure, folders

            # Python's own way prints the message, and that may hold what people said.
            sentence = f"failed, and no file was harmed. {failure.report(folders.state(), error)}"
        streams.give_up()
        print(f"workshop-tui: {sentence}", file=sys.stderr)
        return WRONG_USE


def _be_quick() -> None:
    """Leave out what takes a fifth of the time of a short command and serves nobody."""
    gc.set_threshold(_MUCH)  # next to nothing of what is made on starting is rubbish, so it is looked for seldom
    atexit.register(gc.freeze)  # and not at all among what ends with the program
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody else's plugin sees what people said


def _one_sentence(error: Exception) -> str | None:
    """A problem with a file or with the output, as a sentence; None for what is a mistake of ours."""
    problems = getattr(error, "problems", None)
    if problems:
        more = f" (and {len(problems) - 1} more: workshop-tui check tells them all)" if len(problems) > 1 else ""
        return f"{problems[0]}{more}"
    if isinstance(error, OSError) and error.filename is None:
        return f"the output cannot be written: {(error.strerror or 'unknown reason').lower()}"
    return None


def _command(name: str) -> Any:
    """The module of a command: ``options(parser)`` adds what it takes, ``run(options)`` does it."""
    return importlib.import_module(f"workshop_tui.cli.{name}")


def _named(asked: Sequence[str]) -> str:
    """The command that is asked for, found before parsing, so that only its module is imported."""
    words = iter(asked)
    for word in words:
        if word == "--folder":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


class _Parser(argparse.ArgumentParser):
    """One that says what was asked for without letting it steer the terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(visible(message, lines=True))


def _parser(named: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="workshop-tui",
        description="Lead a team through an honest look at itself: rate, talk, act, and keep it all in one file.",
        epilog="Without a command the home screen opens. Everything is also explained on screen: press ? there.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"workshop-tui {__version__}")
    parser.add_argument(
        "--folder",
        metavar="DIR",
        help="sessions folder (else WORKSHOP_FOLDER, ./sessions, or Workshops in your documents)",
    )
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    for name, text in _COMMANDS.items():
        one = commands.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.", allow_abbrev=False)
        if name == named:
            _command(name).options(one)
    return parser
