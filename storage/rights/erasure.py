"""Erases cases: every row about them goes, but the money stays in the sums of its accounts (docs/data-protection.md).

Nothing here commits. An import must not run meanwhile: whoever erases holds its lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Table, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.imports.money_sums import STEPS_OF_GRANTS, UNITS
from storage.rights.tombstones import hash_of_case, hash_of_grant
from storage.schema import Base, Case, ErasedCase, ErasedGrant, Grant, IdleGrant, KeptGrantDelta, Posting

Counts = dict[str, int]
"""Rows by the name of their table."""

OF_A_CASE = tuple(
    table for table in reversed(Base.metadata.sorted_tables) if "case_id" in table.c and table.name != "posting"
)
"""Tables whose rows go with their case, each before those its rows refer to; postings stay, and lose their case."""

_KEEP_MONEY = text(f"""
INSERT INTO kept_grant_delta (case_hash, day, account, team_id, pace, amount)
SELECT gone.hash, step.day, step.account, step.team_id, step.pace, sum(step.amount)
FROM ({STEPS_OF_GRANTS}) step
JOIN unnest(CAST(:ids AS bigint[]), CAST(:hashes AS bytea[])) AS gone (id, hash) ON gone.id = step.case_id
GROUP BY gone.hash, step.day, step.account, step.team_id, step.pace
HAVING sum(step.amount) <> 0
""")  # noqa: S608  # made of our own text alone


async def hold_imports(session: AsyncSession) -> None:
    """Wait until no import runs, and let none begin before this transaction ends."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('sagspuls.import'))"))


async def hold_imports_if_free(session: AsyncSession) -> bool:
    """The same without waiting; False while an import runs."""
    return bool(await session.scalar(text("SELECT pg_try_advisory_xact_lock(hashtext('sagspuls.import'))")))


async def erase(
    session: AsyncSession, case_ids: Collection[int], *, reason: str, key: bytes, now: dt.datetime
) -> Counts:
    """Erase these cases; returns how many rows of each table went, and for `posting` how many lost their case.

    `key` is that of the CPR hash, `reason` one of storage.rights.tombstones. Ids without a case are passed over.
    """
    found = await session.execute(
        select(Case.id, Case.number, Case.team_id).where(Case.id.in_(case_ids)).order_by(Case.id).with_for_update()
    )
    cases = {case_id: (hash_of_case(number, key), team) for case_id, number, team in found}
    if not cases:
        return {}
    await _bury(session, cases, reason, key, now)
    counts = {"posting": await _loosen(session, cases)}
    idle = select(Grant.id).where(Grant.case_id.in_(cases))
    counts["idle_grant"] = await _deleted(session, IdleGrant, IdleGrant.grant_id.in_(idle))
    gone = {table.name: await _deleted(session, table, table.c.case_id.in_(cases)) for table in OF_A_CASE}
    counts |= dict(sorted(gone.items()))
    counts["case_file"] = await _deleted(session, Case, Case.id.in_(cases))
    return counts


async def _bury(
    session: AsyncSession, cases: Mapping[int, tuple[bytes, int]], reason: str, key: bytes, now: dt.datetime
) -> None:
    """Keep the hashes of the cases and their grants, and the steps of the grants' costs."""
    rows = [{"hash": hashed, "reason": reason, "team_id": team, "at": now} for hashed, team in cases.values()]
    stone = upsert(ErasedCase)
    again = {"reason": stone.excluded.reason, "team_id": stone.excluded.team_id, "at": stone.excluded.at}
    await session.execute(stone.on_conflict_do_update(index_elements=["hash"], set_=again), rows)
    grants = await session.execute(select(Grant.number, Grant.case_id).where(Grant.case_id.in_(cases)))
    names = [{"hash": hash_of_grant(number, key), "case_hash": cases[case_id][0]} for number, case_id in grants]
    if names:
        await session.execute(upsert(ErasedGrant).on_conflict_do_nothing(), names)
    hashes = [hashed for hashed, _ in cases.values()]
    await session.execute(delete(KeptGrantDelta).where(KeptGrantDelta.case_hash.in_(hashes)))
    await session.execute(_KEEP_MONEY, {**UNITS, "ids": list(cases), "hashes": hashes})


async def _loosen(session: AsyncSession, cases: Mapping[int, tuple[bytes, int]]) -> int:
    """Postings keep account, amount, day and the team they count for; no case and no grant is named any more."""
    grants = select(Grant.number).where(Grant.case_id.in_(cases))
    naming = Posting.grant_number.in_(grants)
    await session.execute(
        update(Posting).where(naming, Posting.case_id.is_(None)).values(grant_number=None, erased=True)
    )
    others = Posting.case_id.not_in(cases)
    await session.execute(update(Posting).where(naming, others).values(grant_number=None))
    team = select(Case.team_id).where(Case.id == Posting.case_id).scalar_subquery()
    loosened = (
        update(Posting)
        .where(Posting.case_id.in_(cases))
        .values(team_id=func.coalesce(Posting.team_id, team), case_id=None, grant_number=None, erased=True)
        .returning(Posting.voucher)
    )
    return len((await session.scalars(loosened)).all())


async def _deleted(session: AsyncSession, table: type[Base] | Table, which: ColumnElement[bool]) -> int:
    gone = delete(table).where(which).returning(text("1"))
    return len((await session.execute(gone)).all())
