"""What was acknowledged is answered: workers that claim inbox rows, in this process and after a restart alike."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bot.metrics import Metrics
from bot.teams import Adapter
from storage.clock import wall_clock
from storage.database import Store
from storage.queries import inbox
from storage.queries.inbox import Claimed

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How eagerly and how long an answer is worked on."""

    workers: int = 6
    lease: dt.timedelta = dt.timedelta(seconds=30)
    """A process that dies holds its rows this long; one that lives renews its lease."""
    longest: float = 90.0
    """Seconds for one answer with its posts."""
    look_again: float = 2.0
    """Seconds until a worker with nothing to do looks for what other processes left behind."""
    attempts: int = 3
    """Answers begun before the person is told that it cannot be answered."""
    drain: float = 15.0
    """Seconds that answers under way get at shutdown."""


@dataclass
class Answering:
    """The workers of one process."""

    store: Store
    adapter: Adapter
    metrics: Metrics
    pace: Pace = field(default_factory=Pace)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Something has just been put into the inbox."""
        self._arrived.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work while the context is open; then finish what is under way and leave the rest to the next process."""
        workers = [asyncio.create_task(self._work(), name=f"answering-{n}") for n in range(self.pace.workers)]
        try:
            yield
        finally:
            self._stopping.set()
            self._arrived.set()
            _, unfinished = await asyncio.wait(workers, timeout=self.pace.drain)
            for worker in unfinished:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                claimed = await self._claim()
                if claimed is None:
                    await self._rest()
                else:
                    await self._answer(claimed)
            except (SQLAlchemyError, OSError) as error:
                log.error("inbox not reached", extra={"error": type(error).__name__})  # noqa: TRY400  # texts stay out
                await self._rest()

    async def _claim(self) -> Claimed | None:
        self._arrived.clear()
        async with self.store.working() as session:
            return await inbox.claim(session, wall_clock(), self.pace.lease)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self.pace.look_again):
                await self._arrived.wait()
        except TimeoutError:
            return

    async def _answer(self, claimed: Claimed) -> None:
        try:
            async with self._holding(claimed), asyncio.timeout(self.pace.longest):
                await self._run(claimed)
        except SQLAlchemyError:
            raise  # not settled: the row is begun again when the database is back
        except TimeoutError:
            # It hangs in its posts (the desk has a limit of its own), so it may have gone out: not begun again.
            log.error("answer took too long", extra={"activity": claimed.activity_id})  # noqa: TRY400
        except Exception:  # the edge: one bad activity must not stop a worker
            log.exception("turn failed", extra={"activity": claimed.activity_id})
        async with self.store.working() as session:
            await inbox.settle(session, claimed, wall_clock())

    async def _run(self, claimed: Claimed) -> None:
        if claimed.attempts > self.pace.attempts:
            log.error("answer given up", extra={"activity": claimed.activity_id, "attempts": claimed.attempts})
            await self.adapter.apologise(claimed.activity)
            return
        with self.metrics.answering(claimed.activity.get("type", "")):
            await self.adapter.run(claimed.activity)

    @asynccontextmanager
    async def _holding(self, claimed: Claimed) -> AsyncIterator[None]:
        """Renew the lease for as long as the answer takes."""
        renewal = asyncio.create_task(self._renew(claimed))
        try:
            yield
        finally:
            renewal.cancel()
            await asyncio.gather(renewal, return_exceptions=True)

    async def _renew(self, claimed: Claimed) -> None:
        while True:
            await asyncio.sleep(self.pace.lease.total_seconds() / 3)
            with suppress(SQLAlchemyError, OSError):
                async with self.store.working() as session:
                    await inbox.renew(session, claimed, wall_clock() + self.pace.lease)
