"""`indsatser`: the grants, each with a measure, its cost and its length."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, Numeric, SmallInteger, Text, select

from storage.imports.amounts import price, quantity
from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.kinds.accounts import ALIASES, unknown_account
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import Vocabulary, date, plain_text, reference, whole
from storage.rules.faults import Fault, Wrong
from storage.rules.money.units import PriceUnit
from storage.schema import Case, Grant

GRANT = table_of(Grant)
CASE = table_of(Case)
KEY = ("number",)
STEPS = 7
FIELDS = (
    "number",
    "measure",
    "paragraph",
    "step",
    "supplier",
    "performer",
    "unit",
    "unit_price",
    "quantity",
    "start",
    "stop",
    "account",
)

UNITS = Vocabulary("enhed", {unit.value: unit.value for unit in PriceUnit})
PERFORMERS = Vocabulary("udfører", {word: word for word in ("intern", "ekstern")})


async def merge_grants(staged: Staged) -> Merged:
    table = staged.table
    given: list[ColumnElement[Any]] = [table.c[name] for name in FIELDS if staged.has(name)]
    rows = select(CASE.c.id.label("case_id"), *given).join_from(table, CASE, CASE.c.number == table.c.case_number)
    return await merge(staged.session, GRANT, KEY, rows)


async def stop_before_start(staged: Staged) -> list[Finding]:
    """Grants that stop before they start, also where the export has no such column and the store has the stop."""
    table = staged.table
    stop = table.c.stop if staged.has("stop") else GRANT.c.stop
    rows = select(table.c.line, stop).outerjoin_from(table, GRANT, GRANT.c.number == table.c.number)
    found = await staged.session.execute(rows.where(stop < table.c.start))
    return [Finding(line, "slut", f"{day:%d-%m-%Y}", Fault(Wrong.GRANT_STOPS_FIRST)) for line, day in found]


async def retire_grants(staged: Staged) -> Retired:
    """Delete the grants the export no longer holds; what was posted on them keeps its case."""
    uncertain = GRANT.c.number.in_(staged.held)
    return Retired(await delete_missing(staged.session, GRANT, KEY, staged.table, uncertain))


KIND = ExportKind(
    name="indsatser",
    columns=(
        ExportColumn(
            "bevillingsnr",
            reference,
            {"number": Text()},
            required=True,
            key=True,
            aliases=("bevillingsnummer", "bevilling"),
        ),
        ExportColumn("sagsnr", reference, {"case_number": Text()}, required=True, aliases=("sagsnummer",)),
        ExportColumn("indsats", plain_text, {"measure": Text()}, required=True),
        ExportColumn("paragraf", plain_text, {"paragraph": Text()}),
        ExportColumn("trin", whole(1, STEPS), {"step": SmallInteger()}, aliases=("indsatstrin",)),
        ExportColumn("leverandør", plain_text, {"supplier": Text()}),
        ExportColumn("udfører", PERFORMERS, {"performer": Text()}),
        ExportColumn("enhed", UNITS, {"unit": Text()}, required=True),
        ExportColumn("enhedspris", price, {"unit_price": Numeric(14, 2)}, required=True, aliases=("pris",)),
        ExportColumn("antal", quantity, {"quantity": Numeric(12, 4)}, blank=1),
        ExportColumn("start", date, {"start": Date()}, required=True, aliases=("startdato",)),
        ExportColumn("slut", date, {"stop": Date()}, aliases=("slutdato",)),
        ExportColumn("konto", reference, {"account": Text()}, required=True, aliases=ALIASES),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "case_number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
        unknown_account(),
        stop_before_start,
    ),
    merge=merge_grants,
    retire=retire_grants,
    refers_to=("sager", "konti"),
    touches=("case_grant",),
)
