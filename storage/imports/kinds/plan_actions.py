"""`handleplan`: the actions of the plans, and the meaning of their deadline texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column as Field
from sqlalchemy import ColumnElement, Date, Integer, MetaData, Select, Table, Text, and_, func, literal, or_, select
from sqlalchemy.schema import CreateTable

from storage.imports.checks import conflicting_repeats, same_key_elsewhere
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.rows import copy_text
from storage.imports.staging import copy_lines
from storage.imports.values import Vocabulary, date, plain_text, whole
from storage.rules.dates.cells import EARLIEST, LATEST
from storage.rules.dates.deadline_text import read_deadline_text
from storage.schema import PlanAction

ACTION = table_of(PlanAction)
KEY = ("plan", "number", "year")
KEY_WITH_YEAR = ("plan", "number", "area", "year")
GIVEN = ("theme", "track", "title", "responsible", "deadline_text", "status", "finished")

STATUSES = Vocabulary(
    "status",
    {
        "afventer": "afventer",
        "igangsat": "igangsat",
        "implementeret": "implementeret",
        "afsluttet": "implementeret",
        "ikke relevant": "ikke relevant",
    },
)

DEADLINES = Table(
    "read_deadline",
    MetaData(),
    Field("line", Integer),
    Field("starts", Date),
    Field("ends", Date),
    Field("precision", Text),
    Field("side", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""The meaning of the deadline text of each staged line."""


async def merge_actions(staged: Staged) -> Merged:
    """Merge the actions. With a year, area and year are part of the key; without one, a new area is a plain change."""
    if staged.has("deadline_text"):
        await _read_deadlines(staged)
    year = _year(staged)
    timeless = await merge(staged.session, ACTION, KEY, _rows(staged).where(year == 0))
    by_year = await merge(staged.session, ACTION, KEY_WITH_YEAR, _rows_with_area(staged).where(year != 0))
    return Merged(timeless.new + by_year.new, timeless.changed + by_year.changed)


async def _read_deadlines(staged: Staged) -> None:
    """Read the deadline texts row by row, since a text without a year takes its row's year."""
    await staged.session.execute(CreateTable(DEADLINES))
    table = staged.table
    year = table.c.year if staged.has("year") else literal(None)
    texts = (await staged.session.execute(select(table.c.line, table.c.deadline_text, year))).all()
    await copy_lines(staged.session, DEADLINES, list(DEADLINES.c.keys()), _deadline_lines(texts))


def _deadline_lines(texts: Iterable[Any]) -> Iterator[str]:
    for line, written, year in texts:
        read = read_deadline_text(written, row_year=year)
        side = None if read.side is None else read.side.value
        fields = (line, read.start, read.end, read.precision.value, side)
        yield "\t".join(map(copy_text, fields)) + "\n"


def _rows(staged: Staged) -> Select[Any]:
    """The staged lines as rows of `plan_action`."""
    table = staged.table
    given: list[ColumnElement[Any]] = [table.c[name] for name in ("plan", "number", *GIVEN) if staged.has(name)]
    given.append(_year(staged).label("year"))
    if staged.has("area"):
        given.append(func.coalesce(table.c.area, "").label("area"))
    if not staged.has("deadline_text"):
        return select(*given)
    read = [field for name, field in DEADLINES.c.items() if name != "line"]
    return select(*given, *read).join_from(table, DEADLINES, DEADLINES.c.line == table.c.line)


def _rows_with_area(staged: Staged) -> Select[Any]:
    """The same where the area is part of the key: a file without the column names none."""
    rows = _rows(staged)
    return rows if staged.has("area") else rows.add_columns(literal("").label("area"))


def _year(staged: Staged) -> ColumnElement[int]:
    """The row's year, 0 for none."""
    return func.coalesce(staged.table.c.year, 0) if staged.has("year") else literal(0)


async def two_areas_without_year(staged: Staged) -> list[Finding]:
    """Actions with two areas but no year: the area is then no part of the key, and one number cannot have two."""
    if not staged.has("area"):
        return []
    table, other = staged.table, staged.table.alias("other")
    same = and_(table.c.plan == other.c.plan, table.c.number == other.c.number)
    rows = select(table.c.line, table.c.plan, func.min(other.c.line)).join_from(table, other, same)
    rows = rows.where(table.c.area.is_distinct_from(other.c.area)).group_by(table.c.line, table.c.plan)
    if staged.has("year"):
        rows = rows.where(table.c.year.is_(None), other.c.year.is_(None))
    found = await staged.session.execute(rows)
    return [Finding(line, "plan", plan, same_key_elsewhere("plan, nr", twin)) for line, plan, twin in found]


async def retire_actions(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except of plans that have a bad row in it."""
    held = _rows_with_area(staged).subquery()
    uncertain = ACTION.c.plan.in_(staged.held)
    timeless = ACTION.c.year == 0
    count = await delete_missing(staged.session, ACTION, KEY, held, or_(uncertain, ~timeless))
    count += await delete_missing(staged.session, ACTION, KEY_WITH_YEAR, held, or_(uncertain, timeless))
    return Retired(count)


KIND = ExportKind(
    name="handleplan",
    columns=(
        ExportColumn("plan", plain_text, {"plan": Text()}, required=True, key=True, aliases=("plannavn",)),
        ExportColumn("nr", plain_text, {"number": Text()}, required=True, key=True, aliases=("nummer", "handlingsnr")),
        ExportColumn("tema", plain_text, {"theme": Text()}, aliases=("indsatsområde", "fokuspunkt")),
        ExportColumn("spor", plain_text, {"track": Text()}),
        ExportColumn(
            "titel", plain_text, {"title": Text()}, required=True, aliases=("handling", "initiativ", "aktivitet")
        ),
        ExportColumn("ansvarlig", plain_text, {"responsible": Text()}, aliases=("ansvarlige",)),
        ExportColumn("frist", plain_text, {"deadline_text": Text()}, aliases=("deadline", "tidsfrist", "tidsplan")),
        ExportColumn("status", STATUSES, {"status": Text()}),
        ExportColumn("område", plain_text, {"area": Text()}, key=True),
        ExportColumn("år", whole(EARLIEST, LATEST), {"year": Integer()}, key=True, aliases=("årstal",)),
        ExportColumn("afsluttet", date, {"finished": Date()}, aliases=("afsluttet dato", "afslutningsdato")),
    ),
    checks=(conflicting_repeats, two_areas_without_year),
    merge=merge_actions,
    retire=retire_actions,
    touches=("plan_action",),
)
