"""A month of the access log for those who control it: how much was looked up, who stands out, and a random sample.

A look-up is an answered question about a case, a team or a person (`access_log.NO_LOOK_UP` names the others); the acts
of commands are counted apart. Everything comes from the log; the cases themselves only say whether they lie outside the
asker's own team.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, any_, cast, exists, extract, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import SERVICE, acting_as
from storage.facts.sending.access_log import LogLine
from storage.facts.sending.log_control import LogControl, StandingOut
from storage.queries.sending.access_log import ANSWERED, NO_LOOK_UP
from storage.rules.access import Role
from storage.rules.acts import ACTS
from storage.rules.calendar import ONE_DAY, Calendar
from storage.rules.sending.log_control import EVENING, MORNING, Month, Standout, days_off, month_before, standing_out
from storage.schema import AccessLog, Case, Ownership, Staff, TeamLeader

SAMPLED = 10
"""How many look-ups of a case are drawn for a check."""
LISTED = 10
"""How many of the people who stand out are listed by name; the answer counts all of them."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """Which lines of the log are meant, and by which clock."""

    start: dt.date
    end: dt.date
    """The first day after the month."""
    zone: dt.tzinfo
    calendar: Calendar
    team_ids: Collection[int] | None

    @property
    def meant(self) -> ColumnElement[bool]:
        first, after = (dt.datetime.combine(day, dt.time(), self.zone) for day in (self.start, self.end))
        whose = [] if self.team_ids is None else [Staff.team_id.in_(self.team_ids)]
        return and_(AccessLog.at >= first, AccessLog.at < after, *whose)

    def off_hours(self) -> ColumnElement[bool]:
        """At night, or on a day on which nobody is at work."""
        local = func.timezone(str(self.zone), AccessLog.at)
        hour = extract("hour", local)
        free = days_off(self.start, self.end, self.calendar)
        return or_(hour >= EVENING, hour < MORNING, cast(local, Date).in_(free))


LOOKED_UP = and_(AccessLog.outcome == ANSWERED, AccessLog.question.not_in([*sorted(NO_LOOK_UP), *ACTS]))
REFUSED = AccessLog.outcome != ANSWERED


async def log_control(
    session: AsyncSession,
    today: dt.date,
    zone: dt.tzinfo,
    teams: Collection[tuple[int, str]],
    *,
    everybody: bool,
    calendar: Calendar,
) -> LogControl:
    """The month before `today`'s, of the people of these teams (id, name); with `everybody` also of those of no team.

    For administrators: reads case numbers as the log holds them. Counts as the service what lies outside the own team,
    since row security shows an administrator no case.
    """
    start, after = month_before(today)
    lines = _Lines(start, after, zone, calendar, None if everybody else {team for team, _ in teams})
    async with acting_as(session, SERVICE):
        months = await _months(session, lines)
        total = (await session.execute(_totals(lines))).one()
    standouts = standing_out(months)
    return LogControl(
        since=start,
        until=after - ONE_DAY,
        teams=tuple(name for _, name in teams),
        look_ups=total.look_ups,
        case_look_ups=total.case_look_ups,
        cases=total.cases,
        askers=sum(bool(month.look_ups) for month in months),
        refused=total.refused,
        unknown=total.unknown,
        off_hours=total.off_hours,
        outside=sum(month.outside for month in months),
        acts=total.acts,
        standing_out=len(standouts),
        items=listed_by_name(standouts),
        sample=await _sample(session, lines),
    )


def listed_by_name(standouts: Sequence[Standout]) -> tuple[StandingOut, ...]:
    """The first of those who stand out, at most LISTED."""
    return tuple(_standing_out(one.month, one) for one in standouts[:LISTED])


def _standing_out(month: Month, one: Standout) -> StandingOut:
    return StandingOut(
        staff=month.staff,
        look_ups=month.look_ups,
        cases=month.cases,
        usual=None if one.usual is None else float(one.usual),
        off_hours=month.off_hours,
        outside=month.outside,
        refused=month.refused,
        why=one.why,
    )


def _totals(lines: _Lines) -> Any:
    def many(which: ColumnElement[bool], name: str) -> ColumnElement[int]:
        return func.count().filter(which).label(name)

    of_a_case = and_(LOOKED_UP, AccessLog.case_number.is_not(None))
    return (
        select(
            many(LOOKED_UP, "look_ups"),
            many(of_a_case, "case_look_ups"),
            func.count(AccessLog.case_number.distinct()).filter(of_a_case).label("cases"),
            many(REFUSED, "refused"),
            many(and_(REFUSED, AccessLog.staff_id.is_(None)), "unknown"),
            many(and_(LOOKED_UP, lines.off_hours()), "off_hours"),
            many(AccessLog.question.in_(ACTS), "acts"),
        )
        .outerjoin(Staff, Staff.id == AccessLog.staff_id)
        .where(lines.meant)
    )


async def _months(session: AsyncSession, lines: _Lines) -> list[Month]:
    """What each known person did in the month; what unknown people did is in nobody's month."""
    counted = (
        select(
            AccessLog.staff_id,
            Staff.team_id,
            func.count().filter(LOOKED_UP),
            func.count(AccessLog.case_number.distinct()).filter(LOOKED_UP),
            func.count().filter(and_(LOOKED_UP, lines.off_hours())),
            func.count().filter(and_(LOOKED_UP, _outside())),
            func.count().filter(REFUSED),
        )
        .outerjoin(Staff, Staff.id == AccessLog.staff_id)
        .where(lines.meant, AccessLog.staff_id.is_not(None))
        .group_by(AccessLog.staff_id, Staff.team_id)
        .order_by(AccessLog.staff_id)
    )
    return [Month(row[0] or "", row[1], *row[2:]) for row in await session.execute(counted)]


def _outside() -> ColumnElement[bool]:
    """The case is of a team that the person neither belongs to nor leads, and never was their own.

    As it stands now: the log keeps no team. Whoever controls all teams has none outside.
    """
    leads = exists().where(TeamLeader.staff_id == AccessLog.staff_id, TeamLeader.team_id == Case.team_id)
    was_theirs = exists().where(Ownership.case_id == Case.id, Ownership.staff_id == AccessLog.staff_id)
    elsewhere = exists().where(
        Case.number == AccessLog.case_number,
        Case.team_id.is_distinct_from(Staff.team_id),
        ~leads.correlate(AccessLog, Case),
        ~was_theirs.correlate(AccessLog, Case),
    )
    controls = literal(Role.CONTROLLER.value) == any_(Staff.roles)
    return and_(~func.coalesce(controls, False), elsewhere.correlate(AccessLog, Staff))


async def _sample(session: AsyncSession, lines: _Lines) -> tuple[LogLine, ...]:
    """Some look-ups of a case, in the order of their moments; the draw depends on the month, so it stays the same."""
    seed = literal(f"{lines.start:%Y-%m} ")
    columns = (
        AccessLog.at,
        AccessLog.staff_id,
        AccessLog.question,
        AccessLog.case_number,
        AccessLog.place,
        AccessLog.outcome,
    )
    statement = (
        select(*columns)
        .outerjoin(Staff, Staff.id == AccessLog.staff_id)
        .where(lines.meant, LOOKED_UP, AccessLog.case_number.is_not(None))
        .order_by(func.md5(seed.concat(AccessLog.id)), AccessLog.id)
        .limit(SAMPLED)
    )
    rows = await session.execute(statement)
    return tuple(sorted((LogLine(*row) for row in rows), key=lambda line: line.at))
