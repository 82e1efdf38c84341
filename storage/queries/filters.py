"""What a question narrows its cases to, and the groups it may ask for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement

from storage.facts.group import GroupTotal
from storage.queries.model.reviews import category_or_none_on
from storage.queries.reach import AnySelect
from storage.rules.access import Scope
from storage.schema import Case, Ownership

CASEWORKER = "caseworker"
TEAM = "team"
CASE_TYPE = "case_type"
RULE = "rule"

FoundKey = TypeVar("FoundKey")
AnswerGroup = TypeVar("AnswerGroup")


@dataclass(frozen=True, slots=True)
class Filters:
    """Slots that narrow cases; None = not named. `category` is red, yellow, green or none (not reviewed)."""

    team_id: int | None = None
    staff: str | None = None
    case_type: str | None = None
    category: str | None = None
    urgent: bool | None = None


EVERY_CASE = Filters()


def narrowed(statement: AnySelect, filters: Filters, day: dt.date) -> AnySelect:
    """The select, which names Case and Ownership, with the filters as of that day."""
    conditions: list[ColumnElement[bool]] = []
    if filters.team_id is not None:
        conditions.append(Case.team_id == filters.team_id)
    if filters.staff is not None:
        conditions.append(Ownership.staff_id == filters.staff)
    if filters.case_type is not None:
        conditions.append(Case.case_type == filters.case_type)
    if filters.category is not None:
        conditions.append(category_or_none_on(day) == filters.category)
    if filters.urgent is not None:
        conditions.append(Case.urgent.is_(filters.urgent))
    return statement.where(*conditions)


def grouped(
    group_by: str | None,
    scope: Scope,
    keys: Mapping[str, FoundKey],
    added_up: Callable[[FoundKey], tuple[AnswerGroup, ...]],
) -> tuple[AnswerGroup, ...] | None:
    """The groups of `group_by`, added up by their key; None where it names no group, or one that is not in `keys`.

    A channel gets no caseworkers (domain.md §9): that is decided here for every query.
    """
    if group_by is None or group_by not in keys:
        return None
    if group_by == CASEWORKER and not scope.names_people:
        return ()
    return added_up(keys[group_by])


def tally(pairs: Iterable[tuple[str | None, int]]) -> tuple[GroupTotal, ...]:
    """Groups with their totals added up, the largest first."""
    totals: Counter[str | None] = Counter()
    for key, total in pairs:
        totals[key] += total
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
    return tuple(GroupTotal(key, total) for key, total in ordered)


def counts(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """Totals by key, the largest first; a row without a key is left out."""
    return {group.key: group.total for group in tally(pairs) if group.key is not None}
