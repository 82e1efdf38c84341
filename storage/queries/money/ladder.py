"""How many open cases stand on each step of the ladder, what they cost, and who moved since a day (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.money.ladder import CasesOnLadder, Ladder, LadderStep
from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, runs_on
from storage.queries.reach import open_on, visible
from storage.rules.access import Scope
from storage.rules.money.ladder import Rung, moves, rungs
from storage.rules.rounding import rounded
from storage.schema import Case, Grant


async def ladder(session: AsyncSession, scope: Scope, *, since: dt.date, filters: Filters = EVERY_CASE) -> Ladder:
    """The open cases within reach by their step on the scope's day, and how they stood on `since`.

    In a team's channel a step with a single case carries no cost: it would be the cost of that case.
    """
    cost = CostOfYear(scope.day.year)
    now, before = _step_on(scope.day), _step_on(since)
    statement = (
        select(Case.id, now, before, cost.summed())
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        .where(open_on(scope.day))
        .group_by(Case.id)
        .having(or_(now.is_not(None), before.is_not(None)))
    )
    rows = list(await session.execute(narrowed(visible(statement, scope), filters, scope.day)))
    steps = rungs((step, cost.kroner(shares)) for _, step, _, shares in rows)
    moved = moves({id_: step for id_, _, step, _ in rows}, {id_: step for id_, step, _, _ in rows})
    whole = sum((rung.cost for rung in steps), Fraction(0))
    return Ladder(
        since=since,
        until=scope.day,
        steps=tuple(_step(rung, scope) for rung in steps),
        up=moved.up,
        down=moved.down,
        parts=(
            CasesOnLadder("cases", sum(rung.cases for rung in steps), rounded(whole) if scope.names_people else None),
            CasesOnLadder("compared", sum(step is not None and former is not None for _, step, former, _ in rows)),
        ),
    )


def _step(rung: Rung, scope: Scope) -> LadderStep:
    shows_cost = scope.names_people or rung.cases > 1
    return LadderStep(rung.step, rung.cases, rounded(rung.cost) if shows_cost else None)


def _step_on(day: dt.date) -> ColumnElement[int | None]:
    """The highest step among a case's grants that run on the day."""
    return func.max(Grant.step).filter(runs_on(day))
