"""The questions about money at a big municipality's size, beside the plain reads and the plain sums they stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, NamedTuple

from psycopg import Connection
from sqlalchemy import URL, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import store_at
from storage.queries.deadlines.my_day import my_day
from storage.queries.money.budget import budget
from storage.queries.money.costs import costs
from storage.queries.money.grants import grants
from storage.queries.money.ladder import ladder
from storage.queries.money.unit_costs import unit_costs
from storage.queries.recovery.data_quality import data_quality
from storage.rules.access import Scope
from tests.conftest import TODAY

WARM_UP, ROUNDS = 6, 20
"""The driver prepares a statement when it has seen it five times."""
MONTH = dt.timedelta(days=30)

PLAIN_SUMS = """
SELECT account, sum(amount) FROM posting WHERE day BETWEEN '2026-01-01' AND '2026-11-23' GROUP BY account;
SELECT account, unit, sum(unit_price * quantity) FROM case_grant
WHERE start <= '2026-12-31' AND (stop IS NULL OR stop > '2026-11-23') GROUP BY account, unit
"""
"""The year's postings and the grants that run on, added up row by row as nobody prepared them."""

Statement = tuple[str, Any]
Asked = Callable[[AsyncSession, Scope], Awaitable[object]]

OTHERS: dict[str, Asked] = {
    "budget by team": lambda session, scope: budget(session, scope, by_team=True),
    "budget on 10 January": lambda session, scope: budget(session, scope, until=dt.date(2026, 1, 10)),
    "costs": costs,
    "unit_costs": unit_costs,
    "grants": lambda session, scope: grants(session, scope, since=TODAY, until=TODAY + MONTH),
    "ladder": lambda session, scope: ladder(session, scope, since=dt.date(2026, 1, 1)),
    "my_day": my_day,
    "data_quality": data_quality,
}


class Took(NamedTuple):
    """Seconds, the best of some rounds, each measured in turn with the others."""

    budget: float
    reads: float
    """The budget's own statements, sent and fetched without anything around them."""
    plain_sums: float
    others: dict[str, float]


async def time_questions(url: URL) -> Took:
    """A controller's questions about the whole department, warm."""
    store = store_at(url)
    scope = Scope(day=TODAY, all_teams=True)
    try:
        async with store.asking("controller") as session:
            with _recorded(store.engine.sync_engine) as statements:
                await budget(session, scope)
            with _plain_connection(url) as plain:
                for _ in range(WARM_UP):
                    await budget(session, scope)
                    _send(plain, statements)
                asked, reads = [], []
                for _ in range(ROUNDS):
                    asked.append(await _seconds(budget(session, scope)))
                    reads.append(_send(plain, statements))
                sums = [_send(plain, [(one, None) for one in PLAIN_SUMS.split(";")]) for _ in range(3)]
            others = {
                name: min([await _seconds(ask(session, scope)) for _ in range(3)]) for name, ask in OTHERS.items()
            }
    finally:
        await store.close()
    return Took(min(asked), min(reads), min(sums), others)


def lines_of(took: Took) -> list[str]:
    """What the bench prints."""
    asked, reads, sums = (1000 * seconds for seconds in (took.budget, took.reads, took.plain_sums))
    return [
        f"  budget of the department, warm   {asked:6.1f} ms  {asked / reads:.2f} x its plain reads ({reads:.1f} ms)",
        f"{'':36}{asked / sums:9.2f} x the rows added up unprepared ({sums:.1f} ms)",
        *(f"  {name:32} {1000 * seconds:6.1f} ms" for name, seconds in took.others.items()),
    ]


@contextmanager
def _recorded(engine: Engine) -> Iterator[list[Statement]]:
    """The statements sent meanwhile."""
    sent: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@contextmanager
def _plain_connection(url: URL) -> Iterator[Connection[Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        yield driver
    engine.dispose()


def _send(connection: Connection[Any], statements: list[Statement]) -> float:
    began = perf_counter()
    for statement, parameters in statements:
        connection.execute(statement, parameters).fetchall()
    return perf_counter() - began


async def _seconds(asked: Awaitable[object]) -> float:
    began = perf_counter()
    await asked
    return perf_counter() - began
