"""Acts with people's data besides answering questions: each has its own line in the access log.

Which acts there are stands in storage/rules/acts.py.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.sending import access_log
from storage.rules.cpr import mask_cpr

BY_COMMAND = "command"
BY_ITSELF = "system"


async def note_act(
    session: AsyncSession,
    act: str,
    note: str,
    now: dt.datetime,
    *,
    staff_id: str | None = None,
    case_number: str | None = None,
    place: str = BY_COMMAND,
) -> None:
    """Write the act down in its own transaction; `note` says by whom and how much, `staff_id` on whose behalf."""
    await access_log.append(
        session,
        at=now,
        staff_id=staff_id,
        question=act,
        place=place,
        outcome=access_log.ANSWERED,
        case_number=case_number,
        note=mask_cpr(note),
    )
