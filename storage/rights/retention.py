"""Deletes rows that have been kept long enough: each function one small batch of one kind, by an indexed range.

Nothing here commits. `most` is how many rows a batch takes at most; rows that somebody else holds are passed over and
found next time. Each gives how many rows it took.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, null, or_, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.rights.acts import BY_ITSELF, note_act
from storage.rights.erasure import erase, hold_imports_if_free
from storage.rights.forgetting import names_of_cases, scrub
from storage.rights.tombstones import CLOSED
from storage.rules.acts import RETENTION
from storage.rules.sending.delivery_states import OPEN
from storage.schema import (
    Base,
    Case,
    Complaint,
    Conversation,
    Delivery,
    Dialogue,
    ForecastKept,
    ImportRun,
    Inbox,
    Miss,
    Ownership,
    PaceKept,
    RejectedRow,
    Snapshot,
    Staff,
    TeamLeader,
)

NOWHERE = "@left.invalid"
"""Where the e-mail of somebody who left long ago ends: no address, and none that another person could have."""


async def inbox_rows(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """Activities that were answered, or given up, before that moment."""
    keys = (Inbox.conversation_id, Inbox.activity_id)
    taken = await _delete(session, Inbox, keys, Inbox.answered_at < until, most)
    lost = and_(Inbox.answered_at.is_(None), Inbox.received_at < until)
    return taken + await _delete(session, Inbox, keys, lost, most)


async def paces(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """The pace of conversations where nothing is posted any more."""
    return await _delete(session, PaceKept, (PaceKept.place, PaceKept.every), PaceKept.full_at < until, most)


async def dialogue_rows(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """Last questions that no further question leans on any more."""
    keys = (Dialogue.conversation_id, Dialogue.staff_id)
    return await _delete(session, Dialogue, keys, Dialogue.at < until, most)


async def missed_texts(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """Texts that were not understood."""
    return await _delete(session, Miss, (Miss.id,), Miss.at < until, most, hold=False)


async def snapshots(session: AsyncSession, until: dt.date, most: int) -> int:
    """Counts of single days."""
    keys = (Snapshot.day, Snapshot.team_id, Snapshot.case_type, Snapshot.protected)
    return await _delete(session, Snapshot, keys, Snapshot.day < until, most)


async def forecasts(session: AsyncSession, until: dt.date, most: int) -> int:
    """Forecasts of single days."""
    return await _delete(session, ForecastKept, (ForecastKept.id,), ForecastKept.day < until, most)


async def contents(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """The contents of messages; the ledger's lines, which say that they were sent, stay."""
    old = and_(Delivery.created_at < until, Delivery.content.is_not(None), Delivery.state.not_in(OPEN))
    chosen = select(Delivery.id).where(old).limit(most).with_for_update(skip_locked=True).cte("chosen")
    forgotten = (
        update(Delivery).where(Delivery.id.in_(select(chosen.c.id))).values(content=null()).returning(Delivery.id)
    )
    return len((await session.scalars(forgotten)).all())


