"""Nobody's words reach a widget as a bare string: read from the code, since no walk through screens sees it all."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import workshop_tui.tui

FLOOR = Path(workshop_tui.tui.__file__).parent
FILES = sorted(FLOOR.rglob("*.py"))
BUILDS_CONTENT = {"safe_text.py"}
RICH_TEXT = {"app.py"}  # told after the screen is gone, and made of our own words
WIDGETS = {"Input", "OptionList", "option_list"}
"""What of Textual's own widgets is used: each shows strings as markup unless it is told not to."""
SHOWN = {"title", "sub_title", "border_title", "border_subtitle", "tooltip", "label", "prompt"}
MARKUP = {"from_markup", "from_text", "styled", "render_markup", "notify", "log", "panic", "print", "write"}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""), node


def is_ours(node: ast.expr) -> bool:
    """Whether a text is written here in the code, or is so many of such a text."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return isinstance(node.left, ast.Constant) or isinstance(node.right, ast.Constant)
    return isinstance(node, ast.IfExp) and is_ours(node.body) and is_ours(node.orelse)


def builds_content(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """Content that is built of something else than a text in the code."""
    if path.name not in BUILDS_CONTENT:
        yield from (node for name, node in calls(tree) if name == "Content" and not all(map(is_ours, node.args)))


def reads_markup(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """What reads a string as markup, or sends it somewhere past the screens."""
    yield from (node for name, node in calls(tree) if name in MARKUP)
    for _, node in calls(tree):
        for word in node.keywords:
            if word.arg == "markup" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
                yield word.value


def rich_text(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """Rich's text, which passes control characters on."""
    if path.name not in RICH_TEXT:
        yield from (node for name, node in calls(tree) if name == "Text")


def other_widgets(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """Textual's widgets that are not known to be harmless here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual.widgets"):
            names = {one.name for one in node.names} if node.module == "textual.widgets" else set()
            if names - WIDGETS or node.module not in ("textual.widgets", "textual.widgets.option_list"):
                yield node


def lists_with_markup(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """Option lists that were not told that their rows are no markup."""
    for name, node in calls(tree):
        if name == "OptionList" and not any(word.arg == "markup" for word in node.keywords):
            yield node
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "OptionList" for base in node.bases):
            begins = [
                one
                for name, one in calls(node)
                if name == "__init__" and isinstance(one.func, ast.Attribute) and isinstance(one.func.value, ast.Call)
            ]
            if not any(word.arg == "markup" for one in begins for word in one.keywords):
                yield node


def shown_attributes(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """Titles and the like, which Textual shows as markup; and placeholders."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in SHOWN:
                    yield node
    for _, node in calls(tree):
        for word in node.keywords:
            if word.arg == "placeholder" and not (is_ours(word.value) or isinstance(word.value, ast.Name)):
                yield word.value


def styles_of_words(path: Path, tree: ast.AST) -> Iterator[ast.AST]:
    """A style that is not written in the code: a style may hold an action to click."""
    for name, node in calls(tree):
        styles = node.args[1:2] if name == "words" else node.args[:1] if name in ("stylize", "stylize_before") else []
        styles += [word.value for word in node.keywords if word.arg == "style"]
        known = ("style", "match_style")
        for style in styles:
            if not is_ours(style) and getattr(style, "id", getattr(style, "attr", "")) not in known:
                yield style


RULES: list[Callable[[Path, ast.AST], Iterator[ast.AST]]] = [
    builds_content, reads_markup, rich_text, other_widgets, lists_with_markup, shown_attributes, styles_of_words,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_bare_strings(rule: Callable[[Path, ast.AST], Iterator[ast.AST]]) -> None:
    assert len(FILES) > 30
    found = []
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(FLOOR)}:{getattr(node, 'lineno', 0)}" for node in rule(path, tree)]
    assert found == [], rule.__doc__


BAD = {
    "builds_content": "Content(f'{team}')",
    "reads_markup": "self.notify(team)",
    "rich_text": "Text(team)",
    "other_widgets": "from textual.widgets import Static",
    "lists_with_markup": "class Rows(OptionList):\n    def __init__(self):\n        super().__init__()",
    "shown_attributes": "self.border_title = team",
    "styles_of_words": "words(team, session.colour)",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_finds_what_it_is_for(rule: Callable[[Path, ast.AST], Iterator[ast.AST]]) -> None:
    assert list(rule(Path("x.py"), ast.parse(BAD[rule.__name__])))
