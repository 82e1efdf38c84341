"""When was data last imported, what failed."""

from __future__ import annotations

from bot.question import Ask, Facts, Place
from storage.queries.sending import imports
from storage.rules.access import Role


async def answer(ask: Ask) -> Facts:
    """The imports of the store as it is now, whatever day is asked about.

    What stood in a rejected cell can be a name or the number of a case: only who imports is told, in private.
    """
    imports_them = Role.ADMIN in ask.asker.roles and ask.place is Place.PRIVATE
    return await imports.sources(ask.session, ask.now, with_texts=imports_them)
