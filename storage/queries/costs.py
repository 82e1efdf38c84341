"""What cases cost in a year, the dearest of them, and what the state refunds (domain.md §8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, any_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import CASE_TYPE, CASEWORKER, EVERY_CASE, TEAM, Filters, narrowed
from storage.queries.grant_sums import CostOfYear, small
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.cost_days import year_of_cost
from storage.rules.refund import bands_of, refund, threshold
from storage.rules.rounding import rounded
from storage.rules.units import Unit
from storage.schema import Case, Grant, Ownership, Team

SHOWN = 10


class DearCase(NamedTuple):
    """A case with its cost (the measure's, where one is named) and the refund of the whole case, in kroner."""

    case: str
    yearly_cost: Decimal
    refund: Decimal

    def as_json(self) -> dict[str, str]:
        return {"case": self.case, "yearly_cost": str(self.yearly_cost), "refund": str(self.refund)}


class CostGroup(NamedTuple):
    """What the cases of one caseworker, team or case type cost; `key` None = no caseworker."""

    key: str | None
    total: Decimal
    cases: int

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "total": str(self.total), "cases": self.cases}


class UnitCost(NamedTuple):
    """The grants priced by one unit: how many, and what they cost."""

    unit: str
    grants: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """The cases with cost in a calendar year: the sum over all of them, and the dearest in `items`.

    `refunded` cases cost more than `threshold` as a whole and give `refund` together. `by_unit` adds up to the total.
    """

    year: int
    total: Decimal
    cases: int
    items: tuple[DearCase, ...]
    threshold: int
    refunded: int
    refund: Decimal
    by_unit: tuple[UnitCost, ...]
    measure: str | None = None
    """The measure asked about, where any case has it: what nobody knows is not repeated."""
    above: int | None = None
    """How many cases cost more than was asked about."""
    groups: tuple[CostGroup, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "year": self.year,
            "total": str(self.total),
            "cases": self.cases,
            "items": [item.as_json() for item in self.items],
            "threshold": str(rounded(self.threshold)),
            "refunded": self.refunded,
            "refund": str(self.refund),
            "measure": self.measure,
            "parts": self._parts(),
        }
        if self.above is not None:
            facts["above"] = self.above
        return facts | ({} if self.groups is None else {"groups": [group.as_json() for group in self.groups]})

    def _parts(self) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = [
            {"what": one.unit, "count": one.grants, "amount": str(one.amount)} for one in self.by_unit
        ]
        parts.append({"what": "cases", "count": self.cases})
        if self.refunded:
            parts += [
                {"what": "band", "amount": str(rounded(band.above)), "pct": float(band.percent)}
                for band in bands_of(self.year)
            ]
            parts.append({"what": "refund", "count": self.refunded, "amount": str(self.refund)})
        return parts


class _Row(NamedTuple):
    """The grants of one case that are priced by one unit; costs as `CostOfYear` sums them."""

    case: str
    case_type: str
    team: str
    caseworker: str | None
    unit: str
    whole: int
    asked: int
    grants: int


class _CaseCost(NamedTuple):
    """One case with cost; `of` is any of its rows."""

    of: _Row
    whole: int
    asked: int


async def costs(
    session: AsyncSession,
    scope: Scope,
    *,
    filters: Filters = EVERY_CASE,
    measure: str | None = None,
    limit: int | None = None,
    over: int | None = None,
    group_by: str | None = None,
) -> Costs:
    """The cases within reach with cost in the calendar year of the scope's day, closed ones too.

    With a measure it is that measure's cost, the refund stays the whole case's. `over` leaves only dearer cases in
    the list, and the total alone; `limit` is how many the list holds.
    """
    year = scope.day.year
    rows = await _rows(session, scope, filters, measure)
    cases = _by_case(rows)
    dear = cases if over is None else [one for one in cases if one.asked > year_of_cost(year).shares(over)]
    return Costs(
        year=year,
        total=_rounded(sum(one.asked for one in cases), year),
        cases=len(cases),
        items=_dearest(dear, SHOWN if limit is None or limit < 1 else limit, year),
        threshold=threshold(year),
        **_refunds(cases, year),
        by_unit=_by_unit(rows, year),
        measure=measure.lower() if measure is not None and cases else None,
        above=None if over is None else len(dear),
        groups=_groups(cases, group_by, scope),
    )


