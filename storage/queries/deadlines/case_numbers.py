"""Which cases a number stands for, and whether they are the viewer's."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.reach import existing, open_on, visible
from storage.rules.access import Scope
from storage.schema import Case, Ownership


async def is_visible(session: AsyncSession, scope: Scope, number: str) -> bool:
    """Whether the case exists on the scope's day and counts for the viewer."""
    statement = select(Case.id).where(Case.number == number, existing(scope.day))
    return (await session.execute(visible(statement, scope))).first() is not None


async def has_own(session: AsyncSession, scope: Scope, staff: str) -> bool:
    """Whether any open case on the scope's day is that person's and counts for the viewer."""
    statement = select(Case.id).where(Ownership.staff_id == staff, open_on(scope.day)).limit(1)
    return (await session.execute(visible(statement, scope))).first() is not None


async def ending_with(session: AsyncSession, scope: Scope, figures: str) -> list[str]:
    """At most two of the viewer's case numbers whose last group is these figures, leading zeros aside."""
    if not (figures.isascii() and figures.isdigit()):
        return []
    statement = (
        select(Case.number)
        .where(
            Case.number.endswith(figures),
            Case.number.regexp_match(f"(^|[^0-9])0*{figures}$"),
            existing(scope.day),
        )
        .order_by(Case.number)
        .limit(2)
    )
    return list((await session.execute(visible(statement, scope))).scalars())
