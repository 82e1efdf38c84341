"""The names that a question may use, and the people whose names an answer needs."""

from __future__ import annotations

import datetime as dt

from bot.understanding.names import Gazetteer, StaffName, TeamName
from bot.visit import Visit
from storage.database import SERVICE, acting_as
from storage.facts.fact import Facts, Grouped
from storage.queries import people, teams
from storage.queries.filters import CASEWORKER
from storage.queries.money import suppliers
from storage.queries.recovery import milestones, plan
from storage.rules.access import scope_of
from storage.rules.slots import Slots


class SupplierNames:
    """The names of all suppliers, read again when data was imported since.

    They are no secret, though many of the grants they stand in are; so the service reads them, not the asker.
    """

    def __init__(self) -> None:
        self._names: tuple[str, ...] = ()
        self._as_of: dt.datetime | None = None

    async def known(self, visit: Visit) -> tuple[str, ...]:
        if self._as_of is None or self._as_of != visit.data_as_of:
            async with acting_as(visit.session, SERVICE):
                self._names = await suppliers.names(visit.session)
            self._as_of = visit.data_as_of
        return self._names


async def names_known(visit: Visit, supplier_names: SupplierNames) -> Gazetteer:
    """The people, teams, plans, milestones, suppliers and areas that the asker's text may name on this day."""
    staff = await people.staff_names(visit.session, visit.today)
    if visit.known is not None:
        staff += await people.leavers_with_cases(visit.session, scope_of(visit.known.person, visit.today))
    known_teams = await teams.all_teams(visit.session)
    return Gazetteer(
        staff=tuple(StaffName(person.id, person.name, person.team_id) for person in staff),
        teams=tuple(TeamName(team.id, team.name) for team in known_teams),
        plans=await plan.names(visit.session),
        milestones=tuple(await milestones.names(visit.session)),
        suppliers=await supplier_names.known(visit),
        areas=await plan.areas(visit.session),
    )


def staff_ids(facts: Facts, slots: Slots) -> set[str]:
    """Every staff id that the question or its facts name."""
    groups = (facts.groups or ()) if slots.group_by == CASEWORKER and isinstance(facts, Grouped) else ()
    named = (slots.staff, *facts.people(), *(group.key for group in groups))
    return {one for one in named if isinstance(one, str) and one}