async def log_lines(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """The oldest lines of the access log, by its one door (migration 0013), which writes a line about it."""
    return await session.scalar(select(func.forget_access_log(until, most))) or 0


async def findings(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """Findings of imports; those of the newest run stay, since answers still show them."""
    newest = select(func.max(ImportRun.id)).scalar_subquery()
    old = select(ImportRun.id).where(ImportRun.started_at < until, ImportRun.id != newest)
    return await _delete(session, RejectedRow, (RejectedRow.id,), RejectedRow.run_id.in_(old), most)


async def import_runs(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """The record of imports, except the newest that was done: it gives the age of the data."""
    newest = select(func.max(ImportRun.id)).where(ImportRun.outcome == "done").scalar_subquery()
    old = and_(ImportRun.started_at < until, ImportRun.id != func.coalesce(newest, 0))
    return await _delete(session, ImportRun, (ImportRun.id,), old, most)


async def places(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """Chats the bot was taken out of, and those of people who have left; channels stay, nobody's in particular."""
    left = exists().where(Staff.id == Conversation.staff_id, Staff.left_on < until.date())
    old = and_(Conversation.kind != "channel", or_(Conversation.removed_at < until, left))
    chosen = select(Conversation.id).where(old).limit(most)
    gone = (await session.scalars(chosen.with_for_update(skip_locked=True))).all()
    await session.execute(
        update(Delivery)
        .where(Delivery.conversation_id.in_(gone), Delivery.state.not_in(OPEN))
        .values(conversation_id=None)
    )
    needed = exists().where(Delivery.conversation_id == Conversation.id)
    deleted = delete(Conversation).where(Conversation.id.in_(gone), ~needed).returning(Conversation.id)
    return len((await session.scalars(deleted)).all())


async def people_who_left(session: AsyncSession, until: dt.datetime, most: int) -> int:
    """Staff who left before that day: deleted, or left with their id alone where a case or the ledger still names them.

    A person's id then stands where their name stood.
    """
    named = Staff.email.not_like(f"%{NOWHERE}")
    chosen = select(Staff.id).where(Staff.left_on < until.date(), named).limit(most)
    gone = (await session.scalars(chosen.with_for_update(skip_locked=True))).all()
    await session.execute(delete(TeamLeader).where(TeamLeader.staff_id.in_(gone)))
    await session.execute(delete(Dialogue).where(Dialogue.staff_id.in_(gone)))
    deleted = delete(Staff).where(Staff.id.in_(gone), ~_is_named()).returning(Staff.id)
    unnamed = (await session.scalars(deleted)).all()
    nameless: dict[str, Any] = {
        "name": Staff.id,
        "email": func.md5(Staff.id) + NOWHERE,
        "entra_id": None,
        "language": None,
        "roles": [],
        "newly_qualified": False,
    }
    rest = [staff_id for staff_id in gone if staff_id not in set(unnamed)]
    await session.execute(update(Staff).where(Staff.id.in_(rest)).values(nameless))
    return len(gone)


def _is_named() -> ColumnElement[bool]:
    """Whether any row of any table names the member of staff."""
    key = Base.metadata.tables["staff"].c.id
    tables = Base.metadata.sorted_tables
    naming = [one.parent for table in tables for one in table.foreign_keys if one.column is key]
    return or_(*(exists().where(column == Staff.id) for column in (*naming, Ownership.staff_id)))


async def closed_cases(session: AsyncSession, until: dt.date, most: int, *, key: bytes, now: dt.datetime) -> int:
    """Cases closed before that day, with all that hangs on them and every text that names them, and a line in the log.

    None while an import runs. Milestones are counted without them by the next import: a batch has no time for that.
    """
    if not await hold_imports_if_free(session):
        return 0
    ids = (await session.scalars(select(Case.id).where(Case.closed < until).order_by(Case.closed).limit(most))).all()
    names = await names_of_cases(session, ids)
    erased = await erase(session, ids, reason=CLOSED, key=key, now=now)
    if not erased:
        return 0
    await scrub(session, names)
    note = f"cases erased that were closed before {until}: {erased['case_file']}"
    await note_act(session, RETENTION, note, now, place=BY_ITSELF)
    return erased["case_file"]


async def decided_complaints(session: AsyncSession, until: dt.date, most: int) -> int:
    """Complaints that name no case, decided before that day; the others go with their case."""
    old = and_(Complaint.case_id.is_(None), Complaint.decided < until)
    return await _delete(session, Complaint, (Complaint.number,), old, most)


async def hurry(session: AsyncSession) -> None:
    """Let a batch wait for nobody: whoever answers a question or an import goes first."""
    await session.execute(text("SET LOCAL lock_timeout = '1s'"))
    await session.execute(text("SET LOCAL statement_timeout = '20s'"))


async def _delete(
    session: AsyncSession,
    table: type[Base],
    keys: Sequence[InstrumentedAttribute[Any]],
    old: ColumnElement[bool],
    most: int,
    *,
    hold: bool = True,
) -> int:
    """`hold` passes over rows that somebody else holds; this takes a right to change rows, not just to delete them."""
    # Evaluated once: as a plain subquery it may lock more than its limit.
    some = select(*keys).where(old).limit(most)
    chosen = (some.with_for_update(skip_locked=True) if hold else some).cte("chosen")
    which = tuple_(*keys).in_(select(*chosen.c))
    return len((await session.execute(delete(table).where(which).returning(keys[0]))).all())
