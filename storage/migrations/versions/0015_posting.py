"""Who holds an activity of the inbox, and whether its answer may have gone out: it is never posted twice."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("claimed_by", sa.Uuid(), nullable=True))
    op.add_column("inbox", sa.Column("posting_since", sa.DateTime(timezone=True), nullable=True))
