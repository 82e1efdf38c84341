"""Who turns 16, 17½ or 18 in a period, and whether what is due then is done (domain.md §3.11 and §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.children.transitions import Transition, Transitions
from storage.facts.group import GroupTotal
from storage.queries.deadlines.open_deadlines import status_on
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
from storage.queries.reach import may_be_listed, open_on, visible
from storage.rules.access import Scope
from storage.rules.children.transitions import EVERY_AGE, RULE_OF_BIRTHDAY, AgeReached, Ages, birth_dates, turns
from storage.rules.deadlines.deadlines import MET
from storage.schema import Case, Deadline, Ownership, Team

DONE = "done"


class _Young(NamedTuple):
    """An open case and its deadlines of the age rules, by rule id: when due, when closed, how."""

    number: str
    birth_date: dt.date
    team: str
    case_type: str
    caseworker: str | None
    listed: bool
    deadlines: dict[str, tuple[dt.date, dt.date, str | None]]


async def transitions(
    session: AsyncSession,
    scope: Scope,
    *,
    since: dt.date,
    until: dt.date,
    filters: Filters = EVERY_CASE,
    group_by: str | None = None,
    ages: Ages | None = None,
) -> Transitions:
    """The open cases within reach whose person turns 16, 17½ or 18, or one of these `ages`, in [since, until]; asked
    for some ages, those who turn them from today on stand first.
    """
    pairs = [
        (case, transition)
        for case in await _young(session, scope, filters, since, until)
        for transition in _turning(case, turns(case.birth_date, since, until, ages or EVERY_AGE), scope.day)
    ]
    pairs.sort(key=lambda pair: (ages is not None and pair[1].on < scope.day, pair[1].on, pair[1].case, pair[1].age))
    return Transitions(
        since=since,
        until=until,
        total=len(pairs),
        items=tuple(transition for case, transition in pairs if case.listed),
        groups=_groups(pairs, group_by, scope),
    )


async def _young(session: AsyncSession, scope: Scope, filters: Filters, since: dt.date, until: dt.date) -> list[_Young]:
    oldest, youngest = birth_dates(since, until)
    of_age = and_(Deadline.case_id == Case.id, Deadline.rule.in_(RULE_OF_BIRTHDAY.values()))
    statement = (
        select(
            *(Case.number, Case.birth_date, Team.name, Case.case_type, Ownership.staff_id, may_be_listed(scope)),
            *(Deadline.rule, Deadline.due, Deadline.closed, Deadline.outcome),
        )
        .select_from(Case)
        .join(Team, Team.id == Case.team_id)
        .outerjoin(Deadline, of_age)
        .where(open_on(scope.day), Case.birth_date.between(oldest, youngest))
    )
    cases: dict[str, _Young] = {}
    rows = await session.execute(narrowed(visible(statement, scope), filters, scope.day))
    for number, born, team, case_type, caseworker, listed, rule, due, closed, outcome in rows:
        assert born is not None  # noqa: S101  # for the type checker; the select leaves those without out
        case = cases.setdefault(number, _Young(number, born, team, case_type, caseworker, listed, {}))
        if rule is not None:
            case.deadlines[rule] = (due, closed, outcome)
    return list(cases.values())


def _turning(case: _Young, turned: list[AgeReached], day: dt.date) -> Iterator[Transition]:
    for turn in turned:
        deadline = case.deadlines.get(turn.rule or "")
        if deadline is None:
            yield Transition(case.number, turn.age, turn.on, None, None)
        else:
            yield Transition(case.number, turn.age, turn.on, turn.rule, _status(*deadline, day))


def _status(due: dt.date, closed: dt.date, outcome: str | None, day: dt.date) -> str:
    return DONE if outcome == MET and closed <= day else status_on(due, day)


def _groups(
    pairs: list[tuple[_Young, Transition]], group_by: str | None, scope: Scope
) -> tuple[GroupTotal, ...] | None:
    keys: dict[str, Callable[[_Young, Transition], str | None]] = {
        CASEWORKER: lambda case, _: case.caseworker,
        TEAM: lambda case, _: case.team,
        CASE_TYPE: lambda case, _: case.case_type,
        RULE: lambda _, transition: transition.rule,
    }
    return grouped(group_by, scope, keys, lambda key: tally((key(*pair), 1) for pair in pairs))
