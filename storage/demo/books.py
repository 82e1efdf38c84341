"""Writes the exports of the money: `indsatser`, `posteringer`, `budget` and `konti`, case by case."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from storage.demo.budgets import BudgetRow, budget_rows, missing_last_year
from storage.demo.grants import DemoGrant, GrantMaker
from storage.demo.measures import ACCOUNTS
from storage.demo.plan import PlannedCase
from storage.demo.postings import DemoPosting, Ledger
from storage.demo.story import DemoEvent
from storage.demo.tables import date_cell, kroner_cell, table

_GRANTS = (
    "bevillingsnr",
    "sagsnr",
    "indsats",
    "paragraf",
    "trin",
    "leverandør",
    "udfører",
    "enhed",
    "enhedspris",
    "antal",
    "start",
    "slut",
    "konto",
)
_POSTINGS = ("bilagsnr", "linje", "dato", "konto", "team", "sagsnr", "cpr", "bevillingsnr", "beløb", "tekst")
_BUDGET = ("år", "konto", "team", "måned", "vedtaget", "korrigeret")


class Books:
    """The open files of grants and postings; enter one case after the other."""

    def __init__(self, seed: int, today: dt.date, grant_table: Any, posting_table: Any) -> None:
        self._seed = seed
        self._today = today
        self._grants = GrantMaker(_draws("grants", seed), today)
        self._ledger = Ledger(_draws("postings", seed), today)
        self._grant_table = grant_table
        self._posting_table = posting_table
        self._vouchers = 0
        self.grants = 0
        self.postings = 0

    def enter(self, case: PlannedCase, cpr: str, events: Sequence[DemoEvent]) -> None:
        """Write a case's grants and what was posted on them; `cpr` as the case's export spells it, or blank."""
        grants = self._grants.of_case(case, events)
        for grant in grants:
            self._grant_table.writerow(_grant_row(grant))
            self._post(self._ledger.of_grant(grant, cpr))
        if grants:
            self._ledger.of_case(grants)
        self.grants += len(grants)

    def close(self, folder: Path) -> None:
        """Write what belongs to no case, the budgets and the chart of accounts."""
        self._post(self._ledger.without_case())
        sums, year = self._ledger.sums, self._today.year
        self._post(self._ledger.settlements(missing_last_year(sums, year - 1)))
        with table(folder / "budget.csv", _BUDGET) as rows:
            rows.writerows(_budget_row(row) for row in budget_rows(_draws("budget", self._seed), sums, year))
        with table(folder / "konti.csv", ("konto", "navn", "funktion")) as rows:
            rows.writerows((number, name, number) for number, name in ACCOUNTS.items())

    def _post(self, postings: Iterable[DemoPosting]) -> None:
        for posting in postings:
            self._vouchers += posting.line == 1
            self.postings += 1
            self._posting_table.writerow(_posting_row(posting, f"B{self._vouchers:07d}"))


@contextmanager
def books_of(folder: Path, seed: int, today: dt.date) -> Iterator[Books]:
    """The municipality's books; the rest of the money is written when they are closed.

    The postings come as the ledger writes them: Windows-1252, dots at the thousands and minus behind the figure.
    """
    with ExitStack() as stack:
        grant_table = stack.enter_context(table(folder / "indsatser.csv", _GRANTS))
        posting_table = stack.enter_context(table(folder / "posteringer.csv", _POSTINGS, encoding="cp1252"))
        books = Books(seed, today, grant_table, posting_table)
        yield books
        books.close(folder)


def _draws(part: str, seed: int) -> random.Random:
    """A random source for each part, so that the cases stay the same whatever the money looks like, and so on."""
    return random.Random(f"{part} {seed}")  # noqa: S311  made-up data; it must be repeatable, not secret


def _grant_row(grant: DemoGrant) -> tuple[str | int | None, ...]:
    terms, measure = grant.terms, grant.measure
    return (
        grant.number,
        grant.case.number,
        measure.name,
        grant.paragraph,
        measure.step,
        grant.supplier,
        grant.performer,
        measure.unit,
        kroner_cell(int(100 * terms.unit_price)),
        int(terms.quantity),
        date_cell(terms.start),
        date_cell(terms.stop),
        measure.account,
    )


def _posting_row(posting: DemoPosting, voucher: str) -> tuple[str | int, ...]:
    where = (posting.account, posting.team, posting.case, posting.cpr, posting.grant)
    return (voucher, posting.line, date_cell(posting.day), *where, kroner_cell(posting.oere), posting.text)


def _budget_row(row: BudgetRow) -> tuple[str | int | None, ...]:
    return (row.year, row.account, row.team, row.month, row.adopted, row.corrected)
