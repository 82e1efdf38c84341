"""Somebody who asks at the desk: each question answered through the very call the desk makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.permission import scope_for, standing
from bot.question import Ask, Place
from bot.selected import answered
from bot.understanding.particulars import particulars
from bot.understanding.text import Typed
from storage.database import Store
from storage.rules.access import Person
from storage.rules.calendar import Calendar
from storage.rules.slots import Slots
from storage.schema import Schedule
from tests.bot.answered import json_of
from tests.conftest import TODAY, Office, add_case
from tests.storage.queries.made_up import add_deadline

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Counter:
    """Somebody who asks at the desk, in one transaction."""

    session: AsyncSession
    office: Office

    async def ask(
        self,
        person: Person,
        question: str,
        slots: Slots | None = None,
        *,
        channel: int | None = None,
        text: str = "",
        form: Mapping[str, Any] | None = None,
        suggestions: tuple[str, ...] = (),
        today: dt.date = TODAY,
        language: str = "da",
        application_weeks: int = 8,
    ) -> dict[str, Any]:
        place = Place.PRIVATE if channel is None else Place.CHANNEL
        await stand(self.session, person, channel)
        at = await standing(self.session, person, place, slots or Slots(), day=today, channel_team_id=channel)
        ask = Ask(
            session=self.session,
            asker=person,
            scope=scope_for(at),
            slots=at.slots,
            today=today,
            now=NOW,
            calendar=Calendar(),
            application_weeks=application_weeks,
            language=language,
            place=place,
            channel_team_id=channel,
            team_id=at.team_id,
            left_out=at.named.left_out if at.named is not None else (),
            particulars=particulars(Typed.of(text).folded),
            form=form or {},
            suggestions=suggestions,
        )
        return json_of(await answered(ask, question))


async def stand(session: AsyncSession, person: Person, channel: int | None) -> None:
    """Make the transaction this person's, in that team's channel, as `Store.asking` does."""
    asker = select(func.set_config("sagspuls.asker", person.id, True))
    await session.execute(asker.add_columns(func.set_config("sagspuls.channel", str(channel or ""), True)))


@pytest.fixture
async def counter(store: Store, office: Office) -> AsyncIterator[Counter]:
    """Anna has A-1 (overdue 2, due in 3 and in 20 days) and P-1 (protected, overdue 1), Carl has C-1 (overdue 4)."""
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", urgent=True)
        p1 = await add_case(session, "P-1", office.nord, "anna", protected=True)
        c1 = await add_case(session, "C-1", office.distrikt2, "carl")
        for case, due in ((a1, -2), (a1, 3), (a1, 20), (p1, -1), (c1, -4)):
            await add_deadline(session, case, due)
        session.add(Schedule(kind="weekly_digest", weekday=0, at=dt.time(8), created_at=NOW))
    async with store.asking("anna") as session:
        yield Counter(session, office)
