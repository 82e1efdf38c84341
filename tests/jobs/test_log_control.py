"""The monthly log control: to administrators alone, in their own chats, once, with nothing of a case but its number."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from jobs.reminder import Work
from jobs.reminders import REMINDERS
from storage.queries.teams import all_teams
from storage.rules.calendar import Calendar
from storage.schema import AccessLog, Staff
from tests.conftest import TODAY, Office, add_case
from tests.jobs.conftest import EIGHT, Works, add_schedule
from tests.jobs.test_reports import add_chat

NOVEMBER = dt.datetime(2026, 11, 2, 7, tzinfo=dt.UTC)
"""The first Monday of the month, eight o'clock in Copenhagen."""


@pytest.fixture
async def watched(works: Works, office: Office) -> Office:
    """In October Anna looked her protected case up, Carl one of another team; Bo and Freja have chats with the bot."""
    async with works.store.working() as session:
        await add_case(session, "A-1", office.nord, "anna", protected=True, birth_date=dt.date(2015, 5, 5))
        for who in ("anna", "carl"):
            session.add(
                AccessLog(
                    at=NOVEMBER - dt.timedelta(days=10),
                    staff_id=who,
                    question="case",
                    case_number="A-1",
                    place="personal",
                    outcome="answered",
                )
            )
    for person in ("bo", "freja"):
        await add_chat(works, person)
    await add_schedule(works.store, None, kind="log_control", monthly="first")
    return office


async def test_administrators_get_it_in_their_own_chat_and_nobody_else(works: Works, watched: Office) -> None:
    await works.tick(NOVEMBER)
    await works.tick(NOVEMBER)
    assert works.channel.places == ["chat-freja"]
    (_, message) = works.channel.posts[0]
    assert message.text == (
        "Logkontrol for oktober 2026: 2 opslag af 2 medarbejdere. 1 medarbejder skiller sig ud: Carl Friis."
    )
    assert [(one["staff"], one["why"]) for one in message.facts["items"]] == [("carl", ["outside"])]


async def test_of_a_case_it_tells_the_number_alone(works: Works, watched: Office) -> None:
    await works.tick(NOVEMBER)
    told = json.dumps([message.as_json() for _, message in works.channel.posts])
    assert "A-1" in told
    for secret in ("forebyggende", "2015", "protected", "beskyttet"):
        assert secret not in told


async def test_the_days_off_are_those_of_the_municipality(works: Works, watched: Office) -> None:
    settings = works.settings.model_copy(update={"closing_days": ("10-23",)})
    await Works(works.store, settings, works.channel).tick(NOVEMBER)
    assert works.channel.posts[0][1].facts["off_hours"] == 2


async def test_its_buttons_go_on_to_the_look_ups_of_who_stands_out_and_to_all(works: Works, watched: Office) -> None:
    await works.tick(NOVEMBER)
    card = works.channel.posts[0][1].card
    assert card is not None
    month = {"period": {"from": "2026-10-01", "to": "2026-10-31"}}
    assert [(action["data"]["question"], action["data"]["slots"]) for action in card["actions"]] == [
        ("access_log", {"staff": "carl", **month}),
        ("access_log", month),
    ]


async def test_sent_again_it_says_the_same(works: Works, watched: Office) -> None:
    await works.tick(NOVEMBER)
    (delivery,) = await works.deliveries()
    await works.resend(delivery.id, NOVEMBER + dt.timedelta(days=3))
    first, again = works.channel.posts
    assert first[1] == again[1]


async def test_who_is_no_administrator_any_more_gets_nothing(works: Works, watched: Office) -> None:
    await works.plan(NOVEMBER)
    async with works.store.working() as session:
        (await session.get_one(Staff, "freja")).roles = ["caseworker"]
    await works.deliver(NOVEMBER)
    assert works.channel.posts == []
    assert await works.states() == ["voided"]


async def test_a_month_without_a_question_tells_nothing(works: Works, office: Office) -> None:
    await add_chat(works, "freja")
    await add_schedule(works.store, None, kind="log_control", monthly="first")
    await works.tick(NOVEMBER)
    assert await works.states() == ["nothing_to_tell"]


async def test_the_sample_names_nobody_of_ours(works: Works, watched: Office) -> None:
    async with works.store.working() as session:
        teams = await all_teams(session)
        work = Work(
            session=session, teams=teams, today=TODAY, zone=works.settings.zone, calendar=Calendar(), language="da"
        )
        sample = await REMINDERS["log_control"].sample(work)
    told = json.dumps(sample.as_json())
    assert "EKS-1" in told
    assert not [name for name in ("anna", "carl", "Holm", "A-1") if name in told]
    assert EIGHT.date() == TODAY
