"""The interval rows against the text of domain.md §3, read day by day and slowly."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rules.calendar import FOREVER, Calendar, add_months
from storage.rules.deadlines.deadlines import RULES, CaseHistory, DeadlineRow, Event, deadline_rows
from tests.examples import examples

DENMARK = Calendar()


class Told(NamedTuple):
    """One line of the table in §3, typed off the document and not read from the program's own data."""

    triggers: tuple[str, ...]
    satisfied_by: str
    case_types: tuple[str, ...] = ("anbringelse", "forebyggende", "skoledagbehandling", "handicap", "ungestøtte")
    months: int = 0
    repeats: int = 0
    end: str = ""
    birthday: int = 0


TABLE = {
    "notification_assessment": Told(("underretning modtaget",), "underretning vurderet"),
    "notification_receipt": Told(("underretning modtaget",), "kvittering sendt"),
    "assessment": Told(("undersøgelse påbegyndt",), "undersøgelse afsluttet", months=4),
    "child_plan": Told(
        ("anbringelse besluttet", "indsats besluttet"),
        "plan udarbejdet",
        ("anbringelse", "forebyggende", "skoledagbehandling", "ungestøtte"),
        months=3,
    ),
    "follow_up": Told(("indsats iværksat",), "opfølgning afholdt", months=3, repeats=6, end="indsats afsluttet"),
    "supervision_visit": Told(
        ("anbringelse iværksat",),
        "tilsynsbesøg",
        ("anbringelse",),
        months=6,
        repeats=6,
        end="anbringelse ophørt",
    ),
    "extra_costs_review": Told(
        ("merudgift afgjort",),
        "merudgift revurderet",
        ("handicap",),
        months=12,
        repeats=12,
        end="indsats afsluttet",
    ),
    "lost_earnings_review": Told(
        ("tabt arbejdsfortjeneste afgjort",),
        "tabt arbejdsfortjeneste fulgt op",
        ("handicap",),
        months=12,
        repeats=12,
        end="indsats afsluttet",
    ),
    "reassessment": Told(("klage modtaget",), "genvurdering foretaget"),
    "record_access": Told(("aktindsigt modtaget",), "aktindsigt besvaret"),
    "application": Told(("ansøgning modtaget",), "afgørelse"),
    "transition_start": Told((), "overgang påbegyndt", ("handicap", "anbringelse"), months=3, birthday=16),
    "youth_support_decision": Told((), "ungestøtte besluttet", ("anbringelse",), months=-6, birthday=18),
}
Open = tuple[str, dt.date, dt.time | None]


def open_deadlines_on(case: CaseHistory, day: dt.date) -> list[Open]:
    """Every open deadline (rule, due, time) that follows from what is known on that day."""
    if day < case.opened or (case.closed is not None and case.closed <= day):
        return []
    known = [event for event in case.events if event.day <= day]
    found: list[Open] = []
    for rule, told in TABLE.items():
        if case.case_type not in told.case_types:
            continue
        found += open_age_deadline(rule, case, known, day) if told.birthday else open_of_rule(rule, known)
    return sorted(found, key=str)


def due_of(rule: str, trigger: Event) -> tuple[dt.date, dt.time | None]:
    if rule == "notification_assessment":
        return trigger.day + dt.timedelta(days=1), trigger.at or dt.time(0)
    if rule == "notification_receipt":
        return DENMARK.add_weekdays(trigger.day, 6), None
    if rule == "record_access":
        return DENMARK.add_workdays(trigger.day, 7), None
    if rule in {"reassessment", "application"}:
        return trigger.day + dt.timedelta(weeks=4 if rule == "reassessment" else 8), None
    return add_months(trigger.day, TABLE[rule].months), None


def on_or_after(event: Event, trigger: Event) -> bool:
    if event.at is not None and trigger.at is not None:
        return (event.day, event.at) >= (trigger.day, trigger.at)
    return event.day >= trigger.day


def open_of_rule(rule: str, known: list[Event]) -> list[Open]:
    told = TABLE[rule]
    triggers = [event for event in known if event.kind in told.triggers]
    done = [event for event in known if event.kind == told.satisfied_by]
    ends = [event.day for event in known if event.kind == told.end]
    found: list[Open] = []
    unsatisfied = [trigger for trigger in triggers if not any(on_or_after(event, trigger) for event in done)]
    for trigger in unsatisfied:
        due, at = due_of(rule, trigger)
        if not any(trigger.day <= end <= due for end in ends):
            found.append((rule, due, at))
    if told.repeats and triggers and not unsatisfied:
        found += open_repetition(rule, triggers, done, ends)
    return found


def open_repetition(rule: str, triggers: list[Event], done: list[Event], ends: list[dt.date]) -> list[Open]:
    latest = max(done, key=lambda event: (event.day, event.at or dt.time(0)))
    due = latest.next_day or add_months(latest.day, TABLE[rule].repeats)
    latest_trigger = max(trigger.day for trigger in triggers)
    ended_before = any(latest_trigger <= end <= latest.day for end in ends)
    lapsed = any(latest_trigger <= end <= due for end in ends)
    return [] if ended_before or lapsed else [(rule, due, None)]


