"""Sums postings and the cost of grants, day by day, without naming a case (domain.md §8 and §9)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.rules.money.grant_delta import PACES
from storage.schema import GrantDelta, GrantMonth, PostingDay, PostingMonth

OF_POSTINGS = frozenset({"posteringer", "sager"})
"""Kinds whose rows decide `posting_day`: a posting without a team counts where its case is now."""
OF_GRANTS = frozenset({"indsatser", "sager"})

_POSTINGS = text("""
INSERT INTO posting_day
    (day, account, team_id, amount, postings, without_case, without_case_amount, to_date, until)
SELECT day, account, team_id, amount, postings, without_case, without_case_amount,
       sum(amount) OVER year_so_far,
       COALESCE(lead(day) OVER year_so_far, make_date(EXTRACT(year FROM day)::int + 1, 1, 1))
FROM (
    SELECT p.day, p.account, COALESCE(p.team_id, c.team_id) AS team_id, sum(p.amount) AS amount, count(*) AS postings,
           count(*) FILTER (WHERE p.case_id IS NULL AND NOT p.erased) AS without_case,
           COALESCE(sum(p.amount) FILTER (WHERE p.case_id IS NULL AND NOT p.erased), 0) AS without_case_amount
    FROM posting p LEFT JOIN case_file c ON c.id = p.case_id
    GROUP BY p.day, p.account, COALESCE(p.team_id, c.team_id)
) daily
WINDOW year_so_far AS (PARTITION BY account, team_id, EXTRACT(year FROM day) ORDER BY day)
""")

_MONTHS = text("""
INSERT INTO posting_month (month, account, team_id, amount, postings, without_case, without_case_amount)
SELECT date_trunc('month', day)::date, account, team_id,
       sum(amount), sum(postings), sum(without_case), sum(without_case_amount)
FROM posting_day
GROUP BY date_trunc('month', day)::date, account, team_id
""")

STEPS_OF_GRANTS = """
SELECT step.day, g.account, c.team_id, paced.pace, step.sign * g.unit_price * g.quantity AS amount, g.case_id
FROM case_grant g
JOIN case_file c ON c.id = g.case_id
JOIN unnest(CAST(:units AS text[]), CAST(:paces AS text[])) AS paced (unit, pace) ON paced.unit = g.unit
CROSS JOIN LATERAL (VALUES
    (g.start, 1),
    (CASE WHEN paced.pace <> 'once' THEN g.stop + 1 END, -1)
) AS step (day, sign)
WHERE step.day IS NOT NULL
"""
"""How much each grant changes the running cost, on its first day and on the day after its last."""
UNITS = {"units": [str(unit) for unit in PACES], "paces": [str(pace) for pace in PACES.values()]}

_GRANTS = text(f"""
INSERT INTO grant_delta (day, account, team_id, pace, amount, level, until)
SELECT day, account, team_id, pace, amount,
       CASE pace WHEN 'once' THEN amount ELSE sum(amount) OVER so_far END,
       CASE pace WHEN 'once' THEN day + 1 ELSE COALESCE(lead(day) OVER so_far, DATE '9999-12-31') END
FROM (
    SELECT day, account, team_id, pace, sum(amount) AS amount
    FROM (
        SELECT day, account, team_id, pace, amount FROM ({STEPS_OF_GRANTS}) of_cases
        UNION ALL
        SELECT day, account, team_id, pace, amount FROM kept_grant_delta
    ) steps
    GROUP BY day, account, team_id, pace
    -- Where one grant takes over from another at the same cost, nothing changes.
    HAVING sum(amount) <> 0
) daily
WINDOW so_far AS (PARTITION BY account, team_id, pace ORDER BY day)
""")  # noqa: S608  # made of our own text alone

_GRANT_MONTHS = text("""
INSERT INTO grant_month (month, account, team_id, pace, change, within)
SELECT date_trunc('month', day)::date, account, team_id, pace,
       CASE pace WHEN 'once' THEN 0 ELSE sum(amount) END,
       sum(amount * CASE pace WHEN 'once' THEN 1
                    ELSE (date_trunc('month', day) + interval '1 month')::date - day END)
FROM grant_delta
GROUP BY date_trunc('month', day)::date, account, team_id, pace
""")


async def sum_money(session: AsyncSession, changed: Collection[str]) -> None:
    """Write anew the sums of postings (`posting_day`, `posting_month`) and of grants (`grant_delta`, `grant_month`).

    Each only where this import changed rows of the kinds behind it.
    """
    if not OF_POSTINGS.isdisjoint(changed):
        await session.execute(delete(PostingDay))
        await session.execute(_POSTINGS)
        await session.execute(delete(PostingMonth))
        await session.execute(_MONTHS)
    if not OF_GRANTS.isdisjoint(changed):
        await session.execute(delete(GrantDelta))
        await session.execute(_GRANTS, UNITS)
        await session.execute(delete(GrantMonth))
        await session.execute(_GRANT_MONTHS)
