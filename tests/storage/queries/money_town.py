"""A little town whose costs can be worked out by hand; the year is 2026, of 365 days.

- A-1 (Anna): B-1 365 days at 2.000 = 730.000, and B-2 39 weeks of 5 hours at 300 = 58.500; together 788.500.
- A-2 (Anna, closed on 30 June): B-3 six months at 100.000 = 600.000.
- A-3 (Anna): B-4 181 days at 100 = 18.100, and B-5 184 days at 200 = 36.800; together 54.900.
- P-1 (Anna, protected): B-6 365 days at 5.000 = 1.825.000.
- C-1 (Carl): B-7 twelve months at 10.000 = 120.000, B-8 ten days at 700 a week = 1.000, and B-9 once 5.000,50;
  together 126.000,50.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from tests.conftest import Office, add_case, add_grant


async def build(session: AsyncSession, office: Office) -> None:
    """The cases and grants above."""
    a1 = await add_case(session, "A-1", office.nord, "anna", case_type="anbringelse")
    await add_grant(session, a1, "B-1", "Plejefamilie", "2000.00", "døgn", "2026-01-01", performer="ekstern", step=5)
    of_five = {"quantity": Decimal(5), "performer": "intern", "step": 2}
    await add_grant(session, a1, "B-2", "Kontaktperson", "300.00", "time", "2026-03-02", "2026-11-29", **of_five)
    a2 = await add_case(session, "A-2", office.nord, "anna", closed=dt.date(2026, 6, 30))
    await add_grant(session, a2, "B-3", "Døgntilbud", "100000.00", "måned", "2025-07-01", "2026-06-30", step=6)
    a3 = await add_case(session, "A-3", office.nord, "anna")
    await add_grant(session, a3, "B-4", "Mentor", "100.00", "døgn", "2025-12-01", "2026-06-30", step=1)
    await add_grant(session, a3, "B-5", "Familiebehandling", "200.00", "døgn", "2026-07-01", "2026-12-31", step=3)
    p1 = await add_case(session, "P-1", office.nord, "anna", protected=True, case_type="anbringelse")
    await add_grant(session, p1, "B-6", "Døgntilbud", "5000.00", "døgn", "2026-01-01", step=6)
    c1 = await add_case(session, "C-1", office.distrikt2, "carl", case_type="anbringelse")
    with_us = {"performer": "intern", "step": 4}
    await add_grant(session, c1, "B-7", "PLEJEFAMILIE", "10000.00", "måned", "2025-07-01", "2026-12-31", **with_us)
    await add_grant(session, c1, "B-8", "Ophold ved akut behov", "700.00", "uge", "2026-01-01", "2026-01-10", step=6)
    await add_grant(session, c1, "B-9", "Ønsket udstyr", "5000.50", "gang", "2026-02-01", "2026-02-01")
