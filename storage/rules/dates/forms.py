"""The forms in which days, months, quarters, seasons and years are written, for plans and chat alike (dates.md).

They are tried in order, the more specific ones first. Forms for plans alone or the chat alone have their own lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from storage.rules.dates import readers as read
from storage.rules.dates.readers import CLAUSE_ENDS, PointReader
from storage.rules.dates.words import BOTH, DANISH, FEASTS, CalendarWords, choice

Form = tuple[re.Pattern[str], PointReader]
_Written = Sequence[tuple[str, PointReader]]

_COUNTED = (
    r"(?!\s*(?:sager|sag|cases?|boern|unge|borgere|familier|stk|kr|mio|tkr|timer?|hours|dage|days|uger|weeks|pct|%"
    r"|aar\b|aars\b))"
)
_CLOCK = (
    r"(?:,?(?:t|\s)\s?(?:kl\.?\s?|klokken\s)?(?:[01]\d|2[0-4])[:.]?[0-5]\d(?:[:.]\d\d(?:[.,]\d+)?)?"
    r"(?:z\b|[+-]\d\d:?\d\d)?(?![.,:-]?\d))?"
)
"""A time of day behind a whole date is part of it: 01-12-2026 09:15, 2026-11-01T23:30:00Z."""
_DEN = r"(?:\b(?:den|d|the)\.?\s)?"
_DAY = r"(?<!\d)(?<!\d[.,/])(?P<d>\d{1,2})"


def _behind(*words: str) -> str:
    return f"(?:{'|'.join(rf'(?<=[^a-z]{word} )|(?<=^{word} )' for word in words)})"


_LEADS_TO_A_DAY = _behind(
    "den", "d", r"d\.", "pr", r"pr\.", "senest", "inden", "foer", "siden", "efter", "by", "before"
)
_LEADS_TO_AN_END = _behind("fra", "til", "med", "from", "to", "until", "mellem", "og")
_NO_PART_BEFORE = r"(?:(?<![\d.,/-])|(?<=/\d-)|(?<=/\d\d-))"
_NO_PART = r"(?!\d|[./]\d|-\d(?!\d?/\d)|\s*(?:af\b|tim|del|stilling|aarsv|%))"


def exact_forms(words: CalendarWords) -> list[Form]:
    """Weeks, days, quarters and half-years."""
    return _compiled([*_weeks_and_days(words), *_quarters_and_halves(words)])


def coarse_forms(words: CalendarWords) -> list[Form]:
    """Seasons, school years, months and spans of years, for what the exact ones leave."""
    month, year = _month(words.months), _year_of(words)
    return _compiled(
        [
            (r"\bvinter(?:en)?\s(?:i\s)?(?P<y>20\d\d)[/-](?P<y2>(?:20)?\d\d)(?!\d)", read.read_winter),
            (rf"\b(?P<season>{choice(words.seasons)})\b{year}", read.read_season),
            (r"\baarsskiftet?\s(?P<y>20\d\d)(?:[/-](?P<y2>(?:20)?\d\d))?(?!\d)", read.read_turn_of_the_year),
            (
                r"\b(?:skoleaar(?:et)?|school\syear)\s(?P<y>20\d\d)[/-](?P<y2>(?:20)?\d\d)(?!\d)",
                read.read_school_year,
            ),
            (rf"(?:(?<=inden )|(?<=foer )|(?<=til ))(?P<feast>jul)\b(?!\.){year}", read.read_feast),
            (rf"{month}{year}", read.read_month),
            (
                r"(?<!\d)(?<!\d[./-])(?P<y>20\d\d)(?:\s?(?P<link>[-/])\s?(?P<y2>20\d\d)|(?P<link2>[-/])(?P<y3>\d\d))"
                r"(?!\d|[./-]\d)",
                read.read_years,
            ),
        ]
    )


def _month(names: Iterable[str]) -> str:
    return (
        rf"(?<![a-z])(?P<month>{choice(names)})(?![a-z])"
        r"(?:(?:(?<![a-z]{4})(?<!maj)(?<!may)|(?<=sept))\.)?"  # the dot of a short form; a sentence's own stays
    )


def _year_of(words: CalendarWords) -> str:
    """The year behind it, in four figures or two: 2026, -26, '26, and 26 where the clause ends."""
    month = _month(words.all_months).replace("?P<month>", "?:")
    return (
        r"(?:(?:[\s.,]*(?:(?:i|af|of|in|-|/)\s*)?(?=20\d\d(?!\d))"
        rf"|[\s.]*(?:-\s*|')(?=\d\d(?!\d|[./:-]\d|\.?\s?{month}){_COUNTED})"
        rf"|[\s.]+(?=\d\d(?![/-]\d){CLAUSE_ENDS}))(?P<y>20\d\d|\d\d))?"
    )


