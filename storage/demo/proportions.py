"""What the demo municipality looks like, as data: teams, case types, the review, lateness.

F19 and F20 are the Frederiksberg plans of 2019 and 2020 (see docs). Where they are silent the figure is ours and
marked so. All counts are those of the default size and scale with it.

F19 counts "ca. 400" disability cases on nine portfolios among some 850-950 cases; F20 counts 97 school day treatment,
126 placement, 406 preventive and 280 disability cases within milestone 1B. The two cannot both hold. We keep F19 for
the whole (the department's size, 28 portfolios, 400 disability cases, 10 % over 18), since its figures belong together,
and let F20 share out the remaining cases among its other three types, 97 : 126 : 406. F20's progress of the review
is kept as a share of each type (181 of 280 disability cases = 65 %).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.rules.case_types import CASE_TYPES

PLACEMENT, PREVENTIVE, SCHOOL, DISABILITY, YOUTH = CASE_TYPES

DEFAULT_CASES = 1100
"""F20: 1 096 cases had been reviewed, those closed since among them."""
DEFAULT_OPEN = 896
"""28 portfolios of 32 cases."""


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """One team at the default size; `open_cases` by case type, shares between 0 and 1."""

    name: str
    department: str
    band: tuple[int, int]
    portfolios: int
    open_cases: dict[str, int]
    leader: str
    """A key: teams that share it share a leader."""
    coordinator: bool = True
    least_portfolios: int = 1
    assessing: bool = False
    """The team has cases while the assessment runs."""
    late_share: float = 0.10
    restless_share: float = 0.015
    """Cases with two or more changes of caseworker within the last year."""
    newly_qualified: bool = False


TEAMS = (
    TeamPlan(
        "Team Nord",
        "Familieafdelingen",
        (20, 25),
        4,
        {SCHOOL: 18, PLACEMENT: 11, PREVENTIVE: 54, YOUTH: 11, DISABILITY: 4},
        "nord",
        least_portfolios=2,
        late_share=0.12,
    ),
    TeamPlan(
        "Distrikt 1",
        "Familieafdelingen",
        (20, 25),
        4,
        {SCHOOL: 19, PLACEMENT: 11, PREVENTIVE: 53, YOUTH: 12},
        "distrikt",
        least_portfolios=2,
    ),
    TeamPlan(
        "Distrikt 2",
        "Familieafdelingen",
        (20, 25),
        4,
        {SCHOOL: 18, PLACEMENT: 11, PREVENTIVE: 53, YOUTH: 11},
        "distrikt",
        newly_qualified=True,
        late_share=0.06,
    ),
    # F20: the assessment team is the bottleneck; 38 cases each against a band of 20-25.
    TeamPlan(
        "Undersøgelse",
        "Familieafdelingen",
        (20, 25),
        3,
        {SCHOOL: 8, PLACEMENT: 4, PREVENTIVE: 102},
        "undersøgelse",
        assessing=True,
        late_share=0.26,
        restless_share=0.40,
    ),
    TeamPlan("Anbringelse", "Familieafdelingen", (20, 25), 2, {PLACEMENT: 44}, "anbringelse", coordinator=False),
    TeamPlan("Ungestøtte", "Unge", (25, 30), 2, {YOUTH: 56}, "anbringelse", coordinator=False, late_share=0.05),
    # F19: 44 disability cases to a portfolio. Such cases weigh less, hence the higher band (ours).
    TeamPlan(
        "Handicap", "Børnehandicap", (40, 48), 9, {DISABILITY: 396}, "handicap", newly_qualified=True, late_share=0.09
    ),
)


@dataclass(frozen=True, slots=True)
class TypePlan:
    """How cases of one type look: ages in whole years, how old a case gets, how far its review has come."""

    ages: tuple[int, int]
    longest_years: float
    reviewed: float
    """F20, status of 19 October 2020."""
    reported_done: float
    """Of the red and yellow ones. Ours: F20's tables are pictures, but its internal deadlines give the order."""
    late_rules: Mapping[str, float]
    """Which rule a late case is late with, by weight (ours)."""


_COMMON_LATE: Mapping[str, float] = {"follow_up": 40, "record_access": 5, "reassessment": 5, "notification_receipt": 4}

