"""What is posted and what grants cost, day by day, worked out by hand from domain.md §8."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction

import pytest

from storage.queries.setup import demo_store
from storage.rules.money.grant_cost import GrantTerms, cost_in
from storage.rules.money.grant_delta import GrantPace
from storage.rules.money.units import PriceUnit
from storage.schema import (
    FOREVER,
    Account,
    BudgetLine,
    ForecastKept,
    Grant,
    GrantDelta,
    GrantMonth,
    Posting,
    PostingDay,
    PostingMonth,
    Team,
)
from tests.reference.grant_deltas import Delta, delta_cost
from tests.storage.imports.folders import MONEY, Desk

CASES = """sagsnr;sagstype;team;oprettet;lukket;beskyttet
a;anbringelse;Team Nord;01-01-2025;;
b;anbringelse;Team Nord;01-01-2025;;ja
c;handicap;Distrikt 2;01-01-2025;01-06-2026;
"""
GRANTS = "bevillingsnr;sagsnr;indsats;enhed;enhedspris;antal;start;slut;konto\n"
POSTINGS = "bilagsnr;dato;konto;team;sagsnr;beløb\n"
BEFORE = dt.date(2025, 12, 31)
NEW_YEAR = dt.date(2027, 1, 1)


@pytest.fixture
def counting(desk: Desk) -> Desk:
    """Three cases, one of them protected and one closed, and no file that names others."""
    for name in ("rådgiverskift", "hændelser"):
        (desk.folder / f"{name}.csv").unlink()
    desk.write(sager=CASES)
    return desk


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


async def teams(desk: Desk) -> dict[int | None, str | None]:
    return {None: None, **{team_id: name for name, team_id in await desk.rows(Team, "name", "id")}}


async def posted(desk: Desk) -> list[tuple[object, ...]]:
    """(account, team, day, amount, postings, without case, their amount, to date, until)"""
    fields = (
        "account",
        "team_id",
        "day",
        "amount",
        "postings",
        "without_case",
        "without_case_amount",
        "to_date",
        "until",
    )
    names = await teams(desk)
    return [(account, names[team_id], *rest) for account, team_id, *rest in await desk.rows(PostingDay, *fields)]


async def deltas(desk: Desk) -> list[tuple[object, ...]]:
    """(pace, account, team, day, amount, level, until)"""
    names = await teams(desk)
    fields = ("pace", "account", "team_id", "day", "amount", "level", "until")
    found = await desk.rows(GrantDelta, *fields)
    return [(pace, account, names[team_id], *rest) for pace, account, team_id, *rest in found]


# --- Postings ----------------------------------------------------------------------------------------------------


async def test_postings_are_summed_by_day_account_and_team(counting: Desk) -> None:
    counting.write(
        posteringer=POSTINGS + "1;05-01-2026;5281;;a;100\n"
        "2;05-01-2026;5281;;b;50,25\n"  # protected: its account's sum includes it
        "3;05-01-2026;5281;Team Nord;;1000\n"
        "4;07-01-2026;5281;;a;(20)\n"
        "5;07-01-2026;5281;Distrikt 2;a;7\n"  # the posting's own team goes before its case's
        "6;07-01-2026;5282;;c;3\n"
        "7;08-01-2026;5282;;;-9\n"  # neither team nor case
    )
    await counting.takes()
    assert await posted(counting) == [
        ("5281", "Team Nord", day(1, 5), Decimal("1150.25"), 3, 1, 1000, Decimal("1150.25"), day(1, 7)),
        ("5281", "Team Nord", day(1, 7), -20, 1, 0, 0, Decimal("1130.25"), NEW_YEAR),
        ("5281", "Distrikt 2", day(1, 7), 7, 1, 0, 0, 7, NEW_YEAR),
        ("5282", "Distrikt 2", day(1, 7), 3, 1, 0, 0, 3, NEW_YEAR),
        ("5282", None, day(1, 8), -9, 1, 1, -9, -9, NEW_YEAR),
    ]


async def test_what_is_posted_to_date_begins_anew_each_year(counting: Desk) -> None:
    counting.write(
        posteringer=POSTINGS + "1;30-12-2025;5281;;a;1\n2;31-12-2025;5281;;a;2\n3;01-01-2026;5281;;a;4\n"
        "4;29-02-2028;5281;;a;8\n"
    )
    await counting.takes()
    assert [row[-2:] for row in await posted(counting)] == [
        (1, BEFORE),
        (3, day(1, 1)),
        (4, NEW_YEAR),
        (8, dt.date(2029, 1, 1)),
    ]


async def test_the_days_of_a_month_are_added_up(counting: Desk) -> None:
    counting.write(
        posteringer=POSTINGS + "1;30-01-2026;5281;;a;1\n2;31-01-2026;5281;;a;2,5\n3;01-02-2026;5281;;a;4\n"
        "4;28-02-2026;5281;Team Nord;;8\n5;28-02-2026;5282;;;16\n6;01-02-2027;5282;;;(32)\n"
    )
    await counting.takes()
    names = await teams(counting)
    sums = ("amount", "postings", "without_case", "without_case_amount")
    found = await counting.rows(PostingMonth, "month", "account", "team_id", *sums)
    assert [(month, account, names[team_id], *rest) for month, account, team_id, *rest in found] == [
        (day(1, 1), "5281", "Team Nord", Decimal("3.5"), 2, 0, 0),
        (day(2, 1), "5281", "Team Nord", 12, 2, 1, 8),
        (day(2, 1), "5282", None, 16, 1, 1, 16),
        (dt.date(2027, 2, 1), "5282", None, -32, 1, 1, -32),
    ]


async def test_a_case_that_changes_team_takes_its_postings_and_grants_along(counting: Desk) -> None:
    counting.write(
        posteringer=POSTINGS + "1;05-01-2026;5281;;a;100\n2;05-01-2026;5281;Team Nord;a;10\n",
        indsatser=GRANTS + "1;a;Ophold;døgn;5;;01-01-2026;;5281\n",
    )
    await counting.takes()
    for name in ("posteringer", "indsatser"):
        (counting.folder / f"{name}.csv").unlink()
    counting.edit("sager", ("a;anbringelse;Team Nord", "a;anbringelse;Distrikt 2"))
    await counting.takes()
    assert [row[:4] for row in await posted(counting)] == [
        ("5281", "Team Nord", day(1, 5), 10),
        ("5281", "Distrikt 2", day(1, 5), 100),
    ]
    assert [row[2] for row in await deltas(counting)] == ["Distrikt 2"]


async def test_sums_stay_as_they_are_where_no_row_of_theirs_changes(counting: Desk) -> None:
    counting.write(
        posteringer=POSTINGS + "1;05-01-2026;5281;;a;100\n",
        indsatser=GRANTS + "1;a;Ophold;døgn;5;;01-01-2026;;5281\n",
    )
    await counting.takes()
    before = await counting.rows(PostingDay)
    counting.edit("indsatser", (";5;;", ";6;;"))
    await counting.takes()
    assert await counting.rows(PostingDay) == before, "not even written again"
    assert [row[-2] for row in await deltas(counting)] == [6]


# --- Grants ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "pace", "rate"),
    [("døgn", "day", 3000), ("uge", "week", 3000), ("time", "week", 3000), ("måned", "month", 3000)],
)
async def test_a_grant_adds_its_rate_at_its_start_and_takes_it_away_after_its_stop(
    counting: Desk, unit: str, pace: str, rate: int
) -> None:
    counting.write(indsatser=GRANTS + f"1;a;Ophold;{unit};1200;2,5;15-01-2026;28-02-2026;5281\n")
    await counting.takes()
    assert await deltas(counting) == [
        (pace, "5281", "Team Nord", day(1, 15), rate, rate, day(3, 1)),
        (pace, "5281", "Team Nord", day(3, 1), -rate, 0, FOREVER),
    ]


async def test_what_is_paid_once_is_the_whole_price_on_its_day(counting: Desk) -> None:
    counting.write(
        indsatser=GRANTS + "1;a;Udstyr;gang;1200;2,5;15-01-2026;28-02-2026;5281\n2;a;Udstyr;gang;10;;16-01-2026;;5281\n"
    )
    await counting.takes()
    assert await deltas(counting) == [
        ("once", "5281", "Team Nord", day(1, 15), 3000, 3000, day(1, 16)),
        ("once", "5281", "Team Nord", day(1, 16), 10, 10, day(1, 17)),
    ]


async def test_a_grant_without_a_stop_runs_on(counting: Desk) -> None:
    counting.write(
        indsatser=GRANTS + "1;a;Ophold;døgn;1,25;;15-01-2026;;5281\n2;a;O;døgn;1;;20-01-2026;31-12-9999;5281\n"
    )
    await counting.takes()
    assert await deltas(counting) == [
        ("day", "5281", "Team Nord", day(1, 15), Decimal("1.25"), Decimal("1.25"), day(1, 20)),
        ("day", "5281", "Team Nord", day(1, 20), 1, Decimal("2.25"), FOREVER),
    ]


async def test_grants_of_protected_and_closed_cases_count_as_recorded(counting: Desk) -> None:
    counting.write(
        indsatser=GRANTS + "1;b;Ophold;døgn;100;;01-01-2026;;5281\n2;a;Ophold;døgn;10;;01-01-2026;;5281\n"
        "3;c;Ophold;døgn;1;;01-01-2026;31-12-2026;5281\n"
    )
    await counting.takes()
    assert await deltas(counting) == [
        ("day", "5281", "Team Nord", day(1, 1), 110, 110, FOREVER),
        ("day", "5281", "Distrikt 2", day(1, 1), 1, 1, NEW_YEAR),
        ("day", "5281", "Distrikt 2", NEW_YEAR, -1, 0, FOREVER),
    ]


async def test_a_day_on_which_one_grant_takes_over_from_another_is_no_change(counting: Desk) -> None:
    counting.write(
        indsatser=GRANTS + "1;a;Ophold;døgn;100;;01-01-2026;31-01-2026;5281\n2;b;Ophold;døgn;50;2;01-02-2026;;5281\n"
    )
    await counting.takes()
    assert await deltas(counting) == [("day", "5281", "Team Nord", day(1, 1), 100, 100, FOREVER)]


async def test_the_changes_of_a_month_are_added_up_with_the_days_they_last_in_it(counting: Desk) -> None:
    counting.write(
        indsatser=GRANTS + "1;a;Ophold;døgn;100;;30-01-2026;09-02-2026;5281\n2;b;Ophold;døgn;10;2;31-01-2026;;5281\n"
        "3;a;Udstyr;gang;700;;05-02-2026;;5281\n4;a;Udstyr;gang;7;;28-02-2026;;5281\n5;c;O;uge;1;;29-02-2028;;5282\n"
    )
    await counting.takes()
    names = await teams(counting)
    found = await counting.rows(GrantMonth, "month", "account", "team_id", "pace", "change", "within")
    assert [(month, account, names[team_id], *rest) for month, account, team_id, *rest in found] == [
        (day(1, 1), "5281", "Team Nord", "day", 120, 220),
        (day(2, 1), "5281", "Team Nord", "day", -100, -1900),
        (day(2, 1), "5281", "Team Nord", "once", 0, 707),
        (dt.date(2028, 2, 1), "5282", "Distrikt 2", "week", 1, 1),
    ]


def random_grants(chance: random.Random) -> list[GrantTerms]:
    grants = []
    for _ in range(60):
        start = dt.date(2024, 12, 1) + dt.timedelta(chance.randrange(800))
        stop = start + dt.timedelta(chance.randrange(500)) if chance.random() < 0.7 else None
        price, quantity = Decimal(chance.randrange(1, 900_000)) / 100, Decimal(chance.randrange(1, 60_000)) / 10_000
        grants.append(GrantTerms(chance.choice(list(PriceUnit)), price, quantity, start, stop))
    return grants


def written(grants: list[GrantTerms]) -> str:
    rows = [
        f"{number};a;Ophold;{grant.unit};{grant.unit_price};{str(grant.quantity).replace('.', ',')};"
        f"{grant.start};{grant.stop or ''};5281\n"
        for number, grant in enumerate(grants)
    ]
    return GRANTS + "".join(rows)


async def test_changes_and_levels_give_the_cost_of_every_grant_added_up(counting: Desk) -> None:
    grants = random_grants(random.Random(8))
    counting.write(indsatser=written(grants))
    await counting.takes()
    found = await counting.rows(GrantDelta, "pace", "day", "amount", "level", "until")
    changes = [Delta(GrantPace(pace), since, amount) for pace, since, amount, _, _ in found]
    for first, last in ((day(1, 1), day(12, 31)), (day(2, 17), day(5, 3)), (dt.date(2024, 6, 1), dt.date(2028, 2, 29))):
        assert delta_cost(changes, first, last) == sum((cost_in(grant, first, last) for grant in grants), Fraction(0))
    daily = sum(
        (Fraction(level) for pace, since, _, level, until in found if pace == "day" and since <= day(7, 1) < until),
        Fraction(0),
    )
    assert daily == sum(
        (cost_in(grant, day(7, 1), day(7, 1)) for grant in grants if grant.unit == PriceUnit.DAY), Fraction(0)
    )


# --- The demo ----------------------------------------------------------------------------------------------------


async def test_clearing_a_demo_store_takes_its_money_along(desk: Desk) -> None:
    desk.write(**MONEY)
    await desk.begins_with_these()
    async with desk.store.working() as session:
        kept = {"budget": 1, "spent": 1, "committed": 1, "forecast": 2}
        session.add(ForecastKept(day=day(1, 1), account="5281", team_id=None, **kept))
    async with desk.store.working() as session:
        await demo_store.clear(session)
    for model in (Account, BudgetLine, Grant, Posting, PostingDay, PostingMonth, GrantDelta, GrantMonth, ForecastKept):
        assert await desk.rows(model) == [], model.__tablename__
