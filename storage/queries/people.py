"""Who asks, who is asked about, and the names people are known by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.setup.clarify import Candidate
from storage.queries.reach import listable, open_on
from storage.rules.access import Person, Role, Scope
from storage.schema import Case, Ownership, Staff, Team, TeamLeader


@dataclass(frozen=True, slots=True)
class Known:
    """A known person and what the store remembers of how they want to be spoken to."""

    person: Person
    entra_id: str | None
    email: str
    language: str | None
    """None = the municipality's default."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff as a question may name them: staff id, full name and own team."""

    id: str
    name: str
    team_id: int | None


async def by_entra_id(session: AsyncSession, entra_id: str, day: dt.date) -> Known | None:
    """The person with that Entra object id, unless unknown or gone by that day."""
    return await _known(session, Staff.entra_id == entra_id, day)


async def by_email(session: AsyncSession, email: str, day: dt.date) -> Known | None:
    """The person with that e-mail, in whatever case it is typed."""
    return await _known(session, func.lower(Staff.email) == email.strip().lower(), day)


async def by_id(session: AsyncSession, staff_id: str, day: dt.date) -> Known | None:
    """The person with that staff id."""
    return await _known(session, Staff.id == staff_id, day)


async def by_ids(session: AsyncSession, staff_ids: Collection[str], day: dt.date) -> dict[str, Person]:
    """The people with those staff ids who have not left by that day."""
    if not staff_ids:
        return {}
    rows = (await session.scalars(select(Staff).where(Staff.id.in_(staff_ids), still_here(day)))).all()
    led = select(TeamLeader.staff_id, TeamLeader.team_id).where(TeamLeader.staff_id.in_(staff_ids))
    leads = list(await session.execute(led))
    return {row.id: _person(row, (one.team_id for one in leads if one.staff_id == row.id)) for row in rows}


async def _known(session: AsyncSession, who: ColumnElement[bool], day: dt.date) -> Known | None:
    """Someone who has left counts as unknown (§10), from the day they left on."""
    row = await session.scalar(select(Staff).where(who, still_here(day)))
    if row is None:
        return None
    leads = await session.scalars(select(TeamLeader.team_id).where(TeamLeader.staff_id == row.id))
    return Known(_person(row, leads), row.entra_id, row.email, row.language)


def _person(row: Staff, leads: Iterable[int]) -> Person:
    return Person(row.id, row.name, row.team_id, frozenset(Role(role) for role in row.roles), frozenset(leads))


def still_here(day: dt.date) -> ColumnElement[bool]:
    """Whether a member of staff has not left by that day."""
    return or_(Staff.left_on.is_(None), Staff.left_on > day)


def without_caseworker(day: dt.date) -> ColumnElement[bool]:
    """Whether nobody has a case, or somebody who has left by that day (§11); the select joins Ownership of the day."""
    return or_(Ownership.staff_id.is_(None), has_left(day))


def has_left(day: dt.date) -> ColumnElement[bool]:
    """Whether whoever has a case has left by that day; the select joins Ownership of the day."""
    return exists().where(Staff.id == Ownership.staff_id, ~still_here(day)).correlate(Ownership)


async def speak(session: AsyncSession, staff_id: str, language: str) -> None:
    """Remember the language a person wants, `da` or `en`."""
    row = await session.get_one(Staff, staff_id)
    row.language = language
    await session.flush()


async def staff_names(session: AsyncSession, day: dt.date) -> tuple[StaffMember, ...]:
    """Every member of staff a question may name on that day, by staff id."""
    rows = await session.execute(select(Staff.id, Staff.name, Staff.team_id).where(still_here(day)).order_by(Staff.id))
    return tuple(StaffMember(*row) for row in rows)


async def leavers_with_cases(session: AsyncSession, scope: Scope) -> tuple[StaffMember, ...]:
    """Who has left but still has open cases that the viewer may see one by one, by staff id.

    To everybody else a leaver is unknown (§10), to a controller too, who is shown no case.
    """
    held = listable(select(Ownership.staff_id).select_from(Case).where(open_on(scope.day)), scope)
    gone = select(Staff.id, Staff.name, Staff.team_id).where(~still_here(scope.day), Staff.id.in_(held))
    return tuple(StaffMember(*row) for row in await session.execute(gone.order_by(Staff.id)))


async def names_of(session: AsyncSession, staff_ids: Iterable[str]) -> dict[str, str]:
    """Names by staff id, of people who have left too: their cases still carry them."""
    wanted = set(staff_ids)
    if not wanted:
        return {}
    rows = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row.id: row.name for row in rows}


async def candidates(session: AsyncSession, staff_ids: Iterable[str]) -> tuple[Candidate, ...]:
    """The people one name fits, by name, so that the asker can tell them apart."""
    statement = select(Staff.id, Staff.name, Team.name).outerjoin(Team, Team.id == Staff.team_id)
    rows = await session.execute(statement.where(Staff.id.in_(set(staff_ids))))
    # Sorted here: the database knows no Danish alphabet.
    return tuple(sorted((Candidate(*row) for row in rows), key=lambda one: (one.name, one.staff)))
