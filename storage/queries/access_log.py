"""The append-only log of who looked a case up and who was refused what (domain.md §9)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import AccessLog

ANSWERED = "answered"
UNKNOWN_PERSON = "unknown_person"


async def append(
    session: AsyncSession,
    *,
    at: dt.datetime,
    staff_id: str | None,
    question: str,
    place: str,
    outcome: str,
    case_number: str | None = None,
) -> None:
    """Write one line, in the transaction of the answer it stands for.

    `place` is personal or team:NAME; `outcome` answered, unknown_person or a refusal.
    """
    await session.execute(
        insert(AccessLog).values(
            at=at, staff_id=staff_id, question=question, case_number=case_number, place=place, outcome=outcome
        )
    )
