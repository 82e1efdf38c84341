"""Missed texts: an asker leaves one and reads none; the commonest is told first."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Store
from storage.queries.setup.misses import append, missed_since
from storage.rules.miss_kind import MissKind
from storage.schema import Miss

MONDAY = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


async def miss(session: AsyncSession, text: str, at: dt.datetime = MONDAY, question: str | None = "overdue") -> None:
    await append(session, at=at, language="da", text=text, question=question, confidence=0.3, kind=MissKind.CLARIFY)


async def test_an_asker_leaves_a_missed_text_behind(store: Store) -> None:
    async with store.asking("anna") as session:
        await miss(session, "hvad er smuttet")
    async with store.working() as session:
        (kept,) = await session.scalars(select(Miss))
    assert (kept.text, kept.question, kept.kind, kept.language) == ("hvad er smuttet", "overdue", "clarify", "da")


@pytest.mark.parametrize("kind", MissKind)
async def test_every_kind_of_miss_can_be_kept(store: Store, kind: MissKind) -> None:
    async with store.asking("anna") as session:
        await append(session, at=MONDAY, language="da", text="x", question=None, confidence=0.1, kind=kind)
    async with store.working() as session:
        assert [miss.kind for miss in await missed_since(session, MONDAY, kind)] == [kind]


@pytest.mark.parametrize("statement", [select(Miss), delete(Miss)])
async def test_an_asker_can_neither_read_nor_delete_missed_texts(store: Store, statement: object) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with store.asking("anna") as session:
            await session.execute(statement)  # type: ignore[call-overload]


async def test_the_commonest_comes_first_with_the_question_guessed_most_often(store: Store) -> None:
    async with store.working() as session:
        await miss(session, "hvad er smuttet", MONDAY - 3 * DAY, question="upcoming")
        await miss(session, "hvad er smuttet", MONDAY - 2 * DAY)
        await miss(session, "hvad er smuttet", MONDAY - DAY)
        await miss(session, "hvem er på", MONDAY, question=None)
        found = await missed_since(session, MONDAY - 7 * DAY)
    assert [(one.text, one.times, one.question, one.last_asked) for one in found] == [
        ("hvad er smuttet", 3, "overdue", MONDAY - DAY),
        ("hvem er på", 1, None, MONDAY),
    ]


async def test_a_text_typed_without_danish_letters_is_counted_with_the_same_text(store: Store) -> None:
    async with store.working() as session:
        for text in ("hvornaar faar vi svar", "hvornår får vi svar", "hvornaar faar vi svar"):
            await miss(session, text)
        (only,) = await missed_since(session, MONDAY)
    assert (only.text, only.times) == ("hvornår får vi svar", 3)


async def test_the_same_text_missed_in_two_ways_is_told_twice_and_one_way_can_be_chosen(store: Store) -> None:
    async with store.working() as session:
        await miss(session, "hvad er smuttet")
        for reading in ("overdue (team)", "overdue (team)", "overdue"):
            await append(
                session,
                at=MONDAY,
                language="da",
                text="hvad er smuttet",
                question="overdue",
                confidence=0.9,
                kind=MissKind.UNREAD,
                reading=reading,
            )
        found = await missed_since(session, MONDAY)
        (only,) = await missed_since(session, MONDAY, MissKind.CLARIFY)
    assert [(one.kind, one.times, one.reading) for one in found] == [
        ("unread", 3, "overdue (team)"),
        ("clarify", 1, None),
    ]
    assert (only.kind, only.times) == ("clarify", 1)


async def test_what_was_missed_before_is_left_out(store: Store) -> None:
    async with store.working() as session:
        await miss(session, "gammel", MONDAY - DAY)
        await miss(session, "frisk", MONDAY)
        assert [one.text for one in await missed_since(session, MONDAY)] == ["frisk"]
