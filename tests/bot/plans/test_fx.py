"""FX: the recovery plan of November 2024, its six themes and 25 tracks, the caseload band, four audits a year."""

from __future__ import annotations

import pytest

from storage.demo.plans import load_example
from storage.demo.plans.write import action_rows
from tests.bot.plans.conftest import Asking

PLAN = "fx"
THEMES = {"A": 7, "B": 3, "C": 1, "D": 5, "E": 5, "F": 4}


async def test_six_themes_hold_25_tracks(ask: Asking) -> None:
    answer = await ask("hvor langt er vi med handleplanen")
    assert (answer["question"], answer["as_of"], answer["facts"]["total"]) == ("plan", "2024-11-04", 73)
    counted = 0
    for theme, tracks in THEMES.items():
        for track in range(1, tracks + 1):
            items = (await ask.facts("plan", theme=f"{theme}.{track}"))["items"]
            assert items, f"{theme}.{track}"
            counted += len(items)
    assert (counted, sum(THEMES.values())) == (73, 25)
    rows = list(action_rows(load_example(PLAN)))
    assert (len({row[2] for row in rows}), len({row[3] for row in rows})) == (6, 25)


@pytest.mark.parametrize(
    ("number", "text", "since", "until", "precision"),
    [
        (
            "A.1.1",
            "Opstartet i 3. kvartal 2024 og forventes gennemført ultimo november 2024",
            "2024-07-01",
            "2024-11-30",
            "month",
        ),
        ("A.1.3", "Udgangen af 1. kvartal 2025.", "2025-03-31", "2025-03-31", "day"),
        (
            "A.1.5",
            "Genopretning i sagerne sker løbende og er færdiggjort senest medio 2026",
            "2026-06-30",
            "2026-06-30",
            "day",
        ),
        ("A.4.1", "Inden for 1. eller 2. kvartal i 2025", "2025-01-01", "2025-06-30", "quarter"),
        ("E.1.3", "2024 til primo 2025", "2024-01-01", "2025-01-31", "year"),
        ("E.5.3", "Fra 2025.", "2025-01-01", None, "open-ended"),
    ],
)
async def test_deadlines_stand_as_written_and_as_read(
    ask: Asking, number: str, text: str, since: str, until: str | None, precision: str
) -> None:
    items = (await ask.facts("plan"))["items"]
    (item,) = [item for item in items if item["no"] == number]
    assert (item["deadline"], item["from"], item["to"], item["precision"]) == (text, since, until, precision)


async def test_the_band_is_20_to_25_cases_and_less_for_the_newly_qualified(ask: Asking) -> None:
    workers = (await ask.facts("caseload"))["by_caseworker"]
    bands = [(one["low"], one["high"]) for one in workers]
    # 0.75 · 20 = 15; 0.75 · 25 = 18.75, rounded 19.
    assert (bands.count((20, 25)), bands.count((15, 19)), len(bands)) == (12, 1, 13)
    for one in workers:
        told = "under" if one["cases"] < one["low"] else "over" if one["cases"] > one["high"] else "within"
        assert one["status"] == told
    assert {one["status"] for one in workers} == {"under", "within", "over"}


async def test_four_management_audits_were_held_in_the_year(ask: Asking) -> None:
    rounds = (await ask.facts("supervision", period={"from": "2024-01-01", "to": "2024-11-04"}))["rounds"]
    assert sorted(one["round"] for one in rounds) == [f"Ledelsestilsyn 2024-{n}" for n in (1, 2, 3, 4)]
    last = max(rounds, key=lambda one: one["round"])
    # 20 cases, four questions, nine answers not relevant: 22 no of 71.
    assert (last["cases"], last["no"], last["yes"], last["share_yes"]) == (20, 22, 49, 69.0)


async def test_the_review_is_due_in_march_2025_and_the_restoring_in_june_2026(ask: Asking) -> None:
    items = {item["milestone"]: item for item in (await ask.facts("milestones"))["items"]}
    assert (items["Gennemgang"]["due"], items["Genopretning"]["due"]) == ("2025-03-31", "2026-06-30")
    assert (items["Gennemgang"]["total"], items["Gennemgang"]["reached"]) == (356, 114)
