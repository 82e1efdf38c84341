"""Nothing is lost and nothing is sent twice: what the ledger does when the channel, or the process, fails."""

from __future__ import annotations

import asyncio
import datetime as dt
import uuid

import pytest
from sqlalchemy import update

from jobs.delivery import LEASE, MAX_ATTEMPTS, deliver, wait_before
from jobs.tick import HEARTBEAT
from messages.channel import Address, Outcome, Permanent, Retry, Sent, Uncertain, open_channel
from messages.credentials import tokens_of
from messages.message import Message
from storage.queries.sending import schedule_changes
from storage.rules.sending.service_urls import ServiceUrls
from storage.schema import Conversation, Delivery, StoreSetting
from storage.settings import Settings
from tests.conftest import Office
from tests.fake_channel import fake_teams
from tests.fake_entra import fake_entra, refuse_with
from tests.jobs.conftest import EIGHT, MINUTE, FakeChannel, Works, add_channel, add_schedule, bind


class ProcessDied(BaseException):
    """kill -9, as a test sees it."""


@pytest.fixture
async def planned(works: Works, busy: Office) -> Office:
    """Both teams' digests, planned and not yet delivered."""
    await add_schedule(works.store)
    await works.plan(EIGHT)
    return busy


async def test_what_was_sent_carries_the_channels_activity_id(works: Works, planned: Office) -> None:
    works.channel.answers["nord"] = [Sent("1:nord")]
    await works.deliver(EIGHT)
    delivery = next(row for row in await works.deliveries() if row.team_id == planned.nord)
    assert (delivery.state, delivery.activity_id, delivery.attempts) == ("sent", "1:nord", 1)
    assert [attempt.outcome for attempt in await works.attempts()] == ["sent", "sent"]


async def test_without_a_token_nothing_was_sent_and_it_goes_out_once_there_is_one(
    works: Works, planned: Office
) -> None:
    async with fake_entra() as entra, fake_teams() as teams:
        settings = Settings(app_id="app", tenant_id=("kommunen",), app_password="x", login_url=entra.url)
        entra.next.extend([refuse_with("AADSTS7000215")] * 20)
        async with works.store.working() as session:
            await session.execute(update(Conversation).values(service_url=teams.url))
        async with open_channel(ServiceUrls(local=True), tokens=tokens_of(settings)) as channel:
            await deliver(works.store, channel, settings, EIGHT)
            waiting = await works.deliveries()
            assert [(row.state, row.last_error) for row in waiting] == [("retrying", "no token: AADSTS7000215")] * 2
            assert teams.calls == []
            entra.next.clear()
            await deliver(works.store, channel, settings, EIGHT + MINUTE)
        assert await works.states() == ["sent", "sent"]
        assert [post.bearer for post in teams.posts] == ["token-1", "token-1"]


async def test_a_process_that_dies_while_sending_leaves_one_uncertain_delivery(works: Works, planned: Office) -> None:
    def die() -> Sent:
        raise ProcessDied

    works.channel.answers["nord"] = [die]
    with pytest.raises(ProcessDied):
        await works.deliver(EIGHT)
    later = EIGHT + LEASE + MINUTE
    await works.deliver(later)
    await works.deliver(later + LEASE + MINUTE)
    by_team = {row.team_id: row for row in await works.deliveries()}
    assert by_team[planned.nord].state == "uncertain"
    assert by_team[planned.nord].last_error == "stopped while sending"
    assert by_team[planned.distrikt2].state == "sent"
    assert works.channel.places == ["distrikt2", "nord"]


async def test_a_claim_whose_process_died_before_sending_is_taken_over(works: Works, planned: Office) -> None:
    async with works.store.working() as session:
        await session.execute(update(Delivery).values(claimed_by=uuid.uuid4(), lease_until=EIGHT + LEASE))
    await works.deliver(EIGHT + MINUTE)
    assert works.channel.posts == []
    await works.deliver(EIGHT + LEASE + MINUTE)
    assert works.channel.places == ["distrikt2", "nord"]


async def test_a_throttled_delivery_waits_as_told_and_is_then_sent(works: Works, planned: Office) -> None:
    works.channel.answers["nord"] = [Retry(90.0, 429, "HTTP 429")]
    await works.tick(EIGHT)
    assert sorted(await works.states()) == ["retrying", "sent"]
    await works.tick(EIGHT + MINUTE)
    assert works.channel.places.count("nord") == 1
    await works.tick(EIGHT + 2 * MINUTE)
    assert await works.states() == ["sent", "sent"]
    assert works.channel.places.count("nord") == 2


