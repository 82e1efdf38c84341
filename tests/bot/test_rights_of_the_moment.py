"""Two people at one desk: a press is decided by who presses, where and when, whoever's card it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.desk import Desk
from bot.exchange import Incoming
from bot.question import Place
from bot.understanding.classifier import Model
from storage.clock import set_clock
from storage.database import Store
from storage.schema import FOREVER, AccessLog, Conversation, Deadline, Ownership, Staff, TeamLeader
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case

NINE = dt.datetime.combine(TODAY, dt.time(8), dt.UTC)
NORD: dict[str, Any] = {"place": Place.CHANNEL, "channel_team_name": "Team Nord"}
NOBODYS: dict[str, Any] = {"place": Place.CHANNEL}
CARD = {"question": "overdue", "slots": {}, "page": 1}
"""A card of Team Nord's channel, whoever it was made for."""


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """Both teams have one overdue deadline; Team Nord's channel is 19:a, and 19:shared is a shared one."""
    settings = Settings(local=True)
    place = {"kind": "channel", "channel_id": "msteams", "service_url": "http://127.0.0.1:9/", "installed_at": NINE}
    async with store.working() as session:
        await set_clock(session, NINE, settings.zone)
        for number, team, owner in (("2024-1183", office.nord, "anna"), ("2024-2000", office.distrikt2, "carl")):
            case = await add_case(session, number, team, owner)
            late = {"opened": case.opened, "due": dt.date(2026, 11, 11), "act_by": dt.date(2026, 11, 11)}
            session.add(Deadline(case_id=case.id, rule="follow_up", closed=FOREVER, **late))
        session.add(Conversation(conversation_id="19:a", team_id=office.nord, **place))
        session.add(Conversation(conversation_id="19:free", **place))
        apart = {"channel_type": "shared", "teams_channel_name": "Fælles"}
        session.add(Conversation(conversation_id="19:shared", **apart, **place))
    return Desk(store, settings, model)


async def ask(desk: Desk, who: str, text: str = "", **given: Any) -> Any:
    given = {"conversation_id": "19:a", **NORD, "button": None if text else CARD} | given
    return (await desk.answer(Incoming(text=text, email=f"{who}@sagspuls.example", **given))).message


async def change(store: Store, who: str, **columns: object) -> None:
    async with store.working() as session:
        await session.execute(update(Staff).where(Staff.id == who).values(**columns))


async def test_a_card_in_a_channel_answers_those_of_its_team_and_nobody_else(desk: Desk) -> None:
    seen = {who: (await ask(desk, who)).facts for who in ("anna", "bo", "dorte", "erik", "carl", "freja")}
    assert {who: facts.get("total", facts.get("refused")) for who, facts in seen.items()} == {
        "anna": 1,
        "bo": 1,
        "dorte": 1,
        "erik": 1,
        "carl": "not_yours",
        "freja": "not_your_role",
    }


async def test_a_role_lost_since_the_card_was_made_is_lost(desk: Desk, store: Store) -> None:
    assert (await ask(desk, "bo")).facts["total"] == 1
    await change(store, "bo", roles=[], team_id=None)
    assert (await ask(desk, "bo")).facts == {"refused": "not_your_role"}
    await change(store, "bo", roles=["leader"])
    async with store.working() as session:
        await session.execute(delete(TeamLeader))
    assert (await ask(desk, "bo")).facts == {"refused": "not_yours"}


async def test_who_has_left_since_is_a_stranger(desk: Desk, store: Store) -> None:
    await change(store, "anna", left_on=TODAY)
    assert (await ask(desk, "anna")).facts == {"refused": "not_your_role"}


