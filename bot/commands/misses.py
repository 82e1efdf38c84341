"""`sagspuls misses`: what people typed and the bot did not answer well, so that somebody can teach it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.commands.office import console, run
from bot.understanding.training import OWN_PHRASES
from storage.clock import local_day, now
from storage.database import Store
from storage.queries.setup.misses import MissedText, missed_since
from storage.rules.miss_kind import MissKind
from storage.settings import Settings


def misses(
    days: Annotated[int | None, typer.Option(min=1, help="How many days back; all that is kept by default.")] = None,
    kind: Annotated[MissKind | None, typer.Option(help="Only what was missed in this way.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what was typed and not answered well: names and numbers masked, the commonest first."""
    found, settings = run(lambda store, settings: _found(store, settings, days, kind))
    if as_json:
        typer.echo(json.dumps([_as_json(miss, settings) for miss in found], ensure_ascii=False))
        return
    if found:
        console().print(_table(found, settings))
    else:
        typer.echo("Nothing was missed.")
    typer.echo(
        f"To teach the bot: write the words as a line of {settings.home / OWN_PHRASES}/<question>.<da|en>.txt, "
        "then run: sagspuls train. A running service learns it when it starts anew."
    )


async def _found(
    store: Store, settings: Settings, days: int | None, kind: MissKind | None
) -> tuple[tuple[MissedText, ...], Settings]:
    """The misses of so many days; never older than misses are kept, even if housekeeping has not deleted those yet."""
    back = min(days or settings.misses_days, settings.misses_days)
    async with store.working() as session:
        since = await now(session) - dt.timedelta(days=back)
        return await missed_since(session, since, kind), settings


def _table(found: tuple[MissedText, ...], settings: Settings) -> Table:
    table = Table("kind", "text", "times", "read as", "language", "last asked")
    for miss in found:
        read_as = miss.reading or miss.question or "–"
        table.add_row(miss.kind, miss.text, str(miss.times), read_as, miss.language, _last_asked(miss, settings))
    return table


def _as_json(miss: MissedText, settings: Settings) -> dict[str, Any]:
    return {
        "kind": miss.kind,
        "text": miss.text,
        "times": miss.times,
        "question": miss.question,
        "reading": miss.reading,
        "language": miss.language,
        "last_asked": _last_asked(miss, settings),
    }


def _last_asked(miss: MissedText, settings: Settings) -> str:
    return local_day(miss.last_asked, settings.zone).isoformat()
