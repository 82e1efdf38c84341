"""The grants of each case: its measures with price, unit, start and stop, last year and this year."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from storage.demo import measures as m
from storage.demo import money_shares as shares
from storage.demo.days import between, days
from storage.demo.measures import Measure, Performer
from storage.demo.plan import PlannedCase
from storage.demo.proportions import DISABILITY, PLACEMENT
from storage.demo.story import DemoEvent
from storage.rules.money.grant_cost import GrantTerms
from storage.rules.money.units import PriceUnit

_BARNETS_LOV = dt.date(2024, 1, 1)
_STARTS = ("anbringelse iværksat", "indsats iværksat", "ungestøtte besluttet")
_ENDS = ("anbringelse ophørt", "indsats afsluttet")
_LONG_ENOUGH = 200
"""Days that a case must have run before it can have had another measure."""
_SECURE_STAY = 150
"""Days at most."""
DEAREST_TEAM, DEAREST_PRICE = "Team Nord", 11_400
"""One child with two adults of its own round the clock: kroner a day."""


@dataclass(frozen=True, slots=True)
class DemoGrant:
    """One row of `indsatser`, and how it is billed."""

    number: str
    case: PlannedCase
    measure: Measure
    performer: str
    supplier: str
    terms: GrantTerms
    collective: bool
    """Billed together with the supplier's other children, without a case."""

    @property
    def paragraph(self) -> str:
        """The paragraph in force on the day it was granted."""
        return self.measure.paragraph if self.terms.start >= _BARNETS_LOV else self.measure.old_paragraph


@dataclass(frozen=True, slots=True)
class Spell:
    """A measure at one performer over some time, before it is cut into a grant for each price."""

    measure: Measure
    performer: str
    supplier: str
    price: int
    """Kroner a unit this year."""
    quantity: int
    start: dt.date
    stop: dt.date | None
    collective: bool = False


class GrantMaker:
    """Hands out grants and their numbers, case by case."""

    def __init__(self, rng: random.Random, today: dt.date) -> None:
        self._rng = rng
        self._today = today
        self._first = dt.date(today.year - 1, 1, 1)
        self._last_number = 0
        self._dearest_given = False

    def of_case(self, case: PlannedCase, events: Sequence[DemoEvent]) -> list[DemoGrant]:
        """The case's grants that ran at some time last year or this year, the first main one first."""
        spells = _example_spells(case.fixed, self._today) if case.fixed else self._spells(case, events)
        return [grant for spell in spells for grant in self._grants(case, spell)]

    def _spells(self, case: PlannedCase, events: Sequence[DemoEvent]) -> Iterator[Spell]:
        if case.assessing and self._rng.random() > shares.ASSESSING_HELPED:
            return
        start, end = _life(case, events)
        if start > self._today:
            return
        if case.closed is not None and self._rng.random() < shares.LEFT_RUNNING:
            end = None
        if case.case_type == DISABILITY:
            yield from self._compensations(events, end)
        else:
            yield from self._main(case, start, end)
        if self._rng.random() < shares.BESIDE_SHARE.get(case.case_type, 0):
            later = min(start + between(self._rng, 10, 300), end or self._today)
            yield self._spell(self._one_of(shares.BESIDE[case.case_type]), later, self._stop(later, end))

    def _main(self, case: PlannedCase, start: dt.date, end: dt.date | None) -> Iterator[Spell]:
        """The main measure, and the one before it where the case has changed."""
        lived = ((end or self._today) - start).days
        if lived > _LONG_ENOUGH and self._rng.random() < shares.CHANGED:
            changed = (end or self._today) - between(self._rng, 30, min(600, lived - 60))
            yield self._spell(self._one_of(shares.BEFORE[case.case_type]), start, changed - days(1))
            start = changed
        measure = self._one_of(shares.MAIN[case.case_type])
        if self._is_dearest(case, end):
            yield Spell(m.INSTITUTION, m.EKSTERN, "Døgninstitutionen Havblik", DEAREST_PRICE, 1, start, None)
        elif measure is m.SECURE_INSTITUTION:
            # Such a stay is short: it began lately and ends soon.
            start = max(start, (end or self._today) - between(self._rng, 20, 80))
            yield self._spell(measure, start, end or start + days(_SECURE_STAY))
        else:
            yield self._spell(measure, start, self._stop(start, end))

    def _is_dearest(self, case: PlannedCase, end: dt.date | None) -> bool:
        fits = (
            case.team.name == DEAREST_TEAM
            and case.case_type == PLACEMENT
            and not (end or case.closed or case.protected)
        )
        if not fits or self._dearest_given:
            return False
        self._dearest_given = True
        return True

    def _compensations(self, events: Sequence[DemoEvent], end: dt.date | None) -> Iterator[Spell]:
        """Extra costs and lost earnings, as the events decide them."""
        decided = {event.kind: event.day for event in events}
        if start := decided.get("merudgift afgjort"):
            if self._rng.random() < shares.PAID_ONCE:
                paid = max(start, (end or self._today) - between(self._rng, 0, 600))
                yield self._spell(m.EXTRA_COST_ONCE, paid, paid)
            else:
                yield self._spell(m.EXTRA_COSTS, start, self._stop(start, end))
        if start := decided.get("tabt arbejdsfortjeneste afgjort"):
            yield self._spell(m.LOST_EARNINGS, start, self._stop(start, end))

    def _stop(self, start: dt.date, end: dt.date | None) -> dt.date | None:
        """The last day: the end, else the day of the next review, else none."""
        if end is not None:
            return max(start, end)
        if self._rng.random() < shares.WITHOUT_STOP:
            return None
        return max(start, self._today) + between(self._rng, 3, 340)

    def _one_of(self, mix: tuple[tuple[Measure, float], ...]) -> Measure:
        return self._rng.choices([measure for measure, _ in mix], [weight for _, weight in mix])[0]

    def _spell(self, measure: Measure, start: dt.date, stop: dt.date | None) -> Spell:
        """A spell with performer, supplier, price and quantity drawn."""
        names = list(measure.performers)
        performer = self._rng.choices(names, [measure.performers[name].weight for name in names])[0]
        by = measure.performers[performer]
        price = _round_price(self._rng.triangular(*by.price), by)
        supplier = self._rng.choice(by.suppliers) if by.suppliers else ""
        quantity = self._rng.randint(*measure.quantity)
        collective = self._rng.random() < by.collective
        if measure.unit == PriceUnit.ONCE:
            stop = start
        return Spell(measure, performer, supplier, price, quantity, start, stop, collective)

    def _grants(self, case: PlannedCase, spell: Spell) -> Iterator[DemoGrant]:
        """One grant for each price of the spell; grants that ended before last year are left out."""
        renewed = spell.measure.unit != PriceUnit.ONCE and self._rng.random() < shares.RENEWED
        for start, stop in _cut(spell, self._today.year) if renewed else [(spell.start, spell.stop)]:
            if stop is not None and stop < self._first:
                continue
            self._last_number += 1
            # The price rises each year, counted back from this year's.
            years = max(0, self._today.year - max(start.year, self._today.year - 3))
            rise = spell.measure.performers[spell.performer].rise
            price = Decimal(round(100 * spell.price / (1 + rise) ** years)) / 100
            terms = GrantTerms(PriceUnit(spell.measure.unit), price, Decimal(spell.quantity), start, stop)
            number = f"BV-{self._last_number:05d}"
            yield DemoGrant(number, case, spell.measure, spell.performer, spell.supplier, terms, spell.collective)


