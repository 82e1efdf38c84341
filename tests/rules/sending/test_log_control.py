"""Who stands out in a month of the log, worked out by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from storage.rules.calendar import Calendar
from storage.rules.sending.log_control import Month, Why, days_off, month_before, standing_out, usual_of

NORD, SYD = 1, 2


def month(staff: str, look_ups: int, team: int | None = NORD, **more: int) -> Month:
    return Month(staff, team, look_ups, cases=look_ups, **{"off_hours": 0, "outside": 0, "refused": 0, **more})


NORDS = [month("a", 10), month("b", 14), month("c", 16), month("d", 0)]
"""Their median without one's own: of a 15, of b 13, of c 12; d looked nothing up and counts for nobody."""
SYDS = [month("e", 40, SYD), month("f", 50, SYD)]
NOBODYS = [month("g", 3, None)]
ALL = [*NORDS, *SYDS, *NOBODYS]


@pytest.mark.parametrize(
    ("who", "usual"),
    [
        # Nord has two others who looked something up: too few, so everybody else: 14 16 40 50 3 → 16
        ("a", 16),
        # 10 16 40 50 3 → 16
        ("b", 16),
        # 10 14 40 50 3 → 14
        ("c", 14),
        # Three colleagues of Nord: 10 14 16 → 14
        ("d", 14),
        # 10 14 16 50 3 → 14
        ("e", 14),
        # Of no team: 10 14 16 40 50 → 16
        ("g", 16),
    ],
)
def test_what_is_usual_is_the_median_of_colleagues_who_looked_anything_up(who: str, usual: int) -> None:
    (one,) = [each for each in ALL if each.staff == who]
    assert usual_of(one, ALL) == usual


def test_of_an_even_number_the_median_lies_between_the_two_in_the_middle() -> None:
    four = [month("a", 10), month("b", 11), month("c", 14), month("d", 90)]
    assert usual_of(month("x", 1), four) == Fraction(25, 2)


def test_who_is_alone_has_nothing_usual_and_no_many() -> None:
    assert usual_of(month("a", 500), [month("a", 500)]) is None
    assert standing_out([month("a", 500)]) == ()


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (month("x", 42), ()),  # three times 14, not more
        (month("x", 43), (Why.MANY,)),
        (month("x", 12, outside=1), (Why.OUTSIDE,)),
        (month("x", 12, off_hours=2), ()),
        (month("x", 12, off_hours=3), (Why.OFF_HOURS,)),
        (month("x", 0, refused=2), ()),
        (month("x", 0, refused=3), (Why.REFUSED,)),
        (month("x", 60, outside=2, off_hours=9, refused=4), (Why.MANY, Why.OUTSIDE, Why.OFF_HOURS, Why.REFUSED)),
    ],
)
def test_the_limits_are_those_of_the_document(one: Month, why: tuple[Why, ...]) -> None:
    found = [each for each in standing_out([*NORDS, one]) if each.month.staff == "x"]
    assert [each.why for each in found] == ([why] if why else [])


def test_a_few_look_ups_are_never_many() -> None:
    quiet = [month("a", 1), month("b", 1), month("c", 1)]
    assert [each.month.staff for each in standing_out([*quiet, month("x", 19)])] == []
    assert [each.month.staff for each in standing_out([*quiet, month("x", 20)])] == ["x"]


def test_those_for_most_reasons_come_first_then_those_with_most_look_ups() -> None:
    found = standing_out(
        [*NORDS, month("x", 5, outside=1), month("y", 6, outside=1), month("z", 1, outside=1, refused=3)]
    )
    assert [each.month.staff for each in found] == ["z", "y", "x"]


def test_the_month_before_is_a_whole_one() -> None:
    assert month_before(dt.date(2026, 11, 2)) == (dt.date(2026, 10, 1), dt.date(2026, 11, 1))
    assert month_before(dt.date(2026, 1, 31)) == (dt.date(2025, 12, 1), dt.date(2026, 1, 1))


def test_days_off_are_week_ends_holidays_and_closing_days() -> None:
    off = days_off(dt.date(2026, 5, 11), dt.date(2026, 5, 26), Calendar())
    assert [day.day for day in off] == [14, 16, 17, 23, 24, 25]  # Ascension Day, and Whit Monday after a week-end