async def test_a_leavers_cases_are_asked_for_by_name_until_they_are_moved(desk: Desk, store: Store) -> None:
    """Bo leads Anna's team and Dorte coordinates it; to Carl and to the controller, Anna is nobody they know."""
    await change(store, "anna", left_on=TODAY)
    alone = {"place": Place.PRIVATE, "conversation_id": "alone"}
    for who in ("bo", "dorte"):
        facts = (await ask(desk, who, "hvilke af Anna Holms frister er overskredet?", **alone)).facts
        assert [item["case"] for item in facts["items"]] == ["2024-1183"]
    for who in ("carl", "erik"):
        facts = (await ask(desk, who, "hvilke af Anna Holms frister er overskredet?", **alone)).facts
        assert facts == {"refused": "not_yours"}
    async with store.working() as session:
        await session.execute(update(Ownership).where(Ownership.staff_id == "anna").values(staff_id=None))
    assert (await ask(desk, "bo", "Anna Holms overskredne frister", **alone)).facts == {"refused": "not_yours"}


async def test_who_changed_teams_since_gets_nothing_in_the_former_channel(
    desk: Desk, store: Store, office: Office
) -> None:
    await change(store, "anna", team_id=office.distrikt2)
    assert (await ask(desk, "anna")).facts == {"refused": "not_yours"}


async def test_an_old_card_in_a_channel_that_changed_hands_is_answered_as_the_new_teams(desk: Desk) -> None:
    now_of_carl = {"channel_team_name": "Distrikt 2"}
    assert (await ask(desk, "anna", **now_of_carl)).facts == {"refused": "not_yours"}
    [item] = (await ask(desk, "carl", **now_of_carl)).facts["items"]
    assert item["case"] == "2024-2000"


async def test_a_channel_of_nobody_tells_no_figures_and_says_why(desk: Desk, store: Store) -> None:
    free = {"conversation_id": "19:free", "channel_team_name": None}
    for who in ("anna", "bo", "erik"):
        for text in ("", "hvilke frister er overskredet", "hvor mange sager har Team Nord"):
            said = await ask(desk, who, text, **free)
            assert said.facts == {"refused": "wrong_place", "unbound": True}
            assert said.text.startswith("Kanalen er ikke knyttet til en enhed endnu")
    async with store.working() as session:
        outcomes = set(await session.scalars(select(AccessLog.outcome)))
    assert outcomes == {"wrong_place"}


async def test_which_unit_a_channel_is_for_is_asked_in_words_and_logged(desk: Desk, store: Store) -> None:
    said = await ask(desk, "anna", "hvilken kommunal enhed er denne kanal for?")
    assert said.text.startswith("Kanalen er for Team Nord")
    bound = await ask(
        desk, "freja", "bind denne kanal til Distrikt 2", conversation_id="19:free", channel_team_name=None
    )
    assert bound.text.startswith("Ugebrevet for Distrikt 2 kommer nu her")
    kindly = await ask(desk, "carl", "bind denne kanal til Distrikt 2")
    assert kindly.card is None
    refused = await ask(desk, "bo", "bind denne kanal til Distrikt 2")
    assert refused.text.startswith("Det kan kun en administrator eller enhedens leder vælge")
    async with store.working() as session:
        lines = (await session.execute(select(AccessLog.staff_id, AccessLog.question).order_by(AccessLog.id))).all()
    assert [tuple(line) for line in lines] == [(who, "channel") for who in ("anna", "freja", "carl", "bo")]


async def test_a_shared_channel_nobody_confirmed_answers_one_question_alone(desk: Desk, store: Store) -> None:
    shared = {"conversation_id": "19:shared", "channel_team_name": None, "unconfirmed": "Fælles"}
    for text in ("", "hvilke frister er overskredet", "hvad kan du", "hej", "???"):
        said = await ask(desk, "anna", text, **shared)
        assert said.facts == {"refused": "wrong_place", "unconfirmed": "Fælles"}
    for who, text in (("bo", "bekræft den delte kanal Fælles"), ("anna", "bekræft den delte kanal Fælles")):
        assert (await ask(desk, who, text, **shared)).facts == {"refused": "not_your_role"}
    said = await ask(desk, "freja", "bekræft den delte kanal *Fælles*", **shared)
    assert said.facts["done"] == "confirmed"
    async with store.working() as session:
        confirmed = select(Conversation.confirmed_by).where(Conversation.conversation_id == "19:shared")
        assert await session.scalar(confirmed) == "freja"
