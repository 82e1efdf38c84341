"""Complaints asked about at the desk: the year so far, one's own, the team's, the channel's."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.rules.conditions import Condition
from storage.rules.period import Period
from storage.rules.selection import Selection
from storage.rules.slots import Slots
from storage.schema import Case, Complaint, ImportFile, ImportRun
from tests.bot.questions.conftest import NOW, Counter
from tests.conftest import TODAY, Office, add_event


@pytest.fixture
async def complaints(store: Store, office: Office, counter: Counter) -> Counter:
    """About Anna's A-1 one of this year and one of the year before; one of this year about no case of Team Nord."""
    async with store.working() as session:
        await add_imported_file(session, "klager.csv")
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


async def test_where_no_file_tells_of_them_the_events_are_counted(store: Store, counter: Counter) -> None:
    async with store.working() as session:
        a1 = (await session.execute(select(Case).where(Case.number == "A-1"))).scalar_one()
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), TODAY):
            await add_event(session, a1, "klage modtaget", day)
        await add_event(session, a1, "opfølgning afholdt", TODAY)
    anna = counter.office.anna
    facts = await counter.ask(anna, "complaints")
    assert (facts["received"], facts["open"], facts["source"]) == (2, None, "events")
    grouped = await counter.ask(anna, "complaints", Slots(group_by="case_type"))
    assert grouped["groups"] == [{"key": "forebyggende", "total": 2}]
    assert (await counter.ask(counter.office.carl, "complaints"))["received"] == 0
    of_november = Selection("complaints", period=Period(dt.date(2026, 11, 1), TODAY))
    november = await counter.ask(anna, "complaints", Slots(selection=of_november))
    assert (november["total"], november["source"]) == (1, "events")
    assert [(row["case"], row["event"]) for row in november["items"]] == [("A-1", "klage modtaget")]


async def test_what_became_of_them_only_the_file_tells(store: Store, counter: Counter) -> None:
    async with store.working() as session:
        a1 = (await session.execute(select(Case).where(Case.number == "A-1"))).scalar_one()
        await add_event(session, a1, "klage modtaget", TODAY)
    undecided = Selection("complaints", (Condition("status", ("open",)),))
    facts = await counter.ask(counter.office.anna, "complaints", Slots(selection=undecided))
    assert (facts["total"], facts["source"]) == (0, "none")


async def test_an_empty_file_of_complaints_says_that_there_are_none(store: Store, counter: Counter) -> None:
    async with store.working() as session:
        await add_imported_file(session, "Klager.csv")
        a1 = (await session.execute(select(Case).where(Case.number == "A-1"))).scalar_one()
        await add_event(session, a1, "klage modtaget", TODAY)
    facts = await counter.ask(counter.office.anna, "complaints")
    assert (facts["received"], facts["source"]) == (0, "file")


async def add_imported_file(session: AsyncSession, name: str) -> None:
    run = ImportRun(started_at=NOW, finished_at=NOW, run_by="test", outcome="done")
    session.add(run)
    await session.flush()
    counts = dict.fromkeys(("rows_read", "rows_new", "rows_changed", "rows_rejected", "rows_retired"), 0)
    session.add(ImportFile(run_id=run.id, name=name, sha256="", **counts))
