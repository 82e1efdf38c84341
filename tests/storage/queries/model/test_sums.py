"""Sums, shares and days: what grants cost, what is posted, complaints, and how long things take."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.model.counted import counted
from storage.queries.model.times import times
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.rules.calendar import Calendar
from storage.rules.conditions import Condition
from storage.rules.deadlines.times import Times
from storage.rules.period import Period
from storage.rules.selection import Selection, WithheldError
from storage.schema import Case, Complaint, Posting, PostingDay
from tests.conftest import TODAY, Office, add_case, add_event, add_grant
from tests.storage.queries.made_up import add_deadline, day
from tests.storage.queries.money_town import build

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
DECEMBER = Period(dt.date(2026, 12, 1), dt.date(2026, 12, 31))
NORD = Condition("team", ("Team Nord",))


@pytest.fixture
async def town(store: Store, office: Office) -> Store:
    async with store.working() as session:
        await build(session, office)
    return store


async def asked(town: Store, scope: Scope, what: str, *conditions: Condition, **form: Any) -> dict[str, Any]:
    async with town.working() as session:
        return (await counted(session, scope, Selection(what, conditions, **form))).as_json()


async def test_the_cost_is_that_of_the_year_closed_cases_too_and_the_dearest_come_first(
    town: Store, office: Office
) -> None:
    told = await asked(town, scope_of(office.bo, TODAY), "cost")
    assert (told["value"], told["unit"]) == ("3268400.00", "kr")
    assert told["items"] == ["P-1", "A-1", "A-2", "A-3"]
    cheapest = await asked(town, scope_of(office.bo, TODAY), "cost", order="cheapest", limit=2)
    assert (cheapest["value"], cheapest["items"]) == ("3268400.00", ["A-3", "A-2"])


async def test_a_condition_on_grants_leaves_their_cost_alone(town: Store, office: Office) -> None:
    scope = scope_of(office.erik, TODAY)
    foster = Condition("measure", ("plejefamilie",))
    told = await asked(town, scope, "cost", foster, group_by=("measure",))
    assert told["value"] == "850000.00"
    assert told["items"] == ["A-1", "C-1"]
    assert told["groups"] == [{"key": "plejefamilie", "value": "850000.00"}]
    not_foster = await asked(town, scope, "cost", Condition("measure", ("plejefamilie",), denied=True))
    assert not_foster["value"] == "719400.50"


async def test_the_cost_of_last_year_is_asked_by_its_last_day(town: Store, office: Office) -> None:
    async with town.working() as session:
        await session.execute(update(Case).values(opened=dt.date(2025, 1, 1)))
    told = await asked(
        town, scope_of(office.erik, TODAY), "cost", period=Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    )
    # B-3 six months at 100.000, B-4 31 days at 100, B-7 six months at 10.000.
    assert told["value"] == "663100.00"


async def test_grants_run_on_the_day_or_end_in_the_period(town: Store, office: Office) -> None:
    scope = scope_of(office.erik, TODAY)
    assert (await asked(town, scope, "grants"))["items"] == ["B-2", "B-5", "B-7", "B-1"]
    assert (await asked(town, scope, "grants", period=DECEMBER))["items"] == ["B-5", "B-7"]
    dearest = await asked(town, scope, "grants", order="dearest", limit=2)
    assert (dearest["value"], dearest["items"]) == (4, ["B-1", "B-7"])


async def test_endless_grants_are_those_that_begin_later_too(town: Store, office: Office) -> None:
    before = scope_of(office.bo, dt.date(2026, 1, 5))
    async with town.working() as session:
        a9 = await add_case(session, "A-9", office.nord, "anna")
        await add_grant(session, a9, "B-10", "Mentor", "1.00", "døgn", "2026-03-01")
    assert (await asked(town, before, "grants", Condition("no_stop")))["items"] == ["B-1", "B-10", "B-6"]


async def test_what_is_spent_on_accounts_is_everybodys_in_the_team(town: Store, office: Office) -> None:
    """Protected cases and lines without a case are in the sums of accounts, and in nothing that is of cases."""
    async with town.working() as session:
        ids = {case.number: case.id for case in await session.scalars(select(Case))}
        await _post(session, office.nord, ids["A-1"], "100.50", "B-1")
        await _post(session, office.nord, ids["P-1"], "1000.00", "B-6")
        await _post(session, office.nord, None, "20.00", None)
    dorte = scope_of(office.dorte, TODAY)
    assert (await asked(town, dorte, "spent", period=YEAR))["value"] == "1120.50"
    assert "items" not in await asked(town, dorte, "spent", NORD)
    by_measure = await asked(town, dorte, "spent", group_by=("measure",))
    assert by_measure["groups"] == [{"key": "plejefamilie", "value": "100.50"}]
    assert (by_measure["value"], by_measure["items"]) == ("100.50", ["A-1"])
    channel = scope_of_channel(office.nord, TODAY)
    assert (await asked(town, channel, "spent"))["value"] == "1120.50"
    with pytest.raises(WithheldError):
        await asked(town, channel, "spent", Condition("measure", ("plejefamilie",)))
    with pytest.raises(WithheldError):
        await asked(town, channel, "cost", group_by=("measure",))
    assert "items" not in await asked(town, channel, "cost")


async def _post(session: AsyncSession, team_id: int, case_id: int | None, kroner: str, grant: str | None) -> None:
    """A line of today, and the sum of its day as an import would work it out."""
    voucher, amount = f"V{kroner}", Decimal(kroner)
    line = {"day": TODAY, "account": kroner, "team_id": team_id, "amount": amount}
    session.add(Posting(voucher=voucher, line="", case_id=case_id, grant_number=grant, **line))
    uncounted = {"postings": 1, "without_case": 0, "without_case_amount": 0, "to_date": amount, "until": YEAR.end}
    session.add(PostingDay(**line, **uncounted))
    await session.flush()


@pytest.fixture
async def complained(store: Store, office: Office) -> Store:
    """K-1 of Team Nord about A-1, decided; K-2 of Team Nord about nothing, open; K-3 about A-1 of Distrikt 2, open."""
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse")
        for number, case_id, team_id, decided in (
            ("K-1", a1.id, office.nord, day(-1)),
            ("K-2", None, office.nord, None),
            ("K-3", a1.id, office.distrikt2, None),
        ):
            row = Complaint(number=number, case_id=case_id, team_id=team_id, received=day(-9), decided=decided)
            row.outcome = "medhold" if decided else None
            session.add(row)
    return store


def leading_both(office: Office, on: dt.date = TODAY) -> Scope:
    return replace(scope_of(office.bo, on), leads=frozenset({office.nord, office.distrikt2}))


async def test_a_complaint_belongs_to_the_team_of_its_row(complained: Store, office: Office) -> None:
    bo = leading_both(office)
    told = await asked(complained, bo, "complaints", group_by=("team",))
    assert (told["value"], told["items"]) == (3, ["K-1", "K-2", "K-3"])
    assert told["groups"] == [{"key": "Team Nord", "value": 2}, {"key": "Distrikt 2", "value": 1}]
    assert (await asked(complained, bo, "complaints", NORD))["items"] == ["K-1", "K-2"]
    assert (await asked(complained, scope_of(office.bo, TODAY), "complaints"))["items"] == ["K-1", "K-2"]
    assert (await asked(complained, scope_of(office.anna, TODAY), "complaints"))["items"] == ["K-1", "K-3"]


async def test_no_condition_on_cases_holds_for_a_complaint_about_a_case_out_of_reach(
    complained: Store, office: Office
) -> None:
    leads = replace(scope_of(office.bo, TODAY), leads=frozenset({office.distrikt2}))
    placed = Condition("case_type", ("anbringelse",))
    assert (await asked(complained, leads, "complaints", placed))["items"] == []
    told = await asked(complained, leads, "complaints", group_by=("case_type",))
    assert (told["items"], told["groups"]) == (["K-3"], [{"key": None, "value": 1}])


async def test_a_complaint_is_open_until_the_day_it_is_decided(complained: Store, office: Office) -> None:
    bo = leading_both(office)
    assert (await asked(complained, bo, "complaints", Condition("status", ("open",))))["items"] == ["K-2", "K-3"]
    assert (await asked(complained, bo, "complaints", Condition("status", ("decided",))))["items"] == ["K-1"]
    any_of_two = Condition("status", ("medhold", "open"))
    assert (await asked(complained, bo, "complaints", any_of_two))["items"] == ["K-1", "K-2", "K-3"]
    upheld = Condition("status", ("medhold",))
    assert (await asked(complained, bo, "complaints", upheld))["items"] == ["K-1"]
    assert (await asked(complained, leading_both(office, day(-2)), "complaints", upheld))["items"] == []
    assert (await asked(complained, bo, "complaints", Condition("status", ("open",), denied=True)))["value"] == 1


async def test_conditions_on_cases_hold_for_complaints_about_cases(complained: Store, office: Office) -> None:
    bo, placed = leading_both(office), Condition("case_type", ("anbringelse",))
    assert (await asked(complained, bo, "complaints", placed))["items"] == ["K-1", "K-3"]
    not_placed = Condition("case_type", ("anbringelse",), denied=True)
    assert (await asked(complained, bo, "complaints", not_placed))["items"] == ["K-2"]
    assert (await asked(complained, scope_of(office.erik, TODAY), "complaints"))["items"] == []


async def test_days_go_from_an_event_to_the_next_of_the_other_kind_finished_in_the_period(
    store: Store, office: Office
) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna")
        for kind, ago in (("ansøgning modtaget", 40), ("afgørelse", 10), ("afgørelse", 5), ("ansøgning modtaget", 7)):
            await add_event(session, a1, kind, day(-ago))
        await add_event(session, a1, "ansøgning modtaget", day(-2))
        b1 = await add_case(session, "B-1", office.nord, None)
        await add_event(session, b1, "ansøgning modtaget", day(-9))
        await add_event(session, b1, "afgørelse", day(-9))
    between = {"from_event": "ansøgning modtaget", "to_event": "afgørelse"}
    bo = scope_of(office.bo, TODAY)
    told = await asked(store, bo, "days", **between)
    assert told == {"value": 10.7, "unit": "days"}  # 30, 2 and 0 days; one is not finished
    by_case = await asked(store, bo, "days", group_by=("caseworker",), order="fewest", **between)
    assert by_case["groups"] == [{"key": "anna", "value": 16.0}, {"key": None, "value": 0.0}]
    week = Period(day(-6), TODAY)
    assert (await asked(store, bo, "days", period=week, **between))["value"] == 2.0
    assert (await asked(store, bo, "days", period=DECEMBER, **between))["value"] is None


async def test_times_have_a_median_and_how_many_took_longer_than_the_rule_allows(store: Store, office: Office) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna")
        for begun, finished in ((200, 190), (180, 120), (100, 44), (40, 38)):
            await add_event(session, a1, "ansøgning modtaget", day(-begun))
            await add_event(session, a1, "afgørelse", day(-finished))
    days = Selection("days", from_event="ansøgning modtaget", to_event="afgørelse")
    bo = scope_of(office.bo, TODAY)
    async with store.working() as session:
        told = await times(session, bo, days, Calendar(), application_weeks=8)
        strict = await times(session, bo, days, Calendar(), application_weeks=1)
        no_rule = await times(session, bo, replace(days, to_event="plan udarbejdet"), Calendar(), application_weeks=8)
    # 10, 60, 56 and 2 days; eight weeks are 56 days.
    assert told == Times(mean=32.0, median=33.0, count=4, over_limit=1)
    assert strict.over_limit == 3
    assert no_rule == Times(None, None, 0, None)


async def test_the_share_in_time_is_of_those_met_in_the_period(store: Store, office: Office) -> None:
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna")
        await add_deadline(session, a1, -20, closed=-25)
        await add_deadline(session, a1, -20, closed=-15)
        await add_deadline(session, a1, -20, "child_plan", closed=-20)
        await add_deadline(session, a1, -20, closed=-21, outcome="lapsed")
    bo = scope_of(office.bo, TODAY)
    assert await asked(store, bo, "in_time") == {"value": 66.7, "unit": "%"}
    told = await asked(store, bo, "in_time", group_by=("rule",), order="fewest")
    assert told["groups"] == [{"key": "follow_up", "value": 50.0}, {"key": "child_plan", "value": 100.0}]
    late = await asked(store, bo, "in_time", Condition("rule", ("follow_up",)), period=Period(day(-16), TODAY))
    assert late["value"] == 0.0
