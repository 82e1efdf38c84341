"""Outside the bot's field, or in it but in no export: says so and offers the nearest questions."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.setup.none import Nearest, NotInTheData

OFFERED = 3


async def answer(ask: Ask) -> Nearest:
    """The three questions nearest to what was typed, likeliest first; of an absent topic its own goes first."""
    return Nearest(ask.suggestions[:OFFERED], absent=_not_in_the_data(ask))


def _not_in_the_data(ask: Ask) -> NotInTheData | None:
    topic = ask.absent
    if topic is None:
        return None
    is_offered = topic.nearest in ask.suggestions[:OFFERED]
    return NotInTheData(topic.id, topic.topic, topic.instead if is_offered else None)
