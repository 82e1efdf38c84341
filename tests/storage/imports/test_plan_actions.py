"""The actions of the plans: what their deadlines say, and how a status by year is kept apart."""

from __future__ import annotations

import pytest

from storage.schema import PlanAction
from tests.storage.imports.folders import ACTIONS, Desk, day

HEAD = "plan;nr;titel;frist;status;område;år\n"


@pytest.fixture
def planning(desk: Desk) -> Desk:
    """The small municipality with two plans."""
    desk.write(handleplan=ACTIONS)
    return desk


async def test_an_action_lands_with_what_its_deadline_says(planning: Desk) -> None:
    await planning.begins_with_these()
    fields = ("plan", "number", "theme", "track", "title", "responsible", "status", "area", "year", "finished")
    told = ("Styring", "A", "Data", None, "Månedlig opfølgning", "Bo Lund")
    assert await planning.rows(PlanAction, *fields) == [
        (
            *("Genopretning", "1", "Overblik", "A.1", "Gennemgå alle sager", "Områdechefen"),
            *("igangsat", "", 0, None),
        ),
        ("Genopretning", "2", "Overblik", None, "Følg op på lederne", None, None, "", 0, None),
        ("Genopretning", "3", "Økonomi", None, "Ny disponering", "Økonomi", "afventer", "", 0, None),
        (*told, "afventer", "børn", 2026, None),
        (*told, "ikke relevant", "voksne", 2026, None),
        (*told, "implementeret", "børn", 2025, day("2025-09-30")),
    ]
    deadlines = await planning.rows(
        PlanAction, "plan", "number", "year", "area", "deadline_text", "starts", "ends", "precision", "side"
    )
    assert [(number, *rest) for _, number, _, _, *rest in deadlines] == [
        ("1", "Ultimo august 2026", day("2026-08-21"), day("2026-08-31"), "month", "due"),
        ("2", "Løbende", None, None, "recurring", None),
        ("3", None, None, None, "unknown", None),
        ("A", "1/10", day("2025-10-01"), day("2025-10-01"), "day", "due"),
        ("A", "1/10", day("2026-10-01"), day("2026-10-01"), "day", "due"),
        ("A", "1/10", day("2026-10-01"), day("2026-10-01"), "day", "due"),
    ]


@pytest.mark.parametrize(
    "written",
    ["", "Tidsfrist fastsættes senere", "31/2 2026", "1/10", "når udvalget har talt", "\\N", "9" * 500],
)
async def test_no_date_is_made_up_where_the_text_gives_none(desk: Desk, written: str) -> None:
    desk.write(handleplan=f"plan;nr;titel;frist\nP;1;Noget;{written}\n")
    await desk.takes()
    ((starts, ends),) = await desk.rows(PlanAction, "starts", "ends")
    assert (starts, ends) == (None, None)


async def test_a_new_deadline_text_is_read_anew_and_a_blank_one_clears_its_dates(planning: Desk) -> None:
    await planning.begins_with_these()
    planning.edit(
        "handleplan", ("Ultimo august 2026", "fra foråret 2027"), ("Bo Lund;1/10;afventer", "Bo Lund;;afventer")
    )
    assert (await planning.takes()).files[5].changed == 2
    found = await planning.rows(PlanAction, "plan", "number", "area", "year", "starts", "ends", "precision")
    assert found[0][-3:] == (day("2027-03-01"), None, "open-ended")
    assert found[4] == ("Styring", "A", "børn", 2026, None, None, "unknown")


async def test_without_a_year_another_area_is_a_change_and_no_new_action(desk: Desk) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;2027;;børn;\n")
    await desk.takes()
    before = await desk.rows(PlanAction, "id")
    desk.write(handleplan=HEAD + "P;1;Noget;2027;;voksne;\n")
    entry = (await desk.takes()).files[5]
    assert (entry.new, entry.changed) == (0, 1)
    assert await desk.rows(PlanAction, "id") == before
    assert await desk.rows(PlanAction, "area", "year") == [("voksne", 0)]


