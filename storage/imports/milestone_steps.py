"""Counts, day by day, what each milestone covers and has reached (domain.md §5)."""

from __future__ import annotations

from sqlalchemy import delete, exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.imports.merging import AFFECTED
from storage.schema import Milestone, MilestoneStep

_COUNT = text("""
INSERT INTO milestone_step (milestone, day, reached, covered)
SELECT m.name, step.day, sum(step.reached), sum(step.covered)
FROM milestone m
JOIN case_file c
  ON (m.case_types = '{}' OR c.case_type = ANY (m.case_types))
 AND (m.indicator <> 'urgent_reported_done' OR c.urgent)
 AND (NOT EXISTS (SELECT FROM milestone_team t WHERE t.milestone = m.name)
      OR EXISTS (SELECT FROM milestone_team t WHERE t.milestone = m.name AND t.team_id = c.team_id))
CROSS JOIN LATERAL (SELECT CASE m.indicator
    -- A category without a review date counts from the first day, as in `legality` (domain.md §10).
    WHEN 'reviewed' THEN COALESCE(c.reviewed, CASE WHEN c.category IS NOT NULL THEN c.opened END)
    WHEN 'restored' THEN c.restored
    WHEN 'reported_done' THEN c.reported_done
    WHEN 'urgent_reported_done' THEN c.reported_done
    -- A green case is lawful from its review; LEAST passes over a date that is not there.
    WHEN 'lawful' THEN LEAST(CASE c.category WHEN 'green' THEN COALESCE(c.reviewed, c.opened) END, c.reported_done)
  END AS day) state
-- Before it was opened the case does not exist, so nothing is reached; a closed one keeps what it has reached.
CROSS JOIN LATERAL (VALUES
    (c.opened, 0, 1),
    (c.closed, 0, -1),
    (CASE WHEN state.day IS NOT NULL THEN GREATEST(c.opened, state.day) END, 1, 0)
  ) step (day, reached, covered)
WHERE step.day IS NOT NULL
GROUP BY m.name, step.day
HAVING sum(step.reached) <> 0 OR sum(step.covered) <> 0
""")


async def count_milestones(session: AsyncSession, *, anew: bool) -> None:
    """Write `milestone_step` where this import changed a case, or `anew`: where milestones landed."""
    if not anew and not await session.scalar(select(exists().select_from(AFFECTED))):
        return
    await session.execute(delete(MilestoneStep))
    if await session.scalar(select(exists().select_from(Milestone))):
        await session.execute(_COUNT)
