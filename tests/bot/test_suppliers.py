"""Suppliers by name at the desk: every name is known to all, and only cases within reach count."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case, add_grant

QUESTION = "hvor mange sager er hos Solgården"


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """A desk over a case of Anna's and one of Carl's with grants at Solgården, and another of Anna's at Fjordblik."""
    async with store.working() as session:
        for number, team, owner, supplier in (
            ("2024-1", office.nord, "anna", "Solgården"),
            ("2024-2", office.distrikt2, "carl", "Solgården"),
            ("2024-3", office.nord, "anna", "Opholdsstedet Fjordblik"),
            ("2024-4", office.distrikt2, "carl", "Havblik"),
        ):
            case = await add_case(session, number, team, owner)
            await add_grant(
                session, case, f"B-{number}", "opholdssted", "2000", "døgn", "2026-01-01", supplier=supplier
            )
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, who: str, text: str) -> Reply:
    email = f"{who}@sagspuls.example"
    return await desk.answer(Incoming(text=text, conversation_id="c1", place=Place.PRIVATE, on=TODAY, email=email))


@pytest.mark.parametrize(("who", "total"), [("anna", 1), ("bo", 1), ("carl", 1), ("erik", 2)])
async def test_only_cases_within_reach_count(desk: Desk, who: str, total: Any) -> None:
    reply = await ask(desk, who, QUESTION)
    assert reply.slots["supplier"] == "Solgården"
    assert reply.message.facts["total"] == total


async def test_a_supplier_of_others_alone_is_known_and_has_no_case_to_show(desk: Desk) -> None:
    reply = await ask(desk, "anna", "hvor mange sager er hos havblik")
    assert (reply.slots["supplier"], reply.message.facts["total"]) == ("Havblik", 0)


async def test_a_supplier_that_nobody_knows_is_refused_like_a_person(desk: Desk) -> None:
    reply = await ask(desk, "anna", "hvor mange sager er hos Birkevang")
    assert reply.message.facts == {"refused": "not_yours"}
