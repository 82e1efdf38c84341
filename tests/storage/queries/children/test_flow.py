"""Cases opened and closed in a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from storage.database import Store
from storage.facts.children.flow import Flow
from storage.queries.children.flow import flow
from storage.queries.filters import Filters
from storage.rules.access import Scope, scope_of, scope_of_channel
from tests.conftest import TODAY, Office, add_case

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


@pytest.fixture
async def cases(store: Store, office: Office) -> None:
    """In November Team Nord opens two (one of them a placement, and protected) and closes two, Carl opens and closes
    one; others are opened the day before, tomorrow, or closed tomorrow."""
    november = dt.date(2026, 11, 10)
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", opened=FIRST)
        await add_case(session, "P-1", office.nord, "anna", opened=TODAY, protected=True, case_type="anbringelse")
        await add_case(session, "A-3", office.nord, "anna", closed=FIRST)
        await add_case(session, "N-1", office.nord, None, opened=FIRST - dt.timedelta(1), closed=TODAY)
        await add_case(session, "C-1", office.distrikt2, "carl", opened=november, closed=november)
        await add_case(session, "X-1", office.nord, "anna", opened=TODAY + dt.timedelta(1))
        await add_case(session, "X-2", office.nord, "anna", closed=TODAY + dt.timedelta(1))


async def moved(
    store: Store, scope: Scope, since: dt.date | None = FIRST, until: dt.date = LAST, **asked: object
) -> Flow:
    async with store.working() as session:
        return await flow(session, scope, since=since, until=until, **asked)  # type: ignore[arg-type]


@pytest.mark.usefixtures("cases")
async def test_bo_sees_what_came_in_and_went_out_until_today(store: Store, office: Office) -> None:
    facts = (await moved(store, scope_of(office.bo, TODAY))).as_json()
    months = facts.pop("by_month")
    assert facts == {
        "from": "2026-11-01",
        "to": "2026-11-23",
        "opened": 2,
        "closed": 2,
        "net": 0,
        "by_type": {"forebyggende": {"opened": 1, "closed": 2}, "anbringelse": {"opened": 1, "closed": 0}},
    }
    assert [month["month"] for month in months] == ["2025-12", *(f"2026-{n:02d}" for n in range(1, 12))]
    assert months[-2:] == [
        {"month": "2026-10", "opened": 1, "closed": 0},
        {"month": "2026-11", "opened": 2, "closed": 2},
    ]
    assert months[1] == {"month": "2026-01", "opened": 2, "closed": 0}


@pytest.mark.usefixtures("cases")
async def test_each_role_counts_what_it_reaches(store: Store, office: Office) -> None:
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    seen = [await moved(store, scope_of(person, TODAY)) for person in people]
    assert [(one.opened, one.closed) for one in seen] == [(2, 1), (2, 2), (1, 1), (1, 2), (2, 3), (0, 0)]
    channel = await moved(store, scope_of_channel(office.nord, TODAY))
    assert (channel.opened, channel.closed) == (1, 2)


@pytest.mark.usefixtures("cases")
async def test_on_a_past_day_nothing_later_is_known(store: Store, office: Office) -> None:
    scope = replace(scope_of(office.bo, TODAY), day=FIRST)
    seen = await moved(store, scope)
    assert (seen.opened, seen.closed, seen.until) == (1, 1, FIRST)
    assert (seen.by_month[-1].opened, seen.by_month[-1].closed) == (1, 1)


@pytest.mark.usefixtures("cases")
async def test_a_period_still_to_come_has_nothing_in_it(store: Store, office: Office) -> None:
    december = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    seen = await moved(store, scope_of(office.bo, TODAY), *december)
    assert (seen.opened, seen.closed, seen.since, seen.until) == (0, 0, *december)


@pytest.mark.usefixtures("cases")
async def test_a_period_without_beginning_holds_everything_before(store: Store, office: Office) -> None:
    seen = await moved(store, scope_of(office.bo, TODAY), None)
    assert (seen.opened, seen.closed, seen.as_json()["from"]) == (5, 2, None)


@pytest.mark.usefixtures("cases")
async def test_groups_tell_both_ways_and_what_is_left(store: Store, office: Office) -> None:
    scope = scope_of(office.bo, TODAY)
    by_caseworker = (await moved(store, scope, group_by="caseworker")).as_json()["groups"]
    assert by_caseworker == [
        {"key": "anna", "total": 1, "opened": 2, "closed": 1},
        {"key": None, "total": -1, "opened": 0, "closed": 1},
    ]
    assert "groups" not in (await moved(store, scope, group_by="rule")).as_json()
    channel = await moved(store, scope_of_channel(office.nord, TODAY), group_by="caseworker")
    assert channel.as_json()["groups"] == []


@pytest.mark.usefixtures("cases")
async def test_a_case_type_or_team_narrows_the_period_and_its_months(store: Store, office: Office) -> None:
    placements = await moved(store, scope_of(office.bo, TODAY), filters=Filters(case_type="anbringelse"))
    assert (placements.opened, placements.closed, placements.by_month[-1].opened) == (1, 0, 1)
    distrikt2 = await moved(store, scope_of(office.erik, TODAY), filters=Filters(team_id=office.distrikt2))
    assert (distrikt2.opened, distrikt2.closed, distrikt2.by_month[-1].closed) == (1, 1, 1)
