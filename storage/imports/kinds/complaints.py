"""`klager`: complaints, about a case or not, and what became of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, Text, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import Vocabulary, date, plain_text, reference
from storage.rules.faults import Fault, Wrong
from storage.schema import Case, Complaint, Team

COMPLAINT = table_of(Complaint)
CASE = table_of(Case)
TEAM = table_of(Team)
KEY = ("number",)

TYPES = Vocabulary("type", {word: word for word in ("realitet", "formalitet")})
OUTCOMES = Vocabulary("udfald", {word: word for word in ("medhold", "delvis medhold", "afvist", "hjemvist")})


async def merge_complaints(staged: Staged) -> Merged:
    table = staged.table
    fields = ("number", "received", "kind", "decided", "outcome")
    given: list[ColumnElement[Any]] = [table.c[name] for name in fields if staged.has(name)]
    rows = table.join(TEAM, TEAM.c.name == table.c.team)
    if staged.has("case_number"):
        rows = rows.outerjoin(CASE, CASE.c.number == table.c.case_number)
        given.append(CASE.c.id.label("case_id"))
    every = select(*given, TEAM.c.id.label("team_id")).select_from(rows)
    return await merge(staged.session, COMPLAINT, KEY, every)


async def decided_before_received(staged: Staged) -> list[Finding]:
    """Complaints decided before receipt, also where the export has no such column and the store has the decision."""
    table = staged.table
    decided = table.c.decided if staged.has("decided") else COMPLAINT.c.decided
    rows = select(table.c.line, decided).outerjoin_from(table, COMPLAINT, COMPLAINT.c.number == table.c.number)
    found = await staged.session.execute(rows.where(decided < table.c.received))
    fault = Fault(Wrong.COMPLAINT_DECIDED_FIRST)
    return [Finding(line, "afgjort", f"{day:%d-%m-%Y}", fault) for line, day in found]


async def retire_complaints(staged: Staged) -> Retired:
    """Delete the complaints the export no longer holds."""
    uncertain = COMPLAINT.c.number.in_(staged.held)
    return Retired(await delete_missing(staged.session, COMPLAINT, KEY, staged.table, uncertain))


KIND = ExportKind(
    name="klager",
    columns=(
        ExportColumn("klagenr", reference, {"number": Text()}, required=True, key=True, aliases=("klagenummer",)),
        ExportColumn("sagsnr", reference, {"case_number": Text()}, aliases=("sagsnummer",)),
        ExportColumn("team", plain_text, {"team": Text()}, required=True),
        ExportColumn("modtaget", date, {"received": Date()}, required=True, aliases=("modtaget dato",)),
        ExportColumn("type", TYPES, {"kind": Text()}, aliases=("klagetype",)),
        ExportColumn("afgjort", date, {"decided": Date()}, aliases=("afgjort dato",)),
        ExportColumn("udfald", OUTCOMES, {"outcome": Text()}),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "case_number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
        unknown("team", "team", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM),
        decided_before_received,
    ),
    merge=merge_complaints,
    retire=retire_complaints,
    refers_to=("sager", "teams"),
    touches=("complaint",),
)
