"""A question of the field that no export answers gets an honest no, and what can be asked instead."""

from __future__ import annotations

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.rules.access import Person
from storage.settings import Settings
from tests.conftest import TODAY, Office


@pytest.fixture
def desk(store: Store, office: Office, model: Model) -> Desk:
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, who: Person, text: str) -> Reply:
    email = f"{who.id}@sagspuls.example"
    return await desk.answer(Incoming(text, "c1", Place.PRIVATE, email=email, on=TODAY))


async def test_it_says_what_is_not_there_and_offers_what_is(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hvor mange af mine sager gik fra grøn til rød i oktober")
    assert reply.question == "none"
    assert reply.message.facts["absent"] == {"topic": "history"}
    assert reply.message.facts["suggestions"][0] == "legality"
    assert reply.message.text == (
        "Det står ikke i de data, jeg har: hvad en sags farve eller bekymringsgrad var før."
        " Jeg kan vise farverne, som de er nu."
    )


async def test_it_speaks_the_askers_language(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.bo, "how many of our families have an interpreter")
    assert reply.message.text.startswith(
        "That is not in the data I have: lawyers, lay representatives and interpreters."
    )


async def test_nobody_is_offered_what_their_role_may_not_ask(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.freja, "hvor mange af sagerne gik fra grøn til rød i oktober")
    assert "legality" not in reply.message.facts["suggestions"]
    assert "Jeg kan vise farverne" not in reply.message.text


async def test_a_cause_is_not_known_but_the_figures_are(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.bo, "hvorfor er der kommet flere røde sager i Team Nord")
    assert reply.message.facts["absent"] == {"topic": "causes"}
    assert "Jeg kan for eksempel vise" in reply.message.text
