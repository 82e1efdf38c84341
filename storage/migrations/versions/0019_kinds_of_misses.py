"""Why a text was kept, and how it was read: also an answer that left a word out is a miss."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_miss_outcome"), "miss", type_="check")
    op.alter_column("miss", "outcome", new_column_name="kind")
    op.create_check_constraint(op.f("ck_miss_kind"), "miss", "kind IN ('none', 'clarify', 'unread', 'asked_again')")
    op.add_column("miss", sa.Column("reading", sa.Text(), nullable=True))
