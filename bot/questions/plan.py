"""The actions of the plan: what is late, what falls due, who is responsible, how far they are."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import Facts
from storage.queries import people
from storage.queries.recovery import plan
from storage.queries.recovery.plan import WantedActions, Who
from storage.rules import naming
from storage.rules.period import Period


async def answer(ask: Ask) -> Facts:
    """The actions that the slots name; with a period, without the actions that have no date."""
    slots = ask.slots
    period = slots.period or Period()
    wanted = WantedActions(
        plan=await _plan(ask),
        theme=slots.theme,
        who=await _who(ask),
        status=slots.status,
        since=period.start,
        until=period.end,
    )
    return await plan.plan(ask.session, ask.scope, wanted, group_by=ask.slots.group_by)


async def _plan(ask: Ask) -> str | None:
    """The named plan; None, which means all, if there is only one and a typed text calls it by another name."""
    named = ask.slots.plan
    if named is None or not ask.particulars.is_typed:
        return named
    known = await plan.names(ask.session)
    return None if len(known) == 1 and not naming.pick(named, dict.fromkeys(known, "")) else named


async def _who(ask: Ask) -> Who | None:
    """A member of staff by name; any other words (a unit, a function) as they are."""
    staff = ask.slots.staff
    if staff is None:
        return None
    names = await people.names_of(ask.session, {staff})
    return Who(names[staff], staff) if staff in names else Who(staff)
