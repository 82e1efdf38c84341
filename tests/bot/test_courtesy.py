"""Thanks, an ok and a goodbye are answered as a person would, in the person's own language."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.commands.ask import converse
from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.queries import people
from storage.rules.access import Person
from storage.settings import Settings
from tests.conftest import TODAY, Office


@pytest.fixture
def desk(store: Store, model: Model) -> Desk:
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, who: Person, text: str) -> Reply:
    email = f"{who.id}@sagspuls.example"
    return await desk.answer(Incoming(text, "c1", Place.PRIVATE, email=email, on=TODAY))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tak", "Selv tak."),
        ("tusind tak for hjælpen", "Selv tak."),
        ("thanks a lot", "You are welcome."),
        ("ok", "Godt. Skriv bare, når der er mere."),
    ],
)
async def test_thanks_and_an_ok_get_what_a_person_would_say(desk: Desk, office: Office, text: str, said: str) -> None:
    reply = await ask(desk, office.anna, text)
    assert (reply.message.text, reply.message.card, reply.message.facts) == (said, None, {})


async def test_a_greeting_offers_the_first_steps(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hej")
    assert reply.message.text.startswith("Jeg er her")
    assert reply.message.card is not None


@pytest.mark.parametrize("language", ["da", "en"])
async def test_a_word_of_both_languages_keeps_the_askers(
    desk: Desk, store: Store, office: Office, language: str
) -> None:
    async with store.working() as session:
        await people.speak(session, office.bo.id, language)
    reply = await ask(desk, office.bo, "status")
    assert reply.language == language
    assert reply.question == "clarify"
    assert len(reply.message.facts["suggestions"]) == 3


@pytest.mark.parametrize("goodbye", ["farvel", "Exit", "slut.", "quit", "bye"])
async def test_a_goodbye_ends_the_chat_in_the_terminal(
    store: Store,
    office: Office,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    goodbye: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"tak\n{goodbye}\nhej\n"))
    await converse(store, Settings(local=True, home=home), "anna@sagspuls.example")
    printed = capsys.readouterr().out
    assert "Selv tak." in printed
    assert "Jeg er her" not in printed