async def yearly_costs(session: AsyncSession, scope: Scope, case_ids: Collection[int]) -> dict[int, Decimal]:
    """The yearly cost of the cases in kroner, by case id, as of the scope's day; a case without grants is left out."""
    cost = CostOfYear(scope.day.year)
    statement = (
        select(Case.id, cost.summed())
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        .where(cost.running, Case.id == any_(literal(list(case_ids), ARRAY(BigInteger))))
        .group_by(Case.id)
    )
    rows = await session.execute(visible(statement, scope))
    return {id_: rounded(cost.kroner(shares)) for id_, shares in rows}


async def _rows(session: AsyncSession, scope: Scope, filters: Filters, measure: str | None) -> list[_Row]:
    cost = CostOfYear(scope.day.year)
    # Only where a measure is named are there two sums: each is work on every grant.
    asked = [] if measure is None else [small(Grant.measure) == measure.lower()]
    whole = cost.summed().label("whole")
    statement = (
        select(
            *(Case.number, Case.case_type, Team.name, Ownership.staff_id, Grant.unit),
            whole,
            cost.summed(*asked).label("asked") if asked else whole.label("asked"),
            func.count().filter(cost.counted > 0, *asked),
        )
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .join(Grant, Grant.case_id == Case.id)
        .where(existing(scope.day), cost.running)
        .group_by(Case.id, Team.id, Ownership.staff_id, Grant.unit)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return [
        _Row(number, case_type, team, caseworker, unit, int(whole), int(wanted), grants)
        for number, case_type, team, caseworker, unit, whole, wanted, grants in rows
    ]


def _by_case(rows: Iterable[_Row]) -> list[_CaseCost]:
    cases: dict[str, _CaseCost] = {}
    for row in rows:
        known = cases.get(row.case)
        whole, asked = (known.whole, known.asked) if known else (0, 0)
        cases[row.case] = _CaseCost(row, whole + row.whole, asked + row.asked)
    return [one for one in cases.values() if one.asked > 0]


def _dearest(cases: Iterable[_CaseCost], most: int, year: int) -> tuple[DearCase, ...]:
    first = nsmallest(most, cases, key=lambda one: (-one.asked, one.of.case))
    return tuple(
        DearCase(one.of.case, _rounded(one.asked, year), rounded(refund(_kroner(one.whole, year), year)))
        for one in first
    )


def _refunds(cases: Iterable[_CaseCost], year: int) -> dict[str, Any]:
    limit = year_of_cost(year).shares(threshold(year))
    amounts = [refund(_kroner(one.whole, year), year) for one in cases if one.whole > limit]
    return {"refunded": len(amounts), "refund": rounded(sum(amounts, Fraction(0)))}


def _by_unit(rows: Iterable[_Row], year: int) -> tuple[UnitCost, ...]:
    grants: defaultdict[str, int] = defaultdict(int)
    amounts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        grants[row.unit] += row.grants
        amounts[row.unit] += row.asked
    return tuple(UnitCost(unit, grants[unit], _rounded(amounts[unit], year)) for unit in Unit if amounts[unit])


def _groups(cases: Iterable[_CaseCost], group_by: str | None, scope: Scope) -> tuple[CostGroup, ...] | None:
    keys: dict[str, Callable[[_Row], str | None]] = {
        CASEWORKER: lambda row: row.caseworker,
        TEAM: lambda row: row.team,
        CASE_TYPE: lambda row: row.case_type,
    }
    if group_by not in keys:
        return None
    grouped: defaultdict[str | None, list[int]] = defaultdict(list)
    for one in cases:
        grouped[keys[group_by](one.of)].append(one.asked)
    ordered = sorted(grouped.items(), key=lambda entry: (-sum(entry[1]), entry[0] is None, entry[0] or ""))
    return tuple(CostGroup(key, _rounded(sum(asked), scope.day.year), len(asked)) for key, asked in ordered)


def _kroner(shares: int, year: int) -> Fraction:
    return year_of_cost(year).kroner(shares)


def _rounded(shares: int, year: int) -> Decimal:
    return rounded(_kroner(shares, year))
