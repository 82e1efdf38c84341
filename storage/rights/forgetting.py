"""Forgets one case on purpose: erased with all that names it, and left out of imports until it is let in again."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, null, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.imports.milestone_steps import count_milestones
from storage.rights.acts import note_act
from storage.rights.erasure import Counts, erase, hold_imports
from storage.rights.tombstones import FORGOTTEN, hash_of_case, let_in
from storage.rules.acts import FORGET, LET_IN
from storage.rules.sending.delivery_states import MAY_HAVE_ARRIVED
from storage.schema import Case, Delivery, Dialogue, ErasedCase, Grant, Inbox, Miss, RejectedRow

TELLING = 5
"""Characters from which on a grant's number is looked for in texts: a shorter one would be found everywhere."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The extent of an erasure: rows by table, texts naming the case by table, and messages that still stand in Teams.

    `anew` is False where the case had been erased before.
    """

    anew: bool
    rows: Counts = field(default_factory=dict)
    texts: Counts = field(default_factory=dict)
    in_teams: tuple[int, ...] = ()
    """The numbers of deliveries that were sent, as `deliveries list` shows them."""


async def forget(
    session: AsyncSession, number: str, *, key: bytes, now: dt.datetime, by: str, staff_id: str | None = None
) -> Forgotten | None:
    """Erase a case and every text that names it; None where there neither is nor was such a case.

    `by` is who did it, as the log's line says, `staff_id` on whose behalf. Waits for an import that runs.
    """
    await hold_imports(session)
    case_id = await session.scalar(select(Case.id).where(Case.number == number))
    stone = await session.get(ErasedCase, hash_of_case(number, key))
    if case_id is None and stone is None:
        return None
    names = await names_of_cases(session, [case_id]) if case_id is not None else []
    rows = await erase(session, [case_id], reason=FORGOTTEN, key=key, now=now) if case_id is not None else {}
    if stone is not None:
        stone.reason = FORGOTTEN  # also where it had gone for its age: now it stays out
    in_teams = await _naming(session, number)
    texts = await scrub(session, [number, *names])
    if rows:
        await count_milestones(session, anew=True)
    counts = ", ".join(f"{table} {count}" for table, count in {**rows, **texts}.items() if count) or "nothing was left"
    await note_act(session, FORGET, f"by {by}: {counts}", now, staff_id=staff_id, case_number=number)
    return Forgotten(bool(rows), rows, texts, in_teams)


async def let_in_again(
    session: AsyncSession, number: str, *, key: bytes, now: dt.datetime, by: str, staff_id: str | None = None
) -> bool:
    """Let the next import bring an erased case again; False where it was not erased."""
    await hold_imports(session)
    if not await let_in(session, [hash_of_case(number, key)]):
        return False
    await note_act(session, LET_IN, f"by {by}", now, staff_id=staff_id, case_number=number)
    return True


async def _naming(session: AsyncSession, number: str) -> tuple[int, ...]:
    """The deliveries that were seen and whose content names the case."""
    named = select(Delivery.id).where(Delivery.state.in_(MAY_HAVE_ARRIVED), naming(Delivery.content, [number]))
    return tuple(await session.scalars(named.order_by(Delivery.id)))


async def names_of_cases(session: AsyncSession, case_ids: Collection[int]) -> list[str]:
    """The names of these cases in texts: their numbers, and those of their grants that are long enough to be clear."""
    numbers = await session.scalars(select(Case.number).where(Case.id.in_(case_ids)))
    grants = await session.scalars(select(Grant.number).where(Grant.case_id.in_(case_ids)))
    return [*numbers, *(grant for grant in grants if len(grant) >= TELLING)]


async def scrub(session: AsyncSession, names: Sequence[str]) -> Counts:
    """Delete the texts that name the cases or grants: contents of messages, elsewhere whole rows.

    A message that is still to be sent is composed anew without it (jobs/delivery.py).
    """
    contents = update(Delivery).where(naming(Delivery.content, names)).values(content=null())
    counts = {"delivery": len((await session.execute(contents.returning(Delivery.id))).all())}
    wholes: dict[str, tuple[Any, tuple[InstrumentedAttribute[Any], ...]]] = {
        "dialogue": (Dialogue, (Dialogue.slots,)),
        "inbox": (Inbox, (Inbox.activity,)),
        "miss": (Miss, (Miss.text,)),
        "rejected_row": (RejectedRow, (RejectedRow.faults, RejectedRow.problem)),
    }
    for table, (model, columns) in wholes.items():
        gone = delete(model).where(or_(*(naming(column, names) for column in columns))).returning(text("1"))
        counts[table] = len((await session.execute(gone)).all())
    return counts


def naming_row(number: str) -> ColumnElement[bool]:
    """Whether a rejected row's problem names the case."""
    return or_(naming(RejectedRow.faults, [number]), naming(RejectedRow.problem, [number]))


def naming(column: InstrumentedAttribute[Any], names: Collection[str]) -> ColumnElement[bool]:
    """Whether one of the names stands in the column's text, as a word of its own."""
    in_json = {json.dumps(name, ensure_ascii=False)[1:-1] for name in names}
    one_of = "|".join(map(re.escape, sorted({*names, *in_json})))
    return cast(column, Text).regexp_match(rf"(^|[^[:alnum:]])({one_of})($|[^[:alnum:]])", flags="i")


def reports_naming(folder: Path, number: str) -> list[Path]:
    """Problem files of imports that name the case: they quote cells of the exports."""
    word = re.compile(rf"(?<!\w){re.escape(number)}(?!\w)", re.IGNORECASE)
    return [file for file in sorted(folder.glob("import-*.csv")) if word.search(file.read_text(encoding="utf-8-sig"))]
