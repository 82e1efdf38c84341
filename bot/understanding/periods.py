"""The period a question names, as its slot holds it (the forms stand in storage/rules/dates/)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from storage.rules.dates import periods
from storage.rules.days import around
from storage.rules.period import Period


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """A period, read both ways, and where it stands in the folded text."""

    start: int
    end: int
    ahead: Period
    back: Period


def find_period(text: str, today: dt.date) -> PeriodFound | None:
    """The period a folded text names, or None. Of several the first counts.

    >>> import datetime as dt
    >>> find_period("frister inden jul", dt.date(2026, 11, 23)).ahead.as_json()
    {'from': '2026-11-23', 'to': '2026-12-24'}
    """
    found = periods.find_period(text, today)
    return None if found is None else PeriodFound(found.start, found.end, Period(*found.ahead), Period(*found.back))


_BESIDE = re.compile(
    r"\b(?:(?:ugen|maaneden|kvartalet|aaret|(?:the )?(?:week|month|quarter|year)) (?P<before>foer|forinden|before)"
    r"|(?:i |in |den |det |the )*(?:(?P<next>naeste|next)|forrige|previous)(?: en| one)?)(?=\s*(?:$|[?!.,;]))"
)
"""The period beside the one asked about before: 'og i næste?', 'og måneden før'."""
_UNITS = {7: "week", 28: "month", 29: "month", 30: "month", 31: "month", 90: "quarter", 91: "quarter", 92: "quarter"}
_UNITS |= {365: "year", 366: "year"}


def period_after(text: str, former: Period | None) -> Period | None:
    """The period beside the one asked about before, where the folded text says 'og ugen efter' or 'og i næste'."""
    if former is None or former.start is None or former.end is None:
        return None
    after = periods.the_one_after(text, (former.start, former.end))
    if after is not None:
        return Period(*after)
    beside, unit = _BESIDE.search(text), _UNITS.get((former.end - former.start).days + 1)
    if beside is None or unit is None:
        return None
    return Period(*around(former.start, unit, 1 if beside["next"] else -1))
