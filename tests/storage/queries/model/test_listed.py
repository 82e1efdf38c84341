"""The rows of a list are those that were counted, in its order, with what the files say of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from storage.database import Store
from storage.facts.fact import WITHHELD
from storage.facts.selected import (
    NextDeadline,
    SelectedAction,
    SelectedCase,
    SelectedComplaint,
    SelectedDeadline,
    SelectedEvent,
    SelectedGrant,
    SelectedRow,
)
from storage.queries.model.counted import counted
from storage.queries.model.listed import listed
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.rules.conditions import Condition
from storage.rules.money.grant_cost import yearly_cost
from storage.rules.rounding import rounded
from storage.rules.selection import KRONER, Selection
from tests.conftest import TODAY as OFFICE_DAY
from tests.conftest import Office, add_case, add_grant
from tests.reference.known_town import KnownCase, KnownTown
from tests.reference.selected import Row, rows_of
from tests.storage.demo_folder import TODAY
from tests.storage.queries.made_up import add_deadline
from tests.storage.queries.model.asking import AskedDemo
from tests.storage.queries.model.drawn import IN_THE_DEMO, plain, selections


def rows_told(asking: AskedDemo, selection: Selection) -> tuple[SelectedRow, ...] | None:
    async def ask() -> tuple[SelectedRow, ...] | None:
        async with asking.store.working() as session:
            scope = replace(asking.scope, day=TODAY)
            asked = await counted(session, scope, selection)
            rows = await listed(session, scope, selection, asked)
            assert (rows is None) == (asked.items is None)
            assert rows is None or tuple(map(named, rows)) == asked.items
            return rows

    return asking.runner.run(ask())


def named(row: SelectedRow) -> str:
    """What a list names the row by."""
    if isinstance(row, SelectedGrant):
        return row.grant
    if isinstance(row, SelectedComplaint):
        return row.complaint
    return row.no if isinstance(row, SelectedAction) else row.case


def as_told(row: Row, day: dt.date) -> SelectedRow:
    """The row as the files have it."""
    case = row.case
    if row.deadline is not None:
        due = row.deadline.due
        return SelectedDeadline(
            case=case.number,
            rule=row.deadline.rule,
            due=due,
            days_left=(due - day).days,
            caseworker=case.owner(day).staff_id,
        )
    if row.event is not None:
        return SelectedEvent(case.number, row.event.kind, row.event.day)
    if row.grant is not None:
        grant, cost = row.grant, rounded(yearly_cost([row.grant.terms], day.year))
        of_grant = (grant.measure, grant.performer, grant.supplier, grant.step, grant.terms.stop)
        return SelectedGrant(grant.number, case.number, *of_grant, yearly_cost=cost)
    return case_told(case, day)


def case_told(case: KnownCase, day: dt.date) -> SelectedCase:
    waiting = min(case.open_deadlines(day), key=lambda one: (one.due, one.rule), default=None)
    told = SelectedCase(
        case=case.number,
        type=case.case_type,
        team=case.team,
        caseworker=case.owner(day).staff_id,
        category=case.recovery.category_on(day),
        state=case.recovery.state_on(day).value,
        next_deadline=None,
    )
    return told if waiting is None else replace(told, next_deadline=NextDeadline(waiting.rule, waiting.due))


@pytest.mark.parametrize("what", IN_THE_DEMO)
def test_each_row_is_that_of_the_files(asking: AskedDemo, town: KnownTown, what: str) -> None:
    selection = plain(what, Condition("team", ("Team Nord", "Handicap")))
    told = rows_told(asking, selection)
    if told is not None and selection.kind.unit != KRONER:
        expected = [as_told(row, TODAY) for row in rows_of(selection, town, TODAY)]
        assert list(told) == expected
        assert expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(selections())
def test_the_rows_are_the_items_whatever_is_asked(asking: AskedDemo, selection: Selection) -> None:
    rows_told(asking, selection)


def test_the_cases_of_a_sum_carry_what_they_add_to_it(asking: AskedDemo) -> None:
    selection = plain("cost", Condition("measure", ("plejefamilie",)))
    rows = rows_told(asking, selection) or ()
    costs = [row.cost for row in rows if isinstance(row, SelectedCase) and row.cost is not None]
    assert costs == sorted(costs, reverse=True)
    assert len(costs) == len(rows) > 0
    total = asking.ask(selection).value
    assert isinstance(total, Decimal)
    assert abs(sum(costs, Decimal(0)) - total) < len(costs)


@pytest.fixture
async def office_with_cases(store: Store, office: Office) -> Store:
    """Team Nord: A-1 red, overdue, dear; B-1 nobody's."""
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", category="red")
        await add_deadline(session, a1, 5, "child_plan")
        await add_deadline(session, a1, -10)
        await add_grant(session, a1, "G-1", "Plejefamilie", "2000.00", "døgn", "2026-01-01")
        await add_case(session, "B-1", office.nord, None)
    return store


async def told_to(store: Store, scope: Scope, selection: Selection) -> tuple[SelectedRow, ...] | None:
    async with store.working() as session:
        return await listed(session, scope, selection, await counted(session, scope, selection))


async def test_the_leader_sees_all_of_a_case(office_with_cases: Store, office: Office) -> None:
    rows = await told_to(office_with_cases, scope_of(office.bo, OFFICE_DAY), Selection("cases"))
    assert rows == (
        SelectedCase(
            case="A-1",
            type="forebyggende",
            team="Team Nord",
            caseworker="anna",
            category="red",
            state="being_restored",
            next_deadline=NextDeadline("follow_up", OFFICE_DAY - dt.timedelta(days=10)),
        ),
        SelectedCase(
            case="B-1",
            type="forebyggende",
            team="Team Nord",
            caseworker=None,
            category=None,
            state="not_reviewed",
            next_deadline=None,
        ),
    )


async def test_a_channel_is_shown_no_caseworkers(office_with_cases: Store, office: Office) -> None:
    scope = scope_of_channel(office.nord, OFFICE_DAY)
    for what in ("cases", "deadlines"):
        rows = await told_to(office_with_cases, scope, Selection(what))
        assert {getattr(row, "caseworker") for row in rows or ()} == {WITHHELD}  # noqa: B009  # of two kinds of row


async def test_a_controller_is_told_of_cases_what_they_cost_and_nothing_else(
    office_with_cases: Store, office: Office
) -> None:
    dearest = Selection("cases", order="dearest", limit=1)
    (row,) = await told_to(office_with_cases, scope_of(office.erik, OFFICE_DAY), dearest) or ()
    assert isinstance(row, SelectedCase)
    assert (row.case, row.cost) == ("A-1", Decimal("730000.00"))
    assert {row.type, row.team, row.caseworker, row.category, row.state, row.next_deadline} == {WITHHELD}


async def test_there_are_no_rows_where_there_is_no_list(office_with_cases: Store, office: Office) -> None:
    assert await told_to(office_with_cases, scope_of(office.bo, OFFICE_DAY), Selection("in_time")) is None
