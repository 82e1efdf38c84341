"""What is most urgent: overdue, due this week, urgent cases, grants that end, new cases."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.deadlines.my_day import MyDay
from storage.queries.deadlines import my_day
from storage.rules.access import Role


async def answer(ask: Ask) -> MyDay:
    """The named person's day, else the asker's; somebody without cases gets the day of everybody in their reach."""
    staff = ask.slots.staff or (ask.asker.id if ask.team_id is None else None)
    if staff == ask.asker.id and Role.CASEWORKER not in ask.asker.roles:
        # A text that names nobody means "me", and a leader, who has no cases, would read that nothing is urgent.
        staff = None
    most = None if ask.whole else my_day.SHOWN
    return await my_day.my_day(ask.session, ask.scope, staff=staff, team_id=ask.team_id, most=most)
