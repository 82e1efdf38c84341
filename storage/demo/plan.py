"""The plan of every case of the demo, without its history: type, team, days, child, caseworker, and what is late."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from storage.demo import proportions as p
from storage.demo.days import apportion, between, days, office_day, skewed, weighted
from storage.demo.staffing import DemoTeam
from storage.rules.calendar import add_months, birthday

OLDEST_HISTORY_OF_LATE = 600
"""Days a late case has been open at least: its opening is then over before the late matter begins."""
_CLOSED_WITHIN_DAYS = 500
_RESERVED_SERIALS = frozenset({99, 456, 1183})
"""Those of the cases with fixed numbers, kept free in every year, so that "1183" alone tells which case is meant."""


@dataclass(slots=True)
class PlannedCase:
    """The plan of one case; its review and its story come later."""

    team: DemoTeam
    case_type: str
    opened: dt.date
    closed: dt.date | None
    birth: dt.date
    due_in: dict[str, int] = field(default_factory=dict)
    """Deadlines that the plan sets: rule → days from today until due, negative where overdue."""
    gap: str | None = None
    """The missing data: a key of GAPS."""
    fixed: str | None = None
    """The number of a case the README and the sample questions know."""
    number: str = ""
    caseworker: str | None = None
    urgent: bool = False
    protected: bool = False
    skips: frozenset[str] = field(default_factory=frozenset)
    """Event kinds that never happened, so that the review finds them missing."""
    category: str | None = None
    reviewed: dt.date | None = None
    restored: dt.date | None = None
    reported_done: dt.date | None = None
    audited: dt.date | None = None
    audit: str | None = None

    @property
    def late(self) -> bool:
        """Whether it is meant to have an overdue deadline."""
        return any(days_left < 0 for days_left in self.due_in.values())

    @property
    def assessing(self) -> bool:
        """Whether it is still in its first assessment."""
        return self.team.plan.assessing and self.closed is None


def plan_cases(
    rng: random.Random, teams: list[DemoTeam], count: int, today: dt.date, fixed: list[PlannedCase]
) -> list[PlannedCase]:
    """`count` cases, the `fixed` ones among them, in the order of their numbers, each with a caseworker."""
    open_count = round(count * p.DEFAULT_OPEN / p.DEFAULT_CASES)
    cases = list(fixed)
    cells = [(team, case_type, size) for team in teams for case_type, size in team.plan.open_cases.items()]
    taken = [sum(f.team is team and f.case_type == case_type for f in fixed) for team, case_type, _ in cells]
    open_weights = [size - less for (_, _, size), less in zip(cells, taken, strict=True)]
    for (team, case_type, _), number in zip(cells, apportion(open_count - len(fixed), open_weights), strict=True):
        cases += [_open_case(rng, team, case_type, today) for _ in range(number)]
    closed = apportion(count - open_count, [size for _, _, size in cells])
    for (team, case_type, _), number in zip(cells, closed, strict=True):
        cases += [_closed_case(rng, team, case_type, today) for _ in range(number)]
    _deal_out(rng, cases)
    give_numbers(rng, cases, today)
    return sorted(cases, key=lambda case: (case.opened.year, len(case.number), case.number))


def _open_case(rng: random.Random, team: DemoTeam, case_type: str, today: dt.date) -> PlannedCase:
    due_in = _settled_deadline(rng, team, case_type)
    late, days_left = next(iter(due_in.items()), ("", 0))
    overdue = max(0, -days_left)
    birth = _late_birth(late, today - days(overdue)) if overdue else None
    if birth is None:
        birth = birth_date(rng, case_type, today, 3 if overdue else 0)
    if team.plan.assessing:
        opened = _assessed_since(rng, late, overdue, today)
    else:
        opened = _open_since(rng, case_type, birth, today, late=overdue > 0)
    case = PlannedCase(team, case_type, opened, None, birth, due_in)
    if rng.random() < p.MISSING_INFORMATION:
        # A case with a planned deadline keeps its CPR, events and caseworker, or nobody would see the deadline.
        case.gap = "bekymringsgrad" if due_in else weighted(rng, p.GAPS)
    _flag(rng, case)
    return case


def _settled_deadline(rng: random.Random, team: DemoTeam, case_type: str) -> dict[str, int]:
    """The one rule that a late case is late with, or a short matter under way, or (mostly) nothing."""
    if rng.random() < team.plan.late_share:
        rule = weighted(rng, p.ASSESSING_LATE if team.plan.assessing else p.TYPES[case_type].late_rules)
        return {rule: -1 - skewed(rng, p.LONGEST_OVERDUE.get(rule, p.LONGEST_OVERDUE_OTHERWISE) - 1)}
    if not team.plan.assessing and rng.random() < p.LIVE_SHARE:
        rule = weighted(rng, {rule: weight for rule, (weight, _) in p.LIVE_RULES.items()})
        most = p.LIVE_RULES[rule][1]
        return {rule: rng.randint(min(1, most), most)}
    return {}


def _closed_case(rng: random.Random, team: DemoTeam, case_type: str, today: dt.date) -> PlannedCase:
    closed = office_day(today - days(1 + skewed(rng, _CLOSED_WITHIN_DAYS, 1.2)))
    birth = birth_date(rng, case_type, closed)
    lived = (closed - birth).days
    longest = min(int(p.TYPES[case_type].longest_years * 365), lived - 30)
    opened = office_day(closed - days(60 + skewed(rng, longest - 60, 1.3)))
    case = PlannedCase(team, case_type, opened, closed, birth)
    if rng.random() < p.MISSING_INFORMATION:
        case.gap = rng.choice(("bekymringsgrad", "cpr"))
    _flag(rng, case)
    return case


def _flag(rng: random.Random, case: PlannedCase) -> None:
    case.urgent = rng.random() < p.URGENT
    case.protected = rng.random() < p.PROTECTED


def birth_date(rng: random.Random, case_type: str, on: dt.date, least_age: int = 0) -> dt.date:
    """A birth date that gives an age of the type's range on that day."""
    low, high = p.TYPES[case_type].ages
    age = rng.randint(max(low, least_age), high)
    birth = birthday(on, -age) - between(rng, 2, 360)
    return _not_new_year(birth)


