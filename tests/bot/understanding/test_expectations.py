"""What the qualified questions must come to by the files is what the store gives for what they want."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from storage.facts.asked import AskedFigures, Figure
from storage.queries.model.counted import counted
from storage.rules.access import Scope
from storage.rules.selection import Selection
from storage.schema import Team
from tests.bot.understanding.evaluated_store import EvaluatedStore
from tests.bot.understanding.expectations import CONTROLLER, Expectations, Part
from tests.bot.understanding.qualified import HANDS, SAMPLE, lines
from tests.bot.understanding.test_qualified_sets import NO_SELECTION
from tests.storage.demo_folder import TODAY

ROLES = ("rådgiver", "koordinator", "leder", CONTROLLER)


@pytest.mark.e2e
@pytest.mark.parametrize("role", ROLES)
def test_the_store_gives_what_the_files_give(role: str, evaluated: EvaluatedStore) -> None:
    expectations = Expectations(evaluated.town)
    asked = [one for one in lines(*HANDS, SAMPLE) if one["as"] == role and one["id"] not in NO_SELECTION]
    parts = [(line, part) for line in asked for part in expectations.of(line)[0]]
    assert len(parts) > 50
    told = evaluated.runner.run(_all_of([part.selection for _, part in parts], role, evaluated, expectations))
    differing = {
        line["id"]: found for (line, part), one in zip(parts, told, strict=True) if (found := _apart(one, part))
    }
    assert differing == {}


async def _all_of(
    selections: list[Selection], role: str, evaluated: EvaluatedStore, expectations: Expectations
) -> list[AskedFigures]:
    """As the role sees them, but a caseworker as their team's coordinator."""
    async with evaluated.store.working() as session:
        rows = await session.execute(select(Team.id, Team.name))
        teams = frozenset(number for number, name in rows if name in expectations.reach[role])
        scope = Scope(day=TODAY, all_teams=True) if role == CONTROLLER else Scope(day=TODAY, leads=teams)
        return [await counted(session, scope, replace(one, limit=None)) for one in selections]


def _apart(told: AskedFigures, part: Part) -> dict[str, Any]:
    """What differs, told before expected."""
    right, order = part.right, part.selection.order
    pairs: dict[str, tuple[Any, Any]] = {
        "value": (told.value, right.value),
        "groups": (_some({one.key: one.value for one in told.groups or ()}), _some(dict(right.groups or {}))),
        "series": ([one.value for one in told.series or ()], [one.value for one in right.series or ()]),
        "compared": (told.compared and told.compared.value, right.compared),
    }
    if right.items is not None:
        names = [one.name for one in right.items]
        pairs["items"] = (told.items, tuple(names)) if order is None else (sorted(told.items or ()), sorted(names))
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _some(groups: dict[Any, Figure]) -> dict[Any, Figure]:
    return {key: value for key, value in groups.items() if value}
