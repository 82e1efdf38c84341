"""The first meeting in somebody's own chat: words by role, and buttons that really answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from bot.buttons import pressed
from bot.desk import Desk, Incoming
from bot.question import Place
from bot.understanding.classifier import Model
from bot.welcome import WIDEST_FIRST, first_questions, welcome_facts
from storage.database import Store
from storage.queries import people
from storage.rules.access import Person, Role
from storage.schema import Conversation, Staff
from storage.settings import Settings
from tests.bot.conftest import BOT, Caller, add_late_cases, personal
from tests.bot.test_button_language import sent_by
from tests.bot.test_installation import settle
from tests.conftest import TODAY, Office
from tests.fake_channel import FakeTeams

PEOPLE = ("anna", "bo", "dorte", "erik", "freja")


def arrival(teams: FakeTeams, entra_id: str | None = "anna-entra", **more: Any) -> dict[str, Any]:
    """Somebody adds the bot for themselves."""
    sender = {"id": "29:anna"} | ({"aadObjectId": entra_id} if entra_id else {})
    event = {"type": "conversationUpdate", "text": None, "membersAdded": [BOT], "from": sender}
    return personal(teams) | event | more


async def known_as(store: Store, who: str, **columns: Any) -> str:
    """Give somebody an Entra id of their own, and what else their row says."""
    async with store.working() as session:
        await session.execute(update(Staff).where(Staff.id == who).values(entra_id=f"{who}-entra", **columns))
    return f"{who}-entra"


@pytest.fixture
async def desk_of_the_office(store: Store, office: Office, model: Model) -> Desk:
    async with store.working() as session:
        await add_late_cases(session, office)
    return Desk(store, Settings(local=True), model)


@pytest.mark.parametrize("who", PEOPLE)
async def test_each_of_the_six_buttons_really_answers(
    caller: Caller, teams: FakeTeams, store: Store, desk_of_the_office: Desk, who: str
) -> None:
    entra_id = await known_as(store, who)
    await settle(caller, store, arrival(teams, entra_id))
    [welcome] = teams.posts
    [attachment] = welcome.activity["attachments"]
    buttons = {data["question"]: data for data in sent_by(attachment["content"])}
    assert len(buttons) == 6
    for button in buttons.values():
        incoming = Incoming("", "a:anna", Place.PRIVATE, entra_id=entra_id, button=button, on=TODAY)
        reply = await desk_of_the_office.answer(incoming)
        assert "refused" not in reply.message.facts, reply.question
        assert (reply.question, reply.language) == (button["question"], "da")
        assert reply.message.text


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("anna", "Hej Anna, jeg er Sagspuls. Spørg med dine egne ord om dine sager"),
        ("bo", "Hej Bo, jeg er Sagspuls. Spørg med dine egne ord om teamets sager"),
        ("dorte", "Hej Dorte, jeg er Sagspuls. Spørg med dine egne ord om teamets sager"),
        ("erik", "Hej Erik, jeg er Sagspuls. Spørg med dine egne ord om budget"),
        ("freja", "Hej Freja, jeg er Sagspuls. Spørg med dine egne ord om import"),
    ],
)
async def test_each_is_greeted_by_name_and_role(
    caller: Caller, teams: FakeTeams, store: Store, office: Office, who: str, words: str
) -> None:
    [place] = await settle(caller, store, arrival(teams, await known_as(store, who)))
    assert teams.posts[0].words.startswith(words)
    assert (place.kind, place.staff_id) == ("personal", who), "what is sent to a person finds the way at once"


async def test_who_has_chosen_english_is_greeted_in_english(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    await settle(caller, store, arrival(teams, await known_as(store, "anna", language="en")))
    [attachment] = teams.posts[0].activity["attachments"]
    assert teams.posts[0].words.startswith("Hello Anna")
    assert {pressed(data, "da", TODAY).language for data in sent_by(attachment["content"])} == {"en"}


async def test_somebody_new_is_matched_by_the_channels_e_mail_when_the_bot_is_added(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    async with store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "anna").values(entra_id=None))
    teams.members["29:anna"] = {"aadObjectId": "anna-entra", "email": "anna@sagspuls.example"}
    await settle(caller, store, arrival(teams))
    assert teams.posts[0].words.startswith("Hej Anna")


async def test_a_stranger_is_told_what_to_do_and_offered_nothing(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    [place] = await settle(caller, store, arrival(teams, "somebody-else"))
    [welcome] = teams.posts
    assert "Bed din administrator" in welcome.words
    assert "attachments" not in welcome.activity
    assert place.staff_id is None


async def test_somebody_who_has_left_is_a_stranger(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    entra_id = await known_as(store, "anna", left_on=dt.date(2020, 1, 1))
    await settle(caller, store, arrival(teams, entra_id))
    assert "Bed din administrator" in teams.posts[0].words


async def test_an_arrival_that_names_nobody_is_greeted_all_the_same(
    caller: Caller, teams: FakeTeams, store: Store
) -> None:
    await settle(caller, store, arrival(teams, None))
    assert teams.posts[0].words.startswith("Hej, jeg er Sagspuls")


async def test_the_two_events_of_one_arrival_are_greeted_once(
    caller: Caller, teams: FakeTeams, store: Store, office: Office
) -> None:
    entra_id = await known_as(store, "bo")
    second = arrival(teams, entra_id, type="installationUpdate", action="add", membersAdded=None)
    places: list[Conversation] = await settle(caller, store, arrival(teams, entra_id), second)
    assert (len(places), len(teams.posts)) == (1, 1)


def known(*roles: Role) -> people.Known:
    return people.Known(Person("x", "Anna Holm", 1, frozenset(roles)), None, "anna@sagspuls.example", None)


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ({Role.ADMIN, Role.CASEWORKER}, "caseworker"),
        ({Role.ADMIN, Role.LEADER, Role.CASEWORKER}, "leader"),
        ({Role.CONTROLLER, Role.CASEWORKER}, "controller"),
        (set(), "unknown"),
    ],
)
def test_of_several_roles_the_one_that_sees_most_decides(roles: set[Role], told: str) -> None:
    assert welcome_facts(known(*roles)).role == told


def test_every_role_has_six_questions_and_ends_with_what_else_there_is() -> None:
    assert set(WIDEST_FIRST) == set(Role)
    offered = [first_questions(role) for role in Role]
    assert all(len(set(questions)) == 6 and questions[-1] == "help" for questions in offered)
