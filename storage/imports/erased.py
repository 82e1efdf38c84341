"""Rows about erased cases: left out of an import, and postings taken in without their case (docs/data-protection.md).

The exports still hold the cases that were erased here. A case forgotten by command stays out. A case erased because it
was closed long ago comes back where the export says that it is open again, or was closed less long ago.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from storage.imports.kind import ExportKind, Staged
from storage.imports.merging import table_of
from storage.rights.tombstones import (
    CLOSED,
    Tombstone,
    erased_cases,
    erased_grants,
    hash_of_case,
    hash_of_grant,
    let_in,
)
from storage.schema import Grant, Posting

CASES, POSTINGS = "sager", "posteringer"
CASE_COLUMN = "sagsnr"
POSTING = table_of(Posting)
LOOSE = Table(
    "loose_posting",
    MetaData(),
    Column("voucher", Text),
    Column("line", Text),
    Column("team_id", Integer),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""Postings of this import that name an erased case or grant, and the team they count for unless they name one."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows of a file were not taken in, and how many postings without their case."""

    rows: int = 0
    loosened: int = 0


@dataclass
class Erased:
    """The cases and grants that this import must not bring back."""

    key: bytes
    closed_until: dt.date | None
    """Cases closed before this day are not kept; None = there is no limit."""
    cases: dict[bytes, Tombstone]
    grants: dict[bytes, bytes]

    @classmethod
    async def of(cls, session: AsyncSession, key: bytes, closed_until: dt.date | None) -> Erased:
        """The erased cases and grants that the store knows when the import begins."""
        return cls(key, closed_until, await erased_cases(session), await erased_grants(session))

    async def leave_out(self, staged: Staged) -> LeftOut:
        """Take the rows about erased cases out of the staged file; postings stay, but lose their case and grant."""
        field = _case_field(staged.kind)
        if field is None or not self.cases or not (staged.has(field) or staged.kind.name == POSTINGS):
            return LeftOut()
        if staged.kind.name == CASES:
            await self._let_in_again(staged)
        if staged.kind.name == POSTINGS:
            return LeftOut(loosened=await self._loosen(staged))
        numbers = await self._numbers(staged, field)
        gone = delete(staged.table).where(staged.table.c[field].in_(numbers)).returning(staged.table.c.line)
        return LeftOut(rows=len((await staged.session.scalars(gone)).all()) if numbers else 0)

    async def _numbers(self, staged: Staged, field: str) -> dict[str, Tombstone]:
        """The erased case numbers among the staged rows."""
        named = await staged.session.scalars(select(staged.table.c[field]).distinct())
        hashed = {number: hash_of_case(number, self.key) for number in named if number is not None}
        return {number: self.cases[one] for number, one in hashed.items() if one in self.cases}

    async def _let_in_again(self, staged: Staged) -> None:
        """Forget the erasure of cases that were erased for their age and are no longer that old."""
        if not staged.has("closed"):
            return
        table, until = staged.table, self.closed_until
        kept = or_(table.c.closed.is_(None), *([table.c.closed >= until] if until else [table.c.closed.is_not(None)]))
        numbers = await staged.session.scalars(select(table.c.number).where(kept))
        hashes = {hash_of_case(number, self.key) for number in numbers}
        again = {one for one in hashes if one in self.cases and self.cases[one].reason == CLOSED}
        if again:
            await let_in(staged.session, again)
            self.cases = {one: stone for one, stone in self.cases.items() if one not in again}
            self.grants = {grant: case for grant, case in self.grants.items() if case not in again}

    async def _loosen(self, staged: Staged) -> int:
        """Note the postings about erased cases, and take case, grant and CPR out of their staged rows.

        A posting of an erased grant on a case that is there keeps the case: only the grant's number goes.
        """
        table, session = staged.table, staged.session
        await session.execute(CreateTable(LOOSE))
        await _note_stored(staged)
        loosened = 0
        if staged.has("case_number"):
            cases = await self._numbers(staged, "case_number")
            of_case = {number: stone.team_id for number, stone in cases.items()}
            loosened += await _note(staged, "case_number", of_case)
        if staged.has("grant_number"):
            of_grant = await self._teams_of_grants(staged)
            loosened += await _note(staged, "grant_number", of_grant)
            names = table.c.grant_number.in_(of_grant)
            await session.execute(update(table).where(names).values(grant_number=None))
        return loosened

    async def _teams_of_grants(self, staged: Staged) -> dict[str, int | None]:
        """The erased grant numbers among the staged rows, each with the team of its case.

        A number that another case's grant has by now belongs to that grant.
        """
        named = await staged.session.scalars(select(staged.table.c.grant_number).distinct())
        cases = {number: self.grants.get(hash_of_grant(number, self.key)) for number in named if number is not None}
        erased = {number: self.cases[case].team_id for number, case in cases.items() if case is not None}
        there = (
            set(await staged.session.scalars(select(Grant.number).where(Grant.number.in_(erased)))) if erased else set()
        )
        return {number: team for number, team in erased.items() if number not in there}

    async def mark(self, staged: Staged) -> None:
        """Mark the merged postings of erased cases, which keep counting for their team; unmark the others."""
        if staged.kind.name != POSTINGS:
            return
        session = staged.session
        if self.cases:
            same = and_(
                POSTING.c.voucher == LOOSE.c.voucher, POSTING.c.line == LOOSE.c.line, POSTING.c.case_id.is_(None)
            )
            values = {"erased": True, "team_id": func.coalesce(POSTING.c.team_id, LOOSE.c.team_id)}
            await session.execute(update(POSTING).where(same).values(values))
        found_again = and_(POSTING.c.erased, POSTING.c.case_id.is_not(None))
        await session.execute(update(POSTING).where(found_again).values(erased=False))


async def _note_stored(staged: Staged) -> None:
    """Note the postings that lost their case when it was erased, however the file names it; they keep their team."""
    table = staged.table
    line = table.c.sub_line if staged.has("sub_line") else literal("")
    same = and_(POSTING.c.voucher == table.c.voucher, POSTING.c.line == line)
    stored = select(POSTING.c.voucher, POSTING.c.line, POSTING.c.team_id).join_from(POSTING, table, same)
    await staged.session.execute(insert(LOOSE).from_select(LOOSE.c.keys(), stored.where(POSTING.c.erased)))


async def _note(staged: Staged, field: str, teams: Mapping[str, int | None]) -> int:
    """Note the postings whose `field` names one of these, and no case or grant that is there; returns how many."""
    table = staged.table
    which: ColumnElement[bool] = table.c[field].in_(teams)
    if field != "case_number" and staged.has("case_number"):
        which = and_(which, table.c.case_number.is_(None))
    line = table.c.sub_line if staged.has("sub_line") else literal("")
    rows = await staged.session.execute(select(table.c.voucher, line, table.c[field]).where(which))
    postings = [{"voucher": voucher, "line": part, "team_id": teams[number]} for voucher, part, number in rows]
    if postings:
        await staged.session.execute(insert(LOOSE), postings)
        empty = [name for name in ("case_number", "grant_number", "cpr_hash") if staged.has(name)]
        await staged.session.execute(update(table).where(which).values(dict.fromkeys(empty)))
    return len(postings)


def _case_field(kind: ExportKind) -> str | None:
    """The staging field that holds the case number, if the kind has one."""
    column = next((column for column in kind.columns if column.name == CASE_COLUMN), None)
    return next(iter(column.fields)) if column else None