TYPES = {
    SCHOOL: TypePlan((6, 16), 5, 1.0, 0.85, {**_COMMON_LATE, "child_plan": 20, "assessment": 12}),
    PLACEMENT: TypePlan(
        (2, 17),
        7,
        1.0,
        0.65,
        {
            **_COMMON_LATE,
            "supervision_visit": 45,
            "child_plan": 15,
            "transition_start": 12,
            "youth_support_decision": 16,
        },
    ),
    PREVENTIVE: TypePlan(
        (1, 17),
        4,
        391 / 406,
        0.45,
        {**_COMMON_LATE, "child_plan": 20, "assessment": 20, "notification_assessment": 6, "application": 4},
    ),
    DISABILITY: TypePlan(
        (1, 17),
        7,
        181 / 280,
        0.25,
        {
            **_COMMON_LATE,
            "extra_costs_review": 40,
            "lost_earnings_review": 35,
            "application": 18,
            "transition_start": 12,
        },
    ),
    YOUTH: TypePlan((18, 22), 3, 0.9, 0.5, {**_COMMON_LATE, "child_plan": 15}),
}

ASSESSING_LATE = {"assessment": 88.0, "notification_receipt": 8.0, "notification_assessment": 4.0}

LONGEST_OVERDUE = {
    "notification_assessment": 4,
    "notification_receipt": 12,
    "record_access": 15,
    "reassessment": 25,
    "transition_start": 60,
}
"""Days; short deadlines are seldom forgotten for long. All other rules: LONGEST_OVERDUE_OTHERWISE."""
LONGEST_OVERDUE_OTHERWISE = 120

LIVE_SHARE = 0.06
"""Open cases with a short matter under way and not overdue; more of them come out of PAST_MATTERS."""
LIVE_RULES = {
    "notification_assessment": (15.0, 0),
    "notification_receipt": (20.0, 6),
    "record_access": (20.0, 9),
    "reassessment": (20.0, 27),
    "application": (25.0, 55),
}
"""By rule: weight, and the most days from today until it is due."""

PAST_MATTERS = {
    "notification_assessment": 0.25,
    "assessment": 0.06,
    "child_plan": 0.12,
    "reassessment": 0.05,
    "record_access": 0.07,
    "application": 0.25,
}
"""How often each comes up once more in a case's life (ours); applications in disability cases only."""

EXTRA_COSTS_SHARE, LOST_EARNINGS_SHARE = 0.65, 0.55
"""Disability cases with each (ours); every one has at least one of them, some both."""
DISABILITY_MEASURE = 0.5
"""Disability cases with a measure of their own, and so with a rhythm of follow-ups (ours)."""
RECALCULATED = 0.2
"""Disability cases whose earlier grants have been worked out anew; F19 plans it for many."""

OWN_NEXT_DATE = 0.25
"""How often a follow-up carries its own next date (column `næste`)."""
MEASURE_ENDED = 0.03
"""Open cases that wait to be closed, since their measure has just ended."""

CATEGORIES = {"rød": 0.30, "gul": 0.42, "grøn": 0.28}
"""Ours; F19 found fundamental faults in most of 29 cases before the restoring began."""
URGENT = 90 / 1096
"""F20, milestone 1A."""
URGENT_CATEGORIES = {"rød": 0.70, "gul": 0.30}
"""Ours: a case with the child's needs uncovered is not green."""
URGENT_REPORTED_DONE = 0.92
"""F20 says all; the rest here were found urgent later."""
PROTECTED = 0.012
AUDITED, AUDITED_MORE_NEEDED = 70, 12
"""F20: 70 urgent cases audited, more action needed in 12."""

MISSING_INFORMATION = 0.25
"""F19: a quarter of the cases lack information about the case in the case system."""
GAPS = {"bekymringsgrad": 55.0, "cpr": 22.0, "cpr+bekymringsgrad": 13.0, "rådgiver": 5.0, "hændelser": 5.0}
"""What is missing, by weight (ours): a blank column, or no events at all."""

ONE_CHANGE = 0.22
"""Cases with one change of caseworker in their life (ours)."""
LATE_IN_THE_PAST = 0.06
"""How often a deadline was met too late (ours)."""
