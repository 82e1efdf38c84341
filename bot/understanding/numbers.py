"""Numbers in folded text: case numbers in every spelling, CPR numbers, accounts, milestones, limits, thresholds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from storage.rules.calendar import add_months
from storage.rules.cpr import MARKER
from storage.rules.dates.words import NUMBERS, choice

_CPR = re.compile(re.escape(MARKER.casefold()))
_CASES = [
    re.compile(
        r"(?<!skoleaar )(?<!skoleaaret )(?<!vinter )(?<!vinteren )(?<!aarsskiftet )"
        r"(?<![\d./-])(?P<year>20\d\d) ?[-/] ?(?P<number>\d{1,6})(?![\d]|[-/.]\d)"
    ),
    re.compile(r"\b(?:sag|case)[a-z]*\.? (?:nr\.? )?(?P<year>20\d\d) (?P<number>\d{1,6})(?![\d/.-])"),
    re.compile(r"(?<![\d./-])(?P<year>20[0-3]\d) ?(?P<number>\d{4})(?![\d/.,-]| ?(?:sager|cases|kr))"),
    re.compile(r"(?<![\d./-])(?P<year>\d\d) ?[-/] ?(?P<number>\d{3,6})(?![\d]|[-/.]\d)"),
]
_NAMED_CASE = re.compile(
    r"\b(?:sag(?:en|s ?nr|s ?nummer)?|case|journal ?nr)\.?(?: nr\.?| no\.?| number| nummer)"
    r"? ?#?(?P<number>\d{1,6})(?![\d/.-]\d)\b"
)
_BARE_CASE = re.compile(
    r"(?<!\bkl )(?<!\bkl\. )(?<!\bklokken )(?<!\bat )"  # 'kl 0830' is a clock
    r"(?<!\bkontra )(?<!\bversus )(?<!\bvs )(?<!\bvs\. )(?<!\bmod )"
    r"(?!20[0-3]\d (?:kontra|versus|vs|mod|og|and)\b)"  # '2026 kontra 2025' are years
    r"(?<![\w./§,-])#?(?P<number>\d{3,6})(?![\w%/.,-]|[.,]\d| ?(?:kr|dage|timer|sager|days|"
    r"cases|hours|pct|aar|tkr|mio))"
)
_ACCOUNT = re.compile(
    r"(?<![\d.])(?:(?<!\bden )(?<!\bd\. )(?<!\binden )(?<!\bsenest )(?<!\bfoer )"
    r"|(?!\d\.(?:0[1-9]|1[0-2])\.\d\d(?![\d.])))"  # 'inden 1.12.26' is a day
    r"\d\.\d{2}\.\d{2}(?:\.\d{1,3})*(?![\d])|\bkonto(?:en)?(?: nr\.?)? "
    r"?(?P<n>\d[\d.]{3,})|\baccount (?:no\.? )?(?P<n2>\d[\d.]{3,})"
)
_MILESTONE = re.compile(
    r"\b(?:milepael(?:en)?|milestone|mp) (?P<name>\d{1,2} ?[a-d]?|[a-h])\b|"
    r"(?<![\w§./-])(?:mp|milepael)?(?P<bare>[1-9] ?[a-d])(?![\w'])"
)
THEME = re.compile(
    r"\b(?:tema|theme|fokuspunkt|focus point|spor|track) (?P<name>[a-z](?:\.\d{1,2})?|\d{1,2}(?:\.\d{1,2})?)(?![\w.]\w)"
)
_COUNT = rf"(?P<n>\d{{1,3}}|{choice({w: n for w, n in NUMBERS.items() if n > 1})})"
_UTMOST = (
    r"(?:vaerste|dyreste|aeldste|stoerste|laengst|mest|most|dearest|oldest|worst|highest|biggest|largest|costliest|"
    r"priciest|foerste|overskredne|costly|expensive|dyre)"
)
_LIMIT = re.compile(
    rf"\btop(?: |-)?{_COUNT}\b"
    rf"|\b(?:de|the|vis|foerste|first|vaerste|worst) {_COUNT.replace('<n>', '<n2>')} (?:sager |cases )?{_UTMOST}"
    r"|(?<!end )(?<!over )(?<!mindst )(?<!than )(?<!least )"
    rf"\b{_COUNT.replace('<n>', '<n3>')} (?:{_UTMOST[3:-1]}|styk|styks|stk)\b"
    rf"|\b(?:kun|bare|blot|only|just) (?:de |the |di )?{_COUNT.replace('<n>', '<n4>')}(?= ?[.?!]*$)"
)
_OTHER_LIMIT = re.compile(
    r"(?:kun |bare |lige |tag? |ta |giv |vis |lad |goer |make |show |give )+(?:mig |den |det |it |me |os |lige )*"
    r"(?:til |to )?"
    rf"(?:de |the )?{_COUNT}(?: i stedet(?: for)?| instead| tak| please)?"
)
_OVER = re.compile(
    r"(?!\b(?:at least|mindst) (?:en|et|one|1)\b)"  # 'mindst en frist' is any
    r"(?:\b(?:over|mere end|flere end|more than|above|at least|mindst|exceeding)|>) "
    rf"?(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,7}}(?:,\d{{1,3}})?|{choice(NUMBERS)})\b"
    r"(?P<unit> ?(?:millioner|million|mio|tusind|tkr|t\.kr|uger|uge|weeks|week)\b\.?)?"
    r"(?! ?(?:aar|years?|%|pct|procent|timer?|hours?|md\w*|maaned\w*|months?|t)\b)(?!\.?\d)"
)
_TIMES = {
    "millioner": 10**6, "million": 10**6, "mio": 10**6, "tusind": 1_000, "tkr": 1_000, "t.kr": 1_000,
    "uger": 7, "uge": 7, "weeks": 7, "week": 7,
}  # fmt: skip
"""What an amount's unit multiplies it by. Weeks become days, since deadlines are overdue by days."""


