"""What a right answer to a qualified question must give (tests/sentences/qualified), as selections of domain.md §11."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from storage.rules.conditions import CONDITIONS, COUNTED, Between, Condition, SelectionError, Takes, Value
from storage.rules.period import Period
from storage.rules.selection import Selection
from tests.reference.wanted_days import UnknownDaysError, counts_back, period_of

ONE_DAY = dt.timedelta(days=1)


class Asker(NamedTuple):
    """Who asks: their staff id and team, and the staff ids that first names stand for among their colleagues."""

    staff: str
    team: str
    names: Mapping[str, str]


class NoSelectionError(ValueError):
    """What is wanted cannot be asked of the store as a selection; the text says why."""


Wanted = tuple[Selection, ...]
"""What one text asks: a selection, or two where it asks two things."""


def wanted(line: Mapping[str, Any], asker: Asker, day: dt.date) -> list[Wanted]:
    """Every honest reading of a line, the likeliest first. Raises NoSelectionError where one is no selection."""
    readings = line.get("either") or [line["want"]]
    base = line.get("base")
    try:
        return [one for reading in readings for one in _readings(reading, base, asker, day)]
    except (SelectionError, UnknownDaysError) as error:
        raise NoSelectionError(str(error)) from error


def _readings(want: Mapping[str, Any], base: Mapping[str, Any] | None, asker: Asker, day: dt.date) -> Iterator[Wanted]:
    parts = [_Want(want, base, asker, day).readings()]
    if "and" in want:
        parts.append(_Want(want["and"], None, asker, day).readings())
    yield from product(*parts)


_DATED_STATES = frozenset({"reviewed", "restored", "reported_done", "audited", "more_action"})
_GIVEN_DAYS = {"due": "due", "new_to_me": "new"}
"""Conditions that look at the days of the question."""
_NUMBERS = {
    "age_from": "age",
    "age_to": "age",
    "step": "step",
    "step_from": "step",
    "concern_from": "concern",
    "cost_over": "cost",
}
_OF_ONE_FORM = frozenset({"in_time", "average", "days"})
"""What is a share or an average whether the question says so or not."""
_NOT_CONDITIONS = frozenset({"from_event", "to_event"})


class _Want:
    """One want on its way to selections."""

    def __init__(self, want: Mapping[str, Any], base: Mapping[str, Any] | None, asker: Asker, day: dt.date) -> None:
        self.want, self.base, self.asker, self.day = want, base, asker, day
        self.what: str = want["what"]
        if self.what not in COUNTED:
            raise NoSelectionError(f"a {self.what} is answered by its own question")
        if self.what == "actions" and "per" in want:
            raise NoSelectionError("no plan says when an action got its status")
        self.when = period_of(want["when"], day) if "when" in want else None

    def readings(self) -> list[Selection]:
        """The selection, and others that mean the same as honestly."""
        first = self.selection()
        found = [first]
        if any(one.name == "state" and one.period is not None for one in first.conditions) and not first.period:
            found.append(replace(first, period=self.when))
        if self.what == "complaints" and first.period is None:
            found.append(replace(first, period=Period(None, self.day)))
        if counts_back(self.want.get("when", "")):
            found += [_a_day_later(one) for one in found]
        return found

    def selection(self) -> Selection:
        want = self.want
        where = {name: value for name, value in want.get("where", {}).items() if name not in _NOT_CONDITIONS}
        conditions = (*self._conditions(where, denied=False), *self._conditions(want.get("not", {}), denied=True))
        return Selection(
            what=self.what,
            conditions=conditions,
            period=self._period(conditions),
            group_by=_all_of(want.get("by", [])),
            per=want.get("per"),
            order=want.get("order"),
            limit=want.get("limit"),
            compare=self._compare(),
            from_event=want.get("where", {}).get("from_event"),
            to_event=want.get("where", {}).get("to_event"),
            form=None if self.what in _OF_ONE_FORM else want.get("form"),
            share_of=self._share_of(conditions),
        )

    def _period(self, conditions: Iterable[Condition]) -> Period | None:
        """The days of the question, unless a condition alone looks at them."""
        if self.when is None:
            return None
        told_over_time = "per" in self.want or isinstance(self._compare(), Period)
        taken = any(one.period == self.when for one in conditions)
        if taken and COUNTED[self.what].time == "day" and not told_over_time:
            return None
        return self.when

    def _compare(self) -> Period | str | None:
        compare = self.want.get("compare")
        if compare is None:
            return None
        return str(compare["team"]) if "team" in compare else period_of(compare, self.day)

    def _share_of(self, conditions: Sequence[Condition]) -> tuple[Condition, ...] | None:
        if self.want.get("form") != "share" or self.what in _OF_ONE_FORM:
            return None
        if self.base is None:
            raise NoSelectionError("nobody has said of what it is a share")
        denied = self._conditions(self.base.get("not", {}), denied=True)
        plain = {name: value for name, value in self.base.items() if name != "not"}
        whole = (*self._conditions(plain, denied=False), *denied)
        if not set(whole) <= set(conditions):
            raise NoSelectionError("the whole of the share is no part of its conditions")
        return whole

    def _conditions(self, named: Mapping[str, Any], *, denied: bool) -> tuple[Condition, ...]:
        rest = dict(named)
        found = list(self._numbers(rest, denied=denied))
        rule = rest.pop("rule", None)
        if rule is not None and not CONDITIONS["rule"].fits(COUNTED[self.what]):
            rest = _of_rule(rest, rule)
        elif rule is not None:
            found.append(Condition("rule", _all_of(rule), denied=denied))
        found += [self._condition(name, value, denied=denied) for name, value in rest.items()]
        return tuple(sorted(found, key=lambda one: one.name))

    def _numbers(self, rest: dict[str, Any], *, denied: bool) -> Iterator[Condition]:
        """Takes the conditions on numbers out of `rest`."""
        if self.what == "grants" and "cost_over" in rest:
            raise NoSelectionError("a grant's own cost is no condition")
        given = {name: rest.pop(name) for name in _NUMBERS if name in rest}
        if "age_from" in given or "age_to" in given:
            yield Condition("age", (Between(given.get("age_from"), given.get("age_to")),), denied=denied)
        if "step" in given:
            yield Condition("step", tuple(_stretches(given["step"])), denied=denied)
        for name in ("step_from", "concern_from"):
            if name in given:
                yield Condition(_NUMBERS[name], (Between(given[name], None),), denied=denied)
        if "cost_over" in given:
            yield Condition("cost", (Between(Decimal(given["cost_over"]), None),), denied=denied)

    def _condition(self, name: str, value: Any, *, denied: bool) -> Condition:
        if name in _GIVEN_DAYS:
            if self.when is None:
                raise NoSelectionError(f"{name} needs the days it looks at")
            values = () if value is True else _all_of(value)
            return Condition(_GIVEN_DAYS[name], values, self.when, denied)
        if name in {"opened", "closed"}:
            return Condition(name, (), period_of(value, self.day), denied)
        if name not in CONDITIONS:
            raise NoSelectionError(f"there is no condition {name}")
        return Condition(name, self._values(name, value), self._days_of(name, value), denied)

    def _values(self, name: str, value: Any) -> tuple[Value, ...]:
        if CONDITIONS[name].value is Takes.FLAG or value is True:
            return ()
        values = _all_of(value)
        if name == "staff":
            return tuple(self.asker.staff if one == "me" else self.asker.names.get(one, one) for one in values)
        if name == "responsible":
            return tuple(self.asker.staff if one == "me" else one for one in values)
        if name == "status":  # what is exported as finished is shown as carried out (§10)
            return tuple("implementeret" if one == "afsluttet" else one for one in values)
        return tuple(self.asker.team if (name, one) == ("team", "own") else one for one in values)

    def _days_of(self, name: str, value: Any) -> Period | None:
        """A state that is dated, and an event of a case, look at the days of the question."""
        if name == "state" and set(_all_of(value)) <= _DATED_STATES and "from" in self.want.get("when", {}):
            return self.when if COUNTED[self.what].time == "day" else None
        if name == "event" and self.what != "events":
            return self.when
        return None


def _all_of(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _of_rule(named: Mapping[str, Any], rule: Any) -> dict[str, Any]:
    """A rule narrows the deadline of which a case is overdue, or which it has due."""
    of_deadline = [name for name in ("overdue", "due") if named.get(name) is True]
    if not of_deadline:
        raise NoSelectionError("a rule alone says nothing of what is counted")
    return {**named, **dict.fromkeys(of_deadline, rule)}


def _stretches(steps: Any) -> Iterator[Between]:
    """Numbers in a row are one stretch."""
    numbers = sorted(_all_of(steps))
    first = numbers[0]
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        if following != number + 1:
            yield Between(first, number)
            first = following


def _a_day_later(selection: Selection) -> Selection:
    """The same from the day after on, wherever it looks at those days."""
    period = selection.period or next(one.period for one in selection.conditions if one.period is not None)
    assert period.start is not None
    later = replace(period, start=period.start + ONE_DAY)
    conditions = tuple(replace(one, period=later) if one.period == period else one for one in selection.conditions)
    return replace(selection, conditions=conditions, period=later if selection.period else None)
