"""`milepælsmål`: the trajectory of a milestone: how many are to be reached by which day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Date, Integer, Text, exists, func, null, or_, select, union_all
from sqlalchemy.sql.functions import FunctionElement

from storage.imports.checks import conflicting_repeats, same_key, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.kinds.milestones import MOST
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import date, plain_text, whole
from storage.rules.faults import Fault, Wrong
from storage.schema import Milestone, MilestoneTarget

TARGET = table_of(MilestoneTarget)
MILESTONE = table_of(Milestone)
KEY = ("milestone", "day")


async def merge_targets(staged: Staged) -> Merged:
    table = staged.table
    return await merge(staged.session, TARGET, KEY, select(table.c.milestone, table.c.day, table.c.target))


async def before_the_start(staged: Staged) -> list[Finding]:
    table = staged.table
    rows = select(table.c.line, table.c.day).join_from(table, MILESTONE, MILESTONE.c.name == table.c.milestone)
    found = await staged.session.execute(rows.where(table.c.day < MILESTONE.c.starts))
    return [Finding(line, "dato", f"{day:%d-%m-%Y}", Fault(Wrong.TARGET_BEFORE_START)) for line, day in found]


async def not_increasing(staged: Staged) -> list[Finding]:
    """Targets are cumulative: each is higher than the one before, also where that one stands in the store."""
    points = _trajectories(staged).subquery()
    line, target, day = points.c.line, points.c.target, points.c.day

    def along(function: FunctionElement[Any], name: str) -> ColumnElement[Any]:
        return function.over(partition_by=points.c.milestone, order_by=day).label(name)

    beside = select(
        line,
        target,
        along(func.lag(target), "before"),
        along(func.lag(day), "day_before"),
        along(func.lead(target), "after"),
        along(func.lead(day), "day_after"),
        along(func.lead(line), "line_after"),
    ).subquery()
    too_low = beside.c.target <= beside.c.before
    # Where the next target stands in the file too, its row is the finding.
    too_high = (beside.c.target >= beside.c.after) & beside.c.line_after.is_(None)
    found = await staged.session.execute(
        select(beside).where(beside.c.line.is_not(None), or_(too_low, too_high)).order_by(beside.c.line)
    )
    return [Finding(row.line, "mål", str(row.target), _out_of_step(row)) for row in found]


def _trajectories(staged: Staged) -> CompoundSelect[Any]:
    """(line, milestone, day, target) of the milestones in the file as they would stand; line null: in the store."""
    table = staged.table
    given = select(table.c.line, table.c.milestone, table.c.day, table.c.target)
    if staged.replaced:
        return union_all(given)
    kept = select(null(), *TARGET.c).where(
        exists().where(table.c.milestone == TARGET.c.milestone), ~exists().where(same_key(TARGET, table, KEY))
    )
    return union_all(given, kept)


def _out_of_step(row: Any) -> Fault:
    if row.before is not None and row.target <= row.before:
        return Fault(Wrong.TARGET_NOT_HIGHER, {"than": row.before, "day": f"{row.day_before:%d-%m-%Y}"})
    return Fault(Wrong.TARGET_NOT_LOWER, {"than": row.after, "day": f"{row.day_after:%d-%m-%Y}"})


async def retire_targets(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except of milestones that have a bad row in it."""
    uncertain = TARGET.c.milestone.in_(staged.held)
    return Retired(await delete_missing(staged.session, TARGET, KEY, staged.table, uncertain))


KIND = ExportKind(
    name="milepælsmål",
    columns=(
        ExportColumn("milepæl", plain_text, {"milestone": Text()}, required=True, key=True, aliases=("milepælsnr",)),
        ExportColumn("dato", date, {"day": Date()}, required=True, key=True),
        ExportColumn("mål", whole(0, MOST), {"target": Integer()}, required=True, aliases=("måltal",)),
    ),
    checks=(
        conflicting_repeats,
        unknown("milepæl", "milestone", Milestone.name, kind="milepæle", wrong=Wrong.UNKNOWN_MILESTONE),
        before_the_start,
        not_increasing,
    ),
    merge=merge_targets,
    retire=retire_targets,
    refers_to=("milepæle",),
    touches=("milestone_target",),
)
