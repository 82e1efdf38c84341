"""The shares behind grants, postings and deviations from the budget, as data.

F19 gives the share of contact persons among young people over 18, and how far its accounts ended from the forecast;
its 32 % of the spend not tied to a citizen come of what is billed collectively (measures.py). All else is ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from storage.demo.measures import (
    CONTACT_PERSON,
    COUNSELLING,
    EXTRA_COSTS,
    FAMILY_TREATMENT,
    FOSTER_CARE,
    HOME_SUPPORT,
    INSTITUTION,
    RESIDENCE,
    RESPITE,
    SCHOOL_TREATMENT,
    SECURE_INSTITUTION,
    SUPPORT_PERSON,
    YOUTH_CONTACT,
    YOUTH_STAY,
    Measure,
)
from storage.demo.proportions import DISABILITY, PLACEMENT, PREVENTIVE, SCHOOL, YOUTH

MAIN: Mapping[str, tuple[tuple[Measure, float], ...]] = {
    PLACEMENT: ((FOSTER_CARE, 52), (RESIDENCE, 17), (INSTITUTION, 29), (SECURE_INSTITUTION, 2)),
    PREVENTIVE: (
        (FAMILY_TREATMENT, 38),
        (CONTACT_PERSON, 22),
        (HOME_SUPPORT, 18),
        (RESPITE, 8),
        (SUPPORT_PERSON, 8),
        (COUNSELLING, 6),
    ),
    SCHOOL: ((SCHOOL_TREATMENT, 1),),
    YOUTH: ((YOUTH_CONTACT, 84), (YOUTH_STAY, 16)),
    DISABILITY: ((EXTRA_COSTS, 1),),
}
"""A case's main measure by its type and by weight; F19 has 80 contact persons for 95 young people over 18. A disability
case has the measures that its events decide."""

BEFORE: Mapping[str, tuple[tuple[Measure, float], ...]] = {
    PLACEMENT: ((FAMILY_TREATMENT, 40), (FOSTER_CARE, 35), (RESIDENCE, 25)),
    PREVENTIVE: ((COUNSELLING, 35), (CONTACT_PERSON, 30), (FAMILY_TREATMENT, 35)),
    SCHOOL: ((FAMILY_TREATMENT, 70), (CONTACT_PERSON, 30)),
    YOUTH: ((RESIDENCE, 30), (YOUTH_STAY, 70)),
}
"""A case's former measure, where it has changed."""

BESIDE: Mapping[str, tuple[tuple[Measure, float], ...]] = {
    PLACEMENT: ((RESPITE, 50), (SUPPORT_PERSON, 50)),
    PREVENTIVE: ((RESPITE, 45), (CONTACT_PERSON, 30), (SUPPORT_PERSON, 25)),
    SCHOOL: ((CONTACT_PERSON, 60), (RESPITE, 40)),
    DISABILITY: ((RESPITE, 70), (HOME_SUPPORT, 30)),
}
BESIDE_SHARE = {PLACEMENT: 0.16, PREVENTIVE: 0.15, SCHOOL: 0.12, DISABILITY: 0.14}
"""Cases with a second measure beside the main one."""

CHANGED = 0.22
"""Cases that once had another measure than now."""
RENEWED = 0.75
"""Grants made out anew, at a new price, at the turn of a year; the others keep their price."""
WITHOUT_STOP = 0.08
"""Running grants that nobody gave a stop date."""
LEFT_RUNNING = 0.05
"""Closed cases with a grant that nobody stopped."""
ASSESSING_HELPED = 0.10
"""Cases that have a measure while the assessment still runs."""
PAID_ONCE = 0.35
"""Extra costs granted as one sum, not by the month."""

NEVER_POSTED = 0.012
"""Grants nobody posts on."""
WRONGLY_POSTED = 0.002
"""Postings with the case, but on another account than the grant's."""
PARENTS_PAY = 0.25
"""Placements whose parents pay towards them; FX D.4."""
PARENTS_PAY_KRONER = (450, 1_900)
FORECAST_MISS = 0.06
"""F19: the accounts of 2018 ended 6 % above the first forecast."""
OFF_BUDGET = {"Team Nord": 0.034, "Distrikt 2": -0.041}
"""By team: how far the forecast lies from the budget of the year."""
NEAR_BUDGET = 0.012
"""All other teams are at most that far from it."""
