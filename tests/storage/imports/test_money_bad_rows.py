"""What is wrong with a row of money, told by line and column, and what is taken all the same."""

from __future__ import annotations

import pytest

from messages.import_report import report_lines
from messages.import_words import line_in_words
from storage.queries.sending.sources import sources
from tests.storage.imports.folders import NOW, Desk, add


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("konti", "5283;;", "konti.csv, linje 4, navn: cellen skal udfyldes"),
        (
            "budget",
            "i fjor;5281;Team Nord;;5;",
            "budget.csv, linje 6, år: »i fjor«: forventede et helt tal fra 2000 til 2100",
        ),
        ("budget", "2026;5299;Team Nord;;5;", "budget.csv, linje 6, konto: »5299«: kontoen er ukendt"),
        ("budget", "2026;5281;Team Øst;;5;", "budget.csv, linje 6, team: »Team Øst«: teamet er ukendt"),
        ("budget", "2026;5281;;;5;", "budget.csv, linje 6, team: cellen skal udfyldes"),
        (
            "budget",
            "2026;5281;Team Nord;13;5;",
            "budget.csv, linje 6, måned: »13«: forventede en måned som 3, marts eller 2026-03",
        ),
        (
            "budget",
            "2026;5281;Team Nord;3;en mio.;",
            "budget.csv, linje 6, vedtaget: »en mio.«: forventede et tal som 1.234,50",
        ),
        (
            "budget",
            "2026;5281;Team Nord;3;5;1234.567",
            "budget.csv, linje 6, korrigeret: »1234.567«: forventede et tal som 1.234,50",
        ),
        (
            "indsatser",
            "B-4;2024-9;Ophold;;;;;døgn;5;;01-01-2026;;5281",
            "indsatser.csv, linje 5, sagsnr: »2024-9«: sagen er ukendt",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;8;;;døgn;5;;01-01-2026;;5281",
            "indsatser.csv, linje 5, trin: »8«: forventede et helt tal fra 1 til 7",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;privat;døgn;5;;01-01-2026;;5281",
            "indsatser.csv, linje 5, udfører: »privat«: forventede en af: intern, ekstern",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;kvartal;5;;01-01-2026;;5281",
            "indsatser.csv, linje 5, enhed: »kvartal«: forventede en af: døgn, uge, måned, time, gang",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;døgn;5,00-;;01-01-2026;;5281",
            "indsatser.csv, linje 5, enhedspris: »5,00-«: forventede et tal, der ikke er negativt",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;døgn;dyr;;01-01-2026;;5281",
            "indsatser.csv, linje 5, enhedspris: »dyr«: forventede et tal som 1.234,50",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;døgn;5;-1;01-01-2026;;5281",
            "indsatser.csv, linje 5, antal: »-1«: forventede et tal, der ikke er negativt",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;døgn;5;;02-01-2026;01-01-2026;5281",
            "indsatser.csv, linje 5, slut: »01-01-2026«: indsatsen slutter, før den begynder",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;døgn;5;;;01-01-2026;5281",
            "indsatser.csv, linje 5, start: cellen skal udfyldes",
        ),
        (
            "indsatser",
            "B-4;2024-1;Ophold;;;;;døgn;5;;01-01-2026;;5299",
            "indsatser.csv, linje 5, konto: »5299«: kontoen er ukendt",
        ),
        (
            "indsatser",
            "B-1;2024-1;Ophold;;;;;døgn;5;;01-01-2026;;",
            "indsatser.csv, linje 5, konto: cellen skal udfyldes",
        ),
        (
            "posteringer",
            "1005;;01-04-2026;5281;;2024-9;;;5;",
            "posteringer.csv, linje 7, sagsnr: »2024-9«: sagen er ukendt",
        ),
        (
            "posteringer",
            "1005;;01-04-2026;5281;Team Øst;;;;5;",
            "posteringer.csv, linje 7, team: »Team Øst«: teamet er ukendt",
        ),
        (
            "posteringer",
            "1005;;31-04-2026;5281;;;;;5;",
            "posteringer.csv, linje 7, dato: »31-04-2026«: forventede en dato som 31-12-2024",
        ),
        (
            "posteringer",
            "1005;;01-04-1926;5281;;;;;5;",
            "posteringer.csv, linje 7, dato: »01-04-1926«: forventede en dato fra 2000 til 2100",
        ),
        (
            "posteringer",
            "1005;;01-04-2126;5281;;;;;5;",
            "posteringer.csv, linje 7, dato: »01-04-2126«: forventede en dato fra 2000 til 2100",
        ),
        (
            "posteringer",
            "1005;;01-04-2026;5281;;;;;fem;",
            "posteringer.csv, linje 7, beløb: »fem«: forventede et tal som 1.234,50",
        ),
        (
            "posteringer",
            "1005;;01-04-2026;5281;;;;;0.500;",
            "posteringer.csv, linje 7, beløb: »0.500«: forventede et tal som 1.234,50",
        ),
        (
            "posteringer",
            "1005;;01-04-2026;5281;;;320112-4000;;5;",
            "posteringer.csv, linje 7, cpr: »(skjult)«: forventede et CPR-nummer som ddmmåå-nnnn",
        ),
        (
            "posteringer",
            ";7;01-04-2026;5281;;;;;5;",
            "posteringer.csv, linje 7, bilagsnr: cellen skal udfyldes",
        ),
        (
            "posteringer",
            "1005;;01-04-2026;;;;;;5;",
            "posteringer.csv, linje 7, konto: cellen skal udfyldes",
        ),
    ],
)
async def test_a_bad_row_of_money_is_told(paying: Desk, name: str, row: str, told: str) -> None:
    add(paying, name, row)
    before = await paying.everything()
    assert await paying.refuses() == [told]
    assert await paying.everything() == before


