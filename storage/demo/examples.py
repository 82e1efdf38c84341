"""The three cases with fixed numbers that the README and the sample questions know; all of them Anna's."""

from __future__ import annotations

import datetime as dt
import random

from storage.demo.days import days, office_day
from storage.demo.plan import PlannedCase
from storage.demo.proportions import DISABILITY, PLACEMENT, PREVENTIVE
from storage.demo.staffing import DemoTeam
from storage.rules.calendar import birthday

FIRST_POSSIBLE_DAY = dt.date(2025, 1, 1)
"""The newest of them is opened in August 2024."""


def example_cases(rng: random.Random, team: DemoTeam, today: dt.date) -> list[PlannedCase]:
    """The cases 2024-1183, 2023-0456 and 2022-0099 in Team Nord, open, with deadlines fixed relative to `today`."""
    return [_new_assessment(rng, team, today), _placement(rng, team, today), _lost_earnings(rng, team, today)]


def _child(rng: random.Random, today: dt.date, age: int) -> dt.date:
    return birthday(today, -age) - days(rng.randint(40, 200))


def _new_assessment(rng: random.Random, team: DemoTeam, today: dt.date) -> PlannedCase:
    """Preventive: a second assessment due in 18 days; reviewed yellow, two steps missing until it can be done."""
    return PlannedCase(
        team,
        PREVENTIVE,
        dt.date(2024, 8, 22),
        None,
        _child(rng, today, 12),
        due_in={"assessment": 18},
        fixed="2024-1183",
        skips=frozenset({"børnesamtale", "klagevejledning"}),
        category="gul",
        reviewed=office_day(today - days(75)),
    )


def _placement(rng: random.Random, team: DemoTeam, today: dt.date) -> PlannedCase:
    """Placement: the next follow-up in 23 days, a supervision visit in 11; green."""
    return PlannedCase(
        team,
        PLACEMENT,
        dt.date(2023, 4, 3),
        None,
        _child(rng, today, 9),
        due_in={"follow_up": 23, "supervision_visit": 11},
        fixed="2023-0456",
        category="grøn",
        reviewed=office_day(today - days(190)),
    )


def _lost_earnings(rng: random.Random, team: DemoTeam, today: dt.date) -> PlannedCase:
    """Disability: lost earnings to be reviewed in 26 days, extra costs nine days overdue; reported done."""
    return PlannedCase(
        team,
        DISABILITY,
        dt.date(2022, 1, 20),
        None,
        _child(rng, today, 13),
        due_in={"lost_earnings_review": 26, "extra_costs_review": -9},
        fixed="2022-0099",
        category="gul",
        reviewed=office_day(today - days(260)),
        restored=office_day(today - days(150)),
        reported_done=office_day(today - days(140)),
    )
