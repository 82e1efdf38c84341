"""After a case is forgotten nothing stored or written names it but the access log, whatever the exports still say."""

from __future__ import annotations

import re

import pytest

from storage.cpr_key import cpr_key
from storage.rights.forgetting import forget
from storage.settings import Settings
from tests.storage.imports.folders import NOW, Desk

NUMBER = "2024-1"
NAMED = re.compile(r"(?<![\w-])2024-1(?![\w-])")

BROKEN = [
    ("sager", "2024-1;010112-4000;anbringelse;Team Nord", "2024-1;010112-4000;ukendt;Team Nord"),
    ("rådgiverskift", "2024-1;carl;03-01-2024;31-03-2024", "2024-1;carl;03-01-2024;32-03-2024"),
    ("hændelser", "2024-1;underretning vurderet;04-01-2024 09:30", "2024-1;underretning vurderet;engang"),
    ("klager", "K-1;2024-1;Team Nord;05-03-2026", "K-1;2024-1;Team Nord;5 marts-ish"),
    ("ledelsestilsyn", "2026-1;2024-1;Er barnet hørt?;ja", "2026-1;2024-1;Er barnet hørt?;måske"),
    ("indsatser", "B-1;2024-1;Døgninstitution;§ 43;6", "B-1;2024-1;Døgninstitution;§ 43;trin"),
    ("posteringer", "1001;1;31-01-2026;5281;;2024-1", "1001;1;31-01-2026;5281;Team Ukendt;2024-1"),
]


async def forgotten(desk: Desk) -> None:
    async with desk.store.working() as session:
        key = cpr_key(Settings(home=desk.home, local=True), desk.home)
        await forget(session, NUMBER, key=key, now=NOW, by="jens")


async def named(desk: Desk) -> dict[str, list[str]]:
    """Every row of every table and every file of HOME that names the case, but for the access log."""
    rows = await desk.everything(but=frozenset({"access_log"}))
    found = {table: [row for row in told if NAMED.search(row)] for table, told in rows.items()}
    for file in (desk.home / "reports").glob("*"):
        found[file.name] = [line for line in file.read_text(encoding="utf-8-sig").splitlines() if NAMED.search(line)]
    return {place: told for place, told in found.items() if told}


async def test_an_import_of_the_same_exports_names_it_nowhere(filled: Desk) -> None:
    await forgotten(filled)
    assert await named(filled) == {}
    await filled.takes()
    assert await named(filled) == {}


@pytest.mark.parametrize(("file", "good", "broken"), BROKEN, ids=[file for file, *_ in BROKEN])
@pytest.mark.parametrize("skip", [False, True])
async def test_nor_does_one_in_which_its_row_is_wrong(
    filled: Desk, file: str, good: str, broken: str, *, skip: bool
) -> None:
    await forgotten(filled)
    filled.edit(file, (good, broken))
    await filled.run(skip_bad_rows=skip)
    assert await named(filled) == {}


@pytest.mark.parametrize("file", [file for file, *_ in BROKEN])
async def test_nor_does_one_that_replaces(filled: Desk, file: str) -> None:
    await forgotten(filled)
    await filled.run(replace=frozenset({file}))
    assert await named(filled) == {}
