"""Amounts in every way an export writes them, exact, and refused where they could mean two things."""

from __future__ import annotations

from decimal import Decimal

import pytest

from storage.imports.amounts import kroner, price, quantity
from storage.imports.values import BadCellError
from storage.rules.faults import Wrong


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234,50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1.234", "1234.00"),
        ("12.345.678,9", "12345678.90"),
        ("500,00-", "-500.00"),
        ("-500", "-500.00"),
        ("(500)", "-500.00"),
        ("kr. 500", "500.00"),
        ("500 kr.", "500.00"),
        ("0", "0.00"),
        (",5", "0.50"),
        ("1234,5000", "1234.50"),
        ("1234,5599999999999", "1234.56"),
        ("99.999.999.999,99", "99999999999.99"),
    ],
)
def test_an_amount_is_read_exactly(written: str, amount: str) -> None:
    assert [str(value) for value in kroner(written)] == [amount]


@pytest.mark.parametrize(
    "written", ["mange", "1,2,3", "1234.567", "0.500", "1e6", "12.34.567", "--5", "10 %", "1,5 mio."]
)
def test_an_amount_that_could_mean_two_things_or_nothing_is_refused(written: str) -> None:
    with pytest.raises(BadCellError, match=Wrong.NUMBER):
        kroner(written)


@pytest.mark.parametrize("written", ["1,005", "0,001", "100.000.000.000", "-100000000000"])
def test_an_amount_is_never_rounded_away_nor_too_big_to_be_one(written: str) -> None:
    with pytest.raises(BadCellError, match=Wrong.KRONER):
        kroner(written)


@pytest.mark.parametrize("read", [price, quantity])
def test_a_price_and_a_quantity_are_not_negative(read: object) -> None:
    with pytest.raises(BadCellError, match=Wrong.NEGATIVE):
        read("5,00-")  # type: ignore[operator]


def test_a_price_may_be_nothing_and_a_quantity_a_part() -> None:
    assert price("0") == (Decimal("0.00"),)
    assert quantity("3,7425") == (Decimal("3.7425"),)


@pytest.mark.parametrize("written", ["0,00001", "100000"])
def test_a_quantity_has_four_decimals_at_most_and_an_end(written: str) -> None:
    with pytest.raises(BadCellError, match=Wrong.QUANTITY):
        quantity(written)


@pytest.mark.parametrize("written", ["1,234", "1.000.000.000"])
def test_a_price_has_two_decimals_at_most_and_an_end(written: str) -> None:
    with pytest.raises(BadCellError, match=Wrong.PRICE):
        price(written)
