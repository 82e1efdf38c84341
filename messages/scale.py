"""Amounts in thousands or millions: for charts, and for key figures that must stay short."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from messages import danish
from messages.words import words

THOUSAND, MILLION = 1000, 1_000_000


class Scale(NamedTuple):
    """What amounts are divided by, and what the result is called."""

    divisor: int
    unit: str

    def of(self, amount: Decimal) -> float:
        """Kroner on the scale, as a chart takes them: 12.76 of 12 755 000 kroner in millions."""
        return float(round(amount / self.divisor, 2 if self.divisor == MILLION else 1))


def scale(amounts: Iterable[Decimal | None], language: str) -> Scale:
    """Millions where any amount reaches one, else thousands; None stands for no amount."""
    say = words(language).gettext
    if any(abs(amount) >= MILLION for amount in amounts if amount is not None):
        return Scale(MILLION, say("million kroner"))
    return Scale(THOUSAND, say("1,000 kroner"))


def short(kroner: Decimal, language: str) -> str:
    """27,5 mio. kr. of a million and more, else whole kroner: 935.985 kr."""
    if abs(kroner) < MILLION:
        return danish.kroner(kroner, language)
    say = words(language).gettext
    return say("DKK %(number)s million", number=danish.number(round(kroner / MILLION, 1), language, 1))
