"""What the store's sums say of accounts is, to the last fraction of an øre, what the pure rules say of every row."""

from __future__ import annotations

import asyncio
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.imports.money_sums import sum_money
from storage.queries.money.account_sums import AccountKey, AccountSums, account_sums, together
from storage.queries.money.budget import budget
from storage.queries.money.costs import costs
from storage.rules.access import Scope
from storage.rules.days import month
from storage.rules.money.budget import WHOLE_YEAR, BudgetTerms, months_of, spent, standing
from storage.rules.money.grant_cost import GrantTerms, committed, committed_days, cost_in, yearly_cost
from storage.rules.money.refund import refund
from storage.rules.money.shares import in_kroner
from storage.rules.money.units import PriceUnit, overlap
from storage.rules.rounding import rounded
from storage.schema import BudgetLine as BudgetRow
from storage.schema import Case, Grant, Ownership, Posting, Team
from tests.conftest import Office, add_case
from tests.examples import examples

PRICE, QUANTITY = Decimal("1234.57"), Decimal("1.2345")
STRETCHES = {
    "always": ("2020-01-01", None),
    "over the leap day": ("2024-01-31", "2024-02-29"),
    "the leap day alone": ("2024-02-29", "2024-02-29"),
    "over New Year": ("2023-12-31", "2024-03-30"),
    "to a month's end": ("2025-11-15", "2026-04-30"),
    "from a month's first": ("2026-05-01", "2026-05-31"),
    "the day itself": ("2026-11-23", "2026-11-23"),
    "from the day after": ("2026-11-24", None),
    "within a later month": ("2026-12-05", "2026-12-20"),
    "the last day": ("2026-12-31", "2027-06-01"),
    "next year": ("2027-01-01", None),
}
DAYS = (
    "2023-12-30", "2023-12-31", "2024-01-01", "2024-02-28", "2024-02-29", "2025-02-28", "2026-01-31", "2026-04-30",
    "2026-11-23", "2026-11-30", "2026-12-30", "2026-12-31", "2028-02-28",
)  # fmt: skip


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def everything(day: dt.date) -> Scope:
    return Scope(day=day, all_teams=True)


async def add(session: AsyncSession, case: Case, grant: GrantTerms, number: str, account: str) -> None:
    named = {"number": number, "account": account, "case_id": case.id, "measure": "Ophold"}
    await session.execute(insert(Grant).values(**grant._asdict(), **named))


@pytest.fixture
async def granted(store: Store, office: Office) -> dict[str, GrantTerms]:
    """A grant of each unit in each of the stretches, on an account of its own."""
    grants = {}
    async with store.working() as session:
        case = await add_case(session, "A-1", office.nord, "anna", opened=on("2020-01-01"))
        for unit in PriceUnit:
            for name, (start, stop) in STRETCHES.items():
                account = f"{unit} {name}"
                grants[account] = GrantTerms(unit, PRICE, QUANTITY, on(start), on(stop) if stop else None)
                await add(session, case, grants[account], account, account)
        await sum_money(session, {"indsatser"})
    return grants


async def test_committed_is_what_every_grant_still_costs_month_by_month(
    granted: dict[str, GrantTerms], store: Store
) -> None:
    async with store.asking("erik") as session:
        for day in map(on, DAYS):
            found = await account_sums(session, everything(day), day)
            for account, grant in granted.items():
                sums = found.get(AccountKey(account, None), AccountSums())
                assert sums.sums.committed == committed([grant], day), (account, day)
                assert [in_kroner(told) for told in sums.committed] == by_month(grant, day), (account, day)


def by_month(grant: GrantTerms, day: dt.date) -> list[Fraction]:
    """What the grant costs after the day in each month of its year."""
    ahead = committed_days(day)
    months = [ahead and overlap(*month(day.year, number), *ahead) for number in range(1, 13)]
    return [cost_in(grant, *within) if within else Fraction(0) for within in months]


# --- Whatever is granted, posted and budgeted ----------------------------------------------------------------------

ACCOUNTS = ("5281", "5282", "5283")
NEAR = st.dates(dt.date(2023, 11, 1), dt.date(2025, 2, 28))
"""Around a leap year."""


class Held(NamedTuple):
    """A grant of one of the two cases, on an account."""

    case: int
    account: str
    terms: GrantTerms


class Line(NamedTuple):
    """A posting; without a case it may name one of the two teams, or none."""

    case: int | None
    team: int | None
    account: str
    day: dt.date
    amount: Decimal


class Budgeted(NamedTuple):
    team: int
    account: str
    month: int
    adopted: Decimal
    corrected: Decimal | None


