"""All the times a text names, which of them the question is about and which one it is compared with."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from bot.understanding.composing.expressions import expression
from bot.understanding.periods import PeriodFound, find_period
from storage.rules.calendar import ONE_DAY, add_months
from storage.rules.days import around
from storage.rules.period import Period

MOST_TIMES = 4
_SAME = expression("times.same")
_YEAR_BEFORE = expression("times.year_before")
_ONE_BEFORE = expression("times.one_before")
_CUT_SHORT = expression("times.cut_short")
_NOW = expression("times.now")
_LAST_YEAR = expression("times.last_year")
_NEW_YEAR = expression("times.new_year")
_DD = expression("times.dd")
_FJOR = expression("times.fjor")
_FROM_NOW = expression("times.from_now")
_NEXT_DAYS = expression("times.next_days")
_SO_FAR = expression("times.so_far")


@dataclass(frozen=True, slots=True)
class Time:
    """One time named, as a question that looks ahead and one that looks back read it; `now`: only for contrast."""

    start: int
    end: int
    ahead: Period
    back: Period
    now: bool = False

    @classmethod
    def of(cls, match: re.Match[str], first: dt.date | None, last: dt.date | None, *, now: bool = False) -> Time:
        period = Period(first, last)
        return cls(*match.span(), period, period, now)


def find_times(text: str, today: dt.date) -> list[Time]:
    """All times named, in order of place; at most MOST_TIMES of them."""
    before = _ONE_BEFORE.search(text)
    rest, found = _FROM_NOW.sub(lambda m: "inden".rjust(len(m.group())), text), []
    for pattern, read in _OWN_FORMS:
        for match in pattern.finditer(rest):
            found.append(read(match, today))
            rest = _blank(rest, *match.span())
    if before is not None:
        rest = _blank(rest, *before.span("time"))
    while len(found) < MOST_TIMES and (one := find_period(rest, today)) is not None:
        found.append(_as_time(one))
        rest = _blank(rest, one.start, one.end)
    found += [Time.of(match, today, today, now=True) for match in _NOW.finditer(rest)]
    found.extend(_relative(text, found, today))
    return _in_named_years(sorted(found, key=lambda time: time.start), text)


def _in_named_years(times: list[Time], text: str) -> list[Time]:
    """'oktober sidste år' is one time: the month of that year."""
    result: list[Time] = []
    for time in times:
        before = result[-1] if result else None
        if before is not None and not text[before.end : time.start].strip(" ,i") and (one := _of_year(before, time)):
            result[-1] = one
        else:
            result.append(time)
    return result


def _of_year(first: Time, second: Time) -> Time | None:
    """The shorter of two times in the year that the other one names; None where neither is a whole past year."""
    for part, year in ((first, second), (second, first)):
        if _is_whole_year(year.back) and part.back.start and part.back.end and not _is_whole_year(part.back):
            months = 12 * (part.back.start.year - year.back.start.year)  # type: ignore[union-attr]  # it is whole
            period = Period(add_months(part.back.start, -months), _month_end(part.back.end, months))
            return Time(first.start, second.end, period, period)
    return None


def _is_whole_year(period: Period) -> bool:
    start, end = period.start, period.end
    return start is not None and end is not None and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _month_end(day: dt.date, months: int) -> dt.date:
    """So many months earlier; the last day of a month stays one."""
    return add_months(day + ONE_DAY, -months) - ONE_DAY


def _as_time(found: PeriodFound) -> Time:
    return Time(found.start, found.end, found.ahead, found.back)


def _past_year(match: re.Match[str], today: dt.date) -> Time:
    return Time.of(match, add_months(today, -12) + ONE_DAY, today)


def _this_year(match: re.Match[str], today: dt.date) -> Time:
    return Time.of(match, today.replace(month=1, day=1), today)


def _last_year(match: re.Match[str], today: dt.date) -> Time:
    return Time.of(match, dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31))


def _next_days(match: re.Match[str], today: dt.date) -> Time:
    return Time.of(match, today, today + dt.timedelta(days=int(match["n"])))


_OWN_FORMS = (
    (_SO_FAR, _this_year),
    (_NEW_YEAR, _this_year),
    (_DD, _this_year),
    (_FJOR, _last_year),
    (_LAST_YEAR, _past_year),
    (_NEXT_DAYS, _next_days),
)


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _relative(text: str, found: list[Time], today: dt.date) -> list[Time]:
    """Times told from another one: 'end sidste', 'måneden før', 'året før'."""
    main = next((time for time in sorted(found, key=lambda one: one.start) if not time.now), None)
    for pattern in (_CUT_SHORT, _ONE_BEFORE):
        match = pattern.search(text)
        if match is not None and main is not None:
            period = Period(*_one_before(main.back, today))
            return [Time(*match.span("time"), period, period)]
    match = _YEAR_BEFORE.search(text)
    return (
        [Time.of(match, *_year_before(main.back if main else Period(today.replace(month=1, day=1), today), today))]
        if match
        else []
    )


def _one_before(period: Period, today: dt.date) -> tuple[dt.date, dt.date]:
    """The week, month, quarter or year before; of other stretches one as long."""
    start, end = period.start or today, period.end or today
    for unit in ("week", "month", "quarter", "year"):
        if around(start, unit, 0) == (start, around(end, unit, 0)[1]) and around(end, unit, 0)[0] == start:
            return around(start, unit, -1)
    return start - (end - start) - ONE_DAY, start - ONE_DAY


def _year_before(period: Period, today: dt.date) -> tuple[dt.date, dt.date]:
    """The same days a year earlier; of a period that still runs only as far as it has come."""
    start, end = period.start or today, period.end or today
    end = min(end, today) if start <= today else end
    return add_months(start, -12), add_months(end, -12)


def same_time_last_year(text: str) -> re.Match[str] | None:
    """Where a text says 'samme periode sidste år', 'same time a year ago'; None where it does not."""
    return _SAME.search(text)


def a_year_earlier(period: Period | None, today: dt.date, *, whole: bool = False) -> Period:
    """The same days a year earlier, of what has come of the period; without one the same day. `whole`: all of them."""
    if whole and period is not None and period.start is not None and period.end is not None:
        end = add_months(period.end + ONE_DAY, -12) - ONE_DAY
        return Period(add_months(period.start, -12), end)
    return Period(*_year_before(period or Period(today, today), today))


def until_today(time: Time, today: dt.date) -> Time:
    """The time without what is still to come, for what looks back."""
    back = time.back
    if back.start is not None and back.start <= today and (back.end is None or back.end > today):
        return replace(time, back=Period(back.start, today))
    return time
