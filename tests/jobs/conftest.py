"""Two teams with something to tell, their channels, and a channel that answers as a test wants."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from jobs.by_hand import resend, send_now
from jobs.delivery import deliver
from jobs.planning import plan_due
from jobs.tick import tick
from messages.channel import Address, Channel, Outcome, Sent
from messages.message import Message
from storage.database import Store
from storage.queries.sending import channels, schedule_changes
from storage.queries.sending.schedule_changes import SchedulePlan
from storage.schema import Attempt, Conversation, Deadline, Delivery, Run
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case

EIGHT = dt.datetime.combine(TODAY, dt.time(7), dt.UTC)
"""Monday 23 November 2026, eight o'clock in Copenhagen."""
LONG_AGO = EIGHT - dt.timedelta(days=60)
MINUTE = dt.timedelta(minutes=1)

Answer = Outcome | Exception | Callable[[], Outcome]


class FakeChannel(Channel):
    """Stands where messages.channel.Channel meets Teams: remembers the posts and answers each as told, else Sent."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, Message]] = []
        self.turns: Counter[str] = Counter()
        self.answers: dict[str, list[Answer]] = defaultdict(list)

    async def turn(self, conversation_id: str, tenant_id: str | None) -> None:  # noqa: ARG002  # one tenant here
        """At once; but nothing is posted that has not waited."""
        self.turns[conversation_id] += 1

    async def post(
        self, address: Address, message: Message, reply_to: str | None = None, *, in_turn: bool = False
    ) -> Outcome:
        assert reply_to is None
        assert in_turn, "a delivery waits for its turn before it is marked as being sent"
        assert self.turns[address.conversation_id] > 0, "and for each post anew"
        self.turns[address.conversation_id] -= 1
        self.posts.append((address.conversation_id, message))
        waiting = self.answers[address.conversation_id]
        answer = waiting.pop(0) if waiting else Sent(f"activity-{len(self.posts)}")
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    @property
    def places(self) -> list[str]:
        """Where was posted, in order of name: several posts go out at once."""
        return sorted(place for place, _ in self.posts)


@dataclass
class Works:
    """The jobs of one process, and what they wrote down."""

    store: Store
    settings: Settings
    channel: FakeChannel = field(default_factory=FakeChannel)

    async def tick(self, now: dt.datetime) -> None:
        await tick(self.store, self.channel, self.settings, now)

    async def plan(self, now: dt.datetime) -> int:
        return await plan_due(self.store, self.settings, now)

    async def deliver(self, now: dt.datetime) -> int:
        return await deliver(self.store, self.channel, self.settings, now)

    async def send(self, team: str, now: dt.datetime, kind: str = "weekly_digest") -> int:
        (delivery,) = await send_now(self.store, self.channel, self.settings, team=team, kind=kind, now=now)
        return delivery

    async def resend(self, delivery_id: int, now: dt.datetime) -> int:
        return await resend(self.store, self.channel, self.settings, delivery_id, now)

    async def deliveries(self) -> list[Delivery]:
        async with self.store.working() as session:
            return list(await session.scalars(select(Delivery).order_by(Delivery.id)))

    async def states(self) -> list[str]:
        return [delivery.state for delivery in await self.deliveries()]

    async def runs(self) -> list[Run]:
        async with self.store.working() as session:
            return list(await session.scalars(select(Run).order_by(Run.id)))

    async def attempts(self) -> list[Attempt]:
        async with self.store.working() as session:
            return list(await session.scalars(select(Attempt).order_by(Attempt.id)))


@pytest.fixture
def works(store: Store) -> Works:
    return Works(store, Settings())


@pytest.fixture
async def busy(store: Store, office: Office) -> Office:
    """Both teams have an overdue follow-up and a channel of their own."""
    async with store.working() as session:
        for number, team in (("2026-0001", office.nord), ("2026-0002", office.distrikt2)):
            case = await add_case(session, number, team, None)
            session.add(overdue(case.id))
    await add_channel(store, "nord", team_id=office.nord)
    await add_channel(store, "distrikt2", team_id=office.distrikt2)
    return office


async def bind(store: Store, name: str, team_id: int) -> None:
    """Make a channel a team's own, as an administrator does."""
    async with store.working() as session:
        here = await channels.channel(session, name)
        assert here is not None
        await channels.bind(session, here, team_id, by="freja", now=EIGHT)


def overdue(case_id: int) -> Deadline:
    due = TODAY - dt.timedelta(days=10)
    opened, forever = TODAY - dt.timedelta(days=100), dt.date.max
    return Deadline(case_id=case_id, rule="follow_up", opened=opened, due=due, act_by=due, closed=forever)


async def add_channel(
    store: Store, name: str, *, team_id: int | None = None, teams_team_name: str | None = None
) -> None:
    async with store.working() as session:
        session.add(
            Conversation(
                conversation_id=name,
                kind="channel",
                channel_id="msteams",
                service_url="http://127.0.0.1:9/",
                bot_id="28:bot",
                team_id=team_id,
                teams_team_name=teams_team_name,
                installed_at=LONG_AGO,
            )
        )


async def add_schedule(
    store: Store,
    team_id: int | None = None,
    *,
    weekday: int = 0,
    at: dt.time = dt.time(8),
    holidays: str = "after",
    if_empty: str = "skip",
    created: dt.datetime = LONG_AGO,
    kind: str = "weekly_digest",
    monthly: str | None = None,
) -> int:
    plan = SchedulePlan(kind, team_id, weekday, at, holidays, if_empty, monthly)
    async with store.working() as session:
        return await schedule_changes.add(session, plan, "freja", created)
