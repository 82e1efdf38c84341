"""What is worked out at import about postings and grants says the same as the rules, on any day."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace

import pytest

from storage.schema import FOREVER, Grant, IdleGrant, UnmatchedPosting
from tests.reference.books import CasePosting, GrantAccount, is_idle, is_unmatched
from tests.storage.imports.folders import DAY, Desk

CASES = "sagsnr;sagstype;team;oprettet\na;anbringelse;Team Nord;01-01-2024\nb;handicap;Distrikt 2;01-01-2024\n"
FIRST = dt.date(2025, 1, 1)
DAYS = [FIRST + dt.timedelta(ahead) for ahead in range(0, 900, 13)]
"""Also after the last posting, when what is granted is still running."""


@dataclass(frozen=True)
class Posted:
    voucher: int
    case: str
    day: dt.date
    account: str


@dataclass(frozen=True)
class Granted:
    number: int
    case: str
    terms: GrantAccount


@pytest.fixture
def books(desk: Desk) -> Desk:
    """Two cases, and no file that names others."""
    for name in ("rådgiverskift", "hændelser"):
        (desk.folder / f"{name}.csv").unlink()
    desk.write(sager=CASES)
    return desk


def made_up(chance: random.Random) -> tuple[list[Posted], list[Granted]]:
    def day() -> dt.date:
        return FIRST + dt.timedelta(chance.randrange(700))

    def account() -> str:
        return chance.choice(("5281", "5282", "5283"))

    posted = [Posted(number, chance.choice(("a", "b", "")), day(), account()) for number in range(60)]
    granted = []
    for number in range(25):
        start = day()
        stop = start + dt.timedelta(chance.choice((0, 20, 46, 47, 200))) if chance.random() < 0.7 else None
        granted.append(Granted(number, chance.choice("ab"), GrantAccount(account(), start, stop)))
    return posted, granted


def write(desk: Desk, posted: list[Posted], granted: list[Granted]) -> None:
    lines = [f"{one.voucher};{one.day};{one.account};Team Nord;{one.case};10\n" for one in posted]
    grants = [
        f"{one.number};{one.case};Ophold;døgn;5;{one.terms.start};{one.terms.stop or ''};{one.terms.account}\n"
        for one in granted
    ]
    desk.write(
        posteringer="bilagsnr;dato;konto;team;sagsnr;beløb\n" + "".join(lines),
        indsatser="bevillingsnr;sagsnr;indsats;enhed;enhedspris;start;slut;konto\n" + "".join(grants),
    )


async def unmatched(desk: Desk, day: dt.date) -> set[int]:
    rows = await desk.rows(UnmatchedPosting, "voucher", "day")
    return {int(voucher) for voucher, posted in rows if dt.date(day.year, 1, 1) <= posted <= day}


async def idle(desk: Desk, day: dt.date) -> set[int]:
    numbers = dict(await desk.rows(Grant, "id", "number"))
    rows = await desk.rows(IdleGrant, "grant_id", "since", "until")
    return {int(numbers[grant]) for grant, since, until in rows if since <= day < until}


Found = list[tuple[dt.date, set[int], set[int]]]
"""On each day the vouchers that no grant covers and the grants that nothing is posted on."""


async def worked_out(desk: Desk) -> Found:
    return [(day, await unmatched(desk, day), await idle(desk, day)) for day in DAYS]


def by_the_rules(posted: list[Posted], granted: list[Granted]) -> Found:
    return [(day, unmatched_by_rule(posted, granted, day), idle_by_rule(posted, granted, day)) for day in DAYS]


def unmatched_by_rule(posted: list[Posted], granted: list[Granted], day: dt.date) -> set[int]:
    return {
        one.voucher
        for one in posted
        if is_unmatched(
            CasePosting(one.day, one.account, one.case or None),
            [grant.terms for grant in granted if grant.case == one.case],
            day,
        )
    }


def idle_by_rule(posted: list[Posted], granted: list[Granted], day: dt.date) -> set[int]:
    return {
        one.number
        for one in granted
        if is_idle(
            one.terms,
            [p.day for p in posted if (p.case, p.account) == (one.case, one.terms.account)],
            day,
            case_open=True,
        )
    }


def corrected(chance: random.Random, posted: list[Posted], granted: list[Granted]) -> None:
    """Some postings move to another day, account or case; some grants to another stop or account."""
    for place in chance.sample(range(len(posted)), 15):
        other = chance.choice(posted)
        posted[place] = replace(posted[place], case=other.case, day=other.day, account=other.account)
    for place in chance.sample(range(len(granted)), 8):
        terms = granted[place].terms
        stop = terms.start + dt.timedelta(chance.randrange(300)) if terms.stop is None else None
        granted[place] = replace(
            granted[place], terms=terms._replace(stop=stop, account=chance.choice(("5281", "5282")))
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_worked_out_mismatches_are_those_of_the_rules_also_after_corrections(books: Desk, seed: int) -> None:
    chance = random.Random(seed)
    posted, granted = made_up(chance)
    write(books, posted, granted)
    await books.takes()
    assert await worked_out(books) == by_the_rules(posted, granted)
    corrected(chance, posted, granted)
    write(books, posted, granted)
    await books.takes()
    assert await worked_out(books) == by_the_rules(posted, granted)
    del posted[::3], granted[::4]
    write(books, posted, granted)
    await books.takes(replace=frozenset({"posteringer", "indsatser"}))
    assert await worked_out(books) == by_the_rules(posted, granted)


async def test_a_grant_alone_settles_what_was_posted_before_it(books: Desk) -> None:
    posted = [Posted(1, "a", dt.date(2026, 3, 1), "5281")]
    write(books, posted, [])
    await books.takes()
    assert await unmatched(books, dt.date(2026, 3, 1)) == {1}
    (books.folder / "posteringer.csv").unlink()
    books.write(
        indsatser="bevillingsnr;sagsnr;indsats;enhed;enhedspris;start;konto\n7;a;Ophold;døgn;5;2026-01-01;5281\n"
    )
    await books.takes()
    assert await unmatched(books, dt.date(2026, 3, 1)) == set()
    assert await idle(books, dt.date(2026, 2, 28)) == {7}
    assert await idle(books, dt.date(2026, 3, 1)) == set()


async def test_a_grant_without_end_that_nothing_is_posted_on_stays_idle(books: Desk) -> None:
    start = dt.date(2026, 1, 1)
    write(books, [], [Granted(1, "a", GrantAccount("5281", start, None))])
    await books.takes()
    assert [row[1:] for row in await books.rows(IdleGrant, "grant_id", "since", "until")] == [
        (start + 46 * DAY, FOREVER)
    ]


async def test_nothing_is_written_anew_where_neither_postings_nor_grants_change(books: Desk) -> None:
    write(books, *made_up(random.Random(4)))
    await books.takes()
    before = await books.rows(UnmatchedPosting)
    books.edit("sager", ("b;handicap;Distrikt 2", "b;handicap;Team Nord"))
    await books.takes()
    assert await books.rows(UnmatchedPosting) == before
