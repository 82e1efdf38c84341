"""Cases with repeated change of caseworker, and cases without one."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters
from storage.facts.children.changes import CaseworkerChanges
from storage.queries.children import changes


async def answer(ask: Ask) -> CaseworkerChanges:
    """Open cases within reach that changed caseworker at least twice in the last twelve months, or have none."""
    return await changes.changes(ask.session, ask.scope, filters=filters(ask), group_by=ask.slots.group_by)
