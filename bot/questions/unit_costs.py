"""What a full-year citizen costs in each measure, internal against external."""

from __future__ import annotations

from bot.question import Ask
from bot.questions.common import filters_of_sums
from storage.facts.fact import Facts
from storage.queries.money import unit_costs


async def answer(ask: Ask) -> Facts:
    """The measures within reach in the whole calendar year, against the year before."""
    return await unit_costs.unit_costs(ask.session, ask.scope, filters=filters_of_sums(ask), measure=ask.slots.measure)
