"""A complaint belongs to the team of its row: whoever reaches the team reads it, whichever team has its case."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# A protected case's complaints stay with those who reach the case. Of another case out of reach nobody learns more than
# that there is one: its own row, with its number, stays hidden.
COMPLAINTS = """
DROP POLICY asker ON complaint;
CREATE POLICY asker ON complaint FOR SELECT TO sagspuls_asker USING (
  case_id IN (SELECT asker_reaches())
  OR ((team_id IN (SELECT asker_teams()) OR (SELECT asker_counts_all()))
      AND (case_id IS NULL OR case_id NOT IN (SELECT protected_cases())))
);
"""


def upgrade() -> None:
    op.execute(COMPLAINTS)
