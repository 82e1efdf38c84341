"""Who sees their own cases alone is told so first, and what their team has where they have none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case

NOBODYS = "er der nogen sager uden rådgiver"
TEAMS = "når beskyttede sager ikke tælles med."


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """A desk over two green cases of Anna's, one of nobody's and a red and a protected red one of Team Nord."""
    async with store.working() as session:
        for number, owner, category, protected in (
            ("2024-1", "anna", "green", False),
            ("2024-2", "anna", "green", False),
            ("2024-3", None, "green", False),
            ("2024-4", "bo", "red", False),
            ("2024-5", "bo", "red", True),
        ):
            await add_case(session, number, office.nord, owner, category=category, protected=protected)
        await add_case(session, "2024-6", office.distrikt2, "carl", category="green")
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, who: str, text: str, **given: Any) -> Reply:
    asked = {"conversation_id": "c1", "place": Place.PRIVATE, "on": TODAY, "email": f"{who}@sagspuls.example", **given}
    return await desk.answer(Incoming(text=text, **asked))


async def test_a_caseworker_is_told_that_the_team_has_cases_without_caseworker(desk: Desk) -> None:
    reply = await ask(desk, "anna", NOBODYS)
    assert reply.message.text == (
        "Blandt dine sager har ingen skiftet rådgiver to gange på et år. "
        f"I hele Team Nord har 1 sag ingen rådgiver, {TEAMS}"
    )
    assert set(reply.message.facts) == {"total", "repeated", "without_caseworker", "items"}


async def test_a_team_whose_every_case_has_a_caseworker_is_said_to(desk: Desk) -> None:
    reply = await ask(desk, "carl", NOBODYS)
    assert f"I hele Distrikt 2 har alle sager en rådgiver, {TEAMS}" in reply.message.text


@pytest.mark.parametrize(
    ("who", "given"), [("bo", {}), ("erik", {}), ("anna", {"place": Place.CHANNEL, "channel_team_name": "Team Nord"})]
)
async def test_who_sees_more_than_their_own_is_told_that_alone(desk: Desk, who: str, given: dict[str, Any]) -> None:
    reply = await ask(desk, who, NOBODYS, **given)
    assert reply.message.text.startswith("1 sag har ingen rådgiver")


async def test_none_of_ones_own_is_no_none_of_the_team(desk: Desk) -> None:
    reply = await ask(desk, "anna", "hvor mange røde sager oprettet i år")
    assert (reply.asked.value if reply.asked else None) == 0
    assert reply.message.text.startswith("Blandt dine sager er der ingen røde sager")
    assert reply.message.text.endswith(f"I hele Team Nord er der 1, {TEAMS}")


async def test_who_asks_about_their_own_is_told_of_them_alone(desk: Desk) -> None:
    reply = await ask(desk, "anna", "hvor mange af mine sager er røde og oprettet i år")
    assert reply.message.text.startswith("Du har ingen røde sager")
    assert "Team Nord" not in reply.message.text


@pytest.mark.parametrize(
    "text",
    [
        "hvor stor en andel af sagerne er grønne",
        "hvor mange grønne sager er oprettet i år",
        "hvor mange grønne sager er oprettet i år fordelt på sagstype",
        "hvem har flest grønne sager oprettet i år",
        "hvor mange sager oprettes måned for måned",
    ],
)
async def test_every_form_says_first_that_it_is_of_ones_own(desk: Desk, text: str) -> None:
    reply = await ask(desk, "anna", text)
    first = reply.message.text.split(". ")[0]
    assert "Blandt dine sager" in first or "dine" in first, reply.message.text
