"""What running costs change by, added up by month: early in a year the days ahead are too much for one answer."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


FILL = """
INSERT INTO grant_month (month, account, team_id, pace, change, within)
SELECT date_trunc('month', day)::date, account, team_id, pace,
       CASE pace WHEN 'once' THEN 0 ELSE sum(amount) END,
       sum(amount * CASE pace WHEN 'once' THEN 1
                    ELSE (date_trunc('month', day) + interval '1 month')::date - day END)
FROM grant_delta
GROUP BY date_trunc('month', day)::date, account, team_id, pace
"""
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON grant_month TO sagspuls_service;
GRANT SELECT ON grant_month TO sagspuls_asker;
"""


def upgrade() -> None:
    op.create_table(
        "grant_month",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.Column("change", sa.Numeric(28, 6), nullable=False),
        sa.Column("within", sa.Numeric(28, 6), nullable=False),
        sa.PrimaryKeyConstraint("month", "account", "team_id", "pace", name=op.f("pk_grant_month")),
        sa.CheckConstraint("pace IN ('day', 'week', 'month', 'once')", name=op.f("ck_grant_month_pace")),
    )
    op.execute(FILL)
    op.execute(GRANTS)
