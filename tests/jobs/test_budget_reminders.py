"""The budget in person: an alert for each step a forecast goes over, once, and each month's status."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from jobs.by_hand import give_up
from messages.channel import Outcome, Permanent, Uncertain
from storage.forecast_days import keep_first
from storage.queries.sending import schedule_changes
from storage.queries.sending.deliveries import deliveries
from storage.queries.sending.schedule_changes import SchedulePlan
from storage.schema import Account, Conversation, Posting, Schedule, Staff, TeamLeader
from tests.bot.questions.money import add_budget, add_posting, summed
from tests.conftest import TODAY, Office, add_case
from tests.jobs.conftest import EIGHT, LONG_AGO, MINUTE, Works
from tests.jobs.test_reports import add_chat

DAY = dt.timedelta(days=1)
PLACEMENT, FAMILY = "528210", "528220"


@pytest.fixture
async def money(works: Works, office: Office) -> Office:
    """Nord is 3 % over its budget of a million, by placements; Distrikt 2 is 1 % over. Bo and Erik have chats."""
    async with works.store.working() as session:
        session.add(Account(number=PLACEMENT, name="Døgninstitutioner", function="5.28.23"))
        await add_budget(session, PLACEMENT, office.nord, "900000")
        await add_budget(session, FAMILY, office.nord, "100000")
        await add_budget(session, FAMILY, office.distrikt2, "500000")
        await add_posting(session, PLACEMENT, dt.date(2026, 3, 31), "950000", team_id=office.nord)
        await add_posting(session, FAMILY, dt.date(2026, 3, 31), "80000", team_id=office.nord)
        await add_posting(session, FAMILY, dt.date(2026, 3, 31), "505000", team_id=office.distrikt2)
        await summed(session)
    for person in ("bo", "erik"):
        await add_chat(works, person)
    return office


async def spend(works: Works, team: int, amount: str) -> None:
    async with works.store.working() as session:
        await add_posting(session, FAMILY, TODAY, amount, team_id=team)
        await summed(session)


async def add_alert(works: Works, team_id: int | None = None, limit: str = "2", **more: Any) -> int:
    plan = SchedulePlan("budget_alert", team_id, 0, dt.time(8), daily=True, limit_pct=Decimal(limit), **more)
    async with works.store.working() as session:
        return await schedule_changes.add(session, plan, "freja", LONG_AGO)


def told(works: Works, place: str) -> list[list[tuple[str, int]]]:
    """Of each message there: the teams told of and their steps."""
    messages = [message for where, message in works.channel.posts if where == place]
    return [[(one["team"], one["step"]) for one in message.facts["over"]] for message in messages]


async def test_leader_and_controller_are_told_of_the_team_that_is_over(works: Works, money: Office) -> None:
    await add_alert(works)
    await works.tick(EIGHT)
    assert works.channel.places == ["chat-bo", "chat-erik"]
    assert told(works, "chat-bo") == told(works, "chat-erik") == [[("Team Nord", 1)]]
    facts = works.channel.posts[0][1].facts
    (nord,) = facts["over"]
    assert (nord["budget"], nord["forecast"], nord["over_pct"]) == ("1000000.00", "1030000.00", 3.0)
    assert [(line["account"], line["deviation"]) for line in nord["lines"]] == [(PLACEMENT, "50000.00")]


async def test_it_is_looked_at_each_working_day_but_told_once(works: Works, money: Office) -> None:
    await add_alert(works)
    for days in range(8):
        await works.tick(EIGHT + days * DAY)
    assert works.channel.places == ["chat-bo", "chat-erik"]
    periods = [run.period for run in await works.runs()]
    assert periods == [f"2026-11-{day}" for day in (23, 24, 25, 26, 27, 30)]


async def test_another_step_is_told_and_a_fall_is_not(works: Works, money: Office) -> None:
    await add_alert(works)
    await works.tick(EIGHT)
    for days, amount in enumerate(("9000", "2000", "-20000", "15000", "30000"), 1):  # 3,9 - 4,1 - 2,1 - 3,6 - 6,6 %
        await spend(works, money.nord, amount)
        await works.tick(EIGHT + days * DAY if days < 5 else EIGHT + 7 * DAY)
    assert told(works, "chat-bo") == [[("Team Nord", 1)], [("Team Nord", 2)], [("Team Nord", 3)]]


async def test_a_controller_hears_of_all_teams_in_one_message_and_only_of_what_is_new(
    works: Works, money: Office
) -> None:
    await add_alert(works)
    await works.tick(EIGHT)
    await spend(works, money.distrikt2, "20000")
    await spend(works, money.nord, "10000")
    await works.tick(EIGHT + DAY)
    assert told(works, "chat-erik") == [[("Team Nord", 1)], [("Distrikt 2", 2), ("Team Nord", 2)]]
    assert told(works, "chat-bo")[1:] == [[("Team Nord", 2)]]


async def test_who_is_both_leader_and_controller_gets_one_message(works: Works, money: Office) -> None:
    async with works.store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "bo").values(roles=["leader", "controller"]))
    await spend(works, money.distrikt2, "10000")
    await add_alert(works)
    await works.tick(EIGHT)
    assert told(works, "chat-bo") == [[("Distrikt 2", 1), ("Team Nord", 1)]]


async def test_the_limit_is_the_schedules(works: Works, money: Office) -> None:
    await add_alert(works, limit="3.5")
    await works.tick(EIGHT)
    assert works.channel.posts == []
    await add_alert(works, limit="0.5")  # the same schedule with another limit
    await works.tick(EIGHT + DAY)
    assert told(works, "chat-erik") == [[("Team Nord", 6), ("Distrikt 2", 2)]]


async def test_two_schedules_tell_nobody_twice(works: Works, money: Office) -> None:
    await add_alert(works)
    await add_alert(works, money.nord)
    await asyncio.gather(*(works.tick(EIGHT) for _ in range(4)))
    await works.tick(EIGHT + DAY)
    assert works.channel.places == ["chat-bo", "chat-erik"]


async def test_what_may_have_arrived_is_not_told_again_and_what_did_not_is(works: Works, money: Office) -> None:
    works.channel.answers["chat-bo"] = [Uncertain("time-out")]
    works.channel.answers["chat-erik"] = [Permanent(400, "refused")]
    await add_alert(works)
    await works.tick(EIGHT)
    await works.tick(EIGHT + DAY)
    assert works.channel.places == ["chat-bo", "chat-erik", "chat-erik"]


async def test_who_had_no_chat_is_told_when_they_have_one(works: Works, money: Office) -> None:
    async with works.store.working() as session:
        await session.execute(update(Conversation).where(Conversation.staff_id == "bo").values(removed_at=EIGHT))
    await add_alert(works, money.nord)
    await works.tick(EIGHT)
    assert works.channel.places == ["chat-erik"]
    async with works.store.working() as session:
        await session.execute(update(Conversation).where(Conversation.staff_id == "bo").values(removed_at=None))
    await works.tick(EIGHT + DAY)
    assert works.channel.places == ["chat-bo", "chat-erik"]


@pytest.mark.parametrize(
    ("answer", "places"),
    [(Uncertain("time-out"), ["chat-bo"]), (Permanent(400, "refused"), ["chat-bo", "chat-bo"])],
)
async def test_what_was_given_up_is_told_again_only_if_it_surely_did_not_arrive(
    works: Works, money: Office, answer: Outcome, places: list[str]
) -> None:
    async with works.store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "erik").values(roles=["caseworker"]))
    works.channel.answers["chat-bo"] = [answer]
    await add_alert(works)
    await works.tick(EIGHT)
    (delivery,) = await works.deliveries()
    await give_up(works.store, delivery.id, EIGHT + MINUTE)
    await works.tick(EIGHT + DAY)
    assert works.channel.places == places


async def test_a_new_year_begins_anew(works: Works, money: Office) -> None:
    await add_alert(works)
    await works.tick(EIGHT)
    async with works.store.working() as session:
        await add_budget(session, PLACEMENT, money.nord, "1000", year=2027)
        await add_posting(session, PLACEMENT, dt.date(2027, 1, 3), "1020", team_id=money.nord)
        await summed(session)
    await works.tick(dt.datetime(2027, 1, 4, 7, tzinfo=dt.UTC))
    assert told(works, "chat-bo") == [[("Team Nord", 1)], [("Team Nord", 1)]]


async def test_an_alert_of_other_rights_is_voided_and_never_sent(works: Works, money: Office) -> None:
    await add_alert(works)
    await works.plan(EIGHT)
    async with works.store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "erik").values(roles=["caseworker"]))
        session.add(TeamLeader(staff_id="bo", team_id=money.distrikt2))
    await works.deliver(EIGHT)
    await works.deliver(EIGHT + MINUTE)
    assert works.channel.places == ["chat-bo"]
    assert [one.state for one in await works.deliveries() if one.staff_id == "erik"] == ["voided"]


async def test_an_alert_composed_anew_says_nothing_where_nothing_is_over_any_more(works: Works, money: Office) -> None:
    await add_alert(works)
    await works.plan(EIGHT)
    async with works.store.working() as session:
        session.add(TeamLeader(staff_id="bo", team_id=money.distrikt2))
    await spend(works, money.nord, "-20000")
    await works.deliver(EIGHT)
    assert "chat-bo" not in works.channel.places
    assert [one.state for one in await works.deliveries() if one.staff_id == "bo"] == ["voided", "nothing_to_tell"]


async def test_nothing_is_written_of_week_ends_and_pauses(works: Works, money: Office) -> None:
    number = await add_alert(works)
    async with works.store.working() as session:
        await schedule_changes.pause(session, number, TODAY, TODAY + 3 * DAY)
    for days in (0, 1, 5, 6):  # two paused days and a week-end
        await works.tick(EIGHT + days * DAY)
    assert (await works.runs(), await works.deliveries()) == ([], [])


async def test_a_morning_missed_is_made_up_for_that_day_only(works: Works, money: Office) -> None:
    await add_alert(works)
    await works.tick(EIGHT + 9 * 60 * MINUTE)
    await works.tick(EIGHT + 2 * DAY - MINUTE)
    assert [run.period for run in await works.runs()] == ["2026-11-23"]


async def test_sent_by_hand_it_tells_the_news_and_the_schedule_tells_it_no_more(works: Works, money: Office) -> None:
    async with works.store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "erik").values(roles=["caseworker"]))
    await works.send("Team Nord", EIGHT - MINUTE, kind="budget_alert")
    await add_alert(works)
    await works.tick(EIGHT)
    assert told(works, "chat-bo") == [[("Team Nord", 1)]]


async def add_status(works: Works, team_id: int | None = None, before: str = "before 10") -> None:
    plan = SchedulePlan("budget_status", team_id, 0, dt.time(8), monthly=before)
    async with works.store.working() as session:
        await schedule_changes.add(session, plan, "freja", LONG_AGO)


NINTH = dt.datetime(2026, 12, 9, 7, tzinfo=dt.UTC)


async def test_the_status_is_there_on_the_last_working_day_before_its_day(works: Works, money: Office) -> None:
    await add_status(works)
    await works.tick(NINTH - MINUTE)
    assert works.channel.posts == []
    await works.tick(NINTH)
    await works.tick(NINTH + MINUTE)
    assert works.channel.places == ["chat-bo", "chat-erik"]
    assert [run.period for run in await works.runs()] == ["2026-12"]


async def test_a_leader_gets_the_own_team_a_controller_every_team_and_what_has_none(
    works: Works, money: Office
) -> None:
    async with works.store.working() as session:
        await add_posting(session, FAMILY, TODAY, "700")
        await summed(session)
    await add_status(works)
    await works.tick(NINTH)
    facts = {place: message.facts for place, message in works.channel.posts}
    assert (facts["chat-bo"]["teams"], facts["chat-bo"]["forecast"]) == (["Team Nord"], "1030000.00")
    assert facts["chat-bo"]["by_team"] == []
    assert facts["chat-erik"]["forecast"] == "1535700.00"
    assert [(one["team"], one["forecast"]) for one in facts["chat-erik"]["by_team"]] == [
        ("Team Nord", "1030000.00"),
        ("Distrikt 2", "505000.00"),
    ]


async def test_of_one_team_a_controller_hears_of_that_team_alone(works: Works, money: Office) -> None:
    await add_status(works, money.distrikt2)
    await works.tick(NINTH)
    (message,) = [message for place, message in works.channel.posts if place == "chat-erik"]
    assert (message.facts["teams"], message.facts["forecast"]) == (["Distrikt 2"], "505000.00")


async def test_the_status_tells_what_a_month_has_changed_and_names_what_is_over(works: Works, money: Office) -> None:
    async with works.store.working() as session:
        await keep_first(session, dt.date(2026, 11, 6))
    await spend(works, money.nord, "12000")
    await add_status(works, money.nord)
    await works.tick(NINTH)
    facts = {place: message.facts for place, message in works.channel.posts}["chat-bo"]
    assert facts["since"] == {"day": "2026-11-06", "forecast": "1030000.00", "change": "12000.00"}
    assert [line["account"] for line in facts["lines"]] == [PLACEMENT]
    assert facts["without_case"] == {"count": 3, "amount": "1042000.00", "pct": 100.0}


async def test_neither_reminder_names_a_case(works: Works, money: Office) -> None:
    async with works.store.working() as session:
        case = await add_case(session, "2026-4711", money.nord, None)
        await session.execute(update(Posting).values(case_id=case.id))
        await summed(session)
    await add_alert(works)
    await works.tick(EIGHT)
    await add_status(works)
    await works.tick(NINTH)
    sent = {delivery.run_id for delivery in await works.deliveries() if delivery.state == "sent"}
    assert len(sent) == 2
    assert not any("2026-4711" in json.dumps(message.as_json()) for _, message in works.channel.posts)


async def test_without_money_there_is_nothing_to_tell(works: Works, office: Office) -> None:
    await add_status(works)
    await add_alert(works)
    await works.tick(NINTH)
    assert set(await works.states()) == {"nothing_to_tell"}


async def test_the_ledger_shows_of_quiet_days_the_last_one(works: Works, money: Office) -> None:
    await add_alert(works)
    for days in range(4):
        await works.tick(EIGHT + days * DAY)
    async with works.store.working() as session:
        shown = await deliveries(session, None)
    assert sorted((one.target, one.period, one.state) for one in shown) == [
        ("bo", "2026-11-23", "sent"),
        ("bo", "2026-11-26", "nothing_to_tell"),
        ("erik", "2026-11-23", "sent"),
        ("erik", "2026-11-26", "nothing_to_tell"),
    ]
    assert len(await works.deliveries()) == 8


async def test_the_ledger_shows_of_days_that_failed_the_last_one(works: Works, money: Office) -> None:
    works.channel.answers["chat-erik"] = [Permanent(400, "refused")]
    async with works.store.working() as session:
        await session.execute(update(Conversation).where(Conversation.staff_id == "bo").values(removed_at=EIGHT))
    await add_alert(works)
    for days in range(3):
        await works.tick(EIGHT + days * DAY)
    async with works.store.working() as session:
        shown = await deliveries(session, None)
    assert sorted((one.target, one.period, one.state, one.needs_somebody) for one in shown) == [
        ("bo", "2026-11-25", "failed", True),
        ("erik", "2026-11-24", "sent", False),
        ("erik", "2026-11-25", "nothing_to_tell", False),
    ]


async def test_the_schedule_keeps_its_limit(works: Works, money: Office) -> None:
    number = await add_alert(works, limit="2.5")
    async with works.store.working() as session:
        assert await session.scalar(select(Schedule.limit_pct).where(Schedule.id == number)) == Decimal("2.5")
