"""Workers that claim inbox rows and answer them, so that every acknowledged question is answered, even after a restart.

The promise: every acknowledged question gets one answer. If the database fails before the answer goes out, the
question is started again once the database is back. If it fails after that, this process remembers what it posted and
writes it down later. One case remains: a process dies, or is cut off for longer than its lease, after it marked an
answer and before it settled it. Then nobody knows whether the answer arrived: we say so, and do not answer again.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import uuid
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from bot.adapter import Adapter, UnsentError
from bot.delayed import Delayed
from bot.mark import ClaimLostError
from bot.metrics import Metrics
from storage.clock import wall_clock
from storage.database import SERVICE, Store, acting_as
from storage.engine import in_log, is_trouble
from storage.in_time import in_time
from storage.queries.setup import inbox
from storage.queries.setup.inbox import ActivityKey, Claimed
from storage.session import AsyncSession, SQLAlchemyError

log = logging.getLogger(__name__)

MOST_UNHEARD = 100


@dataclass(frozen=True)
class AnsweringPace:
    """How eagerly and how long an answer is worked on."""

    workers: int = 6
    lease: dt.timedelta = dt.timedelta(seconds=30)
    """How long a claim holds. A living process renews its leases; the rows of a dead one are free after this time."""
    longest: float = 90.0
    """Seconds that one answer, its posts included, may take."""
    look_again: float = 2.0
    """Seconds an idle worker waits before it looks for rows that other processes left behind."""
    acknowledged: float = 4.0
    """Seconds to write an activity to the inbox; after that we ask Teams, which waits 15, to send it again."""
    step: float = 4.0
    """Seconds for one step at the inbox: claiming, marking, settling."""
    attempts: int = 3
    """How often an answer is started before we apologise; starts that the database cut short do not count."""
    pause: dt.timedelta = dt.timedelta(seconds=2)
    """The wait before an answer that the database cut short is started again."""
    give_up: dt.timedelta = dt.timedelta(minutes=10)
    """How long after the question we apologise, if the database has cut every answer short."""
    delayed: float = 3.0
    """Seconds after which we say that the answer takes longer."""
    drain: float = 15.0
    """Seconds that a shutdown leaves for the answers under way."""


@dataclass
class Errand:
    """A claimed activity on its way to its answer."""

    claimed: Claimed
    final: bool = False
    """The answer may be out, or there will be none: the errand is settled and never started again."""
    wait: dt.timedelta = dt.timedelta(0)
    """The shortest wait before it is started again, as the channel demands."""


@dataclass
class ClaimMark:
    """The mark of an errand's answer, for as long as its claim is ours."""

    errand: Errand
    answering: Answering
    _holds: bool = False

    async def write(self, session: AsyncSession) -> None:
        """Written in the asker's transaction, but as the service, since askers have no rights to the inbox."""
        async with acting_as(session, SERVICE):
            await self._write(session)

    def hold(self) -> None:
        self._holds = True

    async def about_to_post(self) -> None:
        """Write the mark before the first post of a turn goes out."""
        if self.errand.final:
            return
        if not self._holds:
            await in_time(self._write_alone(), self.answering.pace.step)
        self.errand.final = True
        await self.answering.delayed.is_answered(self.errand.claimed.key)

    async def _write_alone(self) -> None:
        async with self.answering.store.receiving() as session:
            await self._write(session)

    async def _write(self, session: AsyncSession) -> None:
        if not await inbox.mark_posting(session, self.errand.claimed, wall_clock(), self.answering.pace.lease):
            raise ClaimLostError


