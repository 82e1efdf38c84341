"""Monthly schedules, deliveries to one person, and the daily snapshot of what cannot be recomputed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot TO sagspuls_service;
GRANT SELECT ON snapshot TO sagspuls_asker;
"""


def upgrade() -> None:
    op.add_column("schedule", sa.Column("monthly", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_schedule_monthly"), "schedule", "monthly ~ '^(first|last|[1-9]|[12][0-9]|3[01])$'"
    )
    op.add_column("delivery", sa.Column("staff_id", sa.Text(), nullable=True))
    op.add_column("delivery", sa.Column("reach", sa.Text(), nullable=True))
    op.create_foreign_key(op.f("fk_delivery_staff_id"), "delivery", "staff", ["staff_id"], ["id"])
    op.create_table(
        "snapshot",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("case_type", sa.Text(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("open_cases", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Integer(), nullable=False),
        sa.Column("red", sa.Integer(), nullable=False),
        sa.Column("yellow", sa.Integer(), nullable=False),
        sa.Column("green", sa.Integer(), nullable=False),
        sa.Column("undated", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_snapshot_team_id")),
        sa.PrimaryKeyConstraint("day", "team_id", "case_type", "protected", name=op.f("pk_snapshot")),
    )
    op.execute(GRANTS)
