"""What is missing and does not match, asked about at the desk; each find made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from bot.question import Slots
from storage.database import Store
from storage.schema import Case
from tests.bot.questions.conftest import Counter
from tests.bot.questions.money import add_budget, add_grant, add_posting, summed
from tests.conftest import TODAY, Office, add_case, add_event

FIRST = dt.date(2026, 1, 1)


@pytest.fixture
async def books(store: Store, office: Office, counter: Counter) -> Counter:
    """Anna's A-1 has a grant without an end, posted on inside and outside of it; Carl's C-1 an idle one.

    N-1 is nobody's, Z-1 is closed with a grant that runs; P-1 is protected. One posting of Team Nord has no case.
    """
    async with store.working() as session:
        cases = {row.number: row.id for row in await session.execute(select(Case.number, Case.id))}
        a1 = await session.get_one(Case, cases["A-1"])
        await add_event(session, a1, "afgørelse", dt.date(2026, 2, 1))
        await add_case(session, "N-1", office.nord, None)
        z1 = await add_case(session, "Z-1", office.nord, "anna", closed=dt.date(2026, 6, 1))
        await add_budget(session, "1", office.nord, "1000")
        await add_grant(session, "1", a1.id, "10", start=dt.date(2026, 3, 1))
        await add_grant(session, "1", cases["P-1"], "10")
        await add_grant(session, "1", z1.id, "10", stop=TODAY)
        # 46 days old: idle; the one of 45 days is not yet.
        await add_grant(session, "2", cases["C-1"], "10", start=TODAY - dt.timedelta(46), stop=dt.date(2027, 1, 1))
        await add_grant(session, "3", cases["C-1"], "10", start=TODAY - dt.timedelta(45), stop=dt.date(2027, 1, 1))
        await add_posting(session, "1", dt.date(2026, 3, 1), "300", case_id=a1.id)
        await add_posting(session, "1", dt.date(2026, 2, 28), "75", case_id=a1.id)
        await add_posting(session, "1", dt.date(2025, 12, 31), "75", case_id=a1.id)
        await add_posting(session, "1", dt.date(2026, 5, 1), "125", team_id=office.nord)
        await summed(session)
    return counter


def found(facts: dict[str, Any]) -> tuple[int, ...]:
    kinds = ("cases_without_caseworker", "cases_without_events", "grants_without_stop", "grants_on_closed_cases")
    return tuple(facts[kind] for kind in (*kinds, "idle_grants", "unmatched_postings"))


async def test_bo_gets_his_teams_finds_the_protected_case_among_them(books: Counter) -> None:
    facts = await books.ask(books.office.bo, "data_quality")
    assert found(facts) == (1, 2, 2, 1, 1, 1)
    assert facts["postings_without_case"] == {"count": 1, "amount": "125.00", "share": 25.0}
    checks = {one["check"]: one for one in facts["checks"]}
    assert checks["unmatched_postings"] == {
        "check": "unmatched_postings",
        "count": 1,
        "amount": "75.00",
        "share": 15.0,
    }
    assert (facts["missing_accounts"], facts["rejected_rows"]) == ([], 0)


async def test_a_controller_gets_every_team_without_the_protected_case(books: Counter) -> None:
    facts = await books.ask(books.office.erik, "data_quality")
    assert found(facts) == (1, 2, 1, 1, 1, 1)
    assert facts["missing_accounts"] == ["2", "3"]
    by_team = {team["team"]: team for team in facts["by_team"]}
    assert set(by_team) == {"Team Nord", "Distrikt 2"}
    assert (by_team["Distrikt 2"]["idle_grants"], by_team["Team Nord"]["idle_grants"]) == (1, 0)


async def test_anna_and_carl_get_their_own_cases(books: Counter) -> None:
    anna = await books.ask(books.office.anna, "data_quality")
    carl = await books.ask(books.office.carl, "data_quality")
    assert found(anna) == (0, 1, 2, 1, 1, 1)
    assert found(carl) == (0, 1, 0, 0, 1, 0)
    assert anna["postings_without_case"] == {"count": 0, "amount": "0.00", "share": None}


async def test_the_channel_gets_its_team_without_the_protected_case(books: Counter) -> None:
    facts = await books.ask(books.office.anna, "data_quality", channel=books.office.nord)
    assert found(facts) == (1, 1, 1, 1, 0, 1)
    assert facts == await books.ask(books.office.erik, "data_quality", Slots(team="Team Nord"))
