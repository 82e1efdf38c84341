"""Single points and stretches of time in a deadline text: what stands between the words (dates.md).

The forms are tried in order, the more telling ones first. What is found is replaced by one private letter, so that
danish_dates.py sees the words around it, and a date that does not exist (31/2) by VOID, so that no part of it is read.
"""

from __future__ import annotations

import re

from storage.rules import danish_date_readers as read
from storage.rules.danish_date_readers import (
    CLAUSE_ENDS,
    FIRST_TO_FOURTH,
    MARK,
    ORDINALS,
    SEASONS,
    Point,
    Reader,
    third_of,
)

FIRST_MARK = 0xE000
MOST_POINTS = 4_000
VOID = "\uf8ff"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MONTH = (
    r"(?<![a-z])(?P<month>januar|jan|februar|feb|marts|mar|april|apr|maj|juni|jun|juli|jul|august|aug"
    r"|september|sept|sep|oktober|okt|november|nov|december|dec)(?![a-z])"
    r"(?:(?:(?<![a-z]{4})(?<!maj)|(?<=sept))\.)?"  # the dot of a short form; a sentence's own stays
)
_COUNTED = r"(?!\s*(?:sager|sag|boern|unge|borgere|familier|stk|kr|mio|timer?|dage|uger|pct|%|aar\b|aars\b))"
_YEAR = (
    r"(?:(?:[\s.,]*(?:(?:i|af|-|/)\s*)?(?=20\d\d(?!\d))"
    rf"|[\s.]*(?:-\s*|')(?=\d\d(?!\d|[./:-]\d|\.?\s?{_MONTH.replace('?P<month>', '?:')}){_COUNTED})"
    rf"|[\s.]+(?=\d\d{CLAUSE_ENDS}))(?P<y>20\d\d|\d\d))?"
)
_QUARTER = r"(?:kvartal\b|kvt?\b\.?)"
_NTH = rf"(?:[1-9]|{'|'.join(FIRST_TO_FOURTH)})"
_DAY = r"(?<!\d)(?<!\d[.,/])(?P<d>\d{1,2})"
_DEN = r"\b(?:den|d|pr|senest|inden)\s"
_FORMS: list[tuple[str, Reader]] = [
    (r"\buge\s?(?P<n>\d{1,2})(?:\s?-\s?(?P<n2>\d{1,2}))?\b(?:[\s,.]*(?:i\s)?(?P<y>20\d\d)(?!\d))?", read.read_week),
    (r"(?<!\d)(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)(?:[t ]\d\d:\d\d(?::\d\d)?)?", read.read_iso),
    (
        rf"{_DAY}\.?\s?[./-]\s?(?P<m>\d{{1,2}})(?:\s?[./-]\s?(?P<y>20\d\d(?!\d)|\d\d(?!\d|[./:-]\d))"
        r"|\.?\s(?P<y2>20\d\d)(?!\d))",
        read.read_numeric,
    ),
    (rf"{_DAY}\.?\s?(?P<link>-|til|og)\s?(?:den\s)?(?P<d2>\d{{1,2}})\.?\s?{_MONTH}{_YEAR}", read.read_days_of_month),
    (rf"{_DAY}\.?\s?{_MONTH}{_YEAR}", read.read_day_and_month),
    (rf"\b(?P<d>{'|'.join(ORDINALS)})\s{_MONTH}{_YEAR}", read.read_day_and_month),
    (r"(?<![\w.,/-])(?P<m>\d{1,2})[/-](?P<y>20\d\d)(?!\d|[./-]\d)", read.read_month_in_figures),
    (
        r"(?<![\d.,/-])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?!\d|[./-]\d|\s*(?:af\b|tim|del|stilling|aarsv|%))",
        read.read_numeric_without_year,
    ),
    (r"\A(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.?\Z", read.read_numeric_without_year),
    (rf"{_DEN}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\b(?![.,/-]\d)", read.read_numeric_without_year),
    (
        rf"\b(?P<n>{_NTH})\.?\s*(?P<link>eller|og|til|[-/,+&])\s*(?P<n2>{_NTH})\.?\s*{_QUARTER}{_YEAR}",
        read.read_two_quarters,
    ),
    (rf"(?<![\d.,/-])(?P<n>\b{_NTH})\.?\s*{_QUARTER}{_YEAR}", read.read_quarter),
    (rf"\bq(?P<n>[1-9])\b{_YEAR}", read.read_quarter),
    (rf"(?<![\d.,/-])(?P<n>\b{_NTH})\.?\s*(?:halvaar\b|halvdel af (?=20\d\d)){_YEAR}", read.read_half_year),
    (rf"\bh(?P<n>[12])\b{_YEAR}", read.read_half_year),
    (r"\bvinter(?:en)?\s(?:i\s)?(?P<y>20\d\d)[/-](?P<y2>(?:20)?\d\d)(?!\d)", read.read_winter),
    (rf"\b(?P<season>{'|'.join(SEASONS)})(?:et|en)?\b{_YEAR}", read.read_season),
    (r"\baarsskiftet?\s(?P<y>20\d\d)(?:[/-](?P<y2>(?:20)?\d\d))?(?!\d)", read.read_turn_of_the_year),
    (r"\bskoleaar(?:et)?\s(?P<y>20\d\d)[/-](?P<y2>(?:20)?\d\d)(?!\d)", read.read_school_year),
    (rf"(?:(?<=inden )|(?<=foer )|(?<=til ))jul\b(?!\.){_YEAR}", read.read_christmas),
    (rf"(?:(?<=inden )|(?<=foer )|(?<=til )|(?<=senest ))sommerferien\b{_YEAR}", read.read_summer_holidays),
    (rf"{_MONTH}{_YEAR}", read.read_month),
    (
        r"(?<!\d)(?<!\d[./-])(?P<y>20\d\d)(?:\s?(?P<link>[-/])\s?(?P<y2>20\d\d)|(?P<link2>[-/])(?P<y3>\d\d))(?!\d|[./-]\d)",
        read.read_years,
    ),
    (rf"(?<!\d)(?<!\d[./-])(?P<y>20\d\d)(?!\d|[./-]\d){_COUNTED}", read.read_year),
]
_THIRDS = {
    "primo": 0, "starten af": 0, "begyndelsen af": 0, "foerst i": 0, "medio": 1, "midt i": 1, "midten af": 1,
    "ultimo": 2, "ult": 2, "slutningen af": 2, "sidst i": 2,
}  # fmt: skip
_THIRD = re.compile(rf"\b(?P<third>{'|'.join(_THIRDS)}) (?:(?:i|af) )?(?P<mark>{MARK})")
_COMPILED = [(re.compile(pattern), reader) for pattern, reader in _FORMS]


def mark_points(text: str) -> tuple[str, list[Point]]:
    """The folded text with a private letter for each point, in place, and the points by their letters' order."""
    points: list[Point] = []
    text = _PRIVATE.sub(" ", text)
    for pattern, reader in _COMPILED:
        text = pattern.sub(lambda m, read=reader: _marked(read(m), m, points), text)  # type: ignore[misc]
    return _THIRD.sub(lambda m: _with_third(m, points), text), points


def _with_third(match: re.Match[str], points: list[Point]) -> str:
    index = ord(match["mark"]) - FIRST_MARK
    points[index] = third_of(points[index], _THIRDS[match["third"]])
    return match["mark"]


def _marked(found: Point | bool | None, match: re.Match[str], points: list[Point]) -> str:
    if found is False or len(points) == MOST_POINTS:
        return match.group()
    if not isinstance(found, Point):
        return VOID
    points.append(found)
    return chr(FIRST_MARK + len(points) - 1)
