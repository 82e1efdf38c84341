"""`sagspuls schedules …`: when which reminder goes to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.commands.office import RefusedError, console, run
from jobs.reminders import UnknownReminderError, kind_of
from storage.clock import local_day, now
from storage.database import Store
from storage.facts.sending.reminders import ScheduledTime, ScheduleRow
from storage.queries import teams
from storage.queries.sending import schedule_changes, schedules
from storage.rules.access import Person, Role
from storage.rules.money.overspending import limit_of
from storage.rules.sending.recurrence import FIRST, LAST, MONTHLY
from storage.rules.sending.reminder_kinds import USUAL_KIND
from storage.session import AsyncSession
from storage.settings import Settings

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
ALL = "all"
NEVER = "never"
OPERATOR = Person("", "", None, frozenset({Role.ADMIN}))
"""Whoever can run commands on this machine sets reminders up as an administrator does."""

app = typer.Typer(help="When which reminder goes to whom.", no_args_is_help=True)

Change = Callable[[AsyncSession, Settings], Awaitable[None]]
ScheduleNumber = Annotated[int, typer.Argument(help="The schedule's number, as `schedules list` shows it.")]


@app.command("list")
def list_schedules() -> None:
    """List the schedules and when each is due next."""
    rows = run(_rows)
    table = Table("no.", "kind", "target", "when", "next", "paused")
    for row in rows:
        table.add_row(*row)
    console().print(table)


async def _rows(store: Store, settings: Settings) -> list[tuple[str, ...]]:
    async with store.working() as session:
        moment = await now(session)
        found = await schedules.schedules_of(
            session, OPERATOR, now=moment, zone=settings.zone, calendar=settings.calendar
        )
    return [
        (
            str(row.id),
            row.kind,
            row.target,
            _when(row.when) if row.limit_pct is None else f"{_when(row.when)} from {row.limit_pct.normalize():f} %",
            f"{row.next.astimezone(settings.zone):%Y-%m-%d %H:%M}" if row.next else "–",
            _rest(row),
        )
        for row in found
    ]


def _when(when: ScheduledTime) -> str:
    """mandag 08:00, daily 07:00, first mandag 08:00, before 10 monthly 08:00."""
    weekday = WEEKDAYS[when.weekday]
    days = {None: "daily" if when.daily else weekday, FIRST: f"first {weekday}", LAST: f"last {weekday}"}
    return f"{days.get(when.monthly, f'{when.monthly} monthly')} {when.at:%H:%M}"


def _rest(row: ScheduleRow) -> str:
    if not row.paused:
        return ""
    return f"until {row.paused_until}" if row.paused_until else "until resumed"


@app.command("add")
def add_schedule(
    team: Annotated[str, typer.Option(help="The team's name, or all.")],
    kind: Annotated[str, typer.Option(help="The kind of reminder.")] = USUAL_KIND,
    monthly: Annotated[
        str | None,
        typer.Option(
            help='first or last (such weekday of the month), a day 1-31, "before 10" (the last working day before it), '
            "or never (every week); as the kind has it."
        ),
    ] = None,
    daily: Annotated[bool, typer.Option("--daily", help="Every working day.")] = False,
    weekday: Annotated[str, typer.Option(help="mandag … søndag")] = "mandag",
    time: Annotated[str, typer.Option(help="Local time, HH:MM.")] = "08:00",
    holidays: Annotated[str, typer.Option(help="skip, before, after or ignore.")] = "after",
    if_empty: Annotated[str, typer.Option(help="send or skip.")] = "skip",
    limit: Annotated[
        str | None, typer.Option(help="A budget alert's: from how many per cent over the budget on it tells (2).")
    ] = None,
) -> None:
    """Add a schedule."""

    async def work(store: Store, _settings: Settings) -> int:
        async with store.working() as session:
            plan = await _plan(session, kind, team, weekday, time, holidays, if_empty)
            plan = replace(plan, **_rhythm(kind, monthly, daily=daily), limit_pct=_limit(kind, limit))
            return await schedule_changes.add(session, plan, None, await now(session))

    typer.echo(f"Schedule {run(work)} stands.")


async def _plan(
    session: AsyncSession, kind: str, team: str, weekday: str, time: str, holidays: str, if_empty: str
) -> schedule_changes.SchedulePlan:
    """The plan that the words describe; RefusedError names the first word that does not fit."""
    try:
        kind_of(kind)
    except UnknownReminderError as error:
        raise RefusedError(str(error)) from error
    found = None if team == ALL else await teams.by_name(session, team)
    if team != ALL and found is None:
        raise RefusedError(f"There is no team {team!r}.")
    if weekday.lower() not in WEEKDAYS:
        raise RefusedError(f"{weekday!r} is no weekday; write one of {', '.join(WEEKDAYS)}.")
    for word, allowed in ((holidays, schedule_changes.HOLIDAYS), (if_empty, schedule_changes.IF_EMPTY)):
        if word not in allowed:
            raise RefusedError(f"{word!r} will not do; write one of {', '.join(allowed)}.")
    try:
        at = dt.time.fromisoformat(time)
    except ValueError as error:
        raise RefusedError(f"{time!r} is no time; write it as 08:00.") from error
    return schedule_changes.SchedulePlan(
        kind, found.id if found else None, WEEKDAYS.index(weekday.lower()), at, holidays, if_empty
    )


def _rhythm(kind: str, monthly: str | None, *, daily: bool) -> dict[str, Any]:
    """The rhythm asked for, else the kind's own: `monthly` and `daily` of a plan."""
    if monthly is None:
        usual = kind_of(kind)
        return {"monthly": None, "daily": True} if daily else {"monthly": usual.monthly, "daily": usual.daily}
    if daily:
        raise RefusedError("A schedule is daily or monthly, not both.")
    if monthly not in {NEVER, *MONTHLY}:
        raise RefusedError(
            f'{monthly!r} is no day of the month; write first, last, a day from 1 to 31, "before 10", or never.'
        )
    return {"monthly": None if monthly == NEVER else monthly, "daily": False}


