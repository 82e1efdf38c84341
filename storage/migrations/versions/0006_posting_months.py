"""What is posted, added up by month: a year of a big municipality's days is too much to read for one answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


FILL = """
INSERT INTO posting_month (month, account, team_id, amount, postings, without_case, without_case_amount)
SELECT date_trunc('month', day)::date, account, team_id,
       sum(amount), sum(postings), sum(without_case), sum(without_case_amount)
FROM posting_day
GROUP BY date_trunc('month', day)::date, account, team_id
"""
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON posting_month TO sagspuls_service;
GRANT SELECT ON posting_month TO sagspuls_asker;
"""


def upgrade() -> None:
    op.create_table(
        "posting_month",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Numeric(20, 2), nullable=False),
        sa.Column("postings", sa.Integer(), nullable=False),
        sa.Column("without_case", sa.Integer(), nullable=False),
        sa.Column("without_case_amount", sa.Numeric(20, 2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting_month")),
    )
    op.create_index(
        "uq_posting_month",
        "posting_month",
        ["month", "account", "team_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.execute(FILL)
    op.execute(GRANTS)
