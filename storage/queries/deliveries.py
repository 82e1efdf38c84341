"""Who got what, when, and what failed or is uncertain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Delivery, Run, Team


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One message to one target: `target` is the team's name, `at` when it was settled or else planned."""

    id: int
    schedule: int | None
    kind: str
    period: str
    target: str
    state: str
    attempts: int
    last_error: str | None
    activity_id: str | None
    at: dt.datetime
    resend_of: int | None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "schedule": self.schedule,
            "kind": self.kind,
            "period": self.period,
            "target": self.target,
            "state": self.state,
            "attempts": self.attempts,
            "last_error": self.last_error,
            "activity_id": self.activity_id,
            "at": self.at.isoformat(),
            "resend_of": self.resend_of,
        }


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Deliveries, the latest first."""

    items: tuple[DeliveryRow, ...]

    def as_json(self) -> dict[str, Any]:
        return {"items": [item.as_json() for item in self.items]}


async def deliveries(
    session: AsyncSession,
    team_ids: Collection[int] | None,
    *,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
) -> Deliveries:
    """The deliveries of the teams the viewer sets up (None: of every team, for an administrator), the latest first.

    Deliveries carry no case data here, so they go by teams, not by a Scope.
    """
    at = func.coalesce(Delivery.settled_at, Delivery.created_at)
    statement = (
        select(Delivery, Run, Team.name, at)
        .join(Run, Run.id == Delivery.run_id)
        .outerjoin(Team, Team.id == Delivery.team_id)
        .order_by(Delivery.id.desc())
    )
    if team_ids is not None:
        statement = statement.where(Delivery.team_id.in_(team_ids))
    if since is not None:
        statement = statement.where(at >= since)
    if until is not None:
        statement = statement.where(at < until)
    rows = await session.execute(statement)
    return Deliveries(tuple(_row(delivery, run, team or delivery.target, when) for delivery, run, team, when in rows))


def _row(delivery: Delivery, run: Run, target: str, at: dt.datetime) -> DeliveryRow:
    return DeliveryRow(
        id=delivery.id,
        schedule=run.schedule_id,
        kind=run.kind,
        period=run.period,
        target=target,
        state=delivery.state,
        attempts=delivery.attempts,
        last_error=delivery.last_error,
        activity_id=delivery.activity_id,
        at=at,
        resend_of=delivery.resend_of,
    )
