"""What a cell's text means: numbers, dates, yes and no, words and lists, as Danish exports write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from storage.rules import cpr
from storage.rules.dates.cells import read_moment, read_month_of_year
from storage.rules.faults import Fault, FaultValue, Wrong
from storage.rules.inert import one_line

CellValue: TypeAlias = str | int | bool | bytes | Decimal | dt.date | dt.time | list[str] | None
Values: TypeAlias = tuple[CellValue, ...]
"""One value per staging field of the column."""
CellReader: TypeAlias = Callable[[str], Values]
"""Reads a trimmed cell that is not blank; raises BadCellError."""

SHORT_LIST = 12


class BadCellError(ValueError):
    """The cell cannot be read; `fault` tells what was expected."""

    def __init__(self, wrong: Wrong, **values: FaultValue) -> None:
        super().__init__(wrong)
        self.fault = Fault(wrong, values)


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


def whole(low: int, high: int) -> CellReader:
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
    """A date and its time of day where one is written, in the forms of formats.md; 31-12-9999 gives (None, None)."""
    try:
        return read_moment(text)
    except ValueError as error:
        raise BadCellError(Wrong.DATE) from error


def date(text: str) -> Values:
    """A date; a time of day written after it is left out."""
    return (moment(text)[0],)


def month_of_year(text: str) -> Values:
    """A month's number, and its year where the cell names one, else 0: 3, marts, 2026-03."""
    try:
        year, number = read_month_of_year(text)
    except ValueError as error:
        raise BadCellError(Wrong.MONTH) from error
    return number, year or 0


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


def match_key(text: str) -> str:
    """The text as headers and words are compared: without case, spaces, dots, hyphens, underscores or æøå/aeoeaa."""
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
        """The error for a word that is not on the list; it carries a short list whole, else the list's name."""
        if len(self.words) > SHORT_LIST:
            return BadCellError(Wrong.ON_THE_LIST, list=self.name)
        return BadCellError(Wrong.ONE_OF, words=list(self.words))

    def spellings(self) -> dict[str, str]:
        """Folded spelling → stored word."""
        return {**self.aliases, **{match_key(written): stored for written, stored in self.words.items()}}


def word(vocabulary: Vocabulary) -> CellReader:
    """One word of the list."""
    known = vocabulary.spellings()

    def read(text: str) -> Values:
        try:
            return (known[match_key(text)],)
        except KeyError:
            raise vocabulary.unknown_word from None

    return read


def words(vocabulary: Vocabulary, separators: str = ",+") -> CellReader:
    """One or several words of the list, in the list's order, each once."""
    known = vocabulary.spellings()
    order = list(vocabulary.words.values())
    split = re.compile(f"[{re.escape(separators)}]")

    def read(text: str) -> Values:
        parts = [match_key(part) for part in split.split(text) if part.strip()]
        if not parts or any(part not in known for part in parts):
            raise BadCellError(Wrong.SOME_OF, words=list(vocabulary.words))
        return (sorted({known[part] for part in parts}, key=order.index),)

    return read


def names(text: str) -> Values:
    """Names separated by commas, each once."""
    (listed,) = plain_text(text)
    return (list(dict.fromkeys(name.strip() for name in str(listed).split(",") if name.strip())),)
