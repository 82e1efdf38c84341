"""Works out, for the cases an import changed, who had them when and which deadlines were open when."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, BigInteger, ColumnElement, any_, delete, insert, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.imports.merging import AFFECTED, table_of
from storage.imports.rows import copy_text
from storage.imports.staging import copy_lines
from storage.imports.values import Value
from storage.rules.calendar import Calendar
from storage.rules.deadline_rule import RULES_FILE
from storage.rules.deadlines import CaseHistory, Event, deadline_rows
from storage.rules.ownership import Assignment as Turn
from storage.rules.ownership import ownership_rows
from storage.schema import Assignment, Case, CaseEvent, Deadline, Ownership, StoreSetting
from storage.settings import Settings

DEADLINE = table_of(Deadline)
OWNERSHIP = table_of(Ownership)
DERIVED = frozenset({"ownership", "deadline"})
SHAPE = "deadline_shape"
CASES_PER_ROUND = 2_000
DEADLINE_FIELDS = ["case_id", "rule", "opened", "due", "due_at", "act_by", "closed", "outcome", "in_time"]
OWNERSHIP_FIELDS = ["case_id", "since", "until", "staff_id"]

Told: TypeAlias = Callable[[int, int], None]


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
    rules = hashlib.sha256(RULES_FILE.read_bytes()).hexdigest()
    return {
        "rules": rules,
        "application_limit_weeks": settings.application_limit_weeks,
        "closing_days": list(settings.closing_days),
    }


async def materialise(session: AsyncSession, settings: Settings, told: Told) -> int:
    """Write `ownership` and `deadline` anew for the affected cases, and for no other; gives their number."""
    affected = sorted(await session.scalars(select(AFFECTED.c.case_id).distinct()))
    calendar = settings.calendar
    for start in range(0, len(affected), CASES_PER_ROUND):
        ids = affected[start : start + CASES_PER_ROUND]
        await _rewrite(session, ids, calendar, settings.application_limit_weeks)
        told(start + len(ids), len(affected))
    return len(affected)


async def _rewrite(session: AsyncSession, ids: list[int], calendar: Calendar, weeks: int) -> None:
    await session.execute(delete(DEADLINE).where(_among(DEADLINE.c.case_id, ids)))
    await session.execute(delete(OWNERSHIP).where(_among(OWNERSHIP.c.case_id, ids)))
    events = await _events(session, ids)
    assignments = await _assignments(session, ids)
    columns = (Case.id, Case.case_type, Case.birth_date, Case.opened, Case.closed, Case.caseworker_id)
    cases = (await session.execute(select(*columns).where(_among(Case.id, ids)))).all()
    owned = (
        (case_id, row.since, row.until, row.staff_id)
        for case_id, *_, caseworker in cases
        for row in ownership_rows(caseworker, assignments[case_id])
    )
    await copy_lines(session, OWNERSHIP, OWNERSHIP_FIELDS, _lines(owned))
    deadlines = (
        (case_id, *row)
        for case_id, case_type, birth_date, opened, closed, _ in cases
        for row in deadline_rows(
            CaseHistory(case_type, birth_date, opened, closed, events[case_id]), calendar, application_weeks=weeks
        )
    )
    await copy_lines(session, DEADLINE, DEADLINE_FIELDS, _lines(deadlines))


async def _events(session: AsyncSession, ids: list[int]) -> dict[int, list[Event]]:
    columns = (CaseEvent.case_id, CaseEvent.kind, CaseEvent.day, CaseEvent.at, CaseEvent.next_day)
    by_case: dict[int, list[Event]] = defaultdict(list)
    for case_id, kind, day, at, next_day in await session.execute(
        select(*columns).where(_among(CaseEvent.case_id, ids))
    ):
        by_case[case_id].append(Event(kind, day, at, next_day))
    return by_case


async def _assignments(session: AsyncSession, ids: list[int]) -> dict[int, list[Turn]]:
    columns = (Assignment.case_id, Assignment.since, Assignment.until, Assignment.staff_id)
    by_case: dict[int, list[Turn]] = defaultdict(list)
    for case_id, since, until, staff_id in await session.execute(
        select(*columns).where(_among(Assignment.case_id, ids))
    ):
        by_case[case_id].append(Turn(since, until, staff_id))
    return by_case


def _among(column: ColumnElement[int] | InstrumentedAttribute[int], ids: list[int]) -> ColumnElement[bool]:
    """One array parameter, however many cases."""
    return column == any_(literal(ids, ARRAY(BigInteger)))


def _lines(rows: Iterable[tuple[Value, ...]]) -> Iterator[str]:
    return ("\t".join(map(copy_text, row)) + "\n" for row in rows)
