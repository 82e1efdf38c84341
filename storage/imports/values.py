"""What a cell's text means: numbers, dates, yes and no, words and lists, as Danish exports write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from storage.rules import cpr
from storage.rules.faults import Fault, FaultValue, Wrong
from storage.rules.inert import one_line

Value: TypeAlias = str | int | bool | bytes | Decimal | dt.date | dt.time | list[str] | None
Values: TypeAlias = tuple[Value, ...]
"""One value per staging field of the column."""
Reader: TypeAlias = Callable[[str], Values]
"""Reads a trimmed cell that is not blank; raises BadCellError."""

EARLIEST = 1900
LATEST = 2199
SHORT_LIST = 12
NO_END = dt.date(9999, 12, 31)
"""Years outside are typing errors; deadlines worked out from them would leave the calendar."""


class BadCellError(ValueError):
    """The cell cannot be read; `fault` tells what was expected."""

    def __init__(self, wrong: Wrong, **values: FaultValue) -> None:
        super().__init__(wrong)
        self.fault = Fault(wrong, values)


_DATE = re.compile(
    r"(?P<day>\d{1,2})[-./] ?(?P<month>\d{1,2})[-./] ?(?P<year>\d{4}|\d{2})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})",
    re.ASCII,
)
_TIME_AFTER = re.compile(r"(?<=\d)(?: +(?:kl\.? ?)?|T)(\d{1,2}[:.]\d{2}\b.*)$", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?", re.ASCII)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,](?P<part>\d+))?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d*,\d+|\d+(?:\.\d+)?", re.ASCII)
_COMMON = re.compile(r"-?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)
"""How nearly every amount is written; read at once, for a ledger has a million of them."""
_THOUSANDS_LOOK = re.compile(r"\d+\.\d{3}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_BARE_FIGURES = re.compile(r"(?<!\d)\d{9,10}(?!\d)", re.ASCII)
_CPR_FIGURES = 9
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
"""Control characters count as spaces: a terminal would obey them."""
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's day 0; its dates know no time zone


def number(text: str) -> Decimal:
    """An exact number: 1.234,50 · 1234.5 · 1 234,50 · 500,00- · kr. 500 · (500).

    A single dot before exactly three digits is a thousands dot; 1234.567 and 0.500 could be read either way and are
    refused, as are exponents.
    """
    if _COMMON.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    body = re.sub(
        r"^kr\.?\s*|\s*kr\.?$", "", _SPACES.sub(" ", text).strip().replace("\u2212", "-"), flags=re.IGNORECASE
    )
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1].strip()
    elif body.startswith("-") or body.endswith("-"):
        negative, body = True, (body[1:] if body.startswith("-") else body[:-1]).strip()
    body = re.sub(r"^kr\.?\s*", "", body, flags=re.IGNORECASE)
    amount = _unsigned(body)
    return -amount if negative else amount


def _unsigned(body: str) -> Decimal:
    if _GROUPED.fullmatch(body):
        return Decimal(body.replace(".", "").replace(" ", "").replace(",", "."))
    if _PLAIN.fullmatch(body) and not _THOUSANDS_LOOK.fullmatch(body):
        return Decimal(body.replace(",", "."))
    raise BadCellError(Wrong.NUMBER)


def is_number(text: str) -> bool:
    """Whether the text is a number, as the sums of a totals row are."""
    try:
        number(text)
    except BadCellError:
        return False
    return True


def whole(low: int, high: int) -> Reader:
    """A whole number from `low` to `high`."""

    def read(text: str) -> Values:
        try:
            value = number(text)
        except BadCellError:
            value = Decimal("NaN")
        if value != value or value != value.to_integral_value() or not low <= value <= high:  # noqa: PLR0124  # NaN
            raise BadCellError(Wrong.WHOLE, low=low, high=high)
        return (int(value),)

    return read


def moment(text: str) -> tuple[dt.date | None, dt.time | None]:
    """A date and its time of day where one is written; 31-12-9999 = no end gives (None, None).

    dd-mm-yyyy, d/m-yy (20yy), dd.mm.yyyy, yyyy-mm-dd, with hh:mm after it or not; Excel's day numbers of 1954-2119.
    """
    if _SERIAL.fullmatch(text):
        return _from_serial(text)
    written, time_written = _split(text)
    day = _day(written)
    at = _time(time_written) if time_written else None
    return (None, None) if day == NO_END else (day, at)


def _split(text: str) -> tuple[str, str]:
    """The date and the time of day after it."""
    found = _TIME_AFTER.search(text)
    return (text, "") if found is None else (text[: found.start()], found[1])


@lru_cache(maxsize=50_000)
def _day(text: str) -> dt.date:
    found = _DATE.fullmatch(text)
    if found is None:
        raise BadCellError(Wrong.DATE)
    part = found.groupdict()
    year = part["year"] or part["iso_year"]
    try:
        day = dt.date(
            int(year) + (2000 if len(year) == 2 else 0),
            int(part["month"] or part["iso_month"]),
            int(part["day"] or part["iso_day"]),
        )
    except ValueError as error:
        raise BadCellError(Wrong.DATE) from error
    if not EARLIEST <= day.year <= LATEST and day != NO_END:
        raise BadCellError(Wrong.DATE)
    return day


@lru_cache(maxsize=5_000)
def _time(text: str) -> dt.time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise BadCellError(Wrong.DATE)
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return dt.time(hour, minute, second)
    except ValueError as error:
        raise BadCellError(Wrong.DATE) from error


def _from_serial(text: str) -> tuple[dt.date, dt.time | None]:
    found = _SERIAL.fullmatch(text)
    if found is None or not 20_000 <= int(found["days"]) <= 80_000:
        raise BadCellError(Wrong.DATE)
    exact = _EXCEL_EPOCH + dt.timedelta(days=float(f"{found['days']}.{found['part'] or 0}"))
    # Excel keeps a time as a fraction of the day, which rarely is exact to the second.
    rounded = (exact + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return rounded.date(), rounded.time() if found["part"] else None


def date(text: str) -> Values:
    """A date; a time of day written after it is left out."""
    return (moment(text)[0],)


def day_and_time(text: str) -> Values:
    """A date and its time of day."""
    return moment(text)


def yes_no(text: str) -> Values:
    """ja/nej, j/n, x, 1/0, true/false, and Excel's sand/falsk."""
    word = text.casefold()
    if word in {"ja", "j", "x", "1", "true", "sand"}:
        return (True,)
    if word in {"nej", "n", "0", "false", "falsk"}:
        return (False,)
    raise BadCellError(Wrong.YES_NO)


