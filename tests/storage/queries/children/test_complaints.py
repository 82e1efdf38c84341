"""Complaints received in a period: what is open, what was decided how, and who is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.facts.children.complaints import Complaints
from storage.queries.children.complaints import complaints
from storage.rules.access import Person, Scope, scope_of, scope_of_channel
from storage.schema import Complaint
from tests.conftest import TODAY, Office, add_case

NEW_YEAR = dt.date(2026, 1, 1)


def add_complaint(session: AsyncSession, number: str, team_id: int, case_id: int | None, **columns: object) -> None:
    given = {"received": dt.date(2026, 3, 2), "kind": "realitet", **columns}
    session.add(Complaint(number=number, team_id=team_id, case_id=case_id, **given))


@pytest.fixture
async def received(store: Store, office: Office) -> None:
    """K1-K3 about Anna's A-1, K4 about her protected P-1, K5 about no case, K6 about Carl's; K7 and K8 out of time."""
    async with store.working() as session:
        a1 = (await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse")).id
        p1 = (await add_case(session, "P-1", office.nord, "anna", protected=True)).id
        c1 = (await add_case(session, "C-1", office.distrikt2, "carl", case_type="handicap")).id
        decided = dt.date(2026, 4, 1)
        add_complaint(session, "K1", office.nord, a1, decided=decided, outcome="medhold")
        add_complaint(session, "K2", office.nord, a1, decided=decided, outcome="afvist", kind="formalitet")
        add_complaint(session, "K3", office.nord, a1, received=TODAY, kind=None)
        add_complaint(session, "K4", office.nord, p1, decided=decided, outcome="hjemvist")
        add_complaint(session, "K5", office.nord, None, kind="formalitet")
        add_complaint(session, "K6", office.distrikt2, c1, decided=decided, outcome="medhold")
        add_complaint(session, "K7", office.nord, a1, received=dt.date(2025, 12, 31))
        add_complaint(session, "K8", office.nord, a1, received=TODAY + dt.timedelta(1))


async def asked(
    store: Store, scope: Scope, *, since: dt.date | None = NEW_YEAR, until: dt.date | None = None, **more: Any
) -> Complaints:
    async with store.working() as session:
        return await complaints(session, scope, since=since, until=until or scope.day, **more)


@pytest.mark.usefixtures("received")
async def test_annas_complaints_are_those_of_her_cases_protected_ones_too(store: Store, office: Office) -> None:
    assert (await asked(store, scope_of(office.anna, TODAY))).as_json() == {
        "from": "2026-01-01",
        "to": "2026-11-23",
        "received": 4,
        "open": 1,
        "source": "file",
        "by_outcome": {"afvist": 1, "hjemvist": 1, "medhold": 1},
        "by_type": {"realitet": 2, "formalitet": 1},
    }


@pytest.mark.usefixtures("received")
async def test_each_role_counts_what_it_reaches(store: Store, office: Office) -> None:
    def of(person: Person) -> Scope:
        return scope_of(person, TODAY)

    seen = {
        "bo": (await asked(store, of(office.bo))).received,
        "dorte": (await asked(store, of(office.dorte))).received,
        "carl": (await asked(store, of(office.carl))).received,
        "erik": (await asked(store, of(office.erik))).received,
        "freja": (await asked(store, of(office.freja))).received,
        "nord's channel": (await asked(store, scope_of_channel(office.nord, TODAY))).received,
        "distrikt 2's channel": (await asked(store, scope_of_channel(office.distrikt2, TODAY))).received,
    }
    assert seen == {
        "bo": 5,
        "dorte": 4,
        "carl": 1,
        "erik": 5,
        "freja": 0,
        "nord's channel": 4,
        "distrikt 2's channel": 1,
    }


@pytest.mark.usefixtures("received")
async def test_a_team_named_narrows_to_its_complaints(store: Store, office: Office) -> None:
    everything = scope_of(office.erik, TODAY)
    assert (await asked(store, everything, team_id=office.nord)).received == 4
    assert (await asked(store, everything, team_id=office.distrikt2)).by_outcome == {"medhold": 1}


@pytest.fixture
async def elsewhere(store: Store, office: Office) -> None:
    """K1 of Team Nord about Carl's C-1 of Distrikt 2, K2 of Team Nord about P-1, which is protected there; K3 of
    Distrikt 2 about Anna's A-1."""
    async with store.working() as session:
        c1 = await add_case(session, "C-1", office.distrikt2, "carl", case_type="handicap")
        p1 = await add_case(session, "P-1", office.distrikt2, "carl", protected=True)
        a1 = await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse")
        add_complaint(session, "K1", office.nord, c1.id)
        add_complaint(session, "K2", office.nord, p1.id)
        add_complaint(session, "K3", office.distrikt2, a1.id)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("who", "received"), [("anna", 1), ("bo", 1), ("carl", 2), ("dorte", 1), ("erik", 2), ("freja", 0)]
)
async def test_a_complaint_is_counted_by_who_reaches_its_team_and_by_whose_case_it_is(
    store: Store, office: Office, who: str, received: int
) -> None:
    scope = scope_of(getattr(office, who), TODAY)
    assert (await asked(store, scope)).received == received
    async with store.asking(who) as session:
        assert (await complaints(session, scope, since=NEW_YEAR, until=TODAY)).received == received


