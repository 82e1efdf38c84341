"""Which names a question may say, and whose an answer needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.understanding.names import Gazetteer, StaffName, TeamName
from bot.visit import Visit
from storage.facts.fact import Facts, Grouped
from storage.queries import people, teams
from storage.queries.filters import CASEWORKER
from storage.queries.recovery import milestones, plan
from storage.rules.slots import Slots


async def names_known(visit: Visit) -> Gazetteer:
    """Everybody and everything that a text of this day may name."""
    staff = await people.staff_names(visit.session, visit.today)
    known_teams = await teams.all_teams(visit.session)
    return Gazetteer(
        staff=tuple(StaffName(person.id, person.name, person.team_id) for person in staff),
        teams=tuple(TeamName(team.id, team.name) for team in known_teams),
        plans=await plan.names(visit.session),
        milestones=tuple(await milestones.names(visit.session)),
    )


def staff_ids(facts: Facts | Mapping[str, Any], slots: Slots) -> set[str]:
    """Every staff id that the facts carry, wherever questions.md puts them."""
    if isinstance(facts, Facts):
        groups = (facts.groups or ()) if slots.group_by == CASEWORKER and isinstance(facts, Grouped) else ()
        return {one for one in (slots.staff, *facts.people(), *(group.key for group in groups)) if isinstance(one, str)}
    found = {slots.staff, facts.get("caseworker"), facts.get("staff")}
    rows = [row for name in ("items", "by_caseworker") for row in facts.get(name) or [] if isinstance(row, dict)]
    found |= {row.get(name) for row in rows for name in ("caseworker", "staff")}
    if isinstance(facts.get("by_caseworker"), dict):
        found |= set(facts["by_caseworker"])
    if slots.group_by == "caseworker":
        found |= {group["key"] for group in facts.get("groups") or []}
    return {staff_id for staff_id in found if staff_id}
