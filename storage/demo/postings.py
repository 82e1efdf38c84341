"""The ledger: monthly postings on the grants, by citizen or in one bill for many, and all other postings."""

from __future__ import annotations

import datetime as dt
import random
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from storage.demo import measures as m
from storage.demo import money_shares as shares
from storage.demo.days import days, office_day
from storage.demo.grants import DemoGrant
from storage.demo.proportions import PLACEMENT
from storage.rules.calendar import add_months
from storage.rules.money.grant_cost import cost_in, yearly_cost
from storage.rules.money.refund import refund
from storage.rules.money.units import PriceUnit, overlap, units_in, whole_year

_NOISE = 0.012
"""How far a bill may be from the granted amount, as a share."""
_OWN_PART = 0.1
"""The share for pocket money and clothes, paid for the child by name where all else is billed together."""
_BILLED_TOGETHER_DAY = 21
_SHARED_COSTS = ("Kørsel, fælles", "Tolkebistand", "Kurser for plejefamilier")
_UNKNOWN_GRANT = "BV-99{:03d}"


class BudgetPlace(NamedTuple):
    """Where money is budgeted."""

    team: str
    account: str


class DemoPosting(NamedTuple):
    """One row of `posteringer`; øre, negative = income."""

    day: dt.date
    account: str
    team: str
    case: str
    cpr: str
    grant: str
    oere: int
    text: str
    line: int = 1
    """A new voucher begins with line 1."""


@dataclass(slots=True)
class BudgetBasis:
    """The sums behind the budgets, in øre, by team and account."""

    spent: dict[int, dict[BudgetPlace, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    """By year."""
    spent_a_year_ago: dict[BudgetPlace, int] = field(default_factory=lambda: defaultdict(int))
    """Last year's postings up to the same day."""
    committed: dict[int, dict[BudgetPlace, Fraction]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Fraction))
    )
    """In kroner, by year: after today, and after the same day last year."""


