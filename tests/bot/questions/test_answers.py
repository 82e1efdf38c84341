"""Each question's facts carry the keys of questions.md, through the very call the desk makes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.question import NotYoursError
from storage.database import Store
from storage.queries import people
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from storage.schema import Case
from tests.bot.questions.conftest import Counter
from tests.bot.questions.money import add_budget, summed
from tests.conftest import TODAY, add_grant
from tests.storage.queries.made_up import day


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("caseload", {"total", "by_type", "by_caseworker", "at_risk"}),
        ("overdue", {"total", "in_time_share", "by_rule", "by_caseworker", "items"}),
        ("upcoming", {"total", "by_rule", "items"}),
        ("my_day", {"overdue", "due_this_week", "urgent", "grants_ending", "new", "items"}),
        ("reminders", {"schedules"}),
        ("sources", {"runs", "stale"}),
        ("none", {"suggestions"}),
        ("smalltalk", set()),
        ("help", {"questions"}),
        ("whoami", {"staff", "name", "team", "roles", "leads"}),
        ("language", {"language"}),
        ("complaints", {"received", "open", "by_outcome", "by_type"}),
        ("supervision", {"rounds", "worst"}),
        ("rule", {"rule", "law", "length", "due", "act_by"}),
        (
            "legality",
            {"total", "reviewed", "by_category", "restored", "reported_done", "audited", "missing", "items"},
        ),
        ("transitions", {"total", "items"}),
        ("flow", {"opened", "closed", "net", "by_type"}),
        ("changes", {"total", "items"}),
        ("digest", {"team", "week", "from", "to", "overdue", "upcoming", "caseload", "since_last_week"}),
    ],
)
async def test_the_keys_are_those_of_the_public_interface(counter: Counter, question: str, keys: set[str]) -> None:
    assert set(await counter.ask(counter.office.bo, question)) >= keys


async def test_the_keys_of_a_case(counter: Counter) -> None:
    facts = await counter.ask(counter.office.anna, "case", Slots(case="A-1"))
    status = {"case", "type", "team", "caseworker", "category", "urgent", "state", "missing"}
    assert set(facts) == status | {"checklist", "deadlines", "grants", "yearly_cost", "parts"}


STANDING = {"budget", "periodised", "spent", "committed", "forecast", "deviation", "spent_pct", "elapsed_pct"}
MONEY = {
    "budget": STANDING | {"day", "known", "lines", "months", "last_year", "forecasts", "parts"},
    "costs": {"year", "total", "cases", "items", "measure", "parts"}
    | {"threshold", "threshold_year", "refunded", "refund"},
    "unit_costs": {"year", "items", "parts"},
    "grants": {"from", "to", "ending", "without_stop", "items", "parts"},
    "ladder": {"from", "to", "steps", "up", "down", "parts"},
}
LINES = {
    "budget": ("lines", STANDING | {"account", "name", "in_budget"}),
    "costs": ("items", {"case", "yearly_cost", "refund"}),
    "unit_costs": (
        "items",
        {"measure", "performer", "citizens", "full_year", "monthly_price", "yearly_price"}
        | {"price_effect", "volume_effect"},
    ),
    "grants": ("items", {"grant", "case", "measure", "stop", "yearly_cost"}),
    "ladder": ("steps", {"step", "cases", "cost"}),
}


@pytest.fixture
async def counter_with_money(store: Store, counter: Counter) -> Counter:
    """Anna's A-1 has a grant that ends this week, and its account a budget."""
    async with store.working() as session:
        case = (await session.execute(select(Case).where(Case.number == "A-1"))).scalar_one()
        await add_grant(session, case, "B-1", "Plejefamilie", "100.00", "døgn", "2026-01-01", "2026-11-27", step=5)
        await add_budget(session, "5.28.21", counter.office.nord, "40000")
        await summed(session)
    return counter


