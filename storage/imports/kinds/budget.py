"""`budget`: the budget of an account and a team, for a year or month by month."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Numeric, Select, SmallInteger, Text, literal, select, update

from storage.imports.amounts import kroner
from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.kinds.accounts import ALIASES, unknown_account
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import month_of_year, plain_text, reference, whole
from storage.rules.faults import Fault, Wrong
from storage.rules.money.budget import WHOLE_YEAR
from storage.schema import BudgetLine, Team

BUDGET = table_of(BudgetLine)
TEAM = table_of(Team)
KEY = ("year", "account", "team_id", "month")
FIRST_YEAR = 2000
LAST_YEAR = 2100


async def merge_budget(staged: Staged) -> Merged:
    return await merge(staged.session, BUDGET, KEY, _rows(staged))


def _rows(staged: Staged) -> Select[Any]:
    """The staged lines as rows of `budget_line`."""
    table = staged.table
    given: list[ColumnElement[Any]] = [
        table.c[name] for name in ("year", "account", "adopted", "corrected") if staged.has(name)
    ]
    given.append(table.c.month if staged.has("month") else literal(WHOLE_YEAR).label("month"))
    return select(*given, TEAM.c.id.label("team_id")).join_from(table, TEAM, TEAM.c.name == table.c.team)


async def month_of_another_year(staged: Staged) -> list[Finding]:
    """A month with a year, such as '2025-03', in a row of another year is a bad row; else only its number counts."""
    if not staged.has("month_year"):
        return []
    table = staged.table
    others = select(table.c.line, table.c.month, table.c.month_year)
    others = others.where(table.c.month_year != WHOLE_YEAR, table.c.month_year != table.c.year)
    rows = (await staged.session.execute(others)).all()
    await staged.session.execute(update(table).values(month_year=WHOLE_YEAR))
    fault = Fault(Wrong.MONTH_OF_ANOTHER_YEAR)
    return [Finding(line, "måned", f"{year}-{month:02d}", fault) for line, month, year in rows]


async def retire_budget(staged: Staged) -> Retired:
    """Delete what the export no longer holds, except of accounts that have a bad row in it."""
    uncertain = BUDGET.c.account.in_(staged.held)
    return Retired(await delete_missing(staged.session, BUDGET, KEY, _rows(staged).subquery(), uncertain))


KIND = ExportKind(
    name="budget",
    columns=(
        # The account stands first: it is whom a row is about, so a bad row keeps its account's lines from --replace.
        ExportColumn("konto", reference, {"account": Text()}, required=True, key=True, aliases=ALIASES),
        ExportColumn(
            "år",
            whole(FIRST_YEAR, LAST_YEAR),
            {"year": Integer()},
            required=True,
            key=True,
            aliases=("årstal", "budgetår"),
        ),
        ExportColumn("team", plain_text, {"team": Text()}, required=True, key=True),
        ExportColumn(
            "måned",
            month_of_year,
            {"month": SmallInteger(), "month_year": SmallInteger()},
            key=True,
            blank=WHOLE_YEAR,
        ),
        ExportColumn("vedtaget", kroner, {"adopted": Numeric(14, 2)}, required=True, aliases=("vedtaget budget",)),
        ExportColumn("korrigeret", kroner, {"corrected": Numeric(14, 2)}, aliases=("korrigeret budget",)),
    ),
    checks=(
        month_of_another_year,
        conflicting_repeats,
        unknown("team", "team", Team.name, kind="teams", wrong=Wrong.UNKNOWN_TEAM),
        unknown_account(),
    ),
    merge=merge_budget,
    retire=retire_budget,
    refers_to=("teams", "konti"),
    touches=("budget_line",),
)
