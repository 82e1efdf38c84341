"""The record of imports: runs, their files, and the rows left out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class ImportRun(Base):
    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    run_by: Mapped[str]
    outcome: Mapped[str]
    """done | refused."""
    problems: Mapped[int] = mapped_column(server_default=text("0"))


class ImportFile(Base):
    __tablename__ = "import_file"

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    rows_read: Mapped[int]
    rows_new: Mapped[int]
    rows_changed: Mapped[int]
    rows_rejected: Mapped[int]
    rows_retired: Mapped[int]
    """Rows closed, retired or deleted by --replace."""


class RejectedRow(Base):
    """A row left out by --skip-bad-rows, kept as a data problem, or a problem that stopped a refused run.

    Never holds a CPR.
    """

    __tablename__ = "rejected_row"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"), index=True)
    file: Mapped[str]
    line: Mapped[int]
    """0: the whole file."""
    column: Mapped[str | None] = mapped_column("column_name")
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """What is wrong (storage.rules.faults): a code, its values and the cell's text."""
    problem: Mapped[str | None]
    """The sentence in a row from before faults were kept, in place of them."""
