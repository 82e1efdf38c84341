"""What administrators are told and asked, each once in their own chat, whatever fails on the way."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select, update

from jobs.notices import plan_notices
from messages.channel import Permanent, Retry, Uncertain
from storage.database import Store
from storage.queries.sending import channels, notices
from storage.queries.sending.channels import NamedChannel
from storage.schema import Conversation, Notice, Staff
from tests.conftest import Office
from tests.jobs.conftest import EIGHT, LONG_AGO, MINUTE, Works, add_channel, add_schedule, bind

HOUR = 60 * MINUTE


async def add_chat(store: Store, staff_id: str) -> None:
    """The person has spoken with the bot."""
    async with store.working() as session:
        place = {"channel_id": "msteams", "service_url": "http://127.0.0.1:9/", "installed_at": LONG_AGO}
        session.add(Conversation(conversation_id=f"a:{staff_id}", kind="personal", staff_id=staff_id, **place))


async def ask(store: Store, office: Office) -> int:
    """A second Team bears Team Nord's name; the number of what administrators are asked."""
    await add_channel(store, "namesake", teams_team_name="Team Nord")
    async with store.working() as session:
        here = await channels.channel(session, "namesake")
        assert here is not None
        await notices.ask_about_name(session, NamedChannel(here.id, office.nord, "second"), EIGHT)
        return (await session.scalars(select(Notice.id))).one()


def told(works: Works, who: str = "freja") -> list[str]:
    return [message.text for place, message in works.channel.posts if place == f"a:{who}"]


async def stored(store: Store) -> list[Notice]:
    async with store.working() as session:
        return list(await session.scalars(select(Notice).order_by(Notice.id)))


async def test_an_administrator_is_asked_once_in_their_own_chat(works: Works, busy: Office) -> None:
    await add_chat(works.store, "freja")
    await add_chat(works.store, "bo")
    number = await ask(works.store, busy)
    for minutes in range(3):
        await works.tick(EIGHT + minutes * MINUTE)
    [said] = told(works)
    assert "Skal ugebrevet for Team Nord derhen?" in said
    [(place, message)] = works.channel.posts
    assert (place, message.facts["notice"]) == ("a:freja", number)
    [delivery] = await works.deliveries()
    assert (delivery.state, delivery.staff_id, delivery.team_id) == ("sent", "freja", busy.nord)


async def test_who_has_no_chat_yet_is_asked_when_they_first_write(works: Works, busy: Office) -> None:
    await ask(works.store, busy)
    await works.tick(EIGHT)
    assert works.channel.posts == []
    assert await works.deliveries() == []
    await add_chat(works.store, "freja")
    await works.tick(EIGHT + HOUR)
    assert len(told(works)) == 1


async def test_each_administrator_is_asked_in_their_own_language(works: Works, busy: Office) -> None:
    async with works.store.working() as session:
        await session.execute(
            update(Staff).where(Staff.id == "erik").values(roles=["controller", "admin"], language="en")
        )
    for who in ("freja", "erik"):
        await add_chat(works.store, who)
    await ask(works.store, busy)
    await works.tick(EIGHT)
    assert "Skal ugebrevet" in told(works)[0]
    assert "Should the weekly digest" in told(works, "erik")[0]


@pytest.mark.parametrize("change", [{"roles": ["caseworker"]}, {"left_on": dt.date(2026, 11, 1)}])
async def test_who_is_no_administrator_any_more_when_it_is_sent_gets_nothing(
    works: Works, busy: Office, change: dict[str, object]
) -> None:
    await add_chat(works.store, "freja")
    await ask(works.store, busy)
    await plan_notices(works.store, works.settings, EIGHT)
    async with works.store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "freja").values(**change))
    await works.deliver(EIGHT)
    await works.tick(EIGHT + MINUTE)
    assert works.channel.posts == []
    assert await works.states() == ["voided"]


async def test_what_is_settled_before_it_is_sent_is_not_asked(works: Works, busy: Office) -> None:
    await add_chat(works.store, "freja")
    number = await ask(works.store, busy)
    await plan_notices(works.store, works.settings, EIGHT)
    async with works.store.working() as session:
        assert await notices.answer(session, number, "no", EIGHT)
    await works.deliver(EIGHT)
    assert works.channel.posts == []
    assert await works.states() == ["skipped"]


async def test_it_is_not_asked_twice_after_a_crash_or_a_failure_and_comes_after_a_throttle(
    works: Works, busy: Office
) -> None:
    for answer in (Uncertain("TimeoutError"), Permanent(400, "BadSyntax")):
        works.channel.answers["a:freja"].append(answer)
    await add_chat(works.store, "freja")
    await ask(works.store, busy)
    for hours in range(3):
        await works.tick(EIGHT + hours * HOUR)
    assert len(told(works)) == 1


async def test_a_throttled_notice_still_arrives(works: Works, busy: Office) -> None:
    works.channel.answers["a:freja"] = [Retry(60.0, 429, "HTTP 429")]
    await add_chat(works.store, "freja")
    await ask(works.store, busy)
    for minutes in range(3):
        await works.tick(EIGHT + minutes * MINUTE)
    assert await works.states() == ["sent"]


