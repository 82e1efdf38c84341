"""How fast the bot posts, kept over all processes (platform.md: limits per conversation and per tenant).

The rule is that of `storage/rules/sending/pace.py`. A turn is taken or it is not: whoever has to wait takes nothing, sleeps and
asks again, so that nothing is held meanwhile and no two limits have to agree on a moment in the future.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Takes the rows' locks in one order, whoever asks, and reads the clock once it has them: one clock for all processes.
TAKE_TURN = """
CREATE FUNCTION take_turn(places text[], spans double precision[], bursts integer[]) RETURNS double precision
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  present timestamptz;
  waits double precision;
BEGIN
  INSERT INTO pace_kept SELECT p, s, to_timestamp(0) FROM unnest(places, spans) AS asked(p, s) ORDER BY p, s
  ON CONFLICT DO NOTHING;
  PERFORM FROM pace_kept JOIN unnest(places, spans) AS asked(p, s) ON place = p AND every = s
  ORDER BY place, every FOR UPDATE OF pace_kept;
  present := clock_timestamp();
  SELECT max(extract(epoch FROM full_at - present) - (burst - 1) * every) INTO waits
  FROM pace_kept JOIN unnest(places, spans, bursts) AS asked(p, s, burst) ON place = p AND every = s;
  IF waits > 0 THEN
    RETURN waits;
  END IF;
  UPDATE pace_kept SET full_at = greatest(full_at, present) + make_interval(secs => every)
  FROM unnest(places, spans) AS asked(p, s) WHERE place = p AND every = s;
  RETURN 0;
END $$;

REVOKE EXECUTE ON FUNCTION take_turn(text[], double precision[], integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_turn(text[], double precision[], integer[]) TO sagspuls_service;
"""


def upgrade() -> None:
    op.create_table(
        "pace_kept",
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("every", sa.Double, nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", "every", name="pk_pace_kept"),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_pace_kept_full_at", "pace_kept", ["full_at"])
    op.execute(TAKE_TURN)
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON pace_kept TO sagspuls_service")
