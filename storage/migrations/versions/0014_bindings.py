"""Which channel is whose becomes a stored row: until now the name of its Team was compared at every send.

What a name settled without doubt stays where it is, so that digests keep arriving; the rest waits for a person.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


RIGHTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON binding, notice TO sagspuls_service;
GRANT SELECT, INSERT ON binding TO sagspuls_asker;
GRANT SELECT ON notice TO sagspuls_asker;
GRANT UPDATE (settled_at, answer) ON notice TO sagspuls_asker;
GRANT UPDATE (confirmed_at, confirmed_by) ON conversation TO sagspuls_asker;

ALTER TABLE binding ENABLE ROW LEVEL SECURITY;
CREATE POLICY service ON binding TO sagspuls_service USING (true);
CREATE POLICY asker ON binding FOR SELECT TO sagspuls_asker USING ((SELECT asker_is('admin')));
CREATE POLICY asker_binds ON binding FOR INSERT TO sagspuls_asker WITH CHECK (
  staff_id = (SELECT asker())
  AND ((SELECT asker_is('admin')) OR team_id IS NULL OR team_id IN (SELECT asker_leads()))
);
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY service ON notice TO sagspuls_service USING (true);
CREATE POLICY asker ON notice TO sagspuls_asker USING ((SELECT asker_is('admin')));

-- Everybody known may learn which channel is whose; only administrators and the leader of the team change it.
DROP POLICY asker ON conversation;
CREATE POLICY asker ON conversation FOR SELECT TO sagspuls_asker USING (
  (kind <> 'personal' AND (SELECT asker()) IS NOT NULL) OR staff_id = (SELECT asker()) OR (SELECT asker_is('admin'))
);
CREATE POLICY asker_binds ON conversation FOR UPDATE TO sagspuls_asker USING (
  (SELECT asker_is('admin'))
  OR (kind <> 'personal' AND team_id IS NULL AND EXISTS (SELECT FROM asker_leads()))
  OR team_id IN (SELECT asker_leads())
);
"""


def upgrade() -> None:
    _columns()
    _tables()
    op.execute(RIGHTS)
    _bind_by_name(op.get_bind())


def _columns() -> None:
    for name in ("teams_channel_name", "channel_type", "confirmed_by"):
        op.add_column("conversation", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("conversation", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    gone = sa.Column("gone", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)
    op.add_column("conversation", gone)
    op.execute("UPDATE conversation SET gone = '{uninstalled}' WHERE removed_at IS NOT NULL")
    op.create_foreign_key(op.f("fk_conversation_confirmed_by"), "conversation", "staff", ["confirmed_by"], ["id"])
    known = "channel_type IN ('standard', 'private', 'shared')"
    op.create_check_constraint(op.f("ck_conversation_channel_type"), "conversation", known)
    op.execute("""
      UPDATE conversation SET team_id = NULL WHERE id NOT IN (
        SELECT DISTINCT ON (team_id) id FROM conversation WHERE team_id IS NOT NULL
        ORDER BY team_id, removed_at IS NOT NULL, installed_at DESC, id
      )
    """)
    op.drop_index(op.f("ix_conversation_team_id"), table_name="conversation")
    one_channel = sa.text("team_id IS NOT NULL")
    op.create_index("uq_conversation_team_id", "conversation", ["team_id"], unique=True, postgresql_where=one_channel)


def _tables() -> None:
    op.create_table(
        "binding",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_binding_conversation_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_binding_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding")),
    )
    op.create_index(op.f("ix_binding_team_id"), "binding", ["team_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("former_name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('renamed', 'second', 'private', 'shared', 'no_channel')", name=op.f("ck_notice_kind")
        ),
        sa.CheckConstraint("answer IN ('yes', 'no')", name=op.f("ck_notice_answer")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_notice_conversation_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_notice_team_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_notice_run_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_cause"), "notice", ["cause"], unique=False)
    is_open = sa.text("settled_at IS NULL")
    op.create_index("uq_notice_open", "notice", ["cause"], unique=True, postgresql_where=is_open)


def _bind_by_name(connection: sa.Connection) -> None:
    """Each team without a channel of its own gets the one its name meant, where a single Team bears that name.

    Compared here and not in SQL: PostgreSQL's `lower` leaves Æ, Ø and Å alone under the C locale.
    """
    connection.execute(
        sa.text("INSERT INTO binding (at, conversation_id, team_id) SELECT now(), id, team_id FROM conversation"
                " WHERE team_id IS NOT NULL")
    )
    free = sa.text("SELECT id, name FROM team WHERE id NOT IN (SELECT team_id FROM binding)")
    teams = connection.execute(free).all()
    places = connection.execute(
        sa.text("SELECT id, teams_team_id, teams_team_name AS name FROM conversation WHERE kind = 'channel'"
                " AND removed_at IS NULL AND team_id IS NULL ORDER BY installed_at DESC, id")
    ).all()
    for team in teams:
        namesakes = _alike(teams, team.name)
        meant = _alike(places, team.name)
        if len(namesakes) == 1 and meant and len({place.teams_team_id or place.id for place in meant}) == 1:
            given = {"team": team.id, "place": meant[0].id}
            connection.execute(sa.text("UPDATE conversation SET team_id = :team WHERE id = :place"), given)
            connection.execute(
                sa.text("INSERT INTO binding (at, conversation_id, team_id) VALUES (now(), :place, :team)"), given
            )


def _alike(rows: Iterable[Any], name: str) -> list[Any]:
    return [row for row in rows if (row.name or "").strip().casefold() == name.strip().casefold()]
