"""Who the bot takes the asker for, and what they reach."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.setup.whoami import WhoAmI
from storage.queries import teams
from storage.rules.access import Role


async def answer(ask: Ask) -> WhoAmI:
    """Name, team, roles in the order of the glossary, and the teams led."""
    asker = ask.asker
    own = {asker.team_id} if asker.team_id is not None else set()
    names = await teams.names_of(ask.session, own | asker.leads)
    return WhoAmI(
        staff=asker.id,
        name=asker.name,
        team=names[asker.team_id] if asker.team_id is not None else None,
        roles=tuple(role for role in Role if role in asker.roles),
        leads=tuple(sorted(names[team_id] for team_id in asker.leads)),
    )
