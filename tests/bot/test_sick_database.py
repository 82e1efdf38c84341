"""A database that is ill never hangs the bot: people are acknowledged or asked to come again, and answered once."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any, cast

import pytest
from sqlalchemy import func, insert, select, text, update

from bot.adapter import Adapter
from bot.answering import AnsweringPace
from bot.delayed import Delayed
from bot.desk import Incoming
from storage.clock import wall_clock
from storage.database import Store
from storage.schema import AccessLog, Inbox
from tests.bot.conftest import Caller, StandIn, bot, personal, soon
from tests.fake_channel import FakeTeams
from tests.sick_store import (
    ACKNOWLEDGED,
    DELAYED,
    TOLD_HEALTH,
    Asking,
    all_answered,
    answers,
    locked_inbox,
    read_only,
    timed,
)
from tests.slow_line import Fault, Line

SOON = AnsweringPace(
    lease=dt.timedelta(seconds=2),
    look_again=0.1,
    drain=1.0,
    acknowledged=2.0,
    step=1.0,
    pause=dt.timedelta(seconds=0.2),
    delayed=0.5,
)


@pytest.fixture
def reading(over_line: Store) -> Asking:
    return Asking(over_line)


async def is_ill(caller: Caller) -> bool:
    status, body = await timed(TOLD_HEALTH, caller.get("/health"))
    assert (status == 503) == (json.loads(body)["database"] == "unavailable")
    return bool(status == 503)


async def is_well(caller: Caller) -> bool:
    return not await is_ill(caller)


# --- faults of the line ---


@pytest.mark.parametrize(
    "fault", [Fault.BLACK_HOLE, Fault.HALF_OPEN, Fault.REFUSE, Fault.SAYS_FULL, Fault.SAYS_STARTING]
)
async def test_a_line_that_leads_nowhere_is_told_in_time_and_survived(
    line: Line, over_line: Store, store: Store, teams: FakeTeams, reading: Asking, fault: Fault
) -> None:
    async with bot(over_line, reading, SOON) as caller:
        await caller.post(personal(teams, "før"))
        await teams.shows(1)
        assert await is_well(caller)
        line.goes(fault)
        kept, ill, (status, _), invoked = await asyncio.gather(
            timed(ACKNOWLEDGED, caller.post(personal(teams, "imens"))),
            is_ill(caller),
            timed(TOLD_HEALTH, caller.get("/metrics")),
            timed(ACKNOWLEDGED, caller.invoke(pressed(teams))),
        )
        assert (kept, ill, status) == (503, True, 200)
        assert invoked[1]["value"].startswith("Jeg kan ikke slå det op lige nu")
        line.heals()
        await soon(lambda: is_well(caller))
        assert await caller.post(personal(teams, "efter")) == 200
        await soon(lambda: said(teams, "Svar: efter"))
        await soon(lambda: all_answered(store))
    assert [words for words in answers(teams) if words != "Svar: imens"] == ["Svar: før", "Svar: efter"]


def pressed(teams: FakeTeams) -> dict[str, Any]:
    action = {"action": {"type": "Action.Execute", "data": {"question": "help"}}}
    return personal(teams, None, type="invoke", name="adaptiveCard/action", value=action)


async def said(teams: FakeTeams, words: str) -> bool:
    return words in answers(teams)


async def test_on_a_slow_line_people_are_acknowledged_and_answered(
    line: Line, over_line: Store, teams: FakeTeams, reading: Asking
) -> None:
    async with bot(over_line, reading, AnsweringPace()) as caller:
        await caller.post(personal(teams, "før"))
        await teams.shows(1)
        line.goes(Fault.SLOW)
        assert await timed(ACKNOWLEDGED, caller.post(personal(teams, "imens"))) in {200, 503}
        await asyncio.gather(timed(TOLD_HEALTH, caller.get("/health")), timed(TOLD_HEALTH, caller.get("/metrics")))
        line.heals()
        await soon(lambda: said(teams, "Svar: imens"))
    assert answers(teams) == ["Svar: før", "Svar: imens"]


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE_COMMIT, Fault.CUT_AFTER_COMMIT, Fault.SILENT_COMMIT])
async def test_a_question_whose_keeping_nobody_knows_of_is_answered_once_when_it_comes_again(
    line: Line, over_line: Store, store: Store, teams: FakeTeams, reading: Asking, fault: Fault
) -> None:
    async with bot(over_line, reading, SOON) as caller:
        assert await is_well(caller)
        line.goes(fault)
        question = personal(teams, "hvad haster?")
        assert await timed(ACKNOWLEDGED, caller.post(question)) == 503
        assert line.commits > 0
        line.heals()
        await soon(lambda: is_well(caller))

        async def acknowledged() -> bool:
            return await caller.post(question) == 200

        await soon(acknowledged)
        await soon(lambda: all_answered(store))
        await asyncio.sleep(0.3)
    assert answers(teams) == ["Svar: hvad haster?"]


# --- faults within an answer ---


@pytest.mark.parametrize("fault", [Fault.BLACK_HOLE, Fault.REFUSE, Fault.CUT_AFTER_COMMIT])
async def test_a_question_cut_short_is_answered_when_the_database_is_back_and_not_apologised_for(
    line: Line, over_line: Store, store: Store, teams: FakeTeams, reading: Asking, fault: Fault
) -> None:
    broken = asyncio.Event()

    async def goes_once(_incoming: Incoming) -> None:
        reading.wait = None
        line.goes(fault)
        broken.set()

    reading.wait = goes_once
    async with bot(over_line, reading, SOON) as caller:
        assert await caller.post(personal(teams, "hvad haster?")) == 200
        await asyncio.wait_for(broken.wait(), 10)
        if fault is Fault.CUT_AFTER_COMMIT:
            await soon(lambda: _met(line))
        else:
            [told] = await teams.shows(1)
            assert told.words.startswith(DELAYED)
        line.heals()
        await soon(lambda: said(teams, "Svar: hvad haster?"), 20)
        await soon(lambda: all_answered(store))
        await asyncio.sleep(0.3)
    assert answers(teams) == ["Svar: hvad haster?"]
    assert len(teams.posts) - len(answers(teams)) <= 1


async def test_an_ill_database_is_left_alone_between_two_looks(
    line: Line, over_line: Store, teams: FakeTeams, reading: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    broken = asyncio.Event()

    async def breaks_while_another_waits(_incoming: Incoming) -> None:
        if not broken.is_set():
            broken.set()
            assert await caller.post(personal(teams, "og i morgen?")) == 200
            line.goes(Fault.REFUSE)

    reading.before = breaks_while_another_waits
    async with bot(over_line, reading, replace(SOON, workers=1)) as caller:
        assert await caller.post(personal(teams)) == 200
        await soon(lambda: _is_told(caplog, "inbox not reached"))
        await asyncio.sleep(1)
        looks = [record for record in caplog.records if record.message == "inbox not reached"]
        line.heals()
        await teams.shows(1)
    assert len(looks) <= 1.5 / SOON.look_again


async def _is_told(caplog: pytest.LogCaptureFixture, words: str) -> bool:
    return any(record.message == words for record in caplog.records)


async def _met(line: Line) -> bool:
    return line.commits > 0


async def test_a_question_whose_claim_was_not_heard_of_is_not_kept_waiting_for_the_end_of_a_lease(
    line: Line, over_line: Store, store: Store, teams: FakeTeams, reading: Asking
) -> None:
    question = personal(teams, "hvad haster?")
    async with bot(over_line, reading, replace(SOON, lease=dt.timedelta(minutes=5))):
        await asyncio.sleep(0.3)
        line.goes(Fault.CUT_AFTER_COMMIT)
        async with store.working() as session:
            activity = {"conversation_id": "a:anna", "activity_id": question["id"], "activity": question}
            await session.execute(insert(Inbox).values(**activity, received_at=func.now()))
        await soon(lambda: _met(line))
        line.heals()
        await teams.shows(1)
        await soon(lambda: all_answered(store))
    assert answers(teams) == ["Svar: hvad haster?"]


@pytest.mark.parametrize("fault", [Fault.BLACK_HOLE, Fault.REFUSE])
async def test_an_answer_that_could_not_be_settled_is_not_given_twice(
    line: Line, over_line: Store, store: Store, teams: FakeTeams, reading: Asking, fault: Fault
) -> None:
    async def accepted_as_the_line_breaks(_teams: FakeTeams, request: Any, activity: dict[str, Any]) -> Any:
        from tests.fake_channel import accept

        line.goes(fault)
        return await accept(_teams, request, activity)

    teams.next.append(accepted_as_the_line_breaks)
    async with bot(over_line, reading, SOON) as caller:
        assert await caller.post(personal(teams, "hvad haster?")) == 200
        await teams.shows(1)
        await asyncio.sleep(SOON.lease.total_seconds() + 0.5)  # others may claim it from now on
        line.heals()
        await soon(lambda: all_answered(store))
        await asyncio.sleep(0.3)
    assert answers(teams) == ["Svar: hvad haster?"]


async def test_an_answer_that_may_be_lost_is_told_so_and_not_given_by_the_next_process(
    store: Store, teams: FakeTeams, desk: StandIn
) -> None:
    question = personal(teams)
    at = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    async with store.working() as session:
        session.add(
            Inbox(
                conversation_id="a:anna",
                activity_id=question["id"],
                activity=question,
                received_at=at,
                attempts=1,
                posting_since=at,
                claimed_until=at,
            )
        )
    async with bot(store, desk, SOON):
        [post] = await teams.shows(1)
        await soon(lambda: all_answered(store))
    assert post.words.startswith("Mit svar på dit spørgsmål er måske ikke nået frem")
    assert desk.asked == []


async def test_who_waited_long_for_the_question_to_be_kept_is_told_so_too(store: Store) -> None:
    told: list[str] = []

    class Says:
        async def say_delayed(self, activity: dict[str, Any]) -> None:
            told.append(activity["id"])

    delayed = Delayed(store, cast("Adapter", Says()), after=3.0)
    for name, new in (("new", True), ("claimed anew", False)):
        delayed.held((name, name))
        delayed.expect((name, name), {"type": "message", "id": name}, wall_clock() - dt.timedelta(seconds=3.5), new=new)

    async def is_told() -> bool:
        return bool(told)

    await soon(is_told)
    await delayed.stop()
    assert told == ["new"]


@pytest.mark.parametrize("ours", [True, False])
async def test_who_waits_is_told_by_whoever_has_the_question(store: Store, ours: bool) -> None:
    told: list[str] = []

    class Says:
        async def say_delayed(self, activity: dict[str, Any]) -> None:
            told.append(activity["id"])

    key, now = ("a:anna", "m1"), wall_clock()
    async with store.working() as session:
        row = {"conversation_id": key[0], "activity_id": key[1], "received_at": now}
        row |= {"claimed_by": uuid.uuid4(), "claimed_until": now + dt.timedelta(minutes=1)}
        await session.execute(insert(Inbox).values(**row, activity={}))
    delayed = Delayed(store, cast("Adapter", Says()), after=0.2)
    delayed.expect(key, {"type": "message", "id": "m1"}, now)
    [waiting] = delayed._waiting.values()
    if ours:  # the claim was our own, just made; the database cut its answer short
        await asyncio.sleep(0.25)
        delayed.held(key)
        delayed.let_go(key)
    await asyncio.wait_for(waiting, 30)
    assert told == (["m1"] if ours else [])


async def test_who_lost_the_claim_meanwhile_does_not_post(store: Store, teams: FakeTeams, desk: StandIn) -> None:
    async def another_takes_it(_incoming: Incoming) -> None:
        desk.wait = None
        async with store.working() as session:
            await session.execute(update(Inbox).values(claimed_by=func.gen_random_uuid(), claimed_until=func.now()))

    desk.wait = another_takes_it
    async with bot(store, desk, SOON) as caller:
        await caller.post(personal(teams, "hej"))
        await soon(lambda: all_answered(store))
    assert answers(teams) == ["Svar: hej"]
    assert len(desk.asked) == 2


# --- faults of the server ---


@pytest.mark.parametrize("ill", [locked_inbox, read_only])
async def test_a_server_that_keeps_nothing_is_ill_and_well_again_without_a_restart(
    over_line: Store,
    store: Store,
    teams: FakeTeams,
    reading: Asking,
    ill: Callable[[Store], AbstractAsyncContextManager[None]],
) -> None:
    async with bot(over_line, reading, SOON) as caller:
        await caller.post(personal(teams, "før"))
        await teams.shows(1)
        async with ill(store):
            kept, is_so = await asyncio.gather(
                timed(ACKNOWLEDGED, caller.post(personal(teams, "imens"))), is_ill(caller)
            )
            assert (kept, is_so) == (503, True)
        await soon(lambda: is_well(caller))
        assert await caller.post(personal(teams, "efter")) == 200
        await soon(lambda: said(teams, "Svar: efter"))


async def test_the_log_tells_by_the_servers_own_code_what_ails_it_and_when_it_is_over(
    over_line: Store, store: Store, teams: FakeTeams, reading: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("WARNING"):
        async with bot(over_line, reading, SOON) as caller:
            await soon(lambda: is_well(caller))
            async with read_only(store):
                assert await caller.post(personal(teams, "imens")) == 503
                await soon(lambda: is_ill(caller))
            await soon(lambda: is_well(caller))
    codes = {(record.message, vars(record).get("code")) for record in caplog.records}
    assert {("activity not kept", "25006"), ("the database is ill", "25006")} <= codes
    assert ("the database is well again", None) in codes


async def test_a_pool_used_up_by_answers_keeps_nobody_from_being_acknowledged(
    over_line: Store, teams: FakeTeams, reading: Asking
) -> None:
    async with bot(over_line, reading, SOON) as caller:
        held = [over_line.engine.connect() for _ in range(20)]
        for connection in held:
            await connection.start()
        assert await timed(ACKNOWLEDGED, caller.post(personal(teams, "hej"))) == 200
        assert await is_well(caller)
        for connection in held:
            await connection.close()
        await soon(lambda: said(teams, "Svar: hej"))
    assert answers(teams) == ["Svar: hej"]


async def test_a_look_at_the_store_leaves_nothing_in_it(store: Store, teams: FakeTeams, desk: StandIn) -> None:
    async with bot(store, desk, SOON) as caller:
        assert await is_well(caller)
    async with store.working() as session:
        kept = [await session.scalar(select(func.count()).select_from(table)) for table in (Inbox, AccessLog)]
        drawn = await session.scalar(text("SELECT pg_sequence_last_value(pg_get_serial_sequence('access_log', 'id'))"))
    assert kept == [0, 0]
    assert drawn is None
