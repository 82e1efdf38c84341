"""Plans the reminders that are due: once per schedule and day, week or month, each with its content frozen."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from jobs.reminder import Work
from jobs.reminders import reminder_of
from jobs.target import Target, place_of, targets_of
from storage.clock import local_day
from storage.database import Store
from storage.engine import JOB
from storage.queries.sending import schedule_changes
from storage.queries.sending.ledger import lines, runs
from storage.queries.sending.ledger.lines import NewLine
from storage.queries.sending.ledger.runs import RunRow
from storage.queries.sending.schedule_changes import Policy
from storage.queries.teams import TeamRow
from storage.rules.sending.delivery_states import DeliveryState
from storage.rules.sending.recurrence import Rhythm, ScheduleTurn, due_of, moment_of, period_name, turns_near, week_of
from storage.session import AsyncSession
from storage.settings import Settings

log = logging.getLogger(__name__)

MADE_UP_FOR = dt.timedelta(days=6)
"""How long after its time a month's run is still planned: as long as a delivery is still sent."""

LOOKED_BACK = dt.timedelta(days=60)
"""Runs planned longer ago are of periods that are over."""

PAUSED = "paused"
HOLIDAY = "public holiday"


@dataclass(frozen=True, slots=True)
class Due:
    """One run of one schedule whose time has come; `skipped` is the reason where nothing goes out this time."""

    period: str
    at: dt.datetime
    skipped: str | None = None


async def plan_due(store: Store, settings: Settings, now: dt.datetime) -> int:
    """Plan every schedule whose time has come and that nobody has planned yet; returns how many runs.

    A run missed while the service was down is made up for: a daily or weekly one until its day or week ends, a monthly
    one for six days. An older run is not, nor one from before the schedule was added or changed.
    """
    async with store.working(JOB) as session:
        schedules = await schedule_changes.active(session)
        planned = await runs.planned_since(session, now - LOOKED_BACK)
    count = 0
    for schedule in schedules:
        for due in due_now(schedule, settings, now):
            if (schedule.id, due.period) not in planned:
                count += await _plan_apart(store, settings, schedule.id, due, now)
    return count


def due_now(schedule: Policy, settings: Settings, now: dt.datetime) -> Iterator[Due]:
    """The runs of a schedule whose time has come and is not over."""
    since, rhythm = schedule.since.replace(second=0, microsecond=0), schedule.rhythm
    for turn in turns_near(rhythm, local_day(now, settings.zone)):
        due = _due(rhythm, turn, settings)
        if due is not None and since <= due.at <= now and _is_current(rhythm, due.at, now, settings):
            yield due


def _is_current(rhythm: Rhythm, at: dt.datetime, now: dt.datetime, settings: Settings) -> bool:
    if rhythm.daily:
        return local_day(at, settings.zone) == local_day(now, settings.zone)
    if rhythm.monthly is not None:
        return now - at <= MADE_UP_FOR
    return week_of(at, settings.zone) == week_of(now, settings.zone)


def _due(rhythm: Rhythm, turn: ScheduleTurn, settings: Settings) -> Due | None:
    """The run of a turn; a weekly or monthly one that is skipped is due at its usual time.

    None for a daily one that is skipped: else every week-end and each day of a pause would be a line in the ledger.
    """
    at = due_of(rhythm, turn, settings.zone, settings.calendar)
    if at is not None:
        return Due(turn.period, at)
    if rhythm.daily:
        return None
    at = due_of(replace(rhythm, paused_from=None), turn, settings.zone, settings.calendar)
    if at is not None:
        return Due(turn.period, at, PAUSED)
    return Due(turn.period, moment_of(turn.day, rhythm.at, settings.zone), HOLIDAY)


async def _plan_apart(store: Store, settings: Settings, schedule_id: int, due: Due, now: dt.datetime) -> bool:
    """Plan one run. An error must not stop the other schedules; the next tick tries again."""
    try:
        return await _plan(store, settings, schedule_id, due, now)
    except Exception:  # any error concerns this schedule alone
        log.exception("schedule %s could not be planned for %s", schedule_id, due.period)
        return False


