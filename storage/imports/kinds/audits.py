"""`ledelsestilsyn`: what leaders answered when they checked a sample of cases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Select, Text, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import Vocabulary, date, plain_text, reference
from storage.rules.faults import Wrong
from storage.schema import AuditAnswer, Case

ANSWER = table_of(AuditAnswer)
CASE = table_of(Case)
KEY = ("round", "case_id", "question")

ANSWERS = Vocabulary("svar", {word: word for word in ("ja", "nej", "ikke relevant")}, aliases={"j": "ja", "n": "nej"})


async def merge_answers(staged: Staged) -> Merged:
    return await merge(staged.session, ANSWER, KEY, _rows(staged))


def _rows(staged: Staged) -> Select[Any]:
    """The staged lines as rows of `audit_answer`."""
    table = staged.table
    given = [table.c[name] for name in ("round", "question", "answer", "day")]
    return select(CASE.c.id.label("case_id"), *given).join_from(table, CASE, CASE.c.number == table.c.number)


async def retire_answers(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except of rounds that have a bad row in it."""
    uncertain = ANSWER.c.round.in_(staged.held)
    return Retired(await delete_missing(staged.session, ANSWER, KEY, _rows(staged).subquery(), uncertain))


KIND = ExportKind(
    name="ledelsestilsyn",
    columns=(
        ExportColumn("runde", plain_text, {"round": Text()}, required=True, key=True),
        ExportColumn("sagsnr", reference, {"number": Text()}, required=True, key=True, aliases=("sagsnummer",)),
        ExportColumn("spørgsmål", plain_text, {"question": Text()}, required=True, key=True),
        ExportColumn("svar", ANSWERS, {"answer": Text()}, required=True),
        ExportColumn("dato", date, {"day": Date()}, required=True),
    ),
    checks=(
        conflicting_repeats,
        unknown("sagsnr", "number", Case.number, kind="sager", wrong=Wrong.UNKNOWN_CASE),
    ),
    merge=merge_answers,
    retire=retire_answers,
    refers_to=("sager",),
    touches=("audit_answer",),
)
