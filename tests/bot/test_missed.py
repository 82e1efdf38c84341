"""What the desk does not understand it keeps, masked; what it refuses, or what a button sent, it does not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from bot.desk import Desk, Incoming, Reply
from bot.missed import reading_of
from bot.question import Place
from bot.understanding.classifier import Model
from storage.clock import set_clock
from storage.database import Store
from storage.rules.access import Person
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from storage.schema import AccessLog, Miss, Staff
from storage.settings import Settings
from tests.conftest import Office

SETTINGS = Settings(local=True)
EVENING = dt.datetime(2026, 11, 23, 23, 30, tzinfo=SETTINGS.zone)


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    async with store.working() as session:
        await set_clock(session, EVENING, SETTINGS.zone)
    return Desk(store, SETTINGS, model)


async def ask(desk: Desk, who: Person | str, text: str = "", **given: Any) -> Reply:
    email = who if isinstance(who, str) else f"{who.id}@sagspuls.example"
    incoming = {"conversation_id": "c1", "place": Place.PRIVATE, **given}
    return await desk.answer(Incoming(text=text, email=email, **incoming))


async def kept(store: Store) -> list[Miss]:
    async with store.working() as session:
        return list(await session.scalars(select(Miss).order_by(Miss.id)))


async def test_a_question_outside_the_field_is_kept_without_names_and_numbers(
    desk: Desk, store: Store, office: Office
) -> None:
    reply = await ask(desk, office.anna, "hvornår har kantinen åbent for Bo Lund i 2024-1183")
    (miss,) = await kept(store)
    assert reply.question == miss.kind == "none"
    assert miss.text.startswith("hvornår har kantinen")
    assert miss.text.endswith("for [navn] i [sag]")
    assert miss.language == "da"
    assert miss.question in set(RECORDS) - {"none"}
    assert miss.confidence == pytest.approx(reply.confidence)


async def test_a_question_that_is_asked_back_is_kept_with_the_likeliest_one(
    desk: Desk, store: Store, office: Office
) -> None:
    reply = await ask(desk, office.anna, "hvad med distrikt 2")
    (miss,) = await kept(store)
    assert reply.question == miss.kind == "clarify"
    assert (miss.text, miss.question) == ("hvad med [team]", reply.message.facts["suggestions"][0])


async def test_a_text_that_is_answered_without_one_of_its_words_is_kept_with_how_it_was_read(
    desk: Desk, store: Store, office: Office
) -> None:
    reply = await ask(desk, office.anna, "hvor mange overskredne frister har jeg som er snublende kvadrerede")
    (miss,) = await kept(store)
    assert reply.unread
    assert (miss.kind, miss.question) == ("unread", reply.question)
    assert miss.reading is not None
    assert miss.reading.startswith(reply.question)
    assert office.anna.id not in miss.reading


def test_of_a_reading_the_slots_are_named_without_their_values() -> None:
    assert reading_of("case", Slots(case="2024-1183")) == "case (case)"
    assert reading_of("help", Slots()) == "help"


async def test_what_is_soon_asked_again_in_other_words_is_kept(desk: Desk, store: Store, office: Office) -> None:
    await ask(desk, office.anna, "hvilke af mine frister er overskredet?")
    await ask(desk, office.anna, "vis mig mine overskredne frister")
    (miss,) = await kept(store)
    assert (miss.kind, miss.question, miss.text) == ("asked_again", "overdue", "vis mig mine overskredne frister")
    assert miss.at == dt.datetime(2026, 11, 23, tzinfo=SETTINGS.zone)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("hvilke frister i Distrikt 2 er overskredet?", "hvilke frister i Team Nord er overskredet?"),
        ("hvilke frister er overskredet?", "og for Distrikt 2?"),
        ("hvilke af mine frister er overskredet?", "hvad er mine milepæle"),
    ],
)
async def test_another_question_or_one_that_goes_on_is_not_kept_as_asked_again(
    desk: Desk, store: Store, office: Office, first: str, second: str
) -> None:
    await ask(desk, office.bo, first)
    await ask(desk, office.bo, second)
    assert [miss for miss in await kept(store) if miss.kind == "asked_again"] == []


async def test_what_is_asked_again_after_some_minutes_is_not_kept(desk: Desk, store: Store, office: Office) -> None:
    await ask(desk, office.anna, "hvilke af mine frister er overskredet?")
    async with store.working() as session:
        await set_clock(session, EVENING + dt.timedelta(minutes=3), SETTINGS.zone)
    await ask(desk, office.anna, "vis mig mine overskredne frister")
    assert await kept(store) == []


async def test_only_the_day_is_kept_so_that_the_access_log_does_not_tell_who_asked(
    desk: Desk, store: Store, office: Office
) -> None:
    await ask(desk, office.anna, "hvornår har kantinen åbent")
    (miss,) = await kept(store)
    assert miss.at == dt.datetime(2026, 11, 23, tzinfo=SETTINGS.zone)
    async with store.working() as session:
        assert miss.at != await session.scalar(select(AccessLog.at))


@pytest.mark.parametrize(
    "text",
    [
        "hvilke af mine frister er overskredet?",
        "hvornår har kantinen åbent for 010190-1234",
        "skal vi fjerne barnet",
        "hvor mange af mine sager har en diagnose",
        "hej",
        "   ",
    ],
)
async def test_what_was_understood_or_refused_is_not_kept(desk: Desk, store: Store, office: Office, text: str) -> None:
    await ask(desk, office.anna, text)
    assert await kept(store) == []


async def test_what_a_stranger_types_is_not_kept(desk: Desk, store: Store) -> None:
    await ask(desk, "nobody@sagspuls.example", "hvornår har kantinen åbent")
    assert await kept(store) == []


async def test_what_a_button_sends_is_not_kept(desk: Desk, store: Store, office: Office) -> None:
    reply = await ask(desk, office.anna, button={"question": "unheard of"})
    assert reply.question == "none"
    assert await kept(store) == []


async def test_a_name_that_fits_two_people_is_not_kept(desk: Desk, store: Store, office: Office) -> None:
    async with store.working() as session:
        session.add(
            Staff(id="bo2", name="Bo Friis", email="bo2@sagspuls.example", team_id=office.nord, roles=["caseworker"])
        )
    reply = await ask(desk, office.bo, "hvor mange sager har Bo")
    assert reply.question == "clarify"
    assert len(reply.message.facts["candidates"]) == 2
    assert await kept(store) == []


async def test_nothing_is_kept_where_the_municipality_says_so(
    desk: Desk, store: Store, office: Office, model: Model
) -> None:
    await ask(Desk(store, Settings(local=True, misses_days=0), model), office.anna, "hvornår har kantinen åbent")
    assert await kept(store) == []
