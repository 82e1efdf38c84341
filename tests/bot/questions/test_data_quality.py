"""What is missing and does not match, asked about at the desk; each find made by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from bot.understanding.particulars import list_named
from bot.understanding.text import fold
from storage.database import Store
from storage.queries.recovery.data_quality import CHECKS
from storage.queries.recovery.mismatches import OF_CASES, OF_GRANTS, UNMATCHED
from storage.rules.access import Person
from storage.rules.slots import Slots
from storage.schema import Account, Case, Grant, Staff
from tests.bot.questions.conftest import Counter
from tests.bot.questions.money import add_budget, add_grant, add_posting, summed
from tests.conftest import TODAY, Office, add_case, add_event

FIRST = dt.date(2026, 1, 1)


@pytest.fixture
async def books(store: Store, office: Office, counter: Counter) -> Counter:
    """Anna's A-1 has a grant without an end, posted on inside and outside of it; Carl's C-1 an idle one.

    N-1 is nobody's, Z-1 is closed with a grant that runs; P-1 is protected. One posting of Team Nord has no case.
    """
    async with store.working() as session:
        cases = {row.number: row.id for row in await session.execute(select(Case.number, Case.id))}
        a1 = await session.get_one(Case, cases["A-1"])
        await add_event(session, a1, "afgørelse", dt.date(2026, 2, 1))
        await add_case(session, "N-1", office.nord, None)
        z1 = await add_case(session, "Z-1", office.nord, "anna", closed=dt.date(2026, 6, 1))
        await add_budget(session, "1", office.nord, "1000")
        await add_grant(session, "1", a1.id, "10", start=dt.date(2026, 3, 1))
        await add_grant(session, "1", cases["P-1"], "10")
        await add_grant(session, "1", z1.id, "10", stop=TODAY)
        # 46 days old: idle; the one of 45 days is not yet.
        await add_grant(session, "2", cases["C-1"], "10", start=TODAY - dt.timedelta(46), stop=dt.date(2027, 1, 1))
        await add_grant(session, "3", cases["C-1"], "10", start=TODAY - dt.timedelta(45), stop=dt.date(2027, 1, 1))
        await add_posting(session, "1", dt.date(2026, 3, 1), "300", case_id=a1.id)
        await add_posting(session, "1", dt.date(2026, 2, 28), "75", case_id=a1.id)
        await add_posting(session, "1", dt.date(2025, 12, 31), "75", case_id=a1.id)
        await add_posting(session, "1", dt.date(2026, 5, 1), "125", team_id=office.nord)
        await summed(session)
    return counter


def found(facts: dict[str, Any]) -> tuple[int, ...]:
    kinds = ("cases_without_caseworker", "cases_without_events", "grants_without_stop", "grants_on_closed_cases")
    return tuple(facts[kind] for kind in (*kinds, "idle_grants", "unmatched_postings"))


async def test_bo_gets_his_teams_finds_the_protected_case_among_them(books: Counter) -> None:
    facts = await books.ask(books.office.bo, "data_quality")
    assert found(facts) == (1, 2, 2, 1, 1, 1)
    assert facts["postings_without_case"] == {"count": 1, "amount": "125.00", "share": 25.0}
    checks = {one["check"]: one for one in facts["checks"]}
    assert checks["unmatched_postings"] == {
        "check": "unmatched_postings",
        "count": 1,
        "amount": "75.00",
        "share": 15.0,
    }
    assert (facts["missing_accounts"], facts["rejected_rows"]) == ([], 0)


async def test_a_controller_gets_every_team_without_the_protected_case(books: Counter) -> None:
    facts = await books.ask(books.office.erik, "data_quality")
    assert found(facts) == (1, 2, 1, 1, 1, 1)
    assert facts["missing_accounts"] == ["2", "3"]
    by_team = {team["team"]: team for team in facts["by_team"]}
    assert set(by_team) == {"Team Nord", "Distrikt 2"}
    assert (by_team["Distrikt 2"]["idle_grants"], by_team["Team Nord"]["idle_grants"]) == (1, 0)


async def test_anna_and_carl_get_their_own_cases(books: Counter) -> None:
    anna = await books.ask(books.office.anna, "data_quality")
    carl = await books.ask(books.office.carl, "data_quality")
    assert found(anna) == (0, 1, 2, 1, 1, 1)
    assert found(carl) == (0, 1, 0, 0, 1, 0)
    assert anna["postings_without_case"] == {"count": 0, "amount": "0.00", "share": None}


async def test_the_channel_gets_its_team_without_the_protected_case(books: Counter) -> None:
    facts = await books.ask(books.office.anna, "data_quality", channel=books.office.nord)
    assert found(facts) == (1, 1, 1, 1, 0, 1)
    private = await books.ask(books.office.erik, "data_quality", Slots(team="Team Nord"))
    single = {"check": UNMATCHED, "count": 1, "amount": None, "share": None}
    assert [one for one in facts["checks"] if one["check"] == UNMATCHED] == [single], "it would be one case's cost"
    assert {**facts, "checks": None, "parts": None} == {**private, "checks": None, "parts": None}


# --- The list behind each count ----------------------------------------------------------------------------------

ABOUT_CASES = frozenset(OF_CASES)
PRIVATE = frozenset({*OF_GRANTS, UNMATCHED})


async def lists(counter: Counter, person: Person, **where: Any) -> dict[str, dict[str, Any]]:
    """Every check's answer with its list."""
    return {check: await counter.ask(person, "data_quality", Slots(check=check), **where) for check in CHECKS}


