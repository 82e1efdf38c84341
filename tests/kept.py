"""What many tests begin with, filled once and put back for the next: the rows of a store and the files of its HOME."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
"""
USED = "SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid) FROM pg_sequence"


@dataclass(frozen=True)
class _Filled:
    rows: dict[str, bytes]
    """By table, as COPY writes them."""
    ids: list[tuple[str, int]]
    """The last one that each sequence gave."""
    files: dict[Path, tuple[int, bytes]]
    """By their place in HOME: rights and content."""


@dataclass(frozen=True)
class Kept:
    """The stores that tests of this worker have filled, each under a key that says what it was filled with."""

    database: psycopg.Connection[Any]
    filled: dict[Hashable, _Filled] = field(default_factory=dict)

    def keep(self, key: Hashable, home: Path | None = None) -> None:
        """Remember the store as it stands now, and its HOME where it is the test's own."""
        rows = {}
        for (table,) in self.database.execute(TABLES).fetchall():
            with self.database.cursor().copy(_copy(table, "TO STDOUT")) as out:
                read = b"".join(out)
            if read:
                rows[table] = read
        ids = [(name, last) for name, last in self.database.execute(USED).fetchall() if last is not None]
        files = {} if home is None else _files_of(home)
        self.filled[key] = _Filled(rows, ids, files)

    def put_back(self, key: Hashable, home: Path | None = None) -> bool:
        """Fill an empty store and its HOME as remembered; False where nothing has been kept yet."""
        if key not in self.filled:
            return False
        kept = self.filled[key]
        with self.database.transaction():
            self.database.execute("SET LOCAL session_replication_role = replica")  # the rows agree with each other
            for table, rows in kept.rows.items():
                with self.database.cursor().copy(_copy(table, "FROM STDIN")) as into:
                    into.write(rows)
            for name, last in kept.ids:
                self.database.execute("SELECT setval(%s::regclass, %s)", [name, last])
        for place, (mode, content) in kept.files.items():
            assert home is not None
            file = home / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            file.chmod(mode)
        return True


def _files_of(home: Path) -> dict[Path, tuple[int, bytes]]:
    files = [file for file in home.rglob("*") if file.is_file()]
    return {file.relative_to(home): (file.stat().st_mode, file.read_bytes()) for file in files}


def _copy(table: str, direction: str) -> sql.Composed:
    return sql.SQL("COPY {} {}").format(sql.Identifier(table), sql.SQL(direction))
