"""What a full-year citizen costs in each measure, with the municipality's own and with others (domain.md §8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, small
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.money.unit_cost import Volume, full_year_citizens, price_effect, volume_effect
from storage.rules.rounding import rounded
from storage.schema import Case, Grant

Kind = tuple[str, str | None]
"""A measure and who performs it: intern, ekstern, or None where the export does not say."""
NOTHING = Volume(Fraction(0), Fraction(0))


class UnitPrice(NamedTuple):
    """One measure in a calendar year. Prices are of one full-year citizen, None where the price may not be told.

    The effects are kroner against the year before.
    """

    measure: str
    performer: str | None
    citizens: int
    full_year: Decimal
    monthly_price: Decimal | None
    yearly_price: Decimal | None
    price_effect: Decimal | None
    volume_effect: Decimal | None
    grants: int
    days: int
    cost: Decimal | None

    def as_json(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "performer": self.performer,
            "citizens": self.citizens,
            "full_year": float(self.full_year),
            "monthly_price": _money(self.monthly_price),
            "yearly_price": _money(self.yearly_price),
            "price_effect": _money(self.price_effect),
            "volume_effect": _money(self.volume_effect),
        }

    def part(self) -> dict[str, Any]:
        """What the price is made of: the cost, the grants and their days."""
        return {
            "what": "measure",
            "name": self.measure,
            "performer": self.performer,
            "amount": _money(self.cost),
            "count": self.grants,
            "days": self.days,
        }


@dataclass(frozen=True, slots=True)
class UnitCosts:
    """The measures of a calendar year, alphabetically, the municipality's own before others'."""

    year: int
    items: tuple[UnitPrice, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "items": [item.as_json() for item in self.items],
            "parts": [item.part() for item in self.items],
        }


class _Sums(NamedTuple):
    citizens: int
    grants: int
    days: int
    volume: Volume


async def unit_costs(
    session: AsyncSession, scope: Scope, *, filters: Filters = EVERY_CASE, measure: str | None = None
) -> UnitCosts:
    """The measures with grants in the whole calendar year of the scope's day, against the year before.

    What a team's channel sees carries no prices of a measure that a single case has: they would be that case's cost.
    """
    year = scope.day.year
    before = await _sums(session, scope, filters, measure, year - 1)
    now = await _sums(session, scope, filters, measure, year)
    ordered = sorted(now, key=lambda kind: (kind[0], {"intern": 0, "ekstern": 1}.get(kind[1] or "", 2)))
    return UnitCosts(year, tuple(_item(kind, now[kind], before.get(kind), scope) for kind in ordered))


async def _sums(
    session: AsyncSession, scope: Scope, filters: Filters, measure: str | None, year: int
) -> Mapping[Kind, _Sums]:
    cost = CostOfYear(year)
    name = small(Grant.measure).label("measure")
    statement = (
        select(
            *(name, Grant.performer, func.count(Case.id.distinct()), func.count()),
            *(func.sum(cost.days), cost.summed()),
        )
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        .where(existing(scope.day), cost.running)
        .group_by(name, Grant.performer)
    )
    if measure is not None:
        statement = statement.where(small(Grant.measure) == measure.lower())
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return {
        (measure_, performer): _Sums(
            citizens, grants, days, Volume(cost.kroner(shares), full_year_citizens(days, year))
        )
        for measure_, performer, citizens, grants, days, shares in rows
    }


def _item(kind: Kind, now: _Sums, before: _Sums | None, scope: Scope) -> UnitPrice:
    # In a channel a price of one citizen would be a single case's cost; so would the change from a year with one.
    told = scope.names_people or now.citizens > 1
    compared = told and (scope.names_people or before is None or before.citizens > 1)
    former = before.volume if before else NOTHING
    return UnitPrice(
        *kind,
        citizens=now.citizens,
        full_year=rounded(now.volume.full_year),
        monthly_price=_shown(now.volume.monthly_price, told),
        yearly_price=_shown(now.volume.yearly_price, told),
        price_effect=_shown(price_effect(former, now.volume), compared),
        volume_effect=_shown(volume_effect(former, now.volume), compared),
        grants=now.grants,
        days=now.days,
        cost=_shown(now.volume.cost, told),
    )


def _shown(amount: Fraction | None, told: bool) -> Decimal | None:
    return rounded(amount) if told and amount is not None else None


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
