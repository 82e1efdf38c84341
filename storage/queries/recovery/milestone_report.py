"""A leader's monthly report on the milestones: the questions' own queries over the teams they lead."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.recovery.milestone_report import LedBottlenecks, MilestoneReport
from storage.queries.children import bottlenecks as spread
from storage.queries.filters import CASEWORKER
from storage.queries.recovery.recovery_week import advances, late_actions
from storage.queries.teams import TeamRow
from storage.rules.access import Scope
from storage.rules.calendar import add_months
from storage.rules.children.bottlenecks import bottlenecks


async def milestone_report(session: AsyncSession, scope: Scope, of: tuple[TeamRow, ...]) -> MilestoneReport:
    """The report of the scope's day to somebody who leads these teams."""
    before = add_months(scope.day, -1)
    own = {team.name for team in of}
    of_department = bottlenecks(await spread.parts_of_department(session, scope))
    return MilestoneReport(
        teams=tuple(team.name for team in of),
        since=before,
        until=scope.day,
        milestones=await advances(session, scope, before),
        plan=await late_actions(session, scope, before),
        bottlenecks=LedBottlenecks(
            teams=tuple(one for one in of_department if one.key in own),
            caseworkers=bottlenecks(await spread.parts(session, scope, CASEWORKER)),
        ),
    )
