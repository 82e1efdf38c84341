"""`milepælstal`: the count that a manual milestone had reached by a day."""

from __future__ import annotations

from sqlalchemy import Date, Integer, Text, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Merged, Retired, Staged
from storage.imports.kinds.milestones import MOST
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import date, plain_text, whole
from storage.rules.faults import Wrong
from storage.schema import Milestone, MilestoneFigure

FIGURE = table_of(MilestoneFigure)
KEY = ("milestone", "day")


async def merge_figures(staged: Staged) -> Merged:
    table = staged.table
    return await merge(staged.session, FIGURE, KEY, select(table.c.milestone, table.c.day, table.c["count"]))


async def retire_figures(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except of milestones that have a bad row in it."""
    uncertain = FIGURE.c.milestone.in_(staged.held)
    return Retired(await delete_missing(staged.session, FIGURE, KEY, staged.table, uncertain))


KIND = ExportKind(
    name="milepælstal",
    columns=(
        ExportColumn("milepæl", plain_text, {"milestone": Text()}, required=True, key=True, aliases=("milepælsnr",)),
        ExportColumn("dato", date, {"day": Date()}, required=True, key=True),
        ExportColumn("antal", whole(0, MOST), {"count": Integer()}, required=True, aliases=("tal",)),
    ),
    checks=(
        conflicting_repeats,
        unknown("milepæl", "milestone", Milestone.name, kind="milepæle", wrong=Wrong.UNKNOWN_MILESTONE),
    ),
    merge=merge_figures,
    retire=retire_figures,
    refers_to=("milepæle",),
    touches=("milestone_figure",),
)
