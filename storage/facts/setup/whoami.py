"""Who the bot takes the asker for, and what they reach."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts
from storage.rules.access import Role


@dataclass(frozen=True, slots=True)
class WhoAmI(Facts):
    """Name, team, roles in the order of the glossary, and the teams led."""

    staff: str
    name: str
    team: str | None
    roles: tuple[Role, ...]
    leads: tuple[str, ...]
