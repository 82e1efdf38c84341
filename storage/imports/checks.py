"""Checks that need the other rows of a file or the store: set-wise, each one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.imports.kind import Check, Finding, Staged
from storage.rules.faults import Fault, Wrong


def unknown(
    column: str, field: str, target: InstrumentedAttribute[Any], *, kind: str, wrong: Wrong, many: bool = False
) -> Check:
    """Rows whose field names nothing that `target` holds; with `many` the field is a list of names."""

    async def check(staged: Staged) -> list[Finding]:
        if not staged.has(field):
            return []
        table = staged.table
        named: Select[Any] = select(
            table.c.line, (func.unnest(table.c[field]) if many else table.c[field]).label("name")
        )
        rows = named.subquery()
        missing = select(rows.c.line, rows.c.name).where(
            rows.c.name.is_not(None), ~exists().where(target == rows.c.name)
        )
        found = await staged.session.execute(missing)
        return [Finding(line, column, name, Fault(wrong), refers_to=kind) for line, name in found]

    return check


async def conflicting_repeats(staged: Staged) -> list[Finding]:
    """Rows with one key but different cells are all bad. Rows that repeat another entirely count as one row."""
    groups: dict[tuple[Any, ...], list[Sequence[Any]]] = defaultdict(list)
    keys = tuple(name for name in staged.kind.key_fields if staged.has(name))
    for row in await staged.session.execute(_repeated(staged.table, keys)):
        groups[tuple(row._mapping[name] for name in keys)].append(row)
    findings: list[Finding] = []
    extra: set[int] = set()
    for rows in groups.values():
        if all(row[1:] == rows[0][1:] for row in rows):
            extra.update(row[0] for row in rows[1:])
        else:
            findings += _conflict(staged, [row[0] for row in rows], str(rows[0]._mapping[keys[0]]))  # type: ignore[attr-defined]
    await staged.drop(extra)
    return findings


def _conflict(staged: Staged, lines: list[int], subject: str) -> list[Finding]:
    """A finding for each row that names the first other one, so that people find both."""
    columns = [column for column in staged.kind.columns if column.key and staged.has(next(iter(column.fields)))]
    key = ", ".join(column.name for column in columns)
    return [
        Finding(
            line,
            staged.kind.subject.name,
            subject,
            same_key_elsewhere(key, lines[0] if line != lines[0] else lines[1]),
        )
        for line in lines
    ]


def same_key_elsewhere(key: str, line: int) -> Fault:
    """The fault of a row whose key (its columns) stands on another line too, with other cells."""
    return Fault(Wrong.REPEATED, {"key": key, "line": line})


def _repeated(table: Table, keys: tuple[str, ...]) -> Select[Any]:
    """Every row (line first) whose key stands more than once."""
    twice = (
        select(*(table.c[name] for name in keys)).group_by(*(table.c[name] for name in keys)).having(func.count() > 1)
    )
    found = twice.subquery()
    return select(table).join(found, same_key(table, found, keys)).order_by(table.c.line)


def same_key(left: Any, right: Any, keys: tuple[str, ...]) -> ColumnElement[bool]:
    """Equal keys. The first field is never blank and is compared plainly: only that lets PostgreSQL hash the join."""
    first, *others = keys
    return and_(left.c[first] == right.c[first], *(left.c[name].is_not_distinct_from(right.c[name]) for name in others))
