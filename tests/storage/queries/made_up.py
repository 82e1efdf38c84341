"""Rows the tests of the queries need besides cases."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import FOREVER, Case, Deadline
from tests.conftest import TODAY


def day(offset: int) -> dt.date:
    """That many days after today."""
    return TODAY + dt.timedelta(offset)


async def add_deadline(
    session: AsyncSession,
    case: Case,
    due: int,
    rule: str = "follow_up",
    *,
    opened: int = -400,
    closed: int | None = None,
    outcome: str = "met",
) -> None:
    """A deadline, its days counted from today; open unless `closed` is given, and then in time or not by its date."""
    row = Deadline(
        case_id=case.id,
        rule=rule,
        opened=day(opened),
        due=day(due),
        act_by=day(due),
        closed=FOREVER if closed is None else day(closed),
        outcome=None if closed is None else outcome,
        in_time=closed <= due if closed is not None and outcome == "met" else None,
    )
    session.add(row)
    await session.flush()
