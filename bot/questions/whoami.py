"""Who the bot takes the asker for, and what they reach."""

from __future__ import annotations

from bot.question import Ask, Facts
from bot.questions.plain import PlainFacts
from storage.queries import teams
from storage.rules.access import Role


async def answer(ask: Ask) -> Facts:
    """Name, team, roles in the order of the glossary, and the teams led."""
    asker = ask.asker
    own = {asker.team_id} if asker.team_id is not None else set()
    names = await teams.names_of(ask.session, own | asker.leads)
    return PlainFacts(
        {
            "staff": asker.id,
            "name": asker.name,
            "team": names[asker.team_id] if asker.team_id is not None else None,
            "roles": [role.value for role in Role if role in asker.roles],
            "leads": sorted(names[team_id] for team_id in asker.leads),
        }
    )
