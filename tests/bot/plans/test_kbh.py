"""KBH: the 26 initiatives of 22 October 2012, the trajectory, and the living lists of initiatives 15-17."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from storage.demo.people import ANNA
from storage.demo.plans import load_example, write_example
from storage.rules.calendar import add_months
from tests.bot.plans.conftest import Asking
from tests.storage.demo_folder import Demo

PLAN = "kbh"
DAY = dt.date(2012, 10, 22)
MONTHS = ("2012-11", "2012-12", "2013-01", "2013-02")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The exports read back, so that the lists can be made by hand."""
    folder: Path = tmp_path_factory.mktemp("kbh")
    write_example(folder, load_example(PLAN))
    return Demo(folder)


def month(name: str) -> dict[str, str]:
    first = dt.date.fromisoformat(f"{name}-01")
    return {"from": first.isoformat(), "to": (add_months(first, 1) - dt.timedelta(1)).isoformat()}


async def test_the_26_initiatives_are_there_with_who_and_when(ask: Asking) -> None:
    answer = await ask("vis handleplanen")
    assert (answer["question"], answer["as_of"], answer["facts"]["total"]) == ("plan", "2012-10-22", 26)
    items = {item["no"]: item for item in answer["facts"]["items"]}
    assert list(map(str, range(1, 27))) == sorted(items, key=int)
    assert (items["1"]["deadline"], items["1"]["responsible"], items["1"]["to"]) == (
        "Alle sager gennemgået medio 2013",
        "MR-Voksne (HCK)",
        "2013-06-30",
    )
    assert (items["3"]["deadline"], items["3"]["to"]) == ("31/12-12", "2012-12-31")
    assert (items["22"]["status"], items["22"]["to"]) == ("igangsat", "2013-12-31")


async def test_an_initiative_whose_schedule_is_still_being_made_gets_no_date(ask: Asking) -> None:
    items = (await ask.facts("plan"))["items"]
    unknown = [item for item in items if item["precision"] == "unknown"]
    assert sorted(int(item["no"]) for item in unknown) == [2, 12, 14, 20, 21, 24, 25, 26]
    assert all(item["from"] is item["to"] is None for item in unknown)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2012-05-01", 16),
        ("2012-08-01", 47),
        ("2012-11-01", 102),
        ("2013-02-01", 859),
        ("2013-05-01", 1863),
        ("2013-08-01", 3447),
    ],
)
async def test_the_trajectory_of_the_older_decisions_goes_through_the_points_of_the_plan(
    ask: Asking, day: str, expected: int
) -> None:
    (item,) = (await ask.on(day).facts("milestones"))["items"]
    assert (item["expected"], item["total"]) == (expected, 3447)


async def test_between_two_points_the_expectation_is_a_straight_line(ask: Asking) -> None:
    (item,) = (await ask.facts("milestones"))["items"]
    # 82 of the 92 days from 1 August to 1 November: 47 + 55 · 82/92.
    assert (item["expected"], item["reached"], item["left"], item["status"]) == (96.02, 91, 3356, "behind")
    # 91 − 71 in the last four weeks; 3 356 left over the 283 days to 1 August 2013.
    assert (item["pace_now"], item["pace_needed"], item["due"]) == (5.0, 83.01, "2013-08-01")


async def test_initiative_15_lists_placements_without_a_plan_each_with_its_caseworker(
    ask: Asking, exports: Demo
) -> None:
    facts = await ask.facts("legality", requirement="plan udarbejdet", case_type="anbringelse")
    without = {
        case["sagsnr"]: case["rådgiver"]
        for case in exports.open_cases
        if case["sagstype"] == "anbringelse"
        and all(event.kind != "plan udarbejdet" for event in exports.histories[case["sagsnr"]])
    }
    assert len(without) == 17
    assert {item["case"]: item["caseworker"] for item in facts["items"]} == without
    urgent = {case["sagsnr"] for case in exports.open_cases if case["akut"] == "ja"}
    assert {item["case"] for item in facts["items"][:3]} == urgent, "urgent ones first"


async def test_initiative_16_lists_follow_ups_month_by_month(ask: Asking, exports: Demo) -> None:
    expected = _follow_ups(exports)
    for name in MONTHS:
        facts = await ask.facts("upcoming", rule="follow_up", period=month(name), group_by="caseworker")
        due = {item["case"]: item["due"] for item in facts["items"]}
        assert due == {number: f"{day}" for number, day in expected.items() if f"{day}".startswith(name)}
        owners = Counter(item["caseworker"] for item in facts["items"])
        assert owners == {group["key"]: group["total"] for group in facts["groups"]}
        assert all(item["caseworker"] == exports.by_number[item["case"]]["rådgiver"] for item in facts["items"])
        assert facts["total"] > 5


async def test_initiative_17_lists_assessments_to_be_finished_month_by_month(ask: Asking, exports: Demo) -> None:
    expected = _assessments(exports)
    for name in ("2012-10", *MONTHS):
        facts = await ask.facts("upcoming", rule="assessment", period=month(name))
        due = {item["case"]: item["due"] for item in facts["items"]}
        assert due == {number: f"{day}" for number, day in expected.items() if f"{day}".startswith(name)}
        assert all(item["caseworker"] for item in facts["items"])
    late = await ask.facts("overdue", rule="assessment")
    assert late["total"] == sum(day < DAY for day in expected.values()) > 0


def _follow_ups(exports: Demo) -> dict[str, dt.date]:
    """By case: half a year after the last follow-up, or the day noted with it, while the measure goes on."""
    found = {}
    for case in exports.open_cases:
        events = exports.histories[case["sagsnr"]]
        done = [event for event in events if event.kind == "opfølgning afholdt"]
        begun = [event for event in events if event.kind == "indsats iværksat"]
        if not begun or any(event.kind == "indsats afsluttet" for event in events):
            continue
        if done:
            last = max(done, key=lambda event: event.day)
            found[case["sagsnr"]] = last.next_day or add_months(last.day, 6)
        else:
            found[case["sagsnr"]] = add_months(begun[0].day, 3)
    return found


def _assessments(exports: Demo) -> dict[str, dt.date]:
    """By case: four months after an assessment began that has not ended."""
    found = {}
    for case in exports.open_cases:
        events = exports.histories[case["sagsnr"]]
        ended = [event.day for event in events if event.kind == "undersøgelse afsluttet"]
        begun = [event.day for event in events if event.kind == "undersøgelse påbegyndt"]
        running = [day for day in begun if not any(day <= end for end in ended)]
        if running:
            found[case["sagsnr"]] = add_months(max(running), 4)
    return found


async def test_initiative_13_counts_complaints_over_substance_and_over_form(ask: Asking) -> None:
    facts = await ask.facts("complaints")
    assert (facts["received"], facts["by_type"]) == (53, {"realitet": 34, "formalitet": 19})
    assert facts["by_outcome"] == {"afvist": 24, "medhold": 6, "delvis medhold": 5, "hjemvist": 4}
    assert facts["open"] == 53 - 39


async def test_a_caseworker_finds_the_own_part_of_the_lists(ask: Asking) -> None:
    facts = await ask.facts("legality", who=ANNA.email, requirement="plan udarbejdet")
    assert facts["items"]
    assert {item["caseworker"] for item in facts["items"]} == {ANNA.id}
