"""The actions of the department's plans, the same for everyone known (domain.md §6, §9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.group import GroupTotal
from storage.queries.filters import CASEWORKER, TEAM, counts, groups_json, tally
from storage.rules import naming
from storage.rules.access import Scope
from storage.rules.recovery.plans import OVERDUE, Action, is_due_in, is_overdue, order, shown_status
from storage.schema import PlanAction

RESPONSIBLE = frozenset({CASEWORKER, TEAM})
"""What `group_by` may name to split a plan by who is responsible."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who may be responsible: a member of staff, or (`staff_id` None) words as they were typed."""

    name: str
    staff_id: str | None = None

    def is_responsible(self, told: str | None) -> bool:
        if told is None:
            return False
        if self.staff_id is None:
            return naming.fits(self.name, told)
        return naming.names_person(told, self.name, self.staff_id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question narrows a plan to; None = not named.

    `plan` and `theme` are names or words of them (a theme also a track); `status` a status word or overdue; the
    action's last day lies in [since, until], where an end that is None is open.
    """

    plan: str | None = None
    theme: str | None = None
    who: Who | None = None
    status: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


EVERY_ACTION = Wanted()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a plan: an action, or its status in one year and area."""

    plan: str
    title: str
    responsible: str | None
    deadline: str | None
    theme: str | None
    track: str | None
    area: str
    action: Action
    overdue: bool

    def as_json(self) -> dict[str, Any]:
        action = self.action
        line = {
            "plan": self.plan,
            "no": action.number,
            "title": self.title,
            "responsible": self.responsible,
            "deadline": self.deadline,
            "from": _iso(action.starts),
            "to": _iso(action.ends),
            "precision": action.precision,
            "status": shown_status(action.status),
        }
        return line | ({"area": self.area or None, "year": action.year} if action.year else {})


@dataclass(frozen=True, slots=True)
class Plan:
    """The actions asked for, the late ones first. `known` (every plan there is) where the plan asked for is none."""

    total: int
    overdue: int
    by_status: dict[str, int]
    items: tuple[Item, ...]
    groups: tuple[GroupTotal, ...] | None = None
    known: tuple[str, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        facts = {
            "total": self.total,
            "overdue": self.overdue,
            "by_status": self.by_status,
            "items": [item.as_json() for item in self.items],
        }
        return facts | groups_json(self.groups) | ({} if self.known is None else {"known": list(self.known)})


async def plan(
    session: AsyncSession, scope: Scope, wanted: Wanted = EVERY_ACTION, *, group_by: str | None = None
) -> Plan:
    """The actions on the scope's day; `group_by` caseworker or team counts them by who is responsible."""
    plans = await names(session)
    meant = frozenset(plans) if wanted.plan is None else naming.pick(wanted.plan, dict.fromkeys(plans, ""))
    rows = (await session.scalars(select(PlanAction).where(PlanAction.plan.in_(meant)))).all()
    themes = _themes(rows, wanted.theme)
    items = [item for row in rows if _is_wanted(item := _item(row, scope.day), wanted, themes)]
    items.sort(key=lambda item: (order(item.action, scope.day), item.plan, item.area))
    return Plan(
        total=len(items),
        overdue=sum(item.overdue for item in items),
        by_status=counts((shown_status(item.action.status), 1) for item in items),
        items=tuple(items),
        groups=tally((item.responsible, 1) for item in items) if group_by in RESPONSIBLE else None,
        known=None if meant else plans,
    )


async def names(session: AsyncSession) -> tuple[str, ...]:
    """The name of every plan."""
    rows = await session.scalars(select(PlanAction.plan).distinct())
    return tuple(sorted(rows))


def _item(row: PlanAction, day: dt.date) -> Item:
    action = Action(
        number=row.number,
        starts=row.starts,
        ends=row.ends,
        precision=row.precision,
        side=row.side,
        status=row.status,
        finished=row.finished,
        year=row.year,
    )
    return Item(
        plan=row.plan,
        title=row.title,
        responsible=row.responsible,
        deadline=row.deadline_text,
        theme=row.theme,
        track=row.track,
        area=row.area,
        action=action,
        overdue=is_overdue(action, day),
    )


def _themes(rows: Iterable[PlanAction], theme: str | None) -> frozenset[str] | None:
    """The themes and tracks meant by the words; None where no theme was named."""
    if theme is None:
        return None
    return naming.headed(theme, {text for row in rows for text in (row.theme, row.track) if text is not None})


def _is_wanted(item: Item, wanted: Wanted, themes: frozenset[str] | None) -> bool:
    return (
        (themes is None or item.theme in themes or item.track in themes)
        and (wanted.who is None or wanted.who.is_responsible(item.responsible))
        and _stands(item, wanted.status)
        and (wanted.since is wanted.until is None or is_due_in(item.action, wanted.since, wanted.until))
    )


def _stands(item: Item, status: str | None) -> bool:
    if status is None:
        return True
    return item.overdue if status == OVERDUE else shown_status(item.action.status) == shown_status(status)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
