"""`sagspuls serve` and `train`: the service and what it has learned."""

from __future__ import annotations

import asyncio
import signal
from enum import StrEnum
from typing import Annotated

import typer

from bot.app import Companion, PortTakenError
from bot.app import serve as serve_app
from bot.commands.office import RefusedError, run
from bot.desk import Desk
from bot.logs import log_to_stderr
from bot.starting import ServiceRefusedError, check_start
from bot.understanding.classifier import Model
from bot.understanding.training import TrainingError, ensure_model
from jobs.scheduler import ticking
from messages.teams import channel_of
from storage.clock import set_clock
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
        told = say or f"Sagspuls listens on http://{_shown(settings.host)}:{settings.port}/api/messages."
        await serve_app(settings, store, desk, companions=jobs, ready=lambda: typer.echo(told))
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


async def start_clock(store: Store, settings: Settings) -> None:
    """Set the store's clock where SAGSPULS_CLOCK says so; for local use only."""
    if settings.clock is None:
        return
    if not settings.local:
        raise RefusedError("SAGSPULS_CLOCK is for local use only: set SAGSPULS_LOCAL=1 or leave the clock alone.")
    async with store.working() as session:
        await set_clock(session, settings.clock, settings.zone)


async def desk_at(store: Store, settings: Settings) -> Desk:
    """The desk of this store."""
    return Desk(store, settings, await model_at_hand(settings))


async def model_at_hand(settings: Settings) -> Model:
    """The trained model, trained first where it is missing or a phrase has changed."""
    try:
        return await asyncio.to_thread(ensure_model, settings.home)
    except TrainingError as error:
        raise RefusedError(str(error)) from error


def train() -> None:
    """Learn the phrases now; the other commands do it by themselves when a phrase has changed."""

    async def work(_store: Store, settings: Settings) -> Model:
        return await model_at_hand(settings)

    model = run(work)
    typer.echo(f"{len(model.questions)} questions are learned.")
