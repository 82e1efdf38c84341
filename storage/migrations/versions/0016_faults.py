"""What is wrong with a rejected row, as codes and values; what was kept as a sentence stays one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rejected_row", sa.Column("faults", JSONB(), server_default=sa.text("'[]'"), nullable=False))
    op.alter_column("rejected_row", "problem", existing_type=sa.Text(), nullable=True)
