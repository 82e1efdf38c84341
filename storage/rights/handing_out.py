"""What is kept about one member of staff, or about one case, for whoever may have it (insight, GDPR article 15).

Readable JSON: dates as text, columns by their names. It holds no CPR number, since none is kept, and of a case's CPR
hash only that there is one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.imports.merging import table_of
from storage.queries.people import names_of
from storage.rights.forgetting import naming, naming_row
from storage.rules.cpr import mask_cpr
from storage.schema import (
    AccessLog,
    Assignment,
    Base,
    Binding,
    Case,
    Conversation,
    Delivery,
    Dialogue,
    Grant,
    IdleGrant,
    Ownership,
    RejectedRow,
    Run,
    Schedule,
    Staff,
    Team,
    TeamLeader,
)

HandedOut = dict[str, Any]

NAMES_STAFF = {
    "access_log.staff_id": "look_ups",
    "assignment.staff_id": "cases",
    "binding.staff_id": "channels_bound",
    "case_file.caseworker_id": "cases",
    "conversation.confirmed_by": "channels_confirmed",
    "conversation.staff_id": "conversations",
    "delivery.staff_id": "messages",
    "dialogue.staff_id": "last_questions",
    "ownership.staff_id": "cases",
    "schedule.created_by": "schedules",
    "team_leader.staff_id": "leads",
}
"""Each column that names a member of staff, and the key of `of_person` that it comes under."""
OF_NO_USE = frozenset({"id", "case_id", "cpr_hash", "claimed_by"})
"""Columns that say nothing to a reader, or must not be shown."""


async def of_person(session: AsyncSession, email: str, day: dt.date) -> HandedOut | None:
    """Everything that is kept about the person with that e-mail, one who has left too; None where there is nobody.

    Of cases only how many: they are about others. Of messages when they were sent, not what they said.
    """
    person = await session.scalar(select(Staff).where(func.lower(Staff.email) == email.strip().lower()))
    if person is None:
        return None
    own = person.id
    team = await session.scalar(select(Team.name).where(Team.id == person.team_id))
    leads = select(Team.name).join(TeamLeader, TeamLeader.team_id == Team.id).where(TeamLeader.staff_id == own)
    return {
        "person": {**_row(Staff, person), "id": own, "team": team},
        "leads": sorted(await session.scalars(leads)),
        "conversations": await _rows(session, table_of(Conversation), Conversation.staff_id == own),
        "channels_bound": await _rows(session, table_of(Binding), Binding.staff_id == own),
        "channels_confirmed": await _rows(session, table_of(Conversation), Conversation.confirmed_by == own),
        "last_questions": await _rows(session, table_of(Dialogue), Dialogue.staff_id == own),
        "schedules": await _rows(session, table_of(Schedule), Schedule.created_by == own),
        "messages": await _messages(session, Delivery.staff_id == own),
        "look_ups": await _rows(session, table_of(AccessLog), AccessLog.staff_id == own),
        "cases": await _case_counts(session, own, day),
    }


async def _messages(session: AsyncSession, which: ColumnElement[bool]) -> list[HandedOut]:
    """When messages were sent, not what they said: they are about others too."""
    names = ("kind", "period", "state", "planned_at", "settled_at", "content_is_kept")
    columns = (Run.kind, Run.period, Delivery.state, Delivery.created_at, Delivery.settled_at)
    messages = select(*columns, Delivery.content.is_not(None)).join(Run, Run.id == Delivery.run_id)
    rows = await session.execute(messages.where(which).order_by(Delivery.id))
    return [_readable(dict(zip(names, row, strict=True))) for row in rows]


async def _case_counts(session: AsyncSession, staff_id: str, day: dt.date) -> HandedOut:
    """How many cases the person has that day and ever had, and how often a case was given to them."""
    theirs = select(func.count(Ownership.case_id.distinct())).where(Ownership.staff_id == staff_id)
    given = select(func.count()).select_from(Assignment).where(Assignment.staff_id == staff_id)
    named = select(func.count()).select_from(Case).where(Case.caseworker_id == staff_id)
    return {
        "now": await session.scalar(theirs.where(Ownership.since <= day, Ownership.until > day)) or 0,
        "ever": await session.scalar(theirs) or 0,
        "shifts": await session.scalar(given) or 0,
        "named_as_caseworker": await session.scalar(named) or 0,
    }


async def of_case(session: AsyncSession, number: str) -> HandedOut | None:
    """Everything that is kept about a case, by table; None where there is no such case.

    Of messages that name it only when they were sent: they name other cases too.

    Who looked it up stands there by time and question, not by name: staff have rights of their own.
    """
    case = await session.scalar(select(Case).where(Case.number == number))
    if case is None:
        return None
    kept: HandedOut = {"case": {**_row(Case, case), "cpr_is_kept_as_a_keyed_hash": case.cpr_hash is not None}}
    for table in Base.metadata.sorted_tables:
        if "case_id" in table.c:
            kept[table.name] = await _rows(session, table, table.c.case_id == case.id)
    idle = table_of(IdleGrant).c.grant_id.in_(select(Grant.id).where(Grant.case_id == case.id))
    kept["idle_grant"] = await _rows(session, table_of(IdleGrant), idle)
    log = await _rows(session, table_of(AccessLog), AccessLog.case_number == number)
    kept["access_log"] = [{name: line[name] for name in ("at", "question", "place", "outcome")} for line in log]
    kept["messages"] = await _messages(session, naming(Delivery.content, [number]))
    kept["rejected_row"] = await _rows(session, table_of(RejectedRow), naming_row(number))
    staff = {case.caseworker_id, *_values(kept, "staff_id")} - {None}
    kept["staff"] = await names_of(session, sorted(staff))
    kept["teams"] = {str(team.id): team.name for team in await session.scalars(select(Team).order_by(Team.id))}
    return kept


def _values(kept: HandedOut, name: str) -> Iterable[Any]:
    return (row[name] for rows in kept.values() if isinstance(rows, list) for row in rows if name in row)


async def _rows(session: AsyncSession, table: Table, which: ColumnElement[bool]) -> list[HandedOut]:
    """The rows as readers see them, in the order of what they see: an import gives out its ids in no order."""
    seen = (column for column in table.c if column.name not in OF_NO_USE and not isinstance(column.type, JSON))
    found = await session.execute(select(table).where(which).order_by(*seen, *table.primary_key.columns))
    return [_readable({name: row[name] for name in row if name not in OF_NO_USE}) for row in found.mappings()]


def _row(model: type[Base], row: Base) -> HandedOut:
    return _readable({c.name: getattr(row, c.key) for c in table_of(model).columns if c.name not in OF_NO_USE})


def _readable(row: Mapping[str, Any]) -> HandedOut:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    """The value as JSON has it; anything in a text that looks like a CPR number is masked."""
    if isinstance(value, str):
        return mask_cpr(value)
    return value if value is None or isinstance(value, bool | int | float | list | dict) else str(value)
