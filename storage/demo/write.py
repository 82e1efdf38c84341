"""Writes the made-up municipality as the export folder that `sagspuls import` reads (formats.md)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from storage.demo.books import Books, books_of
from storage.demo.cpr import made_up_cpr, spelled
from storage.demo.examples import FIRST_POSSIBLE_DAY, example_cases
from storage.demo.histories import history
from storage.demo.plan import PlannedCase, plan_cases
from storage.demo.proportions import DEFAULT_CASES
from storage.demo.review import review
from storage.demo.shifts import shifts_of
from storage.demo.staffing import DemoTeam, StaffRow, staff_up
from storage.demo.tables import date_cell, table

DEFAULT_SEED = 2026
LEAST_CASES = 10

_TEAMS = ("team", "afdeling", "norm_fra", "norm_til")
_STAFF = ("id", "navn", "email", "teams_id", "team", "roller", "leder_af", "nyuddannet", "fratrådt")
_CASES = [
    "sagsnr",
    "cpr",
    "sagstype",
    "team",
    "rådgiver",
    "oprettet",
    "lukket",
    "akut",
    "beskyttet",
    "kategori",
    "bekymringsgrad",
    "gennemgået",
    "genoprettet",
    "færdigmeldt",
    "auditeret",
    "audit",
]
_SHIFTS = ("sagsnr", "rådgiver", "fra", "til")
_EVENTS = ("sagsnr", "hændelse", "dato", "næste")
_NO_END = "31-12-9999"


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """Counts of the rows written, and of the people who have cases."""

    folder: Path
    teams: int
    staff: int
    caseworkers: int
    """The people with a portfolio."""
    cases: int
    open_cases: int
    shifts: int
    events: int
    grants: int
    postings: int


def write_demo(folder: Path, *, cases: int = DEFAULT_CASES, today: dt.date, seed: int = DEFAULT_SEED) -> DemoSummary:
    """Write the cases (`teams, medarbejdere, sager, rådgiverskift, hændelser`) and the money (`indsatser, posteringer,
    budget, konti`) as CSV into `folder` (made if absent).

    The same `cases`, `today` and `seed` give the same bytes. Every date is at most `today`, but for `næste`, the last
    day of grants and the no-end date. 150 000 cases take about a minute and a half and 160 MB of memory. Raises
    ValueError for fewer than 10 cases and for a day before 2025.
    """
    if cases < LEAST_CASES:
        raise ValueError(f"the demo needs at least {LEAST_CASES} cases")
    if today < FIRST_POSSIBLE_DAY:
        raise ValueError(f"the demo needs a day from {FIRST_POSSIBLE_DAY} on")
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)  # noqa: S311  made-up data; it must be repeatable, not secret
    staffing = staff_up(rng, cases, today)
    planned = plan_cases(rng, staffing.teams, cases, today, example_cases(rng, staffing.teams[0], today))
    review(rng, planned, today)
    write_teams(folder, staffing.teams)
    write_staff(folder, staffing.staff)
    with books_of(folder, seed, today) as books:
        shifts, events = write_cases(rng, folder, planned, today, books)
    return DemoSummary(
        folder=folder,
        teams=len(staffing.teams),
        staff=len(staffing.staff),
        caseworkers=sum(len(team.load) for team in staffing.teams),
        cases=len(planned),
        open_cases=sum(case.closed is None for case in planned),
        shifts=shifts,
        events=events,
        grants=books.grants,
        postings=books.postings,
    )


def write_teams(folder: Path, teams: Iterable[DemoTeam]) -> None:
    """`teams`."""
    with table(folder / "teams.csv", _TEAMS) as rows:
        rows.writerows((team.name, team.plan.department, *team.plan.band) for team in teams)


def write_staff(folder: Path, staff: Iterable[StaffRow]) -> None:
    """`medarbejdere`, with a byte order mark and CRLF, as Excel saves it."""
    with table(folder / "medarbejdere.csv", _STAFF, encoding="utf-8-sig", line_end="\r\n") as rows:
        for row in staff:
            who = (row.id, row.name, row.email, row.entra_id, row.team)
            newly_qualified = "ja" if row.newly_qualified else "nej"
            rows.writerow((*who, row.roles, ",".join(row.leads), newly_qualified, date_cell(row.left_on)))


def write_cases(
    rng: random.Random, folder: Path, cases: Iterable[PlannedCase], today: dt.date, books: Books | None = None
) -> tuple[int, int]:
    """`sager`, `rådgiverskift` and `hændelser` side by side, one case at a time, and its money where books are kept.

    Returns how many shifts and events were written. The shifts come as an older system writes them: Windows-1252, and
    a far date for "no end".
    """
    shift_count = event_count = 0
    with ExitStack() as stack:
        case_table = stack.enter_context(table(folder / "sager.csv", _CASES))
        shift_table = stack.enter_context(table(folder / "rådgiverskift.csv", _SHIFTS, encoding="cp1252"))
        event_table = stack.enter_context(table(folder / "hændelser.csv", _EVENTS))
        for case in cases:
            cpr = _cpr_cell(rng, case)
            case_table.writerow(_case_row(rng, case, cpr))
            for shift in shifts_of(rng, case, today):
                until = date_cell(shift.until) or _NO_END
                shift_table.writerow((case.number, shift.caseworker, date_cell(shift.since), until))
                shift_count += 1
            events = history(rng, case, today)
            for event in events:
                at = f" {event.at}" if event.at else ""
                event_table.writerow((case.number, event.kind, date_cell(event.day) + at, date_cell(event.next_day)))
                event_count += 1
            if books is not None:
                books.enter(case, cpr, events)
    return shift_count, event_count


def _cpr_cell(rng: random.Random, case: PlannedCase) -> str:
    """The child's CPR in one of its spellings; blank where the case lacks it."""
    cpr = spelled(rng, made_up_cpr(rng, case.birth))
    return "" if "cpr" in (case.gap or "") else cpr


def _case_row(rng: random.Random, case: PlannedCase, cpr: str) -> tuple[str | int | None, ...]:
    gap = case.gap or ""
    concern = rng.choices((1, 2, 3, 4, 5), (10, 25, 35, 20, 10))[0]
    return (
        case.number,
        cpr,
        case.case_type,
        case.team.name,
        case.caseworker,
        date_cell(case.opened),
        date_cell(case.closed),
        "ja" if case.urgent else "nej",
        "x" if case.protected else "",
        case.category,
        "" if "bekymringsgrad" in gap else concern,
        *(date_cell(day) for day in (case.reviewed, case.restored, case.reported_done, case.audited)),
        case.audit,
    )
