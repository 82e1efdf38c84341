"""How far the cases are handled as the law demands, and what is missing (domain.md §4)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Select, any_, case, func, literal, null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from storage.facts.fact import WITHHELD
from storage.facts.group import GroupTotal
from storage.facts.recovery.legality import GroupLacking, Legality, LegalityOfCase
from storage.queries.deadlines.caseload import cases_by_rule
from storage.queries.filters import (
    CASE_TYPE,
    CASEWORKER,
    EVERY_CASE,
    RULE,
    TEAM,
    Filters,
    grouped,
    narrowed,
    tally,
)
from storage.queries.money.costs import yearly_costs
from storage.queries.reach import listable, may_be_listed, open_on, visible
from storage.rules.access import Scope
from storage.rules.recovery.legality import (
    NO_CATEGORY,
    SETS,
    Recovery,
    by_severity,
    missing_on,
    progress,
    restoring_order,
)
from storage.schema import FOREVER, Case, CaseEvent, Deadline, Ownership, Team

REQUIRED = sorted({requirement for one in SETS for requirement in one.requirements})
REQUIRED_BITS = {kind: 1 << n for n, kind in enumerate(REQUIRED)}
"""A bit for each event that some requirement set names: a case's events come as one number."""


class _Alike(NamedTuple):
    """Open cases within reach that count alike; `listed` are the ids of those that may be listed."""

    case_type: str
    key: str | None
    """The key of their group, where the question wants groups."""
    recovery: Recovery
    missing: tuple[str, ...]
    total: int
    listed: tuple[int, ...]


async def legality(
    session: AsyncSession,
    scope: Scope,
    *,
    filters: Filters = EVERY_CASE,
    requirement: str | None = None,
    group_by: str | None = None,
) -> Legality:
    """The open cases within reach: counts over all of them, and those not lawful on the scope's day in restoring order.

    With a requirement the items are the cases lacking it, and the counts stay.
    """
    cases = await _counted(session, scope, filters, group_by)
    wanted = {id_: some for some in cases if _is_wanted(some, requirement, scope.day) for id_ in some.listed}
    counted = progress(((some.recovery, some.missing, some.total) for some in cases), scope.day)
    groups = await _groups(session, scope, filters, cases, group_by)
    return Legality(
        total=counted.total,
        reviewed=counted.reviewed,
        by_category=counted.by_category,
        restored=counted.restored,
        reported_done=counted.reported_done,
        audited=counted.audited,
        lawful=counted.lawful,
        missing=counted.missing,
        by_type=_by_type(cases, scope.day),
        items=await _in_restoring_order(session, scope, wanted),
        groups=_lacking(groups, cases, requirement, group_by),
        being_restored=counted.being_restored,
    )


def _is_wanted(some: _Alike, requirement: str | None, day: dt.date) -> bool:
    return not some.recovery.lawful_on(day) if requirement is None else requirement in some.missing


async def _counted(session: AsyncSession, scope: Scope, filters: Filters, group_by: str | None) -> list[_Alike]:
    """Cases counted in the database by what they have in common, so that a department's figures are few rows."""
    each = _each_case(scope, filters, group_by).subquery()
    listed = func.array_agg(each.c.id).filter(each.c.listed)
    same = [column for column in each.c if column.name not in {"id", "listed"}]
    rows = await session.execute(select(*same, func.count(), listed).group_by(*same))
    return [
        _Alike(
            case_type=case_type,
            key=key,
            recovery=Recovery(*recovery),
            missing=missing_on(case_type, scope.day, _kinds(met)),
            total=total,
            listed=tuple(ids or ()),
        )
        for case_type, key, met, *recovery, total, ids in rows
    ]


def _each_case(scope: Scope, filters: Filters, group_by: str | None) -> Select[*tuple[Any, ...]]:
    met = _requirements_met(scope, filters).subquery()
    statement = (
        select(
            Case.id,
            may_be_listed(scope).label("listed"),
            Case.case_type,
            _GROUPED.get(group_by or "", null()).label("key"),
            func.coalesce(met.c.met, 0).label("met"),
            Case.category,
            *(_side_of(scope.day, date) for date in _DATES),
        )
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .outerjoin(met, met.c.case_id == Case.id)
        .where(open_on(scope.day))
    )
    return narrowed(visible(statement, scope), filters, scope.day)