def _limit(kind: str, word: str | None) -> Decimal | None:
    """The limit asked for, else the kind's own; None if the kind has no limit."""
    usual = kind_of(kind).limit_pct
    if word is None:
        return usual
    if usual is None:
        raise RefusedError(f"{kind} has no limit.")
    try:
        return limit_of(word)
    except ValueError as error:
        raise RefusedError(f"{error}.") from error


@app.command("pause")
def pause_schedule(
    schedule: ScheduleNumber,
    until: Annotated[dt.datetime | None, typer.Option(help="The last day of the pause.", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Pause a schedule from today, until a day or until it is resumed."""

    async def change(session: AsyncSession, settings: Settings) -> None:
        today = local_day(await now(session), settings.zone)
        if until is not None and until.date() < today:
            raise RefusedError(f"{until:%Y-%m-%d} is past; nothing was changed.")
        await schedule_changes.pause(session, schedule, today, until.date() if until else None)

    _change(schedule, change)
    typer.echo(f"Schedule {schedule} is paused.")


@app.command("resume")
def resume_schedule(schedule: ScheduleNumber) -> None:
    """End a schedule's pause."""

    async def change(session: AsyncSession, _settings: Settings) -> None:
        await schedule_changes.resume(session, schedule)

    _change(schedule, change)
    typer.echo(f"Schedule {schedule} runs again.")


@app.command("remove")
def remove_schedule(schedule: ScheduleNumber) -> None:
    """Stop a schedule for good; what it sent stays in the list of deliveries."""

    async def change(session: AsyncSession, _settings: Settings) -> None:
        await schedule_changes.remove(session, schedule, await now(session))

    _change(schedule, change)
    typer.echo(f"Schedule {schedule} is removed.")


def _change(schedule: int, change: Change) -> None:
    async def work(store: Store, settings: Settings) -> None:
        async with store.working() as session:
            if await schedule_changes.find(session, schedule) is None:
                raise RefusedError(f"There is no schedule {schedule}.")
            await change(session, settings)

    run(work)
