"""Cases and cost by step of the ladder of measures, and moves since New Year or another day."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters_of_sums
from storage.facts.fact import Facts
from storage.queries.money import ladder
from storage.rules.money.units import whole_year


async def answer(ask: Ask) -> Facts:
    """The steps on the day asked about, compared with the beginning of the period."""
    period = ask.slots.period
    since = period.start if period and period.start else whole_year(ask.today.year)[0]
    return await ladder.ladder(ask.session, ask.scope, since=since, filters=filters_of_sums(ask))
