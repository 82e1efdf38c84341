"""Whose cases a person reaches by their roles."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.rules.access import (
    Person,
    Role,
    Scope,
    may_ask_about_person,
    may_ask_about_team,
    scope_of,
    scope_of_channel,
)

DAY = dt.date(2026, 11, 23)
NORD, SYD = 1, 2


def person(*roles: Role, team: int | None = NORD, leads: frozenset[int] = frozenset(), name: str = "p") -> Person:
    return Person(name, name, team, frozenset(roles), leads)


def test_a_caseworker_reaches_the_own_cases() -> None:
    assert scope_of(person(Role.CASEWORKER), DAY) == Scope(DAY, own_of="p")


def test_a_coordinator_reaches_the_own_team_but_not_its_protected_cases() -> None:
    assert scope_of(person(Role.COORDINATOR), DAY) == Scope(DAY, teams=frozenset({NORD}))


def test_a_coordinator_without_a_team_reaches_nothing() -> None:
    assert scope_of(person(Role.COORDINATOR, team=None), DAY) == Scope(DAY)


def test_a_leader_reaches_the_teams_they_lead_and_not_the_one_they_sit_in() -> None:
    assert scope_of(person(Role.LEADER, leads=frozenset({SYD})), DAY) == Scope(DAY, leads=frozenset({SYD}))


def test_leading_a_team_without_the_leaders_role_gives_no_reach() -> None:
    assert scope_of(person(Role.COORDINATOR, leads=frozenset({SYD})), DAY).leads == frozenset()


def test_a_controller_counts_every_team() -> None:
    assert scope_of(person(Role.CONTROLLER, team=None), DAY) == Scope(DAY, all_teams=True)


def test_an_administrator_reaches_no_case() -> None:
    assert scope_of(person(Role.ADMIN), DAY) == Scope(DAY)


def test_several_roles_reach_what_each_of_them_reaches() -> None:
    everything = person(Role.CASEWORKER, Role.LEADER, Role.CONTROLLER, leads=frozenset({SYD}))
    assert scope_of(everything, DAY) == Scope(DAY, own_of="p", leads=frozenset({SYD}), all_teams=True)


def test_a_channel_is_shown_its_team_without_protected_cases_and_persons() -> None:
    assert scope_of_channel(NORD, DAY) == Scope(DAY, teams=frozenset({NORD}), names_people=False)


@pytest.mark.parametrize(
    ("asker", "own", "other"),
    [
        (person(Role.CASEWORKER), True, False),
        (person(Role.COORDINATOR), True, False),
        (person(Role.LEADER, leads=frozenset({SYD})), True, True),
        (person(Role.LEADER, team=None, leads=frozenset({SYD})), False, True),
        (person(Role.CONTROLLER, team=None), True, True),
        (person(Role.ADMIN), False, False),
        (person(Role.ADMIN, Role.CASEWORKER), True, False),
    ],
)
def test_whom_a_team_may_be_asked_about_by(asker: Person, own: bool, other: bool) -> None:
    assert (may_ask_about_team(asker, NORD), may_ask_about_team(asker, SYD)) == (own, other)


@pytest.mark.parametrize(
    ("asker", "colleague", "stranger"),
    [
        (person(Role.CASEWORKER), False, False),
        (person(Role.COORDINATOR), True, False),
        (person(Role.LEADER, leads=frozenset({NORD})), True, False),
        (person(Role.LEADER), False, False),
        (person(Role.CONTROLLER, team=None), True, True),
    ],
)
def test_whom_one_may_ask_about(asker: Person, colleague: bool, stranger: bool) -> None:
    mate, other = (person(Role.CASEWORKER, team=team, name="x") for team in (NORD, SYD))
    assert (may_ask_about_person(asker, mate), may_ask_about_person(asker, other)) == (colleague, stranger)
    assert may_ask_about_person(asker, asker)
