"""Made-up CPR numbers that cannot be taken for real ones."""

from __future__ import annotations

import datetime as dt
import random

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def made_up_cpr(rng: random.Random, birth: dt.date) -> str:
    """Ten digits whose 7th fits the century of `birth` and whose modulus 11 check fails.

    Numbers that fail the check have only been given out since 2007, and only for the few birth dates whose other
    numbers ran out, nearly all of them a 1 January. The demo has no birthdays then, so none of its numbers should
    belong to a living person.
    """
    if (birth.month, birth.day) == (1, 1):
        raise ValueError("the demo gives nobody a birthday on 1 January")
    digits = f"{birth:%d%m%y}{_century_digit(rng, birth)}{rng.randrange(1000):03d}"
    if passes_modulus_11(digits):
        # The last weight is 1, so one more (or nine less) on the last digit never gives a multiple of 11 again.
        digits = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    return digits


def spelled(rng: random.Random, digits: str) -> str:
    """One of the spellings exports use: with hyphen, without, and without the leading zero a spreadsheet eats."""
    kind = rng.random()
    if kind < 0.8:
        return f"{digits[:6]}-{digits[6:]}"
    return digits.removeprefix("0") if kind > 0.95 else digits


def passes_modulus_11(digits: str) -> bool:
    """Whether ten digits satisfy the check that CPR numbers kept until 2007."""
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _century_digit(rng: random.Random, birth: dt.date) -> str:
    """The 7th digit for a birth year 1900-2057 (formats.md)."""
    if birth.year < 2000:
        return rng.choice("0123")
    return rng.choice("5678" if birth.year > 2036 else "456789")
