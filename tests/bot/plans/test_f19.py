"""F19: the change programme and action plan of 28 June 2019, and what is to be restored."""

from __future__ import annotations

from collections import Counter

import pytest

from storage.demo.people import ANNA, BO
from tests.bot.plans.conftest import Asking

PLAN = "f19"
THEMES = {
    "Kultur, kompetencer og adfærd": 18,
    "Genopretning": 8,
    "Økonomistyring": 11,
    "Processer og workflow": 15,
}


async def test_the_clock_stands_on_the_friday_of_the_plan(ask: Asking) -> None:
    answer = await ask("hvor langt er vi med handleplanen", who=ANNA.email)
    assert (answer["question"], answer["as_of"]) == ("plan", "2019-06-28")


async def test_four_themes_hold_the_steps_of_the_action_plan(ask: Asking) -> None:
    counts = {theme: (await ask.facts("plan", plan="Handleplan", theme=theme))["total"] for theme in THEMES}
    assert counts == THEMES
    assert (await ask.facts("plan", plan="Handleplan"))["total"] == 52
    assert (await ask.facts("plan", plan="Forandringsprogram"))["total"] == 22


@pytest.mark.parametrize(
    ("number", "text", "since", "until"),
    [
        ("1.1.1", "Ledermøde august, medarbejdermøde september", "2019-08-01", "2019-09-30"),
        ("1.5.2", "Løbende frem til ultimo 2020", None, "2020-12-31"),
        ("2.3.3", "Oktober 2019 - 31.12.2020", "2019-10-01", "2020-12-31"),
        ("3.1.1", "Ultimo august", "2019-08-21", "2019-08-31"),
        ("3.2.1", "Medio 2019", "2019-06-01", "2019-06-30"),
        ("3.3.3", "Løbende parallelt med genopretningen af sager i DUBU.", None, None),
        ("4.3.5", "Februar 2021 →", "2021-02-01", None),
    ],
)
async def test_deadlines_stand_as_written_and_as_read(
    ask: Asking, number: str, text: str, since: str | None, until: str | None
) -> None:
    items = (await ask.facts("plan", plan="Handleplan"))["items"]
    (item,) = [item for item in items if item["no"] == number]
    assert (item["deadline"], item["from"], item["to"]) == (text, since, until)


async def test_nothing_is_late_in_june_and_the_leader_finds_the_own_steps(ask: Asking) -> None:
    assert (await ask.facts("plan"))["overdue"] == 0
    facts = await ask.facts("plan", plan="Handleplan", staff=BO.id)
    assert facts["total"] == 3 + 3 + 3 + 3 + 3 + 3 + 3 + 3 + 5 + 4
    assert all("Bo" in item["responsible"] for item in facts["items"])


async def test_what_is_due_in_august_2019(ask: Asking) -> None:
    facts = await ask.facts("plan", plan="Handleplan", period={"from": "2019-08-01", "to": "2019-08-31"})
    assert sorted(item["no"] for item in facts["items"]) == [
        "2.1.1",
        "2.2.1",
        "2.2.2",
        "2.2.3",
        "2.3.1",
        "3.1.1",
        "3.3.1",
    ]


async def test_850_cases_are_to_be_lawful_by_january_2021(ask: Asking) -> None:
    (lawful,) = (await ask.facts("milestones", milestone="Lovmedholdelighed"))["items"]
    assert (lawful["total"], lawful["reached"], lawful["left"], lawful["due"]) == (850, 0, 850, "2021-01-31")
    (restored,) = (await ask.facts("milestones", milestone="Genopretning"))["items"]
    # 850 left over the 552 days from 28 June 2019 to 31 December 2020.
    assert (restored["total"], restored["due"], restored["pace_needed"]) == (850, "2020-12-31", 10.78)


async def test_150_assessments_are_missing_over_19_portfolios(ask: Asking) -> None:
    facts = await ask.facts("legality", requirement="undersøgelse afsluttet")
    assert facts["missing"]["undersøgelse afsluttet"] == len(facts["items"]) == 150
    portfolios = Counter(item["caseworker"] for item in facts["items"])
    assert len(portfolios) == 19
    assert set(portfolios.values()) <= {7, 8, 9}, "about eight each, says the plan"


async def test_400_target_groups_are_to_be_clarified_over_nine_portfolios(ask: Asking) -> None:
    facts = await ask.facts("legality", requirement="målgruppeafklaring")
    portfolios = Counter(item["caseworker"] for item in facts["items"])
    assert (portfolios.total(), len(portfolios)) == (400, 9)
    assert all(38 <= cases <= 51 for cases in portfolios.values()), "44 on average"


async def test_a_tenth_of_all_cases_are_of_people_over_eighteen(ask: Asking) -> None:
    facts = await ask.facts("caseload")
    assert (facts["total"], facts["by_type"]["ungestøtte"]) == (945, 95)
