"""One word, one thing: a public class, alias or type variable of the product shares its name with no other."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = ("bot", "jobs", "messages", "storage")
TYPE_NAME = re.compile(r"[A-Z]+[a-z][A-Za-z0-9]*")
"""As classes, aliases and type variables are written; a constant is all capitals."""
ONE_FUNCTION = ("fold",)
"""Words that were several functions once, each with another result."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the product with its path."""
    for room in PRODUCT:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8"))


def types_in(tree: ast.Module) -> Iterator[str]:
    """The public types a module makes; what it imports is another's."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            names = []
        yield from (name for name in names if TYPE_NAME.fullmatch(name))


def shared(modules: Iterator[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    """The type names that several modules make, each with those modules."""
    makers: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in modules:
        for name in types_in(tree):
            makers[name].append(path)
    return {name: paths for name, paths in makers.items() if len(paths) > 1}


def test_no_two_types_share_a_name() -> None:
    assert shared(trees()) == {}


def test_a_class_and_an_alias_of_one_name_are_found() -> None:
    modules = [
        ("storage/one.py", ast.parse("class Turn: ...\nMOST = 5\n_Row = int")),
        ("bot/two.py", ast.parse("from storage.one import Turn\nMOST = 6\n_Row = str")),
        ("jobs/three.py", ast.parse("Turn = tuple[int, str]")),
    ]
    assert shared(iter(modules)) == {"Turn": ["storage/one.py", "jobs/three.py"]}


@pytest.mark.parametrize("word", ONE_FUNCTION)
def test_one_function_alone_is_called_by_a_word_with_one_meaning(word: str) -> None:
    found = [
        path
        for path, tree in trees()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.removeprefix("_") == word
    ]
    assert len(found) == 1, found
