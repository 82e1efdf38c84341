"""What a full-year citizen or a grant paid once costs in each measure, with us and with others (domain.md §8, §10)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.unit_costs import PriceOrigin, UnitCosts, UnitPrice
from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.money.unit_cost import Volume, full_year_citizens, price_effect, volume_effect
from storage.rules.money.units import PriceUnit
from storage.rules.rounding import rounded
from storage.schema import Case, Grant


class MeasureKind(NamedTuple):
    """A measure, whether it is paid once, and who performs it: intern, ekstern, None where no export says."""

    measure: str
    performer: str | None
    is_paid_once: bool


NOTHING = Volume(Fraction(0), Fraction(0))


class _Sums(NamedTuple):
    citizens: int
    grants: int
    days: int
    volume: Volume


async def unit_costs(
    session: AsyncSession, scope: Scope, *, filters: Filters = EVERY_CASE, measure: str | None = None
) -> UnitCosts:
    """The measures with grants in the whole calendar year of the scope's day, against the year before.

    In a team's channel a measure that a single case has carries no prices: they would be that case's cost.
    """
    year = scope.day.year
    before = await _sums(session, scope, filters, measure, year - 1)
    now = await _sums(session, scope, filters, measure, year)
    ordered = sorted(now, key=_place)
    return UnitCosts(
        year,
        items=tuple(_item(kind, now[kind], before.get(kind), scope) for kind in ordered),
        parts=tuple(_origin(kind, now[kind], scope) for kind in ordered),
    )


async def _sums(
    session: AsyncSession, scope: Scope, filters: Filters, measure: str | None, year: int
) -> Mapping[MeasureKind, _Sums]:
    cost = CostOfYear(year)
    once = Grant.unit == PriceUnit.ONCE.value
    kind = (small(Grant.measure).label("measure"), Grant.performer, once.label("is_paid_once"))
    statement = (
        select(*kind, func.count(Case.id.distinct()), func.count(), func.sum(cost.days), cost.summed())
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        # What was paid once in an earlier year may still run; it is no grant of this one.
        .where(existing(scope.day), cost.running, or_(~once, cost.counted > 0))
        .group_by(*kind)
    )
    if measure is not None:
        statement = statement.where(small(Grant.measure) == measure.lower())
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return {
        MeasureKind(name, performer, paid_once): _Sums(
            *(citizens, grants, days),
            Volume(cost.kroner(shares), Fraction(grants) if paid_once else full_year_citizens(days, year)),
        )
        for name, performer, paid_once, citizens, grants, days, shares in rows
    }


def _place(kind: MeasureKind) -> tuple[str, int, bool]:
    return kind.measure, {"intern": 0, "ekstern": 1}.get(kind.performer or "", 2), kind.is_paid_once


def _item(kind: MeasureKind, now: _Sums, before: _Sums | None, scope: Scope) -> UnitPrice:
    shows_price = _shows_price(now, scope)
    # The change from a year with a single citizen would give that citizen's price away too.
    shows_change = shows_price and (scope.names_people or before is None or before.citizens > 1)
    former = before.volume if before else NOTHING
    once = kind.is_paid_once
    return UnitPrice(
        kind.measure,
        kind.performer,
        citizens=now.citizens,
        full_year=None if once else rounded(now.volume.extent),
        monthly_price=_shown(now.volume.monthly_price, shows_price and not once),
        yearly_price=_shown(now.volume.price, shows_price and not once),
        price_effect=_shown(price_effect(former, now.volume), shows_change),
        volume_effect=_shown(volume_effect(former, now.volume), shows_change),
        grants=now.grants if once else None,
        grant_price=_shown(now.volume.price, shows_price and once),
    )


def _origin(kind: MeasureKind, now: _Sums, scope: Scope) -> PriceOrigin:
    cost = _shown(now.volume.cost, _shows_price(now, scope))
    return PriceOrigin("measure", kind.measure, kind.performer, cost, now.grants, now.days, kind.is_paid_once)


def _shows_price(now: _Sums, scope: Scope) -> bool:
    """In a channel the price of a single citizen would be a single case's cost."""
    return scope.names_people or now.citizens > 1


def _shown(amount: Fraction | None, shows: bool) -> Decimal | None:
    return rounded(amount) if shows and amount is not None else None
