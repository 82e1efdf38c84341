"""GET /health: can this process keep and answer a question, how old is the data, does the scheduler tick?"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from jobs.tick import HEARTBEAT
from storage import clock, heartbeats
from storage.database import Store
from storage.engine import in_log
from storage.in_time import in_time
from storage.queries.sending.imports import STALE_AFTER, data_as_of
from storage.queries.setup import trial
from storage.session import SQLAlchemyError

log = logging.getLogger(__name__)

HEARTBEAT_STALE = dt.timedelta(minutes=5)
EVERY = 5.0
"""Seconds between two looks when nobody asks."""
WAITED = 1.7
"""Seconds that /health waits for a new look; a database that takes longer is ill."""
LONGEST = 4.0
"""Seconds for one look, as many as an acknowledgement gets: it may have to connect first."""


@dataclass(frozen=True, slots=True)
class Health:
    """What /health reports. Old data shows but does not make the service ill: it answers, and says how old data is."""

    database: bool
    """Whether a question could just be kept and its look-up logged."""
    runs_jobs: bool
    """Whether the scheduler runs in this process, so that a silent one is this process's fault."""
    data_as_of: dt.datetime | None = None
    data_age: dt.timedelta | None = None
    heartbeat_age: dt.timedelta | None = None
    success_age: float | None = None
    """Seconds since the database last did everything that a turn needs; None = never yet."""

    @property
    def scheduler(self) -> str | None:
        """ok, late, or None: it has never ticked."""
        if self.heartbeat_age is None:
            return None
        return "ok" if self.heartbeat_age <= HEARTBEAT_STALE else "late"

    @property
    def well(self) -> bool:
        return self.database and not (self.runs_jobs and self.scheduler == "late")

    def as_json(self) -> dict[str, Any]:
        return {
            "status": "ok" if self.well else "unavailable",
            "database": "ok" if self.database else "unavailable",
            "database_success_age": round(self.success_age, 1) if self.success_age is not None else None,
            "data_as_of": self.data_as_of.isoformat() if self.data_as_of else None,
            "data_age_hours": round(self.data_age.total_seconds() / 3600, 1) if self.data_age else None,
            "data_stale": self.data_age is None or self.data_age > STALE_AFTER,
            "scheduler": self.scheduler,
            "scheduler_heartbeat_age": round(self.heartbeat_age.total_seconds()) if self.heartbeat_age else None,
        }


@dataclass
class Probe:
    """Looks at the database in the background: one look serves all who ask, and nobody waits longer than WAITED."""

    store: Store
    runs_jobs: bool
    _last: Health = field(init=False)
    _succeeded: float | None = None
    _why: dict[str, str] = field(default_factory=dict)
    """Why the last look failed, as the log says it."""
    _asked: asyncio.Event = field(default_factory=asyncio.Event)
    _askers: list[asyncio.Future[Health]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._last = Health(database=False, runs_jobs=self.runs_jobs)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        looking = asyncio.create_task(self._look_on(), name="health")
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def state(self) -> Health:
        """The result of a look that starts now; if none ends within WAITED, the database counts as ill."""
        found: asyncio.Future[Health] = asyncio.get_running_loop().create_future()
        self._askers.append(found)
        self._asked.set()
        await asyncio.wait({found}, timeout=WAITED)
        state = found.result() if found.done() else replace(self._last, database=False)
        age = time.monotonic() - self._succeeded if self._succeeded is not None else None
        return replace(state, success_age=age)

    async def _look_on(self) -> None:
        while True:
            self._asked.clear()
            askers, self._askers = self._askers, []
            found = await self._look()
            if self._last.database and not found.database:
                log.error("the database is ill", extra=self._why)
            elif found.database and not self._last.database and self._succeeded is not None:
                log.warning("the database is well again", extra={"seconds": round(time.monotonic() - self._succeeded)})
            self._last = found
            if found.database:
                self._succeeded = time.monotonic()
            for asker in askers:
                asker.set_result(found)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY):
                    await self._asked.wait()

    async def _look(self) -> Health:
        try:
            return await in_time(health(self.store, runs_jobs=self.runs_jobs), LONGEST)
        except (SQLAlchemyError, OSError) as error:
            self._why = in_log(error)
            return replace(self._last, database=False)


async def health(store: Store, *, runs_jobs: bool) -> Health:
    """The state of this store after trying what a turn does. Raises the database's errors, and may take long."""
    async with store.looking() as session:
        await trial.write_as_a_turn_does(session)
        moment = await clock.now(session)
        imported = await data_as_of(session)
        beat = await heartbeats.last_beat(session, HEARTBEAT)
    return Health(
        database=True,
        runs_jobs=runs_jobs,
        data_as_of=imported,
        data_age=moment - imported if imported else None,
        heartbeat_age=moment - beat if beat else None,
    )