def open_age_deadline(rule: str, case: CaseHistory, known: list[Event], day: dt.date) -> list[Open]:
    told = TABLE[rule]
    if case.birth_date is None or any(event.kind == told.satisfied_by for event in known):
        return []
    birthday = add_months(case.birth_date, 12 * told.birthday)
    opens = birthday if told.months > 0 else add_months(birthday, -12)
    within_reach = birthday >= case.opened or birthday >= add_months(case.opened, -12)
    return [(rule, add_months(birthday, told.months), None)] if within_reach and opens <= day else []


def rows_open_on(rows: list[DeadlineRow], day: dt.date) -> list[Open]:
    return sorted(((row.rule, row.due, row.due_at) for row in rows if row.opened <= day < row.closed), key=str)


# Few days, a rule's own distance apart, so that triggers, visits and ends meet and cross each other.
START = dt.date(2023, 6, 1)
days = st.integers(0, 900).map(lambda n: START + dt.timedelta(n))
gaps = st.sampled_from([1, 1, 2, 8, 28, 91, 92, 93, 122, 183, 184, 185, 366])
times = st.sampled_from([None, None, dt.time(8), dt.time(12), dt.time(23, 30)])
family_of = {rule: [*told.triggers, told.satisfied_by, told.end or told.satisfied_by] for rule, told in TABLE.items()}
rules = st.sampled_from([*TABLE, *(4 * [rule for rule, told in TABLE.items() if told.repeats])])


@st.composite
def histories(draw: st.DrawFn) -> CaseHistory:
    """A case with events of one rule and a few of another, dense enough for the rules' corners."""
    pool = [draw(days)]
    for gap in draw(st.lists(gaps, min_size=2, max_size=7)):
        pool.append(pool[-1] + dt.timedelta(gap))
    near = st.sampled_from(pool)
    rule = draw(rules)
    kinds = family_of[rule] * 3 + family_of[rule][:-1] * 3 + family_of[draw(rules)]
    event = st.builds(Event, st.sampled_from(kinds), near, times, st.one_of(st.none(), st.none(), near))
    opened = draw(st.sampled_from([pool[0] - dt.timedelta(200), pool[0], *pool]))
    return CaseHistory(
        case_type=draw(st.sampled_from(TABLE[rule].case_types)),
        birth_date=draw(st.one_of(st.none(), st.dates(dt.date(2005, 1, 1), dt.date(2009, 12, 31)))),
        opened=opened,
        closed=draw(st.one_of(st.none(), st.none(), near.map(lambda day: max(day, opened)))),
        events=draw(st.lists(event, min_size=1, max_size=10, unique_by=lambda e: (e.kind, e.day, e.at))),
    )


def telling_days(case: CaseHistory, rows: list[DeadlineRow]) -> set[dt.date]:
    """The days on which something can change, each with its neighbours."""
    turns = {event.day for event in case.events} | {case.opened} | ({case.closed} - {None})
    turns |= {day for row in rows for day in (row.opened, row.due, row.closed) if day.year < 9000}
    return {turn + dt.timedelta(n) for turn in turns if turn for n in (-1, 0, 1)}


@settings(max_examples=examples(400), deadline=None)
@given(histories(), st.lists(days, max_size=10))
def test_the_rows_open_on_any_day_are_those_known_on_that_day(case: CaseHistory, more: list[dt.date]) -> None:
    rows = deadline_rows(case, DENMARK)
    for day in telling_days(case, rows) | set(more):
        assert rows_open_on(rows, day) == open_deadlines_on(case, day), day


@settings(max_examples=examples(200), deadline=None)
@given(histories(), days)
def test_later_facts_never_change_what_a_day_had_seen(case: CaseHistory, day: dt.date) -> None:
    closed = case.closed if case.closed and case.closed <= day else None
    known = CaseHistory(
        case.case_type, case.birth_date, case.opened, closed, [event for event in case.events if event.day <= day]
    )

    def seen(history: CaseHistory) -> list[DeadlineRow]:
        rows = (row for row in deadline_rows(history, DENMARK) if row.opened <= day)
        return sorted(
            (row if row.closed <= day else row._replace(closed=FOREVER, outcome=None, in_time=None) for row in rows),
            key=str,
        )

    assert seen(known) == seen(case)


@settings(max_examples=examples(200), deadline=None)
@given(histories())
def test_every_row_is_well_formed(case: CaseHistory) -> None:
    for row in deadline_rows(case, DENMARK):
        assert row.opened <= row.closed
        closed_before = row.outcome == "case_closed" and RULES[row.rule].birthday is not None
        assert row.opened < row.closed or row.outcome == "met" or closed_before
        assert (row.outcome is None) == (row.closed == FOREVER)
        assert (row.in_time is not None) == (row.outcome == "met")
        assert row.act_by == DENMARK.act_by(row.due)
        assert case.closed is None or row.closed <= case.closed


@settings(max_examples=examples(100), deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_events_does_not_matter(case: CaseHistory, random: Random) -> None:
    shuffled = list(case.events)
    random.shuffle(shuffled)
    again = CaseHistory(case.case_type, case.birth_date, case.opened, case.closed, shuffled)
    assert deadline_rows(again, DENMARK) == deadline_rows(case, DENMARK)
