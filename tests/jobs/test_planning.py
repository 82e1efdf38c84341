"""A digest is planned once a week, when its time has come, with its content frozen."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlalchemy import delete

from storage.queries.sending import schedule_changes
from storage.queries.sending.schedule_changes import SchedulePlan
from storage.schema import Deadline
from storage.settings import Settings
from tests.conftest import TODAY, Office
from tests.jobs.conftest import EIGHT, MINUTE, Works, add_schedule

DAY = dt.timedelta(days=1)


def copenhagen(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    zone = Settings().zone
    return dt.datetime.combine(day, dt.time(hour, minute), zone).astimezone(dt.UTC)


async def test_nothing_is_planned_before_its_time(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord)
    assert await works.plan(EIGHT - MINUTE) == 0


async def test_each_team_gets_its_own_delivery_to_its_own_channel(works: Works, busy: Office) -> None:
    await add_schedule(works.store)
    await works.tick(EIGHT)
    assert works.channel.places == ["distrikt2", "nord"]
    assert {delivery.target for delivery in await works.deliveries()} == {
        f"team:{busy.nord}",
        f"team:{busy.distrikt2}",
    }


async def test_a_week_is_planned_once_however_often_it_ticks(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord)
    for minutes in range(3):
        await works.tick(EIGHT + minutes * MINUTE)
    assert works.channel.places == ["nord"]
    assert [run.period for run in await works.runs()] == ["2026-W48"]


async def test_processes_ticking_at_the_same_moment_send_one_digest(works: Works, busy: Office) -> None:
    await add_schedule(works.store)
    await asyncio.gather(*(works.tick(EIGHT) for _ in range(4)))
    assert works.channel.places == ["distrikt2", "nord"]
    assert await works.states() == ["sent", "sent"]


async def test_a_missed_monday_is_made_up_for_within_the_week(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord)
    sunday_night = copenhagen(TODAY + 6 * DAY, 23, 59)
    assert await works.plan(sunday_night) == 1
    assert [run.due_at for run in await works.runs()] == [EIGHT]


async def test_an_older_week_is_not_made_up_for(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord)
    next_monday_early = copenhagen(TODAY + 7 * DAY, 7, 59)
    assert await works.plan(next_monday_early) == 0


async def test_a_schedule_added_after_its_time_begins_next_week(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord, created=EIGHT + 2 * MINUTE)
    assert await works.plan(EIGHT + DAY) == 0
    assert await works.plan(EIGHT + 7 * DAY) == 1


async def test_another_weekday_makes_no_second_run_that_week(works: Works, busy: Office) -> None:
    schedule = await add_schedule(works.store, busy.nord)
    await works.plan(EIGHT)
    async with works.store.working() as session:
        plan = SchedulePlan("weekly_digest", busy.nord, weekday=2, at=dt.time(9))
        await schedule_changes.change(session, schedule, plan, EIGHT + DAY)
    assert await works.plan(EIGHT + 4 * DAY) == 0
    assert await works.plan(EIGHT + 9 * DAY + 60 * MINUTE) == 1


async def test_a_day_that_has_passed_when_it_is_chosen_waits_for_next_week(works: Works, busy: Office) -> None:
    schedule = await add_schedule(works.store, busy.nord, weekday=4)
    async with works.store.working() as session:
        plan = SchedulePlan("weekly_digest", busy.nord, weekday=0, at=dt.time(8))
        await schedule_changes.change(session, schedule, plan, EIGHT + 2 * DAY)
    assert await works.plan(EIGHT + 6 * DAY) == 0


async def test_a_paused_week_is_recorded_as_skipped(works: Works, busy: Office) -> None:
    schedule = await add_schedule(works.store, busy.nord)
    async with works.store.working() as session:
        await schedule_changes.pause(session, schedule, TODAY, TODAY + 6 * DAY)
    await works.tick(EIGHT)
    (delivery,) = await works.deliveries()
    assert (delivery.state, delivery.last_error, works.channel.posts) == ("skipped", "paused", [])
    await works.tick(EIGHT + 7 * DAY)
    assert works.channel.places == ["nord"]


async def test_resuming_does_not_make_up_for_what_the_pause_held_back(works: Works, busy: Office) -> None:
    schedule = await add_schedule(works.store, busy.nord)
    async with works.store.working() as session:
        await schedule_changes.pause(session, schedule, TODAY, None)
    await works.tick(EIGHT)
    async with works.store.working() as session:
        await schedule_changes.resume(session, schedule)
    await works.tick(EIGHT + DAY)
    assert works.channel.posts == []


async def test_a_removed_schedule_plans_nothing(works: Works, busy: Office) -> None:
    schedule = await add_schedule(works.store, busy.nord)
    async with works.store.working() as session:
        await schedule_changes.remove(session, schedule, EIGHT - DAY)
    assert await works.plan(EIGHT) == 0


EASTER_MONDAY = dt.date(2026, 4, 6)


@pytest.mark.parametrize(
    ("holidays", "day"),
    [
        ("after", dt.date(2026, 4, 7)),
        ("before", dt.date(2026, 4, 1)),
        ("ignore", EASTER_MONDAY),
    ],
)
async def test_a_holiday_moves_the_digest_as_the_schedule_says(
    works: Works, busy: Office, holidays: str, day: dt.date
) -> None:
    await add_schedule(works.store, busy.nord, holidays=holidays, created=copenhagen(dt.date(2026, 3, 1), 8))
    await works.plan(copenhagen(day, 7, 59))
    assert [run for run in await works.runs() if run.period == "2026-W15"] == []
    await works.plan(copenhagen(day, 8))
    (run,) = [run for run in await works.runs() if run.period == "2026-W15"]
    assert run.due_at == copenhagen(day, 8)


async def test_a_digest_skipped_for_a_holiday_is_recorded(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord, holidays="skip", created=copenhagen(dt.date(2026, 4, 2), 8))
    await works.tick(copenhagen(EASTER_MONDAY, 8))
    (delivery,) = await works.deliveries()
    assert (delivery.state, delivery.last_error) == ("skipped", "public holiday")


@pytest.mark.parametrize("sunday", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
async def test_the_night_the_clock_is_changed_has_one_digest(works: Works, busy: Office, sunday: dt.date) -> None:
    created = copenhagen(sunday - 3 * DAY, 8)
    await add_schedule(works.store, busy.nord, weekday=6, at=dt.time(2, 30), holidays="ignore", created=created)
    midnight = copenhagen(sunday, 0)
    planned = [await works.plan(midnight + minutes * 10 * MINUTE) for minutes in range(36)]
    assert sum(planned) == 1


async def test_a_quiet_team_has_nothing_to_tell_and_that_is_recorded(works: Works, busy: Office) -> None:
    async with works.store.working() as session:
        await session.execute(delete(Deadline))
    await add_schedule(works.store, busy.nord)
    await works.tick(EIGHT)
    assert (await works.states(), works.channel.posts) == (["nothing_to_tell"], [])


async def test_a_schedule_may_ask_for_a_message_also_when_there_is_nothing_to_tell(works: Works, busy: Office) -> None:
    async with works.store.working() as session:
        await session.execute(delete(Deadline))
    await add_schedule(works.store, busy.nord, if_empty="send")
    await works.tick(EIGHT)
    assert (await works.states(), works.channel.places) == (["sent"], ["nord"])


async def test_a_team_without_a_channel_is_shown_as_failed(works: Works, office: Office) -> None:
    await add_schedule(works.store, office.nord, if_empty="send")
    await works.plan(EIGHT)
    (delivery,) = await works.deliveries()
    assert (delivery.state, delivery.last_error) == ("failed", "no channel for this team")


async def test_the_content_is_frozen_when_it_is_planned(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord)
    await works.plan(EIGHT)
    async with works.store.working() as session:
        await session.execute(delete(Deadline))
    await works.tick(EIGHT + MINUTE)
    ((_, message),) = works.channel.posts
    assert message.facts["overdue"]["total"] == 1


async def test_a_digest_shows_no_other_teams_cases_and_no_persons(works: Works, busy: Office) -> None:
    await add_schedule(works.store)
    await works.tick(EIGHT)
    of_nord = next(message for place, message in works.channel.posts if place == "nord")
    assert [item["case"] for item in of_nord.facts["overdue"]["items"]] == ["2026-0001"]
    assert "caseworker" not in of_nord.facts["overdue"]["items"][0]
    assert "2026-0002" not in str(of_nord.as_json())


async def test_a_monthly_schedule_is_planned_once_a_month(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord, monthly="last")  # Monday 30 November
    assert await works.plan(EIGHT + 6 * DAY) == 0
    for days in (7, 8, 9):
        await works.plan(EIGHT + days * DAY)
    assert [run.period for run in await works.runs()] == ["2026-11"]


async def test_processes_planning_a_month_at_the_same_moment_make_one_run(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord, monthly="23")
    await asyncio.gather(*(works.tick(EIGHT) for _ in range(4)))
    assert (await works.states(), works.channel.places) == (["sent"], ["nord"])


@pytest.mark.parametrize(("days", "runs"), [(6, 1), (7, 0)])
async def test_a_missed_month_is_made_up_for_within_six_days(works: Works, busy: Office, days: int, runs: int) -> None:
    await add_schedule(works.store, busy.nord, monthly="23")
    assert await works.plan(EIGHT + days * DAY) == runs


async def test_a_month_that_falls_on_a_holiday_and_is_skipped_says_so(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord, monthly="25", holidays="skip")
    await works.plan(copenhagen(dt.date(2026, 12, 25), 9))
    (delivery,) = await works.deliveries()
    assert (delivery.state, delivery.last_error) == ("skipped", "public holiday")
