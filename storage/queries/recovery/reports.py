"""A leader's monthly report on the milestones: the questions' own queries over the teams they lead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.queries.children import bottlenecks as spread
from storage.queries.filters import CASEWORKER
from storage.queries.recovery.recovery import Advance, LateActions, advances, late_actions
from storage.queries.teams import TeamRow
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.children.bottlenecks import Bottleneck, bottlenecks


@dataclass(frozen=True, slots=True)
class MilestoneReport:
    """Milestones and late actions, the department's, since a month ago; and where the leader's own work piles up.

    `teams` are of the leader's teams those with more than their share of the department's, `caseworkers` those with
    more than their share within the leader's teams.
    """

    of: tuple[TeamRow, ...]
    since: dt.date
    day: dt.date
    milestones: tuple[Advance, ...]
    plan: LateActions
    teams: tuple[Bottleneck, ...]
    caseworkers: tuple[Bottleneck, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "teams": [team.name for team in self.of],
            "from": self.since.isoformat(),
            "to": self.day.isoformat(),
            "milestones": [one.as_json() for one in self.milestones],
            "plan": self.plan.as_json(),
            "bottlenecks": {
                "teams": [one.as_json() for one in self.teams],
                "caseworkers": [one.as_json() for one in self.caseworkers],
            },
        }


async def milestone_report(session: AsyncSession, scope: Scope, of: tuple[TeamRow, ...]) -> MilestoneReport:
    """The report of the scope's day to somebody who leads these teams."""
    before = add_months(scope.day, -1)
    own = {team.name for team in of}
    return MilestoneReport(
        of=of,
        since=before,
        day=scope.day,
        milestones=await advances(session, scope, before),
        plan=await late_actions(session, scope, before),
        teams=tuple(one for one in bottlenecks(await spread.parts_of_department(session, scope)) if one.key in own),
        caseworkers=bottlenecks(await spread.parts(session, scope, CASEWORKER)),
    )
