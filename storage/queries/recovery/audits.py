"""Management audits: how far the cases of each round were found in order, and what was wrong most often."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.filters import Filters, narrowed
from storage.queries.reach import visible
from storage.rules.access import Scope
from storage.rules.rounding import percent
from storage.schema import AuditAnswer, Case

WORST = 10
"""Questions with the most findings that are told."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its cases, and how many answers were yes and no; what was not relevant counts in neither."""

    round: str
    cases: int
    yes: int
    no: int

    def as_json(self) -> dict[str, Any]:
        share = percent(self.yes, self.yes + self.no)
        return {"round": self.round, "cases": self.cases, "yes": self.yes, "no": self.no, "share_yes": share}


@dataclass(frozen=True, slots=True)
class Finding:
    """One question of the forms that was answered no at least once."""

    question: str
    yes: int
    no: int

    def as_json(self) -> dict[str, Any]:
        return {"question": self.question, "no": self.no, "share_yes": percent(self.yes, self.yes + self.no)}


@dataclass(frozen=True, slots=True)
class Audits:
    """The rounds, the newest first, and the questions with the most findings over all of them."""

    rounds: tuple[Round, ...]
    worst: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        return {"rounds": [one.as_json() for one in self.rounds], "worst": [one.as_json() for one in self.worst]}


async def audits(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    team_id: int | None = None,
) -> Audits:
    """The answers about cases within reach given in [since, until] on or before the scope's day; None = open end."""
    last = min(until or scope.day, scope.day)
    wanted = AuditAnswer.day.between(since or dt.date.min, last)
    filters = Filters(team_id=team_id)
    return Audits(await _rounds(session, scope, filters, wanted), await _worst(session, scope, filters, wanted))


YES = func.count().filter(AuditAnswer.answer == "ja")
NO = func.count().filter(AuditAnswer.answer == "nej")


async def _rounds(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: ColumnElement[bool]
) -> tuple[Round, ...]:
    """A round is as new as its last answer."""
    statement = (
        select(AuditAnswer.round, func.count(AuditAnswer.case_id.distinct()), YES, NO)
        .join(Case, Case.id == AuditAnswer.case_id)
        .where(wanted)
        .group_by(AuditAnswer.round)
        .order_by(func.max(AuditAnswer.day).desc(), AuditAnswer.round.desc())
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return tuple(Round(*row) for row in rows)


async def _worst(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: ColumnElement[bool]
) -> tuple[Finding, ...]:
    """The most findings first; of as many, the question that was right least often."""
    statement = (
        select(AuditAnswer.question, YES, NO)
        .join(Case, Case.id == AuditAnswer.case_id)
        .where(wanted)
        .group_by(AuditAnswer.question)
        .having(NO > 0)
        .order_by(NO.desc(), YES, AuditAnswer.question)
        .limit(WORST)
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return tuple(Finding(*row) for row in rows)
