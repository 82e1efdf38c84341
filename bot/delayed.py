"""Whoever waits longer than people expect is told once that the answer will come."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.teams import Adapter
from storage.clock import wall_clock
from storage.database import Store
from storage.in_time import in_time
from storage.queries.setup import inbox
from storage.queries.setup.inbox import Key
from storage.session import SQLAlchemyError

log = logging.getLogger(__name__)

QUIET = 60.0
"""Seconds in which one conversation is told only once, however many of its questions wait."""
MOMENT = 0.2
"""Seconds that a question gets at least, once it is kept."""
AT_ONCE = 4
LOOK = 2.0
"""Seconds for a look at who has the question; where nobody can tell, nobody has it."""


@dataclass
class Delayed:
    """What this process knows of people who wait. Told is by whoever has the question when its time is up: the process
    that answers it, else the one that took it in."""

    store: Store
    adapter: Adapter
    after: float
    """Seconds from the arrival of a question."""
    _waiting: dict[Key, asyncio.Task[None]] = field(default_factory=dict)
    _held: set[Key] = field(default_factory=set)
    _had: set[Key] = field(default_factory=set)
    """Held at some time while their askers wait: by nobody else then."""
    _telling: set[Key] = field(default_factory=set)
    _told: dict[str, float] = field(default_factory=dict)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def expect(self, key: Key, activity: Mapping[str, Any], received_at: dt.datetime, *, new: bool = False) -> None:
        """A question is here: tell whoever asked if it is still open when its time is up.

        A `new` one has just been kept; where that alone took so long, its time is up in a moment.
        """
        left = self.after - (wall_clock() - received_at).total_seconds()
        if new:
            left = max(left, MOMENT)
        if activity.get("type") != "message" or left <= 0 or key in self._waiting:
            return
        task = asyncio.create_task(self._tell_after(left, key, activity), name="delayed")
        self._waiting[key] = task
        task.add_done_callback(lambda _done: self._forget(key))

    def held(self, key: Key) -> None:
        """This process works on its answer now."""
        self._held.add(key)
        self._had.add(key)

    def let_go(self, key: Key) -> None:
        """This process does not work on its answer any more; it may still be waited for."""
        self._held.discard(key)

    async def is_answered(self, key: Key) -> None:
        """Its answer goes out now: nobody is told any more, and who is just being told hears it first."""
        task = self._waiting.get(key)
        if task is None:
            return
        if key in self._telling:
            await asyncio.wait({task}, timeout=self.after)
        task.cancel()

    async def stop(self) -> None:
        tasks = list(self._waiting.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _tell_after(self, seconds: float, key: Key, activity: Mapping[str, Any]) -> None:
        await asyncio.sleep(seconds)
        async with self._free:
            if self._was_told(key[0]) or await self._is_others(key):
                return
            self._told[key[0]] = time.monotonic()
            self._telling.add(key)
            try:
                await self.adapter.say_delayed(activity)
            except Exception:  # the edge: a notice that cannot be given must not trouble the answer
                log.exception("delay not told", extra={"activity": key[1]})
            finally:
                self._telling.discard(key)

    def _forget(self, key: Key) -> None:
        self._waiting.pop(key, None)
        self._had.discard(key)

    async def _is_others(self, key: Key) -> bool:
        """Whether another process has the question, which tells of the delay itself then."""
        if key in self._held or not await self._is_elsewhere(key):
            return False
        await asyncio.sleep(MOMENT)  # a claim of our own may be just on its way back from the database
        return key not in self._had

    def _was_told(self, conversation_id: str) -> bool:
        since = time.monotonic() - QUIET
        self._told = {place: at for place, at in self._told.items() if at > since}
        return conversation_id in self._told

    async def _is_elsewhere(self, key: Key) -> bool:
        try:
            return await in_time(self._is_taken(key), LOOK)
        except (SQLAlchemyError, OSError):
            return False

    async def _is_taken(self, key: Key) -> bool:
        async with self.store.receiving() as session:
            return await inbox.is_taken(session, key, wall_clock())
