"""CPR numbers: read at the door, turned into a birth date and a keyed hash, and kept out of every text."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Sequence

MARKER = "[CPR]"
"""What stands in a text where a CPR number stood."""

SOFT_HYPHEN = "\u00ad"
_WRITTEN = re.compile(r"(\d{5,6})[-–]?(\d{4})", re.ASCII)


def parse(text: str) -> str:
    """The ten digits of a CPR number as exports write it: ddmmyy-nnnn, ddmmyynnnn, or without its leading zero.

    Raises ValueError, which never repeats the text. Modulus 11 is not asked for (dropped in 2007).
    """
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise ValueError("not a CPR number")
    number = (written[1] + written[2]).zfill(10)
    birth_date(number)
    return number


def birth_date(number: str) -> dt.date:
    """The birth date in a CPR number of ten digits; the seventh digit tells the century (formats.md).

    Raises ValueError when there is no such day.
    """
    day, month, year, seventh = int(number[:2]), int(number[2:4]), int(number[4:6]), int(number[6])
    try:
        return dt.date(_century(year, seventh) + year, month, day)
    except ValueError:
        raise ValueError("a CPR number with an impossible date") from None


def _century(year: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def keyed_hash(number: str, key: bytes) -> bytes:
    """HMAC-SHA-256 of the ten digits: the same number gives the same 32 bytes under one key only."""
    return hmac.digest(key, number.encode("ascii"), hashlib.sha256)


def mask_cpr(text: str) -> str:
    """The text with the marker in place of everything that looks like a CPR number."""
    masked = _masked(text, "")
    return _masked(masked, SOFT_HYPHEN) if SOFT_HYPHEN in masked else masked


def _masked(text: str, unseen: str) -> str:
    seen, places = _as_seen(text, unseen)
    kept, end = [], 0
    for found in _IN_TEXT.finditer(seen):
        kept += [text[end : places[found.start()]], MARKER]
        end = places[found.end() - 1] + 1
    return "".join([*kept, text[end:]])


def has_cpr(text: str) -> bool:
    """Whether something in the text looks like a CPR number, or was one before it was masked."""
    return MARKER.casefold() in text.casefold() or mask_cpr(text) != text


def _as_seen(text: str, unseen: str) -> tuple[str, Sequence[int]]:
    """The text as an eye reads it, and where in the text each of its characters stands.

    Characters nobody sees are left out, and foreign or styled figures become ordinary ones: a CPR number written so is
    one all the same. A soft hyphen shows only where a line breaks: it is left out where `unseen` holds it.
    """
    if text.isascii():
        return text, range(len(text))
    seen = [
        (place, str(unicodedata.digit(letter, letter)))
        for place, letter in enumerate(text)
        if (letter == SOFT_HYPHEN and letter != unseen) or unicodedata.category(letter) not in {"Cf", "Mn", "Me"}
    ]
    return "".join(letter for _, letter in seen), [place for place, _ in seen]


# Free text is read far more widely than a cell of an export: people hide the last figures, lose the dash, or write
# the date with dots or the whole year. Days 61-91 are replacement numbers (day + 60). A text that may or may not be a
# CPR is masked too, but not a date beside a case number (01.02.24 2024-1183), hence the look-ahead after white space.
_DAY = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DATE = rf"(?:{_DAY}{_MONTH}\d\d|{_DAY}[ ./-]{_MONTH}[ ./-]\d\d)"
_LONG = rf"{_DAY}[ ./-]?{_MONTH}[ ./-]?(?:18|19|20)\d\d"
_SHORT = rf"[1-9]{_MONTH}\d\d"
_DASH = "[\\-\u00ad\u2010-\u2015\u2043\u2212\ufe63\uff0d]"
_HIDING = "xX*_#\u2022"
_GAP = r"\s{0,3}"
_CLOCK = r"(?:kl\.?\s?)?(?:(?:[01]\d|2[0-4])[\s:.]?[0-5]\d|\d\d:\d\d)(?:[:.]\d\d)?(?!\d|\s?[-–]\d)"
_WITH_CLOCK = rf"{_DAY}[ ./-]{_MONTH}[ ./-](?:(?:19|20)\d\d|[23]\d),?\s{{1,3}}{_CLOCK}"
"""A day and a time of it, which is no CPR: 01-12-2026 09:15, 01.12.26 1000.

With two figures only the years 20-39: a CPR whose last four begin with 0-2 would be that of somebody born in 1920-1939.
"""
_IN_TEXT = re.compile(
    rf"""(?<!\d)(?!{_WITH_CLOCK})(?:
        {_DATE} (?:{_DASH}|[/._:~])? \d{{4}} (?!\d)
      | {_DATE} {_GAP} {_DASH}{{0,2}} {_GAP} \d\d\s?\d\d (?!\d|\s?{_DASH}\d)
      | {_DAY}{_MONTH}\s\d\d {_GAP} {_DASH}? {_GAP} \d{{4}} (?!\d|\s?{_DASH}\d)
      | {_LONG} {_DASH} \d{{4}} (?!\d|\s?{_DASH}\d)
      | {_SHORT} {_DASH}? \d{{4}} (?!\d)
      | (?:{_DATE}|{_SHORT}) {_GAP} {_DASH} {_GAP} \d{{0,3}} (?:[?.…]{{2,4}} | [{_HIDING}][\d{_HIDING}]* (?![^\W\d_]))
      | {_DATE} {_GAP} \d{{0,2}} [{_HIDING}]{{2}} [\d{_HIDING}]* (?![^\W\d_])
    )""",
    re.VERBOSE,
)
