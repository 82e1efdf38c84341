"""A message edited in Teams: answered anew where the edit changed the words, else quiet."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.adapter import as_activity
from bot.edits import fingerprint
from storage.database import Store
from storage.schema import Inbox
from tests.bot.conftest import Caller, StandIn, bot, in_channel, personal, soon
from tests.fake_channel import FakeTeams


def edit(original: dict[str, Any], text: str, what: str = "editMessage", **more: Any) -> dict[str, Any]:
    data = {**original["channelData"], "eventType": what}
    return {**original, "type": "messageUpdate", "text": text, "channelData": data, **more}


async def send(caller: Caller, store: Store, *activities: dict[str, Any]) -> None:
    """Send activities, each answered before the next."""
    for activity in activities:
        assert await caller.post(activity) == 200

        async def done() -> bool:
            async with store.working() as session:
                return await session.scalar(select(Inbox).where(Inbox.answered_at.is_(None)).limit(1)) is None

        await soon(done)


async def test_an_edit_that_changes_the_words_is_answered_anew_below_the_message(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store
) -> None:
    original = personal(teams, "hvad hastr?")
    await send(caller, store, original, edit(original, "hvor mange sager har jeg?"))
    assert [asked.text for asked in desk.asked] == ["hvad hastr?", "hvor mange sager har jeg?"]
    assert [(post.method, post.activity["replyToId"]) for post in teams.posts] == [("POST", original["id"])] * 2


@pytest.mark.parametrize(
    "text",
    [
        "hvad haster mest?",
        "Hvad haster MEST",
        "<p>hvad&nbsp;haster <b>mest</b>?</p>",
        "<blockquote>hvor mange sager har Bo</blockquote>hvad haster mest",
        "  hvad haster mest!\r\n",
    ],
)
async def test_an_edit_that_changes_no_word_is_quiet(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store, text: str
) -> None:
    original = personal(teams, "hvad haster mest?")
    await send(caller, store, original, edit(original, text))
    assert len(desk.asked) == len(teams.posts) == 1


async def test_only_the_bots_own_mention_added_or_taken_away_is_no_other_question(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store
) -> None:
    original = in_channel(teams, "<at>Sagspuls</at> hvad er overskredet?")
    await send(caller, store, original, edit(original, "hvad er overskredet? <at>Sagspuls</at>"))
    assert len(desk.asked) == 1


async def test_an_edit_repeated_is_answered_once(caller: Caller, teams: FakeTeams, desk: StandIn, store: Store) -> None:
    original = personal(teams, "hvad haster?")
    changed = edit(original, "mine sager")
    await send(caller, store, original, changed, changed)
    async with bot(store, desk) as other:
        assert set(await asyncio.gather(*(one.post(changed) for one in (caller, other) for _ in range(5)))) == {200}
        await send(other, store)
    assert [asked.text for asked in desk.asked] == ["hvad haster?", "mine sager"]


async def test_an_edit_sent_ten_times_at_once_is_answered_once(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store
) -> None:
    original = personal(teams, "hvad haster?")
    await send(caller, store, original)
    changed = edit(original, "mine sager")
    async with bot(store, desk) as other:
        assert set(await asyncio.gather(*(one.post(changed) for one in (caller, other) for _ in range(5)))) == {200}
        await teams.shows(2)
        await send(other, store, personal(teams, "til sidst"))
    assert [asked.text for asked in desk.asked] == ["hvad haster?", "mine sager", "til sidst"]


async def test_words_taken_back_and_put_in_again_are_asked_again(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store
) -> None:
    original = personal(teams, "hvad haster?")
    turns = ["mine sager", "hvad haster?", "mine sager"]
    await send(caller, store, original, *(edit(original, text) for text in turns))
    assert [asked.text for asked in desk.asked] == ["hvad haster?", *turns]


async def test_an_edit_that_mentions_the_bot_at_last_is_a_question(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store
) -> None:
    unheard = in_channel(teams)
    await send(caller, store, *[edit(unheard, "<at>Sagspuls</at> hvad er overskredet?")] * 2)
    assert [asked.text for asked in desk.asked] == ["hvad er overskredet?"]


@pytest.mark.parametrize("what", ["undeleteMessage", "softDeleteMessage", "somethingNew"])
async def test_a_message_deleted_or_brought_back_is_quiet(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store, what: str
) -> None:
    original = personal(teams, "hvad haster?")
    gone = edit(original, "", what, type="messageDelete")
    await send(caller, store, original, edit(original, "mine sager", what), gone)
    assert len(desk.asked) == len(teams.posts) == 1


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "event"])
async def test_nothing_but_a_message_is_edited(
    caller: Caller, teams: FakeTeams, desk: StandIn, store: Store, kind: str
) -> None:
    original = personal(teams, "hvad haster?")
    await send(caller, store, original, edit(original, "mine sager", id="another", type=kind))
    async with store.working() as session:
        assert list(await session.scalars(select(Inbox.activity_id))) == [original["id"]]
    assert len(desk.asked) == 1


async def test_an_edit_from_nobody_is_quiet(caller: Caller, teams: FakeTeams, desk: StandIn, store: Store) -> None:
    original = personal(teams, "hvad haster?")
    changed = edit(original, "mine sager")
    del changed["from"]
    await send(caller, store, original, changed)
    assert len(desk.asked) == 1


async def test_of_an_answered_message_no_word_is_kept(caller: Caller, teams: FakeTeams, store: Store) -> None:
    for who in ("a:anna", "a:bo"):
        await send(caller, store, personal(teams, "hvad med lille Ida?", conversation={"id": who}))
    async with store.working() as session:
        rows = list(await session.scalars(select(Inbox)))
    assert [row.activity for row in rows] == [None, None]
    assert len({row.words for row in rows}) == 2, "equal questions of two people look alike"
    assert all(set(row.words or "x") <= set("0123456789abcdef") for row in rows)


def test_whoever_reads_the_store_cannot_try_which_words_were_said(teams: FakeTeams) -> None:
    said = as_activity(personal(teams, "hvem har 2024-1?"))
    ours, theirs = (fingerprint(said, key) for key in (b"a key of the municipality", b"a key somebody tries"))
    assert ours == fingerprint(said, b"a key of the municipality")
    assert ours != theirs
