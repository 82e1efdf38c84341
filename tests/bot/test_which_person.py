"""A name that fits two people in a question with conditions: we ask which, and a button tells the right number."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.schema import Staff
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case, add_event

RED_WITHOUT_PLAN = "hvor mange røde sager har Mette uden plan"
RED_OPENED_IN_JANUARY = "hvor mange røde sager oprettet i januar har Mette"


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """A desk over two Mettes of Team Nord: Mette Bro has two red cases without a plan, opened in January, and one
    with a plan, opened in February; Mette Dal has one of the former."""
    async with store.working() as session:
        for who, name in (("mette1", "Mette Bro"), ("mette2", "Mette Dal")):
            email = f"{who}@sagspuls.example"
            session.add(Staff(id=who, name=name, email=email, team_id=office.nord, roles=["caseworker"]))
        await session.flush()
        for number, owner, category in (
            ("2024-1", "mette1", "red"),
            ("2024-2", "mette1", "red"),
            ("2024-3", "mette2", "red"),
            ("2024-4", "mette1", "red"),
            ("2024-5", "mette2", "green"),
            ("2024-6", "anna", "red"),
        ):
            opened = dt.date(2026, 2 if number == "2024-4" else 1, 5)
            case = await add_case(session, number, office.nord, owner, category=category, opened=opened)
            if number == "2024-4":
                await add_event(session, case, "plan udarbejdet", TODAY)
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, text: str = "", **given: Any) -> Reply:
    asked = {"conversation_id": "c1", "place": Place.PRIVATE, "on": TODAY, "email": "bo@sagspuls.example", **given}
    return await desk.answer(Incoming(text=text, **asked))


def offered(reply: Reply) -> list[tuple[str, dict[str, Any]]]:
    assert reply.message.card is not None
    return [(one["title"], one["data"]) for one in reply.message.card["actions"]]


async def values(desk: Desk, reply: Reply) -> list[Any]:
    """What was asked for, by each of the buttons offered."""
    answers = [await ask(desk, button=button) for _, button in offered(reply)]
    return [answer.asked.value for answer in answers if answer.asked is not None]


@pytest.mark.parametrize("text", [RED_WITHOUT_PLAN, RED_OPENED_IN_JANUARY])
async def test_the_button_of_each_keeps_the_conditions(desk: Desk, text: str) -> None:
    reply = await ask(desk, text)
    assert [who["staff"] for who in reply.message.facts["candidates"]] == ["mette1", "mette2"]
    assert [title for title, _ in offered(reply)] == ["Mette Bro (Team Nord)", "Mette Dal (Team Nord)"]
    assert [button["slots"]["staff"] for _, button in offered(reply)] == ["mette1", "mette2"]
    assert await values(desk, reply) == [2, 1]


async def test_somebody_left_out_is_asked_about_too(desk: Desk) -> None:
    reply = await ask(desk, "hvor mange røde sager i Team Nord undtagen Mettes")
    assert await values(desk, reply) == [2, 4]


@pytest.mark.parametrize("text", [RED_WITHOUT_PLAN, RED_OPENED_IN_JANUARY])
async def test_the_team_named_tells_which_of_them_was_meant(
    desk: Desk, store: Store, office: Office, text: str
) -> None:
    async with store.working() as session:
        elsewhere = await session.get_one(Staff, "mette2")
        elsewhere.team_id = office.distrikt2
    reply = await ask(desk, f"{text} i Team Nord")
    assert reply.slots["staff"] == "mette1"
    assert reply.asked is not None
    assert reply.asked.value == 2


@pytest.mark.parametrize("text", [RED_WITHOUT_PLAN, RED_OPENED_IN_JANUARY])
async def test_the_name_alone_after_such_a_question_is_asked_about_too(desk: Desk, text: str) -> None:
    await ask(desk, text.replace("Mette", "Anna"))
    reply = await ask(desk, "og Mette?")
    assert await values(desk, reply) == [2, 1]


async def test_nobody_is_named_to_somebody_who_may_ask_about_neither(desk: Desk) -> None:
    reply = await ask(desk, RED_WITHOUT_PLAN, email="carl@sagspuls.example")
    assert reply.message.facts == {"refused": "not_yours"}
    assert "mette1" not in f"{reply.as_json()}"
