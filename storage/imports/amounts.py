"""What a cell's amount means: kroner, prices and quantities, exact."""

from __future__ import annotations

from decimal import Decimal

from storage.imports.values import BadCellError, Values, number
from storage.rules.faults import Wrong

LARGEST = Decimal(10) ** 11
LARGEST_PRICE = Decimal(10) ** 9
LARGEST_QUANTITY = Decimal(10) ** 5
"""Beyond these an amount is a typing error, and the sums of a million rows would not fit their columns."""
ORE = Decimal("0.01")
PART = Decimal("0.0001")
NOISE = Decimal("0.0000001")
"""Excel counts in binary: 1234,56 may come out of a workbook as 1234,5599999999999."""


def kroner(text: str) -> Values:
    """An amount, negative for income."""
    return (_fitted(number(text), ORE, LARGEST, Wrong.KRONER),)


def price(text: str) -> Values:
    """A price, zero or more."""
    return (_fitted(_not_negative(text), ORE, LARGEST_PRICE, Wrong.PRICE),)


def quantity(text: str) -> Values:
    """How many, zero or more, parts of one included."""
    return (_fitted(_not_negative(text), PART, LARGEST_QUANTITY, Wrong.QUANTITY),)


def _not_negative(text: str) -> Decimal:
    value = number(text)
    if value < 0:
        raise BadCellError(Wrong.NEGATIVE)
    return value


def _fitted(value: Decimal, step: Decimal, limit: Decimal, wrong: Wrong) -> Decimal:
    """The value in whole steps. A finer value is refused, never rounded."""
    if abs(value) >= limit:
        raise BadCellError(wrong)
    fitted = value.quantize(step)
    if abs(value - fitted) > NOISE:
        raise BadCellError(wrong)
    return fitted
