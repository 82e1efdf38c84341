"""`sager`: the cases."""

from __future__ import annotations

from sqlalchemy import Boolean, Date, LargeBinary, SmallInteger, Text, exists, func, or_, select, update

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Keyed, Merged, Retired, Staged
from storage.imports.merging import count_of, merge, table_of
from storage.imports.values import (
    CellReader,
    Values,
    Vocabulary,
    cpr_number,
    date,
    plain_text,
    reference,
    whole,
    yes_no,
)
from storage.rules import cpr
from storage.rules.case_types import CASE_TYPES
from storage.rules.faults import Fault, Wrong
from storage.schema import Case, Staff, Team

CASE = table_of(Case)
TEAM = table_of(Team)

CASE_TYPE_WORDS = Vocabulary("sagstype", {name: name for name in CASE_TYPES})
CATEGORIES = Vocabulary("kategori", {"rød": "red", "gul": "yellow", "grøn": "green"})
AUDITS = Vocabulary("audit", {"godkendt": "approved", "yderligere tiltag": "more_action"})


async def merge_cases(staged: Staged) -> Merged:
    table = staged.table
    given = [column.label(name) for name, column in table.c.items() if name not in {"line", "team"}]
    rows = select(*given, TEAM.c.id.label("team_id")).join_from(table, TEAM, TEAM.c.name == table.c.team)
    return await merge(staged.session, CASE, ("number",), rows, case="id")


async def closed_before_opened(staged: Staged) -> list[Finding]:
    """Cases closed before they opened, also where the export has no such column and the store has the closing."""
    table = staged.table
    closed = table.c.closed if staged.has("closed") else CASE.c.closed
    rows = select(table.c.line, closed).outerjoin(CASE, CASE.c.number == table.c.number).where(closed < table.c.opened)
    found = await staged.session.execute(rows)
    return [Finding(line, "lukket", f"{day:%d-%m-%Y}", Fault(Wrong.CASE_CLOSED_FIRST)) for line, day in found]


async def retire_cases(staged: Staged) -> Retired:
    """Cases the export no longer holds are closed today (a case that opens later, on its opening day)."""
    missing = ~exists().where(staged.table.c.number == CASE.c.number)
    last_day = func.greatest(CASE.c.opened, staged.today)
    still_open = or_(CASE.c.closed.is_(None), CASE.c.closed > last_day)
    close = update(CASE).where(missing, CASE.c.number.not_in(staged.held), still_open).values(closed=last_day)
    return Retired(await count_of(staged.session, close, CASE, "id"))


def _cpr(key: bytes) -> CellReader:
    """The birth date and the keyed hash; the number itself goes no further."""

    def read(text: str) -> Values:
        number = cpr_number(text)
        return cpr.birth_date(number), cpr.keyed_hash(number, key)

    return read


KIND = ExportKind(
    name="sager",
    columns=(
        ExportColumn("sagsnr", reference, {"number": Text()}, required=True, key=True, aliases=("sagsnummer",)),
        ExportColumn(
            "cpr",
            Keyed(_cpr),
            {"birth_date": Date(), "cpr_hash": LargeBinary()},
            secret=True,
            aliases=("cprnr", "cpr-nummer", "personnummer"),
        ),
        ExportColumn("sagstype", CASE_TYPE_WORDS, {"case_type": Text()}, required=True),
        ExportColumn("team", plain_text, {"team": Text()}, required=True),
        ExportColumn("rådgiver", reference, {"caseworker_id": Text()}, aliases=("sagsbehandler",)),
        ExportColumn("oprettet", date, {"opened": Date()}, required=True, aliases=("oprettet dato", "oprettelsesdato")),
        ExportColumn("lukket", date, {"closed": Date()}, aliases=("lukket dato", "lukkedato")),
        ExportColumn("akut", yes_no, {"urgent": Boolean()}, blank=False),
        ExportColumn("beskyttet", yes_no, {"protected": Boolean()}, blank=False),
        ExportColumn("kategori", CATEGORIES, {"category": Text()}),
        ExportColumn("bekymringsgrad", whole(1, 5), {"concern": SmallInteger()}),
        ExportColumn("gennemgået", date, {"reviewed": Date()}),
        ExportColumn("genoprettet", date, {"restored": Date()}),
        ExportColumn("færdigmeldt", date, {"reported_done": Date()}),
        ExportColumn("auditeret", date, {"audited": Date()}),
        ExportColumn("audit", AUDITS, {"audit_outcome": Text()}),
    ),
    checks=(
        conflicting_repeats,
        unknown("team", "team", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM),
        unknown("rådgiver", "caseworker_id", Staff.id, kind="medarbejdere", wrong=Wrong.UNKNOWN_STAFF),
        closed_before_opened,
    ),
    merge=merge_cases,
    retire=retire_cases,
    refers_to=("teams", "medarbejdere"),
    touches=("case_file",),
)
