"""Texts that no question answered well, masked and kept for a while for whoever teaches the bot its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.rules.miss_kind import MissKind
from storage.schema import Miss


@dataclass(frozen=True, slots=True)
class MissedText:
    """One masked text however often it was missed in one way; the language, question and reading are the commonest."""

    kind: str
    text: str
    times: int
    question: str | None
    reading: str | None
    language: str
    last_asked: dt.datetime


async def append(
    session: AsyncSession,
    *,
    at: dt.datetime,
    language: str,
    text: str,
    question: str | None,
    confidence: float,
    kind: MissKind,
    reading: str | None = None,
) -> None:
    """Keep one masked text; `reading` as in the schema.

    Give the day as `at`, not the moment: the access log has the moment, and with it who asked.
    """
    written = insert(Miss).values(
        at=at, language=language, text=text, question=question, confidence=confidence, kind=kind, reading=reading
    )
    await session.execute(written.inline())  # asks for no id back: an asker may not read the table


async def missed_since(
    session: AsyncSession, since: dt.datetime, kind: MissKind | None = None
) -> tuple[MissedText, ...]:
    """What was missed from `since` on, of one kind or of all, the commonest first, the latest first among equals.

    'nar' and 'når' are one text.
    """
    times, last = func.count(), func.max(Miss.at)
    with_danish_letters = func.max(Miss.text.collate("C"))
    rows = await session.execute(
        select(
            Miss.kind,
            with_danish_letters,
            times,
            _commonest(Miss.question),
            _commonest(Miss.reading),
            _commonest(Miss.language),
            last,
        )
        .where(Miss.at >= since, Miss.kind == kind if kind else true())
        .group_by(Miss.kind, _without_danish_letters(Miss.text))
        .order_by(times.desc(), last.desc(), with_danish_letters, Miss.kind)
    )
    return tuple(MissedText(*row) for row in rows)


def _commonest(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    return func.mode().within_group(column)


def _without_danish_letters(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    folded: ColumnElement[str] = column.expression
    for letter, ascii_letters in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        folded = func.replace(folded, letter, ascii_letters)
    return folded
