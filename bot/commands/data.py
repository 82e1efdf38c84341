"""`sagspuls migrate` and `sagspuls import`: the schema and the exports."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.commands.office import run
from messages.import_report import report_lines, written_down
from storage.clock import now
from storage.database import Store
from storage.imports.report import ImportReport
from storage.imports.run import REPORTS, import_folder
from storage.settings import Settings

PROBLEMS_SHOWN = 50


def migrate() -> None:
    """Bring the database to the newest schema. Every other command does this by itself."""

    async def nothing_more(_store: Store, _settings: Settings) -> None:
        """Opening the store migrates it."""

    run(nothing_more)
    typer.echo("The database has the newest schema.")


def import_exports(
    folder: Annotated[
        Path, typer.Argument(help="The folder of exports; docs/formats.md lists their files and columns.")
    ],
    skip_bad_rows: Annotated[bool, typer.Option(help="Import the rest and keep bad rows as data problems.")] = False,
    replace: Annotated[
        list[str] | None, typer.Option(help="This export is complete: what it no longer holds is closed or deleted.")
    ] = None,
) -> None:
    """Import a folder of exports: all of it, or nothing."""

    async def work(store: Store, settings: Settings) -> tuple[bool, list[str]]:
        report = await import_with_progress(
            store, settings, folder, skip_bad_rows=skip_bad_rows, replace=frozenset(replace or [])
        )
        return report.outcome == "done", report_lines(report, settings.language, limit=PROBLEMS_SHOWN)

    done, lines = run(work)
    for line in lines:
        typer.echo(line, err=not done)
    raise typer.Exit(0 if done else 1)


async def import_with_progress(
    store: Store,
    settings: Settings,
    folder: Path,
    *,
    skip_bad_rows: bool = False,
    replace: frozenset[str] = frozenset(),
) -> ImportReport:
    """Import a folder; on a terminal with a progress bar, elsewhere with the report alone.

    All problems stand in the report and in a file under HOME/reports.
    """
    async with store.working() as session:
        moment = await now(session)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("…", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total or None)

        report = await import_folder(
            store,
            folder,
            settings=settings,
            run_by=getpass.getuser(),
            now=moment,
            skip_bad_rows=skip_bad_rows,
            replace=replace,
            progress=tell,
        )
    return written_down(report, settings.home / REPORTS, moment, settings.language)
