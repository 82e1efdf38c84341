"""`hændelser`: what happened on the cases."""

from __future__ import annotations

from sqlalchemy import Date, Text, Time, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import Vocabulary, date, day_and_time, reference
from storage.rules.deadlines.deadlines import EVENTS
from storage.rules.faults import Wrong
from storage.schema import Case, CaseEvent

EVENT = table_of(CaseEvent)
CASE = table_of(Case)
KEY = ("case_id", "kind", "day", "at")

OF_NO_RULE = (
    "klagevejledning",
    "børnesamtale",
    "partshøring",
    "målgruppeafklaring",
    "udmåling",
    "genberegning",
    "journal ajourført",
)
"""Events that no deadline depends on; those that one does are named by its rule."""
VOCABULARY = Vocabulary("hændelse", {word: word for word in sorted({*EVENTS, *OF_NO_RULE})}, open=True)


async def merge_events(staged: Staged) -> Merged:
    table = staged.table
    given = [table.c[name] for name in ("kind", "day", "at", "next_day") if staged.has(name)]
    rows = select(CASE.c.id.label("case_id"), *given).join_from(table, CASE, CASE.c.number == table.c.number)
    return await merge(staged.session, EVENT, KEY, rows, case="case_id")


async def retire_events(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except on cases that have a bad row in it."""
    table = staged.table
    held = select(CASE.c.id.label("case_id"), table.c.kind, table.c.day, table.c.at)
    held = held.join_from(table, CASE, CASE.c.number == table.c.number)
    uncertain = EVENT.c.case_id.in_(select(CASE.c.id).where(CASE.c.number.in_(staged.held)))
    return Retired(await delete_missing(staged.session, EVENT, KEY, held.subquery(), uncertain, case="case_id"))


KIND = ExportKind(
    name="hændelser",
    columns=(
        ExportColumn("sagsnr", reference, {"number": Text()}, required=True, key=True, aliases=("sagsnummer",)),
        ExportColumn("hændelse", VOCABULARY, {"kind": Text()}, required=True, key=True),
        ExportColumn("dato", day_and_time, {"day": Date(), "at": Time()}, required=True, key=True),
        ExportColumn("næste", date, {"next_day": Date()}, aliases=("næste dato",)),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
    ),
    merge=merge_events,
    retire=retire_events,
    never_stored=("bemærkning", "bemærkninger"),
    refers_to=("sager",),
    touches=("case_event",),
)
