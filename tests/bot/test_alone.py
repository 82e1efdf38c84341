"""Answered to one person alone where others read along: with private rights, and never in front of the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.desk import Desk, Incoming
from bot.question import Place
from bot.understanding.classifier import Model
from messages.alone import for_one, was_for
from messages.channel import standing_alone
from storage.clock import set_clock
from storage.database import Store
from storage.rules.questions import RECORDS
from storage.schema import AccessLog, Conversation, Staff
from tests.bot.conftest import BOT, LOCAL, MORNING, Caller, StandIn, add_late_cases, bot, in_channel, personal
from tests.bot.test_button_language import sent_by
from tests.bot.test_edits import edit, send
from tests.conftest import Office
from tests.fake_channel import FakeTeams, Post, accept_then_fail, refuse

ON = LOCAL.model_copy(update={"targeted_messages": True})
OFF = LOCAL
THREAD = "19:nord@thread.tacv2;messageid=1700000000000"
PRIVATELY = {"recipient": {**BOT, "isTargeted": True}}
ALL = ("anna", "bo", "carl", "dorte", "erik", "freja")


def test_a_card_for_one_person_is_nobodys_where_the_sender_is_unknown() -> None:
    sent = for_one({"actions": [{"type": "Action.Submit", "data": {"question": "my_day"}}]}, "29:anna")["actions"][0]
    assert [was_for(sent["data"], who) for who in ("29:anna", "29:bo", None)] == [True, False, False]


@pytest.fixture
async def desk_of_the_office(store: Store, office: Office, model: Model) -> Desk:
    """Anna's case 2024-1183, twelve days late, and Carl's 2024-2000; everybody has an Entra id by their name."""
    async with store.working() as session:
        await set_clock(session, NOON, ON.zone)
        await add_late_cases(session, office)
        place = {"conversation_id": "19:nord@thread.tacv2", "kind": "channel", "channel_id": "msteams"}
        address = {"service_url": "http://127.0.0.1:9/", "installed_at": MORNING}
        session.add(Conversation(team_id=office.nord, **place, **address))
        for who in ALL:
            await session.execute(update(Staff).where(Staff.id == who).values(entra_id=f"{who}-entra"))
    return Desk(store, ON, model)


NOON = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)


@pytest.fixture
async def on(store: Store, desk_of_the_office: Desk) -> AsyncIterator[Caller]:
    async with bot(store, desk_of_the_office, settings=ON) as running:
        yield running


@pytest.fixture
async def off(store: Store, desk_of_the_office: Desk) -> AsyncIterator[Caller]:
    async with bot(store, desk_of_the_office, settings=OFF) as running:
        yield running


def by(who: str, activity: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**activity, "from": {"id": f"29:{who}", "aadObjectId": f"{who}-entra"}, **more}


def pressed(who: str, teams: FakeTeams, data: dict[str, Any]) -> dict[str, Any]:
    """A button of a card that stands in the channel."""
    value = {"action": {"type": "Action.Execute", "verb": "ask", "data": data}}
    return by(who, in_channel(teams), type="invoke", name="adaptiveCard/action", value=value, text=None)


def card_of(post: Post) -> dict[str, Any]:
    content: dict[str, Any] = post.activity["attachments"][0]["content"]
    return content


async def log(store: Store) -> list[tuple[str | None, str, str | None, str, str]]:
    async with store.working() as session:
        rows = await session.scalars(select(AccessLog).order_by(AccessLog.id))
        return [(row.staff_id, row.question, row.case_number, row.place, row.outcome) for row in rows]


def is_for(post: Post, who: str) -> bool:
    """By both marks of the platform: one alone would show it to all."""
    told = post.activity.get("recipient") == {"id": f"29:{who}", "isTargeted": True}
    assert told == post.targeted
    return told


# --- asked where others read along, answered to the asker alone ---


async def test_what_belongs_in_private_is_answered_to_the_asker_alone(
    on: Caller, teams: FakeTeams, store: Store
) -> None:
    question = by("anna", in_channel(teams, "<at>Sagspuls</at> hvad mangler i 2024-1183"))
    await send(on, store, question)
    [post] = teams.calls
    assert is_for(post, "anna")
    assert (post.conversation_id, post.activity["replyToId"]) == (THREAD, question["id"])
    assert "2024-1183" in post.words
    assert await log(store) == [("anna", "case", "2024-1183", "alone:Team Nord", "answered")]


async def test_the_rights_are_those_of_a_private_chat(on: Caller, teams: FakeTeams, store: Store) -> None:
    of_anna = in_channel(teams, "<at>Sagspuls</at> hvor mange sager har Anna Holm")
    await send(on, store, by("bo", of_anna), by("carl", {**of_anna, "id": "m-carl"}))
    leaders, strangers = teams.calls
    assert is_for(leaders, "bo")
    assert "Anna" in leaders.words
    assert is_for(strangers, "carl")
    assert strangers.words.startswith("Det kan jeg ikke vise dig")
    assert [row[3:] for row in await log(store)] == [("alone:Team Nord", "answered"), ("alone:Team Nord", "not_yours")]


async def test_what_the_channel_may_read_stays_public(on: Caller, teams: FakeTeams, store: Store) -> None:
    await send(on, store, by("anna", in_channel(teams, "<at>Sagspuls</at> hvad er overskredet?")))
    [post] = teams.calls
    assert not is_for(post, "anna")
    assert [row[3] for row in await log(store)] == ["team:Team Nord"]


async def test_in_a_group_chat_nothing_of_cases_is_public(on: Caller, teams: FakeTeams, store: Store) -> None:
    group = {"id": "19:gruppe", "conversationType": "groupChat", "isGroup": True}
    await send(on, store, by("anna", personal(teams, "hvad er overskredet?", conversation=group)))
    [post] = teams.calls
    assert is_for(post, "anna")
    assert [row[3:] for row in await log(store)] == [("alone:", "answered")]


async def test_the_next_question_leans_on_one_answered_alone(on: Caller, teams: FakeTeams, store: Store) -> None:
    first = by("bo", in_channel(teams, "<at>Sagspuls</at> hvor mange sager har Anna Holm"))
    await send(on, store, first, by("bo", in_channel(teams, "<at>Sagspuls</at> og hvad koster de?")))
    assert [is_for(post, "bo") for post in teams.calls] == [True, True]
    assert [row[1] for row in await log(store)] == ["caseload", "costs"]


async def test_it_is_off_by_itself(off: Caller, teams: FakeTeams, store: Store) -> None:
    await send(off, store, by("anna", in_channel(teams, "<at>Sagspuls</at> hvad haster mest?")))
    [post] = teams.calls
    assert not is_for(post, "anna")
    assert post.words.startswith("Det svarer jeg ikke på i en kanal")
    assert [row[3:] for row in await log(store)] == [("team:Team Nord", "wrong_place")]


@pytest.mark.parametrize("status", [400, 403, 404, 405])
async def test_where_the_channel_cannot_the_others_see_no_more_than_an_invitation(
    on: Caller, teams: FakeTeams, store: Store, status: int
) -> None:
    teams.next.append(refuse(status, "NotSupported"))
    await send(on, store, by("anna", in_channel(teams, "<at>Sagspuls</at> hvad mangler i 2024-1183")))
    refused, shown = teams.calls
    assert is_for(refused, "anna")
    assert not is_for(shown, "anna")
    assert shown.words.startswith("Det svarer jeg ikke på i en kanal")
    assert "2024-1183" not in f"{shown.activity}"
    assert [row[3:] for row in await log(store)] == [
        ("alone:Team Nord", "answered"),
        ("team:Team Nord", "wrong_place"),
    ]
    async with store.working() as session:
        assert await session.scalar(select(Conversation.blocked_reason)) is None


async def test_what_may_have_arrived_is_said_no_second_time(on: Caller, teams: FakeTeams, store: Store) -> None:
    teams.next.append(accept_then_fail)
    await send(on, store, by("anna", in_channel(teams, "<at>Sagspuls</at> hvad haster mest?")))
    assert len(teams.calls) == 1


# --- written to the bot alone ---


async def test_who_writes_to_the_bot_alone_is_answered_alone_always(
    off: Caller, teams: FakeTeams, store: Store
) -> None:
    texts = ("hvad haster mest?", "hvad er overskredet?", "", "hvad er der til frokost", "hvad med 120514-4321")
    await send(off, store, *(by("anna", in_channel(teams, text), **PRIVATELY) for text in texts))
    assert [is_for(post, "anna") for post in teams.calls] == [True] * len(texts)
    assert {row[3] for row in await log(store)} == {"alone:Team Nord"}


async def test_such_a_message_is_asked_with_private_rights_and_not_the_channels(
    off: Caller, teams: FakeTeams, store: Store
) -> None:
    await send(off, store, by("erik", in_channel(teams, "vis ugebrevet"), **PRIVATELY))
    assert [row[3:] for row in await log(store)] == [("alone:Team Nord", "not_yours")]


async def test_its_answer_never_becomes_public(off: Caller, teams: FakeTeams, store: Store) -> None:
    teams.next.append(refuse(403, "NotSupported"))
    await send(off, store, by("anna", in_channel(teams, "hvad haster mest?"), **PRIVATELY))
    assert [is_for(post, "anna") for post in teams.calls] == [True]
    assert teams.posts == []
    async with store.working() as session:
        assert await session.scalar(select(Conversation.blocked_reason)) is None


async def test_an_edit_of_it_is_answered_alone_too(off: Caller, teams: FakeTeams, store: Store) -> None:
    first = by("anna", in_channel(teams, "hvad hastr"), **PRIVATELY)
    await send(off, store, first, edit(first, "hvilke frister har jeg?"))
    assert [is_for(post, "anna") for post in teams.calls] == [True, True]


async def test_that_it_went_wrong_is_said_alone_too(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    desk.error = RuntimeError()
    await caller.post(by("anna", in_channel(teams), **PRIVATELY))
    [post] = await teams.shows(1)
    assert is_for(post, "anna")


@pytest.mark.parametrize(
    ("told", "alone"), [(True, True), ("true", True), (1, True), ({}, True), (False, False), (None, False)]
)
async def test_only_a_plain_no_makes_it_public(
    caller: Caller, teams: FakeTeams, desk: StandIn, told: Any, alone: bool
) -> None:
    await caller.post(by("anna", in_channel(teams), recipient={**BOT, "isTargeted": told}))
    [post] = await teams.shows(1)
    assert is_for(post, "anna") == alone
    assert (desk.asked[0].place is Place.PRIVATE, desk.asked[0].alone) == (alone, alone)


async def test_in_ones_own_chat_there_is_nobody_to_hide_from(caller: Caller, teams: FakeTeams, desk: StandIn) -> None:
    await caller.post(by("anna", personal(teams), **PRIVATELY))
    [post] = await teams.shows(1)
    assert not is_for(post, "anna")
    assert not desk.asked[0].alone


# --- buttons ---


async def button_seen_alone(caller: Caller, teams: FakeTeams, store: Store) -> dict[str, Any]:
    """A button of the card that only Bo sees."""
    await send(caller, store, by("bo", in_channel(teams, "hvad kan jeg spørge om?"), **PRIVATELY))
    return next(data for data in sent_by(card_of(teams.calls[-1])) if data["question"] == "caseload")


async def test_a_button_of_a_card_seen_alone_is_answered_alone(off: Caller, teams: FakeTeams, store: Store) -> None:
    button = await button_seen_alone(off, teams, store)
    status, body = await off.invoke(pressed("bo", teams, button | {"slots": {"staff": "anna"}}))
    assert (status, body["statusCode"]) == (200, 200)
    assert "Anna" in f"{body['value']}"
    assert (await log(store))[-1][1:] == ("caseload", None, "alone:Team Nord", "answered")
    _, body = await off.invoke(pressed("bo", teams, button | {"question": "help"}))
    assert {data["alone"] for data in sent_by(body["value"])} == {button["alone"]}


async def test_an_old_clients_press_on_it_is_answered_alone(off: Caller, teams: FakeTeams, store: Store) -> None:
    button = await button_seen_alone(off, teams, store)
    await send(off, store, by("bo", in_channel(teams, None, value=button)))  # type: ignore[arg-type]
    assert [is_for(post, "bo") for post in teams.calls] == [True, True]


async def test_the_mark_of_another_is_none(off: Caller, teams: FakeTeams, store: Store) -> None:
    button = await button_seen_alone(off, teams, store)
    _, body = await off.invoke(pressed("anna", teams, button | {"question": "my_day"}))
    assert "Det svarer jeg ikke på i en kanal" in f"{body['value']}"
    assert (await log(store))[-1][3:] == ("team:Team Nord", "wrong_place")


@pytest.mark.parametrize("alone", [None, True, "", "29:bo", ["29:bo"]])
async def test_a_mark_nobody_gave_is_none(off: Caller, teams: FakeTeams, store: Store, alone: Any) -> None:
    _, body = await off.invoke(pressed("bo", teams, {"question": "my_day", "alone": alone}))
    assert "Det svarer jeg ikke på i en kanal" in f"{body['value']}"


async def test_the_response_to_a_press_on_a_public_card_holds_what_the_channel_may_read_and_no_more(
    on: Caller, teams: FakeTeams, store: Store, desk_of_the_office: Desk
) -> None:
    of_one: list[tuple[str, dict[str, str]]] = [("caseload", {"staff": "anna"}), ("case", {"case": "2024-1183"})]
    for question, slots in [*((name, {}) for name in sorted(RECORDS)), *of_one]:
        button = {"question": question, "slots": slots}
        _, body = await on.invoke(pressed("bo", teams, button))
        in_public = Incoming(
            "", "19:nord@thread.tacv2", Place.CHANNEL, "bo-entra", channel_team_name="Team Nord", button=button
        )
        public = (await desk_of_the_office.answer(in_public)).message
        assert body["value"] == (standing_alone(public) or public.text), (question, slots)
    assert {row[3] for row in await log(store)} == {"team:Team Nord"}
    assert teams.calls == []


async def test_a_press_of_an_old_client_on_a_public_card_may_be_answered_alone(
    on: Caller, teams: FakeTeams, store: Store
) -> None:
    await send(on, store, by("bo", in_channel(teams, None, value={"question": "my_day"})))  # type: ignore[arg-type]
    assert [is_for(post, "bo") for post in teams.calls] == [True]