async def _plan(store: Store, settings: Settings, schedule_id: int, due: Due, now: dt.datetime) -> bool:
    """Write the run and its deliveries in one transaction; False when another process was first."""
    async with store.working(JOB) as session:
        policy = await schedule_changes.find(session, schedule_id)
        run = await runs.begin(session, policy, due.period, due.at, now) if policy is not None else None
        if policy is None or run is None:
            return False
        for target in await targets_of(session, policy.kind, policy.team_id, local_day(now, settings.zone)):
            if due.skipped:
                await lines.write(session, run, _line(target, DeliveryState.SKIPPED, due.skipped), now)
            else:
                await draft(session, settings, run, target, now)
        return True


async def plan_now(store: Store, settings: Settings, kind: str, team: TeamRow, now: dt.datetime) -> int:
    """An ad-hoc run of its own about one team; returns its number. Raises UnknownReminderError."""
    reminder_of(kind)
    async with store.working(JOB) as session:
        run = await runs.begin_apart(session, kind, period_name(*week_of(now, settings.zone)), now)
        for target in await targets_of(session, kind, team.id, local_day(now, settings.zone)):
            await draft(session, settings, run, target, now)
        return run.id


async def draft(
    session: AsyncSession,
    settings: Settings,
    run: RunRow,
    target: Target,
    now: dt.datetime,
    *,
    resend_of: int | None = None,
) -> None:
    """Compose a target's message and write down its delivery: planned, nothing_to_tell, or failed with the reason.

    The run's policy decides what is composed; a run that a person sends has no policy.
    """
    policy = run.policy
    work = work_for(session, settings, target, now, even_if_empty=policy is not None and policy.even_if_empty)
    work = replace(work, limit_pct=policy.limit_pct if policy else None)
    try:
        async with session.begin_nested():
            message = await reminder_of(run.kind).compose(work)
    except Exception as error:  # one target's figures must not cost the others their message
        log.exception("%s could not be composed for %s", run.kind, target.name)
        new = _line(target, DeliveryState.FAILED, f"could not be composed ({type(error).__name__})")
    else:
        new = await addressed(session, target, message.as_json() if message else None)
    await lines.write(session, run, replace(new, resend_of=resend_of), now)


def work_for(
    session: AsyncSession, settings: Settings, target: Target, now: dt.datetime, *, even_if_empty: bool = False
) -> Work:
    """The input from which a reminder for this target is composed at that moment."""
    own = target.reader.language if target.reader else None
    return Work(
        session=session,
        teams=target.teams,
        today=local_day(now, settings.zone),
        zone=settings.zone,
        calendar=settings.calendar,
        language=own or settings.language,
        even_if_empty=even_if_empty,
        reader=target.reader,
    )


async def addressed(
    session: AsyncSession, target: Target, content: dict[str, Any] | None, *, even_if_blocked: bool = False
) -> NewLine:
    """A delivery of this content (None: nothing to tell) to the place that is the target's at this moment.

    A place that refused the bot gets nothing more until it is heard from, or a person tries again by hand.
    """
    if content is None:
        return _line(target, DeliveryState.NOTHING_TO_TELL, None)
    place = await place_of(session, target)
    if place is None:
        new = _line(target, DeliveryState.FAILED, target.nowhere)
    elif place.blocked_reason is not None and not even_if_blocked:
        new = replace(_line(target, DeliveryState.FAILED, place.blocked_reason), place_id=place.id)
    else:
        new = replace(_line(target, DeliveryState.PLANNED, None), place_id=place.id)
    return replace(new, content=content)


def _line(target: Target, state: DeliveryState, why: str | None) -> NewLine:
    reader = target.reader
    return NewLine(
        target=target.name,
        state=state,
        team_id=target.team_id,
        staff_id=reader.person.id if reader else None,
        reach=reader.reach if reader else None,
        why=why,
    )
