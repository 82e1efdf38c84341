"""A store with the evaluated town in it, and the same town read from its files."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import URL

from storage.database import Store, store_at
from storage.embedded import EmbeddedServer
from storage.imports.run import import_folder
from storage.migrate import upgrade
from storage.settings import Settings
from tests.bot.understanding.evaluated_town import write_evaluated_town
from tests.reference.demo_town import town_of
from tests.reference.known_town import KnownTown
from tests.storage.demo_folder import TODAY, Demo

MORNING = dt.datetime.combine(TODAY, dt.time(6, 30), dt.UTC)


class EvaluatedStore(NamedTuple):
    """The town twice: in a store, which is asked on one loop, and as its files tell it."""

    runner: asyncio.Runner
    store: Store
    settings: Settings
    town: KnownTown


def town_in(folder: Path) -> KnownTown:
    """The town as it is written into the folder."""
    write_evaluated_town(folder, TODAY)
    return town_of(Demo(folder))


async def imported(url: URL, folder: Path, settings: Settings) -> Store:
    """The folder's exports in an empty database, open."""
    store = store_at(url)
    report = await import_folder(store, folder, settings=settings, run_by="m0006", now=MORNING)
    if report.outcome != "done":
        raise RuntimeError(f"the town was not imported: {report.outcome}")
    return store


@contextmanager
def evaluated_store() -> Iterator[EvaluatedStore]:
    """For a process of its own: with a server that ends with it, in a folder that leaves nothing behind."""
    with TemporaryDirectory(prefix="sagspuls-evaluated-") as name:
        home, exports = Path(name), Path(name) / "exports"
        home.chmod(0o711)  # the server belongs to another user
        exports.mkdir()
        embedded, settings = EmbeddedServer(home), Settings(home=home, local=True)
        try:
            url = embedded.start("evaluated")
            upgrade(url)
            town = town_in(exports)
            with asyncio.Runner() as runner:
                store = runner.run(imported(url, exports, settings))
                yield EvaluatedStore(runner, store, settings, town)
                runner.run(store.close())
        finally:
            embedded.release()
