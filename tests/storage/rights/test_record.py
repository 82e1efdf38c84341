"""The record of what is kept (docs/data-protection.md) holds every table, and says of each what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jobs import housekeeping
from storage.rights import retention
from storage.rights.erasure import OF_A_CASE
from storage.schema import Base
from storage.settings import Settings

RECORD = (Path(__file__).parents[3] / "docs" / "data-protection.md").read_text(encoding="utf-8")
TABLES = Base.metadata.tables
ROW = re.compile(
    r"^\| (?P<tables>`[^|]+`) \| [^|]+ \| (?P<whose>[^|]+) \| (?P<kept>[^|]+) \| (?P<erased>[^|]+) \|$", re.MULTILINE
)
FOR_GOOD = "as long as the store"


def rows() -> list[tuple[str, str, str, str]]:
    """(table, about whom, how long kept, what erasing a case does), one for each table named."""
    part = RECORD.split("## Who sees what")[0]
    return [
        (table, found["whose"], found["kept"], found["erased"])
        for found in ROW.finditer(part)
        for table in re.findall(r"`(\w+)`", found["tables"])
    ]


WHOSE = {table: whose for table, whose, _, _ in rows()}
KEPT = {table: kept for table, _, kept, _ in rows()}
ERASED = {table: erased for table, _, _, erased in rows()}


def test_every_table_has_one_line_of_the_record() -> None:
    assert sorted(table for table, *_ in rows()) == sorted(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_that_names_a_case_or_a_member_of_staff_says_so(name: str) -> None:
    columns = TABLES[name].c
    staff = TABLES["staff"].c.id
    names_staff = any(
        column.name == "staff_id" or any(key.column is staff for key in column.foreign_keys) for column in columns
    )
    if {"case_id", "case_number", "cpr_hash", "case_hash"} & set(columns.keys()):
        assert "citizens" in WHOSE[name]
    if names_staff:
        assert "staff" in WHOSE[name]


def test_what_goes_with_a_case_is_said_to_be_deleted() -> None:
    gone = {table.name for table in OF_A_CASE} | {"case_file", "idle_grant"}
    assert {table for table, erased in ERASED.items() if erased == "deleted"} == gone


def test_every_limit_that_housekeeping_knows_stands_in_the_record() -> None:
    limits = {
        "inbox_rows": ("inbox", "SAGSPULS_INBOX_DAYS"),
        "paces": ("pace_kept", "one day"),
        "dialogue_rows": ("dialogue", "SAGSPULS_DIALOGUE_MINUTES"),
        "missed_texts": ("miss", "SAGSPULS_MISSES_DAYS"),
        "contents": ("delivery", "SAGSPULS_DELIVERIES_DAYS"),
        "findings": ("rejected_row", "90 days"),
        "places": ("conversation", "90 days"),
        "snapshots": ("snapshot", "five years"),
        "forecasts": ("forecast_kept", "five years"),
        "log_lines": ("access_log", "SAGSPULS_ACCESS_LOG_YEARS"),
        "import_runs": ("import_run", "SAGSPULS_ACCESS_LOG_YEARS"),
        "people_who_left": ("staff", "SAGSPULS_ACCESS_LOG_YEARS"),
        "closed_cases": ("case_file", "SAGSPULS_CLOSED_CASES_YEARS"),
        "decided_complaints": ("complaint", "SAGSPULS_CLOSED_CASES_YEARS"),
    }
    takes = {name for name in vars(retention) if getattr(retention, name).__class__.__name__ == "function"}
    swept = {name for name in takes if not name.startswith("_")} & set(
        housekeeping.kinds(Settings(closed_cases_years=1))
    )
    assert swept == set(limits)
    for table, limit in limits.values():
        assert limit in KEPT[table]
        assert not KEPT[table].startswith(FOR_GOOD)


@pytest.mark.parametrize(
    "name",
    ["dialogue_minutes", "misses_days", "deliveries_days", "inbox_days", "access_log_years", "closed_cases_years"],
)
def test_every_setting_of_retention_stands_in_the_record_and_in_the_readme(name: str) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    for document in (RECORD, readme):
        assert f"SAGSPULS_{name.upper()}" in document
