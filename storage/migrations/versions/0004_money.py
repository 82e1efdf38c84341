"""Money: accounts, the budget, grants and postings, what is worked out from them, and the forecasts kept."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


TABLES = "account, case_grant, posting, budget_line, posting_day, grant_delta, forecast_kept"
GRANTS = f"""
GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLES} TO sagspuls_service;
GRANT SELECT ON {TABLES} TO sagspuls_asker;
"""


def kroner(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Numeric(14, 2), nullable=nullable)


def total(name: str) -> sa.Column:
    return sa.Column(name, sa.Numeric(20, 2), nullable=False)


def upgrade() -> None:
    accounts_and_budget()
    grants()
    postings()
    worked_out()
    forecasts()
    op.execute(GRANTS)


def accounts_and_budget() -> None:
    op.create_table(
        "account",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_account")),
    )
    op.create_table(
        "budget_line",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        kroner("adopted"),
        kroner("corrected", nullable=True),
        sa.CheckConstraint("month BETWEEN 0 AND 12", name=op.f("ck_budget_line_month")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_budget_line_team_id")),
        sa.PrimaryKeyConstraint("year", "account", "team_id", "month", name=op.f("pk_budget_line")),
    )
    op.create_index(op.f("ix_budget_line_team_id"), "budget_line", ["team_id"], unique=False)


def grants() -> None:
    op.create_table(
        "case_grant",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=True),
        sa.Column("step", sa.SmallInteger(), nullable=True),
        sa.Column("supplier", sa.Text(), nullable=True),
        sa.Column("performer", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        kroner("unit_price"),
        sa.Column("quantity", sa.Numeric(12, 4), server_default=sa.text("1"), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("stop", sa.Date(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.CheckConstraint("unit IN ('døgn', 'uge', 'måned', 'time', 'gang')", name=op.f("ck_case_grant_unit")),
        sa.CheckConstraint("performer IN ('intern', 'ekstern')", name=op.f("ck_case_grant_performer")),
        sa.CheckConstraint("step BETWEEN 1 AND 7", name=op.f("ck_case_grant_step")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_case_grant_unit_price")),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_case_grant_quantity")),
        sa.CheckConstraint("stop >= start", name=op.f("ck_case_grant_stop_after_start")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_case_grant_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_grant")),
        sa.UniqueConstraint("number", name=op.f("uq_case_grant_number")),
    )
    op.create_index(op.f("ix_case_grant_case_id"), "case_grant", ["case_id"], unique=False)


def postings() -> None:
    op.create_table(
        "posting",
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("grant_number", sa.Text(), nullable=True),
        kroner("amount"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_posting_team_id")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_posting_case_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("voucher", "line", name=op.f("pk_posting")),
    )
    op.create_index(op.f("ix_posting_day"), "posting", ["day"], unique=False)
    op.create_index(op.f("ix_posting_case_id"), "posting", ["case_id"], unique=False)


def worked_out() -> None:
    op.create_table(
        "posting_day",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        total("amount"),
        sa.Column("postings", sa.Integer(), nullable=False),
        sa.Column("without_case", sa.Integer(), nullable=False),
        total("without_case_amount"),
        total("to_date"),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting_day")),
    )
    op.create_index(
        "uq_posting_day",
        "posting_day",
        ["day", "account", "team_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_posting_day_until", "posting_day", ["until", "day"], unique=False)
    op.create_table(
        "grant_delta",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(28, 6), nullable=False),
        sa.Column("level", sa.Numeric(28, 6), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.CheckConstraint("pace IN ('day', 'week', 'month', 'once')", name=op.f("ck_grant_delta_pace")),
        sa.PrimaryKeyConstraint("day", "account", "team_id", "pace", name=op.f("pk_grant_delta")),
    )
    op.create_index("ix_grant_delta_until", "grant_delta", ["until", "day"], unique=False)


def forecasts() -> None:
    op.create_table(
        "forecast_kept",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        total("budget"),
        total("spent"),
        total("committed"),
        total("forecast"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast_kept")),
    )
    op.create_index(
        "uq_forecast_kept",
        "forecast_kept",
        ["day", "account", "team_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
