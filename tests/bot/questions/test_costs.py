"""Costs, unit prices, grants and the ladder as they are asked at the desk: default periods, places, refusals."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.permission import refusal, standing
from bot.question import Place
from storage.database import Store
from storage.rules.access import Refusal
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from storage.schema import Case
from tests.bot.questions.conftest import Counter
from tests.conftest import TODAY, Office, add_case, add_grant
from tests.storage.queries.made_up import day


async def test_grants_mean_the_next_thirty_days_and_an_open_beginning_means_today(counter: Counter) -> None:
    facts = await counter.ask(counter.office.anna, "grants")
    assert (facts["from"], facts["to"], facts["items"]) == ("2026-11-23", "2026-12-23", [])
    until = await counter.ask(counter.office.anna, "grants", Slots(period=Period(end=day(7))))
    assert (until["from"], until["to"]) == ("2026-11-23", "2026-11-30")


async def test_the_ladder_compares_with_new_year_or_the_beginning_of_the_period(counter: Counter) -> None:
    facts = await counter.ask(counter.office.bo, "ladder")
    assert (facts["from"], facts["to"], facts["steps"]) == ("2026-01-01", "2026-11-23", [])
    since = await counter.ask(counter.office.bo, "ladder", Slots(period=Period(day(-60), day(-30))))
    assert (since["from"], since["to"]) == ("2026-09-24", "2026-11-23")


async def test_costs_and_unit_prices_are_of_the_calendar_year(counter: Counter) -> None:
    erik = counter.office.erik
    assert (await counter.ask(erik, "costs"))["year"] == 2026
    assert (await counter.ask(erik, "unit_costs"))["year"] == 2026


@pytest.mark.parametrize("question", ["costs", "grants", "unit_costs", "ladder"])
async def test_an_administrator_is_refused_and_a_channel_gets_no_single_case(
    store: Store, office: Office, question: str
) -> None:
    async with store.asking("x") as session:
        admin = await standing(session, office.freja, Place.PRIVATE, Slots(), day=TODAY)
        channel = await standing(session, office.anna, Place.CHANNEL, Slots(), day=TODAY, channel_team_id=office.nord)
        other = await standing(session, office.carl, Place.PRIVATE, Slots(team="Team Nord"), day=TODAY)
    assert refusal(admin, RECORDS[question]) is Refusal.NOT_YOUR_ROLE
    assert refusal(other, RECORDS[question]) is Refusal.NOT_YOURS
    private = question in {"costs", "grants"}
    assert refusal(channel, RECORDS[question]) is (Refusal.WRONG_PLACE if private else None)


@pytest.mark.parametrize("narrowed", [Slots(urgent=False), Slots(category="green"), Slots(case_type="anbringelse")])
@pytest.mark.parametrize("question", ["unit_costs", "ladder"])
async def test_no_two_sums_in_a_channel_differ_by_a_single_case(
    store: Store, counter: Counter, question: str, narrowed: Slots
) -> None:
    office = counter.office
    async with store.working() as session:
        for number, urgent in (("L-1", False), ("L-2", False), ("L-3", True)):
            looks = {"urgent": urgent, "category": "red" if urgent else "green", "reviewed": day(-30)}
            kind = "forebyggende" if urgent else "anbringelse"
            case = await add_case(session, number, office.nord, "anna", case_type=kind, **looks)
            await add_grant(session, case, number, "Aflastning", "100.00", "døgn", "2026-01-01", step=2)
    whole = await counter.ask(office.anna, question, channel=office.nord)
    assert [line.get("citizens", line.get("cases")) for line in whole["items" if "items" in whole else "steps"]] == [3]
    assert await counter.ask(office.anna, question, narrowed, channel=office.nord) == whole
    in_private = await counter.ask(office.bo, question, narrowed)
    assert in_private["parts"] != whole["parts"]


async def test_a_person_named_narrows_costs_unit_prices_and_steps_to_their_cases(
    store: Store, office: Office, counter: Counter
) -> None:
    async with store.working() as session:
        for number, price in (("A-1", "600"), ("C-1", "400")):
            case = (await session.scalars(select(Case).where(Case.number == number))).one()
            await add_grant(session, case, f"G-{number}", "døgninstitution", price, "døgn", "2026-01-01", step=7)
    everybody = await counter.ask(office.erik, "costs")
    carl = await counter.ask(office.erik, "costs", Slots(staff="carl"))
    assert [item["case"] for item in everybody["items"]] == ["A-1", "C-1"]
    assert [item["case"] for item in carl["items"]] == ["C-1"]
    citizens = (await counter.ask(office.erik, "unit_costs", Slots(staff="carl")))["items"]
    assert [item["citizens"] for item in citizens] == [1]
    steps = (await counter.ask(office.erik, "ladder", Slots(staff="carl")))["steps"]
    assert [(rung["step"], rung["cases"]) for rung in steps] == [(7, 1)]
