"""What the documents name exists: each command with its options, each setting, each file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli import app
from storage.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
COMMANDS = typer.main.get_command(app)

_CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
_CALL = re.compile(r"^(?:.*bin/|(?:\w+=\S* )*)sagspuls[ \t]+(?=[a-z-])(?P<words>[^#|;&\n]*)", re.MULTILINE)
"""A call of the command, first in its line or by its path, with its words up to a remark, a pipe or the line's end."""
_PATH = re.compile(r"\]\((?!https?:)([^)#]+)")

named = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def code(text: str) -> Iterator[str]:
    """The blocks and the spans of code; a line that goes on after a backslash is one line."""
    for block, span in _CODE.findall(text):
        yield (block or span).replace("\\\n", " ")


def calls(text: str) -> Iterator[list[str]]:
    """The words after each `sagspuls` that is called, and not named as a user or a service."""
    for piece in code(text):
        for found in _CALL.finditer(piece):
            yield found["words"].split()


def unknown(words: list[str]) -> str | None:
    """What of these words is no command or no option of it."""
    command: Any = COMMANDS
    while hasattr(command, "list_commands") and words and not words[0].startswith("-"):
        name, *words = words
        if name not in command.list_commands(None):
            return name
        command = command.get_command(None, name)
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return next(
        (word for word in words if word.startswith("--") and word.split("=")[0] not in {*options, "--help"}), None
    )


def test_commands_and_their_options_are_told_from_what_is_none() -> None:
    text = "`sagspuls chek`, `bin/sagspuls send --tema x`, `sudo -u sagspuls ls`, `X=1 sagspuls schedules list  # all`"
    assert [(words[0], unknown(words)) for words in calls(text)] == [
        ("chek", "chek"),
        ("send", "--tema"),
        ("schedules", None),
    ]


@named
def test_each_command_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [(" ".join(words), wrong) for words in calls(text) if (wrong := unknown(words))] == []


@named
def test_each_setting_that_a_document_names_exists(document: Path) -> None:
    found = set(re.findall(rf"{PREFIX}[A-Z][A-Z_]*[A-Z]", document.read_text(encoding="utf-8")))
    assert found - SETTINGS == set()


@named
def test_each_file_that_a_document_links_to_is_there(document: Path) -> None:
    linked = _PATH.findall(document.read_text(encoding="utf-8"))
    assert [path for path in linked if not (document.parent / path).exists()] == []


def test_the_readme_explains_every_setting() -> None:
    rows = [
        line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `SAGS")
    ]
    names = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    explained = {name if name.startswith(PREFIX) else PREFIX + name.removeprefix("_") for name in names}
    assert SETTINGS - explained == set()