@pytest.mark.parametrize("change", [{"teams_team_name": "Julefrokost"}, {"removed_at": EIGHT}])
async def test_a_question_that_is_over_settles_itself(works: Works, busy: Office, change: dict[str, object]) -> None:
    await ask(works.store, busy)
    async with works.store.working() as session:
        namesake = Conversation.conversation_id == "namesake"
        await session.execute(update(Conversation).where(namesake).values(**change))
    await works.tick(EIGHT)
    [notice] = await stored(works.store)
    assert (notice.settled_at, notice.answer) == (EIGHT, None)


async def test_a_channel_bound_in_words_settles_the_question(works: Works, busy: Office) -> None:
    await ask(works.store, busy)
    await bind(works.store, "namesake", busy.nord)
    await works.tick(EIGHT)
    assert [notice.settled_at for notice in await stored(works.store)] == [EIGHT]


async def test_a_team_renamed_to_and_fro_is_no_flood(works: Works, busy: Office) -> None:
    await ask(works.store, busy)
    async with works.store.working() as session:
        here = await channels.channel(session, "namesake")
        assert here is not None
        await session.execute(update(Notice).values(settled_at=EIGHT))
        for minutes in range(10):
            moment = EIGHT + minutes * MINUTE
            await notices.ask_about_name(session, NamedChannel(here.id, busy.nord, "renamed"), moment)
        await notices.ask_about_name(session, NamedChannel(here.id, busy.nord, "renamed"), EIGHT + dt.timedelta(days=2))
    assert len(await stored(works.store)) == 2


async def remove_nord(store: Store, **change: object) -> None:
    async with store.working() as session:
        await session.execute(update(Conversation).where(Conversation.conversation_id == "nord").values(**change))


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"team_id": None}, "none", "Team Nord har ingen kanal"),
        ({"removed_at": EIGHT}, "removed", "Sagspuls er ikke længere i"),
        ({"channel_type": "shared"}, "unconfirmed", "en delt kanal, som ingen har bekræftet"),
        ({"blocked_reason": "MessageWritesBlocked"}, "blocked", "Teams afviser beskeder"),
    ],
)
async def test_a_digest_that_finds_no_channel_is_told_of_once_until_it_is_mended(
    works: Works, busy: Office, change: dict[str, object], reason: str, words: str
) -> None:
    await add_chat(works.store, "freja")
    await add_schedule(works.store, busy.nord)
    await remove_nord(works.store, **change)
    for week in range(3):
        for minutes in range(3):
            await works.tick(EIGHT + dt.timedelta(days=7 * week) + minutes * MINUTE)
    [said] = told(works)
    assert words in said
    assert [notice.reason for notice in await stored(works.store)] == [reason]


async def test_mended_and_lost_anew_it_is_told_of_anew(works: Works, busy: Office) -> None:
    await add_chat(works.store, "freja")
    await add_schedule(works.store, busy.nord)
    await remove_nord(works.store, removed_at=EIGHT)
    await works.tick(EIGHT)
    await works.tick(EIGHT + MINUTE)
    await remove_nord(works.store, removed_at=None)
    await works.tick(EIGHT + 2 * MINUTE)
    await remove_nord(works.store, removed_at=EIGHT)
    await works.tick(EIGHT + 3 * MINUTE)
    assert len(told(works)) == 1
    next_week = EIGHT + dt.timedelta(days=7)
    for minutes in range(2):
        await works.tick(next_week + minutes * MINUTE)
    assert len(told(works)) == 2


async def test_a_channel_that_refuses_the_bot_at_the_send_itself_is_told_of(works: Works, busy: Office) -> None:
    await add_chat(works.store, "freja")
    await add_schedule(works.store, busy.nord)
    works.channel.answers["nord"] = [Permanent(403, "MessageWritesBlocked")]
    await works.tick(EIGHT)
    await works.tick(EIGHT + MINUTE)
    assert len(told(works)) == 1


async def test_a_report_to_a_person_without_a_chat_is_no_matter_of_channels(works: Works, busy: Office) -> None:
    await add_chat(works.store, "freja")
    await add_schedule(works.store, busy.nord, kind="budget_status", if_empty="send")
    for minutes in range(2):
        await works.tick(EIGHT + minutes * MINUTE)
    assert {(row.state, row.last_error) for row in await works.deliveries()} == {
        ("failed", "has not spoken with the bot yet")
    }
    assert await stored(works.store) == []


async def test_a_channel_bound_to_another_team_between_planning_and_sending_gets_nothing_of_the_first(
    works: Works, busy: Office
) -> None:
    await add_schedule(works.store, busy.nord)
    await works.plan(EIGHT)
    await bind(works.store, "nord", busy.distrikt2)
    await works.deliver(EIGHT)
    assert works.channel.posts == []
    assert [(row.state, row.last_error) for row in await works.deliveries()] == [
        ("voided", "the channel or the rights have changed"),
        ("failed", "no channel for this team"),
    ]


async def test_a_channel_found_to_be_shared_between_planning_and_sending_gets_nothing(
    works: Works, busy: Office
) -> None:
    await add_schedule(works.store, busy.nord)
    await works.plan(EIGHT)
    await remove_nord(works.store, channel_type="shared")
    await works.deliver(EIGHT)
    assert works.channel.posts == []
    await remove_nord(works.store, confirmed_at=EIGHT)
    await works.tick(EIGHT + dt.timedelta(days=7))
    assert works.channel.places == ["nord"]
