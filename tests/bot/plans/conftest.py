"""The example of a plan in a real store, loaded once a module as `sagspuls demo --plan` does, and asked at the desk."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import URL

from bot.commands.ask import Line
from bot.commands.demo import Town, load
from bot.desk import Desk
from bot.understanding.classifier import Model
from storage.database import store_at
from storage.demo.people import BO
from storage.demo.plans import load_example
from storage.settings import Settings
from tests.conftest import fresh_database


@dataclass(frozen=True)
class Asking:
    """Asks as `sagspuls ask` does: on the day that the store's own clock shows, or on another one."""

    desk: Desk
    day: dt.date | None = None

    def on(self, day: str) -> Asking:
        """The same desk, asked about another day."""
        return replace(self, day=dt.date.fromisoformat(day))

    async def __call__(self, question: str, slots: dict[str, Any] | None = None, who: str = BO.email) -> dict[str, Any]:
        """The answer to a text, or with `slots` to a question by its id."""
        text = question if slots is None else json.dumps({"question": question, "slots": slots})
        reply = await self.desk.answer(Line(who, self.day, "", text).incoming(f"{who} {text}"))
        return reply.as_json()

    async def facts(self, question: str, who: str = BO.email, **slots: Any) -> dict[str, Any]:
        """The facts of a question by its id."""
        answer = await self(question, slots, who)
        assert answer["question"] == question
        facts: dict[str, Any] = answer["facts"]
        assert "refused" not in facts
        return facts


@pytest.fixture(scope="module")
def municipality(
    request: pytest.FixtureRequest, server: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[URL]:
    """The database of the example that the module's PLAN names."""
    town = Town(0, load_example(request.module.PLAN))
    settings = town.settings(Settings(local=True, home=tmp_path_factory.mktemp("home")))

    async def fill(url: URL) -> None:
        store = store_at(url)
        await load(store, settings, town, fresh=False, ask=False)
        await store.close()

    with fresh_database(server) as url:
        asyncio.run(fill(url))
        yield url


@pytest.fixture
async def ask(municipality: URL, model: Model) -> AsyncIterator[Asking]:
    store = store_at(municipality)
    yield Asking(Desk(store, Settings(local=True), model))
    await store.close()