def _weeks_and_days(words: CalendarWords) -> _Written:
    month, year = _month(words.all_months), _year_of(words)
    week = "ugerne|uger?" if words is DANISH else "ugerne|uger?|u|weeks?|wk"
    return [
        (
            rf"\b(?:{week})\.?\s?(?P<n>\d{{1,2}})"
            rf"(?:\s?(?:-|til|og|to|and|&)\s?(?P<n2>\d{{1,2}})\b(?![./]){_COUNTED})?\b(?!/)"
            r"(?:[\s,.]*(?:i\s)?(?P<y>20\d\d)(?!\d))?",
            read.read_week,
        ),
        (rf"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d){_CLOCK}", read.read_iso),
        (
            rf"{_DAY}\.?\s?[./-]\s?(?P<m>\d{{1,2}})"
            rf"(?:\s?[./-](?:\s?(?=20\d\d))?(?P<y>20\d\d(?!\d)|\d\d(?!\d|[./:-]\d))|\.?\s(?P<y2>20\d\d)(?!\d)){_CLOCK}",
            read.read_numeric,
        ),
        (
            rf"(?:\b(?:fra|from)\s)?{_DEN}{_DAY}\.?\s?(?P<link>-|til|to)\s?(?:(?:den|the)\s)?(?P<d2>\d{{1,2}})\.?"
            rf"\s?{month}{year}",
            read.read_days_of_month,
        ),
        (
            rf"(?:\b(?:(?:i\sperioden\s)?mellem|between)\s)?{_DEN}{_DAY}\.?\s?(?P<link>og|and)\s?(?:(?:den|the)\s)?"
            rf"(?P<d2>\d{{1,2}})\.?\s?{month}{year}",
            read.read_days_of_month,
        ),
        (rf"{_DAY}(?:\.|st|nd|rd|th)?(?:\s?(?:of\s)?|-){month}{year}", read.read_day_and_month),
        (rf"\b(?P<d>{choice(words.ordinals)})\s(?:of\s)?{month}{year}", read.read_day_and_month),
        (r"(?<![\w.,/-])(?P<m>\d{1,2})[/-](?P<y>20\d\d)(?!\d|[./-]\d)", read.read_month_in_figures),
        (rf"{_NO_PART_BEFORE}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}){_NO_PART}", read.read_numeric_without_year),
        (r"\A(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.?\Z", read.read_numeric_without_year),
        (
            rf"{_LEADS_TO_A_DAY}(?P<d>\d{{1,2}})[.-](?P<m>\d{{1,2}})\b(?![.,:/-]\d){_COUNTED}",
            read.read_numeric_without_year,
        ),
        (
            rf"{_LEADS_TO_AN_END}(?P<d>\d{{1,2}})\.(?P<m>0[1-9]|1[0-2])\b(?![.,:/-]\d){_COUNTED}",
            read.read_numeric_without_year,
        ),
    ]


def _quarters_and_halves(words: CalendarWords) -> _Written:
    year = _year_of(words)
    up_to_four = [word for word, number in words.ordinals.items() if number <= 4]
    last, quarter = ("sidste", "") if words is DANISH else ("sidste|last", r"|quarter\b")
    nth = rf"(?:[1-9]|{last}|{choice(up_to_four)})"
    quarter = rf"(?:kvartal\b|kvt?\b\.?{quarter})"
    return [
        (
            rf"\b(?P<n>{nth})\.?\s*(?P<link>eller|or|og|and|til|[-/,+&])\s*(?P<n2>{nth})\.?\s*{quarter}{year}",
            read.read_two_quarters,
        ),
        (rf"(?<![\d.,/-])(?P<n>\b{nth})(?:\.|st|nd|rd|th)?\s*{quarter}{year}", read.read_quarter),
        (rf"\bq(?P<n>[1-9])\b{year}", read.read_quarter),
        (
            rf"(?<![\d.,/-])(?P<n>\b{nth})(?:\.|st|nd)?\s*(?:halvaar\b|halvdel\saf\s(?=20\d\d)|half(?:\s?-?year)?\b)"
            rf"{year}",
            read.read_half_year,
        ),
        (rf"\bh(?P<n>[12])\b{year}", read.read_half_year),
    ]


