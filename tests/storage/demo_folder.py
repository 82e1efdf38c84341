"""Reads a written demo folder back, as an export is read, with the deadlines the real rules give it."""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from storage.rules.calendar import Calendar
from storage.rules.deadlines.deadlines import CaseHistory, DeadlineRow, Event, deadline_rows

TODAY = dt.date(2026, 11, 23)
"""The day the sample questions are asked."""
Rows = list[dict[str, str]]


def day_of(cell: str) -> dt.date | None:
    """A cell's date; None where blank or "no end"."""
    if cell in ("", "31-12-9999"):
        return None
    return dt.datetime.strptime(cell[:10], "%d-%m-%Y").replace(tzinfo=dt.UTC).date()


def is_day(cell: str) -> dt.date:
    """A cell's date, which must be there."""
    day = day_of(cell)
    assert day is not None
    return day


def birth_of(cpr: str) -> dt.date:
    """The birth date of a CPR in any spelling, by the century rule of formats.md."""
    digits = cpr.replace("-", "").zfill(10)
    year, seventh = int(digits[4:6]), int(digits[6])
    recent = {4: 36, 9: 36, 5: 57, 6: 57, 7: 57, 8: 57}
    century = 1900
    if seventh in recent:
        century = 2000 if year <= recent[seventh] else (1900 if seventh in (4, 9) else 1800)
    return dt.date(century + year, int(digits[2:4]), int(digits[:2]))


@dataclass(frozen=True)
class Demo:
    """A written demo folder, read back as an export is."""

    folder: Path

    def rows(self, name: str, encoding: str = "utf-8-sig") -> Rows:
        with (self.folder / f"{name}.csv").open(encoding=encoding, newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    @cached_property
    def teams(self) -> Rows:
        return self.rows("teams")

    @cached_property
    def staff(self) -> Rows:
        return self.rows("medarbejdere")

    @cached_property
    def cases(self) -> Rows:
        return self.rows("sager")

    @cached_property
    def shifts(self) -> Rows:
        return self.rows("rådgiverskift", "cp1252")

    @cached_property
    def events(self) -> Rows:
        return self.rows("hændelser")

    @cached_property
    def grants(self) -> Rows:
        return self.rows("indsatser")

    @cached_property
    def postings(self) -> Rows:
        return self.rows("posteringer", "cp1252")

    @cached_property
    def budget(self) -> Rows:
        return self.rows("budget")

    @cached_property
    def accounts(self) -> Rows:
        return self.rows("konti")

    @cached_property
    def complaints(self) -> Rows:
        """None in the demo as it is written."""
        return self.rows("klager") if (self.folder / "klager.csv").exists() else []

    @cached_property
    def actions(self) -> Rows:
        """None in the demo as it is written."""
        return self.rows("handleplan") if (self.folder / "handleplan.csv").exists() else []

    @cached_property
    def by_number(self) -> dict[str, dict[str, str]]:
        return {case["sagsnr"]: case for case in self.cases}

    @cached_property
    def open_cases(self) -> Rows:
        return [case for case in self.cases if not case["lukket"]]

    @cached_property
    def histories(self) -> dict[str, list[Event]]:
        """Every case's events as the rules take them."""
        histories: dict[str, list[Event]] = defaultdict(list)
        for row in self.events:
            at = dt.time.fromisoformat(row["dato"][11:]) if len(row["dato"]) > 10 else None
            event = Event(row["hændelse"], is_day(row["dato"]), at, day_of(row["næste"]))
            histories[row["sagsnr"]].append(event)
        return histories

    @cached_property
    def deadlines(self) -> dict[str, list[DeadlineRow]]:
        """Every case's deadlines by the real rules."""
        return {case["sagsnr"]: self._deadlines(case) for case in self.cases}

    def _deadlines(self, case: dict[str, str]) -> list[DeadlineRow]:
        birth = birth_of(case["cpr"]) if case["cpr"] else None
        events = self.histories.get(case["sagsnr"], [])
        opened, closed = is_day(case["oprettet"]), day_of(case["lukket"])
        return deadline_rows(CaseHistory(case["sagstype"], birth, opened, closed, events), Calendar())

    def running(self, number: str) -> dict[str, dt.date]:
        """The open deadlines of a case today: rule → due."""
        return {row.rule: row.due for row in self.deadlines[number] if row.opened <= TODAY < row.closed}

    @cached_property
    def overdue_numbers(self) -> set[str]:
        return {
            case["sagsnr"]
            for case in self.open_cases
            if any(due < TODAY for due in self.running(case["sagsnr"]).values())
        }
