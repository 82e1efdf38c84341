"""What a message says, as a fingerprint, so that an edit is answered anew only where it changed the words."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("words", sa.Text()))
    op.add_column("inbox", sa.Column("edits", sa.Integer(), server_default=sa.text("0"), nullable=False))