@pytest.mark.parametrize("question", MONEY)
async def test_the_keys_of_the_answers_about_money(counter_with_money: Counter, question: str) -> None:
    facts = await counter_with_money.ask(counter_with_money.office.bo, question)
    assert set(facts) == MONEY[question]
    lines, keys = LINES[question]
    assert [set(line) for line in facts[lines]] == [keys]


async def test_the_keys_of_the_quality_of_data(counter_with_money: Counter) -> None:
    facts = await counter_with_money.ask(counter_with_money.office.bo, "data_quality")
    of_cases = {"cases_without_caseworker", "cases_without_events"}
    of_grants = {"grants_without_stop", "grants_on_closed_cases", "idle_grants"}
    of_postings = {"postings_without_case", "unmatched_postings", "accounts_without_budget"}
    assert set(facts) == of_cases | of_grants | of_postings | {
        *("rejected_rows", "missing_accounts", "checks", "by_team", "parts"),
    }
    assert set(facts["postings_without_case"]) == {"count", "amount", "share"}
    counted = of_cases | of_grants | {"unmatched_postings", "rejected_rows"}
    assert {key for key in facts if isinstance(facts[key], int)} == counted | {"accounts_without_budget"}


async def test_grouping_adds_groups_to_an_answer_with_a_total(counter: Counter) -> None:
    for question in ("caseload", "overdue", "upcoming"):
        facts = await counter.ask(counter.office.erik, question, Slots(group_by="team"))
        assert [sorted(group) for group in facts["groups"]] in ([["key", "total"]] * 2, [["key", "total"]])


async def test_upcoming_means_the_next_fourteen_days(counter: Counter) -> None:
    facts = await counter.ask(counter.office.anna, "upcoming")
    assert [item["days_left"] for item in facts["items"]] == [3]


async def test_upcoming_of_a_case_means_everything_open_unless_a_period_is_named(counter: Counter) -> None:
    every = await counter.ask(counter.office.anna, "upcoming", Slots(case="A-1"))
    named = await counter.ask(counter.office.anna, "upcoming", Slots(case="A-1", period=Period(day(4), day(30))))
    assert [item["days_left"] for item in every["items"]] == [-2, 3, 20]
    assert [item["days_left"] for item in named["items"]] == [20]


@pytest.mark.parametrize("question", ["case", "upcoming"])
@pytest.mark.parametrize("number", ["C-1", "X-9"])
async def test_a_case_out_of_reach_is_not_yours(counter: Counter, question: str, number: str) -> None:
    with pytest.raises(NotYoursError):
        await counter.ask(counter.office.anna, question, Slots(case=number))


async def test_a_case_without_a_number_is_not_yours(counter: Counter) -> None:
    with pytest.raises(NotYoursError):
        await counter.ask(counter.office.anna, "case")


async def test_annas_question_about_her_team_is_answered_as_in_its_channel(counter: Counter) -> None:
    anna = counter.office.anna
    of_team = await counter.ask(anna, "overdue", Slots(team="Team Nord"))
    assert of_team == await counter.ask(anna, "overdue", channel=counter.office.nord)
    assert [item["case"] for item in of_team["items"]] == ["A-1"]
    assert (await counter.ask(anna, "overdue"))["total"] == 2


async def test_bo_asks_about_anna_and_sees_her_protected_case(counter: Counter) -> None:
    of_anna = await counter.ask(counter.office.bo, "overdue", Slots(staff="anna"))
    assert [item["case"] for item in of_anna["items"]] == ["A-1", "P-1"]


async def test_erik_is_told_numbers_without_cases(counter: Counter) -> None:
    facts = await counter.ask(counter.office.erik, "overdue", Slots(team="Distrikt 2"))
    assert (facts["total"], facts["items"], facts["by_caseworker"]) == (1, [], {"carl": 1})


