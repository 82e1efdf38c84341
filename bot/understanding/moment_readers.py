"""How each form of a single point or stretch of time is read; the forms themselves stand in moments.py.

Each reading has two sides, because a year, a week or a weekday is often left out: `ahead` is the coming one (the
current one included), `back` the latest one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.calendar_words import ALL_MONTHS, NUMBERS, ORDINALS, WEEKDAYS, number
from storage.rules.days import (
    Stretch,
    around,
    day_of,
    easter,
    month,
    months,
    shifted,
    week,
    week_numbered,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One expression of time, as it reads when looking ahead and when looking back."""

    ahead: Stretch
    back: Stretch


Reader = Callable[[re.Match[str], dt.date], Moment | None]


def _fixed(start: dt.date | None, end: dt.date | None = None) -> Moment | None:
    if start is None:
        return None
    return Moment((start, end or start), (start, end or start))


def _yearless(of_year: Callable[[int], Stretch | None], today: dt.date) -> Moment | None:
    """The coming and the latest of something that happens every year; the current one is both."""
    years = range(today.year - 7, today.year + 8)  # a week 53 comes every five to seven years
    found = [interval for interval in map(of_year, years) if interval is not None]
    ahead = next((i for i in found if i[1] >= today), None)
    back = next((i for i in reversed(found) if i[0] <= today), None)
    return Moment(ahead, back) if ahead and back else None


