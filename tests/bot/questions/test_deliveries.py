"""What was sent, asked at the desk: by the administrator, by leaders of their teams, in a channel; and sent again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from bot.desk import Desk, Incoming
from bot.question import Place
from bot.understanding.classifier import Model
from jobs.delivery import deliver
from messages.message import Message
from storage.clock import set_clock
from storage.database import Store
from storage.rules.access import Person
from storage.schema import Conversation, Delivery, Run, Team
from storage.settings import Settings
from tests.conftest import TODAY, Office
from tests.jobs.conftest import FakeChannel

EIGHT = dt.datetime.combine(TODAY, dt.time(7), dt.UTC)
"""Monday, eight o'clock in Copenhagen."""
CONTENT: dict[str, Any] = {"text": "Ugebrevet", "card": None, "facts": {}}
LOCAL = Settings(local=True)


@dataclass(frozen=True)
class Post:
    """The ledger of one Monday, and a desk to ask at; `numbers` are the deliveries' by who they were for."""

    desk: Desk
    store: Store
    office: Office
    numbers: dict[str, int]

    async def ask(self, who: Person, text: str = "", *, channel: str | None = None, **button: Any) -> Message:
        incoming = Incoming(
            text,
            "c1",
            Place.PRIVATE if channel is None else Place.CHANNEL,
            email=f"{who.id}@sagspuls.example",
            channel_team_name=channel,
            button=None if text else {"question": "deliveries", **button},
        )
        return (await self.desk.answer(incoming)).message

    async def told(self, who: Person, *, channel: str | None = None, **button: Any) -> dict[str, str]:
        """The state of each delivery by its target, in the order told."""
        facts = (await self.ask(who, channel=channel, **button)).facts
        return {item["target"]: item["state"] for item in facts["items"]}

    async def row(self, number: int) -> Delivery:
        async with self.store.working() as session:
            return await session.get_one(Delivery, number)

    async def latest(self) -> Delivery:
        async with self.store.working() as session:
            rows = await session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(1))
            return rows.one()


@pytest.fixture
async def post(store: Store, office: Office, model: Model) -> Post:
    """Team Nord's digest was sent, Distrikt 2's found no channel, Øst's may have arrived.

    Bo got his report about Team Nord, Carl one about Distrikt 2. Ten days before, Team Nord's digest was left out.
    """
    async with store.working() as session:
        await set_clock(session, EIGHT + dt.timedelta(hours=2), LOCAL.zone)
        east = Team(name="Øst")
        run = Run(kind="weekly_digest", period="2026-W48", due_at=EIGHT, planned_at=EIGHT)
        before = Run(kind="weekly_digest", period="2026-W46", due_at=EIGHT, planned_at=EIGHT)
        session.add_all([east, run, before])
        await session.flush()
        nowhere = "no channel for this team"
        rows = {
            "old": sending(before, office.nord, "skipped", settled_at=EIGHT - dt.timedelta(10)),
            "carl": sending(run, office.distrikt2, "sent", staff_id="carl", content=CONTENT),
            "distrikt2": sending(run, office.distrikt2, "failed", content=CONTENT, last_error=nowhere),
            "east": sending(run, east.id, "uncertain", content=CONTENT, last_error="TimeoutError"),
            "bo": sending(run, office.nord, "sent", staff_id="bo", content=CONTENT),
            "nord": sending(run, office.nord, "sent", content=CONTENT),
        }
        for row in rows.values():
            session.add(row)
            await session.flush()
        numbers = {name: row.id for name, row in rows.items()}
    return Post(Desk(store, LOCAL, model), store, office, numbers)


def sending(run: Run, team_id: int, state: str, *, staff_id: str | None = None, **columns: Any) -> Delivery:
    target = f"team:{team_id}" if staff_id is None else f"staff:{staff_id}"
    given = {"settled_at": EIGHT, "created_at": EIGHT, "attempts": 1, **columns}
    return Delivery(run_id=run.id, target=target, team_id=team_id, staff_id=staff_id, state=state, **given)


async def test_the_administrator_is_told_of_everything_and_first_of_what_went_wrong(post: Post) -> None:
    facts = (await post.ask(post.office.freja)).facts
    assert [(item["target"], item["state"]) for item in facts["items"]] == [
        ("Øst", "uncertain"),
        ("Distrikt 2", "failed"),
        ("Team Nord", "sent"),
        ("bo", "sent"),
        ("carl", "sent"),
    ]
    assert (facts["total"], facts["by_state"]) == (5, {"sent": 3, "failed": 1, "uncertain": 1})
    first = facts["items"][0]
    assert (first["schedule"], first["period"], first["attempts"]) == (None, "2026-W48", 1)
    assert dt.datetime.fromisoformat(first["at"]) == EIGHT


async def test_the_last_seven_days_are_meant_unless_a_period_is_named(post: Post) -> None:
    freja = post.office.freja
    week = (await post.ask(freja)).facts
    assert (week["from"], week["to"]) == ("2026-11-16", "2026-11-23")
    friday = {"period": {"from": "2026-11-13", "to": "2026-11-13"}}
    assert await post.told(freja, slots=friday) == {"Team Nord": "skipped"}


