"""The cases behind an example's figures, made up so that the counts come out as the plan says."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from storage.demo.days import between, days, office_day
from storage.demo.plan import PlannedCase, birth_date, give_numbers
from storage.demo.plans.example import Audited, CaseSpec, Example, Reviewed
from storage.demo.review import missing_of
from storage.demo.staffing import DemoTeam

_COLOURS = {"red": "rød", "yellow": "gul", "green": "grøn"}
_BEGUN_WITH = {"undersøgelse afsluttet": "undersøgelse påbegyndt"}
"""An event that never ended never began either, or it would have been overdue for years."""

Carried = dict[tuple[str, bool], int]
"""How many cases each caseworker has so far, counting those that lack something apart."""


def cases_of(rng: random.Random, example: Example, teams: Mapping[str, DemoTeam]) -> list[PlannedCase]:
    """All cases of the example in the order of their numbers, each with a caseworker."""
    carried: Carried = defaultdict(int)
    planned = [case for spec in example.cases for case in _block(rng, spec, teams, carried, example.day)]
    if example.audited is not None:
        _audit(rng, planned, example.audited)
    give_numbers(rng, planned, example.day)
    return sorted(planned, key=lambda case: case.number)


def _block(
    rng: random.Random, spec: CaseSpec, teams: Mapping[str, DemoTeam], carried: Carried, today: dt.date
) -> list[PlannedCase]:
    first = teams[spec.teams[0]]
    cases = [_case(rng, spec, first, today) for _ in range(spec.count)]
    if spec.reviewed is None:
        for case in cases[: spec.urgent]:
            case.urgent = True
    else:
        _review(rng, cases, spec, spec.reviewed, today)
    _leave_out(rng, cases, spec)
    for case in cases:
        lacks = not case.skips.isdisjoint(spec.lacking)
        _give_to_somebody(case, [teams[name] for name in spec.teams], carried, lacks=lacks)
    return cases


def _case(rng: random.Random, spec: CaseSpec, team: DemoTeam, today: dt.date) -> PlannedCase:
    closed = _day(rng, *spec.closed) if spec.closed else None
    opened = _day(rng, *spec.opened)
    last = closed or today
    birth = birth_date(rng, spec.type, last, least_age=last.year - opened.year + 1)
    return PlannedCase(team, spec.type, opened, closed, birth)


def _review(rng: random.Random, cases: Sequence[PlannedCase], spec: CaseSpec, review: Reviewed, today: dt.date) -> None:
    """Give the cases their colours and days: the cases that are done by now were reviewed first."""
    colours = [colour for colour in ("red", "yellow") for _ in range(getattr(review, colour))]
    urgent, others = colours[: spec.urgent], colours[spec.urgent :]
    rng.shuffle(others)
    more_done = spec.reported_done - min(spec.urgent, spec.reported_done)
    green = ["green"] * review.green
    early = [*others[:more_done], *green[::2]]
    late = [*others[more_done:], *green[1::2]]
    rng.shuffle(early)
    rng.shuffle(late)
    reviewed_on = sorted(_day(rng, review.since, review.until) for _ in range(len(colours) + len(green)))
    for case, colour, day in zip(cases, [*urgent, *early, *late], reviewed_on, strict=False):
        case.category, case.reviewed = _COLOURS[colour], day
    for case in cases[: spec.urgent]:
        case.urgent = True
    to_restore = [case for case in cases if case.category in ("rød", "gul")]
    for i, case in enumerate(to_restore[: spec.reported_done + spec.restored]):
        case.restored = restored = _restored(rng, case, today)
        if i < spec.reported_done:
            case.reported_done = _later(rng, restored, (2, 14), today)


def _restored(rng: random.Random, case: PlannedCase, today: dt.date) -> dt.date:
    """Urgent cases within some weeks; the others by and by, so that there is a pace to measure."""
    if case.reviewed is None:
        raise ValueError("what was not reviewed is not restored")
    longest = 75 if case.urgent else max(30, (today - case.reviewed).days - 16)
    return _later(rng, case.reviewed, (15, longest), today)


def _leave_out(rng: random.Random, cases: Sequence[PlannedCase], spec: CaseSpec) -> None:
    """Settle which events never happened: those the plan counts from the end on, so that no done case lacks one."""
    for case in cases:
        case.skips = frozenset(spec.never)
        if spec.flawed or (case.category and not case.restored):
            # Where the plan counts missing events, nothing fundamental may be missing elsewhere.
            category = "gul" if spec.lacking or not case.category else case.category
            case.skips |= missing_of(rng, spec.type, category, late=False)
    unlawful = [case for case in cases if case.category != "grøn"]
    for kind, count in spec.lacking.items():
        for case in unlawful[len(unlawful) - count :]:
            case.skips |= {kind, _BEGUN_WITH.get(kind, kind)}


def _give_to_somebody(case: PlannedCase, teams: Sequence[DemoTeam], carried: Carried, *, lacks: bool) -> None:
    """Give the case to the caseworker furthest below their share, and so to that team."""
    load = {(team.name, worker): share for team in teams for worker, share in team.load.items()}
    chosen = min(load, key=lambda seat: carried[seat[1], lacks] / load[seat])
    carried[chosen[1], lacks] += 1
    case.caseworker = chosen[1]
    case.team = next(team for team in teams if team.name == chosen[0])


def _audit(rng: random.Random, cases: Iterable[PlannedCase], audited: Audited) -> None:
    """Audit so many of the urgent cases that were reported done by then."""
    done = [(case, case.reported_done) for case in cases if case.urgent and case.reported_done]
    ready = [(case, day) for case, day in done if day < audited.by]
    for i, (case, day) in enumerate(rng.sample(ready, audited.cases)):
        case.audited = _later(rng, day, (3, 30), audited.by)
        case.audit = "yderligere tiltag" if i < audited.more_action else "godkendt"


def _day(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """An office day of the span, both ends possible."""
    return max(first, office_day(first + between(rng, 0, (last - first).days)))


def _later(rng: random.Random, day: dt.date, after: tuple[int, int], last: dt.date) -> dt.date:
    """An office day some days after `day`, before `last`."""
    return max(day, office_day(min(day + between(rng, *after), last - days(1))))
