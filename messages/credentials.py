"""How the bot proves to the channel that it is itself: which way is set, and one token client a process."""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from storage.clock import wall_clock
from storage.settings import Settings

log = logging.getLogger(__name__)

EARLY = 5 * 60
"""Seconds before a token ends from which a new one is asked for."""
FETCH_TIME = 10.0
"""Seconds a fetch may take."""
SHORTEST = 30
"""Seconds a token must still hold to be sent when no new one can be had."""


class NoTokenError(Exception):
    """There is no token to send; the text is a code or a kind of error, never the words of Entra's answer."""


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token; `ends` in seconds since the epoch. Its text is kept out of every representation."""

    text: str
    ends: float

    def __repr__(self) -> str:
        return f"Token(ends={self.ends})"

    def holds(self, seconds: float) -> bool:
        """Whether it is still good that many seconds from now."""
        return self.ends - wall_clock().timestamp() > seconds


_CLIENT_ID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")

Fetch = Callable[[], Awaitable[Token]]


class Tokens:
    """The token client of a process: one fetch at a time, however many wait for it."""

    def __init__(self, fetch: Fetch, *, seconds: float = FETCH_TIME) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._held: Token | None = None
        self._fetching: asyncio.Task[Token | NoTokenError] | None = None

    async def bearer(self) -> str:
        """A token that holds; raises NoTokenError when none can be had in time."""
        if self._held is not None and self._held.holds(EARLY):
            return self._held.text
        # If one caller gives up waiting, the fetch goes on for the others.
        found = await asyncio.shield(self.ask())
        if isinstance(found, NoTokenError):
            raise found
        return found.text

    def ask(self) -> asyncio.Task[Token | NoTokenError]:
        """The fetch under way, started if there is none; nobody has to wait for it."""
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetched(), name="token")
        return self._fetching

    def drop(self, text: str) -> None:
        """Forget a token that the channel refused, unless another has taken its place meanwhile."""
        if self._held is not None and self._held.text == text:
            self._held = None

    async def close(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    async def _fetched(self) -> Token | NoTokenError:
        """The result of a fetch. An error is returned, not raised, since perhaps nobody waits for it any more."""
        try:
            async with asyncio.timeout(self._seconds):
                self._held = await self._fetch()
        except (NoTokenError, TimeoutError) as error:
            log.warning("no token", extra={"reason": str(error) or type(error).__name__})
            if self._held is None or not self._held.holds(SHORTEST):
                return NoTokenError(str(error) or f"no answer within {self._seconds:g} seconds")
        return self._held


def tokens_of(settings: Settings) -> Tokens | None:
    """The token client these settings ask for; None in local use, where no token is sent to anybody."""
    return None if settings.local else Tokens(lambda: _fetch_from_entra(settings))


async def _fetch_from_entra(settings: Settings) -> Token:
    await asyncio.to_thread(importlib.import_module, "messages.entra")  # off the loop: it takes a while
    from messages import entra  # noqa: PLC0415  # the sentence above

    return await entra.fetch(settings)


def problems_of(settings: Settings) -> list[str]:
    """What is missing or wrong about how the bot proves itself, one line each; empty when a token can be asked for."""
    found = []
    if not settings.app_id:
        found.append("SAGSPULS_APP_ID is missing: write the client id of the Azure Bot (docs/teams.md).")
    if not settings.tenant_id:
        found.append("SAGSPULS_TENANT_ID is missing: write the id of the municipality's Entra tenant.")
    given = [name for name, value in _ways(settings).items() if value]
    if not given:
        found.append(f"Nothing proves that the bot is itself: set one of {', '.join(_ways(settings))}.")
    if len(given) > 1:
        found.append(f"{' and '.join(given)} are set: keep one of them, for the bot has one way to prove itself.")
    return found + ([] if found else _unreadable(settings))


def certificate_ends(settings: Settings) -> dt.datetime | None:
    """When the bot's certificate ends; None if it uses none."""
    if settings.app_certificate is None:
        return None
    from messages import entra  # noqa: PLC0415  # as below

    return entra.certificate_ends(settings)


def is_client_id(text: str) -> bool:
    """Whether the text looks like a client id, as Entra writes it and the channel puts it in `aud`."""
    return _CLIENT_ID.fullmatch(text) is not None


def _ways(settings: Settings) -> dict[str, object]:
    return {
        "SAGSPULS_APP_PASSWORD": settings.app_password,
        "SAGSPULS_APP_CERTIFICATE": settings.app_certificate,
        "SAGSPULS_APP_IDENTITY": settings.app_identity,
        "SAGSPULS_APP_FEDERATED_IDENTITY": settings.app_federated_identity,
        "SAGSPULS_APP_FEDERATED_TOKEN_FILE": settings.app_federated_token_file,
    }


def _unreadable(settings: Settings) -> list[str]:
    if settings.app_federated_token_file is not None:
        try:
            settings.app_federated_token_file.read_text()
        except (OSError, ValueError) as error:
            return [f"SAGSPULS_APP_FEDERATED_TOKEN_FILE cannot be read: {_said(error)}."]
    if settings.app_certificate is None:
        alone = settings.app_certificate_password
        return ["SAGSPULS_APP_CERTIFICATE_PASSWORD is set without SAGSPULS_APP_CERTIFICATE."] if alone else []
    from messages import entra  # noqa: PLC0415  # costly, and only a certificate needs it here

    problem = entra.certificate_problem(settings)
    return [] if problem is None else [f"SAGSPULS_APP_CERTIFICATE cannot be used: {problem}."]


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