def _life(case: PlannedCase, events: Sequence[DemoEvent]) -> tuple[dt.date, dt.date | None]:
    """When the case's first measure began, and when the last ended (None while it runs)."""
    first = {event.kind: event.day for event in reversed(events)}
    start = next((first[kind] for kind in _STARTS if kind in first), case.opened + days(45))
    end = next((first[kind] for kind in _ENDS if kind in first), case.closed)
    if case.closed is not None:
        start = min(start, case.closed)
    return max(case.opened, start), end


def _cut(spell: Spell, year: int) -> list[tuple[dt.date, dt.date | None]]:
    """The spell's days cut at the turn of last year and of this year."""
    turns = [dt.date(turn, 1, 1) for turn in (year - 1, year)]
    turns = [turn for turn in turns if spell.start < turn and (spell.stop is None or turn <= spell.stop)]
    lasts = [*(turn - days(1) for turn in turns), spell.stop]
    return list(zip([spell.start, *turns], lasts, strict=True))


def _round_price(price: float, by: Performer) -> int:
    """A price as suppliers write it, never outside their range."""
    step = 50 if by.price[0] >= 1_000 else 5
    low, high = by.price
    return low if low == high else min(high, step * round(price / step))


def _example_spells(number: str, today: dt.date) -> list[Spell]:
    """The grants of the cases with fixed numbers: each has one that ends within 30 days."""
    treatment = Spell(
        m.FAMILY_TREATMENT, m.EKSTERN, "Familieværkstedet", 5_200, 1, dt.date(2024, 11, 4), today + days(17)
    )
    contact = Spell(m.CONTACT_PERSON, m.INTERN, "Kontaktpersonkorpset", 4_835, 1, today - days(130), today + days(140))
    foster = Spell(m.FOSTER_CARE, m.INTERN, "Familieplejen", 34_500, 1, dt.date(2023, 8, 14), None)
    respite = Spell(
        m.RESPITE, m.EKSTERN, "Aflastningshjemmet Stjernen", 2_950, 3, dt.date(2024, 9, 2), today + days(25)
    )
    earnings = Spell(m.LOST_EARNINGS, "", "", 196, 15, dt.date(2022, 3, 7), today + days(28))
    extra = Spell(m.EXTRA_COSTS, "", "", 2_350, 1, dt.date(2022, 3, 7), None)
    return {"2024-1183": [treatment, contact], "2023-0456": [foster, respite], "2022-0099": [earnings, extra]}[number]
