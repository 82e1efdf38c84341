"""How many cases stand on each step of the ladder, what they cost, and who moved since a day (domain.md §8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.money.grant_sums import CostOfYear, runs_on
from storage.queries.reach import existing, visible
from storage.rules.access import Scope
from storage.rules.money.ladder import Moves, Rung, moves, rungs
from storage.rules.rounding import rounded
from storage.schema import Case, Grant


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps on which cases stand on the day, the lowest first, and the moves since `since`.

    `compared` cases have a step on both days. With `tells_single` a step with one case tells what it costs.
    """

    since: dt.date
    until: dt.date
    steps: tuple[Rung, ...]
    moves: Moves
    compared: int
    tells_single: bool

    def as_json(self) -> dict[str, Any]:
        parts: list[dict[str, Any]] = [
            {"what": "cases", "count": sum(rung.cases for rung in self.steps)},
            {"what": "compared", "count": self.compared},
        ]
        if self.tells_single:
            cost = sum((rung.cost for rung in self.steps), Fraction(0))
            parts[0]["amount"] = str(rounded(cost))
        return {
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "steps": [self._step(rung) for rung in self.steps],
            "up": self.moves.up,
            "down": self.moves.down,
            "parts": parts,
        }

    def _step(self, rung: Rung) -> dict[str, Any]:
        told = self.tells_single or rung.cases > 1
        return {"step": rung.step, "cases": rung.cases, "cost": str(rounded(rung.cost)) if told else None}


async def ladder(session: AsyncSession, scope: Scope, *, since: dt.date, filters: Filters = EVERY_CASE) -> Ladder:
    """The cases within reach by their step on the scope's day, and how they stood on `since`.

    What a team's channel sees carries no cost on a step with a single case: it would be the cost of that case.
    """
    cost = CostOfYear(scope.day.year)
    now, before = _step_on(scope.day), _step_on(since)
    statement = (
        select(Case.id, now, before, cost.summed())
        .select_from(Case)
        .join(Grant, Grant.case_id == Case.id)
        .where(existing(scope.day))
        .group_by(Case.id)
        .having(or_(now.is_not(None), before.is_not(None)))
    )
    rows = list(await session.execute(narrowed(visible(statement, scope), filters, scope.day)))
    return Ladder(
        since=since,
        until=scope.day,
        steps=tuple(rungs((step, cost.kroner(shares)) for _, step, _, shares in rows)),
        moves=moves({id_: step for id_, _, step, _ in rows}, {id_: step for id_, step, _, _ in rows}),
        compared=sum(step is not None and former is not None for _, step, former, _ in rows),
        tells_single=scope.names_people,
    )


def _step_on(day: dt.date) -> ColumnElement[int | None]:
    """The highest step among a case's grants that run on the day."""
    return func.max(Grant.step).filter(runs_on(day))
