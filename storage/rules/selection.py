"""What one question asks of the store: what is counted, its conditions, the time, and how it is laid out (§11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from typing import Any

from storage.rules.calendar import ONE_DAY, add_months
from storage.rules.conditions import CONDITIONS, COUNTED, GROUPS, Condition, CountedKind, SelectionError
from storage.rules.days import Stretch, around
from storage.rules.period import Period

MOST_GROUPINGS = 2
MOST_CONDITIONS = 40
MOST_POINTS = 120
"""Of a series: ten years of months, more than two of weeks."""
PER = ("week", "month", "quarter")
MOST, FEWEST, DEAREST, CHEAPEST, EARLIEST, LATEST = "most", "fewest", "dearest", "cheapest", "earliest", "latest"
COUNT, LIST, SHARE, AVERAGE, WHO = "count", "list", "share", "average", "who"
FORMS = (COUNT, LIST, SHARE, AVERAGE, WHO)
"""How the answer is put: a number, a list, a share of what `share_of` leaves, an average, who it is."""
ORDERS = (MOST, FEWEST, DEAREST, CHEAPEST, EARLIEST, LATEST)
BY_COST = frozenset({DEAREST, CHEAPEST})
OF_PEOPLE = frozenset({"staff", "responsible"})
"""The conditions whose values are staff ids."""
KRONER = "kr"
"""The unit of sums of money."""


class WithheldError(SelectionError):
    """A team's channel is told nothing of one person, and no cost that a single case could be read from."""


@dataclass(frozen=True, slots=True)
class Selection:
    """All conditions hold together. `compare` is another period, or another team's name.

    `period`: of what stands on a day, its last day is that day; of what happens, the days in which it does. `limit`
    holds for the groups where any are asked for, else for the list. Raises SelectionError for what cannot be asked.
    """

    what: str
    conditions: tuple[Condition, ...] = ()
    period: Period | None = None
    group_by: tuple[str, ...] = ()
    per: str | None = None
    order: str | None = None
    limit: int | None = None
    compare: Period | str | None = None
    from_event: str | None = None
    to_event: str | None = None
    """Of `days`: between which events."""
    form: str | None = None
    share_of: tuple[Condition, ...] | None = None
    """Of a share: the conditions of the whole; each of them is one of `conditions` too."""

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise SelectionError(problem)

    @property
    def kind(self) -> CountedKind:
        return COUNTED[self.what]

    @property
    def unit(self) -> str:
        """What the figure is a number of; a share is a percentage whatever it is of."""
        return "%" if self.share_of is not None else self.kind.unit

    @property
    def whole(self) -> Selection:
        """Of a share: what it is a share of; it says which rows there are at all. Of all else: the same."""
        return self if self.share_of is None else replace(self, conditions=self.share_of, form=None, share_of=None)

    @property
    def figured(self) -> Selection:
        """What is worked out: the average of cases is that of the caseworkers who have them."""
        return replace(self, what=AVERAGE, form=None) if self.form == AVERAGE and self.what == "cases" else self

    @property
    def of_closed_cases(self) -> bool:
        """Whether closed cases count too: where it is asked for those closed, or for what was reached in a period."""
        return any(
            not one.denied and (one.name == "closed" or (one.name == "state" and one.period is not None))
            for one in self.conditions
        )

    @property
    def reads_cost(self) -> bool:
        """Whether what a single case costs could be read from the figure, the list or their order."""
        return (
            self.kind.unit == KRONER
            or self.order in BY_COST
            or any(condition.name == "cost" for condition in self.conditions)
        )

    @property
    def nothing(self) -> int | None:
        """The figure of no rows: 0, but a share or an average of nothing is none."""
        return None if self.unit in {"%", "days"} or self.figured.what == AVERAGE else 0

    def named(self, name: str) -> tuple[str, ...]:
        """The values of the condition of that name, where it is not denied."""
        return tuple(text for one in self.conditions if one.name == name and not one.denied for text in one.texts)

    def days(self, day: dt.date) -> Stretch:
        """The days in which things happen, seen from D: those of the period, else the usual ones."""
        if self.period is not None:
            return self.period.start or dt.date.min, self.period.end or day
        starts = {
            "year": day.replace(month=1, day=1),
            "month": day.replace(day=1),
            "year_back": add_months(day, -12) + ONE_DAY,
        }
        return starts[self.kind.usual], day


