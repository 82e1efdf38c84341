"""The schedules the asker may see."""

from __future__ import annotations

from bot.question import Ask, Facts, Question, Reach
from storage.queries import schedules


async def answer(ask: Ask) -> Facts:
    """An administrator sees every schedule, a leader those that reach their teams, others none but their own."""
    return await schedules.schedules_of(ask.session, ask.asker, now=ask.now, zone=ask.zone, calendar=ask.calendar)


QUESTION = Question("reminders", answer, Reach.ANYONE)