def _late_birth(late: str, due: dt.date) -> dt.date | None:
    """The birth date that makes an age rule due on that day; None where the rule has nothing to do with age."""
    if late == "transition_start":
        return _not_new_year(birthday(add_months(due, -3), -16))
    if late == "youth_support_decision":
        return _not_new_year(add_months(due, -12 * 17 - 6))
    return None


def _not_new_year(birth: dt.date) -> dt.date:
    """No birthdays on 1 January; storage/demo/cpr.py says why."""
    return birth - days(2) if (birth.month, birth.day) == (1, 1) else birth


def _open_since(rng: random.Random, case_type: str, birth: dt.date, today: dt.date, *, late: bool) -> dt.date:
    """When an open case was opened: the longer ago, the rarer."""
    least = OLDEST_HISTORY_OF_LATE if late else 30
    longest = min(int(p.TYPES[case_type].longest_years * 365), (today - birth).days - 30)
    return office_day(today - days(least + skewed(rng, max(0, longest - least), 1.15)))


def _assessed_since(rng: random.Random, late: str, overdue: int, today: dt.date) -> dt.date:
    """When a case still in its first assessment was opened: the deadlines it can be late with all start that day."""
    running = (today - add_months(today, -4)).days
    length = {"assessment": running, "notification_receipt": 8, "notification_assessment": 1}
    age = length[late] + overdue if overdue else 3 + skewed(rng, running - 14, 0.9)
    return min(today - days(age) - between(rng, 0, 1), today - days(2))


def _deal_out(rng: random.Random, cases: Iterable[PlannedCase]) -> None:
    """Give every case a caseworker: always the one of the team furthest below their share.

    Late cases are dealt apart from the others, so that no single person gets them all; cases with a fixed number go
    to Team Nord's first caseworker, who is Anna.
    """
    carried: dict[tuple[str, bool, bool], int] = defaultdict(int)
    shuffled = list(cases)
    rng.shuffle(shuffled)
    for case in sorted(shuffled, key=lambda case: case.fixed is None):
        load, pile = case.team.load, (case.closed is None, case.late)
        if case.closed is None and case.gap == "rådgiver":
            continue
        chosen = next(iter(load)) if case.fixed else min(load, key=lambda worker: carried[worker, *pile] / load[worker])
        carried[chosen, *pile] += 1
        case.caseworker = chosen


def give_numbers(rng: random.Random, cases: Iterable[PlannedCase], today: dt.date) -> None:
    """`YYYY-NNNN` by year and order of opening, with holes: other departments draw from the same series."""
    by_year: dict[int, list[PlannedCase]] = defaultdict(list)
    for case in cases:
        if case.fixed:
            case.number = case.fixed
        else:
            by_year[case.opened.year].append(case)
    for year, opened in by_year.items():
        opened.sort(key=lambda case: case.opened)
        for case, serial in zip(opened, _serials(rng, year, len(opened), today), strict=True):
            case.number = f"{year}-{serial:04d}"


def _serials(rng: random.Random, year: int, count: int, today: dt.date) -> Iterator[int]:
    whole_year = 1800
    if year == today.year:
        whole_year = whole_year * today.timetuple().tm_yday // 366
    last = max(whole_year, count * 5 // 4) + len(_RESERVED_SERIALS) + 1
    free = [serial for serial in range(1, last + 1) if serial not in _RESERVED_SERIALS]
    return iter(sorted(rng.sample(free, count)))
