"""`konti`: the chart of accounts."""

from __future__ import annotations

from sqlalchemy import Text, exists, select

from storage.imports.checks import conflicting_repeats, unknown
from storage.imports.kind import Check, ExportColumn, ExportKind, Finding, Merged, Retired, Staged
from storage.imports.merging import delete_missing, merge, table_of
from storage.imports.values import plain_text, reference
from storage.rules.faults import Wrong
from storage.schema import Account

ACCOUNT = table_of(Account)
KEY = ("number",)
ALIASES = ("kontonr", "kontonummer")


async def merge_accounts(staged: Staged) -> Merged:
    given = [staged.table.c[name] for name in ("number", "name", "function") if staged.has(name)]
    return await merge(staged.session, ACCOUNT, KEY, select(*given))


async def retire_accounts(staged: Staged) -> Retired:
    """Delete the accounts the export no longer holds; what was posted on them stays."""
    uncertain = ACCOUNT.c.number.in_(staged.held)
    return Retired(await delete_missing(staged.session, ACCOUNT, KEY, staged.table, uncertain))


def unknown_account() -> Check:
    """Rows whose account the chart of accounts lacks; no row fails where no chart was ever imported."""
    check = unknown("konto", "account", Account.number, kind="konti", wrong=Wrong.UNKNOWN_ACCOUNT)

    async def known(staged: Staged) -> list[Finding]:
        charted = await staged.session.scalar(select(exists().select_from(ACCOUNT)))
        return await check(staged) if charted else []

    return known


KIND = ExportKind(
    name="konti",
    columns=(
        ExportColumn("konto", reference, {"number": Text()}, required=True, key=True, aliases=ALIASES),
        ExportColumn("navn", plain_text, {"name": Text()}, required=True, aliases=("kontonavn",)),
        ExportColumn("funktion", plain_text, {"function": Text()}),
    ),
    checks=(conflicting_repeats,),
    merge=merge_accounts,
    retire=retire_accounts,
    touches=("account",),
)
