"""Mean, median and limit of how long things took."""

from __future__ import annotations

import datetime as dt
import statistics

from hypothesis import given
from hypothesis import strategies as st

from storage.rules.calendar import Calendar
from storage.rules.deadlines.times import Times, TimeTaken, times_of

MONDAY = dt.date(2026, 11, 2)
RECEIVED, ASSESSED = "underretning modtaget", "underretning vurderet"


def told(*taken: TimeTaken, from_event: str = RECEIVED, to_event: str = ASSESSED) -> Times:
    return times_of(taken, from_event, to_event, Calendar(), application_weeks=8)


def took(days: int, number: int = 1, case_type: str = "forebyggende", begun: dt.date = MONDAY) -> TimeTaken:
    return TimeTaken(case_type, begun, days, number)


def test_twenty_four_hours_are_judged_by_the_day() -> None:
    assert told(took(0), took(1), took(2, number=3)).over_limit == 3


def test_a_rule_holds_for_its_case_types_alone() -> None:
    plan = {"from_event": "indsats besluttet", "to_event": "plan udarbejdet"}
    assert told(took(100), took(100, case_type="handicap"), **plan).over_limit == 1


def test_six_weekdays_leave_out_sundays_and_holidays() -> None:
    receipt = {"to_event": "kvittering sendt"}
    before_christmas = dt.date(2026, 12, 22)
    assert told(took(7), took(8), **receipt).over_limit == 1
    assert told(took(8, begun=before_christmas), **receipt).over_limit == 0


def test_no_rule_has_no_limit() -> None:
    assert told(took(5), to_event="afgørelse") == Times(5.0, 5.0, 1, None)
    assert told(to_event="afgørelse") == Times(None, None, 0, None)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 4)), min_size=1, max_size=12))
def test_mean_and_median_are_those_of_each_by_itself(pairs: list[tuple[int, int]]) -> None:
    each = [days for days, number in pairs for _ in range(number)]
    times = told(*(took(days, number) for days, number in pairs))
    assert (times.median, times.count) == (statistics.median(each), len(each))
    assert times.mean is not None
    assert abs(times.mean - statistics.fmean(each)) <= 0.05 + 1e-9
