"""The forms counted from today, as they are typed in the chat; each goes with the function that reads it."""

from __future__ import annotations

import re

from storage.rules.dates import relative as read
from storage.rules.dates.relative import RelativeReader
from storage.rules.dates.words import COUNT, NEAR, STEPS, UNITS, WEEKDAYS, choice

_DURING = "(?:inden ?for|within|i|over|for|in|during)"
_THE = "(?:de |den |det |the )?"
_NOT_EVERY = r"(?<!\bhver )(?<!\bom )(?<!\bevery )(?<!\beach )"
_WHICH_DAY = "nu paa|paa kommende|paa|naeste|kommende|foerstkommende|coming|sidste|forrige|next|last|this|on|den|denne"
_UNIT = rf"(?P<unit>{choice(UNITS)})"
_LONG_UNIT = rf"(?P<unit>{choice(word for word, unit in UNITS.items() if unit != 'day')})"
_SIGNED = choice(STEPS)
_N = rf"(?P<n>{COUNT})"
_NO_YEAR = r"(?!,? (?:i |af |of )?20\d\d)"
"""'sidste kvartal 2026' is no quarter counted from today."""
_AT_MOST = "(?:under|mindre end|faerre end|hoejst|maks|max|at most|less than|fewer than) "
_NOT_MORE = r"(?<!\bover )(?<!\bend )(?<!\bmindst )(?<!\bthan )(?<!\bleast )"

THE_ONE_AFTER = (
    r"\b(?:i |in )?(?:the )?(?P<unit>ugen|week|maaneden|month|kvartalet|quarter|aaret|year) (?:efter|derefter|after)"
    r"(?: (?:den her|denne|dette|that|this)\b|(?=\s*(?:$|[?!.,;])))"
)
"""'ugen efter', where the text does not say after which: after the last one mentioned, else after this one."""

_WRITTEN: list[tuple[str, RelativeReader]] = [
    (rf"\b{_N} {_UNIT}\.? (?:siden|ago)\b", read.read_so_long_ago),
    (rf"\b(?:{_AT_MOST}|{_NOT_MORE}){_N} {_UNIT}\.? (?:tilbage|left)\b", read.read_window_ahead),
    (rf"\b(?:om|in) (?:ca\.? |about )?{_N} {_UNIT}\b(?! aar)", read.read_in_so_long),
    (
        rf"\b(?:{_DURING}(?: loebet af)? )?{_THE}(?:naeste|kommende|foelgende|next|coming|following|upcoming) "
        rf"{_N} {_UNIT}\b",
        read.read_window_ahead,
    ),
    (rf"\b(?:inden ?for|within|i loebet af) {_THE}(?!halve ){_N} {_UNIT}\b", read.read_window_ahead),
    (
        rf"\b(?:inden ?for|within|i loebet af) (?:den|det|the|de) (?P<n>)(?:naeste|kommende|next|coming) {_UNIT}\b",
        read.read_window_ahead,
    ),
    (r"\b(?:det|the) (?P<n>)(?:naeste|next) (?P<unit>aar|halvaar|year)\b", read.read_window_ahead),
    (
        r"\b(?:det|the) (?P<n>)(?:sidste|seneste|forgangne|last|past) (?P<unit>aar|halvaar|year)\b",
        read.read_window_back,
    ),
    (rf"\b{_N} {_UNIT} (?:frem|fremad|fremover|ahead)\b", read.read_window_ahead),
    (
        rf"\b(?:{_DURING} )?{_THE}(?:sidste|seneste|forgangne|last|past) {_N} {_UNIT}\b",
        read.read_window_back,
    ),
    (rf"\b{_N} (?:seneste|sidste) {_UNIT}\b", read.read_window_back),
    (
        rf"{_NOT_EVERY}\b(?:(?P<past>i) )?(?:(?P<how>{_WHICH_DAY}) )?(?P<day>{choice(WEEKDAYS)})(?P<s>s)?\b"
        rf"(?! ?(?:d\. ?\d|den \d))(?P<clock>(?=,? ?(?:kl|at \d)))?(?: i (?P<week>{_SIGNED}) uge\b)?",
        read.read_weekday,
    ),
    (
        rf"\b(?:i |in )?(?P<step>{_SIGNED}) {_LONG_UNIT} (?:og|and) "
        rf"(?:i )?(?:the )?(?:{choice(UNITS)}) (?:efter|derefter|after|thereafter)(?: that)?\b",
        read.read_and_the_one_after,
    ),
    (THE_ONE_AFTER, read.read_the_one_after),
    (rf"\b(?P<step>{_SIGNED}) (?:og|and|eller|or) (?P<step2>{_SIGNED}) {_LONG_UNIT}\b", read.read_around_both),
    (
        rf"\b(?:i |in )?(?P<step>{_SIGNED}) {_LONG_UNIT} (?:og|and|eller|or) (?:i )?(?P<step2>{_SIGNED})\b"
        rf"(?! (?:{choice(UNITS)}|{choice(WEEKDAYS)}|{COUNT})\b)",
        read.read_around_both,
    ),
    (rf"\b(?:i |in |den |det |for )?(?P<step>{_SIGNED}) {_LONG_UNIT}\b{_NO_YEAR}", read.read_around),
    (r"\b(?:aar til dato|aartd|year to date|year-to-date|ytd)\b", read.read_to_date),
    (r"\bi (?P<unit>aar|maaned|uge|kvartal)\b(?! ?\d)", read.read_this),
    (
        r"(?<!\bom )(?<!\bpr )(?<!\bpr\. )(?<!\bgange )\b(?:i |the )?(?P<unit>ugen(?! (?:efter|foer)\b)|ugens|"
        r"maaneden|maanedens|kvartalet|kvartalets|aaret|aarets|halvaaret)\b",
        read.read_this,
    ),
    (r"\b(?<=of )the (?P<unit>week|month|quarter|year)\b", read.read_this),
    (rf"\b(?P<near>{choice(NEAR)})\b", read.read_near),
    (rf"\b(?:(?:i|paa|in|on) )?(?:the )?(?:(?P<step>{_SIGNED}) )?(?:weekend|weekenden)\b", read.read_weekend),
]
RELATIVE_FORMS = [(re.compile(pattern), reader) for pattern, reader in _WRITTEN]
DAY_OF_THE_MONTH = re.compile(r"\b(?:d\.|den|the|d) ?(?P<d>[12]\d|3[01]|0?[1-9])(?:\.|st|nd|rd|th)(?![\w/.]\w)")
"""'den 15.', where no month is named."""
