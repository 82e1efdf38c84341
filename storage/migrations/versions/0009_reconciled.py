"""Postings that no grant covers and grants that nothing is posted on: comparing them all for each answer is slow."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


UNMATCHED = """
INSERT INTO unmatched_posting (voucher, line, day, case_id, amount)
SELECT p.voucher, p.line, p.day, p.case_id, p.amount
FROM posting p
WHERE p.case_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM case_grant g
    WHERE g.case_id = p.case_id AND g.account = p.account
      AND g.start <= p.day AND (g.stop IS NULL OR g.stop >= p.day)
)
ORDER BY p.day
"""
IDLE = """
INSERT INTO idle_grant (grant_id, since, until)
SELECT id, since, until
FROM (
    SELECT g.id, g.start + 46 AS since, LEAST(COALESCE(g.stop + 1, DATE '9999-12-31'), min(p.day)) AS until
    FROM case_grant g
    LEFT JOIN posting p ON p.case_id = g.case_id AND p.account = g.account AND p.day >= g.start
    GROUP BY g.id
) found
WHERE since < until
"""
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON unmatched_posting, idle_grant TO sagspuls_service;
GRANT SELECT ON unmatched_posting, idle_grant TO sagspuls_asker;
"""


def upgrade() -> None:
    op.create_table(
        "unmatched_posting",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.Numeric(14, 2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmatched_posting")),
    )
    op.create_index(op.f("ix_unmatched_posting_day"), "unmatched_posting", ["day"], unique=False)
    op.create_table(
        "idle_grant",
        sa.Column("grant_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_idle_grant")),
    )
    op.create_index("ix_idle_grant_until_since", "idle_grant", ["until", "since"], unique=False)
    op.execute(UNMATCHED)
    op.execute(IDLE)
    op.execute(GRANTS)
