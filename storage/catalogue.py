"""What a database of ours consists of, one line for each thing, and how a live one differs from what migrations make.

`catalogue.txt` is what they make on an empty database; a test holds the two together. Names, columns and rights are
compared rather than the server's own rendering of an expression, which differs between PostgreSQL's versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

EXPECTED = Path(__file__).with_name("catalogue.txt")

THINGS = """
WITH ours AS (
  SELECT oid, relname, relrowsecurity, relpersistence, relacl, relowner FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
),
-- Rights of the two roles, and of everybody; what a municipality grants to roles of its own is its own affair.
holder AS (
  SELECT oid, rolname FROM pg_roles WHERE rolname IN ('sagspuls_asker', 'sagspuls_service')
  UNION ALL SELECT 0, 'everybody'
)
SELECT format('role %s%s%s', rolname, CASE WHEN rolsuper OR rolbypassrls THEN ' past row security' END,
  CASE WHEN NOT pg_has_role(session_user, oid, 'MEMBER') THEN ' not granted to the login' END)
FROM pg_roles WHERE rolname IN ('sagspuls_asker', 'sagspuls_service')
UNION ALL
SELECT format('table %s%s%s', relname, CASE relpersistence WHEN 'u' THEN ' unlogged' END,
  CASE WHEN relrowsecurity THEN ' with row security' END)
FROM ours
UNION ALL
SELECT format('column %s.%s %s%s', relname, attname, format_type(atttypid, atttypmod),
  CASE WHEN attnotnull THEN ' not null' END)
FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT format('index %s on %s (%s)%s%s%s', name.relname, ours.relname,
  (SELECT string_agg(pg_get_indexdef(indexrelid, n, true), ', ' ORDER BY n) FROM generate_series(1, indnkeyatts) AS n),
  CASE WHEN indisunique THEN ' unique' END, CASE WHEN indpred IS NOT NULL THEN ' of some rows' END,
  CASE WHEN NOT indisvalid THEN ' invalid' END)
FROM ours JOIN pg_index ON indrelid = ours.oid JOIN pg_class AS name ON name.oid = indexrelid
UNION ALL
SELECT format('constraint %s on %s (%s)%s', conname, relname,
  CASE contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' END,
  CASE WHEN NOT convalidated THEN ' not valid' END)
FROM ours JOIN pg_constraint ON conrelid = ours.oid WHERE contype IN ('c', 'f', 'p', 'u')
UNION ALL
SELECT format('policy %s on %s %s%s to %s using %s check %s', polname, relname,
  CASE polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
    ELSE 'delete' END,
  CASE WHEN NOT polpermissive THEN ' restrictive' END,
  (SELECT string_agg(coalesce(rolname, 'everybody'), ', ' ORDER BY rolname)
   FROM unnest(polroles) AS r LEFT JOIN pg_roles ON pg_roles.oid = r),
  coalesce(pg_get_expr(polqual, polrelid), '-'), coalesce(pg_get_expr(polwithcheck, polrelid), '-'))
FROM ours JOIN pg_policy ON polrelid = ours.oid
UNION ALL
SELECT format('right to %s %s for %s', lower(privilege_type), relname, rolname)
FROM ours, aclexplode(coalesce(relacl, acldefault('r', relowner))) JOIN holder ON holder.oid = grantee
WHERE privilege_type <> 'MAINTAIN'
UNION ALL
SELECT format('right to %s %s.%s for %s', lower(privilege_type), relname, attname, rolname)
FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attacl IS NOT NULL,
  aclexplode(attacl) JOIN holder ON holder.oid = grantee
UNION ALL
SELECT format('trigger %s on %s%s', tgname, relname, CASE tgenabled WHEN 'D' THEN ' disabled' END)
FROM ours JOIN pg_trigger ON tgrelid = ours.oid WHERE NOT tgisinternal
UNION ALL
SELECT format('function %s%s body %s', f.oid::regprocedure, CASE WHEN prosecdef THEN ' as its owner' END, md5(prosrc))
FROM pg_proc AS f WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
UNION ALL
SELECT format('right to execute %s for %s', f.oid::regprocedure, rolname)
FROM pg_proc AS f, aclexplode(coalesce(proacl, acldefault('f', proowner))) JOIN holder ON holder.oid = grantee
WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
"""

_POLICY = re.compile(r"(?P<head>policy .*? to .*?) using (?P<using>.*) check (?P<check>.*)", re.DOTALL)
_OF_TABLE = re.compile(
    r"(?:(?:table|column) |(?:index|constraint|policy|trigger) \S+ on |right to (?!execute )\w+ )(?P<table>\w+)"
)
_WORD = re.compile(r"[A-Za-z_]\w*|'[^']*'|<>|=|&&")
_RENDERED = {"AS", "text"}
"""Words a server adds by itself: aliases and casts."""
_RISKY = ("policy ", "right to ", "role ", "trigger ", "function ")
"""Kinds of which one too many may let too much through; an extra column or index harms nobody."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How a live database differs: what is missing, or not as it should be, and what should not be there."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]


def expected() -> frozenset[str]:
    """What migrations make."""
    return frozenset(EXPECTED.read_text(encoding="utf-8").splitlines())


async def server(session: AsyncSession) -> tuple[str, bool]:
    """The server's version, and whether the login passes row security: as a superuser, or by a right of its own."""
    version = await session.scalar(text("SHOW server_version"))
    mighty = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user"
    return str(version), bool(await session.scalar(text(mighty)))


async def things(session: AsyncSession) -> frozenset[str]:
    """The lines of the live database."""
    rows = await session.scalars(text(THINGS))
    return frozenset(_plain(row) for row in rows)


async def drift(session: AsyncSession) -> Drift:
    """How this database differs from what migrations make; the operator's own indexes are ignored."""
    wanted, found = expected(), await things(session)
    return Drift(tuple(_without_parts(sorted(wanted - found), found)), tuple(sorted(_risky(found - wanted))))


def _without_parts(missing: list[str], found: frozenset[str]) -> Iterable[str]:
    """Without the columns, indexes, policies and rights of a table that is gone: its own line says it all."""
    there = {_table(line) for line in found if line.startswith("table ")}
    gone = {table for line in missing if line.startswith("table ") and (table := _table(line)) not in there}
    return (line for line in missing if line.startswith("table ") or _table(line) not in gone)


def _table(line: str) -> str | None:
    """The table a line is about; None where it is about none."""
    named = _OF_TABLE.match(line)
    return named["table"] if named is not None else None


def _plain(line: str) -> str:
    """A policy's conditions as the words they use: their rendering differs between PostgreSQL's versions."""
    policy = _POLICY.fullmatch(line)
    if policy is None:
        return line
    return f"{policy['head']} using {_words(policy['using'])} check {_words(policy['check'])}"


def _words(expression: str) -> str:
    found = set(_WORD.findall(expression)) - _RENDERED
    return " ".join(sorted(found)) or "-"


def _risky(lines: Iterable[str]) -> Iterable[str]:
    return (line for line in lines if line.startswith(_RISKY) or line.endswith(" invalid"))
