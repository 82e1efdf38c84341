"""What a question counts, in the one language of all questions (domain.md §11): its record's `counts` and its slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from storage.rules.conditions import CONDITIONS, GROUPS, Condition, SelectionError
from storage.rules.deadlines.deadlines import RULES
from storage.rules.period import Period
from storage.rules.selection import Selection
from storage.rules.selection_json import WHAT, selection_from_json
from storage.rules.slot_values import number_of, object_of
from storage.rules.slots import Slots

ACTIONS, DAYS, DEADLINES = "actions", "days", "deadlines"
OF_DUE_DATES = frozenset({DEADLINES, ACTIONS})
"""Counted by the day they are due: a period named is that of the due dates."""
AHEAD = "ahead"
_MOST_AHEAD = 366
_SAME = ("staff", "team", "case_type", "category", "rule", "measure", "account", "plan", "theme", "status")
"""The slots that are a condition of their own name."""
_CALLED = {"requirement": "lacks"}
"""The slots whose condition has another name."""
_PLAIN = {one.name for one in fields(Slots)} - {"selection"}


@dataclass(frozen=True, slots=True)
class Counting:
    """What a question counts without any slot; `ahead`: where no period is named, from D so many days ahead."""

    selection: Selection
    ahead: int | None = None

    @classmethod
    def of(cls, value: object) -> Counting:
        """From the table of a record, written as slots are; raises ValueError where it is no selection."""
        table = dict(object_of("counts", value))
        ahead = table.pop(AHEAD, None)
        return cls(selection_from_json(table), None if ahead is None else number_of(AHEAD, ahead, 0, _MOST_AHEAD))


def counted_by(counts: Counting, slots: Slots, day: dt.date) -> Selection | None:
    """What a question counts with these slots on the day; None where they say what no condition can."""
    base = counts.selection
    if slots.case is not None or (slots.over is not None and base.what != DEADLINES):
        return None
    try:
        selection = replace(base, conditions=(*base.conditions, *_conditions(base, slots, day)), limit=slots.limit)
    except SelectionError:
        return None
    return _in_groups(_in_days(between_events(selection, slots), counts.ahead, slots.period, day), slots.group_by)


def slots_of(value: object, counts: Counting | None, day: dt.date) -> Slots:
    """Slots from a button or `--batch` line. Lists, denials and conditions that are no slot may stand in it without a
    `what` where the question says itself what it counts.

    Raises ValueError naming the slot where one is unknown or of the wrong type.
    """
    given = {name: item for name, item in object_of("slots", value).items() if item is not None}
    more = {name: item for name, item in given.items() if not _is_plain(name, item)}
    if counts is None or WHAT in given or not more:
        return Slots.from_json(given)
    plain = Slots.from_json({name: item for name, item in given.items() if name not in more})
    base = counted_by(counts, replace(plain, case=None), day)
    if base is None:
        raise ValueError("slot 'over' goes with no other condition here")
    called = {_CALLED.get(name, name): item for name, item in more.items()}
    return Slots(case=plain.case, selection=selection_from_json(called, base))


def _is_plain(name: str, value: object) -> bool:
    return name in _PLAIN and (name == "period" or not isinstance(value, list | dict))


def _conditions(base: Selection, slots: Slots, day: dt.date) -> list[Condition]:
    """The slots as conditions; one that says nothing of what is counted is left out, as the answer leaves it out."""
    named: dict[str, str | None] = {name: getattr(slots, name) for name in _SAME}
    named |= {_CALLED[name]: getattr(slots, name) for name in _CALLED}
    if base.what == ACTIONS:
        named = {**named, "staff": None, "responsible": slots.staff}
    if named["status"] == "overdue":
        named["status"] = None
    found = [Condition(name, (value,)) for name, value in named.items() if value and CONDITIONS[name].fits(base.kind)]
    if slots.urgent and CONDITIONS["urgent"].fits(base.kind):
        found.append(Condition("urgent"))
    if slots.status == "overdue":
        found.append(Condition("overdue"))
    if slots.over is not None:
        found.append(Condition("due", period=Period(None, day - dt.timedelta(days=slots.over + 1))))
    return found


def between_events(selection: Selection, slots: Slots) -> Selection:
    """How long it takes to meet a rule, where one is named that an event starts."""
    rule = RULES.get(slots.rule or "")
    if selection.what != DAYS or rule is None or not rule.triggers:
        return selection
    return replace(selection, from_event=min(rule.triggers), to_event=min(rule.satisfied_by))


def _in_days(selection: Selection, ahead: int | None, period: Period | None, day: dt.date) -> Selection:
    if ahead is not None:
        period = Period(day, day + dt.timedelta(days=ahead)) if period is None else period
    if period is None:
        return selection
    if selection.what in OF_DUE_DATES:
        return replace(selection, conditions=(*selection.conditions, Condition("due", period=period)))
    return replace(selection, period=period)


def _in_groups(selection: Selection, group_by: str | None) -> Selection:
    called = _GROUPS_OF_ACTIONS.get(group_by or "") if selection.what == ACTIONS else group_by
    if called not in GROUPS or called is None or not GROUPS[called].fits(selection.kind):
        return selection
    return replace(selection, group_by=(called,))


_GROUPS_OF_ACTIONS: Mapping[str, str] = {"caseworker": "responsible", "team": "responsible"}
