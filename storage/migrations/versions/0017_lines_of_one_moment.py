"""Lines of the access log that share a moment go together, or stay together."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


NOTE_FORGOTTEN = """
CREATE OR REPLACE FUNCTION note_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lines bigint;
  earliest timestamptz;
  latest timestamptz;
BEGIN
  SELECT count(*), min(at), max(at) INTO lines, earliest, latest FROM gone;
  IF lines = 0 THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM access_log WHERE at <= latest) THEN
    RAISE EXCEPTION 'the access log is append-only: lines go from its old end, and none before another older one';
  END IF;
  INSERT INTO access_log (at, question, place, outcome, note)
  VALUES (clock_timestamp(), 'retention', 'system', 'answered',
          format('log lines deleted: %s, of %s to %s', lines, (earliest AT TIME ZONE 'UTC')::date,
                 (latest AT TIME ZONE 'UTC')::date));
  RETURN NULL;
END $$;
"""


def upgrade() -> None:
    op.execute(NOTE_FORGOTTEN)
