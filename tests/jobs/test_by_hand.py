"""What a person sends, sends again or gives up."""

from __future__ import annotations

import pytest

from jobs.by_hand import ByHandError, compose_now, give_up
from jobs.reminders import UnknownReminderError
from messages.channel import Permanent, Uncertain
from storage.queries.sending.deliveries import deliveries
from tests.conftest import Office
from tests.jobs.conftest import EIGHT, MINUTE, Works, add_channel, add_schedule, bind

DIGEST = "weekly_digest"


async def test_an_ad_hoc_send_has_a_run_of_its_own_and_leaves_mondays_digest_alone(works: Works, busy: Office) -> None:
    await add_schedule(works.store, busy.nord)
    await works.send("team nord", EIGHT - MINUTE)
    await works.tick(EIGHT)
    assert works.channel.places == ["nord", "nord"]
    assert [run.schedule_id is None for run in await works.runs()] == [True, False]


async def test_an_unknown_team_or_kind_is_refused_with_its_name(works: Works, busy: Office) -> None:
    with pytest.raises(ByHandError, match="Team Syd"):
        await works.send("Team Syd", EIGHT)
    with pytest.raises(UnknownReminderError, match=DIGEST):
        await works.send("Team Nord", EIGHT, "poem")


@pytest.mark.parametrize("answer", [Uncertain("TimeoutError"), Permanent(403, "MessageWritesBlocked")])
async def test_a_resend_is_a_new_delivery_that_names_the_old(
    works: Works, busy: Office, answer: Uncertain | Permanent
) -> None:
    works.channel.answers["nord"] = [answer]
    old = await works.send("Team Nord", EIGHT)
    new = await works.resend(old, EIGHT + MINUTE)
    first, second = await works.deliveries()
    assert (second.id, second.resend_of, second.state) == (new, old, "sent")
    assert first.state in {"uncertain", "failed"}
    assert second.content == first.content


async def test_a_delivery_that_failed_for_want_of_a_channel_goes_out_once_there_is_one(
    works: Works, busy: Office
) -> None:
    await bind(works.store, "nord", busy.distrikt2)
    old = await works.send("Team Nord", EIGHT)
    await add_channel(works.store, "new", team_id=busy.nord)
    await works.resend(old, EIGHT + MINUTE)
    assert works.channel.places == ["new"]


async def test_what_is_still_on_its_way_is_not_sent_again(works: Works, busy: Office) -> None:
    with pytest.raises(ByHandError, match="there is no delivery 7"):
        await works.resend(7, EIGHT)
    sent = await works.send("Team Nord", EIGHT)
    with pytest.raises(ByHandError, match="sent and cannot be given up"):
        await give_up(works.store, sent, EIGHT)


async def test_a_delivery_given_up_is_settled(works: Works, busy: Office) -> None:
    works.channel.answers["nord"] = [Uncertain("TimeoutError")]
    uncertain = await works.send("Team Nord", EIGHT)
    await give_up(works.store, uncertain, EIGHT + MINUTE)
    assert await works.states() == ["given_up"]


async def test_composing_plans_and_sends_nothing(works: Works, busy: Office) -> None:
    async with works.store.working() as session:
        message = await compose_now(session, works.settings, "Team Nord", DIGEST, EIGHT)
    assert message.facts["overdue"]["total"] == 1
    assert await works.runs() == []


async def test_the_list_shows_each_delivery_and_a_leader_only_their_teams(works: Works, busy: Office) -> None:
    await add_schedule(works.store)
    await works.tick(EIGHT)
    async with works.store.working() as session:
        every = await deliveries(session, None)
        own = await deliveries(session, {busy.nord})
    assert {item.target for item in every} == {"Team Nord", "Distrikt 2"}
    (item,) = own
    shown = item.as_json()
    assert {key: shown[key] for key in ("kind", "period", "target", "state", "attempts", "last_error")} == {
        "kind": DIGEST,
        "period": "2026-W48",
        "target": "Team Nord",
        "state": "sent",
        "attempts": 1,
        "last_error": None,
    }