_WEEKS = frozenset({"uger", "uge", "weeks", "week"})
_DAYS = re.compile(r" ?(?:dag|dage|days|day|doegn)\b")
_AT_LEAST = ("mindst", "at least")
_MONTHS_OVER = re.compile(
    r"(?:\b(?:over|mere end|flere end|more than|above|at least|mindst|exceeding)|>) ?"
    rf"(?:(?P<n>\d{{1,3}}|{choice(NUMBERS)}) ?(?:md|mdr|maaned|maaneder|month|months)\b"
    r"|(?P<half>(?:et )?halvt aar|half a year)|(?:et|a|one) (?:helt aar|aar|year)\b)"
)
"""Months, half a year, a year; more years are somebody's age."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A value and where it stands in the folded text."""

    start: int
    end: int
    value: str


def find_cpr(text: str) -> Spotted | None:
    """The marker of a CPR number that was masked at the door."""
    match = _CPR.search(text)
    return Spotted(*match.span(), "") if match else None


def find_case(text: str) -> Spotted | None:
    """A case number with its year, as 2024-0099; None when the text names none.

    >>> find_case("opf i 24-1183").value
    '2024-1183'
    """
    for pattern in _CASES:
        match = pattern.search(text)
        if match:
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            return Spotted(*match.span(), f"{year}-{int(match['number']):04d}")
    return None


def find_named_case(text: str) -> Spotted | None:
    """The figures behind the word case ('sag 2019'), which might else be read as a year."""
    match = _NAMED_CASE.search(text)
    return Spotted(*match.span(), match["number"]) if match else None


def find_bare_case(text: str) -> Spotted | None:
    """Figures that may be a case number without its year ('1183'): only the store can tell which case."""
    match = _BARE_CASE.search(text)
    return Spotted(*match.span(), match["number"]) if match else None


def find_account(text: str) -> Spotted | None:
    """An account number such as 5.28.22."""
    match = _ACCOUNT.search(text)
    return Spotted(*match.span(), match["n"] or match["n2"] or match.group()) if match else None


def find_milestone(text: str) -> Spotted | None:
    """A milestone's short name in capitals, such as 1B."""
    match = _MILESTONE.search(text)
    return Spotted(*match.span(), (match["name"] or match["bare"]).replace(" ", "").upper()) if match else None


def find_theme(text: str) -> Spotted | None:
    """A theme of the action plan: 'tema B' (only the letter or number is covered)."""
    match = THEME.search(text)
    return Spotted(*match.span("name"), match["name"].upper()) if match else None


def find_limit(text: str) -> Spotted | None:
    """How many are wanted: 'top 5', 'de fem dyreste'."""
    match = _LIMIT.search(text)
    if not match:
        return None
    count = match["n"] or match["n2"] or match["n3"] or match["n4"]
    return Spotted(*match.span(), count if count.isdigit() else str(NUMBERS[count]))


def other_limit(text: str) -> int | None:
    """The number in a text that only changes the number: 'tag 10 i stedet', 'gør den til fem'."""
    match = _OTHER_LIMIT.fullmatch(text.strip(" ?.!"))
    return None if match is None else int(match["n"]) if match["n"].isdigit() else NUMBERS[match["n"]]


def find_over(text: str) -> Spotted | None:
    """A threshold: 'over 25', 'mere end femogtyve', 'over to uger' (in days), 'over 1,2 mio'."""
    match = _OVER.search(text)
    return Spotted(*match.span(), str(_amount(match["n"], match["unit"]))) if match else None


def find_days_over(text: str, today: dt.date) -> int | None:
    """A threshold that is to be exceeded, in days: 'over 57 dage'; 'mindst 30 dage' is more than 29.

    Months are counted back by the calendar: three months before 30 November is 30 August, 92 days.

    >>> find_days_over("frister mindst 2 uger over", dt.date(2026, 11, 30))
    13
    >>> find_days_over("frister mere end 3 maaneder over", dt.date(2026, 11, 30))
    92
    """
    match = _MONTHS_OVER.search(text)
    if match:
        days = (today - add_months(today, -_months(match))).days
    else:
        match = _OVER.search(text)
        if not match or not ((match["unit"] or "").strip(" .") in _WEEKS or _DAYS.match(text, match.end())):
            return None
        days = _amount(match["n"], match["unit"])
    return max(days - 1, 0) if match.group().startswith(_AT_LEAST) else days


def _months(match: re.Match[str]) -> int:
    if match["n"]:
        return _amount(match["n"], None)
    return 6 if match["half"] else 12


def _amount(written: str, unit: str | None) -> int:
    """Digits in the Danish way (1.200.000 or 1,2) or a number word, times what stands behind."""
    digits = written.replace(".", "").replace(",", ".")
    count = Decimal(digits) if digits[0].isdigit() else Decimal(NUMBERS[written])
    return int(count * _TIMES.get((unit or "").strip(" ."), 1))
