"""The evaluated town, imported once for the tests that ask it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from storage.settings import Settings
from tests.bot.understanding.evaluated_store import EvaluatedStore, imported, town_in
from tests.conftest import fresh_database


@pytest.fixture(scope="session")
def evaluated(server: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvaluatedStore]:
    """A store with the town in it, on a loop of its own, and the town read from its files."""
    folder, home = tmp_path_factory.mktemp("evaluated"), tmp_path_factory.mktemp("home")
    town = town_in(folder)
    with fresh_database(server) as url, asyncio.Runner() as runner:
        settings = Settings(home=Path(home), local=True)
        store = runner.run(imported(url, folder, settings))
        yield EvaluatedStore(runner, store, settings, town)
        runner.run(store.close())
