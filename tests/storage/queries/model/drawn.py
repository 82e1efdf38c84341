"""Conditions with values that the demo has, one by one and drawn together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hypothesis import strategies as st

from storage.rules.conditions import CONDITIONS, COUNTED, GROUPS, Between, Condition, Value
from storage.rules.period import Period
from storage.rules.selection import Selection
from tests.storage.demo_folder import TODAY

AUTUMN = Period(dt.date(2026, 9, 1), dt.date(2026, 11, 15))
LAST_YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
SINCE_MAY = Period(dt.date(2026, 5, 1), None)
FORTNIGHT = Period(TODAY, TODAY + dt.timedelta(days=14))
LATE_AND_SOON = Period(None, TODAY + dt.timedelta(days=30))

Sample = tuple[tuple[Value, ...], Period | None]
SAMPLES: Mapping[str, tuple[Sample, ...]] = {
    "staff": ((("m0001",), None), (("m0001", "m0002", "m0023"), None)),
    "team": ((("Team Nord",), None), (("Handicap", "Distrikt 1"), None)),
    "case_type": ((("anbringelse",), None), (("handicap", "forebyggende"), None)),
    "category": ((("red",), None), (("none", "green"), None)),
    "urgent": (((), None),),
    "state": (
        *(((state,), None) for state in CONDITIONS["state"].words),
        (("restored", "reported_done"), None),
        (("reviewed",), LAST_YEAR),
        (("audited", "restored"), SINCE_MAY),
        (("reported_done",), AUTUMN),
        (("more_action",), SINCE_MAY),
    ),
    "lacks": (((), None), (("børnesamtale",), None), (("plan udarbejdet", "udmåling", "afgørelse"), None)),
    "has": ((("partshøring",), None), (("børnesamtale", "udmåling"), None)),
    "overdue": (
        ((), None),
        (("follow_up",), None),
        (("child_plan", "supervision_visit", "lost_earnings_review"), None),
    ),
    "due": (((), FORTNIGHT), ((), LATE_AND_SOON), (("follow_up", "assessment"), FORTNIGHT)),
    "rule": ((("follow_up",), None), (("child_plan", "supervision_visit"), None)),
    "age": (((Between(18, None),), None), ((Between(None, 5), Between(13, 15)), None), ((Between(6, 12),), None)),
    "opened": (((), LAST_YEAR), ((), SINCE_MAY)),
    "closed": (((), LAST_YEAR), ((), SINCE_MAY)),
    "measure": ((("Kontaktperson",), None), (("plejefamilie", "døgninstitution"), None), (("aflastning",), LAST_YEAR)),
    "performer": ((("ekstern",), None), (("intern", "ekstern"), None), (("intern",), AUTUMN)),
    "supplier": ((("Familieplejen",), None), (("familiehuset solsikken", "Kontakt og Støtte"), None)),
    "step": (((Between(6, 7),), None), ((Between(5, None),), None), ((Between(None, 2), Between(4, 4)), LAST_YEAR)),
    "no_stop": (((), None),),
    "cost": (((Between(500_000, None),), None), ((Between(None, 50_000),), None), ((Between(1000, 200_000),), None)),
    "no_caseworker": (((), None),),
    "changed": (((), None),),
    "new": (((), AUTUMN), ((), LAST_YEAR)),
    "concern": (((Between(4, None),), None), ((Between(1, 2),), None)),
    "event": (
        (("tilsynsbesøg",), None),
        (("underretning modtaget", "ansøgning modtaget"), AUTUMN),
        (("opfølgning afholdt",), LAST_YEAR),
    ),
    "account": ((("5.28.21",), None), (("5.57.72", "5.28.22"), None)),
}
"""For each condition values, and days where it looks at any; every record of conditions.toml has some."""

IN_THE_DEMO = sorted(COUNTED.keys() - {"complaints", "actions"})
"""What the demo holds; complaints and actions are only in those of the published plans."""

EACH = [
    Condition(name, values, period, denied)
    for name, some in SAMPLES.items()
    for values, period in some
    for denied in (False, True)
]


def plain(what: str, *conditions: Condition, group_by: tuple[str, ...] = ()) -> Selection:
    """With what else it needs."""
    return Selection(
        what,
        conditions,
        SINCE_MAY if COUNTED[what].time == "stretch" else None,
        group_by,
        from_event="ansøgning modtaget" if what == "days" else None,
        to_event="afgørelse" if what == "days" else None,
    )


def conditions_on(what: str) -> st.SearchStrategy[Condition]:
    """Any condition that makes sense for it, denied or not."""
    return st.sampled_from([one for one in EACH if one.kind.fits(COUNTED[what])])


SHARED = sorted(what for what in IN_THE_DEMO if COUNTED[what].unit not in {"%", "days"} and what != "average")
"""What there are shares of."""


@st.composite
def shares(draw: st.DrawFn) -> Selection:
    """Any share of anything: conditions of the whole, more of its part, in groups or not."""
    what = draw(st.sampled_from(SHARED))
    kind = COUNTED[what]
    whole = draw(st.lists(conditions_on(what), max_size=2))
    more = draw(st.lists(conditions_on(what), min_size=1, max_size=2))
    fitting = sorted(name for name, group in GROUPS.items() if group.fits(kind))
    return Selection(
        what=what,
        conditions=(*whole, *more),
        period=draw(st.sampled_from([AUTUMN, LAST_YEAR, SINCE_MAY])) if kind.time == "stretch" else None,
        group_by=tuple(draw(st.lists(st.sampled_from(fitting), max_size=1))),
        form="share",
        share_of=tuple(whole),
    )


@st.composite
def selections(draw: st.DrawFn, most: int = 3) -> Selection:
    """Two conditions or more on anything that is counted, in groups or not."""
    what = draw(st.sampled_from(IN_THE_DEMO))
    kind = COUNTED[what]
    conditions = draw(st.lists(conditions_on(what), min_size=2, max_size=most))
    fitting = sorted(name for name, group in GROUPS.items() if group.fits(kind))
    return Selection(
        what=what,
        conditions=tuple(conditions),
        period=draw(st.sampled_from([AUTUMN, LAST_YEAR, SINCE_MAY])) if kind.time == "stretch" else None,
        from_event="ansøgning modtaget" if what == "days" else None,
        to_event="afgørelse" if what == "days" else None,
        group_by=tuple(draw(st.lists(st.sampled_from(fitting), max_size=2, unique=True))),
    )