class Ledger:
    """Makes the postings of one municipality from 1 January last year up to today, and adds them up."""

    def __init__(self, rng: random.Random, today: dt.date) -> None:
        self._rng = rng
        self._today = today
        self._first = dt.date(today.year - 1, 1, 1)
        self.a_year_ago = add_months(today, -12)
        self.sums = BudgetBasis()
        self._together: dict[tuple[dt.date, str], dict[BudgetPlace, int]] = defaultdict(lambda: defaultdict(int))
        self._refunds: dict[tuple[int, str], Fraction] = defaultdict(Fraction)

    def of_grant(self, grant: DemoGrant, cpr: str) -> list[DemoPosting]:
        """The grant's postings with a case; `cpr` is blank where none can be used."""
        self._commit(grant)
        if self._rng.random() < shares.NEVER_POSTED:
            return []
        known_by = self._known_by(grant, cpr)
        postings = list(self._bills(grant, known_by))
        if grant.case.case_type == PLACEMENT and self._rng.random() < shares.PARENTS_PAY:
            postings += self._parents_pay(grant, known_by, postings)
        for posting in postings:
            self._add(posting, grant.case.team.name)
        return postings

    def of_case(self, grants: list[DemoGrant]) -> None:
        """Note the state's refund of a case."""
        for year in (self._today.year - 1, self._today.year):
            back = refund(yearly_cost([grant.terms for grant in grants], year), year)
            if back:
                self._refunds[year, grants[0].case.team.name] += back

    def without_case(self) -> Iterator[DemoPosting]:
        """Postings not tied to a citizen: bills for many, refunds, costs shared by all, and faults."""
        loose = [*self._bills_for_many(), *self._refunded(), *self._shared(), *self._faults()]
        for posting in loose:
            self._add(posting, posting.team)
        return iter(loose)

    def settlements(self, missing: dict[BudgetPlace, int]) -> Iterator[DemoPosting]:
        """Bills that turned up when last year's accounts were closed: øre by team and account."""
        day = office_day(dt.date(self._today.year - 1, 12, 30))
        for cell, oere in missing.items():
            posting = DemoPosting(day, cell.account, cell.team, "", "", "", oere, "Efterregulering")
            self._add(posting, cell.team)
            yield posting

    def _commit(self, grant: DemoGrant) -> None:
        cell = BudgetPlace(grant.case.team.name, grant.measure.account)
        for day in (self.a_year_ago, self._today):
            self.sums.committed[day.year][cell] += cost_in(grant.terms, day + days(1), whole_year(day.year)[1])

    def _add(self, posting: DemoPosting, team: str) -> None:
        cell = BudgetPlace(team, posting.account)
        self.sums.spent[posting.day.year][cell] += posting.oere
        if self._first <= posting.day <= self.a_year_ago:
            self.sums.spent_a_year_ago[cell] += posting.oere

    def _known_by(self, grant: DemoGrant, cpr: str) -> tuple[str, str, str]:
        """The columns that tie its postings to the case: case number, CPR, grant number."""
        draw = self._rng.random()
        if draw < 0.03 and cpr and grant.case.closed is None and grant.terms.start >= grant.case.opened:
            return "", cpr, ""
        if draw < 0.12:
            return "", "", grant.number
        return grant.case.number, "", grant.number if draw < 0.7 else ""

    def _bills(self, grant: DemoGrant, known_by: tuple[str, str, str]) -> Iterator[DemoPosting]:
        """One bill a month; for a collective grant only a part of the first bill is by citizen."""
        number, cpr, grant_number = known_by
        account, team, terms = grant.measure.account, grant.case.team.name, grant.terms
        rate = float(terms.unit_price * terms.quantity)
        for count, (first, last) in enumerate(self._months(grant)):
            cost = rate * float(units_in(terms.unit, terms.start, terms.stop, first, last))
            oere = round(100 * cost * self._rng.uniform(1 - _NOISE, 1 + _NOISE))
            if grant.collective:
                own = 0 if count else round(oere * _OWN_PART)
                self._together[first.replace(day=1), grant.supplier][BudgetPlace(team, account)] += oere - own
                oere = own
            # Within the days the grant covers, so that the books fit the cases.
            day = min(last, max(first, office_day(first.replace(day=grant.measure.bill_day))))
            wrong = number != "" and self._rng.random() < shares.WRONGLY_POSTED
            posted_on = m.SUPPORT if wrong and account != m.SUPPORT else m.FOSTER if wrong else account
            if day <= self._today and oere:
                text = f"{grant.measure.name} {first:%m-%Y}"
                yield DemoPosting(day, posted_on, self._team_cell(team), number, cpr, grant_number, oere, text)

    def _team_cell(self, team: str) -> str:
        """Mostly blank: the team is the case's."""
        return team if self._rng.random() < 0.2 else ""

    def _months(self, grant: DemoGrant) -> Iterator[tuple[dt.date, dt.date]]:
        """The days of each month that the grant runs in, from 1 January last year on."""
        terms = grant.terms
        shared = overlap(terms.start, terms.stop, self._first, _month_end(self._today))
        if shared is None or (terms.unit == PriceUnit.ONCE and terms.start < self._first):
            return
        first, last = shared
        while first <= last:
            month_end = min(last, _month_end(first))
            yield first, month_end
            first = month_end + days(1)

    def _parents_pay(
        self, grant: DemoGrant, known_by: tuple[str, str, str], bills: list[DemoPosting]
    ) -> list[DemoPosting]:
        """The parents' payments towards a placement, month by month."""
        number, cpr, grant_number = known_by
        share = -100 * self._rng.randint(*shares.PARENTS_PAY_KRONER)
        return [
            DemoPosting(bill.day, grant.measure.account, "", number, cpr, grant_number, share, "Forældrebetaling")
            for bill in bills
            if bill.account == grant.measure.account
        ]

    def _bills_for_many(self) -> Iterator[DemoPosting]:
        """One bill a month for all children of a supplier, with a line for each team."""
        for (month, supplier), lines in self._together.items():
            day = office_day(month.replace(day=_BILLED_TOGETHER_DAY))
            if day > self._today:
                continue
            text = f"{supplier}, samlet {month:%m-%Y}"
            for line, (cell, oere) in enumerate(lines.items(), 1):
                yield DemoPosting(day, cell.account, cell.team, "", "", "", oere, text, line)

    def _refunded(self) -> Iterator[DemoPosting]:
        """The state's refund of very expensive cases, quarter by quarter, without naming a case."""
        for (year, team), back in self._refunds.items():
            for month in (3, 6, 9, 12):
                day = office_day(dt.date(year, month, 27))
                if day <= self._today:
                    oere = -round(25 * back)
                    yield DemoPosting(day, m.REFUND, team, "", "", "", oere, "Refusion, særligt dyre enkeltsager")

    def _shared(self) -> Iterator[DemoPosting]:
        """Costs that belong to no team, every month."""
        month = self._first
        while month <= self._today:
            day = office_day(month.replace(day=16))
            if day <= self._today:
                oere = 100 * self._rng.randint(9_000, 24_000)
                yield DemoPosting(day, m.SUPPORT, "", "", "", "", oere, self._rng.choice(_SHARED_COSTS))
            month = _month_end(month) + days(1)

    def _faults(self) -> Iterator[DemoPosting]:
        """An account and grants that do not exist, three months running."""
        for count in range(1, 4):
            day = office_day(self._today - days(30 * count))
            grant = _UNKNOWN_GRANT.format(count)
            yield DemoPosting(day, m.SUPPORT, "", "", "", grant, 100 * self._rng.randint(2_000, 9_000), "Kontaktperson")
        day = office_day(self._today - days(20))
        yield DemoPosting(day, m.MISTYPED_ACCOUNT, "", "", "", "", 100 * 12_400, "Plejevederlag")


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=monthrange(day.year, day.month)[1])
