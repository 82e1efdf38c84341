"""What a deadline rule says, and its deadline worked out from a day."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.understanding.clocks import clock_named
from storage.rules.deadlines.deadlines import RULES
from storage.rules.period import Period
from storage.rules.slots import Slots
from tests.bot.questions.conftest import Counter


def counted_from(rule: str | None, day: str) -> Slots:
    since = dt.date.fromisoformat(day)
    return Slots(rule=rule, period=Period(since, since))


@pytest.mark.parametrize(
    ("rule", "length"),
    [
        ("notification_assessment", "24 timer"),
        ("notification_receipt", "6 hverdage"),
        ("assessment", "4 måneder"),
        ("child_plan", "3 måneder"),
        ("follow_up", "3 måneder"),
        ("supervision_visit", "6 måneder"),
        ("extra_costs_review", "12 måneder"),
        ("lost_earnings_review", "12 måneder"),
        ("reassessment", "4 uger"),
        ("record_access", "7 arbejdsdage"),
        ("application", "8 uger"),
        ("transition_start", "3 måneder"),
        ("youth_support_decision", "6 måneder før"),
    ],
)
async def test_without_a_day_a_rule_tells_its_law_and_length(counter: Counter, rule: str, length: str) -> None:
    facts = await counter.ask(counter.office.anna, "rule", Slots(rule=rule))
    law = RULES[rule].law[-1].text
    assert facts == {"rule": rule, "law": law, "length": length, "due": None, "act_by": None}


@pytest.mark.parametrize(
    ("rule", "since", "due", "act_by"),
    [
        ("notification_receipt", "2026-11-20", "2026-11-27", "2026-11-27"),
        ("assessment", "2026-09-01", "2027-01-01", "2026-12-30"),
        ("assessment", "2026-10-31", "2027-02-28", "2027-02-26"),
        ("record_access", "2026-12-18", "2027-01-04", "2027-01-04"),
        ("reassessment", "2026-11-03", "2026-12-01", "2026-12-01"),
        ("application", "2026-11-03", "2026-12-29", "2026-12-29"),
        ("transition_start", "2027-02-02", "2027-05-02", "2027-04-30"),
        ("youth_support_decision", "2027-06-14", "2026-12-14", "2026-12-14"),
    ],
)
async def test_a_day_gives_the_deadline_and_the_last_workday_for_it(
    counter: Counter, rule: str, since: str, due: str, act_by: str
) -> None:
    facts = await counter.ask(counter.office.anna, "rule", counted_from(rule, since))
    assert (facts["due"], facts["act_by"]) == (due, act_by)


@pytest.mark.parametrize(
    ("text", "due_at"),
    [("underretning modtaget fredag kl. 15.40", "15:40"), ("underretning modtaget fredag", "00:00"), ("", "00:00")],
)
async def test_a_length_in_hours_counts_from_the_time_named_or_from_midnight(
    counter: Counter, text: str, due_at: str
) -> None:
    slots = counted_from("notification_assessment", "2026-11-20")
    facts = await counter.ask(counter.office.anna, "rule", slots, text=text)
    assert (facts["due"], facts["due_at"], facts["act_by"]) == ("2026-11-21", due_at, "2026-11-20")


@pytest.mark.parametrize(
    ("day", "law"),
    [("2023-12-31", "SEL § 50"), ("2024-01-01", "BL § 20")],
)
async def test_the_law_is_that_of_the_day_it_counts_from_else_of_the_day_asked_about(
    counter: Counter, day: str, law: str
) -> None:
    anna, then = counter.office.anna, dt.date.fromisoformat(day)
    assert (await counter.ask(anna, "rule", counted_from("assessment", day)))["law"] == law
    assert (await counter.ask(anna, "rule", Slots(rule="assessment"), today=then))["law"] == law


async def test_an_application_takes_what_the_council_has_decided(counter: Counter) -> None:
    slots = counted_from("application", "2026-11-03")
    facts = await counter.ask(counter.office.anna, "rule", slots, application_weeks=4)
    assert (facts["length"], facts["due"]) == ("4 uger", "2026-12-01")


@pytest.mark.parametrize("rule", [None, "no_such_rule"])
async def test_without_a_rule_every_rule_is_offered(counter: Counter, rule: str | None) -> None:
    facts = await counter.ask(counter.office.anna, "rule", Slots(rule=rule))
    assert {key: facts[key] for key in ("rule", "law", "length", "due", "act_by")} == dict.fromkeys(
        ("rule", "law", "length", "due", "act_by")
    )
    assert [each["rule"] for each in facts["rules"]] == list(RULES)
    assert all(each["law"] and each["length"] for each in facts["rules"])


async def test_a_period_without_a_first_day_gives_no_deadline(counter: Counter) -> None:
    slots = Slots(rule="assessment", period=Period(None, dt.date(2026, 12, 24)))
    facts = await counter.ask(counter.office.anna, "rule", slots)
    assert (facts["due"], facts["act_by"]) == (None, None)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("rule", list(RULES))
async def test_a_day_at_the_calendars_ends_is_answered_too(counter: Counter, rule: str, day: str) -> None:
    assert (await counter.ask(counter.office.anna, "rule", counted_from(rule, day)))["due"] is not None


async def test_everyone_known_is_told_the_same_everywhere(counter: Counter) -> None:
    office = counter.office
    slots = counted_from("reassessment", "2026-11-03")
    people = (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja)
    told = [await counter.ask(person, "rule", slots) for person in people]
    told += [await counter.ask(person, "rule", slots, channel=office.nord) for person in people]
    assert told == [told[0]] * len(told)


async def test_an_english_question_gets_an_english_length(counter: Counter) -> None:
    facts = await counter.ask(counter.office.anna, "rule", Slots(rule="record_access"), language="en")
    assert facts["length"] == "7 working days"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("kom ind kl 15 fredag", dt.time(15)),
        ("modtaget i går Kl. 8.05", dt.time(8, 5)),
        ("klokken 7:30", dt.time(7, 30)),
        ("received at 14:00", dt.time(14)),
        ("in at 9 yesterday", dt.time(9)),
        ("modtaget 3.11", None),
        ("modtaget 3/11", None),
        ("kl. 25", None),
        ("24 timer", None),
        ("", None),
    ],
)
def test_only_what_is_said_to_be_a_time_is_one(text: str, time: dt.time | None) -> None:
    assert clock_named(text) == time
