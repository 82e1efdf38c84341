"""The state's refund of very expensive cases, in bands by year (Barnets Lov § 198; domain.md §8)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from storage.rules.rounding import Exact

BANDS_FILE = Path(__file__).with_name("refund.toml")


class RefundThreshold(NamedTuple):
    """The state refunds `percent` of the yearly cost above this many kroner, up to the start of the next band."""

    above: int
    percent: int


def load_bands(path: Path = BANDS_FILE) -> dict[int, tuple[RefundThreshold, ...]]:
    """The bands of each known year, the lowest first.

    Raises ValueError for a file without years, for amounts that are not whole numbers and for bands that do not rise.
    """
    records = tomllib.loads(path.read_text(encoding="utf-8")).get("year", [])
    if not records:
        raise ValueError(f"{path.name}: no year has bands")
    return {record["year"]: _bands(record["year"], record["bands"]) for record in records}


def _bands(year: int, records: list[dict[str, object]]) -> tuple[RefundThreshold, ...]:
    bands = []
    for record in records:
        above, percent = record["above"], record["percent"]
        if not isinstance(above, int) or not isinstance(percent, int):
            raise ValueError(f"refund bands of {year}: kroner and per cent are whole numbers")
        bands.append(RefundThreshold(above, percent))
    if any(low.above >= high.above for low, high in pairwise(bands)):
        raise ValueError(f"refund bands of {year}: each begins above the one before")
    return tuple(bands)


BANDS = load_bands()


def refund(cost: Exact, year: int) -> Fraction:
    """What the state refunds of a whole case's yearly cost, in kroner, exact; 0 for a cost up to the first limit."""
    return refund_of_excess((_above(cost, band) for band in bands_of(year)), year)


def refund_of_excess(excess: Iterable[Fraction], year: int) -> Fraction:
    """The same from the kroner above each band's limit, the lowest band first; these may be sums over many cases."""
    rates = (0, *(band.percent for band in bands_of(year)))
    steps = zip(excess, pairwise(rates), strict=True)
    return sum((above * Fraction(rate - lower, 100) for above, (lower, rate) in steps), Fraction(0))


def threshold(year: int) -> int:
    """The kroner a year above which a case gets refund at all."""
    return bands_of(year)[0].above


def bands_of(year: int) -> tuple[RefundThreshold, ...]:
    """The bands of the year, else of the nearest known year; of two as near, the earlier: its bands were in force."""
    return BANDS[year_of_bands(year)]


def year_of_bands(year: int) -> int:
    """The year whose bands are used for `year`: itself where it is known."""
    return min(BANDS, key=lambda known: (abs(known - year), known))


def _above(cost: Exact, band: RefundThreshold) -> Fraction:
    return max(Fraction(0), Fraction(cost) - band.above)
