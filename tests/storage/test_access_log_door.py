"""The access log's one door: lines go from its old end, none younger than a year, and never without a line about it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage.clock import wall_clock
from storage.database import Store
from storage.schema import AccessLog

DAY = dt.timedelta(days=1)
OPEN = "SELECT set_config('sagspuls.forgetting', 'yes', true)"
"""What the door itself does first: anybody could."""


@pytest.fixture
async def ages(store: Store) -> None:
    """Lines that are two years, 366 and 364 days old, and one of today."""
    async with store.working() as session:
        for days in (730, 367, 364, 0):
            line = {"at": wall_clock() - days * DAY, "staff_id": "anna", "question": "case", "place": "personal"}
            await session.execute(insert(AccessLog).values(**line, outcome="answered", case_number=str(days)).inline())


async def left(store: Store) -> list[str | None]:
    async with store.working() as session:
        return list(await session.scalars(select(AccessLog.case_number).order_by(AccessLog.at, AccessLog.id)))


async def by_the_owner(store: Store, *statements: str) -> None:
    async with store.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.usefixtures("ages")
async def test_the_service_takes_the_oldest_lines_and_a_line_says_which(store: Store) -> None:
    async with store.working() as session:
        assert await session.scalar(select(func.forget_access_log(wall_clock() - 400 * DAY, 10))) == 1
    assert await left(store) == ["367", "364", "0", None]


@pytest.mark.usefixtures("ages")
async def test_it_takes_no_more_than_asked_for_and_the_oldest_first(store: Store) -> None:
    async with store.working() as session:
        assert await session.scalar(select(func.forget_access_log(wall_clock() - 366 * DAY, 1))) == 1
    assert await left(store) == ["367", "364", "0", None]


@pytest.mark.usefixtures("ages")
async def test_nothing_younger_than_a_year_goes_whatever_is_asked_for(store: Store) -> None:
    with pytest.raises(DBAPIError, match="kept for a year at least"):
        async with store.working() as session:
            await session.execute(select(func.forget_access_log(wall_clock() + DAY, 10)))
    assert await left(store) == ["730", "367", "364", "0"]


@pytest.mark.usefixtures("ages")
async def test_an_asker_does_not_get_through_the_door(store: Store) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with store.asking("freja") as session:
            await session.execute(select(func.forget_access_log(wall_clock() - 366 * DAY, 10)))


@pytest.mark.parametrize("statement", ["DELETE FROM access_log", "DELETE FROM access_log WHERE case_number = '364'"])
@pytest.mark.usefixtures("ages")
async def test_not_even_the_owner_who_opens_the_door_deletes_a_young_line(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="kept for a year at least"):
        await by_the_owner(store, OPEN, statement)
    assert len(await left(store)) == 4


@pytest.mark.usefixtures("ages")
async def test_nor_picks_one_old_line_out_of_the_others(store: Store) -> None:
    with pytest.raises(DBAPIError, match="none before another older one"):
        await by_the_owner(store, OPEN, "DELETE FROM access_log WHERE case_number = '367'")


@pytest.mark.usefixtures("ages")
async def test_nor_one_of_several_of_the_same_moment(store: Store) -> None:
    copied = "INSERT INTO access_log (at, question, place, outcome) SELECT at, 'case', 'x', 'answered' FROM access_log"
    with pytest.raises(DBAPIError, match="none before another older one"):
        await by_the_owner(
            store, f"{copied} WHERE case_number = '730'", OPEN, "DELETE FROM access_log WHERE case_number = '730'"
        )


@pytest.mark.usefixtures("ages")
async def test_and_what_the_owner_deletes_leaves_its_line_too(store: Store) -> None:
    await by_the_owner(store, OPEN, "DELETE FROM access_log WHERE case_number = '730'")
    assert await left(store) == ["367", "364", "0", None]


@pytest.mark.parametrize(
    "statement", ["UPDATE access_log SET outcome = 'x'", "UPDATE access_log SET note = 'x'", "TRUNCATE access_log"]
)
@pytest.mark.usefixtures("ages")
async def test_an_open_door_lets_nobody_change_a_line(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await by_the_owner(store, OPEN, statement)


@pytest.mark.usefixtures("ages")
async def test_a_shut_door_lets_nobody_delete_even_an_old_line(store: Store) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        await by_the_owner(store, "DELETE FROM access_log WHERE case_number = '730'")
