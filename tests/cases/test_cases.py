"""What people asked in use and were told wrong is answered right, from the text to the figure."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.commands.ask import Line
from bot.commands.demo import Town, load
from bot.commands.office import start_clock
from bot.desk import Desk
from bot.understanding.classifier import Model
from storage.database import Store, store_at
from storage.demo.plans import load_example
from storage.demo.proportions import DEFAULT_CASES
from storage.settings import Settings
from tests.cases.rows import Row, dialogues, wrong
from tests.conftest import fresh_database

MORNING = dt.datetime.combine(dt.date(2026, 11, 30), dt.time(9))
"""When the ordinary demo is asked; an example has a day of its own."""
ROWS = dialogues()


class Desks:
    """A desk in each municipality, which is loaded as `sagspuls demo` does when it is first asked."""

    def __init__(self, runner: asyncio.Runner, server: URL, home: Path, model: Model) -> None:
        self.runner, self.server, self.home, self.model = runner, server, home, model
        self.desks: dict[str, Desk] = {}
        self.closing: list[Iterator[None]] = []

    def of(self, plan: str) -> Desk:
        if plan not in self.desks:
            self.closing.append(opened := self._open(plan))
            next(opened)
        return self.desks[plan]

    def _open(self, plan: str) -> Iterator[None]:
        town = Town(DEFAULT_CASES, None) if plan == "demo" else Town(0, load_example(plan))
        settings = town.settings(Settings(local=True, home=self.home, clock=MORNING))
        with fresh_database(self.server) as url:
            store = store_at(url)
            self.runner.run(_filled(store, settings, town))
            self.desks[plan] = Desk(store, settings, self.model)
            yield
            self.runner.run(store.close())

    def close(self) -> None:
        for opened in self.closing:
            next(opened, None)


async def _filled(store: Store, settings: Settings, town: Town) -> None:
    await start_clock(store, settings)
    await load(store, settings, town, fresh=False, ask=False)


@pytest.fixture(scope="module")
def desks(server: URL, tmp_path_factory: pytest.TempPathFactory, model: Model) -> Iterator[Desks]:
    with asyncio.Runner() as runner:
        opened = Desks(runner, server, tmp_path_factory.mktemp("home"), model)
        yield opened
        opened.close()


@pytest.mark.parametrize(
    "rows",
    [rows for rows in ROWS if not all(row.waits for row in rows)],
    ids=lambda rows: f"{rows[-1].plan}: {rows[-1].text}",
)
def test_each_row_gets_what_is_right(rows: tuple[Row, ...], desks: Desks) -> None:
    for row in rows:
        if row.waits:
            continue
        line = Line(row.email, None, "", row.text).incoming(f"{row.email} {row.dialogue or row.text}")
        answer = desks.runner.run(desks.of(row.plan).answer(line)).as_json()
        assert wrong(answer, row.checks) == [], row.text


def test_each_row_that_is_right_says_what_is() -> None:
    assert [row.text for rows in ROWS for row in rows if not row.waits and not row.checks] == []
    assert {row.waits for rows in ROWS for row in rows} <= {"", "3", "5", "6"}
