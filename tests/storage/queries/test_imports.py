"""How fresh the data is."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.imports import data_as_of, sources
from storage.schema import ImportFile, ImportRun

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


async def add_run(session: AsyncSession, days_ago: int, outcome: str = "done", problems: int = 0) -> None:
    at = NOW - dt.timedelta(days=days_ago)
    run = ImportRun(started_at=at, finished_at=at, run_by="drift", outcome=outcome, problems=problems)
    session.add(run)
    await session.flush()
    if outcome == "done":
        for name, rejected in (("sager", problems), ("hændelser", 0)):
            session.add(
                ImportFile(
                    run_id=run.id,
                    name=name,
                    sha256="0",
                    rows_read=10,
                    rows_new=10,
                    rows_changed=0,
                    rows_rejected=rejected,
                    rows_retired=0,
                )
            )
        await session.flush()


async def test_an_empty_store_is_stale(store: Store) -> None:
    async with store.asking(None) as session:
        assert (await sources(session, NOW)).as_json() == {"runs": [], "stale": True}
        assert await data_as_of(session) is None


async def test_runs_are_told_the_latest_first_with_what_failed(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 3, problems=2)
        await add_run(session, 1, "refused", problems=5)
    async with store.asking(None) as session:
        facts = (await sources(session, NOW)).as_json()
        assert await data_as_of(session) == NOW - dt.timedelta(days=3)
    assert facts["stale"] is False
    assert facts["runs"] == [
        {"at": "2026-11-22T08:00:00+00:00", "files": 0, "rows": 0, "rejected": 5, "outcome": "refused"},
        {"at": "2026-11-20T08:00:00+00:00", "files": 2, "rows": 20, "rejected": 2, "outcome": "done"},
    ]


async def test_data_is_stale_after_eight_days_without_a_successful_import(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 8)
        await add_run(session, 0, "refused")
    async with store.asking(None) as session:
        assert not (await sources(session, NOW)).stale
        assert (await sources(session, NOW + dt.timedelta(seconds=1))).stale
