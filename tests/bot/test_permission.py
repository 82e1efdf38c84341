"""Who may ask what where: role first, then place, then reach."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.permission import Grounds, refusal, scope_for, standing
from bot.question import Place
from storage.database import Store
from storage.rules.access import Person, Reach, Refusal, Role, Scope, scope_of, scope_of_channel
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from storage.schema import Staff
from tests.conftest import TODAY, Office, add_case

NORD, SYD = 1, 2
TEAMS = {"Team Nord": NORD, "Distrikt 2": SYD}


def person(name: str, team: int | None, *roles: Role, leads: frozenset[int] = frozenset()) -> Person:
    return Person(name, name, team, frozenset(roles), leads)


PEOPLE = {
    one.id: one
    for one in (
        person("anna", NORD, Role.CASEWORKER),
        person("bo", NORD, Role.LEADER, leads=frozenset({NORD})),
        person("carl", SYD, Role.CASEWORKER),
        person("dorte", NORD, Role.COORDINATOR),
        person("erik", None, Role.CONTROLLER),
        person("freja", None, Role.ADMIN),
        person("gry", NORD, Role.ADMIN, Role.CASEWORKER),
        person("hans", NORD, Role.CASEWORKER, Role.LEADER, leads=frozenset({SYD})),
        person("ida", NORD, Role.CONTROLLER, Role.LEADER, leads=frozenset({NORD})),
        person("jens", SYD, Role.ADMIN),
    )
}
OK = None
ROLE, WHERE, REACH = Refusal.NOT_YOUR_ROLE, Refusal.WRONG_PLACE, Refusal.NOT_YOURS


def stands(
    who: str | None, *, channel: int | None = None, team: str | None = None, staff: str | None = None
) -> Grounds:
    return Grounds(
        person=PEOPLE[who] if who else None,
        place=Place.PRIVATE if channel is None else Place.CHANNEL,
        slots=Slots(team=team, staff=staff),
        day=TODAY,
        channel_team_id=channel,
        team_id=TEAMS.get(team or ""),
        other=PEOPLE.get(staff or ""),
    )


TALK = {"help", "whoami", "language", "none", "smalltalk"}
FOR_EVERYBODY = sorted(
    TALK | {"rule", "plan", "milestones", "sources", "reminders", "channel", "people", "word", "worry"}
)
FOR_SOME = {"budget", "deliveries", "access_log"}
CASE_QUESTIONS = sorted(RECORDS.keys() - FOR_SOME - set(FOR_EVERYBODY))


def test_a_question_is_about_cases_unless_this_table_says_otherwise() -> None:
    assert [name for name in CASE_QUESTIONS if RECORDS[name].reach is not Reach.CASES] == []


@pytest.mark.parametrize("question", sorted(RECORDS))
def test_an_unknown_person_may_ask_nothing(question: str) -> None:
    for at in (stands(None), stands(None, channel=NORD)):
        assert refusal(at, RECORDS[question]) is ROLE


@pytest.mark.parametrize("question", FOR_EVERYBODY)
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_some_questions_are_for_everybody_known(who: str, question: str) -> None:
    assert refusal(stands(who), RECORDS[question]) is None


@pytest.mark.parametrize("question", CASE_QUESTIONS)
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_questions_about_cases_are_for_everybody_but_administrators(who: str, question: str) -> None:
    assert refusal(stands(who), RECORDS[question]) is (ROLE if who in {"freja", "jens"} else OK)


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        ("budget", {"bo", "dorte", "erik", "hans", "ida"}),
        ("deliveries", {"bo", "freja", "gry", "hans", "ida", "jens"}),
        ("access_log", {"freja", "gry", "jens"}),
    ],
)
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_three_questions_are_for_some_roles(who: str, question: str, allowed: set[str]) -> None:
    assert refusal(stands(who), RECORDS[question]) is (OK if who in allowed else ROLE)


@pytest.mark.parametrize(
    ("who", "nord", "distrikt2", "unknown"),
    [
        ("anna", OK, REACH, REACH),
        ("bo", OK, REACH, REACH),
        ("carl", REACH, OK, REACH),
        ("dorte", OK, REACH, REACH),
        ("erik", OK, OK, REACH),
        ("freja", ROLE, ROLE, ROLE),
        ("gry", OK, REACH, REACH),
        ("hans", OK, OK, REACH),
        ("ida", OK, OK, REACH),
    ],
)
def test_asking_about_a_team_in_private(
    who: str, nord: Refusal | None, distrikt2: Refusal | None, unknown: Refusal | None
) -> None:
    overdue = RECORDS["overdue"]
    seen = [refusal(stands(who, team=team), overdue) for team in ("Team Nord", "Distrikt 2", "Team Ukendt")]
    assert seen == [nord, distrikt2, unknown]


@pytest.mark.parametrize(
    ("who", "anna", "carl", "unknown"),
    [
        ("anna", OK, REACH, REACH),
        ("bo", OK, REACH, REACH),
        ("carl", REACH, OK, REACH),
        ("dorte", OK, REACH, REACH),
        ("erik", OK, OK, REACH),
        ("freja", ROLE, ROLE, ROLE),
        ("gry", REACH, REACH, REACH),
        ("hans", REACH, OK, REACH),
        ("ida", OK, OK, REACH),
    ],
)
@pytest.mark.parametrize("question", ["overdue", "my_day", "costs", "unit_costs", "ladder"])
def test_asking_about_a_person_in_private(
    who: str, anna: Refusal | None, carl: Refusal | None, unknown: Refusal | None, question: str
) -> None:
    seen = [refusal(stands(who, staff=staff), RECORDS[question]) for staff in ("anna", "carl", "nobody")]
    assert seen == [anna, carl, unknown]


@pytest.mark.parametrize("question", ["my_day", "case", "costs", "grants", "transitions"])
def test_what_no_channel_shows_a_member_is_not_told_of_the_own_team(question: str) -> None:
    asked = RECORDS[question]
    assert refusal(stands("anna", team="Team Nord"), asked) is REACH
    assert refusal(stands("bo", team="Team Nord"), asked) is None
    assert refusal(stands("anna", team="Team Nord", staff="anna"), asked) is None


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("anna", OK),
        ("bo", OK),
        ("carl", REACH),
        ("dorte", OK),
        ("erik", OK),
        ("freja", ROLE),
        ("gry", OK),
        ("hans", OK),
        ("ida", OK),
        ("jens", ROLE),
    ],
)
def test_a_channel_answers_those_who_belong_to_lead_or_control_its_team(who: str, answer: Refusal | None) -> None:
    assert refusal(stands(who, channel=NORD), RECORDS["overdue"]) is answer
    assert refusal(stands(who, channel=NORD, team="Team Nord"), RECORDS["overdue"]) is answer


def test_a_channel_answers_one_who_leads_its_team_from_another() -> None:
    assert refusal(stands("hans", channel=SYD), RECORDS["caseload"]) is None
    assert refusal(stands("anna", channel=SYD), RECORDS["caseload"]) is REACH


@pytest.mark.parametrize("question", ["my_day", "case", "costs", "grants", "transitions", "access_log"])
@pytest.mark.parametrize("who", ["gry"])
def test_some_questions_belong_in_a_private_chat(who: str, question: str) -> None:
    assert refusal(stands(who, channel=NORD), RECORDS[question]) is WHERE


@pytest.mark.parametrize("slots", [{"staff": "anna"}, {"staff": "nobody"}, {"team": "Distrikt 2"}, {"team": "Ukendt"}])
@pytest.mark.parametrize("who", ["anna", "bo", "erik"])
def test_a_channel_tells_nothing_about_one_person_or_another_team(who: str, slots: dict[str, str]) -> None:
    assert refusal(stands(who, channel=NORD, **slots), RECORDS["overdue"]) is WHERE


def test_role_goes_before_place_and_place_before_reach() -> None:
    assert refusal(stands("freja", channel=NORD), RECORDS["case"]) is ROLE
    assert refusal(stands("carl", channel=NORD), RECORDS["case"]) is WHERE
    assert refusal(stands("anna", channel=NORD), RECORDS["budget"]) is ROLE


def test_a_channel_of_no_known_team_shows_no_teams_figures() -> None:
    at = Grounds(PEOPLE["erik"], Place.CHANNEL, Slots(), TODAY)
    assert refusal(at, RECORDS["overdue"]) is WHERE
    assert refusal(at, RECORDS["help"]) is None
    assert scope_for(at) == Scope(TODAY)


@pytest.mark.parametrize("question", ["plan", "milestones"])
def test_plan_and_milestones_are_told_in_a_channel_to_those_who_belong_to_it(question: str) -> None:
    assert refusal(stands("anna", channel=NORD), RECORDS[question]) is None
    assert refusal(stands("carl", channel=NORD), RECORDS[question]) is REACH
    assert refusal(stands("jens", channel=SYD), RECORDS[question]) is None


@pytest.mark.parametrize("question", ["help", "whoami", "reminders", "sources", "rule", "deliveries"])
def test_an_administrator_can_use_the_bot_in_any_channel(question: str) -> None:
    assert refusal(stands("freja", channel=NORD, staff="freja"), RECORDS[question]) is None


def test_in_a_channel_everybody_sees_what_the_channel_sees() -> None:
    for who in ("anna", "bo", "dorte", "erik", "ida"):
        assert scope_for(stands(who, channel=NORD)) == scope_of_channel(NORD, TODAY)


def test_in_private_everybody_sees_what_their_roles_reach() -> None:
    for one in PEOPLE.values():
        assert scope_for(stands(one.id)) == scope_of(one, TODAY)


@pytest.mark.parametrize("who", ["anna", "gry", "hans"])
def test_a_member_asking_about_the_own_team_sees_what_its_channel_sees(who: str) -> None:
    assert scope_for(stands(who, team="Team Nord")) == scope_of_channel(NORD, TODAY)


@pytest.mark.parametrize(("who", "team"), [("bo", "Team Nord"), ("dorte", "Team Nord"), ("hans", "Distrikt 2")])
def test_whose_role_reaches_the_team_keeps_the_own_scope(who: str, team: str) -> None:
    assert scope_for(stands(who, team=team)) == scope_of(PEOPLE[who], TODAY)


def test_asking_about_oneself_in_the_own_team_keeps_the_own_scope() -> None:
    assert scope_for(stands("anna", team="Team Nord", staff="anna")) == scope_of(PEOPLE["anna"], TODAY)


async def test_names_are_looked_up_and_settled(store: Store, office: Office) -> None:
    async with store.asking("bo") as session:
        slots = Slots(team="team nord", staff="mig")
        at = await standing(session, office.bo, Place.PRIVATE, slots, day=TODAY)
        unknown = await standing(session, office.bo, Place.PRIVATE, Slots(team="X", staff="y"), day=TODAY)
    assert at.slots == Slots(team="Team Nord", staff="bo")
    assert (at.team_id, at.other) == (office.nord, office.bo)
    assert (unknown.team_id, unknown.other) == (None, None)
    assert refusal(unknown, RECORDS["overdue"]) is REACH


async def test_a_colleague_who_has_left_is_as_unknown(store: Store, office: Office) -> None:
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY - dt.timedelta(1)
    async with store.asking("bo") as session:
        at = await standing(session, office.bo, Place.PRIVATE, Slots(staff="anna"), day=TODAY)
    assert refusal(at, RECORDS["overdue"]) is REACH


async def test_a_leavers_cases_are_asked_for_by_who_answers_for_them(store: Store, office: Office) -> None:
    """Anna of Team Nord has left a case in Distrikt 2: its people may name her, Team Nord's need not know her."""
    async with store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
        await add_case(session, "A-1", office.distrikt2, "anna")
    leads_there = replace(office.carl, roles=frozenset({Role.LEADER}), leads=frozenset({office.distrikt2}))
    async with store.working() as session:
        told = [
            refusal(await standing(session, one, Place.PRIVATE, Slots(staff="anna"), day=TODAY), RECORDS["overdue"])
            for one in (leads_there, office.bo, office.carl, office.erik)
        ]
    assert told == [OK, REACH, REACH, REACH]


def test_what_is_nobodys_in_particular_is_told_whatever_team_or_person_is_named() -> None:
    for team, staff in (("Distrikt 2", None), ("Distrikt 9", None), (None, "carl"), (None, "nobody")):
        assert refusal(stands("anna", team=team, staff=staff), RECORDS["rule"]) is OK


async def test_somebody_unknown_reaches_nothing(store: Store, office: Office) -> None:
    async with store.working() as session:
        at = await standing(session, None, Place.PRIVATE, Slots(staff="mig", team="Team Nord"), day=TODAY)
    assert refusal(at, RECORDS["caseload"]) is ROLE
    assert scope_for(at) == Scope(day=TODAY)
    assert at.only_as_member is False
    assert stands(None, team="Team Nord").only_as_member is False
    assert stands("dorte").only_as_member is False
    assert stands("anna", team="Team Nord").only_as_member is True
