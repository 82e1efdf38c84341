"""What people typed that was not understood, masked, so that an admin can teach it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


GRANTS = """
GRANT SELECT, INSERT, DELETE ON miss TO sagspuls_service;
GRANT INSERT ON miss TO sagspuls_asker;
"""


def upgrade() -> None:
    op.create_table(
        "miss",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("outcome IN ('none', 'clarify')", name=op.f("ck_miss_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_miss")),
    )
    op.create_index(op.f("ix_miss_at"), "miss", ["at"], unique=False)
    op.execute(GRANTS)
