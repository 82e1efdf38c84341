"""What is most urgent: overdue, due this week, urgent cases."""

from __future__ import annotations

from bot.question import Ask, Facts, Question
from storage.queries import my_day
from storage.rules.access import Role


async def answer(ask: Ask) -> Facts:
    """The named person's day, else the asker's; whoever has no cases of their own gets the day of those they reach."""
    has_cases = Role.CASEWORKER in ask.asker.roles
    staff = ask.slots.staff or (ask.asker.id if has_cases and ask.team_id is None else None)
    return await my_day.my_day(ask.session, ask.scope, staff=staff, team_id=ask.team_id)


QUESTION = Question("my_day", answer, private=True)