async def test_with_a_year_area_and_year_are_part_of_the_key(desk: Desk) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;;afventer;børn;2025\n")
    await desk.takes()
    desk.write(handleplan=HEAD + "P;1;Noget;;igangsat;børn;2025\nP;1;Noget;;;børn;2026\nP;1;Noget;;;;2025\n")
    entry = (await desk.takes()).files[5]
    assert (entry.new, entry.changed) == (2, 1)
    assert await desk.rows(PlanAction, "area", "year", "status") == [
        ("", 2025, None),
        ("børn", 2025, "igangsat"),
        ("børn", 2026, None),
    ]


@pytest.mark.parametrize("later", ["plan;nr;titel\nP;1;Noget\n", "plan;nr;titel;år\nP;1;Noget;\n"])
async def test_an_absent_area_keeps_the_stored_one(desk: Desk, later: str) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;;;børn;\n")
    await desk.begins_with_these()
    desk.write(handleplan=later)
    assert (await desk.takes()).files[5].unchanged == 1
    assert await desk.rows(PlanAction, "area") == [("børn",)]


async def test_without_a_year_one_number_cannot_have_two_areas(desk: Desk) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;;;børn;\nP;1;Noget;;;voksne;\nP;1;Noget;;;voksne;2026\n")
    assert await desk.refuses() == [
        "handleplan.csv, linje 2, plan: »P«: samme plan, nr står også på linje 3 med andre oplysninger",
        "handleplan.csv, linje 3, plan: »P«: samme plan, nr står også på linje 2 med andre oplysninger",
    ]


async def test_one_action_of_one_year_twice_is_told_with_its_key(desk: Desk) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;;afventer;børn;2026\nP;1;Noget;;igangsat;børn;2026\n")
    told = await desk.refuses()
    assert told[0].endswith("samme plan, nr, område, år står også på linje 3 med andre oplysninger")


async def test_one_number_twice_in_a_plan_without_years_is_told_with_its_key(desk: Desk) -> None:
    desk.write(handleplan="plan;nr;titel\nP;1;Noget\nP;1;Noget andet\n")
    told = await desk.refuses()
    assert told[0] == "handleplan.csv, linje 2, plan: »P«: samme plan, nr står også på linje 3 med andre oplysninger"


async def test_replacing_a_plan_deletes_actions_and_years_no_longer_there(desk: Desk) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;;;børn;\nP;2;Noget;;;;\nP;3;Noget;;;børn;2025\nP;3;Noget;;;børn;2026\n")
    await desk.takes()
    desk.write(handleplan=HEAD + "P;1;Noget;;;voksne;\nP;3;Noget;;;børn;2026\n")
    entry = (await desk.takes(replace=frozenset({"handleplan"}))).files[5]
    assert (entry.changed, entry.retired) == (1, 2)
    assert await desk.rows(PlanAction, "number", "area", "year") == [("1", "voksne", 0), ("3", "børn", 2026)]


async def test_replacing_by_a_plan_without_years_deletes_every_year(desk: Desk) -> None:
    desk.write(handleplan=HEAD + "P;1;Noget;;;børn;2025\nP;1;Noget;;;børn;2026\n")
    await desk.takes()
    desk.write(handleplan="plan;nr;titel\nP;1;Noget\n")
    entry = (await desk.takes(replace=frozenset({"handleplan"}))).files[5]
    assert (entry.new, entry.retired) == (1, 2)


async def test_a_cpr_in_a_plans_text_is_a_bad_row(desk: Desk) -> None:
    desk.write(handleplan="plan;nr;titel;ansvarlig\nP;1;Ring til 010112-4000;Bo\n")
    assert await desk.refuses() == [
        "handleplan.csv, linje 2, titel: »Ring til [CPR]«: forventede en tekst uden CPR-nummer"
    ]
