"""What one question costs the database: its transactions and the look-ups of who asks, through the whole service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import event, select, update

from bot.desk import Desk
from bot.understanding.classifier import Model
from storage.database import Store
from storage.schema import AccessLog, Staff
from tests.bot.conftest import LOCAL, QUICK, add_late_cases, bot, in_channel, personal, soon
from tests.conftest import Office
from tests.fake_channel import FakeTeams

ONE_WORKER = replace(QUICK, workers=1, look_again=600)
"""Nobody looks for work meanwhile but whoever is woken by the question."""
STEPS = {
    "INSERT INTO inbox": "kept",
    "WITH oldest": "claimed",
    "INSERT INTO access_log": "answered",
    "posting_since=": "marked",
    "SET activity": "settled",
    "INSERT INTO conversation": "met",
}
ORDINARY = [["kept"], ["claimed"], ["answered", "marked"], ["settled"], ["claimed"]]
"""The last is the worker's look for the next question, which finds none."""


@dataclass
class Counted:
    """The transactions that ended, each as its statements. Statements by themselves, as of the pace, are none."""

    ended: list[list[str]] = field(default_factory=list)
    begun: dict[int, list[str]] = field(default_factory=dict)

    @property
    def steps(self) -> list[list[str]]:
        return [[STEPS[known] for one in done for known in STEPS if known in one] for done in self.ended]

    def times(self, part: str) -> int:
        return sum(part in statement for done in self.ended for statement in done)

    async def is_idle(self) -> bool:
        return self.steps[-2:] == ORDINARY[-2:]


@contextmanager
def counted(store: Store) -> Iterator[Counted]:
    seen = Counted()

    def executed(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            seen.begun.setdefault(id(connection), []).append(" ".join(statement.split()))

    def ended(connection: Any) -> None:
        if (done := seen.begun.pop(id(connection), None)) is not None:
            seen.ended.append(done)

    hooks: list[tuple[Any, str, Callable[..., None]]] = [
        (engine.sync_engine, name, hook)
        for engine in (store.engine, store.front)
        for name, hook in (("before_cursor_execute", executed), ("commit", ended), ("rollback", ended))
    ]
    for hook in hooks:
        event.listen(*hook)
    try:
        yield seen
    finally:
        for hook in hooks:
            event.remove(*hook)


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    async with store.working() as session:
        await add_late_cases(session, office)
        await session.execute(update(Staff).where(Staff.id == "anna").values(entra_id="anna-entra"))
    return Desk(store, LOCAL, model)


async def asked_again(store: Store, desk: Desk, activity: Callable[..., dict[str, Any]], teams: FakeTeams) -> Counted:
    """What an ordinary question costs: by somebody known, in a place that is known since the question before."""
    async with bot(store, desk, ONE_WORKER) as caller:
        for text in ("hej", "hvilke frister er overskredet?"):
            with counted(store) as seen:
                assert await caller.post(activity(teams, text)) == 200
                await soon(seen.is_idle)
    return seen


@pytest.mark.parametrize("activity", [personal, in_channel])
async def test_a_question_takes_four_transactions_and_its_answer_log_line_and_mark_are_one(
    store: Store, desk: Desk, teams: FakeTeams, activity: Callable[..., dict[str, Any]]
) -> None:
    seen = await asked_again(store, desk, activity, teams)
    assert seen.steps == ORDINARY
    async with store.working() as session:
        assert list(await session.scalars(select(AccessLog.question).order_by(AccessLog.id)))[-1] == "overdue"
    assert len(teams.posts) == 2


@pytest.mark.parametrize("activity", [personal, in_channel])
async def test_who_asks_is_looked_up_once(
    store: Store, desk: Desk, teams: FakeTeams, activity: Callable[..., dict[str, Any]]
) -> None:
    seen = await asked_again(store, desk, activity, teams)
    assert seen.times("WHERE staff.entra_id = ") == 1
    assert seen.times("WHERE team_leader.staff_id = ") == 1


async def test_a_question_is_answered_in_the_role_of_whoever_asks(store: Store, desk: Desk, teams: FakeTeams) -> None:
    seen = await asked_again(store, desk, personal, teams)
    [answer] = [done for done in seen.ended if any("access_log" in one for one in done)]
    became = [number for number, one in enumerate(answer) if "sagspuls.asker" in one]
    cases = [number for number, one in enumerate(answer) if "FROM deadline" in one or "case_file" in one]
    assert len(became) == 2, "first the service, then the asker"
    assert cases
    assert min(cases) > became[1]