@st.composite
def grant_terms(draw: st.DrawFn) -> GrantTerms:
    start, length = draw(NEAR), draw(st.none() | st.integers(0, 500))
    price, quantity = draw(st.decimals(0, 100_000, places=2)), draw(st.decimals(0, 40, places=4))
    stop = None if length is None else start + dt.timedelta(length)
    return GrantTerms(draw(st.sampled_from(PriceUnit)), price, quantity, start, stop)


KRONER = st.decimals(-1_000_000, 1_000_000, places=2)
ACCOUNT, EITHER = st.sampled_from(ACCOUNTS), st.integers(0, 1)
GRANTS = st.lists(st.builds(Held, EITHER, ACCOUNT, grant_terms()), max_size=6)
POSTINGS = st.lists(st.builds(Line, st.none() | EITHER, st.none() | EITHER, ACCOUNT, NEAR, KRONER), max_size=8)
BUDGETS = st.lists(
    st.builds(Budgeted, EITHER, ACCOUNT, st.integers(WHOLE_YEAR, 12), KRONER, st.none() | KRONER),
    max_size=6,
    unique_by=lambda one: one[:3],
)


class Town:
    """Two teams with a case each; what an example adds is rolled back after it."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.teams: list[Team] = []
        self.cases: list[Case] = []
        self.numbers = count(1)

    async def build(self) -> None:
        self.teams = [Team(name="Team Nord"), Team(name="Distrikt 2")]
        self.session.add_all(self.teams)
        await self.session.flush()
        since = dt.date(2020, 1, 1)
        self.cases = [
            Case(number=f"S-{team.name}", team_id=team.id, case_type="forebyggende", opened=since)
            for team in self.teams
        ]
        self.session.add_all(self.cases)
        await self.session.flush()
        for case in self.cases:
            self.session.add(Ownership(case_id=case.id, since=dt.date.min, until=dt.date.max, staff_id=None))

    async def fill(self, grants: list[Held], postings: list[Line], lines: list[Budgeted]) -> None:
        for held in grants:
            await add(self.session, self.cases[held.case], held.terms, f"B-{next(self.numbers)}", held.account)
        for line in postings:
            self.session.add(
                Posting(
                    voucher=f"V-{next(self.numbers)}",
                    line="",
                    day=line.day,
                    account=line.account,
                    amount=line.amount,
                    case_id=None if line.case is None else self.cases[line.case].id,
                    team_id=None if line.team is None else self.teams[line.team].id,
                )
            )
        for one in lines:
            of = {"year": 2024, "account": one.account, "team_id": self.teams[one.team].id, "month": one.month}
            self.session.add(BudgetRow(**of, adopted=one.adopted, corrected=one.corrected))
        await self.session.flush()
        await sum_money(self.session, {"posteringer", "indsatser"})


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grants=GRANTS, postings=POSTINGS, lines=BUDGETS, day=st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)))
def test_the_sums_of_a_department_are_those_of_its_rows(
    runner: asyncio.Runner, opened: Store, grants: list[Held], postings: list[Line], lines: list[Budgeted], day: dt.date
) -> None:
    async def check() -> None:
        async with opened.sessions() as session:
            town = Town(session)
            await town.build()
            await town.fill(grants, postings, lines)
            await check_sums(town, grants, postings, lines, day)
            await check_costs(town, grants, day)

    runner.run(check())


async def check_sums(town: Town, grants: list[Held], postings: list[Line], lines: list[Budgeted], day: dt.date) -> None:
    session, scope = town.session, everything(day)
    whole = together((await account_sums(session, scope, day)).values())
    by_team = await account_sums(session, scope, day, by_team=True)
    assert whole.sums.committed == committed([held.terms for held in grants], day)
    assert whole.sums.spent == spent([(line.day, line.amount) for line in postings], day)
    assert whole.budget == months_of(BudgetTerms(one.month, one.adopted, one.corrected) for one in lines)
    counted = [line for line in postings if day.replace(month=1, day=1) <= line.day <= day]
    assert (whole.postings, whole.without_case) == (len(counted), sum(line.case is None for line in counted))
    assert together(by_team.values()) == whole
    for team in town.teams:
        of_team = together(sums for key, sums in by_team.items() if key.team_id == team.id)
        assert together((await account_sums(session, scope, day, team_id=team.id)).values()) == of_team
    told = await budget(session, scope, by_team=True)
    assert told.figures() == standing(whole.sums, day).figures()
    assert told.forecast == rounded(whole.sums.spent + whole.sums.committed)


async def check_costs(town: Town, grants: list[Held], day: dt.date) -> None:
    told = await costs(town.session, everything(day))
    by_case = [yearly_cost([held.terms for held in grants if held.case == case], day.year) for case in (0, 1)]
    assert told.total == rounded(sum(by_case, Fraction(0)))
    assert sorted(item.yearly_cost for item in told.items) == sorted(rounded(cost) for cost in by_case if cost)
    assert told.refund == rounded(sum((refund(cost, day.year) for cost in by_case), Fraction(0)))
