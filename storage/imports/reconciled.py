"""Compares postings with grants, case by case and account by account (domain.md §8 and §10)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.rules.recovery.reconciliation import IDLE_DAYS
from storage.schema import FOREVER, IdleGrant, UnmatchedPosting

DECIDED_BY = frozenset({"posteringer", "indsatser"})
"""Kinds whose rows decide both; a case's team or state decides nothing here."""

# In the order of their days, so that a year lies together and its index grows at one end.
_UNMATCHED = text("""
INSERT INTO unmatched_posting (voucher, line, day, case_id, amount)
SELECT p.voucher, p.line, p.day, p.case_id, p.amount
FROM posting p
WHERE p.case_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM case_grant g
    WHERE g.case_id = p.case_id AND g.account = p.account
      AND g.start <= p.day AND (g.stop IS NULL OR g.stop >= p.day)
)
ORDER BY p.day
""")

# A grant that is posted on before it could be called idle never is.
_IDLE = text("""
INSERT INTO idle_grant (grant_id, since, until)
SELECT id, since, until
FROM (
    SELECT g.id, g.start + :idle_days + 1 AS since, LEAST(COALESCE(g.stop + 1, :forever), min(p.day)) AS until
    FROM case_grant g
    LEFT JOIN posting p ON p.case_id = g.case_id AND p.account = g.account AND p.day >= g.start
    GROUP BY g.id
) found
WHERE since < until
""")


async def reconcile(session: AsyncSession, changed: Collection[str]) -> None:
    """Write `unmatched_posting` and `idle_grant` anew where this import changed rows that decide them."""
    if DECIDED_BY.isdisjoint(changed):
        return
    await session.execute(delete(UnmatchedPosting))
    await session.execute(_UNMATCHED)
    await session.execute(delete(IdleGrant))
    await session.execute(_IDLE, {"idle_days": IDLE_DAYS, "forever": FOREVER})
