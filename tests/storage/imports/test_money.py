"""The exports of money: accounts, budget, grants and postings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from messages.import_report import report_lines
from messages.import_words import line_in_words
from storage.imports.kinds import KINDS
from storage.queries.sending.sources import sources
from storage.schema import Account, BudgetLine, Case, Grant, Posting, PostingDay, RejectedRow, Team
from tests.storage.imports.folders import EXPORTS, MONEY, NOW, RECOVERY, Desk, write_workbook


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def paying(desk: Desk) -> Desk:
    """The small municipality with its accounts."""
    desk.write(**MONEY)
    return desk


def add(desk: Desk, name: str, *rows: str) -> None:
    desk.write(**{name: MONEY[name] + "\n".join(rows) + "\n"})


async def cases_of(desk: Desk) -> dict[str, str | None]:
    """voucher/line → case number."""
    numbers = {case_id: number for number, case_id in await desk.rows(Case, "number", "id")}
    found = await desk.rows(Posting, "voucher", "line", "case_id")
    return {f"{voucher}/{line}": numbers.get(case_id) for voucher, line, case_id in found}


# --- What lands --------------------------------------------------------------------------------------------------


def test_every_export_of_the_formats_is_read() -> None:
    assert {kind.name for kind in KINDS} == {*EXPORTS, *RECOVERY, *MONEY}


async def test_the_accounts_and_the_budget_land(paying: Desk) -> None:
    await paying.takes()
    assert await paying.rows(Account) == [
        ("5281", "Døgninstitutioner", "5.28.23"),
        ("5282", "Forebyggende foranstaltninger", "5.28.21"),
    ]
    teams = {team_id: name for name, team_id in await paying.rows(Team, "name", "id")}
    found = await paying.rows(BudgetLine, "year", "account", "month", "adopted", "corrected", "team_id")
    assert [(*row, teams[team_id]) for *row, team_id in found] == [
        (2026, "5281", 0, Decimal("1200000.00"), Decimal("1300000.00"), "Team Nord"),
        (2026, "5282", 0, Decimal("600000.00"), None, "Distrikt 2"),
        (2026, "5282", 1, Decimal("50000.00"), None, "Team Nord"),
        (2026, "5282", 2, Decimal("50000.50"), Decimal("0.00"), "Team Nord"),
    ]


async def test_the_grants_land(paying: Desk) -> None:
    await paying.takes()
    terms = ("number", "unit", "unit_price", "quantity", "start", "stop", "account")
    assert await paying.rows(Grant, *terms) == [
        ("B-1", "døgn", Decimal(1250), Decimal(1), day("2026-01-03"), day("2026-12-31"), "5281"),
        ("B-2", "time", Decimal("450.5"), Decimal("3.5"), day("2026-09-01"), None, "5282"),
        ("B-3", "gang", Decimal(12000), Decimal(2), day("2026-02-15"), day("2026-02-15"), "5282"),
    ]
    assert await paying.rows(Grant, "number", "measure", "paragraph", "step", "supplier", "performer") == [
        ("B-1", "Døgninstitution", "§ 43", 6, "Bøgely", "ekstern"),
        ("B-2", "Kontaktperson", "§ 32", 3, None, "intern"),
        ("B-3", "Udstyr", None, None, None, None),
    ]


async def test_the_postings_land_whatever_their_account_grant_and_cpr(paying: Desk) -> None:
    await paying.takes()
    assert await paying.rows(Posting, "voucher", "line", "day", "account", "grant_number", "amount") == [
        ("1001", "1", day("2026-01-31"), "5281", None, Decimal("38750.00")),
        ("1001", "2", day("2026-01-31"), "5281", "B-1", Decimal("-500.00")),
        ("1002", "", day("2026-02-28"), "5282", None, Decimal("1234.50")),
        ("1003", "", day("2026-03-03"), "5282", None, Decimal("1000.25")),
        ("1004", "", day("2026-03-04"), "9999", "B-99", Decimal("-75.00")),
    ]


async def test_a_posting_finds_its_case_by_number_else_by_grant_else_by_cpr(paying: Desk) -> None:
    add(
        paying,
        "posteringer",
        "1005;;01-04-2026;5282;;2024-2;010112-4000;B-1;1;alle tre",
        "1006;;01-04-2026;5282;;;010112-4000;B-2;1;to",
        "1007;;01-04-2026;5282;;;010112-4000;B-99;1;ukendt bevilling",
        "1008;;01-04-2026;5282;;;10112-4000;;1;uden det første nul",
    )
    await paying.takes()
    assert await cases_of(paying) == {
        "1001/1": "2024-1",
        "1001/2": "2024-1",
        "1002/": "2024-1",
        "1003/": None,
        "1004/": None,
        "1005/": "2024-2",
        "1006/": "2024-2",
        "1007/": "2024-1",
        "1008/": "2024-1",
    }


@pytest.mark.parametrize(
    ("opened", "closed", "other", "found"),
    [
        ("28-02-2026", "", "", "2024-1"),
        ("01-03-2026", "", "", None),  # opened after the posting
        ("01-01-2026", "28-02-2026", "", None),  # a case is not open on the day it closes
        ("01-01-2026", "01-03-2026", "", "2024-1"),
        ("01-01-2026", "", "2024-9;010112-4000;handicap;Team Nord;;05-01-2024;", None),  # two open cases
        ("01-01-2026", "", "2024-9;010112-4000;handicap;Team Nord;;05-01-2024;28-02-2026", "2024-1"),
        ("01-01-2026", "", "2024-9;010112-4001;handicap;Team Nord;;05-01-2024;", "2024-1"),  # somebody else's
    ],
)
async def test_a_cpr_finds_the_one_case_open_on_the_postings_day(
    paying: Desk, opened: str, closed: str, other: str, found: str | None
) -> None:
    paying.write(
        sager="sagsnr;cpr;sagstype;team;rådgiver;oprettet;lukket\n"
        f"2024-1;010112-4000;anbringelse;Team Nord;anna;{opened};{closed}\n"
        f"2024-2;;forebyggende;Distrikt 2;carl;04-01-2024;\n{other}\n",
    )
    for name in ("rådgiverskift", "hændelser"):
        (paying.folder / f"{name}.csv").unlink()
    await paying.takes()
    assert (await cases_of(paying))["1002/"] == found


async def test_a_cpr_of_a_posting_is_kept_nowhere(paying: Desk) -> None:
    report = await paying.takes()
    kept = str((await paying.everything())["posting"]) + "\n".join(report_lines(report, "da"))
    assert "4000" not in kept
    assert "110312" not in kept
    assert "\\x" not in kept, "not even the keyed hash"


async def test_the_folder_with_money_again_changes_nothing(paying: Desk) -> None:
    await paying.takes()
    before = await paying.everything()
    report = await paying.takes()
    assert await paying.everything() == before
    assert [entry.unchanged for entry in report.files][5:] == [2, 4, 3, 5]


async def test_workbooks_of_the_accounts_give_the_same(paying: Desk) -> None:
    await paying.takes()
    before = await paying.everything()
    for name, content in MONEY.items():
        (paying.folder / f"{name}.csv").unlink()
        rows = [[int(cell) if cell.isdigit() else cell or None for cell in line.split(";")]
                for line in content.splitlines()]  # fmt: skip
        write_workbook(paying.folder / f"{name}.xlsx", rows)
    write_workbook(
        paying.folder / "budget.xlsx",
        [
            ("år", "konto", "team", "måned", "vedtaget", "korrigeret"),
            (2026, 5281, "Team Nord", None, 1_200_000, 1_300_000.0),
            (2026, 5282, "Team Nord", 1, 50000, None),
            (2026, 5282, "Team Nord", 2, 50000.5, 0),
            (2026, 5282, "Distrikt 2", None, 600000, None),
        ],
    )
    await paying.takes()
    assert await paying.everything() == before


async def test_headers_may_be_written_without_danish_letters(paying: Desk) -> None:
    await paying.takes()
    before = await paying.everything()
    ascii_letters = str.maketrans({"å": "aa", "ø": "oe"})
    for name, content in MONEY.items():
        header, _, rest = content.partition("\n")
        paying.write(**{name: header.translate(ascii_letters).upper() + "\n" + rest})
    report = await paying.takes()
    assert all(entry.unknown_columns == () for entry in report.files)
    assert await paying.everything() == before


async def test_totals_rows_of_ledger_and_budget_are_passed_over(paying: Desk) -> None:
    add(paying, "posteringer", "I alt;;;;;;;;40.409,75;", ";;;;;;;;40.409,75;")
    add(paying, "budget", ";;;;1.900.000,50;1.300.000")
    report = await paying.takes()
    assert [entry.read for entry in report.files][6:] == [4, 3, 5]


async def test_the_sums_of_the_accounts_are_not_read(paying: Desk) -> None:
    (paying.folder / "konti_total.csv").write_text("konto;i alt\n5281;1\n")
    assert (await paying.takes()).ignored == ("konti_total.csv",)


async def test_without_a_chart_of_accounts_every_account_is_taken(paying: Desk) -> None:
    (paying.folder / "konti.csv").unlink()
    await paying.takes()
    assert len(await paying.rows(Grant)) == 3


# --- Later exports -----------------------------------------------------------------------------------------------


async def test_a_corrected_posting_replaces_the_first_and_is_counted(paying: Desk) -> None:
    await paying.takes()
    paying.edit("posteringer", ("1234,5;", "1.300;"), ("31-01-2026;5281;;2024-1", "30-01-2026;5281;;2024-2"))
    report = await paying.takes()
    ledger = report.files[-1]
    assert (ledger.name, ledger.new, ledger.changed, ledger.unchanged) == ("posteringer.csv", 0, 2, 3)
    assert [line for line in report_lines(report, "da") if line.startswith("posteringer.csv")] == [
        "posteringer.csv: 5 læst, 0 nye, 2 ændret, 3 uændret"
    ]
    assert [row[-1] for row in await paying.rows(Posting, "voucher", "line", "amount")][2] == Decimal(1300)
    assert (await cases_of(paying))["1001/1"] == "2024-2"
    assert sum(row[0] for row in await paying.rows(PostingDay, "amount")) == Decimal("40475.25")


async def test_an_absent_column_keeps_what_an_earlier_export_told(paying: Desk) -> None:
    await paying.takes()
    before = await paying.everything()
    paying.write(
        konti="konto;navn\n5281;Døgninstitutioner\n",
        budget="år;konto;team;vedtaget\n2026;5281;Team Nord;1200000\n",
        indsatser="bevillingsnr;sagsnr;indsats;enhed;enhedspris;start;konto\n"
        "B-2;2024-2;Kontaktperson;time;450,5;01-09-2026;5282\n",
        posteringer="bilagsnr;dato;konto;beløb\n1002;28-02-2026;5282;1234,50\n",
    )
    await paying.takes()
    assert await paying.everything() == before


async def test_a_blank_cell_clears_what_an_earlier_export_told(paying: Desk) -> None:
    await paying.takes()
    paying.edit("indsatser", (";31-12-2026;5281", ";;5281"), (";3,5;", ";;"))
    paying.edit("budget", (";1.300.000", ";"))
    paying.edit("posteringer", ("5281;;2024-1;", "5281;;;"), ("Distrikt 2;", ";"))
    assert [entry.changed for entry in (await paying.takes()).files][5:] == [0, 1, 2, 2]
    assert await paying.rows(Grant, "number", "quantity", "stop") == [
        ("B-1", Decimal(1), None),
        ("B-2", Decimal(1), None),
        ("B-3", Decimal(2), day("2026-02-15")),
    ]
    assert await paying.rows(BudgetLine, "account", "month", "corrected") == [
        ("5281", 0, None),
        ("5282", 0, None),
        ("5282", 1, None),
        ("5282", 2, Decimal(0)),
    ]
    assert [row for row in await paying.rows(Posting, "voucher", "line", "team_id") if row[2] is not None] == []
    assert (await cases_of(paying))["1001/1"] is None


async def test_replacing_deletes_what_the_exports_of_money_no_longer_hold(paying: Desk) -> None:
    await paying.takes()
    paying.write(**{name: "\n".join(content.splitlines()[:2]) for name, content in MONEY.items()})
    report = await paying.takes(replace=frozenset(MONEY))
    assert [entry.retired for entry in report.files][5:] == [1, 3, 2, 4]
    assert await paying.rows(Posting, "voucher", "line") == [("1001", "1")]
    assert [row[0] for row in await paying.rows(PostingDay, "amount")] == [Decimal(38750)]


async def test_a_bad_row_of_money_is_not_gone_from_its_export(paying: Desk) -> None:
    await paying.takes()
    before = await paying.everything()
    paying.edit("konti", ("5281;Døgninstitutioner", "5281;"))
    paying.edit("budget", ("1.200.000,00", "mange"))
    paying.edit("indsatser", ("1.250,00", "-1"))
    paying.edit("posteringer", ("1 000,25", "to"))
    report = await paying.run(skip_bad_rows=True, replace=frozenset(MONEY))
    assert report.outcome == "done"
    assert [entry.retired for entry in report.files] == [0] * 9
    after = await paying.everything()
    assert {name: rows for name, rows in after.items() if name != "rejected_row"} == {
        name: rows for name, rows in before.items() if name != "rejected_row"
    }
    assert len(await paying.rows(RejectedRow)) == 4


# --- Bad input ---------------------------------------------------------------------------------------------------


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
    await paying.takes()
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