async def test_a_delivery_that_never_gets_through_fails_in_the_end(works: Works, planned: Office) -> None:
    works.channel.answers["nord"] = [Retry(None, None, "ClientConnectorError")] * (MAX_ATTEMPTS + 1)
    for round_ in range(MAX_ATTEMPTS + 2):
        await works.tick(EIGHT + round_ * 20 * MINUTE)
    delivery = next(row for row in await works.deliveries() if row.team_id == planned.nord)
    assert (delivery.state, delivery.attempts) == ("failed", MAX_ATTEMPTS)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Permanent(403, "MessageWritesBlocked"), "failed"),
        (Uncertain("TimeoutError"), "uncertain"),
        (Uncertain("HTTP 502", 502), "uncertain"),
        (ValueError("the channel broke"), "uncertain"),
    ],
)
async def test_one_failing_target_does_not_stop_the_others_and_is_not_tried_again(
    works: Works, planned: Office, answer: Permanent | Uncertain | ValueError, state: str
) -> None:
    works.channel.answers["nord"] = [answer]
    for hours in range(3):
        await works.tick(EIGHT + hours * 60 * MINUTE)
    by_team = {row.team_id: row.state for row in await works.deliveries()}
    assert by_team == {planned.nord: state, planned.distrikt2: "sent"}
    assert works.channel.places == ["distrikt2", "nord"]


async def test_a_channel_that_blocked_the_bot_gets_nothing_more_until_it_is_heard_from(
    works: Works, planned: Office
) -> None:
    works.channel.answers["nord"] = [Permanent(403, "MessageWritesBlocked")]
    await works.tick(EIGHT)
    await works.tick(EIGHT + dt.timedelta(days=7))
    of_nord = [row for row in await works.deliveries() if row.team_id == planned.nord]
    assert [(row.state, row.last_error) for row in of_nord] == [("failed", "MessageWritesBlocked")] * 2
    assert works.channel.places.count("nord") == 1


async def test_another_channel_for_the_team_voids_the_old_delivery_and_plans_it_anew(
    works: Works, planned: Office
) -> None:
    await add_channel(works.store, "new")
    await bind(works.store, "new", planned.nord)
    await works.deliver(EIGHT)
    assert works.channel.places == ["distrikt2", "new"]
    of_nord = [row.state for row in await works.deliveries() if row.team_id == planned.nord]
    assert of_nord == ["voided", "sent"]


async def test_a_removed_channel_voids_the_delivery_and_shows_that_the_team_has_none(
    works: Works, planned: Office
) -> None:
    async with works.store.working() as session:
        gone = update(Conversation).where(Conversation.conversation_id == "nord").values(removed_at=EIGHT)
        await session.execute(gone)
    await works.deliver(EIGHT)
    of_nord = [(row.state, row.last_error) for row in await works.deliveries() if row.team_id == planned.nord]
    assert of_nord == [("voided", "the channel or the rights have changed"), ("failed", "no channel for this team")]
    assert works.channel.places == ["distrikt2"]


async def test_a_schedule_removed_meanwhile_holds_back_what_is_not_yet_sent(works: Works, planned: Office) -> None:
    async with works.store.working() as session:
        (schedule,) = await schedule_changes.active(session)
        await schedule_changes.remove(session, schedule.id, EIGHT)
    await works.deliver(EIGHT)
    assert (await works.states(), works.channel.posts) == (["skipped", "skipped"], [])


async def test_a_digest_that_could_not_go_out_all_week_is_dropped_for_the_next(works: Works, planned: Office) -> None:
    await works.deliver(EIGHT + dt.timedelta(days=7))
    assert (await works.states(), works.channel.posts) == (["skipped", "skipped"], [])


async def test_many_processes_delivering_at_once_post_each_digest_once(works: Works, planned: Office) -> None:
    await asyncio.gather(*(works.deliver(EIGHT) for _ in range(5)))
    assert works.channel.places == ["distrikt2", "nord"]
    assert len(await works.attempts()) == 2


async def test_a_process_declared_dead_that_did_send_sets_the_record_right(works: Works, planned: Office) -> None:
    async with works.store.working() as session:
        await session.execute(update(Delivery).where(Delivery.team_id == planned.distrikt2).values(state="given_up"))
    posting, go_on = asyncio.Event(), asyncio.Event()

    class Slow(FakeChannel):
        async def post(
            self, address: Address, message: Message, reply_to: str | None = None, *, in_turn: bool = False
        ) -> Outcome:
            await super().post(address, message, reply_to, in_turn=in_turn)
            posting.set()
            await go_on.wait()
            return Sent("late")

    slow = asyncio.create_task(deliver(works.store, Slow(), works.settings, EIGHT))
    await posting.wait()
    await works.deliver(EIGHT + LEASE + MINUTE)
    assert await works.states() == ["given_up", "uncertain"]
    go_on.set()
    await slow
    assert await works.states() == ["given_up", "sent"]
    assert works.channel.posts == []


async def test_each_tick_leaves_a_heartbeat(works: Works, office: Office) -> None:
    for moment in (EIGHT, EIGHT + MINUTE):
        await works.tick(moment)
    async with works.store.working() as session:
        beat = await session.get_one(StoreSetting, HEARTBEAT)
    assert dt.datetime.fromisoformat(beat.value["at"]) == EIGHT + MINUTE


def test_a_wait_told_is_kept_and_other_waits_grow_to_a_quarter_of_an_hour() -> None:
    assert wait_before(5, 7.0) == dt.timedelta(seconds=7)
    longest = [wait_before(attempts, None).total_seconds() for attempts in range(1, MAX_ATTEMPTS)]
    assert 24 <= longest[0] <= 36
    assert 720 <= longest[-1] <= 1080
