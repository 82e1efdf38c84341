"""How long the next question may lean on the one before, as SAGSPULS_DIALOGUE_MINUTES says."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from bot.desk import Desk, Incoming
from bot.question import Place
from bot.understanding.classifier import Model
from storage.clock import set_clock
from storage.database import Store
from storage.schema import Dialogue
from storage.settings import Settings
from tests.conftest import TODAY, Office

NINE = dt.datetime.combine(TODAY, dt.time(8), dt.UTC)


async def asked_after(store: Store, model: Model, minutes: int, limit: int) -> str:
    """What "hvad med næste måned" is taken for, so many minutes after a question about deadlines."""
    desk = Desk(store, Settings(local=True, dialogue_minutes=limit), model)
    for text, moment in (
        ("hvilke frister har jeg i denne uge?", NINE),
        ("hvad med næste måned", NINE + dt.timedelta(minutes=minutes)),
    ):
        async with store.working() as session:
            await set_clock(session, moment, Settings().zone)
        reply = await desk.answer(Incoming(text, "c1", Place.PRIVATE, email="anna@sagspuls.example"))
    return reply.question


@pytest.mark.parametrize(("minutes", "limit", "leans"), [(3, 4, True), (5, 4, False), (20, 30, True)])
async def test_a_question_leans_on_the_one_before_within_the_minutes_of_the_setting(
    store: Store, office: Office, model: Model, minutes: int, limit: int, leans: bool
) -> None:
    assert (await asked_after(store, model, minutes, limit) == "upcoming") is leans


async def test_with_none_it_never_does_and_nothing_is_remembered(store: Store, office: Office, model: Model) -> None:
    assert await asked_after(store, model, 0, 0) != "upcoming"
    async with store.working() as session:
        assert await session.scalar(select(func.count()).select_from(Dialogue)) == 0
