"""`sagspuls demo` and `demo-data`: the made-up municipality."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.ask import converse
from bot.commands.data import import_with_progress
from bot.commands.deliveries import composed
from bot.commands.office import RefusedError, console, run
from bot.commands.service import model_at_hand, serve_until_stopped
from messages.terminal import as_text
from storage.clock import local_day, now
from storage.database import Store
from storage.demo.examples import FIRST_POSSIBLE_DAY
from storage.demo.people import ANNA, FREJA
from storage.demo.proportions import DEFAULT_CASES
from storage.demo.write import write_demo
from storage.queries import demo_store, schedule_changes
from storage.settings import Settings, SettingsError, load_settings

TOO_OLD = dt.timedelta(days=7)
MONDAY, EIGHT = 0, dt.time(8)

Cases = Annotated[int, typer.Option("--cases", help="How many cases the municipality has.", min=10, max=150_000)]


def demo_data(
    out: Annotated[Path, typer.Option("--out", help="The folder to write the exports to.")],
    cases: Cases = DEFAULT_CASES,
    on: Annotated[dt.datetime | None, typer.Option(help="The day they tell of.", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Write a made-up municipality as the folder of exports that `import` reads."""
    day = on.date() if on else dt.datetime.now(load_settings().zone).date()
    if day < FIRST_POSSIBLE_DAY:
        raise typer.BadParameter(f"the demo tells of a day from {FIRST_POSSIBLE_DAY} on", param_hint="--on")
    summary = write_demo(out, cases=cases, today=day)
    typer.echo(f"{summary.cases} cases of {summary.caseworkers} caseworkers in {summary.teams} teams: {out}")


def demo(
    serve: Annotated[bool, typer.Option("--serve", help="Serve the bot instead of chatting here.")] = False,
    cases: Cases = DEFAULT_CASES,
    fresh: Annotated[bool, typer.Option("--fresh", help="Load the municipality anew, as of today.")] = False,
) -> None:
    """Load a made-up municipality, show a team's weekly digest and chat about its cases."""
    try:
        settings = load_settings().model_copy(update={"local": True})
    except SettingsError as error:
        raise typer.Exit(_refused(str(error))) from error
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty() and not serve

    async def work(store: Store, chosen: Settings) -> None:
        await _load(store, chosen, cases=cases, fresh=fresh, ask=at_terminal)
        await model_at_hand(chosen)
        if at_terminal:
            await _show_and_chat(store, chosen)
        else:
            await serve_until_stopped(store, chosen, say=_how_to_look(chosen.port))

    run(work, settings)


def _refused(reason: str) -> int:
    sys.stderr.write(reason + "\n")
    return 1


async def _load(store: Store, settings: Settings, *, cases: int, fresh: bool, ask: bool) -> None:
    """Load the municipality where there is none, or anew where it is asked for; never over somebody's real data."""
    async with store.working() as session:
        today = local_day(await now(session), settings.zone)
        state = await demo_store.state(session)
    if state.real_data:
        raise RefusedError("This store holds real exports. Set SAGSPULS_HOME to another folder for the demo.")
    if state.loaded_on is not None and not fresh:
        old = today - state.loaded_on > TOO_OLD
        if not (old and ask and typer.confirm(f"The demo is from {state.loaded_on}. Load it anew?", default=True)):
            return
    if state.loaded_on is not None:
        async with store.working() as session:
            await demo_store.clear(session)
    typer.echo("Loading a made-up municipality …")
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), cases=cases, today=today)
        report = await import_with_progress(store, settings, Path(folder))
    if report.outcome != "done":
        raise RefusedError("\n".join(report.lines(limit=10)))
    await _set_up(store, today)


async def _set_up(store: Store, today: dt.date) -> None:
    """Remember that this is the demo, and give every team its digest on Mondays at eight."""
    async with store.working() as session:
        await demo_store.remember(session, today)
        plan = schedule_changes.Plan("weekly_digest", None, MONDAY, EIGHT)
        await schedule_changes.add(session, plan, FREJA.id, await now(session))


async def _show_and_chat(store: Store, settings: Settings) -> None:
    terminal = console()
    assert ANNA.team is not None  # noqa: S101  # the cast says so; for the type checker
    terminal.print(as_text(await composed(store, settings, ANNA.team, None)))
    terminal.print(
        f"\nDu er [bold]{ANNA.name}[/bold], rådgiver i {ANNA.team}. Spørg om dine sager og frister, "
        "tryk på en knap med dens nummer, eller afslut med en tom linje.\n"
        "[dim]Prøv: hvilke frister har jeg i denne uge? · hvad haster mest · hvad mangler i 2024-1183[/dim]",
        markup=True,
    )
    await converse(store, settings, ANNA.email)


def _how_to_look(port: int) -> str:
    return (
        f"Sagspuls listens on http://127.0.0.1:{port}/api/messages and stops with Ctrl-C.\n"
        "Open it in the Playground from another terminal: make playground"
    )
