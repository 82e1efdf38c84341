"""Periods of the chat as people type them, on Monday 23 November 2026 (dates.md, last paragraph)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.periods import find_period
from bot.understanding.text import Typed
from tests.bot.understanding.sentences import TODAY

AHEAD = [
    ("i dag", "2026-11-23..2026-11-23"),
    ("i morgen", "2026-11-24..2026-11-24"),
    ("i overmorgen", "2026-11-25..2026-11-25"),
    ("i går", "2026-11-22..2026-11-22"),
    ("i forgårs", "2026-11-21..2026-11-21"),
    ("denne uge", "2026-11-23..2026-11-29"),
    ("næste uge", "2026-11-30..2026-12-06"),
    ("sidste uge", "2026-11-16..2026-11-22"),
    ("uge 47", "2027-11-22..2027-11-28"),
    ("uge 48", "2026-11-23..2026-11-29"),
    ("i uge 29-31", "2027-07-19..2027-08-08"),
    ("på fredag", "2026-11-27..2026-11-27"),
    ("næste fredag", "2026-12-04..2026-12-04"),
    ("fredag i næste uge", "2026-12-04..2026-12-04"),
    ("i fredags", "2026-11-20..2026-11-20"),
    ("om to uger", "2026-12-07..2026-12-07"),
    ("inden for 14 dage", "2026-11-23..2026-12-07"),
    ("de næste 30 dage", "2026-11-23..2026-12-23"),
    ("denne måned", "2026-11-01..2026-11-30"),
    ("næste måneds", "2026-12-01..2026-12-31"),
    ("sidste måned", "2026-10-01..2026-10-31"),
    ("i marts", "2027-03-01..2027-03-31"),
    ("i november", "2026-11-01..2026-11-30"),
    ("inden udgangen af marts", "2026-11-23..2027-03-31"),
    ("inden december", "2026-11-23..2026-11-30"),
    ("senest fredag", "2026-11-23..2026-11-27"),
    ("i år", "2026-01-01..2026-12-31"),
    ("i kvartalet", "2026-10-01..2026-12-31"),
    ("frem til jul", "2026-11-23..2026-12-24"),
    ("i juleferien", "2026-12-24..2027-01-01"),
    ("i vinterferien", "2027-02-15..2027-02-21"),
    ("inden sommerferien", "2026-11-23..2027-07-01"),
    ("siden august", "2026-08-01..2026-11-23"),
    ("d. 3. marts", "2027-03-03..2027-03-03"),
    ("3/3", "2027-03-03..2027-03-03"),
    ("den tredje marts", "2027-03-03..2027-03-03"),
    ("den enogtredivte december", "2026-12-31..2026-12-31"),
    ("31.12.2026", "2026-12-31..2026-12-31"),
    ("1/1-27", "2027-01-01..2027-01-01"),
    ("2026-12-24", "2026-12-24..2026-12-24"),
    ("fra 1/11 til 30/11", "2026-11-01..2026-11-30"),
    ("30.11.2026 til 1.11.2026", "2026-11-01..2026-11-30"),
    ("from 30 November 2026 to 1 November 2026", "2026-11-01..2026-11-30"),
    ("fra marts 2027 til november 2026", "2026-11-01..2027-03-31"),
    ("mellem uge 3 2027 og uge 50 2026", "2026-12-07..2027-01-24"),
    ("fra 15/11 2026 til november 2026", "2026-11-15..2026-11-30"),
    ("fra oktober til marts 2027", "2026-10-01..2027-03-31"),
    ("mellem 1. december og 15. januar", "2026-12-01..2027-01-15"),
    ("mellem 1. og 15. december", "2026-12-01..2026-12-15"),
    ("fra 1. til 15. december", "2026-12-01..2026-12-15"),
    ("fra den 1. til den 15. december", "2026-12-01..2026-12-15"),
    ("between 1 and 15 December", "2026-12-01..2026-12-15"),
    ("resten af året", "2026-11-23..2026-12-31"),
    ("ultimo november", "2026-11-21..2026-11-30"),
    ("medio december", "2026-12-11..2026-12-20"),
    ("primo 2027", "2027-01-01..2027-01-31"),
    ("3. kvartal", "2027-07-01..2027-09-30"),
    ("første halvår 2027", "2027-01-01..2027-06-30"),
    ("foråret 2027", "2027-03-01..2027-05-31"),
    ("i 2025", "2025-01-01..2025-12-31"),
    ("today", "2026-11-23..2026-11-23"),
    ("tomorrow", "2026-11-24..2026-11-24"),
    ("next week", "2026-11-30..2026-12-06"),
    ("this month", "2026-11-01..2026-11-30"),
    ("in March", "2027-03-01..2027-03-31"),
    ("by 24 December", "2026-11-23..2026-12-24"),
    ("within two weeks", "2026-11-23..2026-12-07"),
    ("March 3rd", "2027-03-03..2027-03-03"),
    ("rest of the month", "2026-11-23..2026-11-30"),
    ("denne og næste uge", "2026-11-23..2026-12-06"),
    ("mandag til onsdag", "2026-11-30..2026-12-02"),
    ("H1 2027", "2027-01-01..2027-06-30"),
    ("mid-January", "2027-01-11..2027-01-20"),
    ("1/12-31/12", "2026-12-01..2026-12-31"),
    ("til marts", "2027-03-01..2027-03-31"),
    ("til 31/12", "2026-11-23..2026-12-31"),
    ("inden nyt år", "2026-11-23..2026-12-31"),
    ("uge 52 og 53", "2026-12-21..2027-01-03"),
    ("juli / august 2027", "2027-07-01..2027-08-31"),
    ("1. eller 2. kvartal i 2027", "2027-01-01..2027-06-30"),
    ("udgangen af 1. kvartal 2027", "2027-03-31..2027-03-31"),
    ("ultimo 2026 – medio 2027", "2026-12-01..2027-06-30"),
    ("oktober 2026 - juni 2027", "2026-10-01..2027-06-30"),
    ("vinteren 2026", "2026-12-01..2027-02-28"),
    ("Q2 2027", "2027-04-01..2027-06-30"),
    ("fra foråret 2027", "2027-03-01.."),
    ("primo august 2027", "2027-08-01..2027-08-10"),
    ("fredag den 28. maj 2027", "2027-05-28..2027-05-28"),
]
BACK = [
    ("fra tredje kvartal", "2026-07-01..2026-09-30"),
    ("fra august", "2026-08-01..2026-11-23"),
    ("i marts", "2026-03-01..2026-03-31"),
    ("i november", "2026-11-01..2026-11-30"),
    ("i december", "2025-12-01..2025-12-31"),
    ("uge 47", "2026-11-16..2026-11-22"),
    ("modtaget fredag", "2026-11-20..2026-11-20"),
    ("pr ultimo sep", "..2026-09-30"),
    ("pr. 1/9", "..2026-09-01"),
    ("3. kvartal", "2026-07-01..2026-09-30"),
    ("de sidste 3 måneder", "2026-08-23..2026-11-23"),
    ("for 14 dage siden", "2026-11-09..2026-11-09"),
    ("den 15.", "2026-11-15..2026-11-15"),
    ("last 30 days", "2026-10-24..2026-11-23"),
]


def read(text: str, today: dt.date = TODAY, *, back: bool = False) -> str | None:
    found = find_period(Typed.of(text).folded, today)
    if found is None:
        return None
    ends = (found.back if back else found.ahead).as_json()
    return f"{ends['from'] or ''}..{ends['to'] or ''}"


@pytest.mark.parametrize(("text", "expected"), AHEAD)
def test_a_period_without_a_year_is_the_coming_one_for_deadlines(text: str, expected: str) -> None:
    assert read(f"frister {text}") == expected


@pytest.mark.parametrize(("text", "expected"), BACK)
def test_a_period_without_a_year_is_the_latest_one_for_figures(text: str, expected: str) -> None:
    assert read(f"klager {text}", back=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "may I see my cases",
        "hver mandag",
        "ugebrev mandag kl 8",
        "sagen i 6 måneder",
        "næste gang",
        "30/2",
        "uge 60",
        "de næste 8000 år",
    ],
)
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    assert read(text) is None


def test_on_new_years_eve_next_week_lies_in_the_new_year() -> None:
    assert read("næste uge", dt.date(2026, 12, 31)) == "2027-01-04..2027-01-10"


def test_a_month_on_from_31_january_is_the_last_of_february() -> None:
    assert read("om en måned", dt.date(2027, 1, 31)) == "2027-02-28..2027-02-28"


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31)), st.sampled_from([text for text, _ in AHEAD + BACK]))
def test_a_period_never_ends_before_it_begins(today: dt.date, text: str) -> None:
    for back in (True, False):
        start, _, end = (read(text, today, back=back) or "..").partition("..")
        assert not start or not end or start <= end