async def test_my_day_is_ones_own_for_a_caseworker_and_the_teams_for_a_leader(counter: Counter) -> None:
    anna, bo = counter.office.anna, counter.office.bo
    assert (await counter.ask(anna, "my_day"))["overdue"] == 2
    assert (await counter.ask(anna, "my_day", Slots(staff="mig")))["overdue"] == 2
    assert (await counter.ask(bo, "my_day"))["overdue"] == 2
    assert (await counter.ask(bo, "my_day", Slots(staff="me")))["overdue"] == 2


async def test_a_digest_is_what_the_teams_channel_gets(counter: Counter) -> None:
    office = counter.office
    in_channel = await counter.ask(office.anna, "digest", channel=office.nord)
    assert [item["case"] for item in in_channel["overdue"]["items"]] == ["A-1"]
    for person in (office.anna, office.bo, office.dorte):
        assert await counter.ask(person, "digest") == in_channel
    assert (await counter.ask(office.bo, "digest", Slots(team="Team Nord"))) == in_channel


async def test_a_controllers_digest_counts_and_lists_nothing(counter: Counter) -> None:
    facts = await counter.ask(counter.office.erik, "digest", Slots(team="Team Nord"))
    assert (facts["overdue"]["total"], facts["overdue"]["items"]) == (1, [])
    assert facts["since_last_week"]["new_overdue"] == 1
    with pytest.raises(NotYoursError):
        await counter.ask(counter.office.erik, "digest")


async def test_administrators_see_every_schedule(counter: Counter) -> None:
    assert len((await counter.ask(counter.office.freja, "reminders"))["schedules"]) == 1
    assert (await counter.ask(counter.office.anna, "reminders"))["schedules"] == []


async def test_help_lists_what_can_be_asked_by_this_person_here(counter: Counter) -> None:
    office = counter.office
    private = (await counter.ask(office.anna, "help"))["questions"]
    channel = (await counter.ask(office.anna, "help", channel=office.nord))["questions"]
    admin = (await counter.ask(office.freja, "help"))["questions"]
    assert {"my_day", "case", "costs"} < set(private) - set(channel)
    assert set(private) - set(channel) == {name for name in private if RECORDS[name].private}
    about_no_case = {"rule", "plan", "milestones", "sources", "reminders", "whoami", "language", "word", "people"}
    assert set(admin) == about_no_case | {"deliveries", "channel", "access_log"}
    assert "budget" not in private
    assert "budget" in (await counter.ask(office.bo, "help"))["questions"]
    assert set(private) <= set(RECORDS)
    assert "digest" in private
    assert "digest" not in (await counter.ask(office.erik, "help"))["questions"]


async def test_whoami_tells_roles_and_teams(counter: Counter) -> None:
    assert await counter.ask(counter.office.bo, "whoami") == {
        "staff": "bo",
        "name": "Bo Lund",
        "team": "Team Nord",
        "roles": ["leader"],
        "leads": ["Team Nord"],
    }
    assert (await counter.ask(counter.office.erik, "whoami"))["team"] is None


async def test_none_offers_the_three_nearest_questions(counter: Counter) -> None:
    nearest = ("overdue", "upcoming", "caseload", "help")
    facts = await counter.ask(counter.office.anna, "none", suggestions=nearest)
    assert facts == {"suggestions": ["overdue", "upcoming", "caseload"]}


@pytest.mark.parametrize(
    ("text", "form", "language"),
    [
        ("Svar mig på engelsk", {}, "en"),
        ("Please switch from English to Danish", {}, "da"),
        ("", {"language": "en"}, "en"),
        ("", {"language": "fr"}, "da"),
        ("Hvilket sprog taler du?", {}, "da"),
    ],
)
async def test_a_language_named_is_remembered(counter: Counter, text: str, form: dict[str, str], language: str) -> None:
    assert await counter.ask(counter.office.anna, "language", text=text, form=form) == {"language": language}
    known = await people.by_id(counter.session, "anna", TODAY)
    assert known is not None
    assert (known.language or "da") == language
