"""What the code and the documents cite is there to be read."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ = {".py", ".toml", ".md", ".j2", ".yml", ".yaml", ".tsv", ".mjs"}
SECTION = re.compile(r"\b([a-z][a-z_-]*)\.md §(\d+)(?:\.(\d+))?(?:(?:,| and) §(\d+))?")
DOCUMENT = re.compile(r"(?<![\w./-])(?:docs/)?([a-z][a-z_-]*)\.md\b")


def texts() -> list[Path]:
    """The tracked files that cite."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [file for file in files if file.suffix in READ and file.is_file() and file != Path(__file__)]


def sections(document: str) -> dict[str, set[str]]:
    """The numbered sections of a document, and the numbered items in each."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in (ROOT / "docs" / f"{document}.md").read_text().splitlines():
        if heading := re.match(r"## (\d+)\.", line):
            section = heading[1]
            found[section] = set()
        elif item := re.match(r"(\d+)\. ", line):
            found.setdefault(section, set()).add(item[1])
    return found


def test_every_document_cited_is_in_the_repository() -> None:
    cited = {(name, file.name) for file in texts() for name in DOCUMENT.findall(file.read_text())}
    missing = {(name, file) for name, file in cited if not (ROOT / "docs" / f"{name}.md").is_file()}
    assert not missing
    assert len(cited) > 100


def test_every_section_cited_exists() -> None:
    missing = []
    cited = [(file.name, *found) for file in texts() for found in SECTION.findall(file.read_text())]
    for file, document, section, item, also in cited:
        known = sections(document)
        wrong = section not in known or (item and item not in known[section]) or (also and also not in known)
        missing += [f"{file}: {document}.md §{section}{'.' + item if item else ''}"] if wrong else []
    assert not missing
    assert len(cited) > 50


@pytest.mark.parametrize(("cited", "there"), [("domain.md §3.4", True), ("domain.md §3.99", False)])
def test_a_section_that_is_not_there_is_noticed(cited: str, there: bool) -> None:
    document, section, item, _ = SECTION.findall(cited)[0]
    assert (item in sections(document)[section]) is there
