"""What cases cost in a year, the dearest of them, and what the state refunds (domain.md §8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import ARRAY, BigInteger, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.costs import CostOfGroup, CostPart, Costs, DearCase, RefundBand
from storage.queries.filters import EVERY_CASE, Filters, grouped
from storage.queries.money.cost_rows import ABOVE, BAND, CASE, GROUP, KEYS, TOTAL, UNIT, CostRow, WantedCosts, cost_rows
from storage.queries.money.grant_sums import CostOfYear
from storage.queries.reach import visible
from storage.rules.access import Scope
from storage.rules.money.refund import bands_of, refund, refund_of_excess, threshold, year_of_bands
from storage.rules.money.shares import in_kroner
from storage.rules.money.units import PriceUnit
from storage.rules.rounding import rounded
from storage.schema import Case, Grant

SHOWN = 10


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

    With a measure it is that measure's cost, while the refund stays the whole case's. With `over` the list keeps only
    dearer cases, and the total stays; `limit` is how many the list holds.
    """
    shown = SHOWN if limit is None or limit < 1 else limit
    rows = await cost_rows(session, scope, filters, WantedCosts(measure, shown, over, group_by))
    year, (total,) = scope.day.year, rows[TOTAL]
    bands = rows[BAND]
    refunded, paid = bands[0].counted, rounded(refund_of_excess((in_kroner(band.whole) for band in bands), year))
    refunds: list[RefundBand | CostPart] = [*_bands(bands, year), CostPart("refund", refunded, paid)]
    return Costs(
        year=year,
        total=_kroner(total.asked),
        cases=total.counted,
        items=tuple(_dear(row, year) for row in rows[CASE] if over is None or in_kroner(row.asked) > over),
        threshold=rounded(threshold(year)),
        threshold_year=year_of_bands(year),
        refunded=refunded,
        refund=paid,
        measure=measure.lower() if measure is not None and total.counted else None,
        parts=(*_by_unit(rows[UNIT]), CostPart("cases", total.counted), *(refunds if refunded else [])),
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


def _bands(rows: Iterable[CostRow], year: int) -> tuple[RefundBand, ...]:
    """What each limit adds to the refund: its step in per cent, of all cost beyond the limit."""
    bands = bands_of(year)
    rates = pairwise((0, *(band.percent for band in bands)))
    return tuple(
        RefundBand(
            what="band",
            above=rounded(band.above),
            count=row.counted,
            excess=_kroner(row.whole),
            pct=Decimal(rate - lower),
            amount=rounded(in_kroner(row.whole) * (rate - lower) / 100),
        )
        for band, (lower, rate), row in zip(bands, rates, rows, strict=True)
    )


def _by_unit(rows: Iterable[CostRow]) -> tuple[CostPart, ...]:
    found = {row.key: row for row in rows if row.asked}
    return tuple(CostPart(unit, found[unit].counted, _kroner(found[unit].asked)) for unit in PriceUnit if unit in found)


def _groups(rows: Iterable[CostRow]) -> tuple[CostOfGroup, ...]:
    ordered = sorted(rows, key=lambda row: (-row.asked, row.key is None, row.key or ""))
    return tuple(CostOfGroup(row.key, _kroner(row.asked), row.counted) for row in ordered)


def _kroner(amount: int) -> Decimal:
    return rounded(in_kroner(amount))
