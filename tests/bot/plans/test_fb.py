"""FB: six focus points, each initiative with a status for every year and area."""

from __future__ import annotations

from collections import Counter

from tests.bot.plans.conftest import Asking

PLAN = "fb"
INITIATIVES = {"1": 6, "2": 5, "3": 12, "4": 4, "5": 2, "6": 4}
YEARS_AND_AREAS = 4 * 2


async def test_six_focus_points_hold_33_initiatives(ask: Asking) -> None:
    answer = await ask("hvor langt er vi med handleplanen")
    assert (answer["question"], answer["as_of"]) == ("plan", "2021-01-04")
    for focus, initiatives in INITIATIVES.items():
        facts = await ask.facts("plan", theme=focus)
        assert facts["total"] == initiatives * YEARS_AND_AREAS, focus
        assert len({item["no"] for item in facts["items"]}) == initiatives


async def test_an_initiative_has_a_status_for_each_year_and_area(ask: Asking) -> None:
    items = (await ask.facts("plan", theme="1"))["items"]
    statuses = {(item["area"], item["year"]): item["status"] for item in items if item["no"] == "1.1"}
    assert statuses == {
        ("børn", 2018): "igangsat",
        ("børn", 2019): "implementeret",
        ("børn", 2020): "implementeret",
        ("børn", 2021): "implementeret",
        ("voksne", 2018): "afventer",
        ("voksne", 2019): "igangsat",
        ("voksne", 2020): "implementeret",
        ("voksne", 2021): "implementeret",
    }


async def test_what_does_not_concern_children_is_said_to_be_not_relevant(ask: Asking) -> None:
    facts = await ask.facts("plan", status="ikke relevant")
    assert {item["area"] for item in facts["items"]} == {"børn"}
    assert len({item["no"] for item in facts["items"]}) == 9


async def test_a_year_is_asked_about_alone(ask: Asking) -> None:
    facts = await ask.facts("plan", period={"from": "2021-01-01", "to": "2021-12-31"})
    assert {item["year"] for item in facts["items"]} == {2021}
    statuses = Counter(item["status"] for item in facts["items"])
    assert facts["by_status"] == dict(statuses)


async def test_nothing_is_called_late_that_only_tells_the_status_of_a_year(ask: Asking) -> None:
    assert (await ask.facts("plan"))["overdue"] == 0
