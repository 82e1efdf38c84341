"""Legality, flow, changes and transitions as they are asked at the desk: default periods, places, refusals."""

from __future__ import annotations

import pytest

from bot.permission import refusal, standing
from bot.question import Place
from storage.database import Store
from storage.rules.access import Refusal
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from tests.bot.questions.conftest import Counter
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day


async def test_flow_means_the_current_month_so_far(counter: Counter) -> None:
    bo = counter.office.bo
    facts = await counter.ask(bo, "flow")
    assert (facts["from"], facts["to"], facts["opened"]) == ("2026-11-01", "2026-11-23", 0)
    january = await counter.ask(bo, "flow", Slots(period=Period(day(-330), day(30))))
    assert (january["to"], january["opened"], january["net"]) == ("2026-11-23", 2, 2)


async def test_transitions_mean_the_next_twelve_months_and_an_open_beginning_means_today(counter: Counter) -> None:
    anna = counter.office.anna
    facts = await counter.ask(anna, "transitions")
    assert (facts["from"], facts["to"], facts["total"]) == ("2026-11-23", "2027-11-23", 0)
    until = await counter.ask(anna, "transitions", Slots(period=Period(end=day(30))))
    assert (until["from"], until["to"]) == ("2026-11-23", "2026-12-23")
    since = await counter.ask(anna, "transitions", Slots(period=Period(start=day(30))))
    assert (since["from"], since["to"]) == ("2026-12-23", "9999-12-31")


@pytest.mark.parametrize("question", ["legality", "flow", "changes"])
async def test_annas_question_about_her_team_is_answered_as_in_its_channel(counter: Counter, question: str) -> None:
    anna = counter.office.anna
    of_team = await counter.ask(anna, question, Slots(team="Team Nord"))
    assert of_team == await counter.ask(anna, question, channel=counter.office.nord)


async def test_the_channels_figures_leave_the_protected_case_out(counter: Counter) -> None:
    office = counter.office
    assert (await counter.ask(office.anna, "legality"))["total"] == 2
    in_channel = await counter.ask(office.anna, "legality", channel=office.nord)
    assert (in_channel["total"], [item["case"] for item in in_channel["items"]]) == (1, ["A-1"])
    assert "caseworker" not in in_channel["items"][0]


async def test_who_lacks_a_requirement_is_told_per_caseworker_to_those_who_see_the_team(counter: Counter) -> None:
    slots = Slots(requirement="børnesamtale", group_by="caseworker")
    facts = await counter.ask(counter.office.bo, "legality", slots)
    assert facts["groups"] == [{"key": "anna", "total": 2, "missing": 2}]
    assert [item["case"] for item in facts["items"]] == ["A-1", "P-1"]
    assert facts["missing"]["børnesamtale"] == 2


@pytest.mark.parametrize("question", ["legality", "flow", "changes", "transitions"])
async def test_an_administrator_is_refused_and_others_teams_are_not_yours(
    store: Store, office: Office, question: str
) -> None:
    async with store.asking("x") as session:
        admin = await standing(session, office.freja, Place.PRIVATE, Slots(), day=TODAY)
        other = await standing(session, office.carl, Place.PRIVATE, Slots(team="Team Nord"), day=TODAY)
        channel = await standing(session, office.anna, Place.CHANNEL, Slots(), day=TODAY, channel_team_id=office.nord)
    assert refusal(admin, RECORDS[question]) is Refusal.NOT_YOUR_ROLE
    assert refusal(other, RECORDS[question]) is Refusal.NOT_YOURS
    assert refusal(channel, RECORDS[question]) is (Refusal.WRONG_PLACE if question == "transitions" else None)
