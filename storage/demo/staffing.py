"""The demo's teams and staff: who works where, in which roles, and how many cases each should carry."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.demo.days import between
from storage.demo.names import draw_names, mail_name
from storage.demo.people import ANNA, BO, CARL, CAST, DORTE, ERIK, FREJA, MAIL_HOST, METTE, OTHER_METTE, CastMember
from storage.demo.proportions import DEFAULT_CASES, TEAMS, TeamPlan

_ENTRA_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, MAIL_HOST)
_UNEVEN = (1.0, 1.06, 0.94, 1.12, 0.9)
"""Portfolios in one team are never quite alike."""
_NEWLY_QUALIFIED_LOAD = 0.75
_LEFT_TEAM = "Undersøgelse"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One row of `medarbejdere`."""

    id: str
    name: str
    email: str
    entra_id: str
    team: str | None
    roles: str
    leads: tuple[str, ...] = ()
    newly_qualified: bool = False
    left_on: dt.date | None = None


@dataclass(slots=True)
class DemoTeam:
    """A team with its caseworkers; `load` says how large a share of the cases each should have."""

    name: str
    plan: TeamPlan
    load: dict[str, float] = field(default_factory=dict)
    former: dict[str, dt.date] = field(default_factory=dict)
    """Caseworkers who have left, and when: only the history names them."""


@dataclass(slots=True)
class Staffing:
    """All teams and staff of one demo municipality."""

    teams: list[DemoTeam] = field(default_factory=list)
    staff: list[StaffRow] = field(default_factory=list)


def staff_up(rng: random.Random, cases: int, today: dt.date) -> Staffing:
    """Teams and staff for that many cases: about 39 cases, open and closed, to a portfolio.

    A large municipality gets more departments of the same make-up ("Team Nord område 2"), not larger teams.
    """
    blocks = max(1, round(cases / DEFAULT_CASES))
    hiring = Hiring(rng, today)
    for block in range(blocks):
        hiring.open_block(block, cases / blocks / DEFAULT_CASES)
    hiring.hire_cast(ERIK, "økonom")
    hiring.hire_cast(FREJA, "administrator")
    hiring.staffing.staff.sort(key=lambda row: row.id)
    return hiring.staffing


class Hiring:
    """Hands out ids, names and addresses while the teams are filled."""

    def __init__(self, rng: random.Random, today: dt.date) -> None:
        self.staffing = Staffing()
        self._rng = rng
        self._today = today
        self._names: Iterator[str] = draw_names(rng)
        self._last_id = len(CAST)
        self._mail_names: set[str] = {member.email.partition("@")[0] for member in CAST}

    def open_block(self, block: int, size: float) -> None:
        """One set of the seven teams; `size` 1 means the default number of portfolios."""
        teams = [DemoTeam(plan.name + (f" område {block + 1}" if block else ""), plan) for plan in TEAMS]
        for team in teams:
            self.fill(team, max(team.plan.least_portfolios, round(team.plan.portfolios * size)), block == 0)
        for leader in dict.fromkeys(plan.leader for plan in TEAMS):
            led = tuple(team.name for team in teams if team.plan.leader == leader)
            if BO.team in led:
                self.hire_cast(BO, "leder", leads=led)
            else:
                self.hire("leder", led[0], leads=led)
        self.staffing.teams += teams

    def fill(self, team: DemoTeam, portfolios: int, cast: bool) -> None:
        """Caseworkers for so many portfolios and a coordinator; `cast`: the fixed people of this team among them."""
        known = {ANNA.team: [ANNA, METTE], CARL.team: [CARL, OTHER_METTE]}.get(team.name, []) if cast else []
        for seat in range(portfolios):
            newcomer = team.plan.newly_qualified and cast and seat == portfolios - 1 and portfolios > 1
            if seat < len(known):
                worker = self.hire_cast(known[seat], "rådgiver")
            else:
                # In a team too small for a coordinator of its own, one caseworker does both.
                roles = "rådgiver" if team.plan.coordinator or seat else "rådgiver+koordinator"
                worker = self.hire(roles, team.name, newly_qualified=newcomer)
            team.load[worker] = _NEWLY_QUALIFIED_LOAD if newcomer else _UNEVEN[seat % len(_UNEVEN)]
        if team.name == DORTE.team and cast:
            self.hire_cast(DORTE, "koordinator")
        elif team.plan.coordinator:
            self.hire("koordinator", team.name)
        if team.name == _LEFT_TEAM:
            gone = self._today - between(self._rng, 60, 150)
            team.former[self.hire("rådgiver", team.name, left_on=gone)] = gone

    def hire_cast(self, member: CastMember, roles: str, leads: tuple[str, ...] = ()) -> str:
        """A fixed person's row; returns the id."""
        self.staffing.staff.append(
            StaffRow(member.id, member.name, member.email, member.entra_id, member.team, roles, leads)
        )
        return member.id

    def hire(
        self,
        roles: str,
        team: str,
        *,
        leads: tuple[str, ...] = (),
        newly_qualified: bool = False,
        left_on: dt.date | None = None,
    ) -> str:
        """A made-up person's row; returns the id."""
        self._last_id += 1
        staff_id = f"m{self._last_id:04d}"
        name = next(self._names)
        mail = mail_name(name)
        if mail in self._mail_names:
            mail = f"{mail}.{staff_id}"
        self._mail_names.add(mail)
        entra_id = str(uuid.uuid5(_ENTRA_NAMESPACE, staff_id))
        self.staffing.staff.append(
            StaffRow(staff_id, name, f"{mail}@{MAIL_HOST}", entra_id, team, roles, leads, newly_qualified, left_on)
        )
        return staff_id
