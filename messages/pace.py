"""When a post may start: Teams limits each conversation and tenant, whichever process posts (platform.md)."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from storage.database import Store
from storage.in_time import in_time
from storage.queries.sending.pace import take_turn
from storage.rules.sending.pace import Bucket, buckets_of
from storage.session import SQLAlchemyError

log = logging.getLogger(__name__)

ANSWER_TIME = 1.0
"""Seconds the database may take to say whose turn it is."""
REST = 15.0
"""Seconds that we leave a silent database alone; meanwhile each process keeps to the limits by itself."""
FORGET_AT = 2_000
"""Buckets remembered here, above which the full ones are forgotten."""


class PostingPace:
    """The pace of one process; with a `store`, the pace of all its processes together."""

    def __init__(self, store: Store | None = None, *, seconds: float = ANSWER_TIME) -> None:
        self._store = store
        self._seconds = seconds
        self._sick_until = 0.0
        self._full_at: dict[Bucket, float] = defaultdict(float)

    async def turn(self, conversation_id: str, tenant_id: str | None) -> None:
        """Wait until a post to this conversation may start; it then counts as posted. Nothing is held meanwhile."""
        buckets = buckets_of(conversation_id, tenant_id)
        await _sleep_while(lambda: self._own_wait(buckets))
        await _sleep_while(lambda: self._shared_wait(buckets))

    async def _own_wait(self, buckets: Sequence[Bucket]) -> float:
        """Seconds to wait, judged by this process's own posts. Asked first, since it spares the database most calls."""
        present = asyncio.get_running_loop().time()
        wait = max(bucket.limit.wait(self._full_at[bucket], present) for bucket in buckets)
        if wait <= 0:
            for bucket in buckets:
                self._full_at[bucket] = bucket.limit.after(self._full_at[bucket], present)
        if len(self._full_at) > FORGET_AT:
            kept = {bucket: at for bucket, at in self._full_at.items() if at > present}
            self._full_at = defaultdict(float, kept)
        return wait

    async def _shared_wait(self, buckets: Sequence[Bucket]) -> float:
        loop = asyncio.get_running_loop()
        if self._store is None or loop.time() < self._sick_until:
            return 0.0
        try:
            return await in_time(take_turn(self._store, buckets), self._seconds)
        except (SQLAlchemyError, OSError) as error:
            return self._left_alone(type(error).__name__)

    def _left_alone(self, error: str) -> float:
        log.warning("pace not shared", extra={"error": error})
        self._sick_until = asyncio.get_running_loop().time() + REST
        return 0.0


async def _sleep_while(seconds: Callable[[], Awaitable[float]]) -> None:
    """Sleep for `seconds()` and ask again, until it says 0; a little longer, so that not all ask at the same time."""
    while (wait := await seconds()) > 0:  # noqa: ASYNC110  # what is waited for happens in other processes
        await asyncio.sleep(wait * random.uniform(1.0, 1.2))  # noqa: S311  # spreads load, guards nothing
