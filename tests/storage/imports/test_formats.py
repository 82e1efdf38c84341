"""docs/formats.md tells whoever writes an export what is read: every file, its columns, the words of events."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storage.imports.kind import ExportKind
from storage.imports.kinds import KINDS
from storage.imports.kinds.events import VOCABULARY

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
FILES = {
    row.split("`")[1]: row
    for row in PAGE.split("## Files", 1)[1].split("Event vocabulary", 1)[0].splitlines()
    if row.startswith("| `")
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_export_has_its_line_with_every_column_and_whether_it_is_required(kind: ExportKind) -> None:
    columns = FILES[kind.name].split("|")[2]
    told = {name: bool(star) for name, star in re.findall(r"`([^`]+)`(\*?)", columns)}
    assert told.items() >= {(column.name, column.required) for column in kind.columns}


def test_the_words_of_events_are_listed_whole() -> None:
    listed = re.search(r"Event vocabulary [^:]+: ([^.]+)\.", PAGE)
    assert listed is not None
    assert {word.strip() for word in listed[1].replace("\n", " ").split(",")} == set(VOCABULARY.words)
