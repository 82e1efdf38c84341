"""Asks the imported demo, and holds the answer against the files read row by row."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, replace

from storage.database import Store
from storage.facts.asked import AskedFigures
from storage.queries.model.counted import counted
from storage.rules.access import Scope
from storage.rules.rounding import rounded
from storage.rules.selection import Selection
from tests.reference.selected import KnownTown, average_of, groups_of, rows_of
from tests.storage.demo_folder import TODAY


@dataclass(frozen=True)
class Asking:
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
        if selection.what == "average":
            average = average_of(rows, day)
            assert told.value == (None if average is None else float(rounded(average, 1))), selection
        else:
            assert told.value == len(rows), selection
        assert told.items == tuple(row.case.number for row in rows), selection
        if selection.group_by and selection.what != "average":
            groups = {group.key: group.value for group in told.groups or () if group.value}
            assert groups == groups_of(selection, town, day), selection
        return told
