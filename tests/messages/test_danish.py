"""Days, moments, amounts and lists are written as the office writes them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from messages import danish

MONDAY = dt.date(2026, 11, 23)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def test_a_day_is_written_out_in_both_languages() -> None:
    assert danish.day(dt.date(2026, 11, 30)) == "30. november 2026"
    assert danish.day(dt.date(2026, 11, 30), "en") == "30 November 2026"


@pytest.mark.parametrize(
    ("day", "danish_words", "english_words"),
    [
        (MONDAY, "i dag", "today"),
        (MONDAY + dt.timedelta(1), "i morgen", "tomorrow"),
        (dt.date(2026, 11, 30), "mandag den 30. november", "Monday 30 November"),
        (dt.date(2027, 1, 8), "fredag den 8. januar 2027", "Friday 8 January 2027"),
        (dt.date(2026, 11, 22), "søndag den 22. november", "Sunday 22 November"),
    ],
)
def test_a_day_in_a_sentence_is_named_from_today(day: dt.date, danish_words: str, english_words: str) -> None:
    assert danish.named_day(day, "da", MONDAY) == danish_words
    assert danish.named_day(day, "en", MONDAY) == english_words


def test_a_day_in_a_table_is_short_and_tells_another_year() -> None:
    assert danish.short_day(dt.date(2026, 11, 30), "da", MONDAY) == "man. 30. nov."
    assert danish.short_day(dt.date(2025, 11, 30), "da", MONDAY) == "30. nov. 2025"
    assert danish.short_day(dt.date(2026, 11, 30), "en", MONDAY) == "Mon 30 Nov"


def test_a_moment_is_told_by_the_wall_clock_in_winter_and_summer() -> None:
    winter = dt.datetime(2026, 11, 22, 5, 15, tzinfo=dt.UTC)
    summer = dt.datetime(2026, 7, 22, 5, 15, tzinfo=dt.UTC)
    assert danish.moment(winter, "da", COPENHAGEN) == "22. november 2026 kl. 06.15"
    assert danish.moment(summer, "da", COPENHAGEN) == "22. juli 2026 kl. 07.15"
    assert danish.moment(winter, "en", COPENHAGEN) == "22 November 2026 at 06:15"
    assert danish.short_moment(winter, "da", COPENHAGEN, MONDAY) == "søn. 22. nov. kl. 06.15"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-11-23", "2026-11-29", "23.-29. november 2026"),
        ("2026-11-23", "2026-12-07", "23. november - 7. december 2026"),
        ("2026-12-28", "2027-01-03", "28. december 2026 - 3. januar 2027"),
        ("2026-11-23", "2026-11-23", "23. november 2026"),
        ("2026-11-23", None, "fra 23. november 2026"),
        (None, "2026-11-23", "til 23. november 2026"),
        (None, None, ""),
    ],
)
def test_a_period_says_no_more_than_it_must(start: str | None, end: str | None, written: str) -> None:
    days = [dt.date.fromisoformat(day) if day else None for day in (start, end)]
    assert danish.period(days[0], days[1]) == written


def test_a_period_stands_in_a_sentence() -> None:
    week = (dt.date(2026, 11, 23), dt.date(2026, 11, 29))
    assert danish.in_period(*week) == "i perioden 23.-29. november 2026"
    assert danish.in_period(*week, "en") == "in the period 23-29 November 2026"
    assert danish.in_period(week[0], week[0]) == "den 23. november 2026"
    assert danish.in_period(None, week[1]) == "til 29. november 2026"
    assert danish.in_period(dt.date(2026, 12, 1), dt.date(2026, 12, 31)) == "i december 2026"
    assert danish.in_period(dt.date(2026, 1, 1), dt.date(2026, 12, 31)) == "i 2026"
    assert danish.in_period(dt.date(2027, 1, 1), dt.date(2027, 3, 31)) == "i perioden 1. januar - 31. marts 2027"


def test_amounts_are_rounded_once_half_away_from_zero() -> None:
    assert danish.kroner("1234567.50") == "1.234.568 kr."
    assert danish.kroner("-0.50") == "-1 kr."
    assert danish.kroner("1234567.49", "en") == "DKK 1,234,567"


def test_numbers_carry_the_marks_of_their_language() -> None:
    assert danish.number(12345) == "12.345"
    assert danish.number(12345, "en") == "12,345"
    assert danish.percent(87.5) == "87,5 %"
    assert danish.percent(100.0) == "100 %"
    assert danish.percent(87.5, "en") == "87.5%"
    assert [danish.signed(n) for n in (2, 0, -3)] == ["+2", "0", "-3"]


@pytest.mark.parametrize(
    ("noun", "one", "many"),
    [
        ("deadline", "1 frist", "1.200 frister"),
        ("case", "1 sag", "1.200 sager"),
        ("day", "1 dag", "1.200 dage"),
        ("file", "1 fil", "1.200 filer"),
        ("row", "1 række", "1.200 rækker"),
        ("caseworker", "1 rådgiver", "1.200 rådgivere"),
    ],
)
def test_things_are_counted_in_the_right_form(noun: str, one: str, many: str) -> None:
    assert danish.count(1, noun) == one
    assert danish.count(1200, noun) == many


def test_lists_end_with_og_or_eller() -> None:
    assert danish.listing(["børnesamtale", "partshøring", "afgørelse"]) == "børnesamtale, partshøring og afgørelse"
    assert danish.listing(["a", "b"], either=True) == "a eller b"
    assert danish.listing(["a", "b"], "en", either=True) == "a or b"
    assert danish.listing(["a"]) == "a"


def test_a_title_begins_small_inside_a_sentence_unless_it_is_an_abbreviation() -> None:
    assert danish.in_sentence("Opfølgning") == "opfølgning"
    assert danish.in_sentence("BFU") == "BFU"