def at_period(selection: Selection, period: Period) -> Selection:
    """The same in another period: a condition that looks at the question's own period looks at that one too."""

    def moved(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        own = selection.period
        return tuple(
            replace(one, period=period) if one.period is not None and one.period == own else one for one in conditions
        )

    return with_conditions(selection, moved, period=period, per=None, compare=None)


def with_conditions(
    selection: Selection, moved: Callable[[tuple[Condition, ...]], tuple[Condition, ...]], **form: Any
) -> Selection:
    """With other conditions, also of the whole that it is a share of."""
    share_of = None if selection.share_of is None else moved(selection.share_of)
    return replace(selection, conditions=moved(selection.conditions), share_of=share_of, **form)


def with_people(selection: Selection, candidates: Container[str], meant: Container[str]) -> Selection:
    """With only those `meant` of the people whom a name fits, also where that name is denied."""

    def moved(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(
            replace(one, values=tuple(who for who in one.texts if who not in candidates or who in meant))
            if one.name in OF_PEOPLE
            else one
            for one in conditions
        )

    return with_conditions(selection, moved)


def of_team(selection: Selection, team: str) -> Selection:
    """The same of another team."""

    def moved(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
        others = tuple(one for one in conditions if one.name != "team" or one.denied)
        return (*others, Condition("team", (team,)))

    return with_conditions(selection, moved, per=None, compare=None)


def compared_with(selection: Selection) -> Selection | None:
    """What the selection is compared with; None where it is with nothing."""
    if isinstance(selection.compare, Period):
        return at_period(selection, selection.compare)
    return None if selection.compare is None else of_team(selection, selection.compare)


def stretches(selection: Selection, day: dt.date) -> Iterator[Stretch]:
    """The weeks, months or quarters of the period, the first and last cut to it; without a period of the last year.

    Raises SelectionError where they are more than MOST_POINTS.
    """
    period = selection.period or Period(add_months(day, -12) + ONE_DAY, day)
    if period.start is None:
        raise SelectionError("A development needs the day it begins.")
    first, last = period.start, period.end or day
    per, told = selection.per or "month", 0
    while first <= last:
        told += 1
        if told > MOST_POINTS:
            raise SelectionError(f"A development has at most {MOST_POINTS} points; ask for fewer, or by quarter.")
        end = min(around(first, per, 0)[1], last)
        yield first, end
        first = end + ONE_DAY


def told_in_points(selection: Selection, day: dt.date) -> Selection:
    """With as few points as a development may have: by month or quarter where its weeks are too many, and the latest
    thirty years of quarters. It begins a year before its end where no beginning is named.
    """
    if selection.per is None:
        return selection
    last = (selection.period.end if selection.period else None) or day
    if selection.period is not None and selection.period.start is None:
        selection = _begun(selection, add_months(last, -12) + ONE_DAY)
    coarser = (replace(selection, per=per) for per in PER[PER.index(selection.per) :])
    told = next((one for one in coarser if _has_few_points(one, day)), None)
    return told or _begun(replace(selection, per=PER[-1]), add_months(last, -3 * (MOST_POINTS - 1)))


def _begun(selection: Selection, start: dt.date) -> Selection:
    end = selection.period.end if selection.period else None
    return replace(at_period(selection, Period(start, end)), per=selection.per, compare=selection.compare)


def _has_few_points(selection: Selection, day: dt.date) -> bool:
    try:
        list(stretches(selection, day))
    except SelectionError:
        return False
    return True


def is_told_in_channel(selection: Selection) -> bool:
    """Whether a team's channel may be told it (§11, last lines): nothing about one person, and no cost that a single
    case could be read from, also not by subtraction: so sums of cost are narrowed by nothing there.
    """
    if any(condition.name in _OF_ONE_PERSON for condition in selection.conditions):
        return False
    narrowing = any(condition.name != "team" for condition in selection.conditions)
    return not selection.reads_cost or (selection.kind.unit == KRONER and not narrowing and not selection.group_by)


_OF_ONE_PERSON = frozenset({"staff", "new"})


def _problem(selection: Selection) -> str | None:
    if selection.what not in COUNTED:
        return f"There is no {selection.what!r} to count."
    return (
        _problem_of_conditions(selection)
        or _problem_of_groups(selection)
        or _problem_of_form(selection)
        or _problem_of_share(selection)
        or _problem_of_average(selection)
    )


def _problem_of_conditions(selection: Selection) -> str | None:
    if len(selection.conditions) > MOST_CONDITIONS:
        return f"At most {MOST_CONDITIONS} conditions hold together."
    for one in selection.conditions:
        if not one.kind.fits(selection.kind):
            return f"The condition {one.name!r} says nothing of {selection.what}."
    return None


def _problem_of_groups(selection: Selection) -> str | None:
    groups = selection.group_by
    if len(groups) > MOST_GROUPINGS or len(set(groups)) != len(groups):
        return "A figure is split by one grouping, or by two different ones."
    for name in groups:
        if name not in GROUPS:
            return f"There is no grouping {name!r}."
        if not GROUPS[name].fits(_figured_kind(selection)):
            return f"The grouping {name!r} splits no {selection.what}."
    return None


def _figured_kind(selection: Selection) -> CountedKind:
    return COUNTED[AVERAGE] if selection.form == AVERAGE and selection.what == "cases" else selection.kind


def _problem_of_form(selection: Selection) -> str | None:
    compare = selection.compare
    checks = {
        f"A development goes by {', '.join(PER)}.": selection.per is not None and selection.per not in PER,
        f"An order is one of {', '.join(ORDERS)}.": selection.order is not None and selection.order not in ORDERS,
        "Days go from one event to another.": (selection.what == "days")
        is not (selection.from_event is not None and selection.to_event is not None),
        f"A form is one of {', '.join(FORMS)}.": selection.form is not None and selection.form not in FORMS,
        "A limit is 1 or more.": selection.limit is not None and selection.limit < 1,
        "It is compared with a period that has days, or with a team.": compare in {"", Period()},
        f"{selection.what} by team are not compared with a team.": isinstance(compare, str)
        and "team" in selection.group_by,
        f"{selection.what} are no team's.": isinstance(compare, str) and not CONDITIONS["team"].fits(selection.kind),
        "A period ends on or after the day it begins.": any(
            isinstance(one, Period) and one.start is not None and one.end is not None and one.end < one.start
            for one in (selection.period, compare)
        ),
    }
    return next((problem for problem, wrong in checks.items() if wrong), None)


def _problem_of_average(selection: Selection) -> str | None:
    known = selection.form != AVERAGE or selection.what in {"cases", AVERAGE, "days"}
    return None if known else f"There is no average of {selection.what}: only of cases per caseworker, and of days."


def _problem_of_share(selection: Selection) -> str | None:
    """A share without a whole is one where all that is counted is a share: of deadlines met in time."""
    kind, whole = selection.kind, selection.share_of
    if whole is None:
        is_one = selection.form != SHARE or kind.unit == "%"
        return None if is_one else f"A share of {selection.what} needs the whole that it is of."
    if selection.form != SHARE:
        return "The whole is that of a share."
    if kind.unit in {"%", "days"} or selection.what == AVERAGE:
        return f"There are no shares of {selection.what}."
    if any(one not in selection.conditions for one in whole):
        return "What is true of the whole is true of its share."
    return None