def _compiled(written: _Written) -> list[Form]:
    return [(re.compile(pattern), reader) for pattern, reader in written]


_A_YEAR = r"(?<!\d)(?<!\d[./-])(?P<y>20\d\d)(?!\d|[./-]\d)"

IN_PLANS: list[Form] = [
    *exact_forms(DANISH),
    *_compiled(
        [(rf"(?:(?<=inden )|(?<=foer )|(?<=til )|(?<=senest ))(?P<feast>sommerferien)\b{_year_of(DANISH)}",
          read.read_feast)]
    ),
    *coarse_forms(DANISH),
    *_compiled(
        [
            (rf"{_month(DANISH.shy_months)}{_year_of(DANISH)}", read.read_shy_month),
            (rf"{_A_YEAR}{_COUNTED}", read.read_year_due),
        ]
    ),
]  # fmt: skip
"""A year in the name of a budget or a plan is no date, nor is Jan where it is a person's name."""

_NO_DAY_BEHIND = (
    "kl", r"kl\.", "klokken", "at", "tema", "theme", "spor", "track", "nr", r"nr\.", "punkt", "handling", "initiativ",
    "konto", "over", "under", "end", "than",
)  # fmt: skip
_NOT_BEHIND = "".join(rf"(?<!\b{word} )" for word in _NO_DAY_BEHIND)
"""After such a word comes a time, a number or an amount: 18.12 is a day only without one before it."""
_LEADS_TO_A_MONTH = (
    "i", "in", "by", "siden", "since", "ultimo", "primo", "medio", "until", "before", "inden", "of", "til", "fra",
)  # fmt: skip
_NEW_YEAR = [word for word, feast in FEASTS.items() if feast == "new_year"]
_DATED_FEASTS = FEASTS.keys() - set(_NEW_YEAR)
IN_CHAT_EXACT: list[Form] = [
    *exact_forms(BOTH),
    *_compiled(
        [
            (rf"\bk(?P<n>[1-4])\b{_year_of(BOTH)}", read.read_quarter),
            (
                rf"\b(?P<month>{choice(BOTH.all_months)})\.?\s(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![/.-]\d)"
                r"(?:,?\s(?P<y>20\d\d))?",
                read.read_day_and_month,
            ),
            (
                rf"(?<![\d.,/§-]){_NOT_BEHIND}(?P<d>\d{{1,2}})\.(?P<m>0[1-9]|1[0-2])\b(?![.,:/-]\d){_COUNTED}",
                read.read_numeric_without_year,
            ),
        ]
    ),
]
"""Tried after the forms counted from today (relative_forms.py) and before the coarse ones."""
IN_CHAT_COARSE: list[Form] = [
    *_compiled(
        [
            (rf"\b(?P<feast>{choice(_DATED_FEASTS)})\b(?!\.\s?20){_year_of(BOTH)}", read.read_feast),
            # With one year alone nobody knows which end of it is meant, so the form takes no year.
            (rf"\b(?P<feast>{choice(_NEW_YEAR)})\b(?! 20\d\d[/-])(?P<y>)", read.read_feast),
        ]
    ),
    *coarse_forms(BOTH),
    *_compiled(
        [
            (
                rf"\b(?:{_behind(*_LEADS_TO_A_MONTH)}|(?=\w+\.?[\s-](?:20)?\d\d\b)){_month(BOTH.shy_months)}"
                rf"{_year_of(BOTH)}",
                read.read_month,
            ),
            (r"(?<![\d/.-])(?P<y>20[0-4]\d)(?![\d/.-]\d)(?!\d)", read.read_year),
        ]
    ),
]
