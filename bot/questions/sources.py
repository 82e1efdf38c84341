"""When was data last imported, what failed."""

from __future__ import annotations

from bot.question import Ask, Place
from storage.facts.sending.sources import Sources
from storage.queries.sending.sources import sources
from storage.rules.access import Role


async def answer(ask: Ask) -> Sources:
    """The imports of the store as it is now, whatever day is asked about.

    The text of a rejected cell can be a name or a case number, so only people who import see it, in private.
    """
    imports_them = Role.ADMIN in ask.asker.roles and ask.place is Place.PRIVATE
    return await sources(ask.session, ask.now, with_texts=imports_them)