_DATES = (Case.reviewed, Case.restored, Case.reported_done, Case.audited)
_GROUPED: dict[str, ColumnElement[Any]] = {
    CASEWORKER: Ownership.staff_id.expression,
    TEAM: Team.name.expression,
    CASE_TYPE: Case.case_type.expression,
}


def _side_of(day: dt.date, date: InstrumentedAttribute[dt.date | None]) -> ColumnElement[Any]:
    """The date as `day` if it is reached by then, else as the last of all days: the rules ask for no more."""
    return case((date <= day, literal(day)), (date > day, literal(FOREVER))).label(date.key)


def _requirements_met(scope: Scope, filters: Filters) -> Select[*tuple[Any, ...]]:
    """Per case which requirements have an event by the day: the sum of the REQUIRED_BITS of their kinds."""
    bits = func.bit_or(case(REQUIRED_BITS, value=CaseEvent.kind))
    statement = (
        select(CaseEvent.case_id, bits.label("met"))
        .join(Case, Case.id == CaseEvent.case_id)
        .where(open_on(scope.day), CaseEvent.day <= scope.day, CaseEvent.kind.in_(REQUIRED_BITS))
        .group_by(CaseEvent.case_id)
    )
    return narrowed(visible(statement, scope), filters, scope.day)


def _kinds(met: int) -> frozenset[str]:
    return frozenset(kind for kind, bit in REQUIRED_BITS.items() if met & bit)


async def _in_restoring_order(
    session: AsyncSession, scope: Scope, wanted: Mapping[int, _Alike]
) -> tuple[LegalityOfCase, ...]:
    if not wanted:
        return ()
    costs = await yearly_costs(session, scope, wanted)
    earliest = (
        select(func.min(Deadline.due))
        .where(Deadline.case_id == Case.id, Deadline.opened <= scope.day, Deadline.closed > scope.day)
        .scalar_subquery()
    )
    statement = (
        select(Case.id, Case.number, Ownership.staff_id, Case.urgent, earliest)
        .select_from(Case)
        .where(Case.id == any_(literal(list(wanted), ARRAY(BigInteger))))
    )
    ordered = []
    for id_, number, caseworker, urgent, due in await session.execute(listable(statement, scope)):
        order = restoring_order(number, urgent=urgent, yearly_cost=costs.get(id_), earliest_due=due)
        ordered.append((order, _listed(number, caseworker, wanted[id_], scope)))
    return tuple(item for _, item in sorted(ordered, key=itemgetter(0)))


def _listed(number: str, caseworker: str | None, some: _Alike, scope: Scope) -> LegalityOfCase:
    return LegalityOfCase(
        case=number,
        category=some.recovery.category_on(scope.day),
        state=some.recovery.state_on(scope.day),
        missing=some.missing,
        caseworker=caseworker if scope.names_people else WITHHELD,
    )


def _by_type(cases: Sequence[_Alike], day: dt.date) -> dict[str, dict[str, int]]:
    """Cases by type and category, the type with the most cases first."""
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for some in cases:
        types[some.case_type][some.recovery.category_on(day) or NO_CATEGORY] += some.total
    ordered = sorted(types.items(), key=lambda entry: (-entry[1].total(), entry[0]))
    return {case_type: by_severity(categories) for case_type, categories in ordered}


async def _groups(
    session: AsyncSession, scope: Scope, filters: Filters, cases: Sequence[_Alike], group_by: str | None
) -> tuple[GroupTotal, ...] | None:
    if group_by == RULE:
        return await cases_by_rule(session, scope, filters)
    return grouped(group_by, scope, _GROUPED, lambda _: tally((some.key, some.total) for some in cases))


def _lacking(
    groups: tuple[GroupTotal, ...] | None, cases: Sequence[_Alike], requirement: str | None, group_by: str | None
) -> tuple[GroupTotal, ...] | None:
    """The groups; where the question names a requirement, with how many of their cases lack it."""
    if groups is None or requirement is None or group_by not in _GROUPED:
        return groups
    lacking: Counter[str | None] = Counter()
    for some in cases:
        if requirement in some.missing:
            lacking[some.key] += some.total
    return tuple(GroupLacking(group.key, group.total, lacking[group.key]) for group in groups)
