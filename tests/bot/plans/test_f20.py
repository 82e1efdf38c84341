"""F20: the milestones 1A and 1B as they stood on 19 October 2020."""

from __future__ import annotations

import pytest

from storage.demo.people import ANNA, CARL, ERIK
from tests.bot.plans.conftest import Asking

PLAN = "f20"
DAY = "2020-10-19"


async def test_the_clock_stands_on_the_day_of_the_status(ask: Asking) -> None:
    answer = await ask("hvor langt er vi med milepælene")
    assert (answer["question"], answer["as_of"], answer["data_as_of"][:10]) == ("milestones", DAY, DAY)
    assert len(answer["facts"]["items"]) == 11


@pytest.mark.parametrize(
    ("milestone", "reached", "total", "left"),
    [
        ("1B skoledagbehandling", 97, 97, 0),
        ("1B anbringelse", 126, 126, 0),
        # The plan prints 16 left; 406 − 391 is 15.
        ("1B forebyggende", 391, 406, 15),
        ("1B handicap", 181, 280, 99),
        ("1A", 90, 90, 0),
        ("1A gennemgang", 1096, 1096, 0),
    ],
)
async def test_each_review_has_come_as_far_as_the_plan_says(
    ask: Asking, milestone: str, reached: int, total: int, left: int
) -> None:
    (item,) = (await ask.facts("milestones", milestone=milestone))["items"]
    assert (item["milestone"], item["reached"], item["total"], item["left"]) == (milestone, reached, total, left)
    assert item["status"] == ("on_track" if left else "done")


@pytest.mark.parametrize(
    ("milestone", "due"),
    [
        ("1A", "2020-12-31"),
        ("1B", "2021-06-30"),
        ("1B skoledagbehandling", "2021-06-30"),
        ("1B skoledagbehandling intern", "2020-09-30"),
        ("1B anbringelse intern", "2020-11-30"),
        ("1B forebyggende intern", "2021-02-28"),
        ("1B handicap intern", "2021-02-28"),
    ],
)
async def test_due_dates_and_internal_deadlines_are_those_of_the_plan(ask: Asking, milestone: str, due: str) -> None:
    items = (await ask.facts("milestones"))["items"]
    assert [item["due"] for item in items if item["milestone"] == milestone] == [due]


async def test_everyone_known_sees_the_same_figures(ask: Asking) -> None:
    assert await ask.facts("milestones", who=ANNA.email) == await ask.facts("milestones", who=CARL.email)


async def test_the_review_counts_what_it_found_in_each_type_of_case(ask: Asking) -> None:
    facts = await ask.facts("legality")
    assert (facts["total"], facts["reviewed"], facts["audited"]) == (909, 795, 70)
    assert facts["by_category"]["none"] == 15 + 99
    preventive = await ask.facts("legality", case_type="forebyggende")
    assert (preventive["total"], preventive["reviewed"]) == (406, 391)


async def test_seventy_urgent_cases_were_audited_and_twelve_needed_more(ask: Asking) -> None:
    first, again = sorted((await ask.facts("supervision", who=ERIK.email))["rounds"], key=lambda one: -one["cases"])
    assert (first["cases"], first["yes"], first["no"]) == (70, 58, 12)
    assert (again["cases"], again["yes"], again["no"]) == (12, 12, 0)


async def test_the_internal_deadline_that_has_passed_is_the_one_late_action(ask: Asking) -> None:
    facts = await ask.facts("plan", status="overdue")
    assert (facts["total"], [item["no"] for item in facts["items"]]) == (1, ["1B.1"])
    assert (facts["items"][0]["deadline"], facts["items"][0]["to"]) == ("30.9.2020", "2020-09-30")


async def test_most_changes_of_caseworker_are_in_the_team_the_plan_calls_a_bottleneck(ask: Asking) -> None:
    bottleneck = (await ask.facts("changes", team="Undersøgelse"))["total"]
    elsewhere = (await ask.facts("changes"))["total"] - bottleneck
    assert bottleneck > elsewhere / 2


async def test_the_cases_of_the_first_sweep_have_gone_down_since(ask: Asking) -> None:
    facts = await ask.facts("flow", period={"from": "2020-04-04", "to": DAY})
    assert (facts["opened"], facts["closed"]) == (60, 247)
