"""A Teams channel on loopback, over real HTTP: it records what is posted, and misbehaves as told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.serving import served

Behaviour = Callable[["FakeTeams", web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Post:
    """One call that reached the channel; `shown` says whether a person would see it."""

    method: str
    conversation_id: str
    activity_id: str | None
    """The activity answered (POST) or replaced (PUT)."""
    activity: dict[str, Any]
    shown: bool
    bearer: str | None = None
    """The token that came along."""
    targeted: bool = False
    """Asked to show it to one person alone."""

    @property
    def words(self) -> str:
        """What a person reads first; a card may follow."""
        return str(self.activity.get("text") or "")


@dataclass
class FakeTeams:
    """The channel's side of a test. `next` holds how coming calls are met, in order; then every one is accepted."""

    url: str = ""
    calls: list[Post] = field(default_factory=list)
    next: deque[Behaviour] = field(default_factory=deque)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    lookups: list[str] = field(default_factory=list)
    lookup_bearers: list[str | None] = field(default_factory=list)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def posts(self) -> list[Post]:
        """What people see."""
        return [call for call in self.calls if call.shown]

    async def shows(self, count: int, seconds: float = 30.0) -> list[Post]:
        """Wait until people see that many messages; raises TimeoutError."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: len(self.posts) >= count)
        return self.posts

    async def is_called(self, count: int, seconds: float = 30.0) -> list[Post]:
        """Wait for that many calls, shown or not."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: len(self.calls) >= count)
        return self.calls

    async def record(self, request: web.Request, activity: dict[str, Any], *, shown: bool) -> None:
        place = request.match_info["conversation"]
        activity_id = request.match_info.get("activity") or activity.get("replyToId")
        async with self._changed:
            targeted = request.query.get("isTargetedActivity") == "true"
            self.calls.append(Post(request.method, place, activity_id, activity, shown, bearer_of(request), targeted))
            self._changed.notify_all()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        activity = await request.json()
        behave = self.next.popleft() if self.next else accept
        return await behave(self, request, activity)

    async def _member(self, request: web.Request) -> web.Response:
        user = request.match_info["user"]
        self.lookups.append(user)
        self.lookup_bearers.append(bearer_of(request))
        if user not in self.members:
            return web.json_response({"error": {"code": "NotFound"}}, status=404)
        return web.json_response(self.members[user])

    def routes(self) -> list[web.RouteDef]:
        place = "/v3/conversations/{conversation}"
        return [
            web.post(place + "/activities", self._take),
            web.put(place + "/activities/{activity}", self._take),
            web.get(place + "/members/{user}", self._member),
        ]


def bearer_of(request: web.Request) -> str | None:
    """The token of a request, or None where it carries none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else None


async def accept(teams: FakeTeams, request: web.Request, activity: dict[str, Any]) -> web.Response:
    await teams.record(request, activity, shown=True)
    return web.json_response({"id": f"posted-{len(teams.calls)}"}, status=201)


async def accept_then_fail(teams: FakeTeams, request: web.Request, activity: dict[str, Any]) -> web.Response:
    """The message is out, and the channel says 502."""
    await teams.record(request, activity, shown=True)
    return web.Response(status=502)


async def hang(teams: FakeTeams, request: web.Request, activity: dict[str, Any]) -> web.Response:
    """No answer until the caller gives up."""
    await teams.record(request, activity, shown=False)
    await asyncio.sleep(60)
    return web.Response(status=201)


async def reset(teams: FakeTeams, request: web.Request, activity: dict[str, Any]) -> web.Response:
    """The connection breaks after the body was read."""
    await teams.record(request, activity, shown=False)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def refuse(status: int, code: str | None = None, headers: dict[str, str] | None = None) -> Behaviour:
    """Refused with this status and, in Teams' manner, an error code."""

    async def behave(teams: FakeTeams, request: web.Request, activity: dict[str, Any]) -> web.Response:
        await teams.record(request, activity, shown=False)
        body = {"error": {"code": code, "message": "as told by the test"}} if code else None
        return web.json_response(body, status=status, headers=headers)

    return behave


def throttle(seconds: str) -> Behaviour:
    return refuse(429, "Throttled", {"Retry-After": seconds})


@asynccontextmanager
async def fake_teams() -> AsyncIterator[FakeTeams]:
    """A channel that listens while the context is open."""
    teams = FakeTeams()
    async with served(teams.routes()) as url:
        teams.url = f"{url}/"
        yield teams
