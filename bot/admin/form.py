"""The form of a schedule: the values it starts with, and the check of what was filled in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.admin.wish import Wish
from bot.other_message import OtherMessage
from bot.question import Ask
from bot.understanding.text import fold
from messages.views.sending.schedule import USUAL
from storage.facts.sending.reminders import EVERY_TEAM
from storage.facts.sending.schedule import FormValues, ScheduleForm
from storage.queries import teams
from storage.queries.sending.schedule_changes import Policy, SchedulePlan
from storage.queries.teams import TeamRow
from storage.rules.access import Person, Role
from storage.rules.calendar import SUNDAY
from storage.rules.dates.words import WEEKDAYS
from storage.rules.money.overspending import limit_of
from storage.rules.sending.recurrence import DAILY, MONTHLY, WEEKLY, Rhythm
from storage.rules.sending.reminder_kinds import KINDS, ReminderKind


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Why the form cannot be used; names the field: kind, team, monthly, weekday, time or limit."""

    field: str


def may_set_up(person: Person, team_id: int | None) -> bool:
    """Whether a person may change the schedules of that team (None: of every team at once)."""
    return Role.ADMIN in person.roles or team_id in person.leads_as_leader


def kinds_for(person: Person) -> list[str]:
    """The kinds a person may set up. Only administrators set up what only administrators get."""
    if Role.ADMIN in person.roles:
        return list(KINDS)
    return [kind.id for kind in KINDS.values() if not kind.is_for_administrators]


async def teams_of(ask: Ask) -> tuple[TeamRow, ...]:
    """The teams whose schedules the asker may change, by name."""
    return tuple(team for team in await teams.all_teams(ask.session) if may_set_up(ask.asker, team.id))


async def empty_or_prefilled(ask: Ask, wish: Wish, *, problem: FormProblem | None = None) -> OtherMessage:
    """The form of a new schedule, filled in with what was said or sent."""
    wish = wish if wish.kind in kinds_for(ask.asker) else replace(wish, kind=None)
    kind = KINDS.get(wish.kind or "")
    usual = None if kind is None or kind.rhythm == WEEKLY else kind.rhythm
    filled = FormValues(
        kind=wish.kind,
        team=wish.team,
        monthly=wish.monthly or usual,
        weekday=wish.weekday,
        time=wish.time,
        limit=_limit_shown(wish.kind, wish.limit, None),
    )
    return await _form(ask, filled, None, problem)


async def of_schedule(ask: Ask, schedule: Policy, wish: Wish, *, problem: FormProblem | None = None) -> OtherMessage:
    """The form of an existing schedule, with what was said or sent in place of its own values."""
    team = await teams.by_id(ask.session, schedule.team_id) if schedule.team_id is not None else None
    rhythm = schedule.rhythm
    stands = DAILY if rhythm.daily else rhythm.monthly or WEEKLY
    kind = schedule.kind if wish.kind is None else wish.kind
    filled = FormValues(
        kind=kind,
        team=team.name if team else EVERY_TEAM,
        monthly=stands if wish.monthly is None else wish.monthly,
        weekday=str(rhythm.weekday) if wish.weekday is None else wish.weekday,
        time=f"{rhythm.at:%H:%M}" if wish.time is None else wish.time,
        limit=_limit_shown(kind, wish.limit, schedule.limit_pct),
    )
    return await _form(ask, filled, schedule.id, problem)


def _limit_shown(kind: str | None, said: str | None, stands: Decimal | None) -> str | None:
    """The limit that the form starts with; None = this kind has no limit. A limit that cannot be used is left out."""
    known = KINDS.get(kind or "")
    if known is None or known.limit_pct is None:
        return None
    return str(_limit(said) or stands or known.limit_pct)


async def _form(ask: Ask, values: FormValues, schedule: int | None, problem: FormProblem | None) -> OtherMessage:
    names = [team.name for team in await teams_of(ask)]
    facts = ScheduleForm(
        kinds=tuple(kinds_for(ask.asker)),
        teams=(EVERY_TEAM, *names) if may_set_up(ask.asker, None) else tuple(names),
        starts_with=values,
        schedule=schedule,
        problem=problem.field if problem else None,
    )
    return OtherMessage("forms/schedule", facts)


async def plan_of(ask: Ask, wish: Wish) -> SchedulePlan | FormProblem:
    """The plan that the filled-in form asks for, or the first field that cannot be used."""
    if wish.kind is None or wish.kind not in kinds_for(ask.asker):
        return FormProblem("kind")
    team = await _team(ask, wish.team)
    if isinstance(team, FormProblem):
        return team
    when = _when(wish, KINDS[wish.kind])
    if isinstance(when, FormProblem):
        return when
    usual = KINDS[wish.kind].limit_pct
    limit = usual if usual is None or wish.limit is None else _limit(wish.limit)
    if usual is not None and limit is None:
        return FormProblem("limit")
    return SchedulePlan(
        kind=wish.kind,
        team_id=team.id if team else None,
        weekday=when.weekday,
        at=when.at,
        monthly=when.monthly,
        daily=when.daily,
        limit_pct=limit,
    )


def _when(wish: Wish, kind: ReminderKind) -> Rhythm | FormProblem:
    """How often, on which weekday and at what time, or the first of these that cannot be used."""
    # A form from before monthly schedules does not ask how often: it means every week, as it said then.
    often, weekday, at = wish.monthly or WEEKLY, _weekday(wish.weekday), _time(wish.time)
    if often == USUAL:
        often = kind.rhythm
    if often not in {WEEKLY, DAILY, *MONTHLY}:
        return FormProblem("monthly")
    if weekday is None:
        return FormProblem("weekday")
    if at is None:
        return FormProblem("time")
    return Rhythm(weekday, at, monthly=often if often in MONTHLY else None, daily=often == DAILY)


async def _team(ask: Ask, name: str | None) -> TeamRow | FormProblem | None:
    """The team named (None: every team). A team that is unknown, or not the asker's, is the same problem."""
    if name == EVERY_TEAM:
        return None if may_set_up(ask.asker, None) else FormProblem("team")
    team = await teams.by_name(ask.session, name) if name else None
    return team if team is not None and may_set_up(ask.asker, team.id) else FormProblem("team")


def _weekday(given: str | None) -> int | None:
    if given is None:
        return None
    if given.isascii() and given.isdigit():
        return int(given) if len(given) == 1 and int(given) <= SUNDAY else None
    return WEEKDAYS.get(fold(given))


def _time(given: str | None) -> dt.time | None:
    """A time of day in hours and minutes; None when it is none."""
    hour, _, minute = (given or "").replace(".", ":").partition(":")
    try:
        return dt.time(int(hour), int(minute or "0"))
    except ValueError:
        return None


def _limit(given: str | None) -> Decimal | None:
    """Per cent with at most one decimal, from 0.1 to 100; None when it is none."""
    try:
        return limit_of(given or "")
    except ValueError:
        return None
