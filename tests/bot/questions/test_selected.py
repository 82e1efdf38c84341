"""What is asked for in full: whom and which teams it may name, where, and what its facts hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.permission import Grounds, refusal, standing
from bot.question import NotYoursError, Place
from storage.database import Store
from storage.rules.access import Person, Refusal
from storage.rules.conditions import Condition
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.selection import Selection
from storage.rules.slots import Slots
from storage.schema import Staff
from tests.bot.questions.conftest import Counter, stand
from tests.conftest import TODAY, Office, add_case, add_event, add_grant
from tests.storage.queries.made_up import add_deadline, day

NORD, DISTRIKT = Condition("team", ("Team Nord",)), Condition("team", ("Distrikt 2",))
BOTH = Condition("team", ("Team Nord", "Distrikt 2"))
YEAR = Period(dt.date(2026, 1, 1), TODAY)


@pytest.fixture
async def town(store: Store, office: Office) -> AsyncIterator[Counter]:
    """Team Nord: A-1 red and late (Anna), A-2 (Anna), P-1 protected (Anna), B-1 nobody's, L-1 of Gitte, who has left.
    Distrikt 2: C-1 (Carl).
    """
    async with store.working() as session:
        a1 = await add_case(session, "A-1", office.nord, "anna", category="red")
        await add_deadline(session, a1, -10)
        await add_event(session, a1, "underretning modtaget", day(-20))
        await add_event(session, a1, "underretning vurderet", day(-16))
        await add_event(session, a1, "tilsynsbesøg", day(-15))
        await add_event(session, a1, "tilsynsbesøg", day(-5))
        await add_grant(session, a1, "G-1", "Plejefamilie", "2000.00", "døgn", "2026-01-01")
        await add_case(session, "A-2", office.nord, "anna")
        await add_case(session, "P-1", office.nord, "anna", protected=True)
        await add_case(session, "B-1", office.nord, None)
        session.add(
            Staff(
                id="gitte",
                name="Gitte Bak",
                email="gitte@sagspuls.example",
                team_id=office.nord,
                roles=[],
                left_on=day(-30),
            )
        )
        await session.flush()
        await add_case(session, "L-1", office.nord, "gitte")
        await add_case(session, "C-1", office.distrikt2, "carl")
    async with store.asking("anna") as session:
        yield Counter(session, office)


async def told(town: Counter, who: str, what: str, *conditions: Condition, **form: Any) -> dict[str, Any]:
    channel = form.pop("channel", None)
    slots = Slots(selection=Selection(what, conditions, **form))
    return await town.ask(getattr(town.office, who), "caseload", slots, channel=channel)


async def stands(
    town: Counter, who: str, *conditions: Condition, channel: int | None = None, what: str = "cases", **form: Any
) -> Grounds:
    person: Person = getattr(town.office, who)
    await stand(town.session, person, channel)
    place = Place.PRIVATE if channel is None else Place.CHANNEL
    slots = Slots(selection=Selection(what, conditions, **form))
    return await standing(town.session, person, place, slots, day=TODAY, channel_team_id=channel)


async def refused(town: Counter, who: str, *conditions: Condition, question: str = "caseload", **given: Any) -> Any:
    return refusal(await stands(town, who, *conditions, **given), RECORDS[question])


async def test_a_selection_gives_its_figures_and_the_rows_behind_them(town: Counter) -> None:
    facts = await told(town, "bo", "cases", Condition("category", ("red",)))
    assert facts["asked"] == {"value": 1, "unit": "cases", "items": ["A-1"]}
    assert facts["total"] == 1
    assert [row["case"] for row in facts["items"]] == ["A-1"]
    assert facts["left_out"] == []


async def test_myself_is_the_asker_and_a_team_is_known_however_it_is_spelt(town: Counter) -> None:
    at = await stands(town, "anna", Condition("staff", ("mig",)), Condition("team", (" team NORD ",)))
    assert at.slots.selection == Selection("cases", (Condition("staff", ("anna",)), NORD))
    assert (await told(town, "anna", "cases", Condition("staff", ("me",))))["total"] == 3


@pytest.mark.parametrize(
    ("who", "condition", "expected"),
    [
        ("anna", Condition("staff", ("anna",)), None),
        ("anna", Condition("staff", ("carl",)), Refusal.NOT_YOURS),
        ("anna", Condition("staff", ("anna", "carl")), Refusal.NOT_YOURS),
        ("bo", Condition("staff", ("anna", "dorte")), None),
        ("bo", Condition("staff", ("anna", "nobody")), Refusal.NOT_YOURS),
        ("erik", Condition("staff", ("anna", "carl")), None),
        ("freja", Condition("staff", ("anna",)), Refusal.NOT_YOUR_ROLE),
        ("anna", Condition("staff", ("carl",), denied=True), None),
        ("anna", Condition("staff", ("nobody",), denied=True), Refusal.NOT_YOURS),
        ("anna", NORD, None),
        ("anna", DISTRIKT, Refusal.NOT_YOURS),
        ("anna", Condition("team", ("Team Sol",)), Refusal.NOT_YOURS),
        ("erik", Condition("team", ("Team Nord", "Team Sol")), Refusal.NOT_YOURS),
        ("anna", Condition("team", ("Distrikt 2",), denied=True), None),
        ("anna", Condition("team", ("Team Sol",), denied=True), Refusal.NOT_YOURS),
        ("bo", BOTH, None),
    ],
)
async def test_each_person_and_team_it_names_is_checked(
    town: Counter, who: str, condition: Condition, expected: Refusal | None
) -> None:
    assert await refused(town, who, condition) is expected


async def test_a_team_that_the_asker_does_not_see_is_left_out_by_name(town: Counter) -> None:
    for who, seen in (("bo", ["A-1", "A-2", "B-1", "L-1", "P-1"]), ("anna", ["A-1", "A-2", "B-1", "L-1"])):
        facts = await told(town, who, "cases", BOTH, group_by=("team",))
        assert (facts["asked"]["items"], facts["left_out"]) == (seen, ["Distrikt 2"])
        assert facts["asked"]["groups"] == [{"key": "Team Nord", "value": len(seen)}]
    facts = await told(town, "erik", "cases", BOTH)
    assert (facts["total"], facts["left_out"]) == (5, [])


async def test_a_comparison_with_a_team_that_the_asker_does_not_see_is_left_out_by_name(town: Counter) -> None:
    facts = await told(town, "bo", "cases", NORD, compare="Distrikt 2")
    assert "compared" not in facts["asked"]
    assert facts["left_out"] == ["Distrikt 2"]
    assert (await told(town, "erik", "cases", NORD, compare="distrikt 2"))["asked"]["compared"]["value"] == 1
    assert await refused(town, "erik", NORD, compare="Team Sol") is Refusal.NOT_YOURS


async def test_the_whole_of_a_share_is_of_the_teams_that_are_seen_too(town: Counter) -> None:
    red = Condition("category", ("red",))
    facts = await told(town, "bo", "cases", BOTH, red, form="share", share_of=(BOTH,))
    assert (facts["asked"]["value"], facts["left_out"]) == (20.0, ["Distrikt 2"])


async def test_a_member_sees_of_the_team_what_its_channel_sees(town: Counter) -> None:
    facts = await told(town, "anna", "cases", NORD, Condition("category", ("red",)))
    assert facts["asked"]["items"] == ["A-1"]
    assert "caseworker" not in facts["items"][0]
    with pytest.raises(NotYoursError):
        await told(town, "anna", "cost", NORD, Condition("measure", ("plejefamilie",)))
    assert await refused(town, "anna", NORD, what="cost", question="costs") is Refusal.NOT_YOURS


async def test_a_leavers_cases_are_asked_for_by_name_by_the_teams_leader_alone(town: Counter) -> None:
    gone = Condition("staff", ("gitte",))
    assert await refused(town, "bo", gone) is None
    assert (await told(town, "bo", "cases", gone))["asked"]["items"] == ["L-1"]
    assert await refused(town, "anna", gone) is Refusal.NOT_YOURS


@pytest.mark.parametrize(
    ("conditions", "form"),
    [
        ([Condition("staff", ("anna",))], {}),
        ([Condition("staff", ("anna",), denied=True)], {}),
        ([DISTRIKT], {}),
        ([BOTH], {}),
        ([Condition("team", ("Team Sol",))], {}),
        ([], {"compare": "Distrikt 2"}),
        ([], {"group_by": ("caseworker",)}),
    ],
)
async def test_a_channel_is_told_nothing_of_people_and_other_teams(
    town: Counter, conditions: list[Condition], form: dict[str, Any]
) -> None:
    nord = town.office.nord
    assert await refused(town, "bo", *conditions, channel=nord, **form) is Refusal.WRONG_PLACE


async def test_a_channel_is_told_of_its_own_team_and_no_single_cost(town: Counter) -> None:
    nord = town.office.nord
    assert await refused(town, "bo", NORD, channel=nord) is None
    facts = await told(town, "bo", "cases", NORD, channel=nord)
    assert facts["asked"]["items"] == ["A-1", "A-2", "B-1", "L-1"]
    assert "caseworker" not in facts["items"][0]
    withheld = await told(town, "bo", "cases", Condition("new", (), YEAR), channel=nord)
    assert withheld == {"refused": "wrong_place"}


async def test_days_tell_mean_median_and_how_many_were_too_late(town: Counter) -> None:
    facts = await told(
        town, "bo", "days", from_event="underretning modtaget", to_event="underretning vurderet", period=YEAR
    )
    wanted = {name: facts[name] for name in ("mean", "median", "count", "over_limit")}
    assert wanted == {"mean": 4.0, "median": 4.0, "count": 1, "over_limit": 1}


async def test_events_are_told_by_kind_the_most_frequent_first(town: Counter) -> None:
    facts = await told(town, "bo", "events", period=YEAR)
    assert list(facts["by_event"].items()) == [
        ("tilsynsbesøg", 2),
        ("underretning modtaget", 1),
        ("underretning vurderet", 1),
    ]


async def test_a_development_that_is_too_long_is_told_in_longer_steps(town: Counter) -> None:
    facts = await told(town, "bo", "cases", per="week", period=Period(dt.date(2020, 1, 1), TODAY))
    assert len(facts["asked"]["series"]) == 83
