"""Whose turn it is to post, over all processes of one database. No case data: no Scope."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from storage.database import Store
from storage.rules.sending.pace import Bucket

TAKE = text("SELECT take_turn(:places, :spans, :bursts)")


async def take_turn(store: Store, buckets: Sequence[Bucket]) -> float:
    """0.0 where every bucket has room for a post, which then counts in each; else seconds to wait, and none counts.

    One statement that is its own transaction, under the login: an answer waits for it, and a role would cost as much
    again.
    """
    parameters = {
        "places": [bucket.place for bucket in buckets],
        "spans": [bucket.limit.every for bucket in buckets],
        "bursts": [bucket.limit.burst for bucket in buckets],
    }
    async with store.engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        return float(await alone.scalar(TAKE, parameters) or 0.0)
