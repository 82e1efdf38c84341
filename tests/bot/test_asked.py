"""The result in one shape, also of questions that are answered by their own file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.schema import Complaint
from storage.settings import Settings
from tests.bot.conftest import add_late_cases
from tests.conftest import TODAY, Office, add_case, add_event


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    """Anna's 2024-1183 and Carl's 2024-2000, both late; A-3 of Anna, assessed in 40 days, with a complaint decided."""
    async with store.working() as session:
        await add_late_cases(session, office)
        case = await add_case(session, "A-3", office.nord, "anna", category="red")
        await add_event(session, case, "undersøgelse påbegyndt", TODAY - dt.timedelta(days=60))
        await add_event(session, case, "undersøgelse afsluttet", TODAY - dt.timedelta(days=20))
        received = dt.date(2026, 3, 1)
        session.add(Complaint(number="K-1", case_id=case.id, team_id=office.nord, received=received))
    return Desk(store, Settings(local=True), model)


async def press(desk: Desk, who: str, question: str, channel: str | None = None, **slots: Any) -> Reply:
    place = Place.PRIVATE if channel is None else Place.CHANNEL
    button = {"question": question, "slots": slots}
    email = f"{who}@sagspuls.example"
    return await desk.answer(Incoming("", "c1", place, email=email, on=TODAY, button=button, channel_team_name=channel))


async def test_a_question_that_counts_one_thing_tells_it_in_the_one_shape(desk: Desk) -> None:
    reply = await press(desk, "bo", "overdue", group_by="caseworker")
    assert reply.as_json()["asked"] == {
        "value": 1,
        "unit": "deadlines",
        "items": ["2024-1183"],
        "groups": [{"key": "anna", "value": 1}],
    }
    assert reply.message.facts["total"] == 1
    assert reply.understood.startswith("Åbne frister · ")


async def test_complaints_are_counted_as_they_are_told(desk: Desk) -> None:
    reply = await press(desk, "bo", "complaints")
    assert reply.asked is not None
    assert (reply.asked.value, reply.asked.items) == (reply.message.facts["received"], ("K-1",))


async def test_a_refusal_and_what_counts_nothing_have_no_result(desk: Desk) -> None:
    for who, question, slots in (
        ("anna", "overdue", {"staff": "carl"}),
        ("bo", "flow", {}),
        ("anna", "case", {"case": "2024-1183"}),
        ("bo", "caseload", {"over": 5}),
    ):
        assert (await press(desk, who, question, **slots)).asked is None


async def test_a_channel_is_told_no_caseworkers_in_the_one_shape_either(desk: Desk) -> None:
    reply = await press(desk, "bo", "overdue", "Team Nord", group_by="caseworker")
    assert reply.as_json()["asked"] == {"value": 1, "unit": "deadlines", "items": ["2024-1183"], "groups": []}


async def test_a_button_may_say_more_than_the_slots_of_its_question_hold(desk: Desk) -> None:
    reply = await press(desk, "erik", "overdue", None, **{"not": {"team": "Team Nord"}})
    assert reply.asked is not None
    assert (reply.question, reply.asked.value) == ("overdue", 1)
    assert reply.slots == {"what": "deadlines", "overdue": True, "not": {"team": "Team Nord"}}


async def test_cases_events_and_times_are_questions_by_themselves(desk: Desk) -> None:
    cases = await press(desk, "anna", "cases", category="red")
    assert [row["case"] for row in cases.message.facts["items"]] == ["A-3"]
    assert cases.slots == {"category": "red"}
    events = await press(desk, "anna", "events", period={"from": "2026-01-01", "to": "2026-12-31"})
    assert events.message.facts["by_event"] == {"undersøgelse afsluttet": 1, "undersøgelse påbegyndt": 1}
    times = await press(desk, "anna", "times")
    assert (times.message.facts["mean"], times.message.facts["over_limit"]) == (40.0, 0)
    by_rule = await press(desk, "anna", "times", rule="application")
    assert by_rule.message.facts["count"] == 0
    assert (await press(desk, "anna", "cases", case="2024-1183")).message.facts == {"refused": "not_yours"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("har jeg nogen røde sager?", "Ja. "),
        ("har jeg nogen gule sager?", "Nej. "),
        ("er alle mine røde sager gennemgået?", "Ja. "),
        ("er alle mine sager færdigmeldt?", "Nej, ingen af de 2. "),
        ("er der flere røde sager hos mig end sidste år?", ""),
    ],
)
async def test_a_yes_or_no_question_is_answered_so_first(desk: Desk, text: str, told: str) -> None:
    reply = await desk.answer(Incoming(text, "c1", Place.PRIVATE, email="anna@sagspuls.example", on=TODAY))
    begins = reply.message.text.startswith(("Ja", "Nej"))
    assert reply.message.text.startswith(told), reply.message.text
    assert begins is bool(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hvem er rådgiver på 2024-1183?", "Rådgiver på 2024-1183 er Anna Holm i Team Nord."),
        ("hvem havde 2024-1183 før?", "Data kender ingen, der har haft 2024-1183 før."),
        ("hvad koster 2024-1183", "Der er ingen kendte udgifter på 2024-1183 i år."),
        ("hvornår var sidste opfølgning i 2024-1183?", "Der er ikke noteret nogen opfølgning i 2024-1183."),
        ("hvilken indsats får de i 2024-1183", "2024-1183 har ingen løbende bevilling."),
    ],
)
async def test_one_thing_of_a_case_is_answered_alone_with_the_whole_case_one_button_away(
    desk: Desk, text: str, told: str
) -> None:
    reply = await desk.answer(Incoming(text, "c1", Place.PRIVATE, email="anna@sagspuls.example", on=TODAY))
    assert reply.message.text == told
    assert reply.message.card is not None
    assert reply.message.card["actions"][0]["data"]["slots"] == {"case": "2024-1183"}


async def test_one_thing_of_another_s_case_is_refused(desk: Desk) -> None:
    reply = await desk.answer(
        Incoming("hvad koster 2024-2000", "c1", Place.PRIVATE, email="anna@sagspuls.example", on=TODAY)
    )
    assert reply.message.text.startswith("Det kan jeg ikke vise dig.")


async def test_one_thing_may_be_asked_of_the_case_before(desk: Desk) -> None:
    for text in ("vis 2024-1183", "hvem er rådgiver på den"):
        reply = await desk.answer(Incoming(text, "c1", Place.PRIVATE, email="anna@sagspuls.example", on=TODAY))
    assert reply.message.text == "Rådgiver på 2024-1183 er Anna Holm i Team Nord."
