"""'Mine' and 'vi' by role: nobody who answers for others is told that nothing is late because they own no case."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.first_person import spoken_for
from bot.question import Place
from bot.understanding.classifier import Model
from bot.understanding.understand import FirstPerson, Meaning
from bot.visit import Visit
from storage.database import Store
from storage.queries.people import Known
from storage.rules.conditions import Condition
from storage.rules.selection import Selection
from storage.rules.slots import Slots
from storage.schema import FOREVER, Deadline
from storage.settings import Settings
from tests.bot.conftest import MORNING, add_late_cases
from tests.conftest import TODAY, Office, add_case

LATE = (
    "hvor mange overskredne frister har jeg",
    "har a nowen frester der er owerskredn",
    "how many of my deadlines are late",
)
LATE_TOGETHER = (
    "hvor mange overskredne frister har vi",
    "ka do sej mæ hwo manne frester wi haar øwer tin",
    "our overdue deadlines",
)


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """Anna's late case and another one of Team Nord that nobody owns; Carl's late one in Distrikt 2."""
    async with store.working() as session:
        await add_late_cases(session, office)
        case = await add_case(session, "2024-1500", office.nord, None)
        due = TODAY - dt.timedelta(days=60)
        session.add(
            Deadline(case_id=case.id, rule="follow_up", opened=case.opened, due=due, act_by=due, closed=FOREVER)
        )
    return Desk(store, Settings(local=True), model)


async def ask(desk: Desk, who: str, text: str, **given: object) -> Reply:
    incoming = {"conversation_id": "c1", "place": Place.PRIVATE, "on": TODAY, **given}
    return await desk.answer(Incoming(text=text, email=f"{who}@sagspuls.example", **incoming))  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["bo", "dorte"])
@pytest.mark.parametrize("text", [*LATE, *LATE_TOGETHER])
async def test_whoever_answers_for_a_team_and_owns_no_case_is_told_the_teams_figures_by_its_name(
    desk: Desk, who: str, text: str
) -> None:
    reply = await ask(desk, who, text)
    assert (reply.question, reply.message.facts["total"]) == ("overdue", 2)
    assert reply.slots == {"team": "Team Nord"}
    assert reply.message.text.startswith("Team Nord ha")


@pytest.mark.parametrize("text", [*LATE, *LATE_TOGETHER])
async def test_a_controller_is_told_the_figures_of_all_teams(desk: Desk, text: str) -> None:
    reply = await ask(desk, "erik", text)
    assert (reply.question, reply.message.facts["total"], reply.slots) == ("overdue", 3, {})


@pytest.mark.parametrize("text", LATE)
async def test_a_caseworkers_mine_stays_their_own(desk: Desk, text: str) -> None:
    reply = await ask(desk, "anna", text)
    assert (reply.message.facts["total"], reply.slots) == (1, {"staff": "anna"})


@pytest.mark.parametrize("text", LATE_TOGETHER)
async def test_a_caseworkers_we_is_the_team_as_its_channel_sees_it(desk: Desk, text: str) -> None:
    reply = await ask(desk, "anna", text)
    assert (reply.message.facts["total"], reply.slots) == (2, {"team": "Team Nord"})
    assert reply.message.facts["by_caseworker"] == {}
    assert reply.message.text.startswith("Team Nord ha")


@pytest.mark.parametrize("text", ["hvilke bevillinger har vi der udløber", "which of our grants are ending"])
async def test_a_caseworkers_we_is_their_own_where_no_channel_is_shown_the_team(desk: Desk, text: str) -> None:
    reply = await ask(desk, "anna", text)
    assert (reply.question, reply.slots["staff"], "team" in reply.slots) == ("grants", "anna", False)


@pytest.mark.parametrize("text", LATE)
async def test_a_leader_who_owns_a_case_hears_of_that_one(desk: Desk, store: Store, office: Office, text: str) -> None:
    async with store.working() as session:
        await add_case(session, "2024-1600", office.nord, "bo")
    reply = await ask(desk, "bo", text)
    assert (reply.message.facts["total"], reply.slots) == (0, {"staff": "bo"})


async def test_a_leader_who_asks_by_name_is_told_of_that_name(desk: Desk) -> None:
    reply = await ask(desk, "bo", "hvor mange overskredne frister har Bo Lund")
    assert (reply.message.facts["total"], reply.slots) == (0, {"staff": "bo"})


async def test_what_is_named_besides_counts_before_we(desk: Desk) -> None:
    named = await ask(desk, "bo", "hvor mange af vores overskredne frister har Anna Holm")
    assert named.slots == {"staff": "anna"}
    refused = await ask(desk, "anna", "hvor mange overskredne frister har vi i Distrikt 2")
    assert refused.message.facts == {"refused": "not_yours"}


async def test_a_question_that_goes_on_keeps_the_team(desk: Desk) -> None:
    await ask(desk, "bo", "hvor mange overskredne frister har jeg")
    assert (await ask(desk, "bo", "og Anna Holm?")).slots == {"staff": "anna"}


async def test_a_channel_answers_about_its_own_team_whoever_says_we(desk: Desk) -> None:
    channel = {"place": Place.CHANNEL, "channel_team_name": "Team Nord"}
    reply = await ask(desk, "bo", "hvor mange overskredne frister har vi", **channel)
    assert (reply.message.facts["total"], reply.slots) == (2, {})


async def test_what_a_button_says_is_answered_as_it_stands(desk: Desk) -> None:
    reply = await ask(desk, "bo", "", button={"question": "overdue", "slots": {"staff": "bo"}})
    assert (reply.message.facts["total"], reply.slots) == (0, {"staff": "bo"})


MINE = {name: Condition("staff", (name,)) for name in ("anna", "bo", "erik", "dorte")}
RED = Condition("category", ("red",))
NORD = Condition("team", ("Team Nord",))


@pytest.mark.parametrize(
    ("who", "spoken", "expected"),
    [
        ("bo", FirstPerson.ONE, [NORD]),
        ("dorte", FirstPerson.ONE, [NORD]),
        ("erik", FirstPerson.ONE, []),
        ("anna", FirstPerson.ONE, [MINE["anna"]]),
        ("bo", FirstPerson.MANY, [NORD]),
        ("anna", FirstPerson.MANY, [NORD]),
    ],
)
async def test_mine_and_we_of_a_selection_are_those_of_the_role_in_the_whole_of_a_share_too(
    store: Store, office: Office, who: str, spoken: FirstPerson, expected: list[Condition]
) -> None:
    mine = [MINE[who]] if spoken is FirstPerson.ONE else []
    share = Selection("cases", (*mine, RED), form="share", share_of=tuple(mine))
    meaning = Meaning("caseload", 1.0, Slots(selection=share), "da", first_person=spoken)
    incoming = Incoming("", "c1", Place.PRIVATE)
    async with store.asking(who) as session:
        asker = Known(getattr(office, who), None, "", None)
        visit = Visit(session, incoming, asker, None, MORNING, TODAY, None, "da")
        told = (await spoken_for(visit, meaning)).slots.selection
    assert told is not None
    assert told.conditions == (*expected, RED)
    assert told.share_of == tuple(expected)
