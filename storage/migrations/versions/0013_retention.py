"""How long things are kept: a door for the oldest lines of the access log, and what stays of cases that are erased.

The log stays append-only for everybody, the tables' owner included. Its one door is `forget_access_log`: it takes lines
from the old end alone, none younger than a year whatever is asked for, and the deletion leaves a line of its own. Each of
these rules is a trigger, so that it holds for whoever gets as far as a DELETE.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


LOG = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('sagspuls.forgetting', true) = 'yes' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the access log is append-only';
END $$;

CREATE FUNCTION keep_a_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.at > clock_timestamp() - interval '1 year' THEN
    RAISE EXCEPTION 'the access log is append-only: a line is kept for a year at least';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER access_log_keep_a_year BEFORE DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION keep_a_year();

CREATE FUNCTION note_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lines bigint;
  earliest timestamptz;
  latest timestamptz;
BEGIN
  SELECT count(*), min(at), max(at) INTO lines, earliest, latest FROM gone;
  IF lines = 0 THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM access_log WHERE at < latest) THEN
    RAISE EXCEPTION 'the access log is append-only: lines go from its old end, and none before another older one';
  END IF;
  INSERT INTO access_log (at, question, place, outcome, note)
  VALUES (clock_timestamp(), 'retention', 'system', 'answered',
          format('log lines deleted: %s, of %s to %s', lines, (earliest AT TIME ZONE 'UTC')::date,
                 (latest AT TIME ZONE 'UTC')::date));
  RETURN NULL;
END $$;
CREATE TRIGGER access_log_note_forgotten AFTER DELETE ON access_log REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION note_forgotten();

CREATE FUNCTION forget_access_log(before timestamptz, most integer) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  lines bigint;
BEGIN
  PERFORM set_config('sagspuls.forgetting', 'yes', true);
  DELETE FROM access_log WHERE at <= (
    SELECT max(at) FROM (SELECT at FROM access_log WHERE at < before ORDER BY at LIMIT most) oldest
  );
  GET DIAGNOSTICS lines = ROW_COUNT;
  PERFORM set_config('sagspuls.forgetting', '', true);
  RETURN lines;
END $$;
REVOKE EXECUTE ON FUNCTION forget_access_log(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_access_log(timestamptz, integer) TO sagspuls_service;
"""

GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON erased_case, erased_grant, kept_grant_delta TO sagspuls_service;
"""


def upgrade() -> None:
    op.add_column("access_log", sa.Column("note", sa.Text(), nullable=True))
    op.execute(LOG)
    op.create_table(
        "erased_case",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason IN ('forgotten', 'closed')", name=op.f("ck_erased_case_reason")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_erased_case")),
    )
    op.create_table(
        "erased_grant",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("case_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_hash"], ["erased_case.hash"], name=op.f("fk_erased_grant_case_hash"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_erased_grant")),
    )
    op.create_index(op.f("ix_erased_grant_case_hash"), "erased_grant", ["case_hash"], unique=False)
    op.create_table(
        "kept_grant_delta",
        sa.Column("case_hash", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pace", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(28, 6), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_hash"], ["erased_case.hash"], name=op.f("fk_kept_grant_delta_case_hash"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_hash", "day", "account", "team_id", "pace", name=op.f("pk_kept_grant_delta")),
    )
    op.add_column("posting", sa.Column("erased", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_index("ix_posting_erased", "posting", ["voucher"], postgresql_where=sa.text("erased"))
    op.create_index("ix_case_file_closed", "case_file", ["closed"], postgresql_where=sa.text("closed IS NOT NULL"))
    op.create_index("ix_delivery_written", "delivery", ["created_at"], postgresql_where=sa.text("content IS NOT NULL"))
    op.create_index("ix_inbox_answered_at", "inbox", ["answered_at"], postgresql_where=sa.text("answered_at IS NOT NULL"))
    op.execute(GRANTS)
