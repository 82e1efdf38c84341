"""What operators see: health, metrics, and logs without anybody's words."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys

import pytest
from sqlalchemy import make_url

from bot.health import health
from bot.logs import JsonLines
from bot.metrics import Metrics
from jobs.tick import HEARTBEAT
from storage.clock import wall_clock
from storage.database import Store, store_at
from storage.schema import ImportRun, StoreSetting
from tests.bot.conftest import Caller, StandIn, bot, personal, soon
from tests.fake_channel import FakeTeams


async def test_an_empty_store_is_well_and_says_that_no_data_has_come(caller: Caller) -> None:
    status, body = await caller.get("/health")
    told = json.loads(body)
    assert status == 200
    assert (told["database"], told["data_as_of"], told["data_stale"], told["scheduler"]) == ("ok", None, True, None)


async def test_health_tells_how_old_the_data_is(caller: Caller, store: Store) -> None:
    at = wall_clock() - dt.timedelta(hours=3)
    async with store.working() as session:
        session.add(ImportRun(started_at=at, finished_at=at, run_by="test", outcome="done", problems=0))
    told = json.loads((await caller.get("/health"))[1])
    assert (told["data_age_hours"], told["data_stale"]) == (3.0, False)


async def test_without_its_database_the_bot_is_ill_and_takes_nothing_in(teams: FakeTeams) -> None:
    nowhere = store_at(make_url("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    async with bot(nowhere, StandIn()) as caller:
        status, body = await caller.get("/health")
        assert (status, json.loads(body)["database"]) == (503, "unavailable")
        assert await caller.post(personal(teams)) == 503
    await nowhere.close()


@pytest.mark.parametrize(
    ("minutes", "runs_jobs", "scheduler", "well"),
    [(1, True, "ok", True), (10, True, "late", False), (10, False, "late", True)],
)
async def test_a_silent_scheduler_makes_its_own_process_ill(
    store: Store, minutes: int, runs_jobs: bool, scheduler: str, well: bool
) -> None:
    at = (wall_clock() - dt.timedelta(minutes=minutes)).isoformat()
    async with store.working() as session:
        session.add(StoreSetting(name=HEARTBEAT, value={"at": at}))
    state = await health(store, runs_jobs=runs_jobs)
    assert (state.scheduler, state.well) == (scheduler, well)


async def test_metrics_count_what_came_in(caller: Caller, teams: FakeTeams) -> None:
    activity = personal(teams)
    for _ in range(2):
        await caller.post(activity)
    await caller.post(personal(teams, type="typing"))
    await caller.post({})
    await teams.shows(1)

    async def counted() -> bool:
        told = (await caller.get("/metrics"))[1]
        return 'sagspuls_answer_seconds_count{type="message"} 1.0' in told and "sagspuls_inbox_waiting 0.0" in told

    await soon(counted)
    told = (await caller.get("/metrics"))[1]
    for line in (
        'sagspuls_activities_total{result="accepted",type="message"} 1.0',
        'sagspuls_activities_total{result="duplicate",type="message"} 1.0',
        'sagspuls_activities_total{result="ignored",type="other"} 1.0',
        'sagspuls_refused_total{status="400"} 1.0',
    ):
        assert line in told


def test_each_process_counts_for_itself() -> None:
    assert Metrics().registry is not Metrics().registry


def test_a_log_line_is_json_with_the_error_but_not_its_words() -> None:
    try:
        int("Anna Holm spurgte om 2026-1183")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("bot.adapter", logging.ERROR, __file__, 1, "answer failed", None, error)
    record.activity = "m1"
    line = JsonLines().format(record)
    told = json.loads(line)
    assert (told["message"], told["activity"], told["error"]) == ("answer failed", "m1", "ValueError")
    assert "Anna" not in line
    assert "test_a_log_line" in told["at"][-1]


async def test_no_log_line_of_a_question_carries_its_words(
    caller: Caller, teams: FakeTeams, desk: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    desk.error = RuntimeError("hemmeligt svar")
    with caplog.at_level(logging.INFO):
        await caller.post(personal(teams, "hemmeligt spørgsmål"))
        await teams.shows(1)
    lines = [JsonLines().format(record) for record in caplog.records]
    assert lines
    assert not [line for line in lines if "hemmeligt" in line or "Anna Holm" in line]
