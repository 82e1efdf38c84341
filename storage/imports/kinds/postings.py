"""`posteringer`: the ledger, each line with the case it can be tied to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    LargeBinary,
    Numeric,
    Select,
    Text,
    and_,
    extract,
    func,
    literal,
    or_,
    select,
)

from storage.imports.amounts import kroner
from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Keyed, Merged, Retired, Staged
from storage.imports.kinds.accounts import ALIASES
from storage.imports.kinds.budget import FIRST_YEAR, LAST_YEAR
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.report import OtherYear
from storage.imports.values import BadCellError, CellReader, Values, cpr_number, date, plain_text, reference
from storage.rules import cpr
from storage.rules.faults import Wrong
from storage.rules.money.units import whole_year
from storage.schema import Case, Grant, Posting, Team

POSTING = table_of(Posting)
CASE = table_of(Case)
GRANT = table_of(Grant)
TEAM = table_of(Team)
KEY = ("voucher", "line")
LINES_NAMED = 10


async def merge_postings(staged: Staged) -> Merged:
    return await merge(staged.session, POSTING, KEY, _rows(staged))


def _rows(staged: Staged) -> Select[Any]:
    """The staged lines as rows of `posting`."""
    table = staged.table
    given: list[ColumnElement[Any]] = [
        table.c[name] for name in ("voucher", "day", "account", "grant_number", "amount") if staged.has(name)
    ]
    given.append(_sub_line(staged))
    rows: FromClause = table
    if staged.has("team"):
        rows = rows.outerjoin(TEAM, TEAM.c.name == table.c.team)
        given.append(TEAM.c.id.label("team_id"))
    found: list[ColumnElement[Any]] = []
    if staged.has("case_number"):
        rows = rows.outerjoin(CASE, CASE.c.number == table.c.case_number)
        found.append(CASE.c.id)
    if staged.has("grant_number"):
        rows = rows.outerjoin(GRANT, GRANT.c.number == table.c.grant_number)
        found.append(GRANT.c.case_id)
    if staged.has("cpr_hash"):
        found.append(_only_open_case_of(table.c.cpr_hash, table.c.day))
    if found:
        given.append(func.coalesce(*found).label("case_id"))
    return select(*given).select_from(rows)


def _sub_line(staged: Staged) -> ColumnElement[str]:
    """The line of the voucher; empty for none, also where the file lacks the column."""
    return staged.table.c.sub_line.label("line") if staged.has("sub_line") else literal("").label("line")


def _only_open_case_of(cpr_hash: ColumnElement[bytes], day: ColumnElement[dt.date]) -> ColumnElement[int | None]:
    """The case of the CPR number that is open on the day; None where there is none or more than one."""
    theirs = CASE.alias("theirs")
    open_then = and_(theirs.c.opened <= day, or_(theirs.c.closed.is_(None), theirs.c.closed > day))
    only = select(func.min(theirs.c.id)).where(theirs.c.cpr_hash == cpr_hash, open_then).having(func.count() == 1)
    return only.scalar_subquery()


async def of_other_years(staged: Staged) -> list[OtherYear]:
    """Postings dated in another year than the import's: they count in that year, unless the date is mistyped."""
    table = staged.table
    year = extract("year", table.c.day)
    other = ~table.c.day.between(*whole_year(staged.today.year))
    counts = await staged.session.execute(select(year, func.count()).where(other).group_by(year).order_by(year))
    return [OtherYear(int(number), count, await _lines_of(staged, int(number))) for number, count in counts.all()]


async def _lines_of(staged: Staged, year: int) -> tuple[int, ...]:
    """The first lines dated in a year: a ledger of several years may have a million."""
    table = staged.table
    lines = select(table.c.line).where(table.c.day.between(*whole_year(year))).order_by(table.c.line)
    return tuple(await staged.session.scalars(lines.limit(LINES_NAMED)))


async def retire_postings(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except of vouchers that have a bad row in it."""
    uncertain = POSTING.c.voucher.in_(staged.held)
    held = select(staged.table.c.voucher, _sub_line(staged)).subquery()
    return Retired(await delete_missing(staged.session, POSTING, KEY, held, uncertain))


def _cpr(key: bytes) -> CellReader:
    """The keyed hash, by which the case is found; not even that is kept with the posting."""

    def read(text: str) -> Values:
        return (cpr.keyed_hash(cpr_number(text), key),)

    return read


def _posting_day(text: str) -> Values:
    (day,) = date(text)
    if isinstance(day, dt.date) and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadCellError(Wrong.DATE_BETWEEN, first=FIRST_YEAR, last=LAST_YEAR)
    return (day,)


KIND = ExportKind(
    name="posteringer",
    columns=(
        ExportColumn(
            "bilagsnr",
            reference,
            {"voucher": Text()},
            required=True,
            key=True,
            aliases=("bilagsnummer", "bilag"),
        ),
        # `line` is the line of the file.
        ExportColumn("linje", reference, {"sub_line": Text()}, key=True, blank="", aliases=("linjenr", "bilagslinje")),
        ExportColumn(
            "dato", _posting_day, {"day": Date()}, required=True, aliases=("posteringsdato", "bogføringsdato")
        ),
        ExportColumn("konto", reference, {"account": Text()}, required=True, aliases=ALIASES),
        ExportColumn("team", plain_text, {"team": Text()}),
        ExportColumn("sagsnr", reference, {"case_number": Text()}, aliases=("sagsnummer",)),
        ExportColumn(
            "cpr",
            Keyed(_cpr),
            {"cpr_hash": LargeBinary()},
            secret=True,
            aliases=("cprnr", "cpr-nummer", "personnummer"),
        ),
        ExportColumn("bevillingsnr", reference, {"grant_number": Text()}, aliases=("bevillingsnummer", "bevilling")),
        ExportColumn("beløb", kroner, {"amount": Numeric(14, 2)}, required=True),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "case_number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
        unknown("team", "team", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM),
    ),
    merge=merge_postings,
    retire=retire_postings,
    notes=of_other_years,
    never_stored=("tekst",),
    refers_to=("sager", "teams"),
    touches=("posting",),
)
