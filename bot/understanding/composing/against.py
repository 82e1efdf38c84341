"""Which time a question is about, and what it is compared with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.understanding.composing.expressions import expression
from bot.understanding.composing.segments import Span, is_told_only
from bot.understanding.composing.times import Time, a_year_earlier, same_time_last_year, until_today
from bot.understanding.composing.words import TextWords
from storage.rules.calendar import add_months
from storage.rules.conditions import COUNTED
from storage.rules.period import Period


@dataclass(slots=True)
class Asked:
    """The time asked about, the one it is compared with, and the places of the words that said so."""

    main: Time | None = None
    compare: Period | None = None
    used: list[Span] = field(default_factory=list)


def times_asked(words: TextWords, what: str, told: Sequence[Span], today: dt.date) -> Asked:
    """The times of a text without those of its story, and how they stand to each other."""
    times = [time for time in words.times if not is_told_only(words, (time.start, time.end), told)]
    asked = Asked(used=[(time.start, time.end) for time in words.times])
    compares = [(entry.start, entry.end) for entry in words.of("compare")]
    asked.main = next((time for time in times if not time.now), None) or next(iter(times), None)
    if _with_a_year_ago(words, times, asked, today) or not compares or not times or _sets_teams(words, compares):
        asked.used += compares if asked.compare is not None or _sets_teams(words, compares) else []
        return asked
    asked.main, asked.compare = _set_against(words, times, compares[-1][1], what, today)
    asked.used += compares if asked.compare is not None else []
    return asked


def _with_a_year_ago(words: TextWords, times: Sequence[Time], asked: Asked, today: dt.date) -> bool:
    """'samme tid sidste år': the time asked about, a year earlier."""
    same = same_time_last_year(words.unmasked)
    if same is None:
        return False
    rest = [time for time in times if not same.start() <= time.start <= same.end()]
    asked.main = next(iter(rest), None)
    asked.used.append(same.span())
    whole = same["unit"] is not None and asked.main is not None
    period = None if asked.main is None else asked.main.back if whole else until_today(asked.main, today).back
    asked.compare = a_year_earlier(period, today, whole=whole)
    return True


def _sets_teams(words: TextWords, compares: Sequence[Span]) -> bool:
    """Whether a comparison is between teams: its word stands between two of them, or before both."""
    several = len({name for _, _, name in words.teams}) == 2
    return several and any(start <= words.teams[-1][0] for start, _ in compares)


def _set_against(
    words: TextWords, times: Sequence[Time], last: int, what: str, today: dt.date
) -> tuple[Time | None, Period | None]:
    """The time asked about and the one behind the comparing word; where only that is named, now is asked about."""
    after = [time for time in times if time.start >= last - 1]
    before = [time for time in times if time not in after]
    if after and before:
        return before[0], _beside(before[0], after[0], what, words, today)
    if len(times) > 1:
        return times[0], until_today(times[1], today).back
    if after:
        return _so_far(after[0], what, today), _as_far(after[0], what, today)
    return times[0], None


_LAST_YEAR = expression("against.last_year")


def _beside(main: Time, other: Time, what: str, words: TextWords, today: dt.date) -> Period:
    """The other time; 'i år mod sidste år' sets as much of that year beside as this one has come to."""
    runs = _is_a_year(main.ahead) and main.ahead.end is not None and main.ahead.end >= today
    said = words.unmasked[max(0, other.start - 7) : other.end]
    return _as_far(other, what, today) if runs and _LAST_YEAR.search(said) else until_today(other, today).back


def _is_a_year(period: Period) -> bool:
    return period.start is not None and period.end is not None and (period.end - period.start).days > 360


def _as_far(other: Time, what: str, today: dt.date) -> Period:
    """'flere end sidste år': the same stretch of that year as this one has come to."""
    period = until_today(other, today).back
    if COUNTED[what].time == "stretch" and _is_a_year(period) and period.start is not None:
        return Period(period.start, add_months(today, -12 * (today.year - period.start.year)))
    return period


def _so_far(other: Time, what: str, today: dt.date) -> Time | None:
    """The stretch of now that a past one is set against: this month against last month; None for what stands today."""
    start, end = other.back.start, other.back.end
    if COUNTED[what].time == "day" or start is None or end is None:
        return None
    days = (end - start).days
    if _is_a_year(other.back):
        first = today.replace(month=1, day=1)
    else:
        first = today.replace(day=1) if days > 25 else today - dt.timedelta(days=today.weekday())
    return Time(other.start, other.end, Period(first, today), Period(first, today))
