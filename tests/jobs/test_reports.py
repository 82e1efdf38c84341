"""Reminders that go to a person: to whom, with whose rights, and once."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlalchemy import delete, update

from jobs.by_hand import ByHandError
from storage.schema import Conversation, Milestone, MilestoneStep, Staff, TeamLeader
from tests.conftest import TODAY, Office, add_case
from tests.jobs.conftest import EIGHT, LONG_AGO, MINUTE, Works, add_schedule


async def add_chat(works: Works, staff_id: str) -> None:
    async with works.store.working() as session:
        session.add(
            Conversation(
                conversation_id=f"chat-{staff_id}",
                kind="personal",
                channel_id="msteams",
                service_url="http://127.0.0.1:9/",
                bot_id="28:bot",
                staff_id=staff_id,
                installed_at=LONG_AGO,
            )
        )


@pytest.fixture
async def young(works: Works, office: Office) -> Office:
    """In each team a young person turns 17 today; Nord's second is protected. Bo and Dorte have chats with the bot."""
    born = TODAY.replace(year=TODAY.year - 17)
    async with works.store.working() as session:
        for number, team, more in (
            ("A-1", office.nord, {}),
            ("A-2", office.nord, {"protected": True}),
            ("C-1", office.distrikt2, {}),
        ):
            await add_case(session, number, team, None, birth_date=born, **more)
        milestone = Milestone(
            name="1B",
            title="Lovmedholdelighed",
            indicator="lawful",
            starts=TODAY - dt.timedelta(days=70),
            due=TODAY + dt.timedelta(days=70),
            total=100,
            case_types=[],
        )
        session.add(milestone)
        await session.flush()
        session.add(MilestoneStep(milestone="1B", day=TODAY - dt.timedelta(days=10), reached=20, covered=0))
    for person in ("bo", "dorte"):
        await add_chat(works, person)
    return office


def cases(works: Works, place: str) -> set[str]:
    (message,) = [message for where, message in works.channel.posts if where == place]
    return {item["case"] for item in message.facts["items"]}


async def test_leader_and_coordinator_each_get_what_they_may_see_in_their_own_chat(works: Works, young: Office) -> None:
    await add_schedule(works.store, kind="transition_watch", monthly="23")
    await works.tick(EIGHT)
    assert works.channel.places == ["chat-bo", "chat-dorte"]
    assert cases(works, "chat-bo") == {"A-1", "A-2"}
    assert cases(works, "chat-dorte") == {"A-1"}
    assert [(one.target, one.staff_id) for one in await works.deliveries()] == [
        ("staff:bo", "bo"),
        ("staff:dorte", "dorte"),
    ]


async def test_the_milestone_report_goes_to_leaders_alone(works: Works, young: Office) -> None:
    await add_schedule(works.store, kind="milestone_report", monthly="23")
    await works.tick(EIGHT)
    assert works.channel.places == ["chat-bo"]
    (_, message) = works.channel.posts[0]
    (milestone,) = message.facts["milestones"]
    assert (milestone["reached"], milestone["pace_now"], milestone["pace_needed"]) == (20, 5.0, 8.0)
    assert "Kræver 8 om ugen; I når 5." in message.text


async def test_a_leader_of_two_teams_gets_one_message_about_both(works: Works, young: Office) -> None:
    async with works.store.working() as session:
        session.add(TeamLeader(staff_id="bo", team_id=young.distrikt2))
    await add_schedule(works.store, kind="transition_watch", monthly="23")
    await works.tick(EIGHT)
    assert cases(works, "chat-bo") == {"A-1", "A-2", "C-1"}


async def test_a_schedule_of_one_team_tells_of_that_team(works: Works, young: Office) -> None:
    async with works.store.working() as session:
        session.add(TeamLeader(staff_id="bo", team_id=young.distrikt2))
    await add_schedule(works.store, young.distrikt2, kind="transition_watch", monthly="23")
    await works.tick(EIGHT)
    assert (works.channel.places, cases(works, "chat-bo")) == (["chat-bo"], {"C-1"})


async def test_it_goes_out_once_though_several_processes_tick(works: Works, young: Office) -> None:
    await add_schedule(works.store, kind="transition_watch", monthly="23")
    await asyncio.gather(*(works.tick(EIGHT) for _ in range(4)))
    await works.tick(EIGHT + MINUTE)
    assert works.channel.places == ["chat-bo", "chat-dorte"]


async def test_what_was_composed_with_other_rights_is_never_sent(works: Works, young: Office) -> None:
    await add_schedule(works.store, kind="transition_watch", monthly="23")
    await works.plan(EIGHT)
    async with works.store.working() as session:
        await session.execute(delete(TeamLeader))
        session.add(TeamLeader(staff_id="bo", team_id=young.distrikt2))
    await works.deliver(EIGHT)
    await works.deliver(EIGHT + MINUTE)
    assert cases(works, "chat-bo") == {"C-1"}
    of_bo = [one.state for one in await works.deliveries() if one.staff_id == "bo"]
    assert of_bo == ["voided", "sent"]


async def test_who_leads_nobody_any_more_gets_nothing(works: Works, young: Office) -> None:
    await add_schedule(works.store, kind="milestone_report", monthly="23")
    await works.plan(EIGHT)
    async with works.store.working() as session:
        await session.execute(update(Staff).where(Staff.id == "bo").values(left_on=TODAY))
    await works.deliver(EIGHT)
    assert (works.channel.places, await works.states()) == ([], ["voided"])


async def test_who_never_spoke_with_the_bot_is_told_of_in_the_ledger(works: Works, young: Office) -> None:
    async with works.store.working() as session:
        await session.execute(delete(Conversation).where(Conversation.staff_id == "dorte"))
    await add_schedule(works.store, kind="transition_watch", monthly="23")
    await works.tick(EIGHT)
    told = [(one.state, one.last_error) for one in await works.deliveries() if one.staff_id == "dorte"]
    assert told == [("failed", "has not spoken with the bot yet")]


async def test_nothing_is_sent_where_no_milestone_is_under_way(works: Works, young: Office) -> None:
    async with works.store.working() as session:
        await session.execute(delete(Milestone))
    await add_schedule(works.store, kind="milestone_report", monthly="23")
    await works.tick(EIGHT)
    assert await works.states() == ["nothing_to_tell"]


async def test_a_report_sent_by_hand_needs_somebody_to_get_it(works: Works, young: Office) -> None:
    await works.send("Team Nord", EIGHT, kind="milestone_report")
    assert works.channel.places == ["chat-bo"]
    with pytest.raises(ByHandError, match="nobody answers for Distrikt 2"):
        await works.send("Distrikt 2", EIGHT, kind="milestone_report")


async def test_a_report_sent_again_is_still_that_persons(works: Works, young: Office) -> None:
    number = await works.send("Team Nord", EIGHT, kind="milestone_report")
    await works.resend(number, EIGHT + MINUTE)
    assert works.channel.places == ["chat-bo", "chat-bo"]
