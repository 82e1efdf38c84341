"""Whatever comes and goes in Teams, in whatever order: only a binding moves a team's messages."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from botbuilder.schema import Activity
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import places
from bot.turn import Turn
from storage.database import Store
from storage.queries.sending import channels
from storage.schema import Binding, Conversation, Team
from tests.bot.conftest import BOT, event
from tests.examples import examples
from tests.fake_channel import FakeTeams

TEAMS = FakeTeams(url="http://127.0.0.1:9800/")
NOON = dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC)
NAMES = ("Distrikt 1", "Distrikt 2", "distrikt 1 ", "Julefrokost")
KINDS = {"one": None, "two": "standard", "apart": "private", "common": "shared"}
"""The channels of each Team, and their types."""
LOST_AND_BACK = {
    "channelDeleted": "channelRestored",
    "teamDeleted": "teamRestored",
    "teamArchived": "teamUnarchived",
}
EVENTS = ("install", "uninstall", "heard", "teamRenamed", "channelRenamed", "teamHardDeleted", "bind", "release")

Ties = dict[str, int | None]


@dataclass(frozen=True)
class Step:
    """Something that happens to a channel of the Team A or B; `name` is what its Team is called then."""

    kind: str
    team: str
    channel: str
    name: str


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(("install", "install", *EVENTS, *LOST_AND_BACK, *LOST_AND_BACK.values())),
        team=st.sampled_from("AB"),
        channel=st.sampled_from(tuple(KINDS)),
        name=st.sampled_from(NAMES),
    ),
    max_size=14,
)


def turn_of(step: Step) -> Turn:
    team, place = f"19:{step.team}", f"19:{step.team}-{step.channel}"
    whole = step.kind.startswith("team")
    channel = {"id": place, "type": KINDS[step.channel]} if KINDS[step.channel] else {"id": place}
    data: dict[str, Any] = {"team": {"id": team, "name": step.name}} | ({} if whole else {"channel": channel})
    own: dict[str, Any] = {}
    if step.kind in {"install", "uninstall"}:
        own = {"membersAdded" if step.kind == "install" else "membersRemoved": [BOT]}
    elif step.kind not in {"heard", "bind", "release"}:
        data["eventType"] = step.kind
    conversation = {"conversationType": "channel", "isGroup": True, "id": f"19:{step.team}-one" if whole else place}
    told = event(TEAMS, "conversationUpdate", conversation=conversation, channelData=data, **own)
    return Turn(Activity().deserialize(told))


@dataclass
class Town:
    """Two municipal teams; what an example adds is rolled back after it."""

    session: AsyncSession
    now: dt.datetime = NOON
    teams: list[int] = field(default_factory=list)

    async def build(self) -> None:
        rows = [Team(name="Distrikt 1"), Team(name="Distrikt 2")]
        self.session.add_all(rows)
        await self.session.flush()
        self.teams = [row.id for row in rows]

    async def happens(self, step: Step) -> None:
        self.now += dt.timedelta(hours=1)
        turn = turn_of(step)
        if step.kind == "install":
            await places.installed(self.session, turn, self.now, self.now.date())
        elif step.kind == "heard":
            await places.heard(self.session, turn, turn.seen, self.now)
        elif step.kind in {"bind", "release"}:
            await self.decides(step, turn)
        else:
            await places.changed(self.session, turn, self.now)
        self.session.expire_all()

    async def decides(self, step: Step, turn: Turn) -> None:
        here = await channels.channel(self.session, turn.conversation_id)
        if here is None or not here.is_there or not here.may_speak:
            return
        if step.kind == "bind":
            team = self.teams[NAMES.index(step.name) % 2]
            await channels.bind(self.session, here, team, by="freja", now=self.now)
        else:
            await channels.release(self.session, here, by="freja", now=self.now)

    async def ties(self) -> Ties:
        rows = await self.session.execute(select(Conversation.conversation_id, Conversation.team_id))
        return {row.conversation_id: row.team_id for row in rows if row.team_id is not None}

    async def there(self) -> dict[str, tuple[bool, int | None]]:
        rows = await self.session.scalars(select(Conversation))
        return {row.conversation_id: (row.removed_at is None, row.team_id) for row in rows}

    async def ever_bound(self) -> set[int]:
        rows = await self.session.scalars(select(Binding.team_id).where(Binding.team_id.is_not(None)))
        return {team for team in rows if team is not None}


async def check_step(town: Town, step: Step) -> None:
    before, ever = await town.ties(), await town.ever_bound()
    await town.happens(step)
    after = await town.ties()
    assert len(set(after.values())) == len(after)
    if step.kind == "install":
        added = {place: team for place, team in after.items() if before.get(place) != team}
        assert before.items() <= after.items()
        assert not ever & set(added.values())
        assert not any(place.endswith(("apart", "common")) for place in added)
    elif step.kind == "teamHardDeleted":
        assert after == {place: team for place, team in before.items() if not place.startswith(f"19:{step.team}")}
    elif step.kind not in {"bind", "release"}:
        assert after == before
    for team in town.teams:
        target = await channels.channel_of_team(town.session, team)
        assert target is None or not target.conversation_id.endswith("common")


def within(runner: asyncio.Runner, opened: Store, work: Any) -> None:
    async def check() -> None:
        async with opened.sessions() as session:
            town = Town(session)
            await town.build()
            await work(town)

    runner.run(check())


LEFT_BEHIND = [
    Step("install", "A", "one", "Distrikt 1"),
    Step("uninstall", "A", "one", "Distrikt 1"),
    Step("install", "B", "one", "Distrikt 1"),
]
FREED = [LEFT_BEHIND[0], Step("release", "A", "one", "Distrikt 1"), *LEFT_BEHIND[1:]]
"""Whoever makes a Team of a municipal team's name, after that had a channel, binds nothing."""


@example(steps=LEFT_BEHIND)
@example(steps=FREED)
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_only_a_binding_moves_where_a_teams_messages_go(
    runner: asyncio.Runner, opened: Store, steps: list[Step]
) -> None:
    async def check(town: Town) -> None:
        for step in steps:
            await check_step(town, step)

    within(runner, opened, check)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, lost=st.sampled_from(tuple(LOST_AND_BACK)), channel=st.sampled_from(tuple(KINDS)))
def test_what_was_lost_and_comes_back_is_as_it_was(
    runner: asyncio.Runner, opened: Store, steps: list[Step], lost: str, channel: str
) -> None:
    async def check(town: Town) -> None:
        for step in steps:
            if step.kind != lost:  # lost already, it would come back from the first time
                await town.happens(step)
        before = await town.there()
        for kind in (lost, LOST_AND_BACK[lost]):
            await town.happens(Step(kind, "A", channel, "Distrikt 1"))
        assert await town.there() == before

    within(runner, opened, check)
