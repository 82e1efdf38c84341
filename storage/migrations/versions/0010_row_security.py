"""The second wall: what an asker may read at most, whatever a query forgets to ask for (domain.md §9).

The first is `storage.rules.access.Scope`, which every query takes: exact, and of one day. This one is coarser and must
never hide what that shows: it knows no day, so a case once one's own stays within it. The service is not concerned,
it works for the whole municipality; nor the login that owns the tables, which every transaction leaves for a role
(`storage.database.Store`).

Who asks, and in which team's channel, stands in `sagspuls.asker` and `sagspuls.channel`. Nobody known sees nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


# Policies ask for these in a sub-select, so that each is read once for a statement and not for every row. Those that
# read `case_file` or `ownership` do so past their policies, which would ask for themselves without end; COST 1 keeps
# the planner from avoiding what runs just once.
RIGHTS = """
CREATE FUNCTION asker() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('sagspuls.asker', true), '')
$$;

-- The team of the channel that is asked in, 0 where it is no team's, NULL in a private chat.
CREATE FUNCTION asker_channel() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('sagspuls.channel', true), '')::integer
$$;

CREATE FUNCTION asker_is(VARIADIC any_of text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT FROM staff WHERE id = asker() AND roles && any_of)
$$;

CREATE FUNCTION asker_leads() RETURNS SETOF integer LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
  SELECT team_id FROM team_leader WHERE staff_id = asker() AND asker_is('leader')
$$;

-- In private a controller counts every case that is not protected.
CREATE FUNCTION asker_counts_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT asker_channel() IS NULL AND asker_is('controller')
$$;

-- Teams of which the asker sees what their channels show: the own one, unless they only administer, and those led;
-- in a channel none but its own, which a controller may ask about too.
CREATE FUNCTION asker_teams() RETURNS SETOF integer LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 AS $$
  SELECT team_id FROM staff
  WHERE id = asker() AND asker_is('caseworker', 'coordinator', 'leader', 'controller')
    AND coalesce(team_id = asker_channel(), true)
  UNION ALL
  SELECT team_id FROM asker_leads() AS team_id WHERE coalesce(team_id = asker_channel(), true)
  UNION ALL
  SELECT asker_channel() WHERE asker_is('controller')
$$;

-- The cases an asker reaches one by one: those of their teams that are not protected; in private all of the teams they
-- lead, and all that were ever their own.
CREATE FUNCTION asker_reaches() RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE COST 1 ROWS 1000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM case_file WHERE team_id IN (SELECT asker_teams()) AND NOT protected
  UNION ALL
  SELECT id FROM case_file WHERE team_id IN (SELECT asker_leads()) AND asker_channel() IS NULL
  UNION ALL
  SELECT case_id FROM ownership WHERE staff_id = asker() AND asker_is('caseworker') AND asker_channel() IS NULL
$$;

CREATE FUNCTION protected_cases() RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE COST 1 ROWS 1000
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM case_file WHERE protected
$$;

-- Whether a grant of that number belongs to another case than this one (NULL: none): a number that is not told must not
-- look unknown because its grant is out of sight.
CREATE FUNCTION is_anothers_grant(grant_number text, of_case bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM case_grant WHERE number = grant_number AND case_id IS DISTINCT FROM of_case)
$$;

REVOKE EXECUTE ON FUNCTION asker_reaches(), protected_cases(), is_anothers_grant(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asker_reaches(), protected_cases(), is_anothers_grant(text, bigint)
  TO sagspuls_asker, sagspuls_service;
"""

CASES = "id IN (SELECT asker_reaches()) OR (NOT protected AND (SELECT asker_counts_all()))"
OF_A_CASE = """case_id IN (SELECT asker_reaches())
  OR ((SELECT asker_counts_all()) AND case_id NOT IN (SELECT protected_cases()))"""
OF_NO_CASE = "case_id IS NULL AND (team_id IN (SELECT asker_teams()) OR (SELECT asker_counts_all()))"
OF_ANY_OR_NONE = f"{OF_A_CASE} OR ({OF_NO_CASE})"
OWN = "staff_id = (SELECT asker())"
DELIVERED = f"(SELECT asker_is('admin')) OR team_id IN (SELECT asker_leads()) OR {OWN}"
PLACES = f"(kind <> 'personal' AND (SELECT asker()) IS NOT NULL) OR {OWN} OR (SELECT asker_is('admin'))"

READ = "FOR SELECT TO sagspuls_asker USING"
ALL = "TO sagspuls_asker USING"
POLICIES = {
    "case_file": {"asker": f"{READ} ({CASES})"},
    "assignment": {"asker": f"{READ} ({OF_A_CASE})"},
    "audit_answer": {"asker": f"{READ} ({OF_A_CASE})"},
    "case_event": {"asker": f"{READ} ({OF_A_CASE})"},
    "case_grant": {"asker": f"{READ} ({OF_A_CASE})"},
    "deadline": {"asker": f"{READ} ({OF_A_CASE})"},
    "ownership": {"asker": f"{READ} ({OF_A_CASE})"},
    "unmatched_posting": {"asker": f"{READ} ({OF_A_CASE})"},
    "complaint": {"asker": f"{READ} ({OF_ANY_OR_NONE})"},
    "posting": {"asker": f"{READ} ({OF_ANY_OR_NONE})"},
    # Written by everybody about themselves, read by administrators.
    "access_log": {
        "asker_writes": "FOR INSERT TO sagspuls_asker WITH CHECK (staff_id IS NOT DISTINCT FROM (SELECT asker()))",
        "asker": f"{READ} ((SELECT asker_is('admin')))",
    },
    "dialogue": {"asker": f"{ALL} ({OWN})"},
    "conversation": {"asker": f"{ALL} ({PLACES})"},
    "delivery": {"asker": f"{ALL} ({DELIVERED})"},
    "attempt": {"asker": f"{READ} (delivery_id IN (SELECT id FROM delivery))"},
    # Names are everybody's; the language is one's own.
    "staff": {"asker": f"{READ} (true)", "asker_speaks": "FOR UPDATE TO sagspuls_asker USING (id = (SELECT asker()))"},
}

def upgrade() -> None:
    op.create_index("ix_case_file_protected", "case_file", ["id"], postgresql_where=sa.text("protected"))
    op.execute(RIGHTS)
    for table, policies in POLICIES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        for name, rule in {"service": "TO sagspuls_service USING (true)", **policies}.items():
            op.execute(f"CREATE POLICY {name} ON {table} {rule}")