async def test_a_day_lasts_from_midnight_to_midnight_in_the_office(post: Post) -> None:
    async with post.store.working() as session:
        late = await session.get_one(Delivery, post.numbers["old"])
        late.settled_at = dt.datetime(2026, 11, 12, 23, 30, tzinfo=dt.UTC)
    thirteenth = {"period": {"from": "2026-11-13", "to": "2026-11-13"}}
    assert await post.told(post.office.freja, slots=thirteenth) == {"Team Nord": "skipped"}


async def test_a_leader_is_told_of_the_own_teams_and_may_send_nothing_again(post: Post) -> None:
    bo = post.office.bo
    facts = (await post.ask(bo)).facts
    assert {item["target"] for item in facts["items"]} == {"Team Nord", "bo"}
    assert facts["may_act"] is False
    told = await post.ask(bo, do="resend", delivery=post.numbers["nord"])
    assert told.facts == {"refused": "not_your_role"}


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "erik"])
async def test_the_others_are_refused(post: Post, who: str) -> None:
    assert (await post.ask(getattr(post.office, who))).facts == {"refused": "not_your_role"}
    assert (await post.ask(getattr(post.office, who), channel="Team Nord")).facts == {"refused": "not_your_role"}


async def test_a_channel_is_told_of_its_own_team_and_of_no_person(post: Post) -> None:
    for who in (post.office.bo, post.office.freja):
        assert await post.told(who, channel="Team Nord") == {"Team Nord": "sent"}
    assert (await post.ask(post.office.freja, channel="Team Nord")).facts["may_act"] is False


async def test_another_teams_channel_tells_a_leader_nothing(post: Post) -> None:
    assert (await post.ask(post.office.bo, channel="Distrikt 2")).facts == {"refused": "not_yours"}
    assert (await post.ask(post.office.freja, channel="Team Ukendt")).facts == {"refused": "wrong_place"}


@pytest.mark.parametrize("text", ["hvorfor fik Distrikt 2 ikke ugebrevet", "hvilke beskeder er ikke kommet frem"])
async def test_asked_in_words_the_reason_and_the_way_on_are_told(post: Post, text: str) -> None:
    async with post.store.working() as session:
        east = await session.get_one(Delivery, post.numbers["east"])
        east.state, east.last_error = "sent", None
    told = (await post.ask(post.office.freja, text)).text
    assert "teamet har ingen kanal" in told
    assert "Føj Sagspuls til teamets kanal" in told


async def test_a_failed_delivery_is_sent_again_by_its_button_and_then_no_trouble_any_more(post: Post) -> None:
    async with post.store.working() as session:
        session.add(channel_of(post.office.distrikt2))
    failed = post.numbers["distrikt2"]
    told = await post.ask(post.office.freja, do="resend", delivery=failed)
    again = await post.latest()
    assert (again.resend_of, again.state, again.content) == (failed, "planned", CONTENT)
    old = next(item for item in told.facts["items"] if item["id"] == failed)
    assert (old["resent_as"], old["needs_somebody"]) == (again.id, False)
    assert told.text.startswith("Udsendelsen er sat i kø")
    teams = FakeChannel()
    await deliver(post.store, teams, LOCAL, EIGHT + dt.timedelta(hours=3))
    assert teams.places == ["distrikt2"]


def channel_of(team_id: int) -> Conversation:
    return Conversation(
        conversation_id="distrikt2",
        kind="channel",
        channel_id="msteams",
        service_url="http://127.0.0.1:9/",
        bot_id="28:bot",
        team_id=team_id,
        installed_at=EIGHT,
    )


async def test_where_there_is_still_no_channel_it_is_said_that_it_failed_again(post: Post) -> None:
    told = await post.ask(post.office.freja, do="resend", delivery=post.numbers["distrikt2"])
    assert told.facts["done"] == "still_failed"
    assert told.facts["items"][0]["resend_of"] == post.numbers["distrikt2"]
    assert "teamet har ingen kanal" in told.text


async def test_a_delivery_is_given_up_by_its_button(post: Post) -> None:
    told = await post.ask(post.office.freja, do="give_up", delivery=str(post.numbers["east"]))
    assert (await post.row(post.numbers["east"])).state == "given_up"
    assert told.facts["done"] == "give_up"


@pytest.mark.parametrize(("do", "name"), [("resend", "old"), ("give_up", "nord")])
async def test_what_cannot_be_done_is_said_and_changes_nothing(post: Post, do: str, name: str) -> None:
    told = await post.ask(post.office.freja, do=do, delivery=post.numbers[name])
    assert told.facts["done"] == "not_possible"
    assert (await post.latest()).id == post.numbers["nord"]
    assert (await post.row(post.numbers["nord"])).state == "sent"


async def test_buttons_do_nothing_in_a_channel_nor_without_a_number(post: Post) -> None:
    freja = post.office.freja
    asked: dict[str, Any] = {"do": "give_up", "delivery": post.numbers["east"]}
    assert (await post.ask(freja, channel="Team Nord", **asked)).facts == {"refused": "wrong_place"}
    for odd in ("", "x", "9" * 12, None):
        assert (await post.ask(freja, do="give_up", delivery=odd)).facts == {"refused": "not_yours"}
    assert (await post.ask(freja, do="give_up", delivery=999)).facts["done"] == "not_possible"
    assert (await post.row(post.numbers["east"])).state == "uncertain"
