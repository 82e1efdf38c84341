"""Who got what, when, and what failed or is uncertain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.facts.sending.deliveries import DeliveryRow
from storage.rules.sending.delivery_states import REACHED_NOBODY, DeliveryState
from storage.schema import Delivery, Run, Schedule, Staff, Team


async def deliveries(
    session: AsyncSession,
    team_ids: Collection[int] | None,
    *,
    own_of: str | None = None,
    channels_only: bool = False,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
) -> tuple[DeliveryRow, ...]:
    """The deliveries of the teams the viewer sets up (None: of every team, for an administrator), the latest first.

    Of a reminder that looks each working day, only the last look at each target shows as failed or without news.
    `own_of` adds those to that person; `channels_only` leaves out those to persons. `until` is not included.
    Deliveries carry no case data here, so they go by teams, not by a Scope.
    """
    statement = (
        select(*_columns())
        .join(Run, Run.id == Delivery.run_id)
        .outerjoin(Team, Team.id == Delivery.team_id)
        .outerjoin(Staff, Staff.id == Delivery.staff_id)
        .where(*_about(team_ids, own_of), not_(_outlived()))
        .order_by(Delivery.id.desc())
    )
    if channels_only:
        statement = statement.where(Delivery.staff_id.is_(None))
    if since is not None:
        statement = statement.where(_at() >= since)
    if until is not None:
        statement = statement.where(_at() < until)
    rows = await session.execute(statement)
    return tuple(_row(row._asdict()) for row in rows)


def _row(row: dict[str, Any]) -> DeliveryRow:
    state = DeliveryState(row["state"])
    needs_somebody = state.needs_somebody and row["resent_as"] is None
    return DeliveryRow(**{**row, "state": state}, needs_somebody=needs_somebody)


def _at() -> ColumnElement[dt.datetime]:
    return func.coalesce(Delivery.settled_at, Delivery.created_at)


def _columns() -> tuple[ColumnElement[Any], ...]:
    """The columns of a DeliveryRow, by its names."""
    again = aliased(Delivery)
    resent_as = select(func.max(again.id)).where(again.resend_of == Delivery.id, again.state != DeliveryState.VOIDED)
    named = {
        "id": Delivery.id,
        "schedule": Run.schedule_id,
        "kind": Run.kind,
        "period": Run.period,
        "target": func.coalesce(Delivery.staff_id, Team.name, Delivery.target),
        "name": func.coalesce(Staff.name, Team.name, Delivery.target),
        "staff": Delivery.staff_id,
        "state": Delivery.state,
        "attempts": Delivery.attempts,
        "last_error": Delivery.last_error,
        "activity_id": Delivery.activity_id,
        "at": _at(),
        "written": func.coalesce(func.jsonb_typeof(Delivery.content) == "object", False),
        "resend_of": Delivery.resend_of,
        "resent_as": resent_as.correlate(Delivery).scalar_subquery(),
    }
    return tuple(column.label(name) for name, column in named.items())


def _outlived() -> ColumnElement[bool]:
    """A daily look that failed or had nothing to tell, where its schedule looked at the same target on a later day.

    The later look reported whatever was still news: to send the failed one too would report it twice.
    """
    later, later_run = aliased(Delivery), aliased(Run)
    looked_again = (
        exists()
        .where(later.run_id == later_run.id, later_run.schedule_id == Run.schedule_id)
        .where(later.target == Delivery.target, later_run.id > Run.id)
        .correlate(Delivery, Run)
    )
    daily = Run.schedule_id.in_(select(Schedule.id).where(Schedule.daily))
    return and_(Delivery.state.in_(REACHED_NOBODY), daily, looked_again)


def _about(team_ids: Collection[int] | None, own_of: str | None) -> list[ColumnElement[bool]]:
    if team_ids is None:
        return []
    of_teams = Delivery.team_id.in_(team_ids)
    return [of_teams if own_of is None else or_(of_teams, Delivery.staff_id == own_of)]
