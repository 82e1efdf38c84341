"""`sagspuls demo` and `demo-data`: the made-up municipalities."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.ask import converse
from bot.commands.data import import_with_progress
from bot.commands.deliveries import composed
from bot.commands.learned import model_at_hand
from bot.commands.office import RefusedError, console, run, start_clock
from messages.danish import day as day_in_words
from messages.import_report import report_lines
from messages.terminal import as_text
from storage.clock import local_day, now, unset_clock
from storage.database import Store
from storage.demo.examples import FIRST_POSSIBLE_DAY
from storage.demo.people import ANNA, BO, FREJA
from storage.demo.plans import EXAMPLES, Example, load_example, write_example
from storage.demo.proportions import DEFAULT_CASES
from storage.demo.write import write_demo
from storage.engine import LONG
from storage.forecast_days import keep_first
from storage.queries.sending import channels, schedule_changes
from storage.queries.setup import demo_store
from storage.queries.setup.demo_store import DemoState
from storage.rules.calendar import add_months
from storage.rules.sending.reminder_kinds import KINDS
from storage.settings import Settings, SettingsError, load_settings

TOO_OLD = dt.timedelta(days=7)
MONDAY, SEVEN, EIGHT, NINE = 0, dt.time(7), dt.time(8), dt.time(9)


def _known_plan(name: str | None) -> str | None:
    if name is not None and name.casefold() not in EXAMPLES:
        raise typer.BadParameter(f"write one of {', '.join(EXAMPLES)}")
    return name and name.casefold()


Cases = Annotated[int, typer.Option("--cases", help="How many cases the municipality has.", min=10, max=150_000)]
PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        help=f"Another municipality, around its published plan, on that plan's day: {', '.join(EXAMPLES)}.",
        callback=_known_plan,
    ),
]


@dataclass(frozen=True, slots=True)
class Town:
    """The municipality to load: the ordinary one with so many cases, or the example of a plan."""

    cases: int
    example: Example | None

    @property
    def plan(self) -> str | None:
        return self.example.name if self.example else None

    def settings(self, settings: Settings) -> Settings:
        """These settings, with the clock starting at nine on an example's own day."""
        if self.example is None:
            return settings
        return settings.model_copy(update={"clock": dt.datetime.combine(self.example.day, NINE)})

    def write(self, folder: Path, today: dt.date) -> None:
        """Its exports; an example has its own day."""
        if self.example:
            write_example(folder, self.example)
        else:
            write_demo(folder, cases=self.cases, today=today)


def demo_data(
    out: Annotated[Path, typer.Option("--out", help="The folder to write the exports to.")],
    cases: Cases = DEFAULT_CASES,
    on: Annotated[dt.datetime | None, typer.Option(help="The day they tell of.", formats=["%Y-%m-%d"])] = None,
    plan: PlanOption = None,
) -> None:
    """Write a made-up municipality as the folder of exports that `import` reads."""
    if plan is not None:
        example = load_example(plan)
        write_example(out, example)
        typer.echo(f"{example.about}, as of {example.day}: {out}")
        return
    day = on.date() if on else dt.datetime.now(load_settings().zone).date()
    if day < FIRST_POSSIBLE_DAY:
        raise typer.BadParameter(f"the demo tells of a day from {FIRST_POSSIBLE_DAY} on", param_hint="--on")
    summary = write_demo(out, cases=cases, today=day)
    typer.echo(f"{summary.cases} cases of {summary.caseworkers} caseworkers in {summary.teams} teams: {out}")


def demo(
    serve: Annotated[bool, typer.Option("--serve", help="Serve the bot instead of chatting here.")] = False,
    cases: Cases = DEFAULT_CASES,
    fresh: Annotated[bool, typer.Option("--fresh", help="Load the municipality anew, as of today.")] = False,
    plan: PlanOption = None,
) -> None:
    """Load a made-up municipality, show a team's weekly digest and chat about its cases."""
    try:
        settings = load_settings().model_copy(update={"local": True})
    except SettingsError as error:
        raise typer.Exit(_refused(str(error))) from error
    town = Town(cases, load_example(plan) if plan else None)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty() and not serve

    async def work(store: Store, chosen: Settings) -> None:
        await load(store, chosen, town, fresh=fresh, ask=at_terminal)
        await model_at_hand(chosen)
        if at_terminal:
            await _show_and_chat(store, chosen, town.example)
        else:
            from bot.commands.service import serve_until_stopped  # noqa: PLC0415  # costs a second; the rest serves nothing

            await serve_until_stopped(store, chosen, say=_how_to_look(chosen.port))

    run(work, town.settings(settings))


def _refused(reason: str) -> int:
    sys.stderr.write(reason + "\n")
    return 1


