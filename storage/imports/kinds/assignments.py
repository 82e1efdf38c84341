"""`rådgiverskift`: who took a case over and when."""

from __future__ import annotations

from sqlalchemy import Date, Text, and_, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import date, reference
from storage.rules.faults import Fault, Wrong
from storage.schema import Assignment, Case, Staff

ASSIGNMENT = table_of(Assignment)
CASE = table_of(Case)
KEY = ("case_id", "since")


async def merge_assignments(staged: Staged) -> Merged:
    table = staged.table
    given = [table.c[name] for name in ("since", "staff_id", "until") if staged.has(name)]
    rows = select(CASE.c.id.label("case_id"), *given).join_from(table, CASE, CASE.c.number == table.c.number)
    return await merge(staged.session, ASSIGNMENT, KEY, rows, case="case_id")


async def stop_before_start(staged: Staged) -> list[Finding]:
    """Assignments that stop before they start, also where the export has no such column and the store has the stop."""
    table = staged.table
    until = table.c.until if staged.has("until") else ASSIGNMENT.c.until
    rows = table.join(CASE, CASE.c.number == table.c.number).outerjoin(
        ASSIGNMENT, and_(ASSIGNMENT.c.case_id == CASE.c.id, ASSIGNMENT.c.since == table.c.since)
    )
    found = await staged.session.execute(select(table.c.line, until).select_from(rows).where(until < table.c.since))
    return [Finding(line, "til", f"{day:%d-%m-%Y}", Fault(Wrong.SHIFT_ENDS_FIRST)) for line, day in found]


async def retire_assignments(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except on cases that have a bad row in it."""
    table = staged.table
    held = select(CASE.c.id.label("case_id"), table.c.since).join_from(table, CASE, CASE.c.number == table.c.number)
    uncertain = ASSIGNMENT.c.case_id.in_(select(CASE.c.id).where(CASE.c.number.in_(staged.held)))
    return Retired(await delete_missing(staged.session, ASSIGNMENT, KEY, held.subquery(), uncertain, case="case_id"))


KIND = ExportKind(
    name="rådgiverskift",
    columns=(
        ExportColumn("sagsnr", reference, {"number": Text()}, required=True, key=True, aliases=("sagsnummer",)),
        ExportColumn("rådgiver", reference, {"staff_id": Text()}, required=True, aliases=("sagsbehandler",)),
        ExportColumn("fra", date, {"since": Date()}, required=True, key=True),
        ExportColumn("til", date, {"until": Date()}),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
        unknown("rådgiver", "staff_id", Staff.id, kind="medarbejdere", wrong=Wrong.UNKNOWN_STAFF),
        stop_before_start,
    ),
    merge=merge_assignments,
    retire=retire_assignments,
    refers_to=("sager", "medarbejdere"),
    touches=("assignment",),
)
