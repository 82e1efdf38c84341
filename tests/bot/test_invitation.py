"""What belongs in private is answered in a channel by the way there, which tells nobody whom it was about."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.invitation import chat_link, typed_along
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.rules.access import Person
from storage.settings import Settings
from tests.conftest import TODAY, Office

APP = "6a1f0c1e-58d4-4f0e-9a51-0d5a6000000a"


def at(store: Store, model: Model, app_id: str | None = APP) -> Desk:
    return Desk(store, Settings(local=True, app_id=app_id), model)


async def in_the_channel(desk: Desk, who: Person, text: str = "", **more: Any) -> Reply:
    incoming: dict[str, Any] = {"conversation_id": "19:nord", "place": Place.CHANNEL, "channel_team_name": "Team Nord"}
    email = f"{who.id}@sagspuls.example"
    return await desk.answer(Incoming(text=text, email=email, on=TODAY, **incoming, **more))


def links(reply: Reply) -> list[str]:
    actions = (reply.message.card or {}).get("actions", [])
    return [action["url"] for action in actions if action["type"] == "Action.OpenUrl"]


def along(reply: Reply) -> str | None:
    """The words that wait in the chat which the answer's only link opens."""
    [url] = links(reply)
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "teams.microsoft.com", "/l/chat/0/0")
    assert query.pop("users") == [f"28:{APP}"]
    [words] = query.pop("message", [None])
    assert query == {}
    return words


@pytest.mark.parametrize("text", ["hvad haster mest?", "hvad er status på 2024-1183", "What is most urgent?"])
async def test_the_question_waits_in_the_private_chat(store: Store, office: Office, model: Model, text: str) -> None:
    reply = await in_the_channel(at(store, model), office.anna, text)
    assert reply.message.facts == {"refused": "wrong_place"}
    assert along(reply) == text


@pytest.mark.parametrize(
    "text",
    [
        "hvor mange sager har Carl",
        "hvor mange sager har carl friis?",
        "hvad koster Bos sager",
        "hvad er status på 2024-1183, lille Yusuf",
        "hvad haster mest for zacharias",
        "hvad haster mest? ring til mig på 20304050",
        "hvad haster mest " * 20,
    ],
)
async def test_nobodys_name_and_no_long_text_stands_in_an_address(
    store: Store, office: Office, model: Model, text: str
) -> None:
    reply = await in_the_channel(at(store, model), office.bo, text)
    if reply.message.facts == {"refused": "wrong_place"}:
        assert along(reply) is None
    assert not any(word in f"{links(reply)}".casefold() for word in ("carl", "bos", "yusuf", "zacharias", "2030"))


async def test_a_cpr_never_gets_there(store: Store, office: Office, model: Model) -> None:
    reply = await in_the_channel(at(store, model), office.anna, "hvad er status på 120514-4321")
    assert (reply.message.facts, links(reply)) == ({"refused": "cpr_in_text"}, [])
    assert typed_along("hvad er status på 120514-4321", "hvad er status på") == ""


async def test_a_button_is_put_in_words_unless_it_names_somebody(store: Store, office: Office, model: Model) -> None:
    desk = at(store, model)
    assert along(await in_the_channel(desk, office.anna, button={"question": "my_day"})) == "Hvad haster mest?"
    english = {"question": "my_day", "lang": "en"}
    assert along(await in_the_channel(desk, office.anna, button=english)) == "What is most urgent?"
    of_one = {"question": "caseload", "slots": {"staff": "carl"}}
    assert along(await in_the_channel(desk, office.anna, button=of_one)) is None
    assert along(await in_the_channel(desk, office.anna, button={"question": "case"})) is None


async def test_there_is_no_way_where_teams_does_not_know_the_bot(store: Store, office: Office, model: Model) -> None:
    reply = await in_the_channel(at(store, model, app_id=None), office.anna, "hvad haster mest?")
    assert (reply.message.facts, reply.message.card) == ({"refused": "wrong_place"}, None)


async def test_other_refusals_have_no_way(store: Store, office: Office, model: Model) -> None:
    reply = await in_the_channel(at(store, model), office.carl, "hvad er overskredet?")
    assert (reply.message.facts, links(reply)) == ({"refused": "not_yours"}, [])


@pytest.mark.parametrize("words", ["a&users=29:somebody", "æøå ?#/ \"'<script>", "% 100 %", "hvad\nhaster"])
def test_words_stay_words(words: str) -> None:
    query = parse_qs(urlsplit(chat_link("app&x=1", words)).query, strict_parsing=True)
    assert query == {"users": ["28:app&x=1"], "message": [words]}
