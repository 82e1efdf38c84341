"""Deletes, a little at a time, what the settings say need not be kept any longer (docs/data-protection.md)."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.clock import local_day
from storage.cpr_key import cpr_key, is_the_stores_key
from storage.database import Store
from storage.engine import JOB
from storage.imports.run import REPORTS
from storage.rights import retention
from storage.rights.limits import COUNTS, FINDINGS, PACES, closed_cases_until, log_until
from storage.rules.calendar import ONE_DAY
from storage.session import AsyncSession, SQLAlchemyError
from storage.settings import Settings, SettingsError

log = logging.getLogger(__name__)

BATCH = 1_000
"""Rows a transaction: short enough that nobody waits for it."""
CASES = 100
"""Cases a transaction: each has rows in ten tables."""
PEOPLE = 25
"""People a transaction: each is looked for in every table that names staff."""
BUDGET = 30.0
"""Seconds for one round; the next round takes the rest."""

Take = Callable[[AsyncSession, Any, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Sweep:
    """One kind of row: `take` deletes at most `batch` rows older than `until`, and returns how many."""

    take: Take
    until: dt.datetime | dt.date
    batch: int = BATCH

    @property
    def name(self) -> str:
        return self.take.__name__


async def tidy(
    store: Store, settings: Settings, now: dt.datetime, wall_clock: dt.datetime, *, budget: float = BUDGET
) -> dict[str, int]:
    """Delete what is older than the settings allow; returns how many rows of each kind went.

    Every kind gets a batch before any gets its next, each in a transaction of its own, until nothing is left or the
    budget (in seconds) is used. The inbox, the pace and deletion from the log go by the machine's clock, everything
    else by the store's. Several processes may do this at once.
    """
    ends = time.monotonic() + budget
    waiting = [*_sweeps(settings, now, wall_clock)]
    taken = dict.fromkeys((sweep.name for sweep in waiting), 0)
    while waiting:
        left = []
        for sweep in waiting:
            if time.monotonic() >= ends:
                log.info("housekeeping goes on next time", extra={"kinds": [one.name for one in waiting]})
                return taken
            count = await _batch(store, sweep)
            taken[sweep.name] += count
            left += [sweep] if count >= sweep.batch else []
        waiting = left
    await asyncio.to_thread(_old_reports, settings.home / REPORTS, wall_clock - FINDINGS)
    return taken


def _sweeps(settings: Settings, now: dt.datetime, wall_clock: dt.datetime) -> list[Sweep]:
    """Every kind of row that has a limit."""
    return [
        Sweep(retention.inbox_rows, wall_clock - dt.timedelta(days=settings.inbox_days)),
        Sweep(retention.paces, wall_clock - PACES),
        Sweep(retention.dialogue_rows, now - dt.timedelta(minutes=settings.dialogue_minutes)),
        Sweep(retention.missed_texts, now - dt.timedelta(days=settings.misses_days)),
        Sweep(retention.contents, now - dt.timedelta(days=settings.deliveries_days)),
        Sweep(retention.findings, now - FINDINGS),
        Sweep(retention.places, now - FINDINGS),
        Sweep(retention.snapshots, now.date() - COUNTS),
        Sweep(retention.forecasts, now.date() - COUNTS),
        # The log refuses to give up lines younger than a year. The earlier clock and a day's margin make sure that none
        # is asked for where the store's clock runs ahead or summer time adds an hour.
        Sweep(retention.log_lines, log_until(min(now, wall_clock), settings) - ONE_DAY),
        Sweep(retention.import_runs, log_until(now, settings)),
        Sweep(retention.people_who_left, log_until(now, settings), PEOPLE),
        *_of_closed_cases(settings, now),
    ]


def kinds(settings: Settings) -> list[str]:
    """The names of every kind that is deleted under these settings."""
    epoch = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    return [sweep.name for sweep in _sweeps(settings, epoch, epoch)]


def _of_closed_cases(settings: Settings, now: dt.datetime) -> list[Sweep]:
    until = closed_cases_until(local_day(now, settings.zone), settings)
    if until is None:
        return []

    async def closed_cases(session: AsyncSession, until: dt.date, most: int) -> int:
        key = cpr_key(settings, settings.home)
        if not await is_the_stores_key(session, key):
            raise SettingsError("SAGSPULS_CPR_KEY is another key than the cases'")  # imports would bring them back
        return await retention.closed_cases(session, until, most, key=key, now=now)

    return [Sweep(closed_cases, until, CASES), Sweep(retention.decided_complaints, until)]


async def _batch(store: Store, sweep: Sweep) -> int:
    """Delete one batch. An error in one kind must not stop the others; the next round tries again."""
    try:
        async with store.working(JOB) as session:
            await retention.hurry(session)
            return await sweep.take(session, sweep.until, sweep.batch)
    except (SQLAlchemyError, SettingsError) as error:
        # Not its text: a statement's parameters may be somebody's data.
        log.error("housekeeping failed", extra={"kind": sweep.name, "error": type(error).__name__})  # noqa: TRY400
        return 0


def _old_reports(folder: Path, until: dt.datetime) -> None:
    """Delete the problem files of imports that are older than the findings kept in the store."""
    for file in folder.glob("import-*.csv"):
        if file.stat().st_mtime < until.timestamp():
            file.unlink(missing_ok=True)