async def load(store: Store, settings: Settings, town: Town, *, fresh: bool, ask: bool) -> None:
    """Load the town where it is not there yet, or anew where that is asked for; never over somebody's real data.

    The store holds one demo at a time: another demo is removed first, and the user is warned. `settings.clock` is where
    an example's clock starts, each time it is loaded or found. Raises RefusedError.
    """
    async with store.working() as session:
        today = local_day(await now(session), settings.zone)
        state = await demo_store.state(session)
    if state.real_data:
        raise RefusedError("This store holds real exports. Set SAGSPULS_HOME to another folder for the demo.")
    if not _is_there(state, town, today, fresh=fresh, ask=ask):
        _make_room(state, town, ask=ask)
        await _clear(store, state)
        await _fill(store, settings, town)
    elif town.example:
        await start_clock(store, settings)


def _is_there(state: DemoState, town: Town, today: dt.date, *, fresh: bool, ask: bool) -> bool:
    """Whether the store already holds this town and should keep it."""
    if state.loaded_on is None or state.plan != town.plan or fresh:
        return False
    # An example has its own day, and never grows old.
    old = town.plan is None and today - state.loaded_on > TOO_OLD
    return not (old and ask and typer.confirm(f"The demo is from {state.loaded_on}. Load it anew?", default=True))


def _make_room(state: DemoState, town: Town, *, ask: bool) -> None:
    """Warn that the other demo is removed with all its reminders; at a terminal the user may keep it."""
    if state.loaded_on is None or state.plan == town.plan:
        return
    there = f"the example {state.plan}" if state.plan else "the ordinary demo"
    coming = f"the example {town.plan}" if town.plan else "the ordinary demo"
    command = f"sagspuls demo --plan {state.plan}" if state.plan else "sagspuls demo"
    typer.echo(f"This store holds {there}. It makes room for {coming}; `{command}` loads it again.")
    if ask and not typer.confirm("Go on?", default=True):
        raise typer.Exit


async def _clear(store: Store, state: DemoState) -> None:
    """Remove the old demo from the store, and with an example its clock."""
    if state.loaded_on is None:
        return
    async with store.working(LONG) as session:
        await demo_store.clear(session)
        if state.plan is not None:
            await unset_clock(session)


async def _fill(store: Store, settings: Settings, town: Town) -> None:
    if town.example:
        typer.echo(f"Loading an example: {town.example.about} …")
        await start_clock(store, settings)
    else:
        typer.echo("Loading a made-up municipality …")
    async with store.working() as session:
        today = local_day(await now(session), settings.zone)
    with tempfile.TemporaryDirectory() as folder:
        town.write(Path(folder), today)
        report = await import_with_progress(store, settings, Path(folder))
    if report.outcome != "done":
        raise RefusedError("\n".join(report_lines(report, settings.language, limit=10)))
    await _set_up(store, today, town.plan)


async def _set_up(store: Store, today: dt.date, plan: str | None) -> None:
    """Remember that this is a demo, keep the forecasts of this year and last, and set the reminders up."""
    async with store.working(LONG) as session:
        await demo_store.remember(session, today, plan)
        await channels.bind_all_by_name(session, await now(session))
        for months in range(1, 12 + today.month):
            await keep_first(session, add_months(today, -months))
        for reminder in _reminders(with_money=plan is None):
            await schedule_changes.add(session, reminder, FREJA.id, await now(session))


def _reminders(*, with_money: bool) -> list[schedule_changes.SchedulePlan]:
    """Every team's digest on Mondays; with money also the alert each working day and the status before the tenth."""
    weekly = _usual_plan("weekly_digest", EIGHT)
    if not with_money:
        return [weekly]
    return [weekly, _usual_plan("budget_alert", SEVEN), _usual_plan("budget_status", EIGHT)]


def _usual_plan(name: str, at: dt.time) -> schedule_changes.SchedulePlan:
    kind = KINDS[name]
    return schedule_changes.SchedulePlan(
        name, None, MONDAY, at, monthly=kind.monthly, daily=kind.daily, limit_pct=kind.limit_pct
    )


async def _show_and_chat(store: Store, settings: Settings, example: Example | None) -> None:
    terminal = console()
    assert ANNA.team is not None  # noqa: S101  # the cast says so; for the type checker
    terminal.print(as_text(await composed(store, settings, ANNA.team, None)))
    terminal.print(_greeting(example), markup=True)
    await converse(store, settings, BO.email if example else ANNA.email)


def _greeting(example: Example | None) -> str:
    """Who you are in the chat, and what to try."""
    how = "tryk på en knap med dens nummer, eller afslut med en tom linje."
    if example:
        return (
            f"\nDu er [bold]{BO.name}[/bold], leder af hele afdelingen, og det er den {day_in_words(example.day)}. "
            f"Spørg om planen, milepælene og sagerne, {how}\n"
            f"[dim]Prøv: {' · '.join(example.try_)}[/dim]"
        )
    return (
        f"\nDu er [bold]{ANNA.name}[/bold], rådgiver i {ANNA.team}. Spørg om dine sager og frister, {how}\n"
        "[dim]Prøv: hvilke frister har jeg i denne uge? · hvad haster mest · hvad mangler i 2024-1183[/dim]"
    )


def _how_to_look(port: int) -> str:
    return (
        f"Sagspuls listens on http://127.0.0.1:{port}/api/messages and stops with Ctrl-C.\n"
        "Open it in the Playground from another terminal: make playground"
    )
