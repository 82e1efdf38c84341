"""How the demo's exports are written down: semicolons, a header, dates as dd-mm-yyyy."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any


@cache
def date_cell(day: dt.date | None) -> str:
    """dd-mm-yyyy, blank for None."""
    return day.strftime("%d-%m-%Y") if day else ""


@contextmanager
def table(path: Path, header: Iterable[str], *, encoding: str = "utf-8", line_end: str = "\n") -> Iterator[Any]:
    """A semicolon-separated file with its header written; yields the csv writer (a type the csv module hides)."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator=line_end)
        writer.writerow(header)
        yield writer


def kroner_cell(oere: int) -> str:
    """1.234,50, with the minus behind the figure as ledgers write it."""
    kroner, rest = divmod(abs(oere), 100)
    whole = f"{kroner:,}".replace(",", ".")
    return f"{whole},{rest:02d}{'-' if oere < 0 else ''}"
