"""Anna sees her own cases, Bo the team, Carl nothing of theirs; protected cases and past days."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.reach import listable, open_on, visible
from storage.rules.access import Person, Role, Scope, scope_of, scope_of_channel
from storage.schema import FOREVER, Case, Ownership
from tests.conftest import TODAY, Office, add_case

JUNE = dt.date(2026, 6, 1)


@pytest.fixture
async def cases(store: Store, office: Office) -> None:
    """Two cases of Anna's (one protected), one nobody's, one of Carl's in Distrikt 2."""
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna")
        await add_case(session, "A-2", office.nord, "anna", protected=True)
        await add_case(session, "N-1", office.nord, None)
        await add_case(session, "C-1", office.distrikt2, "carl")


async def numbers(session: AsyncSession, scope: Scope, *, lists: bool = False) -> set[str]:
    narrow = listable if lists else visible
    return set(await session.scalars(narrow(select(Case.number).where(open_on(scope.day)), scope)))


@pytest.mark.parametrize(
    ("who", "counted", "listed"),
    [
        ("anna", {"A-1", "A-2"}, {"A-1", "A-2"}),
        ("bo", {"A-1", "A-2", "N-1"}, {"A-1", "A-2", "N-1"}),
        ("carl", {"C-1"}, {"C-1"}),
        ("dorte", {"A-1", "N-1"}, {"A-1", "N-1"}),
        ("erik", {"A-1", "N-1", "C-1"}, set()),
        ("freja", set(), set()),
    ],
)
@pytest.mark.usefixtures("cases")
async def test_each_sees_what_their_role_reaches(
    store: Store, office: Office, who: str, counted: set[str], listed: set[str]
) -> None:
    person: Person = getattr(office, who)
    async with store.asking(person.id) as session:
        scope = scope_of(person, TODAY)
        assert await numbers(session, scope) == counted
        assert await numbers(session, scope, lists=True) == listed


@pytest.mark.usefixtures("cases")
async def test_a_channel_sees_its_team_without_protected_cases(store: Store, office: Office) -> None:
    async with store.asking("anna") as session:
        assert await numbers(session, scope_of_channel(office.nord, TODAY)) == {"A-1", "N-1"}


@pytest.mark.usefixtures("cases")
async def test_a_leader_who_is_controller_too_counts_all_and_lists_the_own_team(store: Store, office: Office) -> None:
    both = Person("bo", "Bo", office.nord, frozenset({Role.LEADER, Role.CONTROLLER}), frozenset({office.nord}))
    async with store.working() as session:
        scope = scope_of(both, TODAY)
        assert await numbers(session, scope) == {"A-1", "A-2", "N-1", "C-1"}
        assert await numbers(session, scope, lists=True) == {"A-1", "A-2", "N-1"}


async def test_a_moved_case_is_its_caseworkers_of_that_day(store: Store, office: Office) -> None:
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "carl")
        first = await session.get_one(Ownership, (case.id, dt.date.min))
        first.until = JUNE
        first.staff_id = "anna"
        session.add(Ownership(case_id=case.id, since=JUNE, until=FOREVER, staff_id="carl"))
    async with store.working() as session:
        for day, anna, carl in ((JUNE - dt.timedelta(1), {"A-1"}, set()), (JUNE, set(), {"A-1"})):
            assert await numbers(session, scope_of(office.anna, day)) == anna
            assert await numbers(session, scope_of(office.carl, day)) == carl


async def test_a_case_is_open_from_its_opening_until_the_day_before_it_closes(store: Store, office: Office) -> None:
    async with store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", opened=JUNE, closed=JUNE + dt.timedelta(10))
    async with store.asking("anna") as session:
        seen = [bool(await numbers(session, scope_of(office.anna, JUNE + dt.timedelta(n)))) for n in (-1, 0, 9, 10)]
    assert seen == [False, True, True, False]


async def test_an_empty_store_shows_nobody_anything(store: Store, office: Office) -> None:
    async with store.asking("erik") as session:
        assert await numbers(session, scope_of(office.erik, TODAY)) == set()
