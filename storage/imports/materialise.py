"""Works out, for the cases an import changed, who had them when and which deadlines were open when."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, BigInteger, any_, delete, insert, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import LOGIN, acting_as
from storage.imports.merging import AFFECTED, table_of
from storage.imports.rows import NULL, copy_text
from storage.imports.staging import Driver, copy_lines, driver_of
from storage.rules.calendar import Calendar
from storage.rules.deadlines.deadline_rule import RULES_FILE
from storage.rules.deadlines.deadlines import EVENTS, CaseHistory, DeadlineRow, Event, deadline_rows
from storage.rules.deadlines.ownership import AssignmentRow, ownership_rows
from storage.schema import Case, Deadline, Ownership, StoreSetting
from storage.settings import Settings

DEADLINE = table_of(Deadline)
OWNERSHIP = table_of(Ownership)
DERIVED = frozenset({
    "ownership", "deadline", "milestone_step", "posting_day", "posting_month", "grant_delta", "grant_month",
    "unmatched_posting", "idle_grant",
})  # fmt: skip
SHAPE = "deadline_shape"
RULE_FILES = (RULES_FILE.name, "deadline_rule.py", "deadlines.py", "../calendar.py", "ownership.py")
CASES_PER_ROUND = 2_000
DEADLINE_FIELDS = ["case_id", "rule", "opened", "due", "due_at", "act_by", "closed", "outcome", "in_time"]
OWNERSHIP_FIELDS = ["case_id", "since", "until", "staff_id"]

CasesDone: TypeAlias = Callable[[int, int], None]


async def note_changed_rules(session: AsyncSession, settings: Settings) -> None:
    """Where the rules or the settings that shape deadlines changed since the last import, every case is affected."""
    shape = _shape(settings)
    known = await session.scalar(select(StoreSetting.value).where(StoreSetting.name == SHAPE))
    if known == shape:
        return
    await session.execute(insert(AFFECTED).from_select(["case_id"], select(Case.id)))
    statement = upsert(StoreSetting).values(name=SHAPE, value=shape)
    await session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": shape}))


def _shape(settings: Settings) -> dict[str, Any]:
    """A fingerprint of the rules' data and code and the settings: when one changes, the old rows are out of date."""
    rules = hashlib.sha256(b"".join((RULES_FILE.parent / name).read_bytes() for name in RULE_FILES)).hexdigest()
    return {
        "rules": rules,
        "application_limit_weeks": settings.application_limit_weeks,
        "closing_days": list(settings.closing_days),
    }


async def materialise(session: AsyncSession, settings: Settings, report: CasesDone) -> int:
    """Write `ownership` and `deadline` anew for the affected cases, and for no other; returns their number.

    A round of cases is worked out in a thread while the database reads and writes the rounds beside it.
    """
    affected = sorted(await session.scalars(select(AFFECTED.c.case_id).distinct()))
    work = partial(work_out, calendar=settings.calendar, application_weeks=settings.application_limit_weeks)
    driver = await driver_of(session)
    waiting: asyncio.Task[WorkedOut] | None = None
    for start in range(0, len(affected), CASES_PER_ROUND):
        facts = await _facts(driver, affected[start : start + CASES_PER_ROUND])
        ready = await waiting if waiting else None
        waiting = asyncio.create_task(asyncio.to_thread(work, facts))
        if ready:
            await _rewrite(session, ready)
            report(start, len(affected))
    if waiting:
        await _rewrite(session, await waiting)
        report(len(affected), len(affected))
    return len(affected)


@dataclass(frozen=True, slots=True)
class CaseHistories:
    """What is worked out from; a case is (id, type, birth date, opened, closed, caseworker)."""

    cases: list[tuple[int, str, dt.date | None, dt.date, dt.date | None, str | None]]
    events: dict[int, list[Event]]
    turns: dict[int, list[AssignmentRow]]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Lines for COPY, and the cases they are about."""

    cases: list[int]
    ownership: list[str]
    deadlines: list[str]


async def _facts(driver: Driver, ids: list[int]) -> CaseHistories:
    """Read past SQLAlchemy: a plain tuple costs a third of its rows, and a big import reads millions."""
    events: dict[int, list[Event]] = defaultdict(list)
    turns: dict[int, list[AssignmentRow]] = defaultdict(list)
    async with driver.cursor(binary=True) as cursor:
        await cursor.execute(_CASES, (ids,))
        cases = await cursor.fetchall()
        await cursor.execute(_EVENTS, (ids, sorted(EVENTS)))
        for case_id, kind, day, at, next_day in await cursor.fetchall():
            events[case_id].append(Event(kind, day, at, next_day))
        await cursor.execute(_TURNS, (ids,))
        for case_id, since, until, staff_id in await cursor.fetchall():
            turns[case_id].append(AssignmentRow(since, until, staff_id))
    return CaseHistories(cases, events, turns)


_CASES = """SELECT id, case_type, birth_date, opened, closed, caseworker_id FROM case_file WHERE id = ANY(%s)"""
_EVENTS = """SELECT case_id, kind, day, at, next_day FROM case_event WHERE case_id = ANY(%s) AND kind = ANY(%s)"""
_TURNS = """SELECT case_id, since, until, staff_id FROM assignment WHERE case_id = ANY(%s)"""


def work_out(facts: CaseHistories, *, calendar: Calendar, application_weeks: int) -> WorkedOut:
    """Pure: the rows of `ownership` and `deadline` for these cases."""
    text = _DateTexts()
    ownership: list[str] = []
    deadlines: list[str] = []
    for case_id, case_type, birth_date, opened, closed, fallback in facts.cases:
        for since, until, staff_id in ownership_rows(fallback, facts.turns.get(case_id, ())):
            ownership.append(f"{case_id}\t{text[since]}\t{text[until]}\t{copy_text(staff_id)}\n")
        history = CaseHistory(case_type, birth_date, opened, closed, facts.events.get(case_id, ()))
        rows = deadline_rows(history, calendar, application_weeks=application_weeks)
        deadlines += [f"{case_id}\t{_deadline_text(row, text)}\n" for row in rows]
    return WorkedOut([case[0] for case in facts.cases], ownership, deadlines)


def _deadline_text(row: DeadlineRow, text: _DateTexts) -> str:
    rule, opened, due, due_at, act_by, closed, outcome, in_time = row
    return (
        f"{rule}\t{text[opened]}\t{text[due]}\t{due_at or NULL}\t{text[act_by]}"
        f"\t{text[closed]}\t{outcome or NULL}\t{NULL if in_time is None else in_time}"
    )


class _DateTexts(dict[dt.date, str]):
    """Date → its COPY text; the same few thousand days come again and again."""

    def __missing__(self, day: dt.date) -> str:
        text = self[day] = day.isoformat()
        return text


async def _rewrite(session: AsyncSession, rows: WorkedOut) -> None:
    for table, fields, lines in (
        (OWNERSHIP, OWNERSHIP_FIELDS, rows.ownership),
        (DEADLINE, DEADLINE_FIELDS, rows.deadlines),
    ):
        among = table.c.case_id == any_(literal(rows.cases, ARRAY(BigInteger)))
        await session.execute(delete(table).where(among))
        async with acting_as(session, LOGIN):  # no role that row security concerns may COPY into a table
            await copy_lines(session, table, fields, iter(lines))
