"""Samples of the answer to whatever is asked with conditions: numbers, lists, groups, developments, comparisons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from storage.facts.asked import (
    AskedComparison,
    AskedFigures,
    AskedGroup,
    AskedStretch,
    Figure,
    GroupKey,
)
from storage.facts.complaint_source import ComplaintSource
from storage.facts.fact import WITHHELD
from storage.facts.of_team import TeamFigure
from storage.facts.selected import (
    NextDeadline,
    SelectedAction,
    SelectedCase,
    SelectedComplaint,
    SelectedDeadline,
    SelectedEvent,
    SelectedFacts,
    SelectedGrant,
    SelectedRow,
    ShareOf,
)
from storage.rules.conditions import Between, Condition
from storage.rules.period import Period
from storage.rules.selection import Selection
from storage.rules.slots import Slots

TODAY = dt.date(2026, 11, 23)
OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
NOVEMBER = Period(dt.date(2026, 11, 1), TODAY)
NORD = Condition("team", ("Team Nord",))
RED = Condition("category", ("red",))
LATE = Condition("overdue")
NOTIFIED = Condition("event", ("underretning modtaget",))


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def case(number: str, who: str | None, due: dt.date | None, **more: Any) -> SelectedCase:
    waiting = None if due is None else NextDeadline("follow_up", due)
    given: dict[str, Any] = {"type": "anbringelse", "team": "Team Nord", "category": "red", "state": "being_restored"}
    return SelectedCase(case=number, caseworker=who, next_deadline=waiting, **{**given, **more})


def asked(
    selection: Selection, value: Figure, rows: Sequence[SelectedRow] | None = None, **more: Any
) -> tuple[str, Any, dict[str, Any]]:
    """The sample: what was asked and what it came to."""
    own = {
        name: more.pop(name)
        for name in ("own", "of_team", "left_out", "share", "median", "count", "over_limit", "source")
        if name in more
    }
    setting = {name: more.pop(name) for name in ("page",) if name in more}
    figures = AskedFigures(value, selection.unit, grouped_by=selection.group_by, **more)
    items = None if rows is None else tuple(rows)
    facts = SelectedFacts(asked=figures, total=value, items=items, selection=selection, **own)
    return "answers/selected", facts, {"question": "cases", "slots": Slots(selection=selection), **setting}


def groups(*found: tuple[GroupKey, Figure]) -> tuple[AskedGroup, ...]:
    return tuple(AskedGroup(key, value) for key, value in found)


CASES = (
    case("2024-0456", "anna", day(11, 10)),
    case("2025-0007", None, day(12, 4), type="handicap", state="restored"),
    case("2026-0101", "bo", None, category=None, state="not_reviewed"),
)
IN_CHANNEL = tuple(case(number, WITHHELD, day(11, 10)) for number in ("2024-0456", "2025-0007"))  # type: ignore[arg-type]
DEADLINES = (
    SelectedDeadline(case="2024-0456", rule="follow_up", due=day(11, 10), days_left=-13, caseworker="anna"),
    SelectedDeadline(case="2025-0007", rule="child_plan", due=day(11, 23), days_left=0, caseworker=None),
    SelectedDeadline(case="2026-0101", rule="supervision_visit", due=day(12, 4), days_left=11, caseworker="bo"),
)
GRANTS = (
    SelectedGrant(
        "B-17", "2024-0456", "plejefamilie", "ekstern", "Familieplejen", 5, day(12, 31), Decimal("730000.00")
    ),
    SelectedGrant("B-18", "2025-0007", "kontaktperson", None, None, None, None, Decimal("36000.00")),
)
COMPLAINTS = (
    SelectedComplaint("K-3", "2024-0456", day(10, 2), None, None),
    SelectedComplaint("K-4", None, day(9, 1), day(10, 15), "medhold"),
)
ACTIONS = (
    SelectedAction(
        plan="Handleplan 2026",
        no="1.2",
        title="Nye skabeloner",
        responsible="Bo Lund",
        deadline="Q3 2026",
        status="igangsat",
    ),
    SelectedAction(plan="Handleplan 2026", no="1.3", title="Fast tilsyn", responsible=None, deadline=None, status=None),
)
EVENTS = (
    SelectedEvent("2024-0456", "underretning modtaget", day(11, 3)),
    SelectedEvent("2026-0101", "underretning modtaget", day(11, 19)),
)
MONTHS = [(8, 15, 31), (9, 18, 30), (10, 14, 31), (11, 12, 23)]
SERIES = tuple(AskedStretch(day(month, 1), day(month, last), value) for month, value, last in MONTHS)
DAYS: Any = {"from_event": "undersøgelse påbegyndt", "to_event": "undersøgelse afsluttet"}
BY_CASEWORKER = groups(("anna", 14), ("bo", 14), ("dorte", 9), (None, 1))

SAMPLES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "selected_count": asked(Selection("cases", (NORD, RED, LATE), form="count"), 3, CASES),
    "selected_one": asked(Selection("cases", (RED, Condition("lacks", ("børnesamtale",)))), 1, CASES[:1]),
    "selected_denied": asked(
        Selection(
            "cases", (NORD, Condition("case_type", ("anbringelse",), denied=True), Condition("age", (Between(6, 12),)))
        ),
        2,
        CASES[1:],
    ),
    "selected_list": asked(
        Selection("cases", (NORD,), form="list"),
        12,
        [case(f"2026-01{number:02}", "anna", day(12, number)) for number in range(1, 13)],
        page=2,
    ),
    "selected_deadlines": asked(Selection("deadlines", (NORD, RED)), 3, DEADLINES),
    "selected_grants": asked(
        Selection("grants", (Condition("measure", ("plejefamilie", "kontaktperson")),)), 2, GRANTS
    ),
    "selected_grants_ending": asked(Selection("grants", period=Period(TODAY, day(12, 31))), 1, GRANTS[:1]),
    "selected_complaints_by_event": asked(
        Selection("events", (Condition("event", ("klage modtaget",)),), NOVEMBER),
        1,
        [SelectedEvent("2024-0456", "klage modtaget", day(11, 3))],
        source=ComplaintSource.EVENTS,
    ),
    "selected_complaints_undecided": asked(
        Selection("complaints", (Condition("status", ("open",)),)), 0, [], source=ComplaintSource.NONE
    ),
    "selected_complaints": asked(Selection("complaints", (NORD,)), 2, COMPLAINTS),
    "selected_actions": asked(Selection("actions", (LATE, Condition("responsible", ("bo",)))), 2, ACTIONS),
    "selected_events": asked(Selection("events", (NOTIFIED, NORD), NOVEMBER), 2, EVENTS),
    "selected_openings": asked(
        Selection("openings", period=NOVEMBER, compare=OCTOBER),
        12,
        CASES,
        compared=AskedComparison(9, since=OCTOBER.start, until=OCTOBER.end),
    ),
    "selected_groups": asked(
        Selection("cases", (RED,), group_by=("team",)), 26, groups=groups(("Team Nord", 14), ("Handicap", 12))
    ),
    "selected_groups_by_two": asked(
        Selection("cases", group_by=("team", "category")),
        30,
        groups=groups((("Team Nord", "red"), 14), (("Team Nord", "yellow"), 4), (("Handicap", "none"), 12)),
    ),
    "selected_groups_compared": asked(
        Selection("events", (NOTIFIED,), NOVEMBER, ("team",), compare=OCTOBER),
        12,
        groups=(
            AskedGroup("Team Nord", 7, AskedComparison(5, since=OCTOBER.start, until=OCTOBER.end)),
            AskedGroup("Handicap", 5, AskedComparison(4, since=OCTOBER.start, until=OCTOBER.end)),
        ),
        compared=AskedComparison(9, since=OCTOBER.start, until=OCTOBER.end),
    ),
    "selected_who": asked(
        Selection("cases", (RED,), group_by=("caseworker",), order="most", form="who"), 38, groups=BY_CASEWORKER
    ),
    "selected_fewest": asked(
        Selection("cases", group_by=("caseworker",), order="fewest", form="who"),
        10,
        groups=groups(("dorte", 1), ("bo", 9)),
    ),
    "selected_first_three": asked(
        Selection("deadlines", (LATE,), group_by=("team",), order="most", limit=3),
        30,
        groups=groups(("Team Nord", 14), ("Handicap", 12), ("Distrikt 1", 4)),
    ),
    "selected_share": asked(
        Selection("cases", (NORD, RED), form="share", share_of=(NORD,)), 38.5, CASES, share=ShareOf(10, 26)
    ),
    "selected_in_time": asked(
        Selection("in_time", (Condition("rule", ("child_plan",)),), OCTOBER, form="share"), 92.3, share=ShareOf(24, 26)
    ),
    "selected_average": asked(Selection("average", (NORD, Condition("age", (Between(None, 17),)))), 21.3),
    "selected_days": asked(Selection("days", period=OCTOBER, **DAYS), 41.0, median=37.0, count=12, over_limit=3),
    "selected_days_none": asked(Selection("days", period=OCTOBER, **DAYS), None, count=0),
    "selected_cost": asked(
        Selection("cost", (Condition("performer", ("ekstern",)),)),
        Decimal("1234567.00"),
        [
            case("2024-0456", "anna", None, cost=Decimal("1000000.00")),
            case("2025-0007", "bo", None, cost=Decimal("234567.00")),
        ],
    ),
    "selected_spent": asked(
        Selection("spent", (NORD,), OCTOBER, compare=Period(day(9, 1), day(9, 30))),
        Decimal("250000.00"),
        compared=AskedComparison(Decimal("200000.00"), since=day(9, 1), until=day(9, 30)),
    ),
    "selected_dearest_by_controller": asked(
        Selection("cases", order="dearest", limit=2),
        40,
        [
            SelectedCase(case="2024-0456", cost=Decimal("1825000.00")),
            SelectedCase(case="2025-0007", cost=Decimal("88500.00")),
        ],
    ),
    "selected_series": asked(
        Selection("deadlines", (LATE, NORD), Period(day(8, 1), TODAY), per="month"), 12, series=SERIES
    ),
    "selected_series_of_events": asked(
        Selection("events", (NOTIFIED,), Period(day(8, 1), TODAY), per="month"), 59, series=SERIES
    ),
    "selected_against_a_team": asked(
        Selection("cases", (NORD, LATE), compare="Distrikt 1"),
        12,
        CASES,
        compared=AskedComparison(9, team="Distrikt 1"),
    ),
    "selected_nothing": asked(
        Selection(
            "cases", (NORD, RED, Condition("no_caseworker"), Condition("state", ("reported_done",), denied=True))
        ),
        0,
        [],
    ),
    "selected_mine": asked(Selection("cases", (Condition("staff", ("anna",)), RED)), 1, CASES[:1]),
    "selected_own": asked(Selection("cases", (RED, LATE)), 1, CASES[:1], own=True),
    "selected_own_nothing": asked(Selection("cases", (Condition("no_caseworker"),)), 0, [], own=True),
    "selected_own_of_team": asked(
        Selection("cases", (Condition("no_caseworker"),)), 0, [], own=True, of_team=TeamFigure("Team Nord", 3)
    ),
    "selected_left_out": asked(
        Selection("cases", (Condition("team", ("Team Nord", "Distrikt 1")), RED)), 3, CASES, left_out=("Distrikt 1",)
    ),
    "selected_channel": asked(Selection("cases", (RED, LATE)), 2, IN_CHANNEL),
}
