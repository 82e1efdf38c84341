"""The slots of a question as what it counts, also for buttons that say more than slots hold."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.rules.conditions import Between, Condition
from storage.rules.counts import Counting, counted_by, slots_of
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.selection import Selection
from storage.rules.slots import Slots
from tests.conftest import TODAY

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
LATE = Condition("overdue")
NORD = Condition("team", ("Team Nord",))
FORTNIGHT = Condition("due", period=Period(TODAY, TODAY + dt.timedelta(days=14)))


def counted_in(question: str, slots: Slots) -> Selection | None:
    counts = RECORDS[question].counts
    assert counts is not None
    return counted_by(counts, slots, TODAY)


@pytest.mark.parametrize(
    ("question", "slots", "expected"),
    [
        ("overdue", Slots(), Selection("deadlines", (LATE,))),
        ("overdue", Slots(team="Team Nord", group_by="rule"), Selection("deadlines", (LATE, NORD), group_by=("rule",))),
        (
            "overdue",
            Slots(over=57),
            Selection("deadlines", (LATE, Condition("due", period=Period(None, dt.date(2026, 9, 26))))),
        ),
        ("upcoming", Slots(), Selection("deadlines", (FORTNIGHT,))),
        ("upcoming", Slots(period=OCTOBER), Selection("deadlines", (Condition("due", period=OCTOBER),))),
        ("upcoming", Slots(case="A-1"), None),
        ("caseload", Slots(over=25), None),
        ("caseload", Slots(category="blue"), None),
        ("caseload", Slots(urgent=True, limit=3), Selection("cases", (Condition("urgent"),), limit=3)),
        ("legality", Slots(requirement="udmåling"), Selection("cases", (Condition("lacks", ("udmåling",)),))),
        ("grants", Slots(period=OCTOBER), Selection("grants", period=OCTOBER)),
        ("complaints", Slots(group_by="rule"), Selection("complaints")),
        (
            "plan",
            Slots(staff="bo", status="overdue", period=OCTOBER, group_by="caseworker"),
            Selection(
                "actions",
                (Condition("responsible", ("bo",)), LATE, Condition("due", period=OCTOBER)),
                group_by=("responsible",),
            ),
        ),
        (
            "times",
            Slots(rule="application"),
            Selection("days", from_event="ansøgning modtaget", to_event="afgørelse"),
        ),
    ],
)
def test_the_slots_of_a_question_are_conditions(question: str, slots: Slots, expected: Selection | None) -> None:
    assert counted_in(question, slots) == expected


@pytest.mark.parametrize(
    ("question", "written", "expected"),
    [
        ("overdue", {"team": "Team Nord"}, Slots(team="Team Nord")),
        (
            "overdue",
            {"rule": ["follow_up", "child_plan"], "team": "Team Nord"},
            Slots(selection=Selection("deadlines", (LATE, NORD, Condition("rule", ("follow_up", "child_plan"))))),
        ),
        (
            "caseload",
            {"not": {"case_type": "anbringelse"}, "group_by": ["team", "category"], "order": "most"},
            Slots(
                selection=Selection(
                    "cases",
                    (Condition("case_type", ("anbringelse",), denied=True),),
                    group_by=("team", "category"),
                    order="most",
                )
            ),
        ),
        (
            "legality",
            {"requirement": ["udmåling", "partshøring"]},
            Slots(selection=Selection("cases", (Condition("lacks", ("udmåling", "partshøring")),))),
        ),
        (
            "cases",
            {"category": "red", "age": {"from": 6}, "case": "A-1"},
            Slots(
                case="A-1",
                selection=Selection("cases", (Condition("category", ("red",)), Condition("age", (Between(6),)))),
            ),
        ),
        ("milestones", {"what": "cases", "urgent": True}, Slots(selection=Selection("cases", (Condition("urgent"),)))),
    ],
)
def test_a_button_may_say_more_than_slots_hold(question: str, written: dict[str, Any], expected: Slots) -> None:
    assert slots_of(written, RECORDS[question].counts, TODAY) == expected


@pytest.mark.parametrize(
    ("question", "written", "named"),
    [
        ("milestones", {"not": {"urgent": True}}, "not"),
        ("caseload", {"over": 25, "age": {"from": 6}}, "over"),
        ("caseload", {"rule": ["follow_up"]}, "rule"),
        ("caseload", {"colour": "red"}, "colour"),
        ("caseload", {"selection": {"what": "cases"}}, "selection"),
        ("caseload", [], "object"),
    ],
)
def test_what_the_question_does_not_count_is_refused(question: str, written: Any, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        slots_of(written, RECORDS[question].counts, TODAY)


def test_counts_are_read_from_the_table_of_a_record() -> None:
    assert Counting.of({"what": "grants", "ahead": 30}) == Counting(Selection("grants"), 30)
    with pytest.raises(ValueError, match="what"):
        Counting.of({"urgent": True})
