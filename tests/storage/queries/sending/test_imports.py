"""How fresh the data is."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.sending.imports import data_as_of, rejected_lines, rejected_rows
from storage.queries.sending.sources import sources
from storage.schema import ImportFile, ImportRun, RejectedRow

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
                    rows_new=10 - rejected,
                    rows_changed=0,
                    rows_rejected=rejected,
                    rows_retired=0,
                )
            )
        await session.flush()


async def test_an_empty_store_is_stale(store: Store) -> None:
    async with store.asking(None) as session:
        assert (await sources(session, NOW)).as_json() == {"runs": [], "stale": True, "rejected": []}
        assert await data_as_of(session) is None


async def test_runs_are_told_the_latest_first_with_what_failed(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 3, problems=2)
        await add_run(session, 1, "refused", problems=5)
    async with store.asking(None) as session:
        facts = (await sources(session, NOW)).as_json()
        assert await data_as_of(session) == NOW - dt.timedelta(days=3)
    assert facts["stale"] is False
    told = ("at", "files", "rows", "rejected", "outcome")
    assert [tuple(run[key] for key in told) for run in facts["runs"]] == [
        ("2026-11-22T08:00:00+00:00", 0, 0, 5, "refused"),
        ("2026-11-20T08:00:00+00:00", 2, 20, 2, "done"),
    ]


async def test_a_run_tells_what_became_of_each_files_rows(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 1, problems=2)
        file = (await session.scalars(select(ImportFile).where(ImportFile.name == "hændelser"))).one()
        file.rows_new, file.rows_changed, file.rows_retired = 1, 3, 4
    async with store.asking(None) as session:
        (run,) = (await sources(session, NOW)).as_json()["runs"]
    assert (run["new"], run["changed"]) == (9, 3)
    every = ("name", "rows", "new", "changed", "unchanged", "rejected", "retired")
    assert [tuple(file[key] for key in every) for file in run["by_file"]] == [
        ("hændelser", 10, 1, 3, 6, 0, 4),
        ("sager", 10, 8, 0, 0, 2, 0),
    ]


async def test_data_is_stale_after_eight_days_without_a_successful_import(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 8)
        await add_run(session, 0, "refused")
    async with store.asking(None) as session:
        assert not (await sources(session, NOW)).stale
        assert (await sources(session, NOW + dt.timedelta(seconds=1))).stale


async def add_rejected(session: AsyncSession, *rows: tuple[str, int, str]) -> None:
    """Rejected rows of the latest run: file, line, problem."""
    run_id = await session.scalar(select(func.max(ImportRun.id)))
    for file, line, problem in rows:
        session.add(RejectedRow(run_id=run_id, file=file, line=line, column="sagsnr", problem=problem))
    await session.flush()


async def test_rejected_rows_are_told_by_file_and_line_and_what_stood_in_them_only_to_who_imports(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 1, problems=2)
        unknown = "»2024-9«: sagen er ukendt; »i går«: en dato som 31-12-2026"
        await add_rejected(session, ("sager", 12, unknown), ("hændelser", 0, "filen er tom"))
    async with store.asking(None) as session:
        told = (await sources(session, NOW)).as_json()["rejected"]
        in_full = (await sources(session, NOW, with_texts=True)).as_json()["rejected"]
    assert told == [
        {"file": "hændelser", "line": None, "column": "sagsnr", "reason": "filen er tom"},
        {"file": "sager", "line": 12, "column": "sagsnr", "reason": "sagen er ukendt; en dato som 31-12-2026"},
    ]
    assert in_full[1]["reason"] == unknown


async def test_only_the_latest_runs_rejected_rows_are_told(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 9, problems=1)
        await add_rejected(session, ("sager", 12, "sagen er ukendt"))
        await add_run(session, 1)
    async with store.asking(None) as session:
        assert (await sources(session, NOW)).as_json()["rejected"] == []


async def test_rows_that_a_files_latest_import_left_out_are_listed_as_they_are_counted(store: Store) -> None:
    async with store.working() as session:
        await add_run(session, 9, problems=1)
        await add_rejected(session, ("sager", 12, "sagen er ukendt"))
        await add_run(session, 5, problems=2)
        await add_rejected(session, ("sager", 3, "»x«: teamet er ukendt"), ("sager", 2, "sagen er ukendt"))
        await add_run(session, 1, "refused", problems=1)
        await add_rejected(session, ("sager", 9, "sagen er ukendt"))
    async with store.asking(None) as session:
        lines = await rejected_lines(session)
        assert len(lines) == await rejected_rows(session) == 2
        assert [(line.line, line.reason) for line in lines] == [(2, "sagen er ukendt"), (3, "teamet er ukendt")]
        assert len(await rejected_lines(session, 1)) == 1
