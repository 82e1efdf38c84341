"""The way in: the checks an activity passes, the cheap ones and those without a signature first.

Nothing is written to the database before the activity has passed them all.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.guard.activity import ASKING, Received
from bot.guard.callers import Callers, Limits, address_of
from bot.guard.reading import check, check_head, check_host, read_body
from bot.guard.refusal import RequestRefusedError
from bot.guard.signing_keys import KeyRhythm, open_keys
from bot.guard.tokens import TokenCheck, check_origin, issuer_for
from storage.rules.sending.service_urls import ServiceUrls
from storage.settings import Settings


@dataclass(frozen=True)
class LocalGuard:
    """For this machine alone: it asks for no token, and lets in only requests to a name of this machine."""

    services: ServiceUrls
    limits: Limits

    async def receive(self, request: web.Request) -> Received:
        """The activity of a request; raises RequestRefusedError: 400, 403, 408, 413 or 415."""
        check_host(request.host)
        check_head(request)
        return check(await read_body(request, self.limits.body), self.services)


@dataclass(frozen=True)
class TeamsGuard:
    """For Teams: lets in what the channel has signed for this bot and what comes from an allowed tenant."""

    services: ServiceUrls
    tenants: frozenset[str]
    tokens: TokenCheck
    callers: Callers
    limits: Limits

    async def receive(self, request: web.Request) -> Received:
        """The activity of a request.

        Raises RequestRefusedError: 400 for what is no activity, 401 for the token, 403 for the tenant or the service
        URL, 408, 413 and 415 for the body, 429 for too many calls; 503 while no signing key has ever been fetched.
        """
        address = address_of(request.remote, request.headers.getall("X-Forwarded-For", ()))
        headers = request.headers.getall("Authorization", ())
        token = " ".join(headers)
        self.callers.arrive(address, token)
        check_head(request)
        try:
            service_url = await self.tokens.check(headers)
        except RequestRefusedError:
            self.callers.was_bad(token)
            raise
        self.callers.was_good(address, token)
        received = check(await read_body(request, self.limits.body), self.services)
        check_origin(received, service_url, self.tenants)
        if received.type in ASKING and received.from_ is not None:
            self.callers.ask(received.from_.aad_object_id or received.from_.id)
        return received


Guard = LocalGuard | TeamsGuard


@asynccontextmanager
async def open_guard(settings: Settings, limits: Limits, rhythm: KeyRhythm) -> AsyncIterator[Guard]:
    """The guard these settings ask for; with Teams it keeps the signing keys while the context is open."""
    services = settings.trusted_services
    if settings.local or settings.app_id is None:
        # Without an app id the service runs only locally: bot.starting makes sure of that.
        yield LocalGuard(services, limits)
        return
    tenants = frozenset(tenant.casefold() for tenant in settings.tenant_id)
    async with open_keys(settings.openid_metadata, rhythm) as keys:
        tokens = TokenCheck(keys, settings.app_id, issuer_for(settings.openid_metadata))
        yield TeamsGuard(services, tenants, tokens, Callers(limits), limits)