def year_of(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.strip("' -")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def dated(day: int, month_number: int, year: int | None, today: dt.date) -> Moment | None:
    if year is not None:
        return _fixed(day_of(year, month_number, day))
    return _yearless(lambda y: (d, d) if (d := day_of(y, month_number, day)) else None, today)


def _span(first: int, count: int, year: int | None, today: dt.date) -> Moment | None:
    if year is not None:
        return _fixed(*months(year, first, count))
    return _yearless(lambda y: months(y, first, count), today)


def read_iso(m: re.Match[str], _: dt.date) -> Moment | None:
    return _fixed(day_of(int(m["y"]), int(m["m"]), int(m["d"])))


def read_numeric(m: re.Match[str], today: dt.date) -> Moment | None:
    return dated(int(m["d"]), int(m["m"]), year_of(m.groupdict().get("y")), today)


def read_day_and_month(m: re.Match[str], today: dt.date) -> Moment | None:
    day = int(m["d"]) if m["d"].isdigit() else ORDINALS[m["d"]]
    return dated(day, ALL_MONTHS[m["month"]], year_of(m["y"]), today)


def read_days_of_month(m: re.Match[str], today: dt.date) -> Moment | None:
    first, last = int(m["d"]), int(m["d2"])

    def of_year(year: int) -> Stretch | None:
        start, end = (day_of(year, ALL_MONTHS[m["month"]], day) for day in (first, last))
        return (start, end) if start and end and start <= end else None

    year = year_of(m["y"])
    if year is None:
        return _yearless(of_year, today)
    found = of_year(year)
    return _fixed(*found) if found else None


def read_day_of_month(m: re.Match[str], today: dt.date) -> Moment | None:
    day = int(m["d"])
    near = [day_of(*divmod_month(today, step), day) for step in range(-3, 4)]
    days = [d for d in near if d is not None]
    ahead, back = min((d for d in days if d >= today), default=None), max(d for d in days if d <= today)
    return Moment((ahead, ahead), (back, back)) if ahead else None


def divmod_month(day: dt.date, step: int) -> tuple[int, int]:
    """Year and month number `step` months from a day's."""
    first = month(day.year, day.month + step)[0]
    return first.year, first.month


def read_month(m: re.Match[str], today: dt.date) -> Moment | None:
    return _span(ALL_MONTHS[m["month"]], 1, year_of(m["y"]), today)


def read_quarter(m: re.Match[str], today: dt.date) -> Moment | None:
    text = m["n"]
    count = 4 if text in {"sidste", "last"} else int(text) if text.isdigit() else ORDINALS.get(text, 2)
    return _span(3 * count - 2, 3, year_of(m["y"]), today) if 1 <= count <= 4 else None


def read_quarters(m: re.Match[str], today: dt.date) -> Moment | None:
    first, last = int(m["n"]), int(m["n2"])
    return _span(3 * first - 2, 3 * (last - first + 1), year_of(m["y"]), today) if first < last else None


def read_half(m: re.Match[str], today: dt.date) -> Moment | None:
    first = 1 if m["n"] in {"1", "foerste", "first"} else 7
    return _span(first, 6, year_of(m["y"]), today)


_STEPS = {
    -1: "sidste|forrige|forgangne|last|previous",
    0: "denne|dette|den her|det her|indevaerende|nuvaerende|hele|this|current",
    1: "naeste|kommende|foelgende|naestfoelgende|next|coming|following|upcoming",
}
_STEP = {word: step for step, words in _STEPS.items() for word in words.split("|")}
_UNITS = {
    "day": "hverdage|dage|dag|doegn|days|day",
    "week": "uger|ugen|ugens|uges|uge|weeks|week's|week",
    "month": "maaneder|maanedens|maaneden|maaneds|maaned|mdr|mdn|md|months|month's|month",
    "quarter": "kvartalets|kvartalet|kvartaler|kvartals|kvartal|quarter's|quarters|quarter",
    "half": "halvaarets|halvaaret|halvaar|half-year|half year",
    "year": "aarets|aaret|aars|aar|years|year's|year",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split("|")}
LONG_UNITS = "|".join(words for unit, words in _UNITS.items() if unit != "day")
ANY_UNIT = "|".join(_UNITS.values())
SIGNED = "|".join(_STEPS.values())


def read_around(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(*around(today, _UNIT[m["unit"]], _STEP[m["step"]]))


def read_around_both(m: re.Match[str], today: dt.date) -> Moment | None:
    first, last = sorted((_STEP[m["step"]], _STEP[m["step2"]]))
    return _fixed(around(today, _UNIT[m["unit"]], first)[0], around(today, _UNIT[m["unit"]], last)[1])


def read_this(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(*around(today, _UNIT[m["unit"]], 0))


def read_to_date(_: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(today.replace(month=1, day=1), today)


def read_weeks(m: re.Match[str], today: dt.date) -> Moment | None:
    first, last, year = int(m["n"]), int(m["n2"] or m["n"]), year_of(m["y"])

    def of_year(y: int) -> Stretch | None:
        start, end = week_numbered(y, first), week_numbered(y, last)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None

    if year is None:
        return _yearless(of_year, today)
    found = of_year(year)
    return _fixed(*found) if found else None


def read_weekday(m: re.Match[str], today: dt.date) -> Moment | None:
    if m["s"] and not m["past"]:
        return None  # 'on Tuesdays': every week, which is a schedule and no period
    monday, index, how = week(today)[0], WEEKDAYS[m["day"]], (m["how"] or "").strip()
    day = monday + dt.timedelta(days=index)
    if m["week"]:
        return _fixed(day + dt.timedelta(weeks=_STEP[m["week"]]))
    if how in {"naeste", "next"}:
        return _fixed(day + dt.timedelta(weeks=1))
    coming = day if day > today else day + dt.timedelta(weeks=1)
    latest = day if day < today else day - dt.timedelta(weeks=1)
    if how in {"paa", "nu paa", "paa kommende", "kommende", "foerstkommende", "coming"}:
        return _fixed(coming)
    if how in {"sidste", "last", "forrige"} or m["past"]:
        return _fixed(latest)
    return Moment((coming, coming), (latest, latest))


NEAR = {
    "i dag": 0, "idag": 0, "dags dato": 0, "today": 0, "today's": 0, "dagens": 0, "i morgen": 1, "imorgen": 1,
    "i morges": 0, "tomorrow": 1, "tomorrow's": 1, "i overmorgen": 2, "overmorgen": 2, "day after tomorrow": 2,
    "i gaar": -1, "igaar": -1, "yesterday": -1, "i forgaars": -2, "forgaars": -2, "day before yesterday": -2,
}  # fmt: skip


def read_near(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(today + dt.timedelta(days=NEAR[m["near"]]))


def read_in_so_long(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(shifted(today, number(m["n"]), _UNIT[m["unit"]]))


def read_so_long_ago(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(shifted(today, -number(m["n"]), _UNIT[m["unit"]]))


def read_window_ahead(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(today, shifted(today, number(m["n"] or "1"), _UNIT[m["unit"]]))


def read_window_back(m: re.Match[str], today: dt.date) -> Moment | None:
    return _fixed(shifted(today, -number(m["n"]), _UNIT[m["unit"]]), today)


SEASONS = {
    "foraar": 3, "foraaret": 3, "spring": 3, "sommer": 6, "sommeren": 6, "summer": 6, "efteraar": 9,
    "efteraaret": 9, "autumn": 9, "vinter": 12, "vinteren": 12, "winter": 12,
}  # fmt: skip


def read_season(m: re.Match[str], today: dt.date) -> Moment | None:
    return _span(SEASONS[m["season"]], 3, year_of(m["y"]), today)


def _day_of(find: Callable[[int], dt.date]) -> Callable[[int], tuple[dt.date, dt.date]]:
    return lambda y: (find(y), find(y))


def _school_week(number: int) -> Callable[[int], tuple[dt.date, dt.date]]:
    return lambda y: (dt.date.fromisocalendar(y, number, 1), dt.date.fromisocalendar(y, number, 7))


_FEASTS: dict[str, Callable[[int], tuple[dt.date, dt.date]]] = {
    "jul|julen|juleaften|christmas|xmas": _day_of(lambda y: dt.date(y, 12, 24)),
    "juleferien|juleferie": lambda y: (dt.date(y, 12, 24), dt.date(y + 1, 1, 1)),
    "nytaar|nyt aar|nytaaret|nytaarsaften|aarsskiftet|new year|new year's": _day_of(lambda y: dt.date(y, 12, 31)),
    "paaske|paasken|easter": _day_of(lambda y: easter(y) - dt.timedelta(days=3)),
    "paaskeferien|paaskeferie": lambda y: (easter(y) - dt.timedelta(days=6), easter(y) + dt.timedelta(days=1)),
    "pinse|pinsen|whitsun": _day_of(lambda y: easter(y) + dt.timedelta(days=49)),
    # A day, not a stretch: dates.md reads "inden sommerferien" as until 1 July.
    "sommerferien|sommerferie|the summer holidays|the summer holiday": _day_of(lambda y: dt.date(y, 7, 1)),
    "efteraarsferien|efteraarsferie|the autumn holiday": _school_week(42),
    "vinterferien|vinterferie|the winter holiday": _school_week(7),
}
FEAST = {name: stretch for names, stretch in _FEASTS.items() for name in names.split("|")}


def read_feast(m: re.Match[str], today: dt.date) -> Moment | None:
    return _yearless(FEAST[m["feast"]], today)


def read_weekend(m: re.Match[str], today: dt.date) -> Moment | None:
    sunday = week(today, _STEP.get(m["step"] or "", 0))[1]
    return _fixed(sunday - dt.timedelta(days=1), sunday)


def read_whole_year(m: re.Match[str], _: dt.date) -> Moment | None:
    return _fixed(*months(int(m["y"]), 1, 12))


WORDS_OF_TIME: frozenset[str] = frozenset(
    word
    for words in (ALL_MONTHS, WEEKDAYS, NUMBERS, ORDINALS, NEAR, SEASONS, FEAST, _STEP, _UNIT)
    for expression in words
    for word in expression.split()
)
"""Every word of time, for the speller."""