def plain_text(text: str) -> Values:
    """The text itself, inner spaces and line breaks as one space. A CPR in it is refused: the store keeps none."""
    return _without_cpr(text, text)


def reference(text: str) -> Values:
    """A case number or staff id: nine or ten figures together may be one, every other spelling of a CPR is refused."""
    return _without_cpr(text, _BARE_FIGURES.sub(" ", text))


def cpr_number(text: str) -> str:
    """The ten digits of a CPR number; they are to be turned into a keyed hash at once."""
    try:
        return cpr.parse(text)
    except ValueError:
        raise BadCellError(Wrong.CPR) from None


def object_id(text: str) -> Values:
    """An Entra object id in small letters, as Teams writes it, whose figures mean nothing; anything else is a text."""
    return (text.lower(),) if _OBJECT_ID.fullmatch(text) else plain_text(text)


def email(text: str) -> Values:
    """An e-mail address without a CPR in it."""
    if not _EMAIL.fullmatch(text):
        raise BadCellError(Wrong.EMAIL)
    return plain_text(text)


def _without_cpr(text: str, looked_at: str) -> Values:
    if len(text) < _CPR_FIGURES and text.isascii() and text.isalnum():
        return (text,)
    # Counted first: most cells hold few figures, and looking for a CPR takes its time.
    if sum(map(str.isdigit, looked_at)) >= _CPR_FIGURES and cpr.has_cpr(looked_at):
        raise BadCellError(Wrong.CPR_IN_TEXT)
    return (one_line(text),)


def fold(text: str) -> str:
    """Headers and words are matched without regard to case, spaces, dots, hyphens, underscores and æøå/aeoeaa."""
    return _SPACES.sub("", text.casefold()).translate(_FOLDED)


_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", ".": "", "-": "", "_": "", "\ufeff": ""})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of words an export may use, and what is stored for each.

    `open`: a municipality may add words of its own, stored as they are written.
    """

    name: str
    words: Mapping[str, str]
    open: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Folded spelling → stored word, besides the words themselves."""

    @property
    def unknown_word(self) -> BadCellError:
        """What to raise for a word that is not on the list: a short list is told whole."""
        if len(self.words) > SHORT_LIST:
            return BadCellError(Wrong.ON_THE_LIST, list=self.name)
        return BadCellError(Wrong.ONE_OF, words=list(self.words))

    def spellings(self) -> dict[str, str]:
        """Folded spelling → stored word."""
        return {**self.aliases, **{fold(written): stored for written, stored in self.words.items()}}


def word(vocabulary: Vocabulary) -> Reader:
    """One word of the list."""
    known = vocabulary.spellings()

    def read(text: str) -> Values:
        try:
            return (known[fold(text)],)
        except KeyError:
            raise vocabulary.unknown_word from None

    return read


def words(vocabulary: Vocabulary, separators: str = ",+") -> Reader:
    """One or several words of the list, in the list's order, each once."""
    known = vocabulary.spellings()
    order = list(vocabulary.words.values())
    split = re.compile(f"[{re.escape(separators)}]")

    def read(text: str) -> Values:
        parts = [fold(part) for part in split.split(text) if part.strip()]
        if not parts or any(part not in known for part in parts):
            raise BadCellError(Wrong.SOME_OF, words=list(vocabulary.words))
        return (sorted({known[part] for part in parts}, key=order.index),)

    return read


def names(text: str) -> Values:
    """Names separated by commas, each once."""
    (listed,) = plain_text(text)
    return (list(dict.fromkeys(name.strip() for name in str(listed).split(",") if name.strip())),)
