"""`teams`: the municipality's teams and their caseload bands."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, Text, delete, exists, func, or_, select

from storage.imports.checks import conflicting_repeats
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.merging import merge, table_of
from storage.imports.values import plain_text, whole
from storage.rules.faults import Fault, Wrong
from storage.schema import Base, Team

TEAM = table_of(Team)
MAX_BAND = 10_000


async def merge_teams(staged: Staged) -> Merged:
    table = staged.table
    given = [table.c[name] for name in ("name", "department", "band_low", "band_high") if staged.has(name)]
    return await merge(staged.session, TEAM, ("name",), select(*given))


async def band_upside_down(staged: Staged) -> list[Finding]:
    """A band that ends below its start, also where one end stands in the store already."""
    table = staged.table
    low = table.c.band_low if staged.has("band_low") else TEAM.c.band_low
    high = table.c.band_high if staged.has("band_high") else TEAM.c.band_high
    rows = select(table.c.line, high).outerjoin(TEAM, TEAM.c.name == table.c.name).where(high < low)
    found = await staged.session.execute(rows)
    return [Finding(line, "norm_til", str(end), Fault(Wrong.BAND_UPSIDE_DOWN)) for line, end in found]


async def retire_teams(staged: Staged) -> Retired:
    """Delete the teams the export no longer holds; one that any row still names stays, and is reported."""
    held = exists().where(staged.table.c.name == TEAM.c.name)
    gone = (~held, TEAM.c.name.not_in(staged.held))
    in_use = tuple(await staged.session.scalars(select(TEAM.c.name).where(*gone, _in_use()).order_by(TEAM.c.name)))
    if in_use:
        return Retired(in_use=in_use)
    deleted = delete(TEAM).where(*gone).returning(TEAM.c.id).cte("deleted")
    return Retired(await staged.session.scalar(select(func.count()).select_from(deleted)) or 0)


def _in_use() -> ColumnElement[bool]:
    """Whether any row of any table names the team."""
    references = [
        key.parent for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.column is TEAM.c.id
    ]
    return or_(*(exists().where(reference == TEAM.c.id) for reference in references))


KIND = ExportKind(
    name="teams",
    columns=(
        ExportColumn("team", plain_text, {"name": Text()}, required=True, key=True, aliases=("teamnavn",)),
        ExportColumn("afdeling", plain_text, {"department": Text()}),
        ExportColumn("norm_fra", whole(0, MAX_BAND), {"band_low": Integer()}),
        ExportColumn("norm_til", whole(0, MAX_BAND), {"band_high": Integer()}),
    ),
    checks=(conflicting_repeats, band_upside_down),
    merge=merge_teams,
    retire=retire_teams,
    touches=("team",),
)
