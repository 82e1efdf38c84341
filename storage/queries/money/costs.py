"""What cases cost in a year, the dearest of them, and what the state refunds (domain.md §8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import EVERY_CASE, Filters, grouped
from storage.queries.money.cost_rows import ABOVE, BAND, CASE, GROUP, KEYS, TOTAL, UNIT, CostRow, Wanted, cost_rows
from storage.queries.money.grant_sums import CostOfYear
from storage.queries.reach import visible
from storage.rules.access import Scope
from storage.rules.money.refund import bands_of, refund, refund_of_excess, threshold, year_of_bands
from storage.rules.money.shares import in_kroner
from storage.rules.money.units import Unit
from storage.rules.rounding import rounded
from storage.schema import Case, Grant

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


class BandCost(NamedTuple):
    """One step of the refund: `cases` cost `excess` more than `above` together, and the state pays `percent` of it."""

    above: int
    percent: int
    cases: int
    excess: Decimal
    refund: Decimal


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
    bands: tuple[BandCost, ...]
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
            "threshold_year": year_of_bands(self.year),
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
                {
                    "what": "band",
                    "above": str(rounded(band.above)),
                    "count": band.cases,
                    "excess": str(band.excess),
                    "pct": float(band.percent),
                    "amount": str(band.refund),
                }
                for band in self.bands
            ]
            parts.append({"what": "refund", "count": self.refunded, "amount": str(self.refund)})
        return parts


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
    shown = SHOWN if limit is None or limit < 1 else limit
    rows = await cost_rows(session, scope, filters, Wanted(measure, shown, over, group_by))
    year, (total,) = scope.day.year, rows[TOTAL]
    bands = rows[BAND]
    return Costs(
        year=year,
        total=_kroner(total.asked),
        cases=total.counted,
        items=tuple(_dear(row, year) for row in rows[CASE] if over is None or in_kroner(row.asked) > over),
        threshold=threshold(year),
        refunded=bands[0].counted,
        refund=rounded(refund_of_excess((in_kroner(band.whole) for band in bands), year)),
        bands=_bands(bands, year),
        by_unit=_by_unit(rows[UNIT]),
        measure=measure.lower() if measure is not None and total.counted else None,
        above=None if over is None else rows[ABOVE][0].counted,
        groups=grouped(group_by, scope, KEYS, lambda _: _groups(rows[GROUP])),
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


def _dear(row: CostRow, year: int) -> DearCase:
    return DearCase(row.key or "", _kroner(row.asked), rounded(refund(in_kroner(row.whole), year)))


def _bands(rows: Iterable[CostRow], year: int) -> tuple[BandCost, ...]:
    """What each limit adds to the refund: the step in per cent, of all that lies above it."""
    bands = bands_of(year)
    rates = pairwise((0, *(band.percent for band in bands)))
    return tuple(
        BandCost(
            above=band.above,
            percent=rate - lower,
            cases=row.counted,
            excess=_kroner(row.whole),
            refund=rounded(in_kroner(row.whole) * (rate - lower) / 100),
        )
        for band, (lower, rate), row in zip(bands, rates, rows, strict=True)
    )


def _by_unit(rows: Iterable[CostRow]) -> tuple[UnitCost, ...]:
    found = {row.key: row for row in rows if row.asked}
    return tuple(UnitCost(unit, found[unit].counted, _kroner(found[unit].asked)) for unit in Unit if unit in found)


def _groups(rows: Iterable[CostRow]) -> tuple[CostGroup, ...]:
    ordered = sorted(rows, key=lambda row: (-row.asked, row.key is None, row.key or ""))
    return tuple(CostGroup(row.key, _kroner(row.asked), row.counted) for row in ordered)


def _kroner(amount: int) -> Decimal:
    return rounded(in_kroner(amount))
