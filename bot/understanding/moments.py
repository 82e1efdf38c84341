"""Single points and stretches of time in folded text: the words that periods.py puts together.

The forms are tried in order, the more telling ones first; each goes with the function that reads it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.calendar_words import ALL_MONTHS, MONTHS, NUMBER, ORDINALS, SHY_MONTHS, WEEKDAYS, choice
from bot.understanding.moment_readers import (
    ANY_UNIT,
    FEAST,
    LONG_UNITS,
    NEAR,
    SEASONS,
    SIGNED,
    Moment,
    Reader,
    dated,
    read_around,
    read_around_both,
    read_day_and_month,
    read_day_of_month,
    read_days_of_month,
    read_feast,
    read_half,
    read_in_so_long,
    read_iso,
    read_month,
    read_near,
    read_numeric,
    read_quarter,
    read_quarters,
    read_season,
    read_so_long_ago,
    read_this,
    read_to_date,
    read_weekday,
    read_weekend,
    read_weeks,
    read_whole_year,
    read_window_ahead,
    read_window_back,
    year_of,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A moment and where it stands in the folded text."""

    start: int
    end: int
    moment: Moment


_Y4 = r"(?P<y>20[0-4]\d)"
_YEAR = r"(?:(?:\s*,?\s*(?:i |of |in )?|\s*-\s*)(?P<y>20[0-4]\d|'\d\d|(?<=-)\d\d|(?<=- )\d\d))?"
_NTH = rf"(?P<d>\d{{1,2}}|{choice(ORDINALS)})"
_N_QUARTER = r"(?P<n>[1-4]|foerste|andet|anden|tredje|fjerde|sidste(?=\s\S+\s(?:i )?20)|first|second|third|fourth)"
_DURING = "(?:inden ?for|within|i|over|for|in|during)"
_THE = "(?:de |den |det |the )?"
_NOT_EVERY = r"(?<!\bhver )(?<!\bom )(?<!\bevery )(?<!\beach )"
_WHICH_DAY = "nu paa|paa kommende|paa|naeste|kommende|foerstkommende|coming|sidste|forrige|next|last|this|on|den|denne"
_LEADS_TO_A_MONTH = (
    "i", "in", "by", "siden", "since", "ultimo", "primo", "medio", "until", "before", "inden", "of",
)  # fmt: skip
_AFTER_A_WORD_OF_TIME = "|".join(rf"(?<=\b{word} )" for word in _LEADS_TO_A_MONTH)
"""'jan', 'mar' and 'may' are also a name, a slip and a verb: months only behind such a word, or before a year."""
_READERS: list[tuple[str, Reader]] = [
    (r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", read_iso),
    (
        r"(?:\b(?:d\.?|den) ?)?(?<![\d.])(?P<d>\d{1,2})\.? ?[./-] ?(?P<m>\d{1,2})(?:(?:\. ?|"
        r"[/-]| )(?P<y>20\d\d)|[./-](?P<y2>\d\d))(?![\d/])",
        lambda m, t: dated(int(m["d"]), int(m["m"]), year_of(m["y"] or m["y2"]), t),
    ),
    (
        rf"\b(?:(?:fra|from) )?(?:den |the )?(?P<d>\d{{1,2}})\.? ?(?:-|til|to)(?: den| the)? ?(?P<d2>\d{{1,2}})\.? "
        rf"(?P<month>{choice(ALL_MONTHS)})\b\.?{_YEAR}",
        read_days_of_month,
    ),
    (
        rf"\b(?:(?:i perioden )?mellem|between) (?:den |the )?(?P<d>\d{{1,2}})\.? (?:og|and) (?:den |the )?"
        rf"(?P<d2>\d{{1,2}})\.? (?P<month>{choice(ALL_MONTHS)})\b\.?{_YEAR}",
        read_days_of_month,
    ),
    (
        rf"(?:\b(?:d\.|den|the) ?)?\b{_NTH}(?:\.|st|nd|rd|th)? ?(?:of )?(?P<month>{choice(ALL_MONTHS)})\b\.?{_YEAR}",
        read_day_and_month,
    ),
    (
        rf"\b(?P<month>{choice(ALL_MONTHS)})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)"
        rf"?\b(?![/.-]\d)(?:,? (?P<y>20\d\d))?",
        read_day_and_month,
    ),
    (r"(?:\b(?:d\.?|den) ?)?(?<![\d./])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])", read_numeric),
    (r"\b(?:d\.|den) ?(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.?(?!\d)", read_numeric),
    (
        rf"\b(?P<n>{NUMBER}) (?P<unit>{ANY_UNIT})\.? (?:siden|ago|tilbage)\b",
        read_so_long_ago,
    ),
    (
        rf"\b(?:om|in) (?:ca\.? |about )?(?P<n>{NUMBER}) (?P<unit>{ANY_UNIT})\b(?! aar)",
        read_in_so_long,
    ),
    (
        rf"\b(?:{_DURING}(?: loebet af)? )?{_THE}(?:naeste|kommende|foelgende|next|coming|following|upcoming) "
        rf"(?P<n>{NUMBER}) (?P<unit>{ANY_UNIT})\b",
        read_window_ahead,
    ),
    (
        rf"\b(?:inden ?for|within|i loebet af) {_THE}(?P<n>{NUMBER}) (?P<unit>{ANY_UNIT})\b",
        read_window_ahead,
    ),
    (
        rf"\b(?:inden ?for|within|i loebet af) (?:den|det|the|de) (?P<n>)"
        rf"(?:naeste|kommende|next|coming) (?P<unit>{ANY_UNIT})\b",
        read_window_ahead,
    ),
    (rf"\b(?P<n>{NUMBER}) (?P<unit>{ANY_UNIT}) (?:frem|fremad|fremover|ahead)\b", read_window_ahead),
    (
        rf"\b(?:{_DURING} )?{_THE}(?:sidste|seneste|forgangne|last|past) (?P<n>{NUMBER}) (?P<unit>{ANY_UNIT})\b",
        read_window_back,
    ),
    (
        rf"\b(?P<n>{NUMBER}) (?:seneste|sidste) (?P<unit>{ANY_UNIT})\b",
        read_window_back,
    ),
    (rf"\b(?P<n>[1-4])\.? (?:eller|og|or|and|-|/) (?P<n2>[1-4])\.? (?:kvartal|quarter)\b{_YEAR}", read_quarters),
    (rf"\b{_N_QUARTER}(?:\.|st|nd|rd|th)? ?(?:kvartal|kvt|quarter)\b\.?{_YEAR}", read_quarter),
    (rf"\b[qk](?P<n>[1-4])\b{_YEAR}", read_quarter),
    (rf"\b(?P<n>[12]|foerste|andet|first|second)(?:\.|st|nd)? ?(?:halvaar|half(?: ?-?year)?)\b{_YEAR}", read_half),
    (rf"\bh(?P<n>[12])\b{_YEAR}", read_half),
    (
        rf"{_NOT_EVERY}\b(?:(?P<past>i) )?(?:(?P<how>{_WHICH_DAY}) )?(?P<day>{choice(WEEKDAYS)})(?P<s>s)?\b"
        rf"(?! ?(?:kl|at \d|d\. ?\d|den \d))(?: i (?P<week>{SIGNED}) uge\b)?",
        lambda m, t: None if (m["past"] and not m["s"]) else read_weekday(m, t),
    ),
    (rf"\b(?P<step>{SIGNED}) (?:og|and|eller|or) (?P<step2>{SIGNED}) (?P<unit>{LONG_UNITS})\b", read_around_both),
    (rf"\b(?:i |in |den |det |for )?(?P<step>{SIGNED}) (?P<unit>{LONG_UNITS})\b", read_around),
    (r"\b(?:aar til dato|aartd|year to date|year-to-date|ytd)\b", read_to_date),
    (r"\bi (?P<unit>aar|maaned|uge|kvartal)\b(?! ?\d)", read_this),
    (
        r"(?<!\bom )(?<!\bpr )(?<!\bpr\. )(?<!\bgange )\b(?:i |the )?(?P<unit>ugen|ugens|"
        r"maaneden|maanedens|kvartalet|kvartalets|aaret|aarets|halvaaret)\b",
        read_this,
    ),
    (r"\b(?<=of )the (?P<unit>week|month|quarter|year)\b", read_this),
    (
        rf"\b(?:i )?(?:uge|uger|ugerne|week|weeks|wk|u)\.? ?(?P<n>\d{{1,2}})(?: ?(?:-|til|og|to|"
        rf"and|&) ?(?P<n2>\d{{1,2}}))?\b(?!/)(?: (?:i )?{_Y4})?",
        read_weeks,
    ),
    (rf"\b(?P<near>{'|'.join(sorted(NEAR, key=len, reverse=True))})\b", read_near),
    (rf"\b(?:til |i |den )?(?P<season>{'|'.join(sorted(SEASONS, key=len, reverse=True))})\b{_YEAR}", read_season),
    (rf"\b(?P<feast>{'|'.join(sorted(FEAST, key=len, reverse=True))})\b", read_feast),
    (rf"\b(?:(?:i|paa|in|on) )?(?:the )?(?:(?P<step>{SIGNED}) )?(?:weekend|weekenden)\b", read_weekend),
    (
        rf"\b(?P<month>{choice(MONTHS)})\b\.?{_YEAR}",
        read_month,
    ),
    (
        rf"\b(?:{_AFTER_A_WORD_OF_TIME}|(?=\w+\.? (?:20)?\d\d\b))(?P<month>{choice(SHY_MONTHS)})\b\.?{_YEAR}",
        read_month,
    ),
    (r"\b(?:d\.|den|the|d) ?(?P<d>[12]\d|3[01]|0?[1-9])(?:\.|st|nd|rd|th)(?![\w/.]\w)", read_day_of_month),
    (rf"(?<![\d/.-])(?:i |in )?{_Y4}(?![\d/.-]\d)(?!\d)", read_whole_year),
]
_COMPILED = [(re.compile(pattern), reader) for pattern, reader in _READERS]


def find_moments(text: str, today: dt.date) -> Iterator[Found]:
    """Every moment in folded text, none overlapping another; the more telling forms are read first."""
    taken = bytearray(len(text))
    for pattern, reader in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            moment = reader(match, today)
            if moment is not None:
                taken[start:end] = b"\1" * (end - start)
                yield Found(start, end, moment)