@dataclass
class Answering:
    """The workers of one process."""

    store: Store
    adapter: Adapter
    metrics: Metrics
    pace: AnsweringPace = field(default_factory=AnsweringPace)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _unwritten: dict[ActivityKey, Errand] = field(default_factory=dict)
    """Finished errands that could not be written to the database yet. Few, since nothing is claimed meanwhile."""
    _unheard: deque[uuid.UUID] = field(default_factory=lambda: deque(maxlen=MOST_UNHEARD))
    """Claims we got no reply to: they may hold rows, which would otherwise wait until the lease ends."""

    def __post_init__(self) -> None:
        self.delayed = Delayed(self.store, self.adapter, self.pace.delayed)

    def arrived(self, key: ActivityKey, activity: dict[str, Any], received_at: dt.datetime) -> None:
        """Something has just been put into the inbox."""
        self.delayed.expect(key, activity, received_at, new=True)
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
            await self.delayed.stop()
            with suppress(SQLAlchemyError, OSError):
                await in_time(self._catch_up(), self.pace.step)

    async def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._catch_up()
                claimed = await self._claim()
            except (SQLAlchemyError, OSError) as error:
                log.error("inbox not reached", extra=in_log(error))  # noqa: TRY400  # texts stay out
                await self._pause()
                continue
            if claimed is None:
                await self._rest()
            else:
                await self._answer(Errand(claimed))

    async def _claim(self) -> Claimed | None:
        self._arrived.clear()
        by = uuid.uuid4()
        try:
            return await in_time(self._claim_one(by), self.pace.step)
        except (SQLAlchemyError, OSError):
            self._unheard.append(by)
            raise

    async def _claim_one(self, by: uuid.UUID) -> Claimed | None:
        async with self.store.receiving() as session:
            return await inbox.claim(session, wall_clock(), self.pace.lease, by)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self.pace.look_again):
                await self._arrived.wait()
        except TimeoutError:
            return

    async def _pause(self) -> None:
        """Leave an ill database alone for a moment, whatever arrives meanwhile."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.pace.look_again):
                await self._stopping.wait()

    async def _answer(self, errand: Errand) -> None:
        """Answer the errand and write down how that ended: now, or when the database is back."""
        claimed = errand.claimed
        self.delayed.expect(claimed.key, claimed.activity, claimed.received_at)
        self.delayed.held(claimed.key)
        try:
            await self._run(errand)
        except ClaimLostError:
            log.warning("claim lost", extra={"activity": claimed.activity_id})
            return
        finally:
            self.delayed.let_go(claimed.key)
        try:
            await self._write_down(errand)
        except (SQLAlchemyError, OSError) as error:
            self._unwritten[claimed.key] = errand
            log.error("answer not settled yet", extra={"activity": claimed.activity_id, **in_log(error)})  # noqa: TRY400
            await self._pause()

    async def _run(self, errand: Errand) -> None:
        """Give one answer. Afterwards the errand says whether the answer may be out; raises ClaimLostError."""
        known = self._unwritten.pop(errand.claimed.key, None)
        if known is not None and known.final:
            errand.final = True  # our own lease ran out before it could be settled
            return
        try:
            async with self._holding(errand.claimed):
                await in_time(self._give_answer(errand, unsent=known is not None), self.pace.longest)
            errand.final = True
        except ClaimLostError:
            raise
        except Exception as error:  # noqa: BLE001  # the edge: one bad activity must not stop a worker
            await self._went_wrong(errand, error)

    async def _give_answer(self, errand: Errand, *, unsent: bool) -> None:
        """Answer; or apologise after too many starts; or say that an answer may be lost.

        `unsent`: we know that no earlier answer went out.
        """
        claimed, mark = errand.claimed, ClaimMark(errand, self)
        if claimed.posting and not unsent:
            log.error("answer uncertain", extra={"activity": claimed.activity_id})
            errand.final = True
            await self.adapter.say_uncertain(claimed.activity)
        elif claimed.attempts > self.pace.attempts:
            log.error("answer given up", extra={"activity": claimed.activity_id, "attempts": claimed.attempts})
            await self.adapter.apologise(claimed.activity, mark)
        else:
            with self.metrics.answering(claimed.activity.get("type", "")):
                await self.adapter.run(claimed.activity, mark)

    async def _went_wrong(self, errand: Errand, error: Exception) -> None:
        about = {"activity": errand.claimed.activity_id, **in_log(error)}
        late = wall_clock() - errand.claimed.received_at > self.pace.give_up
        if isinstance(error, UnsentError):
            # No token, or the channel is throttled: an apology would not get through either.
            log.error("answer given up" if late else "answer put back", extra=about)
            errand.final, errand.wait = late, dt.timedelta(seconds=error.after or 0)
        elif is_trouble(error) and not errand.final:
            log.error("answer put back", extra=about)
            if late:
                await self._give_up(errand)
        elif isinstance(error, TimeoutError):
            # It hangs in its posts (the desk has its own limit), so the answer may be out: do not start it again.
            log.error("answer took too long", extra=about)
            errand.final = True
        else:
            log.error("turn failed", exc_info=error, extra=about)
            errand.final = True

    async def _give_up(self, errand: Errand) -> None:
        with suppress(SQLAlchemyError, OSError):  # not even that can be written down: it stays in the inbox
            await self.adapter.apologise(errand.claimed.activity, ClaimMark(errand, self))

    async def _catch_up(self) -> None:
        """Write the results that could not be written before; raises while the database still fails."""
        if unheard := list(self._unheard):
            await in_time(self._free(unheard), self.pace.step)
            self._unheard = deque((one for one in self._unheard if one not in unheard), MOST_UNHEARD)
        for key, errand in list(self._unwritten.items()):
            await self._write_down(errand)
            if self._unwritten.get(key) is errand:
                del self._unwritten[key]

    async def _write_down(self, errand: Errand) -> None:
        await in_time(self._end(errand), self.pace.step)
        if errand.final:
            await self.delayed.is_answered(errand.claimed.key)

    async def _end(self, errand: Errand) -> None:
        async with self.store.receiving() as session:
            if errand.final:
                await inbox.settle(session, errand.claimed, wall_clock())
            else:
                until = wall_clock() + max(self.pace.pause, errand.wait)
                await inbox.put_back(session, [errand.claimed.by], until)

    async def _free(self, claims: list[uuid.UUID]) -> None:
        async with self.store.receiving() as session:
            await inbox.put_back(session, claims, wall_clock())

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
                await in_time(self._renew_once(claimed), self.pace.step)

    async def _renew_once(self, claimed: Claimed) -> None:
        async with self.store.receiving() as session:
            await inbox.renew(session, claimed, wall_clock() + self.pace.lease)
