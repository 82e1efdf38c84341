"""The exports of money: accounts, budget, grants and postings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from messages.import_report import report_lines
from storage.imports.kinds import KINDS
from storage.schema import Account, BudgetLine, Case, Grant, Posting, PostingDay, RejectedRow, Team
from tests.storage.imports.folders import EXPORTS, MONEY, RECOVERY, Desk, add, day, write_workbook


async def cases_of(desk: Desk) -> dict[str, str | None]:
    """voucher/line → case number."""
    numbers = {case_id: number for number, case_id in await desk.rows(Case, "number", "id")}
    found = await desk.rows(Posting, "voucher", "line", "case_id")
    return {f"{voucher}/{line}": numbers.get(case_id) for voucher, line, case_id in found}


# --- What lands --------------------------------------------------------------------------------------------------


def test_every_export_of_the_formats_is_read() -> None:
    assert {kind.name for kind in KINDS} == {*EXPORTS, *RECOVERY, *MONEY}


async def test_the_accounts_and_the_budget_land(paying: Desk) -> None:
    await paying.begins_with_these()
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
    await paying.begins_with_these()
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
    await paying.begins_with_these()
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
    await paying.begins_with_these()
    before = await paying.everything()
    report = await paying.takes()
    assert await paying.everything() == before
    assert [entry.unchanged for entry in report.files][5:] == [2, 4, 3, 5]


async def test_workbooks_of_the_accounts_give_the_same(paying: Desk) -> None:
    await paying.begins_with_these()
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
    await paying.begins_with_these()
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
    await paying.begins_with_these()
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
    await paying.begins_with_these()
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
    await paying.begins_with_these()
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
    await paying.begins_with_these()
    paying.write(**{name: "\n".join(content.splitlines()[:2]) for name, content in MONEY.items()})
    report = await paying.takes(replace=frozenset(MONEY))
    assert [entry.retired for entry in report.files][5:] == [1, 3, 2, 4]
    assert await paying.rows(Posting, "voucher", "line") == [("1001", "1")]
    assert [row[0] for row in await paying.rows(PostingDay, "amount")] == [Decimal(38750)]


async def test_a_bad_row_of_money_is_not_gone_from_its_export(paying: Desk) -> None:
    await paying.begins_with_these()
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
