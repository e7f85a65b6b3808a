"""The documentation of the commands is held true: every command, every option, and the examples."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop_tui import cli

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", DOCS, re.M | re.S))
BEFORE_COMMANDS = DOCS.partition("\n## ")[0]


def parsers(name: str = "") -> Iterator[argparse.ArgumentParser]:
    """The parser of a command (or of the program itself), then those of its words."""
    program = cli._parser(name)
    one = _words(program)[name] if name else program
    yield one
    if name:
        yield from _words(one).values()


def _words(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}


def test_every_command_has_its_section_and_no_other_has() -> None:
    assert list(SECTIONS) == list(cli._COMMANDS)


@pytest.mark.parametrize("name", cli._COMMANDS)
def test_every_option_of_a_command_is_told(name: str) -> None:
    known = {option for parser in parsers(name) for option in options_of(parser)}
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", re.sub(r"```.*?```", "", SECTIONS[name], flags=re.S)))
    assert known - told == set()
    assert told - known == set()


@pytest.mark.parametrize("name", cli._COMMANDS)
def test_every_word_and_choice_of_a_command_is_told(name: str) -> None:
    for parser in parsers(name):
        for action in parser._actions:
            for choice in action.choices or ():
                assert re.search(rf"\b{choice}\b", SECTIONS[name])


def test_the_options_of_the_program_are_told() -> None:
    (program,) = parsers()
    assert {"--folder", "--version"} <= options_of(program)
    assert [option for option in (*options_of(program), "--help", "-h") if option not in BEFORE_COMMANDS] == []


@pytest.mark.parametrize("line", re.findall(r"^\$ (workshop-tui.*)$", DOCS, re.M))
def test_every_example_is_right_use(line: str) -> None:
    asked = shlex.split(re.split(r" [|>] ", line)[0], comments=True)[1:]
    cli._parser(cli._named(asked)).parse_args(asked)


def test_the_exit_statuses_are_told() -> None:
    for status in (cli.DONE, cli.PROBLEMS, cli.WRONG_USE):
        assert re.search(rf"\b{status} [a-z]", BEFORE_COMMANDS)
