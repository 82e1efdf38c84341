"""Recovery: action plans, milestones with what they count, complaints and the answers of management audits."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


TABLES = (
    "plan_action, milestone, milestone_team, milestone_target, milestone_figure, milestone_step, complaint, audit_answer"
)
GRANTS = f"""
GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLES} TO sagspuls_service;
GRANT SELECT ON {TABLES} TO sagspuls_asker;
"""


def upgrade() -> None:
    plans()
    milestones()
    complaints_and_audits()
    op.execute(GRANTS)


def plans() -> None:
    op.create_table(
        "plan_action",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("year", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("track", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("deadline_text", sa.Text(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), server_default=sa.text("'unknown'"), nullable=False),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("finished", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
        sa.UniqueConstraint("plan", "number", "area", "year", name=op.f("uq_plan_action_plan_number_area_year")),
    )
    op.create_index(
        "uq_plan_action_without_year",
        "plan_action",
        ["plan", "number"],
        unique=True,
        postgresql_where=sa.text("year = 0"),
    )


def milestones() -> None:
    op.create_table(
        "milestone",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("case_types", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "indicator IN ('reviewed', 'restored', 'reported_done', 'lawful', 'urgent_reported_done', 'manual')",
            name=op.f("ck_milestone_indicator"),
        ),
        sa.CheckConstraint("due >= starts", name=op.f("ck_milestone_due_after_start")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_milestone")),
    )
    op.create_table(
        "milestone_team",
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone"], ["milestone.name"], name=op.f("fk_milestone_team_milestone"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_milestone_team_team_id")),
        sa.PrimaryKeyConstraint("milestone", "team_id", name=op.f("pk_milestone_team")),
    )
    op.create_index(op.f("ix_milestone_team_team_id"), "milestone_team", ["team_id"], unique=False)
    for table, counted in (("milestone_target", "target"), ("milestone_figure", "count")):
        op.create_table(
            table,
            sa.Column("milestone", sa.Text(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column(counted, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["milestone"], ["milestone.name"], name=op.f(f"fk_{table}_milestone"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("milestone", "day", name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "milestone_step",
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("covered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("milestone", "day", name=op.f("pk_milestone_step")),
    )


def complaints_and_audits() -> None:
    op.create_table(
        "complaint",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("decided", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_complaint_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_complaint_team_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_case_id"), "complaint", ["case_id"], unique=False)
    op.create_index(op.f("ix_complaint_team_id"), "complaint", ["team_id"], unique=False)
    op.create_table(
        "audit_answer",
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_audit_answer_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round", "case_id", "question", name=op.f("pk_audit_answer")),
    )
    op.create_index(op.f("ix_audit_answer_case_id"), "audit_answer", ["case_id"], unique=False)
