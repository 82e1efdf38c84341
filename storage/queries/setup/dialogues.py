"""The last question per person and conversation, so that 'og for Distrikt 2?' can lean on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import Dialogue

_PAGE = "page"
"""Kept beside the slots, none of which is called so."""


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """A question id and its slots as JSON, and which ten rows of its list were shown."""

    question: str
    slots: dict[str, Any]
    page: int = 1


async def last_question(
    session: AsyncSession, conversation_id: str, staff_id: str, since: dt.datetime
) -> LastQuestion | None:
    """What this person asked last in this conversation, unless it was before that moment."""
    row = await session.get(Dialogue, (conversation_id, staff_id))
    if row is None or row.at < since:
        return None
    slots = dict(row.slots)
    page = slots.pop(_PAGE, 1)
    return LastQuestion(row.question, slots, page)


async def remember_question(
    session: AsyncSession, conversation_id: str, staff_id: str, last: LastQuestion, now: dt.datetime
) -> None:
    """Keep this question as the one the next may lean on."""
    values = {"question": last.question, "slots": {**last.slots, _PAGE: last.page}, "at": now}
    statement = insert(Dialogue).values(conversation_id=conversation_id, staff_id=staff_id, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["conversation_id", "staff_id"], set_=values))
