"""The engine names no question: what it has to know of one stands in the question's record."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.rules.questions import RECORDS

ROOT = Path(__file__).parents[1]
MADE_OF_QUESTIONS = ("bot/questions/", "messages/views/", "storage/facts/", "storage/queries/")
"""What answers one question and draws it may name it, and the next one that it offers."""
OF_THE_STORE = ("storage/demo/", "storage/imports/", "storage/migrations/", "storage/rights/", "storage/schema/")
"""Tables, columns and files of exports, which are called as the questions are: budget, plan, access_log."""
OTHER_THINGS = {
    "budget": "a column, and who is reached by it",
    "case": "a slot, a column, and what the engine turns to a question for",
    "cases": "what is counted",
    "changes": "a column of a list",
    "channel": "a kind of conversation, and what the engine turns to a question for",
    "complaints": "what is counted",
    "deliveries": "a command, a part of the check, and who is reached by it",
    "digest": "a command",
    "events": "what is counted",
    "grants": "what is counted",
    "help": "what the engine turns to a question for",
    "language": "a field of what is sent",
    "none": "no category, no role, no colour",
    "overdue": "how far a deadline or an action has come",
    "plan": "a slot and a column",
    "rule": "a slot and a column",
    "times": "how often",
}
"""Words that stand for something else too, and what."""


def engine() -> Iterator[Path]:
    for room in ("bot", "jobs", "messages", "storage"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith((*MADE_OF_QUESTIONS, *OF_THE_STORE)):
                yield path


def names_of(path: Path) -> Iterator[tuple[str, str]]:
    """Each text of a file that is a question's id or its answer's name, with where it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.removeprefix("answers/")
            if name in RECORDS and (name not in OTHER_THINGS or name != node.value):
                yield name, f"{path.relative_to(ROOT)}:{node.lineno}"


def compared_in(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each text that a `question` is compared with, or that picks one of the records."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(ast.unparse(side).split(".")[-1] == "question" for side in sides):
                yield from _texts(*sides)
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).split(".")[-1] == "RECORDS":
            yield from _texts(node.slice)


def _texts(*nodes: ast.AST) -> Iterator[tuple[str, int]]:
    for top in nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, node.lineno


def test_the_engine_is_all_but_the_questions_and_the_store() -> None:
    found = {path.relative_to(ROOT).as_posix() for path in engine()}
    assert {
        "bot/desk.py",
        "bot/understanding/slots.py",
        "messages/labels.py",
        "storage/rules/questions/__init__.py",
    } < found
    assert len(found) > 150


def test_no_module_of_the_engine_names_a_question() -> None:
    assert [named for path in engine() for named in names_of(path)] == []


def test_no_word_of_two_meanings_is_taken_for_a_question() -> None:
    found = {path: list(compared_in(ast.parse(path.read_text(encoding="utf-8")))) for path in engine()}
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "code",
    ['meaning.question == "case"', 'question in {"rule", "plan"}', 'RECORDS["channel"].title', '"help" != question'],
)
def test_a_question_taken_by_its_name_is_found(code: str) -> None:
    assert list(compared_in(ast.parse(code)))


def test_a_word_is_listed_only_where_it_stands_for_something_else_too() -> None:
    texts = {
        node.value
        for path in engine()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert OTHER_THINGS.keys() - texts == set()
