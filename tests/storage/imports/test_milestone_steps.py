"""What a milestone covers and has reached, day by day, worked out by hand from domain.md §5."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.schema import MilestoneStep
from tests.storage.imports.folders import Desk

CASES = """sagsnr;sagstype;team;oprettet;lukket;akut;beskyttet;kategori;gennemgået;genoprettet;færdigmeldt
a;anbringelse;Team Nord;01-01-2026;;ja;;rød;01-02-2026;01-03-2026;01-04-2026
b;anbringelse;Distrikt 2;01-01-2026;;;ja;gul;01-02-2026;01-03-2026;
c;handicap;Team Nord;01-01-2026;;;;grøn;05-02-2026;;
d;handicap;Distrikt 2;03-01-2026;;;;grøn;;;
e;anbringelse;Team Nord;01-01-2026;10-03-2026;ja;;gul;01-02-2026;01-03-2026;05-03-2026
f;forebyggende;Team Nord;20-02-2026;;ja;;rød;10-02-2026;;01-05-2026
g;forebyggende;Team Nord;01-01-2026;01-01-2026;;;;;;
h;forebyggende;Distrikt 2;01-01-2026;;;;grøn;01-06-2026;;15-05-2026
"""
"""a and e are urgent and reported done, e closed since; b is protected; f came reviewed; g closed as it opened; h was
reported done before a review found it lawful."""

HEAD = "milepæl;titel;indikator;sagstyper;teams;start;frist;total\n"
COVERED = {"2026-01-01": 5, "2026-01-03": 1, "2026-02-20": 1, "2026-03-10": -1}
"""Of all cases: a b c e h, then d, then f; e closed."""


@pytest.fixture
def counting(desk: Desk) -> Desk:
    """Eight cases in every state of their recovery, and no file that names others."""
    for name in ("rådgiverskift", "hændelser"):
        (desk.folder / f"{name}.csv").unlink()
    desk.write(sager=CASES)
    return desk


def milestone(indicator: str, *, case_types: str = "", teams: str = "", total: str = "") -> str:
    return HEAD + f"M;Mål;{indicator};{case_types};{teams};01-01-2026;31-12-2026;{total}\n"


async def reached(desk: Desk) -> dict[str, int]:
    found = await desk.rows(MilestoneStep, "day", "reached")
    return {day.isoformat(): count for day, count in found if count}


async def covered(desk: Desk) -> dict[str, int]:
    found = await desk.rows(MilestoneStep, "day", "covered")
    return {day.isoformat(): count for day, count in found if count}


@pytest.mark.parametrize(
    ("indicator", "days"),
    [
        # d, whose category has no review date, from its opening; a, b and e together; c; f on its opening, for before
        # that there was no case; h
        ("gennemgået", {"2026-01-03": 1, "2026-02-01": 3, "2026-02-05": 1, "2026-02-20": 1, "2026-06-01": 1}),
        # a, b, e; the green ones are not restored
        ("genoprettet", {"2026-03-01": 3}),
        ("færdigmeldt", {"2026-03-05": 1, "2026-04-01": 1, "2026-05-01": 1, "2026-05-15": 1}),
        # d, green without a review date, from its opening; c from its review; e, a, f reported done;
        # h the earlier of both
        (
            "lovmedholdelig",
            {
                "2026-01-03": 1,
                "2026-02-05": 1,
                "2026-03-05": 1,
                "2026-04-01": 1,
                "2026-05-01": 1,
                "2026-05-15": 1,
            },
        ),
        ("manuel", {}),
    ],
)
async def test_a_milestone_reaches_a_case_on_the_day_of_its_state(
    counting: Desk, indicator: str, days: dict[str, int]
) -> None:
    counting.write(milepæle=milestone(indicator))
    await counting.begins_with_these()
    assert await reached(counting) == days
    assert await covered(counting) == COVERED


async def test_the_urgent_milestone_counts_urgent_cases_only_in_both(counting: Desk) -> None:
    counting.write(milepæle=milestone("akut færdigmeldt"))
    await counting.takes()
    assert await reached(counting) == {"2026-03-05": 1, "2026-04-01": 1, "2026-05-01": 1}
    assert await covered(counting) == {"2026-01-01": 2, "2026-02-20": 1, "2026-03-10": -1}


@pytest.mark.parametrize(
    ("case_types", "teams", "reviewed", "open_cases"),
    [
        ("anbringelse", "", {"2026-02-01": 3}, {"2026-01-01": 3, "2026-03-10": -1}),
        (
            "anbringelse,handicap",
            "Team Nord",
            {"2026-02-01": 2, "2026-02-05": 1},
            {"2026-01-01": 3, "2026-03-10": -1},
        ),
        ("", "Distrikt 2", {"2026-01-03": 1, "2026-02-01": 1, "2026-06-01": 1}, {"2026-01-01": 2, "2026-01-03": 1}),
        (
            "handicap",
            "Team Nord, Distrikt 2",
            {"2026-01-03": 1, "2026-02-05": 1},
            {"2026-01-01": 1, "2026-01-03": 1},
        ),
    ],
)
async def test_a_milestone_covers_its_case_types_and_teams(
    counting: Desk, case_types: str, teams: str, reviewed: dict[str, int], open_cases: dict[str, int]
) -> None:
    counting.write(milepæle=milestone("gennemgået", case_types=case_types, teams=teams))
    await counting.takes()
    assert await reached(counting) == reviewed
    assert await covered(counting) == open_cases


async def test_two_milestones_are_counted_each_on_its_own(counting: Desk) -> None:
    counting.write(milepæle=milestone("genoprettet") + "N;Mål;manuel;handicap;;01-01-2026;31-12-2026;5\n")
    await counting.takes()
    assert await counting.rows(MilestoneStep, "milestone", "day", "reached", "covered") == [
        ("M", dt.date(2026, 1, 1), 0, 5),
        ("M", dt.date(2026, 1, 3), 0, 1),
        ("M", dt.date(2026, 2, 20), 0, 1),
        ("M", dt.date(2026, 3, 1), 3, 0),
        ("M", dt.date(2026, 3, 10), 0, -1),
        ("N", dt.date(2026, 1, 1), 0, 1),
        ("N", dt.date(2026, 1, 3), 0, 1),
    ]


async def test_cases_that_land_alone_are_counted_anew(counting: Desk) -> None:
    counting.write(milepæle=milestone("genoprettet"))
    await counting.begins_with_these()
    (counting.folder / "milepæle.csv").unlink()
    counting.edit("sager", ("grøn;05-02-2026;;", "gul;05-02-2026;07-03-2026;"), ("h;forebyggende", "h;handicap"))
    await counting.takes()
    assert await reached(counting) == {"2026-03-01": 3, "2026-03-07": 1}


async def test_cases_closed_by_replacing_are_no_longer_covered(counting: Desk) -> None:
    counting.write(milepæle=milestone("genoprettet"))
    await counting.begins_with_these()
    counting.write(sager="\n".join(CASES.splitlines()[:2]))
    await counting.takes(replace=frozenset({"sager"}))
    # b, c, d, f and h are closed on the import's day; what b and e had reached stays
    assert await covered(counting) == {**COVERED, "2026-11-23": -5}
    assert await reached(counting) == {"2026-03-01": 3}


async def test_a_milestone_that_lands_alone_is_counted(counting: Desk) -> None:
    await counting.begins_with_these()
    for name in ("teams", "medarbejdere", "sager"):
        (counting.folder / f"{name}.csv").unlink()
    counting.write(milepæle=milestone("gennemgået", teams="Distrikt 2"))
    await counting.takes()
    assert await reached(counting) == {"2026-01-03": 1, "2026-02-01": 1, "2026-06-01": 1}
    # Without its columns the store's own teams decide what it covers.
    counting.write(milepæle="milepæl;titel;indikator;start;frist\nM;Mål;gennemgået;01-01-2026;31-12-2026\n")
    assert (await counting.takes()).files[0].unchanged == 1


async def test_a_milestone_of_stored_teams_without_cases_needs_a_total(counting: Desk) -> None:
    counting.edit("teams", ("Distrikt 2;Børn og Familie;;\n", "Distrikt 2;Børn og Familie;;\nTeam Syd;;;\n"))
    counting.write(milepæle=milestone("gennemgået", teams="Team Syd", total="5"))
    await counting.takes()
    counting.write(milepæle="milepæl;titel;indikator;start;frist;total\nM;Mål;gennemgået;01-01-2026;31-12-2026;\n")
    assert await counting.refuses() == [
        "milepæle.csv, linje 2, milepæl: »M«: milepælen har ingen total og dækker ingen sager"
    ]


async def test_without_a_milestone_nothing_is_counted(counting: Desk) -> None:
    await counting.begins_with_these()
    assert await counting.rows(MilestoneStep) == []
