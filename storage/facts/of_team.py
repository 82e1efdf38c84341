"""What the whole team has of that of which somebody who sees their own cases alone has none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamFigure:
    """The number that the team's channel is told: protected cases do not count."""

    team: str
    value: int