@pytest.mark.usefixtures("elsewhere")
async def test_a_complaint_belongs_to_the_team_of_its_row(store: Store, office: Office) -> None:
    grouped = await asked(store, scope_of(office.erik, TODAY), group_by="team")
    assert grouped.as_json()["groups"] == [{"key": "Distrikt 2", "total": 1}, {"key": "Team Nord", "total": 1}]
    of_channels = [await asked(store, scope_of_channel(team, TODAY)) for team in (office.nord, office.distrikt2)]
    assert [facts.received for facts in of_channels] == [1, 1]
    leads_both = replace(scope_of(office.bo, TODAY), leads=frozenset({office.nord, office.distrikt2}))
    assert (await asked(store, leads_both)).received == 3, "who reaches the protected case reads its complaint too"


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("group_by", ["case_type", "caseworker"])
async def test_of_a_case_out_of_reach_nothing_is_told(store: Store, office: Office, group_by: str) -> None:
    """Bo leads Team Nord: of C-1, which its complaint is about, he learns neither type nor caseworker."""
    facts = await asked(store, scope_of(office.bo, TODAY), group_by=group_by)
    assert facts.as_json()["groups"] == [{"key": None, "total": 1}]


@pytest.mark.usefixtures("received")
async def test_a_past_day_knows_nothing_of_what_came_after_it(store: Store, office: Office) -> None:
    march = await asked(store, scope_of(office.anna, dt.date(2026, 3, 31)))
    before = await asked(store, scope_of(office.anna, dt.date(2026, 3, 1)))
    assert (march.received, march.open, march.by_outcome) == (3, 3, {})
    assert before.received == 0
    assert (await asked(store, scope_of(office.anna, dt.date(2026, 4, 1)))).open == 0


@pytest.mark.usefixtures("received")
async def test_a_period_counts_both_its_ends_and_an_open_beginning(store: Store, office: Office) -> None:
    scope = scope_of(office.anna, TODAY)
    one_day = await asked(store, scope, since=TODAY, until=TODAY)
    everything = await asked(store, scope, since=None)
    to_come = await asked(store, scope, since=TODAY, until=TODAY + dt.timedelta(30))
    next_year = await asked(store, scope, since=dt.date(2027, 1, 1), until=dt.date(2027, 1, 31))
    assert [facts.received for facts in (one_day, everything, to_come, next_year)] == [1, 5, 1, 0]
    assert (to_come.until, next_year.until) == (TODAY, dt.date(2027, 1, 31))


@pytest.mark.usefixtures("received")
@pytest.mark.parametrize(
    ("group_by", "groups"),
    [
        ("team", [("Team Nord", 4), ("Distrikt 2", 1)]),
        ("case_type", [("anbringelse", 3), ("handicap", 1), (None, 1)]),
        ("caseworker", [("anna", 3), ("carl", 1), (None, 1)]),
    ],
)
async def test_complaints_can_be_grouped(
    store: Store, office: Office, group_by: str, groups: list[tuple[str | None, int]]
) -> None:
    facts = await asked(store, scope_of(office.erik, TODAY), group_by=group_by)
    assert [(group.key, group.total) for group in facts.groups or ()] == groups


@pytest.mark.usefixtures("received")
async def test_a_channel_is_told_of_no_caseworker_and_nobody_of_rules(store: Store, office: Office) -> None:
    channel = scope_of_channel(office.nord, TODAY)
    assert (await asked(store, channel, group_by="caseworker")).groups == ()
    assert (await asked(store, channel, group_by="rule")).groups is None


async def test_a_decision_whose_outcome_was_not_recorded_is_decided(store: Store, office: Office) -> None:
    async with store.working() as session:
        add_complaint(session, "K1", office.nord, None, decided=TODAY)
        add_complaint(session, "K2", office.nord, None, outcome="medhold")
    facts = await asked(store, scope_of(office.bo, TODAY))
    assert (facts.received, facts.open, facts.by_outcome) == (2, 1, {})
