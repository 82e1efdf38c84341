"""Says once that an answer will come, to a person who waits longer than people expect."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.adapter import Adapter
from storage.clock import wall_clock
from storage.database import Store
from storage.in_time import in_time
from storage.queries.setup import inbox
from storage.queries.setup.inbox import ActivityKey
from storage.session import SQLAlchemyError

log = logging.getLogger(__name__)

QUIET = 60.0
"""Seconds in which a conversation gets the notice only once, however many of its questions wait."""
MOMENT = 0.2
"""The least seconds between keeping a question and the notice that its answer takes longer."""
AT_ONCE = 4
LOOK = 2.0
"""Seconds to find out which process has the question; if that fails, we assume that none has."""


@dataclass
class Delayed:
    """The questions whose askers wait, as far as this process knows.

    One process sends the notice: the one that is answering the question when its time is up, else the one that took it
    in.
    """

    store: Store
    adapter: Adapter
    after: float
    """Seconds from the arrival of a question to the notice."""
    _waiting: dict[ActivityKey, asyncio.Task[None]] = field(default_factory=dict)
    _held: set[ActivityKey] = field(default_factory=set)
    _had: set[ActivityKey] = field(default_factory=set)
    """Waiting questions that this process has worked on: no other process has them."""
    _sending: set[ActivityKey] = field(default_factory=set)
    _noticed: dict[str, float] = field(default_factory=dict)
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def expect(
        self, key: ActivityKey, activity: Mapping[str, Any], received_at: dt.datetime, *, new: bool = False
    ) -> None:
        """Start the clock of a question: if it is still open when its time is up, its asker gets the notice.

        A `new` question has just been kept; if keeping it took all its time, the notice waits another MOMENT.
        """
        left = self.after - (wall_clock() - received_at).total_seconds()
        if new:
            left = max(left, MOMENT)
        if activity.get("type") != "message" or left <= 0 or key in self._waiting:
            return
        task = asyncio.create_task(self._tell_after(left, key, activity), name="delayed")
        self._waiting[key] = task
        task.add_done_callback(lambda _done: self._forget(key))

    def held(self, key: ActivityKey) -> None:
        """This process is working on the answer now."""
        self._held.add(key)
        self._had.add(key)

    def let_go(self, key: ActivityKey) -> None:
        """This process has stopped working on the answer; the asker may still be waiting."""
        self._held.discard(key)

    async def is_answered(self, key: ActivityKey) -> None:
        """The answer goes out now, so send no notice; if one is going out this moment, let it arrive first."""
        task = self._waiting.get(key)
        if task is None:
            return
        if key in self._sending:
            await asyncio.wait({task}, timeout=self.after)
        task.cancel()

    async def stop(self) -> None:
        tasks = list(self._waiting.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _tell_after(self, seconds: float, key: ActivityKey, activity: Mapping[str, Any]) -> None:
        await asyncio.sleep(seconds)
        async with self._free:
            if self._was_noticed(key[0]) or await self._is_others(key):
                return
            self._noticed[key[0]] = time.monotonic()
            self._sending.add(key)
            try:
                await self.adapter.say_delayed(activity)
            except Exception:  # the edge: a notice that fails must not stop the answer
                log.exception("delay not told", extra={"activity": key[1]})
            finally:
                self._sending.discard(key)

    def _forget(self, key: ActivityKey) -> None:
        self._waiting.pop(key, None)
        self._had.discard(key)

    async def _is_others(self, key: ActivityKey) -> bool:
        """Whether another process has the question; that one sends the notice then."""
        if key in self._held or not await self._is_elsewhere(key):
            return False
        await asyncio.sleep(MOMENT)  # our own claim may be on its way back from the database
        return key not in self._had

    def _was_noticed(self, conversation_id: str) -> bool:
        since = time.monotonic() - QUIET
        self._noticed = {place: at for place, at in self._noticed.items() if at > since}
        return conversation_id in self._noticed

    async def _is_elsewhere(self, key: ActivityKey) -> bool:
        try:
            return await in_time(self._is_taken(key), LOOK)
        except (SQLAlchemyError, OSError):
            return False

    async def _is_taken(self, key: ActivityKey) -> bool:
        async with self.store.receiving() as session:
            return await inbox.is_taken(session, key, wall_clock())
