"""The budget asked about at the desk: whose teams, which account, as of which day; figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.permission import refusal, standing
from bot.question import Place
from storage.database import Store
from storage.rules.access import Refusal
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from storage.schema import Account, Case, ForecastKept
from tests.bot.questions.conftest import Counter
from tests.bot.questions.money import add_budget, add_grant, add_posting, summed
from tests.conftest import TODAY, Office

PLACEMENT, FAMILY, UNKNOWN = "528210", "528220", "999999"


@pytest.fixture
async def money(store: Store, office: Office, counter: Counter) -> Counter:
    """Team Nord: placement 365.000 kr. of budget, Anna's A-1 and the protected P-1 cost 1.000 kr. a day together;
    100.000 kr. posted. Distrikt 2: 12.000 kr. of budget for family work and nothing else. 500 kr. belong to no team."""
    async with store.working() as session:
        cases = {row.number: row.id for row in await session.execute(select(Case.number, Case.id))}
        session.add_all([
            Account(number=PLACEMENT, name="Døgninstitutioner", function="5.28.21"),
            Account(number=FAMILY, name="Familiebehandling", function="5.28.22"),
        ])  # fmt: skip
        await session.flush()
        await add_budget(session, PLACEMENT, office.nord, "300000", "365000")
        await add_budget(session, FAMILY, office.distrikt2, "12000")
        await add_grant(session, PLACEMENT, cases["A-1"], "600")
        await add_grant(session, PLACEMENT, cases["P-1"], "400")
        await add_posting(session, PLACEMENT, dt.date(2026, 3, 31), "60000", case_id=cases["A-1"])
        await add_posting(session, PLACEMENT, dt.date(2026, 11, 23), "40000", case_id=cases["P-1"])
        await add_posting(session, PLACEMENT, dt.date(2026, 11, 24), "7777", case_id=cases["A-1"])
        await add_posting(session, UNKNOWN, dt.date(2026, 5, 1), "500")
        await summed(session)
    return counter


async def test_the_figures_of_bos_team(money: Counter) -> None:
    facts = await money.ask(money.office.bo, "budget")
    figures = {key: facts[key] for key in ("budget", "periodised", "spent", "committed", "forecast", "deviation")}
    # Periodised: ten months and 23/30 of 30.416,67; committed: 38 days of 1.000 kr., the protected case's among them.
    assert figures == {
        "budget": "365000.00",
        "periodised": "327486.11",
        "spent": "100000.00",
        "committed": "38000.00",
        "forecast": "138000.00",
        "deviation": "-227000.00",
    }
    assert (facts["spent_pct"], facts["elapsed_pct"]) == (27.4, 89.6)
    (line,) = facts["lines"]
    assert (line["account"], line["name"], line["in_budget"]) == (PLACEMENT, "Døgninstitutioner", True)
    assert {key: line[key] for key in figures} == figures


async def test_a_controller_gets_every_team_and_what_has_none(money: Counter) -> None:
    facts = await money.ask(money.office.erik, "budget")
    assert (facts["budget"], facts["spent"]) == ("377000.00", "100500.00")
    lines = {line["account"]: (line["deviation"], line["in_budget"], line["spent_pct"]) for line in facts["lines"]}
    assert list(lines) == [UNKNOWN, FAMILY, PLACEMENT]
    assert lines[UNKNOWN] == ("500.00", False, None)
    of_nord = await money.ask(money.office.erik, "budget", Slots(team="Team Nord"))
    assert of_nord == await money.ask(money.office.bo, "budget")


async def test_the_channel_gets_its_teams_figures(money: Counter) -> None:
    in_channel = await money.ask(money.office.bo, "budget", channel=money.office.nord)
    assert in_channel == await money.ask(money.office.dorte, "budget")
    assert in_channel["spent"] == "100000.00"


@pytest.mark.parametrize("person", ["anna", "carl", "freja"])
async def test_caseworkers_and_administrators_are_refused(money: Counter, person: str) -> None:
    asker = getattr(money.office, person)
    at = await standing(money.session, asker, Place.PRIVATE, Slots(), day=TODAY)
    assert refusal(at, RECORDS["budget"]) is Refusal.NOT_YOUR_ROLE


async def test_bo_is_refused_another_teams_budget(money: Counter) -> None:
    at = await standing(money.session, money.office.bo, Place.PRIVATE, Slots(team="Distrikt 2"), day=TODAY)
    assert refusal(at, RECORDS["budget"]) is Refusal.NOT_YOURS


@pytest.mark.parametrize("account", [PLACEMENT, "5.28.21", "døgninstitution", "Døgninstitutioner"])
async def test_an_account_is_named_by_number_function_or_name(money: Counter, account: str) -> None:
    facts = await money.ask(money.office.erik, "budget", Slots(account=account))
    assert [line["account"] for line in facts["lines"]] == [PLACEMENT]
    assert (facts["known"], facts["budget"]) == (True, "365000.00")


async def test_a_function_holds_what_lies_below_it(money: Counter) -> None:
    facts = await money.ask(money.office.erik, "budget", Slots(account="5.28"))
    assert facts["budget"] == "377000.00"


async def test_an_unknown_account_has_nothing_on_it(money: Counter) -> None:
    facts = await money.ask(money.office.erik, "budget", Slots(account="kørsel"))
    assert (facts["known"], facts["lines"], facts["forecast"]) == (False, [], "0.00")


async def test_a_period_counts_to_its_end_but_never_beyond_today(money: Counter) -> None:
    bo = money.office.bo
    march = await money.ask(bo, "budget", Slots(period=Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31))))
    # A quarter of the budget; 275 days are left.
    assert (march["day"], march["periodised"]) == ("2026-03-31", "91250.00")
    assert (march["spent"], march["committed"]) == ("60000.00", "275000.00")
    later = await money.ask(bo, "budget", Slots(period=Period(None, dt.date(2026, 12, 31))))
    assert later == await money.ask(bo, "budget")


async def test_the_last_day_of_the_year_has_nothing_committed(money: Counter) -> None:
    facts = await money.ask(money.office.bo, "budget", today=dt.date(2026, 12, 31))
    assert (facts["committed"], facts["spent"], facts["elapsed_pct"]) == ("0.00", "107777.00", 100.0)


async def test_the_months_tell_spent_until_the_day_and_the_forecast_after_it(money: Counter) -> None:
    months = {month["day"]: month for month in (await money.ask(money.office.bo, "budget"))["months"]}
    assert len(months) == 13
    assert months["2026-03-31"] == {
        "day": "2026-03-31",
        "periodised": "91250.00",
        "spent": "60000.00",
        "forecast": None,
    }
    assert (months["2026-11-23"]["spent"], months["2026-11-23"]["forecast"]) == ("100000.00", "100000.00")
    assert (months["2026-11-30"]["spent"], months["2026-11-30"]["forecast"]) == (None, "107000.00")
    assert (months["2026-12-31"]["periodised"], months["2026-12-31"]["forecast"]) == ("365000.00", "138000.00")


async def test_the_parts_say_what_the_figures_are_made_of(money: Counter) -> None:
    parts = {part["what"]: part for part in (await money.ask(money.office.erik, "budget"))["parts"]}
    assert parts["spent"] == {
        "what": "spent",
        "amount": "100500.00",
        "count": 3,
        "from": "2026-01-01",
        "to": "2026-11-23",
    }
    assert parts["without_case"] == {"what": "without_case", "amount": "500.00", "count": 1, "pct": 0.5}
    assert (parts["committed"]["from"], parts["committed"]["to"]) == ("2026-11-24", "2026-12-31")


async def test_grouped_by_team_each_team_has_its_figures(money: Counter) -> None:
    facts = await money.ask(money.office.erik, "budget", Slots(group_by="team"))
    assert [(group["key"], group["total"]) for group in facts["groups"]] == [
        (None, "500.00"),
        ("Distrikt 2", "0.00"),
        ("Team Nord", "138000.00"),
    ]


async def test_last_years_miss_is_told_at_the_same_time_of_the_year(store: Store, money: Counter) -> None:
    async with store.working() as session:
        for team, forecast in ((money.office.nord, "106000"), (money.office.distrikt2, "50000")):
            session.add(
                ForecastKept(
                    day=dt.date(2025, 11, 20),
                    account=PLACEMENT,
                    team_id=team,
                    budget=Decimal(0),
                    spent=Decimal(0),
                    committed=Decimal(0),
                    forecast=Decimal(forecast),
                )
            )
        await add_posting(session, PLACEMENT, dt.date(2025, 6, 1), "80000", team_id=money.office.nord)
        await add_posting(session, PLACEMENT, dt.date(2025, 12, 30), "20000", team_id=money.office.nord)
        await summed(session)
    expected = {"day": "2025-11-20", "forecast": "106000.00", "accounts": "100000.00", "miss_pct": 6.0}
    assert (await money.ask(money.office.bo, "budget"))["last_year"] == expected
    assert (await money.ask(money.office.bo, "budget", today=dt.date(2026, 2, 1)))["last_year"] is None
