"""The append-only log of who looked a case up and who was refused what (domain.md §9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.sending.access_log import LogLine
from storage.rules.questions import CLARIFY, RECORDS
from storage.schema import AccessLog

ANSWERED = "answered"
UNKNOWN_PERSON = "unknown_person"
NO_LOOK_UP = frozenset({CLARIFY, *(one.id for one in RECORDS.values() if not one.looks_up)})
"""Answered to everybody alike: nothing about a case, a team or a person is looked up."""
MOST_LISTED = 1_000
"""A month's log of a large office is longer than anybody reads; the total counts every line."""


@dataclass(frozen=True, slots=True)
class FoundInLog:
    """The lines, the latest first and at most MOST_LISTED; `by_outcome` counts all of them."""

    by_outcome: dict[str, int]
    items: tuple[LogLine, ...]

    @property
    def total(self) -> int:
        return sum(self.by_outcome.values())


async def append(
    session: AsyncSession,
    *,
    at: dt.datetime,
    staff_id: str | None,
    question: str,
    place: str,
    outcome: str,
    case_number: str | None = None,
    note: str | None = None,
) -> None:
    """Write one line, in the transaction of the answer it stands for.

    `place` is personal, team:NAME, or alone:NAME where nobody else saw the answer; `outcome` answered, unknown_person
    or a refusal.
    """
    written = insert(AccessLog).values(
        at=at, staff_id=staff_id, question=question, case_number=case_number, place=place, outcome=outcome, note=note
    )
    await session.execute(written.inline())  # asks for no id back: few who write a line may read it


async def lines(
    session: AsyncSession,
    *,
    since: dt.datetime | None,
    until: dt.datetime | None,
    case: str | None = None,
    staff_id: str | None = None,
) -> FoundInLog:
    """Who looked up what from `since` to before `until`: of one case, else every look-up and every refusal.

    `case` is a case number, or its last figures alone; `staff_id` leaves one person's lines. Without a case, answered
    questions of NO_LOOK_UP are left out. The log holds the numbers that people asked for, so a case nobody asked about
    and one that does not exist look alike.
    """
    wanted = _wanted(since, until, case)
    if staff_id is not None:
        wanted.append(AccessLog.staff_id == staff_id)
    counts = select(AccessLog.outcome, func.count().label("lines")).where(*wanted).group_by(AccessLog.outcome)
    counted = await session.execute(counts.order_by(AccessLog.outcome))
    by_outcome = {row.outcome: row.lines for row in counted}
    latest = (
        select(
            AccessLog.at,
            AccessLog.staff_id,
            AccessLog.question,
            AccessLog.case_number,
            AccessLog.place,
            AccessLog.outcome,
            AccessLog.note,
        )
        .where(*wanted)
        .order_by(AccessLog.at.desc(), AccessLog.id.desc())
        .limit(MOST_LISTED)
    )
    rows = await session.execute(latest)
    return FoundInLog(by_outcome, tuple(LogLine(*row) for row in rows))


async def number_ending_with(session: AsyncSession, figures: str) -> str:
    """The one case number in the log whose last group is these figures; the figures themselves where it is not one."""
    if not (figures.isascii() and figures.isdigit()):
        return figures
    found = await session.scalars(select(AccessLog.case_number).where(_ends_with(figures)).distinct().limit(2))
    numbers = [number for number in found if number is not None]
    return numbers[0] if len(numbers) == 1 else figures


def _wanted(since: dt.datetime | None, until: dt.datetime | None, case: str | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if since is not None:
        wanted.append(AccessLog.at >= since)
    if until is not None:
        wanted.append(AccessLog.at < until)
    if case is None:
        wanted.append(or_(AccessLog.outcome != ANSWERED, AccessLog.question.not_in(sorted(NO_LOOK_UP))))
    elif case.isascii() and case.isdigit():
        wanted.append(_ends_with(case))
    else:
        wanted.append(AccessLog.case_number == case)
    return wanted


def _ends_with(figures: str) -> ColumnElement[bool]:
    """Leading zeros aside; only figures, since they become part of a pattern, which few lines have to be tried with."""
    pattern = AccessLog.case_number.regexp_match(f"(^|[^0-9])0*{figures}$")
    return and_(AccessLog.case_number.endswith(figures), pattern)
