"""Management audits: how far the cases of each round were found in order, and what was wrong most often."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.recovery.supervision import Supervision, SupervisionFinding, SupervisionRound
from storage.queries.filters import Filters, narrowed
from storage.queries.reach import visible
from storage.rules.access import Scope
from storage.rules.rounding import percent
from storage.schema import AuditAnswer, Case

WORST = 10
"""How many of the questions with the most findings are listed."""


async def supervision(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    team_id: int | None = None,
) -> Supervision:
    """The answers about cases within reach given in [since, until] on or before the scope's day; None = open end."""
    last = min(until or scope.day, scope.day)
    wanted = AuditAnswer.day.between(since or dt.date.min, last)
    filters = Filters(team_id=team_id)
    return Supervision(await _rounds(session, scope, filters, wanted), await _worst(session, scope, filters, wanted))


YES = func.count().filter(AuditAnswer.answer == "ja")
NO = func.count().filter(AuditAnswer.answer == "nej")


async def _rounds(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: ColumnElement[bool]
) -> tuple[SupervisionRound, ...]:
    """A round is as new as its last answer."""
    statement = (
        select(AuditAnswer.round, func.count(AuditAnswer.case_id.distinct()), YES, NO)
        .join(Case, Case.id == AuditAnswer.case_id)
        .where(wanted)
        .group_by(AuditAnswer.round)
        .order_by(func.max(AuditAnswer.day).desc(), AuditAnswer.round.desc())
    )
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    return tuple(SupervisionRound(name, cases, yes, no, percent(yes, yes + no)) for name, cases, yes, no in rows)


async def _worst(
    session: AsyncSession, scope: Scope, filters: Filters, wanted: ColumnElement[bool]
) -> tuple[SupervisionFinding, ...]:
    """The most findings first; among equals, the question that was answered yes least often."""
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
    return tuple(SupervisionFinding(question, no, percent(yes, yes + no)) for question, yes, no in rows)
