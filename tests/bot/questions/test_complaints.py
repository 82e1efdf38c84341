"""Complaints asked about at the desk: the year so far, one's own, the team's, the channel's."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from storage.database import Store
from storage.rules.period import Period
from storage.rules.slots import Slots
from storage.schema import Case, Complaint
from tests.bot.questions.conftest import Counter
from tests.conftest import TODAY, Office


@pytest.fixture
async def complaints(store: Store, office: Office, counter: Counter) -> Counter:
    """About Anna's A-1 one of this year and one of the year before; one of this year about no case of Team Nord."""
    async with store.working() as session:
        a1 = (await session.execute(select(Case.id).where(Case.number == "A-1"))).scalar_one()
        for number, about, received in (
            ("K1", a1, dt.date(2026, 1, 1)),
            ("K2", a1, dt.date(2025, 12, 31)),
            ("K3", None, TODAY),
        ):
            session.add(Complaint(number=number, team_id=office.nord, case_id=about, received=received))
    return counter


async def test_the_year_so_far_is_meant_unless_a_period_is_named(complaints: Counter) -> None:
    bo = complaints.office.bo
    year = await complaints.ask(bo, "complaints")
    since = await complaints.ask(bo, "complaints", Slots(period=Period(dt.date(2025, 12, 1), None)))
    until = await complaints.ask(bo, "complaints", Slots(period=Period(None, dt.date(2026, 1, 1))))
    assert (year["from"], year["to"], year["received"]) == ("2026-01-01", "2026-11-23", 2)
    assert (since["received"], until["received"]) == (3, 2)


async def test_a_past_day_looks_at_its_own_year(complaints: Counter) -> None:
    facts = await complaints.ask(complaints.office.bo, "complaints", today=dt.date(2025, 12, 31))
    assert (facts["from"], facts["to"], facts["received"]) == ("2025-01-01", "2025-12-31", 1)


async def test_anna_gets_her_own_and_for_her_team_what_its_channel_gets(complaints: Counter) -> None:
    anna, nord = complaints.office.anna, complaints.office.nord
    assert (await complaints.ask(anna, "complaints"))["received"] == 1
    of_team = await complaints.ask(anna, "complaints", Slots(team="Team Nord"))
    assert of_team == await complaints.ask(anna, "complaints", channel=nord)
    assert of_team["received"] == 2


async def test_the_others_get_what_they_reach(complaints: Counter) -> None:
    office = complaints.office
    people = (office.bo, office.carl, office.dorte, office.erik)
    assert [(await complaints.ask(person, "complaints"))["received"] for person in people] == [2, 0, 2, 2]
    grouped = await complaints.ask(office.erik, "complaints", Slots(group_by="team"))
    assert grouped["groups"] == [{"key": "Team Nord", "total": 2}]
