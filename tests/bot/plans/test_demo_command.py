"""`sagspuls demo --plan`: one demo at a time in a store, each on its own day, and never over real data."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import typer
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.demo import Town, load
from bot.commands.office import RefusedError
from storage.clock import now, wall_clock
from storage.database import Store
from storage.demo.people import ANNA
from storage.demo.plans import EXAMPLES, load_example
from storage.queries.money.budget import budget
from storage.queries.setup import demo_store
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.schema import Case, Milestone, Schedule, Snapshot, StoreSetting
from storage.settings import Settings
from storage.snapshot_days import keep_day

pytestmark = pytest.mark.e2e

SMALL = 60


async def loads(store: Store, home: Path, plan: str | None, *, fresh: bool = False, ask: bool = False) -> None:
    town = Town(SMALL, load_example(plan) if plan else None)
    await load(store, town.settings(Settings(local=True, home=home)), town, fresh=fresh, ask=ask)


async def count(store: Store, table: type[Case | Milestone | Schedule | Snapshot]) -> int:
    async with store.working() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def moment(store: Store) -> dt.datetime:
    async with store.working() as session:
        return await now(session)


async def test_a_plan_is_loaded_on_its_own_day_at_nine(store: Store, home: Path) -> None:
    await loads(store, home, "fb")
    assert (await moment(store)).date() == dt.date(2021, 1, 4)
    assert (await moment(store)).hour == 8, "nine in Copenhagen"
    async with store.working() as session:
        state = await demo_store.state(session)
    assert (state.plan, state.loaded_on, state.real_data) == ("fb", dt.date(2021, 1, 4), False)


async def test_found_again_it_is_not_loaded_twice_but_its_day_begins_anew(store: Store, home: Path) -> None:
    await loads(store, home, "fb")
    async with store.working() as session:
        clock = await session.get_one(StoreSetting, "clock")
        clock.value = {**clock.value, "start": "2021-03-01T09:00:00+01:00"}
        session.add(Schedule(kind="weekly_digest", weekday=1, at=dt.time(9), created_at=await now(session)))
    await loads(store, home, "fb")
    assert (await moment(store)).date() == dt.date(2021, 1, 4)
    assert await count(store, Schedule) == 2, "what was set up in it stays"


async def test_the_ordinary_demo_comes_back_with_todays_clock_and_nothing_of_the_plan(
    store: Store, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await loads(store, home, None)
    await loads(store, home, "kbh")
    assert "makes room for the example kbh; `sagspuls demo` loads it again" in capsys.readouterr().out
    assert await count(store, Milestone) == 1
    await loads(store, home, None)
    assert "makes room for the ordinary demo" in capsys.readouterr().out
    assert (await count(store, Case), await count(store, Milestone)) == (SMALL, 0)
    assert abs(await moment(store) - wall_clock()) < dt.timedelta(minutes=1)
    async with store.working() as session:
        assert await session.scalar(
            select(Case.number).where(Case.caseworker_id == ANNA.id, Case.number == "2024-1183")
        )
        assert (await demo_store.state(session)).plan is None


async def test_a_demo_that_was_served_for_a_day_makes_room_too(store: Store, home: Path) -> None:
    await loads(store, home, None)
    async with store.working() as session:
        await keep_day(session, dt.date(2026, 11, 23))
    await loads(store, home, "fb")
    assert await count(store, Snapshot) == 0


async def test_the_ordinary_demo_alone_says_nothing_of_plans(
    store: Store, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await loads(store, home, None)
    await loads(store, home, None)
    told = capsys.readouterr().out
    assert told.count("Loading a made-up municipality") == 1
    assert "makes room" not in told


async def test_at_a_terminal_the_demo_that_is_there_may_stay(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await loads(store, home, None)
    monkeypatch.setattr("typer.confirm", lambda *_words, **_how: False)
    with pytest.raises(typer.Exit):
        await loads(store, home, "fb", ask=True)
    assert await count(store, Case) == SMALL
    assert abs(await moment(store) - wall_clock()) < dt.timedelta(minutes=1)


async def test_real_exports_are_never_replaced_by_a_plan(store: Store, home: Path) -> None:
    await loads(store, home, None)
    async with store.working() as session:
        await session.delete(await session.get_one(StoreSetting, demo_store.DEMO))
    with pytest.raises(RefusedError, match="holds real exports"):
        await loads(store, home, "fb")
    assert await count(store, Case) == SMALL


@pytest.mark.parametrize("plan", EXAMPLES)
def test_every_plan_can_be_written_as_exports(plan: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["demo-data", "--plan", plan.upper(), "--out", str(tmp_path)])
    assert (result.exit_code, (tmp_path / "handleplan.csv").exists()) == (0, True)


def test_an_unknown_plan_is_wrong_use_and_the_names_are_told() -> None:
    result = CliRunner().invoke(app, ["demo", "--plan", "f21"])
    assert result.exit_code == 2
    assert all(name in result.output for name in EXAMPLES)


async def test_the_ordinary_demo_tells_how_far_last_years_forecast_missed(store: Store, home: Path) -> None:
    await loads(store, home, None)
    today = (await moment(store)).astimezone(Settings().zone).date()
    async with store.working() as session:
        everything = Scope(day=today, all_teams=True, names_people=False)
        told = await budget(session, everything)
    assert told.last_year is not None
    assert (told.last_year.day, told.last_year.miss_pct) == (add_months(today, -12), -6.0)
