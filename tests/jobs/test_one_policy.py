"""What a schedule says is read once for a run and once for a delivery, and carried on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.conftest import Office
from tests.jobs.conftest import EIGHT, Works, add_schedule, bind

READS_A_SCHEDULE = re.compile(r"\b(FROM|JOIN) schedule\b")


@contextmanager
def reads_of_schedules(works: Works) -> Iterator[list[str]]:
    """The statements that read schedules while the block runs."""
    read: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if READS_A_SCHEDULE.search(statement):
            read.append(statement)

    engine = works.store.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield read
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_planning_reads_what_there_is_and_then_each_runs_own_schedule_once(works: Works, busy: Office) -> None:
    await add_schedule(works.store)
    with reads_of_schedules(works) as read:
        await works.plan(EIGHT)
    assert await works.states() == ["planned", "planned"]
    assert len(read) == 2


async def test_each_delivery_reads_its_schedule_once_before_its_post_and_once_after(works: Works, busy: Office) -> None:
    await add_schedule(works.store)
    await works.plan(EIGHT)
    with reads_of_schedules(works) as read:
        await works.deliver(EIGHT)
    assert await works.states() == ["sent", "sent"]
    assert len(read) == 4


async def test_what_is_composed_anew_goes_by_the_policy_already_read(works: Works, busy: Office) -> None:
    await add_schedule(works.store, team_id=busy.nord)
    await works.plan(EIGHT)
    await bind(works.store, "distrikt2", busy.nord)
    with reads_of_schedules(works) as read:
        await works.deliver(EIGHT)
    assert await works.states() == ["voided", "sent"]
    assert len(read) == 3, "the voided one once, the new one before and after its post"
