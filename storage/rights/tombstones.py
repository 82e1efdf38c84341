"""Which case numbers were erased, known by a keyed hash alone, so that an import does not bring them back unawares."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import ErasedCase, ErasedGrant, Team

FORGOTTEN = "forgotten"
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Why a case was erased, and the team it had; None where that team is gone."""

    reason: str
    team_id: int | None


def hash_of_case(number: str, key: bytes) -> bytes:
    """HMAC-SHA-256 of a case number: 32 bytes that say nothing without the key of the CPR hash."""
    return hmac.digest(key, b"case " + number.encode(), hashlib.sha256)


def hash_of_grant(number: str, key: bytes) -> bytes:
    """The same of a grant's number."""
    return hmac.digest(key, b"grant " + number.encode(), hashlib.sha256)


async def erased_cases(session: AsyncSession) -> dict[bytes, Tombstone]:
    """Every erased case by its hash."""
    rows = await session.execute(
        select(ErasedCase.hash, ErasedCase.reason, Team.id).outerjoin(Team, Team.id == ErasedCase.team_id)
    )
    return {bytes(hashed): Tombstone(reason, team) for hashed, reason, team in rows}


async def erased_grants(session: AsyncSession) -> dict[bytes, bytes]:
    """The hashes of the erased cases' grants, each with that of its case."""
    rows = await session.execute(select(ErasedGrant.hash, ErasedGrant.case_hash))
    return {bytes(grant): bytes(case) for grant, case in rows}


async def let_in(session: AsyncSession, hashes: Collection[bytes]) -> int:
    """Let the next import bring these cases again, and drop what was kept of their grants; gives how many."""
    gone = await session.scalars(delete(ErasedCase).where(ErasedCase.hash.in_(hashes)).returning(ErasedCase.hash))
    return len(gone.all())
