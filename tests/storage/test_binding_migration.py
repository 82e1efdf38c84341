"""A store from before bindings were kept: what its names settled without doubt stays where it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import URL, create_engine, text

from storage.migrate import upgrade

BEFORE = "0013"
PLACES = """
INSERT INTO conversation (conversation_id, kind, channel_id, service_url, teams_team_id, teams_team_name, team_id,
                          installed_at, removed_at)
VALUES
  ('old', 'channel', 'msteams', 'https://x', '19:nord', 'team NORD ', NULL, '2026-01-01', NULL),
  ('new', 'channel', 'msteams', 'https://x', '19:nord', 'Team Nord', NULL, '2026-02-01', NULL),
  ('gone', 'channel', 'msteams', 'https://x', '19:gone', 'Team Nord', NULL, '2026-03-01', '2026-04-01'),
  ('twin a', 'channel', 'msteams', 'https://x', '19:a', 'Distrikt 1', NULL, '2026-01-01', NULL),
  ('twin b', 'channel', 'msteams', 'https://x', '19:b', 'distrikt 1', NULL, '2026-01-01', NULL),
  ('by hand', 'channel', 'msteams', 'https://x', '19:c', 'Familien', 3, '2026-01-01', NULL),
  ('by name', 'channel', 'msteams', 'https://x', '19:d', 'Distrikt 2', NULL, '2026-01-01', NULL),
  ('once by hand', 'channel', 'msteams', 'https://x', '19:e', 'Gammel', 3, '2025-01-01', '2025-06-01'),
  ('Æ', 'channel', 'msteams', 'https://x', '19:f', 'ÆRØ', NULL, '2026-01-01', NULL)
"""


@pytest.fixture
def old_store(server: URL) -> Iterator[URL]:
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE before_bindings"))
    url = server.set(database="before_bindings")
    upgrade(url, BEFORE)
    yield url
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE before_bindings WITH (FORCE)"))
    admin.dispose()


def test_names_that_settled_a_channel_without_doubt_become_bindings(old_store: URL) -> None:
    engine = create_engine(old_store)
    with engine.begin() as connection:
        names = "('Team Nord'), ('Distrikt 1'), ('Distrikt 2'), ('Ærø')"
        connection.execute(text(f"INSERT INTO team (name) VALUES {names}"))
        connection.execute(text(PLACES))
    upgrade(old_store)
    with engine.connect() as connection:
        tied = connection.execute(
            text("SELECT t.name, c.conversation_id FROM team t JOIN conversation c ON c.team_id = t.id")
        )
        bound = {row.name: row.conversation_id for row in tied}
        kept = connection.scalar(text("SELECT count(*) FROM binding WHERE staff_id IS NULL"))
        gone = connection.scalars(text("SELECT conversation_id FROM conversation WHERE gone = '{uninstalled}'")).all()
    engine.dispose()
    assert bound == {"Team Nord": "new", "Distrikt 2": "by hand", "Ærø": "Æ"}
    assert kept == 3
    assert sorted(gone) == ["gone", "once by hand"]
