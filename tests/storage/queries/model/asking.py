"""Asks the imported demo, and holds the answer against the files read row by row."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, replace

from storage.database import Store
from storage.facts.asked import AskedFigures
from storage.queries.model.counted import counted
from storage.rules.access import Scope
from storage.rules.selection import KRONER, Selection
from tests.reference.known_town import KnownTown
from tests.reference.selected import Row, dearest_of, figure_of, groups_of, is_of_accounts, rows_of, share_of
from tests.storage.demo_folder import TODAY


@dataclass(frozen=True)
class AskedDemo:
    """A store with the demo, and somebody who sees every case of it but the protected ones."""

    runner: asyncio.Runner
    store: Store
    scope: Scope

    def ask(self, selection: Selection, day: dt.date = TODAY) -> AskedFigures:
        return self.runner.run(self._ask(selection, day))

    async def _ask(self, selection: Selection, day: dt.date) -> AskedFigures:
        async with self.store.working() as session:
            return await counted(session, replace(self.scope, day=day), selection)

    def agrees(self, selection: Selection, town: KnownTown, day: dt.date = TODAY) -> AskedFigures:
        """Figure, list and groups are those of the files."""
        told, rows = self.ask(selection, day), rows_of(selection, town, day)
        is_share = selection.share_of is not None
        expected_figure = share_of(selection, town, day) if is_share else figure_of(selection, rows, day)
        assert told.value == expected_figure, selection
        assert told.items == self._items(selection, rows, day), selection
        groups = {group.key: group.value for group in told.groups or () if group.value}
        if selection.group_by:
            expected = groups_of(selection, town, day)
            assert groups == {key: value for key, value in expected.items() if value}, selection
        return told

    def _items(self, selection: Selection, rows: list[Row], day: dt.date) -> tuple[str, ...] | None:
        if selection.what in {"in_time", "days"} or (selection.what == "spent" and is_of_accounts(selection)):
            return None
        if selection.kind.unit == KRONER:
            return dearest_of(selection, rows, day)
        return tuple(row.grant.number if row.grant else row.case.number for row in rows)
