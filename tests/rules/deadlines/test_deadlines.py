"""The thirteen rules, worked out by hand with the almanac and domain.md §3 open on the desk."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.rules.calendar import FOREVER, Calendar
from storage.rules.deadlines.deadlines import (
    RULES,
    CaseHistory,
    DeadlineRow,
    Event,
    deadline_rows,
    due_date,
    legal_reference,
)

DENMARK = Calendar()


def on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def event(kind: str, when: str, next_day: str | None = None) -> Event:
    day, _, clock = when.partition(" ")
    at = dt.time.fromisoformat(clock) if clock else None
    return Event(kind, on(day), at, on(next_day) if next_day else None)


def rows_of(
    rule: str,
    *events: Event,
    case_type: str = "anbringelse",
    born: str | None = None,
    opened: str = "2022-01-01",
    closed: str | None = None,
) -> list[DeadlineRow]:
    birth_date = on(born) if born else None
    case = CaseHistory(case_type, birth_date, on(opened), on(closed) if closed else None, events)
    return [row for row in deadline_rows(case, DENMARK) if row.rule == rule]


def told(row: DeadlineRow) -> tuple[str, str, str, str | None]:
    """Opened, due, closed ('' while open), outcome."""
    closed = "" if row.closed == FOREVER else row.closed.isoformat()
    return row.opened.isoformat(), row.due.isoformat(), closed, row.outcome


def test_the_shipped_set_is_the_table_of_the_domain() -> None:
    assert list(RULES) == [
        "notification_assessment",
        "notification_receipt",
        "assessment",
        "child_plan",
        "follow_up",
        "supervision_visit",
        "extra_costs_review",
        "lost_earnings_review",
        "reassessment",
        "record_access",
        "application",
        "transition_start",
        "youth_support_decision",
    ]


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        ("notification_receipt", "2024-03-25", "2024-04-04"),  # Easter; Saturdays count
        ("notification_receipt", "2023-05-01", "2023-05-09"),  # store bededag on the 5th
        ("notification_receipt", "2024-04-22", "2024-04-29"),  # and none in 2024
        ("record_access", "2024-03-25", "2024-04-08"),
        ("record_access", "2024-12-20", "2025-01-07"),
        ("record_access", "2023-05-01", "2023-05-11"),
        ("record_access", "2024-04-22", "2024-05-01"),
        ("assessment", "2024-10-31", "2025-02-28"),
        ("assessment", "2023-10-31", "2024-02-29"),
        ("child_plan", "2024-11-30", "2025-02-28"),
        ("follow_up", "2024-01-31", "2024-04-30"),
        ("supervision_visit", "2024-08-31", "2025-02-28"),
        ("extra_costs_review", "2024-02-29", "2025-02-28"),
        ("lost_earnings_review", "2023-02-28", "2024-02-28"),
        ("reassessment", "2024-12-03", "2024-12-31"),
        ("application", "2024-11-04", "2024-12-30"),
        ("transition_start", "2024-02-29", "2024-05-29"),
        ("youth_support_decision", "2024-08-31", "2024-02-29"),
    ],
)
def test_due_is_the_legal_date_even_on_a_closed_day(rule: str, start: str, due: str) -> None:
    assert due_date(RULES[rule], on(start), None, DENMARK) == (on(due), None)


def test_the_council_decides_the_limit_for_applications() -> None:
    received = event("ansøgning modtaget", "2024-11-04")
    case = CaseHistory("handicap", None, on("2024-01-01"), None, [received])
    [row] = deadline_rows(case, DENMARK, application_weeks=4)
    assert (row.due, row.due_at) == (on("2024-12-02"), None)


def test_act_by_goes_back_over_christmas() -> None:
    [row] = rows_of("reassessment", event("klage modtaget", "2024-11-28"))
    assert (row.due, row.act_by) == (on("2024-12-26"), on("2024-12-23"))


def test_a_start_at_the_calendars_end_is_due_on_its_last_day() -> None:
    for rule in ("notification_assessment", "record_access", "application", "assessment"):
        assert due_date(RULES[rule], FOREVER, None, DENMARK)[0] == FOREVER


def test_the_law_changes_with_the_year_2024() -> None:
    assert legal_reference(RULES["assessment"], on("2023-12-31")) == "SEL § 50"
    assert legal_reference(RULES["assessment"], on("2024-01-01")) == "BL § 20"
    assert legal_reference(RULES["record_access"], on("2019-05-05")) == "FVL § 16"


# --- 24 hours ----------------------------------------------------------------------------------------------------


def test_hours_run_by_the_wall_clock_also_when_summer_time_begins() -> None:
    [row] = rows_of("notification_assessment", event("underretning modtaget", "2024-03-30 14:30"))
    assert (row.due, row.due_at) == (on("2024-03-31"), dt.time(14, 30))
    assert row.act_by == on("2024-03-27")


def test_hours_count_from_midnight_without_a_time_of_day() -> None:
    [row] = rows_of("notification_assessment", event("underretning modtaget", "2024-03-04"))
    assert (row.due, row.due_at) == (on("2024-03-05"), dt.time(0))


@pytest.mark.parametrize(
    ("received", "assessed", "in_time"),
    [
        ("2024-03-04 14:30", "2024-03-05 14:30", True),
        ("2024-03-04 14:30", "2024-03-05 14:31", False),
        ("2024-03-04 14:30", "2024-03-05", True),
        ("2024-03-04", "2024-03-05 16:00", True),
        ("2024-03-04", "2024-03-06", False),
    ],
)
def test_instants_are_compared_where_both_carry_a_time(received: str, assessed: str, in_time: bool) -> None:
    [row] = rows_of(
        "notification_assessment",
        event("underretning modtaget", received),
        event("underretning vurderet", assessed),
    )
    assert row.in_time is in_time


def test_an_assessment_earlier_the_same_day_belongs_to_another_notification() -> None:
    [row] = rows_of(
        "notification_assessment",
        event("underretning modtaget", "2024-03-04 14:30"),
        event("underretning vurderet", "2024-03-04 10:00"),
    )
    assert told(row) == ("2024-03-04", "2024-03-05", "", None)


def test_a_notification_assessed_the_same_day_was_never_open_and_counts_as_met() -> None:
    [row] = rows_of(
        "notification_assessment",
        event("underretning modtaget", "2024-03-04 08:00"),
        event("underretning vurderet", "2024-03-04 10:00"),
    )
    assert told(row) == ("2024-03-04", "2024-03-05", "2024-03-04", "met")
    assert row.in_time is True


# --- triggers and what satisfies them ----------------------------------------------------------------------------


def test_one_plan_answers_two_decisions_each_with_its_own_deadline() -> None:
    rows = rows_of(
        "child_plan",
        event("anbringelse besluttet", "2024-01-10"),
        event("indsats besluttet", "2024-01-10"),
        event("indsats besluttet", "2024-02-01"),
        event("plan udarbejdet", "2024-04-15"),
    )
    assert sorted((*told(row), row.in_time) for row in rows) == [
        ("2024-01-10", "2024-04-10", "2024-04-15", "met", False),
        ("2024-01-10", "2024-04-10", "2024-04-15", "met", False),
        ("2024-02-01", "2024-05-01", "2024-04-15", "met", True),
    ]


def test_a_plan_before_the_decision_does_not_answer_it() -> None:
    [row] = rows_of("child_plan", event("plan udarbejdet", "2024-01-09"), event("indsats besluttet", "2024-01-10"))
    assert row.outcome is None


def test_no_trigger_no_deadline() -> None:
    assert rows_of("follow_up", event("opfølgning afholdt", "2024-01-09")) == []


def test_a_child_plan_is_not_demanded_in_a_disability_case() -> None:
    assert rows_of("child_plan", event("indsats besluttet", "2024-01-10"), case_type="handicap") == []


def test_a_trigger_before_the_case_was_opened_counts_from_its_own_day() -> None:
    [row] = rows_of("assessment", event("undersøgelse påbegyndt", "2024-01-10"), opened="2024-02-01")
    assert told(row) == ("2024-02-01", "2024-05-10", "", None)


def test_a_deadline_met_before_the_case_was_opened_is_open_on_no_day() -> None:
    [row] = rows_of(
        "notification_assessment",
        event("underretning modtaget", "2024-01-10"),
        event("underretning vurderet", "2024-01-11"),
        opened="2024-02-01",
    )
    assert told(row) == ("2024-01-11", "2024-01-11", "2024-01-11", "met")


def test_a_closed_case_has_no_open_deadlines_and_keeps_their_history() -> None:
    rows = rows_of(
        "assessment",
        event("undersøgelse påbegyndt", "2024-01-10"),
        event("undersøgelse påbegyndt", "2024-07-01"),  # after the closing
        event("undersøgelse afsluttet", "2024-07-02"),
        closed="2024-06-30",
    )
    assert [told(row) for row in rows] == [("2024-01-10", "2024-05-10", "2024-06-30", "case_closed")]


def test_work_done_on_the_closing_day_is_done() -> None:
    [row] = rows_of(
        "assessment",
        event("undersøgelse påbegyndt", "2024-01-10"),
        event("undersøgelse afsluttet", "2024-05-10"),
        closed="2024-05-10",
    )
    assert told(row) == ("2024-01-10", "2024-05-10", "2024-05-10", "met")


# --- repetition --------------------------------------------------------------------------------------------------

START = event("indsats iværksat", "2024-01-31")


def follow_up(*events: Event, closed: str | None = None) -> list[tuple[str, str, str, str | None]]:
    return [told(row) for row in rows_of("follow_up", START, *events, closed=closed)]


def test_each_follow_up_opens_the_next_one_six_months_on() -> None:
    assert follow_up(event("opfølgning afholdt", "2024-04-15"), event("opfølgning afholdt", "2024-11-01")) == [
        ("2024-01-31", "2024-04-30", "2024-04-15", "met"),
        ("2024-04-15", "2024-10-15", "2024-11-01", "met"),
        ("2024-11-01", "2025-05-01", "", None),
    ]


def test_the_date_decided_at_the_follow_up_replaces_the_six_months() -> None:
    held = event("opfølgning afholdt", "2024-04-15", next_day="2024-06-16")
    assert follow_up(held)[1] == ("2024-04-15", "2024-06-16", "", None)  # a Sunday, as it stands


def test_of_two_follow_ups_on_a_day_the_later_decides() -> None:
    morning = event("opfølgning afholdt", "2024-04-15 09:00", next_day="2024-06-15")
    afternoon = event("opfølgning afholdt", "2024-04-15 14:00", next_day="2024-07-15")
    assert follow_up(afternoon, morning)[1:] == [("2024-04-15", "2024-07-15", "", None)]


def test_a_new_measure_takes_the_place_of_the_repetition() -> None:
    assert follow_up(event("opfølgning afholdt", "2024-04-15"), event("indsats iværksat", "2024-06-01")) == [
        ("2024-01-31", "2024-04-30", "2024-04-15", "met"),
        ("2024-06-01", "2024-09-01", "", None),
        ("2024-04-15", "2024-10-15", "2024-06-01", "superseded"),
    ]


def test_a_measure_started_after_that_days_follow_up_lets_no_repetition_begin() -> None:
    rows = follow_up(event("indsats iværksat", "2024-04-15 14:00"), event("opfølgning afholdt", "2024-04-15 09:00"))
    assert rows == [("2024-01-31", "2024-04-30", "2024-04-15", "met"), ("2024-04-15", "2024-07-15", "", None)]


def test_an_ended_measure_lapses_the_first_follow_up_that_is_not_past_due() -> None:
    assert follow_up(event("indsats afsluttet", "2024-04-30")) == [("2024-01-31", "2024-04-30", "2024-04-30", "lapsed")]


def test_what_was_overdue_at_the_end_stays_until_it_is_done() -> None:
    ended = event("indsats afsluttet", "2024-05-01")
    assert follow_up(ended) == [("2024-01-31", "2024-04-30", "", None)]
    assert follow_up(ended, event("opfølgning afholdt", "2024-05-20")) == [
        ("2024-01-31", "2024-04-30", "2024-05-20", "met")
    ]
    assert follow_up(ended, closed="2024-06-01") == [("2024-01-31", "2024-04-30", "2024-06-01", "case_closed")]


def test_an_end_lapses_the_repetition_and_a_later_measure_opens_anew() -> None:
    assert follow_up(
        event("opfølgning afholdt", "2024-04-15"),
        event("indsats afsluttet", "2024-08-01"),
        event("indsats iværksat", "2024-09-01"),
        event("opfølgning afholdt", "2024-10-01"),
    ) == [
        ("2024-01-31", "2024-04-30", "2024-04-15", "met"),
        ("2024-09-01", "2024-12-01", "2024-10-01", "met"),
        ("2024-04-15", "2024-10-15", "2024-08-01", "lapsed"),
        ("2024-10-01", "2025-04-01", "", None),
    ]


def test_an_overdue_repetition_stays_after_the_end() -> None:
    assert follow_up(event("opfølgning afholdt", "2024-04-15"), event("indsats afsluttet", "2024-10-16"))[1:] == [
        ("2024-04-15", "2024-10-15", "", None)
    ]


def test_a_follow_up_after_the_end_repeats_nothing() -> None:
    rows = follow_up(event("indsats afsluttet", "2024-05-02"), event("opfølgning afholdt", "2024-05-20"))
    assert rows == [("2024-01-31", "2024-04-30", "2024-05-20", "met")]


def test_a_visit_is_ended_by_the_placement_and_not_by_a_measure() -> None:
    placed = event("anbringelse iværksat", "2024-01-15")
    [going_on] = rows_of("supervision_visit", placed, event("indsats afsluttet", "2024-03-01"))
    [ended] = rows_of("supervision_visit", placed, event("anbringelse ophørt", "2024-03-01"))
    assert (going_on.outcome, ended.outcome) == (None, "lapsed")


def test_visits_are_demanded_in_placement_cases_only() -> None:
    placed = event("anbringelse iværksat", "2024-01-15")
    assert rows_of("supervision_visit", placed, case_type="forebyggende") == []


# --- ages --------------------------------------------------------------------------------------------------------


def test_the_transition_opens_on_the_16th_birthday() -> None:
    [row] = rows_of("transition_start", born="2008-02-29", case_type="handicap")
    assert told(row) == ("2024-02-29", "2024-05-29", "", None)


def test_youth_support_is_due_at_17_and_a_half_and_opens_at_17() -> None:
    [row] = rows_of("youth_support_decision", born="2008-02-29")
    assert told(row) == ("2025-02-28", "2025-08-28", "", None)


@pytest.mark.parametrize(("opened", "count"), [("2024-06-15", 1), ("2024-06-16", 0), ("2023-06-15", 1)])
def test_a_case_opened_more_than_a_year_after_the_birthday_has_no_age_deadline(opened: str, count: int) -> None:
    rows = rows_of("transition_start", born="2007-06-15", opened=opened)
    assert len(rows) == count
    assert all(row.due == on("2023-09-15") and row.opened >= on(opened) for row in rows)


def test_an_age_deadline_is_met_by_an_event_on_any_date() -> None:
    early = event("overgang påbegyndt", "2023-12-01")
    [row] = rows_of("transition_start", early, born="2008-06-15")
    assert told(row) == ("2023-12-01", "2024-09-15", "2023-12-01", "met")
    [before_the_case] = rows_of("transition_start", early, born="2008-06-15", opened="2024-01-01")
    assert told(before_the_case) == ("2023-12-01", "2024-09-15", "2023-12-01", "met")


def test_age_rules_need_a_birth_date_and_the_case_type() -> None:
    assert rows_of("transition_start") == []
    assert rows_of("transition_start", born="2008-06-15", case_type="forebyggende") == []
    assert rows_of("youth_support_decision", born="2008-06-15", case_type="handicap") == []


def test_an_age_deadline_of_a_case_closed_before_it_opens_stays_known_and_is_open_on_no_day() -> None:
    [row] = rows_of("transition_start", born="2008-06-15", closed="2024-06-15")
    assert told(row) == ("2024-06-15", "2024-09-15", "2024-06-15", "case_closed")
    begun = event("overgang påbegyndt", "2024-07-01")
    [closed_first] = rows_of("transition_start", begun, born="2008-06-15", closed="2023-01-31")
    assert told(closed_first) == ("2023-01-31", "2024-09-15", "2023-01-31", "case_closed")
