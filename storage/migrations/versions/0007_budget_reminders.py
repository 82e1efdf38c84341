"""Schedules that are checked each working day, or are ready before a day of the month, and a limit to tell from."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schedule", sa.Column("daily", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("schedule", sa.Column("limit_pct", sa.Numeric(5, 2), nullable=True))
    op.drop_constraint(op.f("ck_schedule_monthly"), "schedule")
    op.create_check_constraint(
        op.f("ck_schedule_monthly"), "schedule", "monthly ~ '^(first|last|(before )?([1-9]|[12][0-9]|3[01]))$'"
    )
    op.create_check_constraint(op.f("ck_schedule_daily"), "schedule", "NOT daily OR monthly IS NULL")
    op.create_check_constraint(op.f("ck_schedule_limit_pct"), "schedule", "limit_pct > 0")
