"""A channel changes hands, or is confirmed, only by a text that says just that."""

from __future__ import annotations

from typing import Any

import pytest

from bot.question import Place
from storage.database import Store
from storage.rules.slots import Slots
from tests.bot.admin.test_channels import NINE, SHARED, add_channels, ask, bind, bound, confirmed
from tests.conftest import Office


@pytest.fixture(autouse=True)
async def two_channels(store: Store, office: Office) -> None:
    await add_channels(store, "19:a", "19:b", teams_team_name="Familien")


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("frigør denne kanal", True),
        ("Hej, kan du frigøre kanalen igen", True),
        ("frigør kanalen fra Team Nord, tak", True),
        ("kanalen skal ikke længere høre til Team Nord", True),
        ("denne kanal er ikke længere for teamet", True),
        ("release this channel, please", True),
        ("this channel no longer belongs to Team Nord", True),
        ("frigør ikke denne kanal", False),
        ("denne kanal er ikke længere sjov", False),
        ("denne kanal er ikke længere for sjov", False),
        ("vi skal have besked, når kanalen ikke længere er i brug", False),
        ("frigør denne kanal fra Distrikt 2", False),
        ("frigør denne kanal på fredag", False),
        ("release notes for the channel", False),
        ("frigør denne kanal?", False),
    ],
)
async def test_a_channel_is_released_by_a_text_that_says_just_that(
    store: Store, office: Office, text: str, done: bool
) -> None:
    await bind(store, office.freja)
    facts = await ask(store, office.freja, text)
    assert (facts.get("done") == "released", (await bound(store))["19:a"]) == (done, None if done else office.nord)


async def test_the_team_that_the_question_before_was_about_is_not_meant(store: Store, office: Office) -> None:
    facts = await ask(store, office.freja, "bind denne kanal", slots=Slots(team="Team Nord"))
    assert facts["problem"] == "which_team"
    assert await bound(store) == {"19:a": None, "19:b": None}


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "bekræft den delte kanal",
        "bekræft den delte kanal Fælles",
        "bekræft den delte kanal Fælles med Nabokommune og de andre",
        "er den delte kanal Fælles med Nabokommune god nok",
        "bekræft ikke den delte kanal Fælles med Nabokommune",
        "skal jeg bekræfte den delte kanal Fælles med Nabokommune?",
    ],
)
async def test_a_shared_channel_is_confirmed_by_its_whole_name_alone(
    store: Store, office: Office, text: str, private: bool
) -> None:
    await add_channels(store, "19:shared", channel_type="shared", teams_channel_name="Fælles med Nabokommune")
    place: dict[str, Any] = {"place": Place.PRIVATE, "conversation_id": "a:freja"} if private else SHARED
    assert "done" not in await ask(store, office.freja, text, **place)
    assert await confirmed(store) is None


async def test_the_words_of_the_wish_are_no_channels_name(store: Store, office: Office) -> None:
    await add_channels(store, "19:delt", channel_type="shared", teams_channel_name="Delt")
    private: dict[str, Any] = {"place": Place.PRIVATE, "conversation_id": "a:freja"}
    facts = await ask(store, office.freja, "bekræft den delte kanal Samarbejde", **private)
    assert facts == {"problem": "which_channel"}


async def test_the_list_says_where_messages_do_not_arrive(store: Store, office: Office) -> None:
    await add_channels(store, "19:gone", removed_at=NINE, team_id=office.nord)
    private: dict[str, Any] = {"place": Place.PRIVATE, "conversation_id": "a:freja"}
    facts = await ask(store, office.freja, "hvilke kanaler er bundet til hvilke team", **private)
    assert {line["team"]: line["trouble"] for line in facts["channels"]} == {"Distrikt 2": None, "Team Nord": "removed"}
