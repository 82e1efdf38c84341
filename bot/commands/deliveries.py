"""`sagspuls digest`, `send` and `deliveries …`: the messages to a team, and who got them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated

import typer
from rich.table import Table

from bot.commands.office import RefusedError, console, day_of_ours, run
from bot.starting import ServiceRefusedError, check_start
from jobs.by_hand import ByHandError, compose_now, give_up, resend, send_now
from jobs.reminders import UnknownReminderError
from messages.channel import Channel, channel_of
from messages.message import Message
from messages.terminal import as_text
from storage.clock import local_day, now
from storage.database import Store
from storage.engine import JOB
from storage.facts.sending.deliveries import DeliveryRow
from storage.queries.sending import deliveries as ledger
from storage.rules.sending.reminder_kinds import USUAL_KIND
from storage.settings import Settings

WEEKLY = "weekly_digest"

app = typer.Typer(help="Who got what, when, and what failed or is uncertain.", no_args_is_help=True)

TeamOption = Annotated[str, typer.Option("--team", help="The team's name.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Rows = tuple[DeliveryRow, ...]
SendByHand = Callable[[Store, Settings, Channel, dt.datetime], Awaitable[list[int]]]
DeliveryNumber = Annotated[int, typer.Argument(help="The delivery's number, as `deliveries list` shows it.")]


def digest(
    team: TeamOption,
    on: Annotated[dt.datetime | None, typer.Option(help="The day of the digest.", formats=["%Y-%m-%d"])] = None,
    as_json: AsJson = False,
) -> None:
    """Show a team's weekly digest here; nothing is planned or sent."""
    try:
        day = day_of_ours(on.date()) if on else None
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    message = run(lambda store, settings: composed(store, settings, team, day))
    if as_json:
        typer.echo(json.dumps(message.as_json(), ensure_ascii=False))
    else:
        console().print(as_text(message))


async def composed(store: Store, settings: Settings, team: str, day: dt.date | None) -> Message:
    """The team's weekly digest as of that day, today by default."""
    async with store.working(JOB) as session:
        moment = await now(session)
        if day is not None:
            # At the present hour, so that "today" means what it means in the office.
            moment += dt.timedelta(days=(day - local_day(moment, settings.zone)).days)
        try:
            return await compose_now(session, settings, team, WEEKLY, moment)
        except ByHandError as error:
            raise RefusedError(f"No digest: {error}.") from error


def send(
    team: TeamOption,
    kind: Annotated[str, typer.Option(help="The kind of reminder.")] = USUAL_KIND,
) -> None:
    """Plan a reminder for a team and deliver it now."""

    async def work(store: Store, settings: Settings, channel: Channel, moment: dt.datetime) -> list[int]:
        return await send_now(store, channel, settings, team=team, kind=kind, now=moment)

    _show(run(lambda store, settings: _sent(store, settings, work)))


@app.command("list")
def list_deliveries(as_json: AsJson = False) -> None:
    """List every delivery, the latest first."""
    rows = run(_rows)
    if as_json:
        typer.echo(json.dumps([row.as_json() for row in rows], ensure_ascii=False))
    else:
        _show(rows)


@app.command("resend")
def resend_delivery(delivery: DeliveryNumber) -> None:
    """Send a delivery's content again, as a new delivery that names the old."""

    async def work(store: Store, settings: Settings, channel: Channel, moment: dt.datetime) -> list[int]:
        return [await resend(store, channel, settings, delivery, moment)]

    _show(run(lambda store, settings: _sent(store, settings, work)))


@app.command("give-up")
def give_up_delivery(delivery: DeliveryNumber) -> None:
    """Settle a delivery as given up: nothing tries it again."""

    async def work(store: Store, _settings: Settings) -> None:
        async with store.working() as session:
            moment = await now(session)
        try:
            await give_up(store, delivery, moment)
        except ByHandError as error:
            raise RefusedError(f"Nothing was changed: {error}.") from error

    run(work)
    typer.echo(f"Delivery {delivery} is given up.")


async def _sent(store: Store, settings: Settings, work: SendByHand) -> Rows:
    """Send through this process's channel; returns what became of each delivery."""
    try:
        check_start(settings)
    except ServiceRefusedError as error:
        raise RefusedError(f"Nothing was sent.\n{error}") from error
    async with store.working() as session:
        moment = await now(session)
    try:
        async with channel_of(settings, store) as channel:
            numbers = await work(store, settings, channel, moment)
    except (ByHandError, UnknownReminderError) as error:
        raise RefusedError(f"Nothing was sent: {error}.") from error
    return tuple(row for row in await _rows(store, settings) if row.id in numbers)


async def _rows(store: Store, settings: Settings) -> Rows:
    """Every delivery, with its time by the office's clock."""
    async with store.working() as session:
        rows = await ledger.deliveries(session, None)
    return tuple(replace(row, at=row.at.astimezone(settings.zone)) for row in rows)


def _show(rows: Rows) -> None:
    table = Table("no.", "kind", "period", "target", "state", "attempts", "at", "activity id", "last error")
    for row in rows:
        at = f"{row.at:%Y-%m-%d %H:%M}"
        cells = (row.id, row.kind, row.period, row.name, row.state, row.attempts, at)
        table.add_row(*map(str, cells), row.activity_id or "", row.last_error or "")
    console().print(table)
