"""Trying whether the store takes what a turn writes, without leaving anything in it. No case data, so no Scope."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

UNDONE = "SP001"
"""The error by which the trial's rows are taken back; no code of PostgreSQL's own."""

# A block with a handler is a subtransaction: its error takes back the rows and the roles. The transaction around it
# has written then, and its commit is as real as a turn's.
# Ids are given, and negative, so that the log's own numbers keep running without gaps.
_TRIAL = text(f"""
DO $$
BEGIN
  PERFORM set_config('role', 'sagspuls_service', true), set_config('lock_timeout', '1000', true);
  INSERT INTO inbox (conversation_id, activity_id, received_at)
  VALUES ('sagspuls.trial', gen_random_uuid()::text, clock_timestamp());
  PERFORM set_config('role', 'sagspuls_asker', true);
  INSERT INTO access_log (id, at, question, place, outcome)
  VALUES (-1 - floor(random() * 1e18)::bigint, clock_timestamp(), 'help', 'personal', 'answered');
  RAISE EXCEPTION USING ERRCODE = '{UNDONE}';
EXCEPTION WHEN SQLSTATE '{UNDONE}' THEN
END $$
""")  # noqa: S608  # nothing of anybody's is in it


async def write_as_a_turn_does(session: AsyncSession) -> None:
    """Keep an activity as the service and log a look-up as an asker, and take both back; raises what the database does.

    One statement, by the login, that commits by itself (`Store.looking`).
    """
    await session.execute(_TRIAL)