def counted(facts: dict[str, Any], check: str) -> int:
    number = facts[check]
    return int(number["count"] if isinstance(number, dict) else number)


@pytest.mark.parametrize("name", ["anna", "bo", "carl", "dorte", "erik"])
async def test_a_list_is_as_long_as_its_count(books: Counter, name: str) -> None:
    person = getattr(books.office, name)
    for check, facts in (await lists(books, person)).items():
        assert facts["total"] == counted(facts, check), check
        if check in ABOUT_CASES and name == "erik":
            assert facts["items"] == []
            assert facts["withheld"] == "counts_only"
        else:
            told_nothing = check == "postings_without_case" and name in ("anna", "carl")
            assert len(facts["items"]) == facts["total"], check
            assert facts["withheld"] == ("no_reach" if told_nothing else None)


async def test_an_overview_holds_no_list(books: Counter) -> None:
    facts = await books.ask(books.office.bo, "data_quality")
    assert not {"check", "total", "items"} & set(facts)
    assert facts == await books.ask(books.office.bo, "data_quality", Slots(check="nothing_of_ours"))


async def test_a_posting_without_a_case_is_listed_with_what_finds_it_in_the_ledger(books: Counter) -> None:
    facts = await books.ask(books.office.erik, "data_quality", Slots(check="postings_without_case"))
    (posting,) = facts["items"]
    assert posting.pop("voucher").startswith("B")
    assert posting == {
        "line": "",
        "day": "2026-05-01",
        "account": "1",
        "amount": "125.00",
        "team": "Team Nord",
        "case": None,
        "grant": None,
    }


async def test_a_posting_no_grant_covers_is_listed_with_its_case(books: Counter) -> None:
    facts = await books.ask(books.office.anna, "data_quality", Slots(check="unmatched_postings"))
    assert [(one["case"], one["day"], one["amount"]) for one in facts["items"]] == [("A-1", "2026-02-28", "75.00")]


async def test_the_cases_of_a_leaver_are_without_caseworker(books: Counter, store: Store) -> None:
    """Anna's open cases A-1 and P-1, and N-1, which is nobody's."""
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
    facts = await books.ask(books.office.bo, "data_quality", Slots(check="cases_without_caseworker"))
    assert facts["cases_without_caseworker"] == 3
    told = {one["case"]: (one["caseworker"], one.get("left", False)) for one in facts["items"]}
    assert told == {"A-1": ("anna", True), "P-1": ("anna", True), "N-1": (None, False)}


async def test_grants_are_listed_the_oldest_first_with_their_price(books: Counter) -> None:
    facts = await books.ask(books.office.bo, "data_quality", Slots(check="grants_without_stop"))
    told = [(one["case"], one["start"], one["stop"], one["price"], one["unit"]) for one in facts["items"]]
    assert told == [
        ("P-1", "2026-01-01", None, "10.00", "døgn"),
        ("A-1", "2026-03-01", None, "10.00", "døgn"),
    ]


async def test_a_grant_that_begins_later_has_no_stop_either_unless_its_case_is_closed(
    books: Counter, store: Store
) -> None:
    async with store.working() as session:
        cases = {row.number: row.id for row in await session.execute(select(Case.number, Case.id))}
        for number in ("A-1", "Z-1"):
            await add_grant(session, "1", cases[number], "10", start=TODAY + dt.timedelta(30))
    facts = await books.ask(books.office.bo, "data_quality", Slots(check="grants_without_stop"))
    assert facts["grants_without_stop"] == 3
    assert [(one["case"], one["start"]) for one in facts["items"]] == [
        ("P-1", "2026-01-01"),
        ("A-1", "2026-03-01"),
        ("A-1", "2026-12-23"),
    ]
    ending = await books.ask(books.office.bo, "grants")
    assert ending["without_stop"] == 3, "the same in every question"


