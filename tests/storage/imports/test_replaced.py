"""What an import leaves out of the store, and what it closes or deletes because an export no longer holds it."""

from __future__ import annotations

import pytest

from messages.import_report import report_lines
from storage.schema import (
    Case,
    CaseEvent,
    Deadline,
    Staff,
)
from tests.storage.imports.folders import (
    CASES,
    EVENTS,
    EXPORTS,
    SHIFTS,
    STAFF,
    TEAMS,
    TODAY,
    Desk,
    day,
)


async def test_skipping_bad_rows_imports_the_rest_and_keeps_them_as_data_problems(desk: Desk) -> None:
    desk.edit("sager", ("2024-1;010112-4000;anbringelse", "2024-1;010112-4000;døgn"), ("04-01-2024", "i går"))
    desk.write(hændelser=EVENTS + "2024-3;partshøring;01-02-2024;;\n2024-3;fest;;;\n")
    report = await desk.run(skip_bad_rows=True)
    assert report.outcome == "done"
    assert await desk.rows(Case, "number") == [("2024-3",)]
    assert await desk.rows(CaseEvent, "kind") == [("partshøring",)]
    assert [(entry.read, entry.new, entry.rejected) for entry in report.files] == [
        (2, 2, 0),
        (3, 3, 0),
        (3, 1, 2),
        (2, 0, 2),
        (7, 1, 6),
    ]
    rejected = await desk.rejected()
    assert len(rejected) == 10
    assert rejected[0] == (
        "hændelser.csv",
        2,
        "sagsnr",
        "»2024-1«: sagen er ukendt (rækken i sager er afvist)",
    )
    assert rejected[5] == (
        "hændelser.csv",
        8,
        "hændelse",
        "»fest«: forventede et ord fra listen hændelse; cellen skal udfyldes",
    )
    assert report_lines(report, "da")[0] == "Importen er gennemført. 10 rækker er afvist og ikke læst ind."


async def test_who_keeps_an_email_because_of_a_bad_row_keeps_it(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.edit("medarbejdere", ("anna@sagspuls.example;aad-anna;Team Nord", "new@sagspuls.example;;Team Øst"))
    desk.edit("medarbejdere", ("carl@sagspuls.example", "anna@sagspuls.example"))
    report = await desk.run(skip_bad_rows=True)
    assert report.files[1].rejected == 2
    assert (await desk.rows(Staff, "id", "email"))[2] == ("carl", "carl@sagspuls.example")


async def test_replacing_cases_closes_those_no_longer_there(desk: Desk) -> None:
    await desk.begins_with_these()
    lines = CASES.splitlines()
    desk.write(sager="\n".join([lines[0], lines[1]]))
    report = await desk.takes(replace=frozenset({"Sager"}))
    assert await desk.rows(Case, "number", "closed") == [
        ("2024-1", None),
        ("2024-2", TODAY),
        ("2024-3", day("2024-06-01")),
    ]
    assert [entry.retired for entry in report.files] == [0, 0, 1, 0, 0]
    assert report_lines(report, "da")[3].endswith("1 udgået")
    (closed,) = [case_id for number, case_id in await desk.rows(Case, "number", "id") if number == "2024-2"]
    found = await desk.rows(Deadline, "case_id", "rule", "closed")
    assert {(rule, last) for case_id, rule, last in found if case_id == closed} == {
        ("assessment", TODAY),
        ("follow_up", day("2026-11-01")),
        ("follow_up", TODAY),
    }


async def test_without_replace_missing_rows_stay(desk: Desk) -> None:
    await desk.begins_with_these()
    before = await desk.everything()
    desk.write(**{name: content.splitlines()[0] for name, content in EXPORTS.items()})
    await desk.takes()
    assert await desk.everything() == before


async def test_replacing_staff_lets_the_missing_leave(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.write(medarbejdere="\n".join(STAFF.splitlines()[:3]))
    await desk.takes(replace=frozenset({"medarbejdere"}))
    assert await desk.rows(Staff, "id", "left_on") == [("anna", None), ("bo", None), ("carl", TODAY)]


async def test_replacing_events_and_shifts_deletes_the_missing(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.write(hændelser="\n".join(EVENTS.splitlines()[:3]), rådgiverskift="\n".join(SHIFTS.splitlines()[:2]))
    report = await desk.takes(replace=frozenset({"haendelser", "rådgiverskift"}))
    assert [entry.retired for entry in report.files] == [0, 0, 0, 1, 3]
    assert len(await desk.rows(CaseEvent)) == 2
    rules = {rule for (rule,) in await desk.rows(Deadline, "rule")}
    assert rules & {"assessment", "follow_up", "notification_receipt"} == {"notification_receipt"}


async def test_replacing_teams_deletes_the_unused_and_refuses_the_used(desk: Desk) -> None:
    desk.write(teams=TEAMS + "Team Syd;;;\n")
    await desk.takes()
    desk.write(teams=TEAMS)
    assert (await desk.takes(replace=frozenset({"teams"}))).files[0].retired == 1
    desk.write(teams="\n".join(TEAMS.splitlines()[:2]))
    assert await desk.refuses(replace=frozenset({"teams"}), skip_bad_rows=True) == [
        "teams.csv, team: »Distrikt 2«: mangler i eksporten, men kan ikke slettes: bruges stadig"
    ]


async def test_a_bad_row_is_not_gone_from_the_export(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.edit("sager", ("2024-2;;forebyggende", "2024-2;;døgn"))
    desk.edit("hændelser", ("undersøgelse påbegyndt", "fest"))
    report = await desk.run(skip_bad_rows=True, replace=frozenset({"sager", "hændelser"}))
    assert [entry.retired for entry in report.files] == [0, 0, 0, 0, 0]
    assert (await desk.rows(Case, "number", "closed"))[1] == ("2024-2", None)
    assert len(await desk.rows(CaseEvent)) == 5


@pytest.mark.parametrize("name", ["sager", "ukendt"])
async def test_only_what_the_folder_holds_can_be_replaced(desk: Desk, name: str) -> None:
    (desk.folder / "sager.csv").unlink()
    assert (await desk.refuses(replace=frozenset({name}), skip_bad_rows=True))[0].startswith(f"--replace {name}: ")
