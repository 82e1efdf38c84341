"""What a selection gives besides its number: orders, groups, developments, comparisons, and who may see what."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import update

from storage.database import Store
from storage.facts.asked import AskedFigures
from storage.queries.model.counted import counted
from storage.rules.access import Scope, scope_of, scope_of_channel
from storage.rules.conditions import Between, Condition
from storage.rules.period import Period
from storage.rules.selection import Selection, WithheldError
from storage.schema import Case, Staff
from tests.conftest import TODAY, Office, add_case, add_event, add_grant
from tests.storage.queries.made_up import add_deadline, day

NOVEMBER = Period(dt.date(2026, 11, 1), TODAY)
OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
URGENT = Condition("urgent")


@pytest.fixture
async def town(store: Store, office: Office) -> Store:
    """Team Nord: A-1 red and urgent, overdue (Anna); A-2 yellow, restored in October (Anna); P-1 protected (Anna); B-1
    nobody's, of one who has left none. Distrikt 2: C-1 red (Carl), C-2 closed in October (Carl).
    """
    async with store.working() as session:
        nord, distrikt2 = office.nord, office.distrikt2
        a1 = await add_case(session, "A-1", nord, "anna", category="red", urgent=True, birth_date=dt.date(2008, 2, 29))
        await add_deadline(session, a1, -10)
        await add_deadline(session, a1, 5, "child_plan")
        await add_grant(session, a1, "G-1", "Plejefamilie", "2000.00", "døgn", "2026-01-01")
        a2 = await add_case(session, "A-2", nord, "anna", category="yellow", restored=dt.date(2026, 10, 7))
        await add_deadline(session, a2, -2)
        await add_event(session, a2, "tilsynsbesøg", day(-3))
        await add_grant(session, a2, "G-2", "Kontaktperson", "3000.00", "måned", "2026-01-01", "2026-12-31")
        await add_case(session, "P-1", nord, "anna", protected=True, opened=dt.date(2026, 11, 2))
        await add_case(session, "B-1", nord, None, opened=dt.date(2026, 10, 20))
        await add_case(session, "C-1", distrikt2, "carl", category="red")
        await add_case(session, "C-2", distrikt2, "carl", closed=dt.date(2026, 10, 15))
    return store


async def asked(town: Store, scope: Scope, selection: Selection) -> AskedFigures:
    async with town.working() as session:
        return await counted(session, scope, selection)


async def by_bo(town: Store, office: Office, what: str, *conditions: Condition, **form: object) -> AskedFigures:
    return await asked(town, scope_of(office.bo, TODAY), Selection(what, conditions, **form))  # type: ignore[arg-type]


async def test_the_leader_sees_all_of_the_team_and_the_protected_too(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "cases")
    assert (told.value, told.unit, told.items) == (4, "cases", ("A-1", "A-2", "B-1", "P-1"))


async def test_the_controller_counts_all_and_is_given_no_list(town: Store, office: Office) -> None:
    told = await asked(town, scope_of(office.erik, TODAY), Selection("cases", (Condition("category", ("red",)),)))
    assert (told.value, told.items) == (2, ())


async def test_the_controller_sees_cases_by_what_they_cost(town: Store, office: Office) -> None:
    dearest = Selection("cases", order="dearest", limit=2)
    told = await asked(town, scope_of(office.erik, TODAY), dearest)
    assert (told.value, told.items) == (4, ("A-1", "A-2"))


async def test_a_share_is_per_cent_of_its_whole_and_lists_what_is_in_it(town: Store, office: Office) -> None:
    red = Condition("category", ("red",))
    told = await by_bo(town, office, "cases", red, form="share", share_of=(), group_by=("caseworker",))
    assert (told.value, told.unit, told.items) == (25.0, "%", ("A-1",))
    assert [(group.key, group.value) for group in told.groups or ()] == [("anna", 33.3), (None, 0.0)]
    nothing = await by_bo(
        town, office, "cases", Condition("urgent"), red, form="share", share_of=(Condition("urgent"),)
    )
    assert nothing.value == 100.0
    yellow = Condition("category", ("green",))
    of_none = await by_bo(town, office, "cases", yellow, red, form="share", share_of=(yellow,))
    assert of_none.value is None


async def test_a_share_of_open_cases_counts_no_closed_ones(town: Store, office: Office) -> None:
    async with town.working() as session:
        await session.execute(update(Case).where(Case.number == "C-2").values(reported_done=OCTOBER.start))
    carl = scope_of(office.carl, TODAY)
    done = Condition("state", ("reported_done",), OCTOBER)
    assert (await asked(town, carl, Selection("cases", (done,)))).items == ("C-2",)
    share = await asked(town, carl, Selection("cases", (done,), form="share", share_of=()))
    assert (share.value, share.items) == (0.0, ())


async def test_a_share_is_told_for_each_month_and_beside_another_team(town: Store, office: Office) -> None:
    red = Condition("category", ("red",))
    erik = scope_of(office.erik, TODAY)
    share = Selection("cases", (red,), NOVEMBER, form="share", share_of=(), per="month", compare="Distrikt 2")
    told = await asked(town, erik, share)
    assert told.compared is not None
    assert told.compared.value == 100.0
    assert [stretch.value for stretch in told.series or ()] == [told.value]


async def test_the_average_of_cases_is_that_of_their_caseworkers(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "cases", form="average")
    assert (told.value, told.unit) == (3.0, "cases")
    assert told == await by_bo(town, office, "average")


async def test_row_security_holds_under_the_scope(town: Store, office: Office) -> None:
    everything = Scope(day=TODAY, leads=frozenset({office.nord, office.distrikt2}))
    async with town.asking("carl") as session:
        told = await counted(session, everything, Selection("cases"))
    assert told.items == ("C-1",)


async def test_cases_come_in_the_order_asked_for(town: Store, office: Office) -> None:
    cheapest = await by_bo(
        town, office, "cases", Condition("measure", ("kontaktperson", "plejefamilie")), order="cheapest"
    )
    assert cheapest.items == ("A-2", "A-1")
    assert (await by_bo(town, office, "cases", order="latest", limit=1)).items == ("P-1",)
    assert (await by_bo(town, office, "cases", order="earliest", limit=1)).items == ("A-1",)
    assert (await by_bo(town, office, "deadlines", order="latest")).items == ("A-1", "A-2", "A-1")


async def test_groups_come_the_largest_first_or_the_smallest_and_nobodys_last(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "deadlines", group_by=("rule",))
    assert [(group.key, group.value) for group in told.groups or ()] == [("follow_up", 2), ("child_plan", 1)]
    fewest = await by_bo(town, office, "cases", group_by=("caseworker",), order="fewest")
    assert [(group.key, group.value) for group in fewest.groups or ()] == [("anna", 3), (None, 1)]
    assert fewest.people() == ("anna", None)


async def test_the_first_groups_alone_are_told_where_a_limit_is_asked_for(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "cases", group_by=("category",), order="most", limit=1)
    assert [(group.key, group.value) for group in told.groups or ()] == [("none", 2)]
    assert told.items == ("A-1", "A-2", "B-1", "P-1")


async def test_a_case_stands_under_those_of_its_deadlines_and_grants_alone_that_are_asked_for(
    town: Store, office: Office
) -> None:
    late = await by_bo(town, office, "cases", Condition("overdue"), group_by=("rule",))
    assert [(group.key, group.value) for group in late.groups or ()] == [("follow_up", 2)]
    endless = await by_bo(town, office, "cases", Condition("no_stop"), group_by=("measure",))
    assert [(group.key, group.value) for group in endless.groups or ()] == [("plejefamilie", 1)]


async def test_a_case_that_was_restored_is_not_one_that_nobody_reviewed(town: Store, office: Office) -> None:
    async with town.working() as session:
        await add_case(session, "R-1", office.nord, "anna", restored=day(-1))
    assert (await by_bo(town, office, "cases", Condition("state", ("not_reviewed",)))).items == ("B-1", "P-1")


async def test_two_groupings_make_pairs(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "cases", group_by=("case_type", "category"))
    assert {group.key: group.value for group in told.groups or ()} == {
        ("forebyggende", "none"): 2,
        ("forebyggende", "red"): 1,
        ("forebyggende", "yellow"): 1,
    }
    assert told.as_json()["groups"][0] == {"key": ["forebyggende", "none"], "value": 2}


async def test_whoever_is_named_stands_in_the_groups_with_nothing_too(town: Store, office: Office) -> None:
    named = Condition("staff", ("anna", "bo"))
    told = await by_bo(town, office, "cases", named, group_by=("caseworker",))
    assert [(group.key, group.value) for group in told.groups or ()] == [("anna", 3), ("bo", 0)]


async def test_a_channel_gets_groups_of_teams_but_no_caseworkers(town: Store, office: Office) -> None:
    channel = scope_of_channel(office.nord, TODAY)
    assert (await asked(town, channel, Selection("cases", group_by=("caseworker",)))).groups == ()
    assert (await asked(town, channel, Selection("cases", group_by=("category", "caseworker")))).groups == ()
    told = await asked(town, channel, Selection("cases", group_by=("team",)))
    assert [(group.key, group.value) for group in told.groups or ()] == [("Team Nord", 3)]


@pytest.mark.parametrize(
    "selection",
    [
        Selection("cases", (Condition("staff", ("anna",)),)),
        Selection("cases", order="dearest"),
        Selection("cases", (Condition("cost", (Between(1, None),)),)),
    ],
)
async def test_a_channel_is_refused_one_person_and_single_costs(
    town: Store, office: Office, selection: Selection
) -> None:
    with pytest.raises(WithheldError):
        await asked(town, scope_of_channel(office.nord, TODAY), selection)


async def test_a_development_tells_the_state_on_the_last_day_of_each_month(town: Store, office: Office) -> None:
    since = Period(dt.date(2026, 9, 1), TODAY)
    told = await by_bo(town, office, "cases", period=since, per="month")
    assert [(point.until, point.value) for point in told.series or ()] == [
        (dt.date(2026, 9, 30), 2),
        (dt.date(2026, 10, 31), 3),
        (TODAY, 4),
    ]


async def test_a_development_tells_what_happened_in_each_month(town: Store, office: Office) -> None:
    since = Period(dt.date(2026, 9, 1), TODAY)
    told = await by_bo(town, office, "openings", period=since, per="month")
    assert [point.value for point in told.series or ()] == [0, 1, 1]
    restored = await by_bo(town, office, "cases", Condition("state", ("restored",), since), period=since, per="month")
    assert [point.value for point in restored.series or ()] == [0, 1, 0]


async def test_a_figure_is_compared_with_another_period(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "openings", period=NOVEMBER, compare=OCTOBER)
    assert (told.value, told.as_json()["compared"]) == (1, {"value": 1, "from": "2026-10-01", "to": "2026-10-31"})
    stood = await by_bo(town, office, "cases", compare=OCTOBER)
    assert (stood.value, stood.compared and stood.compared.value) == (4, 3)


async def test_a_figure_is_compared_with_another_team(town: Store, office: Office) -> None:
    scope = replace(scope_of(office.bo, TODAY), leads=frozenset({office.nord, office.distrikt2}))
    nord = Selection("cases", (Condition("team", ("Team Nord",)),), compare="Distrikt 2", group_by=("category",))
    told = (await asked(town, scope, nord)).as_json()
    assert (told["value"], told["compared"]) == (4, {"value": 1, "team": "Distrikt 2"})
    red = next(group for group in told["groups"] if group["key"] == "red")
    assert red == {"key": "red", "value": 1, "compared": {"value": 1, "team": "Distrikt 2"}}


async def test_groups_of_either_period_stand_beside_each_other(town: Store, office: Office) -> None:
    told = await by_bo(town, office, "events", period=NOVEMBER, compare=OCTOBER, group_by=("caseworker",))
    assert [(group.key, group.value, group.compared and group.compared.value) for group in told.groups or ()] == [
        ("anna", 1, 0)
    ]


async def test_the_average_is_of_those_who_have_cases(town: Store, office: Office) -> None:
    assert (await by_bo(town, office, "average")).value == 3.0
    nobodys = await by_bo(town, office, "average", Condition("no_caseworker"))
    assert (nobodys.value, nobodys.items) == (None, ("B-1",))


async def test_a_case_of_somebody_who_has_left_has_no_caseworker(town: Store, office: Office) -> None:
    async with town.working() as session:
        (await session.get_one(Staff, "anna")).left_on = day(0)
    assert (await by_bo(town, office, "cases", Condition("no_caseworker"))).value == 4


async def test_whoever_is_born_on_the_29th_of_february_turns_18_on_the_28th(town: Store, office: Office) -> None:
    grown = Selection("cases", (Condition("age", (Between(18, None),)),))
    for date, turned in ((dt.date(2026, 2, 27), 0), (dt.date(2026, 2, 28), 1)):
        assert (await asked(town, scope_of(office.bo, date), grown)).value == turned


async def test_a_blank_is_no_value_and_so_is_denied(town: Store, office: Office) -> None:
    """Nobody knows the ages and grants of most cases: they have none, and are among those that are not so."""
    assert (await by_bo(town, office, "cases", Condition("age", (Between(0, 30),)))).items == ("A-1",)
    assert (await by_bo(town, office, "cases", Condition("age", (Between(0, 30),), denied=True))).value == 3
    assert (await by_bo(town, office, "cases", Condition("staff", ("anna",), denied=True))).items == ("B-1",)


async def test_closed_cases_count_where_it_is_asked_what_became_of_them(town: Store, office: Office) -> None:
    scope = scope_of(office.erik, TODAY)
    assert (await asked(town, scope, Selection("cases", (Condition("closed", period=OCTOBER),)))).value == 1
    assert (
        await asked(town, scope, Selection("cases", (Condition("closed", period=OCTOBER, denied=True),)))
    ).value == 4


async def test_twenty_conditions_are_answered(town: Store, office: Office) -> None:
    every = [Condition("overdue"), URGENT, Condition("category", ("red",)), Condition("lacks")] * 5
    assert (await by_bo(town, office, "cases", *every)).items == ("A-1",)
