"""What is missing on a case, and how far its recovery has come."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.recovery.legality import Recovery, State, missing_on, progress, requirements_of, restoring_order

DAY = dt.date(2026, 11, 23)
BEFORE, AFTER = dt.date(2026, 11, 22), dt.date(2026, 11, 24)


def recovery(category: str | None = None, **dates: dt.date) -> Recovery:
    columns: dict[str, dt.date | None] = dict.fromkeys(("reviewed", "restored", "reported_done", "audited"))
    return Recovery(category, **(columns | dates))


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (recovery(), State.NOT_REVIEWED),
        (recovery(reviewed=BEFORE), State.REVIEWED),
        (recovery(reviewed=AFTER), State.NOT_REVIEWED),
        (recovery("green"), State.REVIEWED),
        (recovery("green", reviewed=DAY), State.REVIEWED),
        (recovery("red"), State.BEING_RESTORED),
        (recovery("yellow", reviewed=DAY), State.BEING_RESTORED),
        (recovery("red", reviewed=AFTER), State.NOT_REVIEWED),
        (recovery("red", reviewed=BEFORE, restored=DAY), State.RESTORED),
        (recovery("red", reviewed=BEFORE, restored=AFTER), State.BEING_RESTORED),
        (recovery("red", restored=BEFORE, reported_done=DAY), State.REPORTED_DONE),
        (recovery("red", restored=BEFORE, reported_done=BEFORE, audited=DAY), State.AUDITED),
        (recovery("red", restored=BEFORE, reported_done=BEFORE, audited=AFTER), State.REPORTED_DONE),
    ],
)
def test_the_state_is_the_furthest_one_dated_by_the_day(case: Recovery, state: State) -> None:
    assert case.state_on(DAY) is state


def test_a_category_counts_from_its_review_date() -> None:
    assert recovery("red", reviewed=AFTER).category_on(DAY) is None
    assert recovery("red", reviewed=DAY).category_on(DAY) == "red"
    assert recovery("red").category_on(DAY) == "red"


def test_disability_cases_have_requirements_of_their_own() -> None:
    assert "målgruppeafklaring" in requirements_of("handicap", DAY)
    assert "plan udarbejdet" not in requirements_of("handicap", DAY)


@pytest.mark.parametrize("case_type", ["anbringelse", "forebyggende", "skoledagbehandling", "ungestøtte"])
def test_the_other_types_share_eight_requirements(case_type: str) -> None:
    assert len(requirements_of(case_type, DAY)) == 8


def test_missing_is_what_no_event_shows_in_the_order_people_check() -> None:
    done = {"undersøgelse afsluttet", "børnesamtale", "partshøring", "afgørelse", "klagevejledning"}
    assert missing_on("forebyggende", DAY, done) == ("plan udarbejdet", "opfølgning afholdt", "journal ajourført")


@pytest.mark.parametrize(
    ("case", "lawful"),
    [
        (recovery(), False),
        (recovery(reviewed=DAY), False),
        (recovery("green"), True),
        (recovery("green", reviewed=DAY), True),
        (recovery("green", reviewed=AFTER), False),
        (recovery("red", reviewed=BEFORE, restored=DAY), False),
        (recovery("red", reviewed=BEFORE, reported_done=DAY), True),
        (recovery("yellow", reported_done=AFTER), False),
        (recovery(reported_done=BEFORE), True),
        (recovery("red", reviewed=BEFORE, audited=DAY), False),
    ],
)
def test_lawful_is_green_or_reported_done_by_the_day(case: Recovery, lawful: bool) -> None:
    assert case.lawful_on(DAY) is lawful


def test_progress_counts_every_state_a_case_has_reached() -> None:
    cases = [
        (recovery(), ("børnesamtale", "partshøring"), 2),
        (recovery("red", reviewed=AFTER), ("børnesamtale",), 1),
        (recovery("green", reviewed=DAY), (), 3),
        (recovery("red", reviewed=BEFORE, restored=BEFORE, reported_done=DAY, audited=AFTER), (), 1),
        (recovery("yellow", reviewed=BEFORE, restored=BEFORE, reported_done=BEFORE, audited=DAY), ("børnesamtale",), 1),
    ]
    counted = progress(cases, DAY)
    reached = (counted.reviewed, counted.restored, counted.reported_done, counted.audited)
    assert (counted.total, counted.lawful, reached) == (8, 5, (5, 2, 2, 1))
    assert counted.by_category == {"red": 1, "yellow": 1, "green": 3, "none": 3}
    assert counted.missing == {"børnesamtale": 4, "partshøring": 2}


def test_progress_of_no_cases_is_nothing() -> None:
    counted = progress([], DAY)
    assert (counted.total, counted.reviewed, counted.by_category, counted.missing) == (0, 0, {}, {})


IN_ORDER = [
    restoring_order("9", urgent=True, yearly_cost=Decimal(10), earliest_due=None),
    restoring_order("8", urgent=True, yearly_cost=None, earliest_due=DAY),
    restoring_order("7", urgent=False, yearly_cost=Decimal("10.01"), earliest_due=None),
    restoring_order("6", urgent=False, yearly_cost=Decimal(10), earliest_due=BEFORE),
    restoring_order("5", urgent=False, yearly_cost=Decimal(10), earliest_due=DAY),
    restoring_order("1", urgent=False, yearly_cost=Decimal(10), earliest_due=None),
    restoring_order("2", urgent=False, yearly_cost=Decimal(10), earliest_due=None),
    restoring_order("3", urgent=False, yearly_cost=None, earliest_due=BEFORE),
]


def test_urgent_cases_are_restored_first_then_the_dearest_then_the_earliest_due() -> None:
    backwards = list(reversed(IN_ORDER))
    assert sorted(backwards) == IN_ORDER
    assert {tuple(sorted(some)) for some in permutations(IN_ORDER[:4])} == {tuple(IN_ORDER[:4])}


dates = st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2030, 12, 31))
recoveries = st.builds(
    Recovery,
    category=st.sampled_from([None, "red", "yellow", "green"]),
    reviewed=dates,
    restored=dates,
    reported_done=dates,
    audited=dates,
)


@given(recoveries, st.dates(dt.date(2019, 1, 1), dt.date(2030, 12, 31)), st.integers(0, 400))
def test_once_lawful_or_reviewed_a_case_stays_so(case: Recovery, day: dt.date, days: int) -> None:
    later = day + dt.timedelta(days)
    assert case.lawful_on(later) >= case.lawful_on(day)
    assert case.reviewed_on(later) >= case.reviewed_on(day)


@given(st.lists(recoveries), st.dates(dt.date(2019, 1, 1), dt.date(2030, 12, 31)))
def test_every_case_is_counted_once_by_category_and_in_what_state_it_is(cases: list[Recovery], day: dt.date) -> None:
    counted = progress([(case, (), 1) for case in cases], day)
    assert sum(counted.by_category.values()) == counted.total == len(cases)
    assert max(counted.restored, counted.reported_done, counted.audited, counted.reviewed) <= counted.total
    unseen = sum(case.state_on(day) is State.NOT_REVIEWED for case in cases)
    assert unseen + counted.reviewed <= counted.total
    assert counted.by_category.get("none", 0) >= counted.total - counted.reviewed
