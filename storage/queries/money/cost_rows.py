"""The one select behind a question about costs: the database makes the sums and returns only the answer's rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Numeric, Select, Text, func, literal, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import CASE_TYPE, CASEWORKER, TEAM, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.money.refund import bands_of
from storage.rules.money.shares import shares
from storage.schema import Case, Grant, Ownership, Team

TOTAL, UNIT, CASE, BAND, ABOVE, GROUP = "total", "unit", "case", "band", "above", "group"
KEYS = {CASEWORKER: "staff_id", TEAM: "team", CASE_TYPE: "case_type"}
"""The column behind each of the groups that may be asked for."""


class CostRow(NamedTuple):
    """One sum in shares of a krone: of the measure in question and, where a refund is worked out, of the whole case.

    TOTAL: every case with cost. UNIT: the grants priced by the unit `key`. CASE: one of the dearest. BAND: the cases
    above a limit of the refund, `whole` their cost beyond it. ABOVE: the cases dearer than the amount in question.
    GROUP: the cases of one caseworker, team or case type.
    """

    part: str
    key: str | None
    asked: int
    whole: int
    counted: int


@dataclass(frozen=True, slots=True)
class WantedCosts:
    """What the question wants: a measure (None = all), how many of the dearest cases, a least cost, and groups."""

    measure: str | None
    shown: int
    over: int | None
    group_by: str | None


async def cost_rows(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: WantedCosts
) -> defaultdict[str, list[CostRow]]:
    """The rows of each part; of cases the dearest first, of bands the lowest."""
    by_unit = _by_unit(scope, filters, wanted.measure)
    cases = _by_case(by_unit)
    found: defaultdict[str, list[CostRow]] = defaultdict(list)
    for part, key, asked, whole, counted in await session.execute(union_all(*_parts(by_unit, cases, scope, wanted))):
        found[part].append(CostRow(part, key, int(asked), int(whole), int(counted)))
    found[CASE].sort(key=lambda row: (-row.asked, row.key))
    found[BAND].sort(key=lambda row: int(row.key or 0))
    return found


def _by_unit(scope: Scope, filters: Filters, measure: str | None) -> CTE:
    """By case and unit: what the grants cost in the calendar year of the scope's day, and how many are paid for."""
    cost = CostOfYear(scope.day.year)
    # Only where a measure is named are there two sums: each is work on every grant.
    conditions = [] if measure is None else [small(Grant.measure) == measure.lower()]
    whole = cost.summed()
    statement = (
        select(
            *(Case.id, Case.number, Case.case_type, Team.name.label("team"), Ownership.staff_id, Grant.unit),
            whole.label("whole"),
            (cost.summed(*conditions) if conditions else whole).label("asked"),
            func.count().filter(cost.counted > 0, *conditions).label("grants"),
        )
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .join(Grant, Grant.case_id == Case.id)
        .where(existing(scope.day), cost.running)
        .group_by(Case.id, Team.id, Ownership.staff_id, Grant.unit)
    )
    return narrowed(visible(statement, scope), filters, scope.day).cte("cost_by_unit")


def _by_case(by_unit: CTE) -> CTE:
    """The cases where the measure in question has a cost."""
    of = by_unit.c
    asked = func.sum(of.asked)
    case = (of.id, of.number, of.case_type, of.team, of.staff_id)
    columns = (*case, func.sum(of.whole).label("whole"), asked.label("asked"))
    return select(*columns).group_by(*case).having(asked > 0).cte("cost_by_case")


def _parts(by_unit: CTE, cases: CTE, scope: Scope, wanted: WantedCosts) -> list[Select[*tuple[Any, ...]]]:
    of = cases.c
    parts = [_row(TOTAL, asked=func.sum(of.asked), count=func.count())]
    parts.append(
        _row(UNIT, by_unit.c.unit, asked=func.sum(by_unit.c.asked), count=func.sum(by_unit.c.grants)).group_by(
            by_unit.c.unit
        )
    )
    dearest = select(of.number, of.asked, of.whole).order_by(of.asked.desc(), of.number.collate("C"))
    first = dearest.limit(wanted.shown).subquery().c
    parts.append(_row(CASE, first.number, asked=first.asked, whole=first.whole, count=literal(1)))
    for band in bands_of(scope.day.year):
        above = of.whole - _kroner(band.above)
        parts.append(_row(BAND, literal(str(band.above)), whole=func.sum(above), count=func.count()).where(above > 0))
    if wanted.over is not None:
        parts.append(_row(ABOVE, count=func.count()).where(of.asked > _kroner(wanted.over)))
    if wanted.group_by in KEYS:
        key = of[KEYS[wanted.group_by]]
        parts.append(_row(GROUP, key, asked=func.sum(of.asked), count=func.count()).group_by(key))
    return parts


_NOTHING = literal(0, Numeric)


def _row(
    part: str,
    key: ColumnElement[Any] | None = None,
    *,
    count: ColumnElement[int],
    asked: ColumnElement[Any] = _NOTHING,
    whole: ColumnElement[Any] = _NOTHING,
) -> Select[*tuple[Any, ...]]:
    """One part's columns; a sum over no row is nothing."""
    sums = (type_coerce(func.coalesce(one, 0), Numeric) for one in (asked, whole, count))
    return select(literal(part, Text), literal(None, Text) if key is None else key, *sums)


def _kroner(amount: int) -> ColumnElement[Any]:
    return literal(shares(Decimal(amount)), Numeric)