async def test_the_same_voucher_twice_with_another_amount_is_told_by_line(paying: Desk) -> None:
    add(paying, "posteringer", "1003;;03-03-2026;5282;Distrikt 2;;;;1.000,26;", "1001;1;31-01-2026;5281;;2024-1;;;1;")
    told = "står også på linje {} med andre oplysninger"
    assert await paying.refuses() == [
        f"posteringer.csv, linje {line}, bilagsnr: »{voucher}«: samme bilagsnr, linje {told.format(other)}"
        for line, voucher, other in ((2, 1001, 8), (5, 1003, 7), (7, 1003, 5), (8, 1001, 2))
    ]


async def test_the_same_row_twice_is_one_posting(paying: Desk) -> None:
    add(paying, "posteringer", "1003;;03-03-2026;5282;Distrikt 2;;;;1000,25;skrevet igen")
    report = await paying.takes()
    assert (report.files[-1].read, report.files[-1].new) == (6, 5)


async def test_a_budget_line_twice_with_another_amount_is_told(paying: Desk) -> None:
    add(paying, "budget", "2026;5282;Distrikt 2;;600001;")
    assert len(await paying.refuses()) == 2


async def test_a_posting_of_another_year_is_taken(paying: Desk) -> None:
    add(paying, "posteringer", "1005;;31-12-2019;5281;;;;;5;", "1006;;01-01-2031;5281;;;;;5;")
    assert (await paying.takes()).files[-1].new == 7


async def test_postings_of_other_years_are_named_by_year_and_line(paying: Desk) -> None:
    of_2024 = (f"{number};;01-01-2024;5281;;;;;1;" for number in range(12))
    add(paying, "posteringer", "9001;;31-12-2025;5281;;;;;100;", *of_2024, "9002;;01-01-2027;5281;;;;;100;")
    report = await paying.takes()
    notes = [line for line in report_lines(report, "da") if "dateret" in line]
    assert notes == [
        "posteringer.csv: 12 posteringer er dateret i 2024 og tæller i det års regnskab"
        " (linje 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 …)",
        "posteringer.csv: 1 postering er dateret i 2025 og tæller i det års regnskab (linje 7)",
        "posteringer.csv: 1 postering er dateret i 2027 og tæller i det års regnskab (linje 20)",
    ]


async def test_what_stood_in_the_way_of_a_refused_run_can_be_told_afterwards(paying: Desk) -> None:
    add(paying, "posteringer", "9001;;31-02-2026;5281;;;110312-4000;;100;")
    add(paying, "budget", "2026;5281;Team Øst;;5;")
    told = await paying.refuses()
    async with paying.store.working() as session:
        found = await sources(session, NOW)
    assert len(found.rejected) == len(told) == found.runs[0].rejected == 2
    assert [(line.file, line.line, line.column) for line in found.rejected] == [
        ("budget.csv", 6, "team"),
        ("posteringer.csv", 7, "dato"),
    ]
    assert line_in_words(found.rejected[0], "da").reason == "teamet er ukendt"
    assert "4000" not in str(found)


async def test_a_stored_stop_before_the_exports_start_is_told(paying: Desk) -> None:
    await paying.begins_with_these()
    paying.write(
        indsatser="bevillingsnr;sagsnr;indsats;enhed;enhedspris;start;konto\nB-3;2024-1;Udstyr;gang;5;16-02-2026;5282\n"
    )
    assert await paying.refuses() == ["indsatser.csv, linje 2, slut: »15-02-2026«: indsatsen slutter, før den begynder"]


async def test_rows_about_a_bad_case_or_account_go_with_it_when_bad_rows_are_skipped(paying: Desk) -> None:
    paying.edit("konti", ("5282;Forebyggende foranstaltninger", "5282;"))
    paying.edit("sager", ("2024-2;;forebyggende", "2024-2;;ukendt type"))
    report = await paying.run(skip_bad_rows=True)
    assert [entry.rejected for entry in report.files][5:] == [1, 3, 2, 0]
    problems = [wrong for *_, wrong in await paying.rejected()]
    assert problems.count("»5282«: kontoen er ukendt (rækken i konti er afvist)") == 4