async def test_a_controller_is_told_grants_by_case_number_but_no_protected_one(books: Counter) -> None:
    every = await lists(books, books.office.erik)
    cases_told = {one.get("case") for facts in every.values() for one in facts["items"]}
    assert cases_told == {"A-1", "Z-1", "C-1", None}


async def test_accounts_are_listed_once_however_many_teams_lack_a_budget_for_them(books: Counter, store: Store) -> None:
    async with store.working() as session:
        session.add(Account(number="9", name="Kørsel"))
        await add_posting(session, "9", dt.date(2026, 4, 1), "10", team_id=books.office.nord)
        await add_posting(session, "9", dt.date(2026, 4, 1), "-900", team_id=books.office.distrikt2)
        await summed(session)
    facts = await books.ask(books.office.erik, "data_quality", Slots(check="accounts_without_budget"))
    assert facts["items"][0] == {
        "account": "9",
        "name": "Kørsel",
        "teams": ["Distrikt 2", "Team Nord"],
        "postings": 2,
        "amount": "-890.00",
    }
    assert [one["account"] for one in facts["items"]] == ["9", "2", "3"]


async def test_a_channel_is_told_no_single_grant_nor_posting_of_a_case(books: Counter) -> None:
    every = await lists(books, books.office.anna, channel=books.office.nord)
    for check in PRIVATE:
        facts = every[check]
        assert facts["items"] == [], check
        assert facts["withheld"] == ("wrong_place" if facts["total"] else None), check
    assert [one["case"] for one in every["cases_without_caseworker"]["items"]] == ["N-1"]
    assert not [one for check in ABOUT_CASES for one in every[check]["items"] if "caseworker" in one]
    assert len(every["postings_without_case"]["items"]) == 1, "it is no case's"


async def test_a_named_team_and_a_limit_narrow_the_list_and_not_the_count(books: Counter) -> None:
    slots = Slots(check="idle_grants", team="Team Nord")
    assert (await books.ask(books.office.erik, "data_quality", slots))["items"] == []
    slots = Slots(check="grants_without_stop", limit=1)
    facts = await books.ask(books.office.bo, "data_quality", slots)
    assert (facts["total"], [one["case"] for one in facts["items"]]) == (2, ["P-1"])


async def test_the_largest_posting_comes_first_be_it_cost_or_income(books: Counter, store: Store) -> None:
    async with store.working() as session:
        for amount in ("3000", "-4000"):
            await add_posting(session, "1", dt.date(2026, 6, 1), amount)
        await summed(session)
    facts = await books.ask(books.office.erik, "data_quality", Slots(check="postings_without_case"))
    assert [(one["amount"], one["team"]) for one in facts["items"]] == [
        ("-4000.00", None),
        ("3000.00", None),
        ("125.00", "Team Nord"),
    ]


async def test_the_number_of_a_grant_is_told_only_where_it_is_the_cases_own_or_unknown(
    books: Counter, store: Store
) -> None:
    async with store.working() as session:
        of_p1 = await session.scalar(select(Grant.number).join(Case).where(Case.number == "P-1"))
        of_a1 = await session.scalar(select(Grant.number).join(Case).where(Case.number == "A-1"))
        a1 = await session.scalar(select(Case.id).where(Case.number == "A-1"))
        for number, grant in enumerate((of_p1, of_a1, "ukendt"), 1):
            more = {"case_id": a1, "grant_number": grant}
            await add_posting(session, "77", dt.date(2026, 6, number), "1000", **more)
        await summed(session)
    facts = await books.ask(books.office.erik, "data_quality", Slots(check="unmatched_postings"))
    assert [one["grant"] for one in facts["items"][:3]] == [None, of_a1, "ukendt"]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Hvilke posteringer mangler sag?", "postings_without_case"),
        ("POSTERINGER UDEN SAG, BELØB", "postings_without_case"),
        ("vis de bevillinger, der ikke er brugt", "idle_grants"),
        ("bevillinger uden posteringer", "idle_grants"),
        ("posteringer uden bevilling", "unmatched_postings"),
        ("which ledger lines don't match any grant", "unmatched_postings"),
        ("Bevillinger på lukkede sager", "grants_on_closed_cases"),
        ("hvilke bevillinger mangler slutdato", "grants_without_stop"),
        ("hvilke sager mangler en rådgiver", "cases_without_caseworker"),
        ("tomme sager", "cases_without_events"),
        ("hvilke konti mangler i budgettet", "accounts_without_budget"),
        ("vis de afviste rækker", "rejected_rows"),
        ("Hvordan er datakvaliteten?", None),
        ("@Sagspuls hvad mangler der i registreringerne", None),
        ("sager uden hændelser og bevillinger på lukkede sager", None),
    ],
)
def test_a_text_that_names_one_thing_asks_for_its_list(text: str, check: str | None) -> None:
    assert list_named(fold(text)) == check
