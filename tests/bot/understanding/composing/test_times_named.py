"""The time a text names, as it looks back or ahead from Monday 23 November 2026."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.composing.times import MOST_TIMES, find_times
from tests.bot.understanding.composing.saying import said
from tests.bot.understanding.sentences import TODAY


def _days(first: str, last: str) -> dict[str, str]:
    return {"from": first, "to": last}


_BACK = [
    ("i oktober", _days("2026-10-01", "2026-10-31")),
    ("i denne måned", _days("2026-11-01", "2026-11-23")),
    ("sidste måned", _days("2026-10-01", "2026-10-31")),
    ("i sidste uge", _days("2026-11-16", "2026-11-22")),
    ("i denne uge", _days("2026-11-23", "2026-11-23")),
    ("i år", _days("2026-01-01", "2026-11-23")),
    ("i år indtil nu", _days("2026-01-01", "2026-11-23")),
    ("siden nytår", _days("2026-01-01", "2026-11-23")),
    ("siden årsskiftet", _days("2026-01-01", "2026-11-23")),
    ("1/1-dd", _days("2026-01-01", "2026-11-23")),
    ("år-til-dato", _days("2026-01-01", "2026-11-23")),
    ("sidste år", _days("2025-01-01", "2025-12-31")),
    ("i fjor", _days("2025-01-01", "2025-12-31")),
    ("i hele fjor", _days("2025-01-01", "2025-12-31")),
    ("i 2025", _days("2025-01-01", "2025-12-31")),
    ("det seneste år", _days("2025-11-24", "2026-11-23")),
    ("i 3. kvartal", _days("2026-07-01", "2026-09-30")),
    ("sidste kvartal", _days("2026-07-01", "2026-09-30")),
    ("siden 1. august", _days("2026-08-01", "2026-11-23")),
    ("fra 1. august til 30. september", _days("2026-08-01", "2026-09-30")),
    ("mellem 1. august og 30. september", _days("2026-08-01", "2026-09-30")),
    ("i oktober 2025", _days("2025-10-01", "2025-10-31")),
    ("i uge 40", _days("2026-09-28", "2026-10-04")),
    ("i går", _days("2026-11-22", "2026-11-22")),
]
_BACK_IN_ENGLISH = [
    ("in October", _days("2026-10-01", "2026-10-31")),
    ("this month", _days("2026-11-01", "2026-11-23")),
    ("last month", _days("2026-10-01", "2026-10-31")),
    ("last week", _days("2026-11-16", "2026-11-22")),
    ("this year", _days("2026-01-01", "2026-11-23")),
    ("this year so far", _days("2026-01-01", "2026-11-23")),
    ("since new year", _days("2026-01-01", "2026-11-23")),
    ("since the start of the year", _days("2026-01-01", "2026-11-23")),
    ("last year", _days("2025-01-01", "2025-12-31")),
    ("last yr", _days("2025-01-01", "2025-12-31")),
    ("over the past year", _days("2025-11-24", "2026-11-23")),
    ("in 2025", _days("2025-01-01", "2025-12-31")),
    ("in Q3", _days("2026-07-01", "2026-09-30")),
    ("since 1 August", _days("2026-08-01", "2026-11-23")),
    ("between 1 August and 30 September", _days("2026-08-01", "2026-09-30")),
]
_AHEAD = [
    ("frister i næste uge", _days("2026-11-30", "2026-12-06")),
    ("frister i denne uge", _days("2026-11-23", "2026-11-29")),
    ("deadlines next week", _days("2026-11-30", "2026-12-06")),
    ("frister i december", _days("2026-12-01", "2026-12-31")),
    ("deadlines in December", _days("2026-12-01", "2026-12-31")),
    ("frister i næste måned", _days("2026-12-01", "2026-12-31")),
    ("frister de næste 14 dg", _days("2026-11-23", "2026-12-07")),
    ("frister de næste 14 dage", _days("2026-11-23", "2026-12-07")),
    ("frister inden jul", _days("2026-11-23", "2026-12-24")),
    ("frister mellem nu og nytår", _days("2026-11-23", "2026-12-31")),
    ("frister i morgen", _days("2026-11-24", "2026-11-24")),
    ("deadlines due tomorrow", _days("2026-11-24", "2026-11-24")),
    ("frister frem til 10. december", _days("2026-11-23", "2026-12-10")),
]


@pytest.mark.parametrize(("time", "days"), _BACK)
def test_what_has_happened_is_counted_in_the_days_named(time: str, days: dict[str, str]) -> None:
    assert said(f"hvor mange sager blev lukket {time}") == {"what": "closings", "period": days}


@pytest.mark.parametrize(("time", "days"), _BACK_IN_ENGLISH)
def test_the_days_are_named_in_english_too(time: str, days: dict[str, str]) -> None:
    assert said(f"how many cases were closed {time}") == {"what": "closings", "period": days}


@pytest.mark.parametrize(("text", "days"), _AHEAD)
def test_deadlines_look_ahead(text: str, days: dict[str, str]) -> None:
    assert said(text) == {"what": "deadlines", "due": days}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bevillinger der udløber i december", {"what": "grants", "period": _days("2026-12-01", "2026-12-31")}),
        ("grants ending next month", {"what": "grants", "period": _days("2026-12-01", "2026-12-31")}),
        ("røde sager lige nu", {"what": "cases", "category": "red"}),
        ("red cases today", {"what": "cases", "category": "red"}),
        ("røde sager 1. oktober", {"what": "cases", "category": "red", "period": _days("2026-10-01", "2026-10-01")}),
        ("red cases on 1 October", {"what": "cases", "category": "red", "period": _days("2026-10-01", "2026-10-01")}),
        ("overskredne frister lige nu", {"what": "deadlines", "overdue": True}),
        ("handlinger med frist i december", {"what": "actions", "due": _days("2026-12-01", "2026-12-31")}),
    ],
)
def test_each_thing_takes_the_time_as_it_looks(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "jeg har møde med direktøren på torsdag, så hvor mange røde sager har vi",
        "Vi har teammøde i morgen. Hvor mange røde sager har vi?",
        "I have a meeting on Thursday, so how many red cases do we have",
    ],
)
def test_the_time_of_a_story_is_not_the_time_asked_about(text: str) -> None:
    assert "period" not in said(text)


def test_a_text_full_of_times_is_read_to_a_limit() -> None:
    assert len(find_times("i oktober, i september, i august, i juli, i juni, i maj", TODAY)) <= MOST_TIMES
