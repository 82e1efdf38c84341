"""Cases with repeated change of caseworker, and cases without one."""

from __future__ import annotations

from dataclasses import replace

from bot.own_team import figure_of_own_team
from bot.question import Ask
from bot.questions.common import filters
from storage.facts.children.changes import CaseworkerChanges
from storage.queries.children import changes
from storage.queries.reach import sees_own_alone
from storage.rules.access import Scope


async def answer(ask: Ask) -> CaseworkerChanges:
    """Open cases within reach that changed caseworker at least twice in the last twelve months, or have none."""

    async def without_caseworker(scope: Scope) -> int:
        return (await changes.changes(ask.session, scope, filters=filters(ask))).without_caseworker

    found = await changes.changes(ask.session, ask.scope, filters=filters(ask), group_by=ask.slots.group_by)
    of_team = await figure_of_own_team(ask, without_caseworker)
    return replace(found, own=sees_own_alone(ask.scope), of_team=of_team)
