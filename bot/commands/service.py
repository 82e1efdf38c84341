"""`sagspuls serve`: the service."""

from __future__ import annotations

import asyncio
import signal
from enum import StrEnum
from typing import Annotated

import typer

from bot.app import Companion, PortTakenError
from bot.app import serve as serve_app
from bot.commands.learned import desk_at
from bot.commands.office import RefusedError, run, start_clock
from bot.logs import log_to_stderr
from bot.starting import ServiceRefusedError, check_start
from jobs.scheduler import ticking
from messages.channel import channel_of
from storage.database import Store
from storage.settings import Settings


class Part(StrEnum):
    """What one process serves."""

    BOT = "bot"
    JOBS = "jobs"


def serve(
    only: Annotated[Part | None, typer.Option(help="Serve the bot or the jobs alone; both by default.")] = None,
) -> None:
    """Serve the bot and its jobs until stopped."""

    async def work(store: Store, settings: Settings) -> None:
        if only is Part.JOBS:
            await _tick_until_stopped(store, settings)
        else:
            await serve_until_stopped(store, settings, with_jobs=only is None)

    run(work)


async def serve_until_stopped(store: Store, settings: Settings, *, with_jobs: bool = True, say: str = "") -> None:
    """Serve the bot, with the jobs beside it, until SIGTERM or Ctrl-C; `say` is printed once it listens."""
    try:
        check_start(settings)
        log_to_stderr()
        await start_clock(store, settings)
        desk = await desk_at(store, settings)
        jobs: list[Companion] = [lambda channel: ticking(store, channel, settings)] if with_jobs else []
        greeting = say or f"Sagspuls listens on http://{_shown(settings.host)}:{settings.port}/api/messages."
        await serve_app(settings, store, desk, companions=jobs, ready=lambda: typer.echo(greeting))
    except (PortTakenError, ServiceRefusedError) as error:
        raise RefusedError(str(error)) from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


async def _tick_until_stopped(store: Store, settings: Settings) -> None:
    try:
        check_start(settings)
    except ServiceRefusedError as error:
        raise RefusedError(str(error)) from error
    log_to_stderr()
    await start_clock(store, settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with channel_of(settings, store) as channel, ticking(store, channel, settings):
        typer.echo("Sagspuls plans and delivers.")
        await stop.wait()
