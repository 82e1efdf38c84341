"""What every answer carries besides its facts, and two questions in one message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from bot.understanding.understand import Meaning
from bot.visit import arrived
from messages.message import Message, joined
from messages.setting import COPENHAGEN
from storage.database import Store
from storage.rules.conditions import Condition
from storage.rules.selection import Selection
from storage.rules.slots import Slots
from storage.schema import AccessLog
from storage.settings import Settings
from tests.bot.conftest import add_late_cases
from tests.conftest import TODAY, Office

OVERDUE = Meaning("overdue", 0.9, Slots(), "da")
CASES = Meaning("caseload", 0.8, Slots(selection=Selection("cases", (Condition("urgent", denied=True),))), "da")
COSTS = Meaning("costs", 0.8, Slots(), "da")


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    async with store.working() as session:
        await add_late_cases(session, office)
    return Desk(store, Settings(local=True), model)


async def meant(store: Store, desk: Desk, meaning: Meaning, **given: Any) -> Reply:
    asked = {"conversation_id": "c1", "place": Place.PRIVATE, "on": TODAY, "email": "anna@sagspuls.example", **given}
    incoming = Incoming(text="to spørgsmål", **asked)
    async with store.working() as session:
        came = await arrived(session, incoming, COPENHAGEN)
        return await desk.answer_meant(await desk.visit(session, incoming, came), came, meaning)


async def test_both_questions_of_a_text_are_answered_and_logged(store: Store, desk: Desk) -> None:
    reply = await meant(store, desk, replace(OVERDUE, also=CASES))
    (other,) = reply.also
    assert (reply.question, reply.message.facts["total"]) == ("overdue", 1)
    assert (other.question, other.message.facts["total"]) == ("caseload", 1)
    assert [one["question"] for one in reply.as_json()["also"]] == ["caseload"]
    assert reply.said.text == f"{reply.message.text}\n\n{other.message.text}"
    async with store.working() as session:
        logged = await session.scalars(select(AccessLog.question).order_by(AccessLog.id))
        assert list(logged) == ["overdue", "caseload"]


async def test_one_answer_has_no_others(store: Store, desk: Desk) -> None:
    reply = await meant(store, desk, OVERDUE)
    assert "also" not in reply.as_json()
    assert reply.said == reply.message


async def test_a_second_question_that_belongs_elsewhere_is_refused_beside_the_first(store: Store, desk: Desk) -> None:
    in_channel = {"place": Place.CHANNEL, "channel_team_name": "Team Nord", "may_be_alone": True}
    reply = await meant(store, desk, replace(OVERDUE, also=COSTS), **in_channel)
    assert not reply.alone
    assert reply.also[0].message.facts == {"refused": "wrong_place"}
    alone = await meant(store, desk, replace(COSTS, also=OVERDUE), **in_channel)
    assert alone.alone
    assert [other.alone for other in alone.also] == [True]


async def test_an_answer_says_what_it_is_of_and_what_was_not_read(store: Store, desk: Desk) -> None:
    reply = await meant(store, desk, replace(CASES, unread=("blonde", "børn")))
    assert reply.understood == "Åbne sager · dine · ikke akutte · 23. november 2026"
    assert reply.as_json()["unread"] == ["blonde", "børn"]
    assert reply.as_json()["asked"] == {"value": 1, "unit": "cases", "items": ["2024-1183"]}
    assert reply.message.text.endswith("Det her har jeg ikke taget med: blonde og børn.")


async def test_what_counts_nothing_is_understood_by_its_title_and_whom_it_is_about(store: Store, desk: Desk) -> None:
    case = await meant(store, desk, Meaning("case", 1.0, Slots(case="2024-1183"), "en"))
    assert (case.understood, case.asked) == ("One case · 2024-1183 · 23 November 2026", None)
    unknown = await meant(store, desk, Meaning("case", 1.0, Slots(case="2024-2000"), "en", unread=("blond",)))
    assert (unknown.understood, unknown.asked) == ("", None)
    assert "blond" not in unknown.message.text
    assert (await meant(store, desk, Meaning("help", 1.0, Slots(), "da"))).understood == ""


def test_two_cards_become_one_with_room_for_the_buttons_of_both() -> None:
    def drawn(word: str, buttons: int, **more: Any) -> Message:
        actions = [{"type": "Action.Submit", "title": f"{word} {n}", "data": {}} for n in range(buttons)]
        body = [{"type": "TextBlock", "text": word}, {"type": "TextBlock", "text": "…"}]
        return Message(word, {"lang": "da", "body": body, "actions": actions, **more}, {"of": word})

    both = joined(drawn("a", 4), drawn("b", 4, msteams={"width": "Full"}))
    assert both.card is not None
    assert [element["text"] for element in both.card["body"]] == ["a", "…", "b", "…"]
    assert both.card["body"][2]["separator"] is True
    assert [one["title"] for one in both.card["actions"]] == ["a 0", "a 1", "a 2", "a 3", "b 0", "b 1"]
    assert both.card["msteams"] == {"width": "Full"}
    assert both.facts == {"of": "a"}
    words_only = Message("c", None, {})
    assert joined(words_only, drawn("b", 0)).card == drawn("b", 0).card
    assert joined(words_only, words_only).card is None
    assert "actions" not in (joined(drawn("a", 0), drawn("b", 0)).card or {})
