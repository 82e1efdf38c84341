"""Entra's token endpoint and the two addresses of a managed identity, on loopback over real HTTP."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.serving import served

Behaviour = Callable[[], Awaitable[web.Response]]


@dataclass(frozen=True)
class Asked:
    """One request for a token: where, with which fields of its form or query, and which headers."""

    path: str
    fields: dict[str, str]
    headers: dict[str, str]


@dataclass
class FakeEntra:
    """`gives` token-1, token-2, … that hold for `lasts` seconds; `next` holds how coming requests are met instead."""

    url: str = ""
    gives: str = "token"
    lasts: int = 3600
    asked: list[Asked] = field(default_factory=list)
    next: deque[Behaviour] = field(default_factory=deque)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def _take(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(Asked(request.path, {**request.query, **form}, dict(request.headers)))
        if self.next:
            return await self.next.popleft()()
        return web.json_response(
            {
                "token_type": "Bearer",
                "access_token": f"{self.gives}-{next(self._numbers)}",
                "expires_in": self.lasts,
                "resource": request.query.get("resource", ""),
            }
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/{tenant}/oauth2/v2.0/token", self._take),
            web.get("/metadata/identity/oauth2/token", self._take),
            web.get("/msi/token", self._take),
        ]


def refuse_with(code: str) -> Behaviour:
    """Refused in Entra's manner; the description carries words that no log may repeat."""

    async def behave() -> web.Response:
        told = {"error": "invalid_client", "error_description": f"{code}: the secret hush-hush is not right"}
        return web.json_response(told, status=401)

    return behave


async def never() -> web.Response:
    await asyncio.sleep(60)
    return web.Response()


def slowly(until: asyncio.Event) -> Behaviour:
    """Answered with a token once the test says so."""

    async def behave() -> web.Response:
        await until.wait()
        return web.json_response({"token_type": "Bearer", "access_token": "slow-token", "expires_in": 3600})

    return behave


def saying(text: str, content_type: str = "application/json") -> Behaviour:
    """Answered with 200 and this."""

    async def behave() -> web.Response:
        return web.Response(text=text, content_type=content_type)

    return behave


@asynccontextmanager
async def fake_entra() -> AsyncIterator[FakeEntra]:
    """An Entra that listens while the context is open."""
    entra = FakeEntra()
    async with served(entra.routes()) as entra.url:
        yield entra
