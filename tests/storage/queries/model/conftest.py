"""The demo's export files twice: imported into a store, and read row by row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, select

from storage.database import Store, store_at
from storage.demo import write_demo
from storage.imports.run import import_folder
from storage.rules.access import Scope
from storage.schema import Team
from storage.settings import Settings
from tests.conftest import fresh_database
from tests.reference.demo_town import town_of
from tests.reference.known_town import KnownTown
from tests.storage.demo_folder import TODAY, Demo
from tests.storage.imports.folders import NOW
from tests.storage.queries.model.asking import AskedDemo

CASES = 400


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A smaller demo than the usual one: every example reads it row by row."""
    folder = tmp_path_factory.mktemp("town")
    write_demo(folder, cases=CASES, today=TODAY)
    return Demo(folder)


@pytest.fixture(scope="session")
def imported(server: URL, files: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A database with the demo in it, for tests that only read."""
    with fresh_database(server) as url:
        asyncio.run(_import(url, files.folder, tmp_path_factory.mktemp("home")))
        yield url


async def _import(url: URL, folder: Path, home: Path) -> None:
    store = store_at(url)
    report = await import_folder(store, folder, settings=Settings(home=home, local=True), run_by="freja", now=NOW)
    assert report.outcome == "done"
    await store.close()


@pytest.fixture(scope="session")
def asking(imported: URL) -> Iterator[AskedDemo]:
    """Asks the imported demo for everything but protected cases, on any day."""
    with asyncio.Runner() as runner:
        store = store_at(imported)
        yield AskedDemo(runner, store, runner.run(_every_team(store)))
        runner.run(store.close())


async def _every_team(store: Store) -> Scope:
    async with store.working() as session:
        return Scope(day=TODAY, teams=frozenset(await session.scalars(select(Team.id))))


@pytest.fixture(scope="session")
def town(files: Demo) -> KnownTown:
    return town_of(files)
