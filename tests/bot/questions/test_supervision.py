"""Management audits asked about at the desk: every round, one's own cases, the team's, the channel's."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from storage.database import Store
from storage.rules.period import Period
from storage.rules.slots import Slots
from storage.schema import AuditAnswer, Case
from tests.bot.questions.conftest import Counter

SPRING, AUTUMN = dt.date(2026, 4, 10), dt.date(2026, 10, 9)


@pytest.fixture
async def audited(store: Store, counter: Counter) -> Counter:
    """Anna's A-1 in both rounds, her protected P-1 and Carl's C-1 in the autumn."""
    async with store.working() as session:
        for number, of_round, day in (
            ("A-1", "Forår", SPRING),
            ("A-1", "Efterår", AUTUMN),
            ("P-1", "Efterår", AUTUMN),
            ("C-1", "Efterår", AUTUMN),
        ):
            about = (await session.execute(select(Case.id).where(Case.number == number))).scalar_one()
            session.add(AuditAnswer(round=of_round, case_id=about, question="plan", answer="nej", day=day))
    return counter


async def test_every_round_up_to_the_day_is_meant_unless_a_period_is_named(audited: Counter) -> None:
    bo = audited.office.bo
    every = await audited.ask(bo, "supervision")
    autumn = await audited.ask(bo, "supervision", Slots(period=Period(AUTUMN, AUTUMN)))
    summer = await audited.ask(bo, "supervision", today=dt.date(2026, 7, 1))
    assert [one["round"] for one in every["rounds"]] == ["Efterår", "Forår"]
    assert every["worst"] == [{"question": "plan", "no": 3, "share_yes": 0.0}]
    assert [one["round"] for one in autumn["rounds"]] == ["Efterår"]
    assert [one["round"] for one in summer["rounds"]] == ["Forår"]


async def test_anna_gets_her_own_and_for_her_team_what_its_channel_gets(audited: Counter) -> None:
    anna = audited.office.anna
    own = await audited.ask(anna, "supervision")
    of_team = await audited.ask(anna, "supervision", Slots(team="Team Nord"))
    assert [one["cases"] for one in own["rounds"]] == [2, 1]
    assert [one["cases"] for one in of_team["rounds"]] == [1, 1]
    assert of_team == await audited.ask(anna, "supervision", channel=audited.office.nord)


async def test_the_others_get_what_they_reach(audited: Counter) -> None:
    office = audited.office
    people = (office.bo, office.carl, office.dorte, office.erik)
    seen = [await audited.ask(person, "supervision") for person in people]
    assert [[one["cases"] for one in facts["rounds"]] for facts in seen] == [[2, 1], [1], [1, 1], [2, 1]]
