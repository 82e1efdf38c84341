"""Costs, unit prices, grants and the ladder as they are asked at the desk: default periods, places, refusals."""

from __future__ import annotations

import pytest

from bot.permission import refusal, standing
from bot.question import Period, Place, Slots
from bot.questions import QUESTIONS
from storage.database import Store
from storage.rules.access import Refusal
from tests.bot.questions.conftest import Counter
from tests.conftest import TODAY, Office
from tests.storage.queries.made_up import day


async def test_grants_mean_the_next_thirty_days_and_an_open_beginning_means_today(counter: Counter) -> None:
    facts = await counter.ask(counter.office.anna, "grants")
    assert (facts["from"], facts["to"], facts["items"]) == ("2026-11-23", "2026-12-23", [])
    until = await counter.ask(counter.office.anna, "grants", Slots(period=Period(end=day(7))))
    assert (until["from"], until["to"]) == ("2026-11-23", "2026-11-30")


async def test_the_ladder_compares_with_new_year_or_the_beginning_of_the_period(counter: Counter) -> None:
    facts = await counter.ask(counter.office.bo, "ladder")
    assert (facts["from"], facts["to"], facts["steps"]) == ("2026-01-01", "2026-11-23", [])
    since = await counter.ask(counter.office.bo, "ladder", Slots(period=Period(day(-60), day(-30))))
    assert (since["from"], since["to"]) == ("2026-09-24", "2026-11-23")


async def test_costs_and_unit_prices_are_of_the_calendar_year(counter: Counter) -> None:
    erik = counter.office.erik
    assert (await counter.ask(erik, "costs"))["year"] == 2026
    assert (await counter.ask(erik, "unit_costs"))["year"] == 2026


@pytest.mark.parametrize("question", ["costs", "grants", "unit_costs", "ladder"])
async def test_an_administrator_is_refused_and_a_channel_gets_no_single_case(
    store: Store, office: Office, question: str
) -> None:
    async with store.asking("x") as session:
        admin = await standing(session, office.freja, Place.PRIVATE, Slots(), day=TODAY)
        channel = await standing(session, office.anna, Place.CHANNEL, Slots(), day=TODAY, channel_team_id=office.nord)
        other = await standing(session, office.carl, Place.PRIVATE, Slots(team="Team Nord"), day=TODAY)
    assert refusal(admin, QUESTIONS[question]) is Refusal.NOT_YOUR_ROLE
    assert refusal(other, QUESTIONS[question]) is Refusal.NOT_YOURS
    private = question in {"costs", "grants"}
    assert refusal(channel, QUESTIONS[question]) is (Refusal.WRONG_PLACE if private else None)
