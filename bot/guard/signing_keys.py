"""The channel's signing keys, at hand before a token needs them.

They are fetched when the service starts and once a day, beside the turns. Nobody waits for a known key. A token that
names an unknown key makes us ask the source again, at most once a minute however many such tokens come; they share
that one fetch and wait for it a little. While the source is down we go on with the keys we have. A new key set
replaces them all, so a key that is missing from it no longer counts.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from yarl import URL

from storage.rules.sending.service_urls import check_address

log = logging.getLogger(__name__)

FETCH_TIME = 10.0
"""Seconds for each of the two documents."""
LARGEST_DOCUMENT = 1024 * 1024
"""Bytes; the real key set has under a tenth of it."""
MOST_WAITING = 200
"""Requests that may wait for one fetch; others are refused at once, so that made-up keys cannot hold up the service."""
SMALLEST_KEY, LARGEST_KEY = 2048, 8192
"""Bits; RFC 7518 §3.3 asks for at least 2048."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public RSA key, and the channels whose tokens it may sign."""

    public: jwt.PyJWK
    endorsements: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeyRhythm:
    """How often the source is asked, in seconds."""

    regular: float = 24 * 3600.0
    after_failure: float = 60.0
    while_empty: float = 5.0
    """After a failure, while no key has ever been fetched and nobody can be let in."""
    unknown: float = 60.0
    """Between two fetches that an unknown key may cause."""
    wait: float = 3.0
    """How long a request waits for a fetch: Teams is to hear from the bot within 5."""


class KeySourceError(Exception):
    """The source of the signing keys does not give them; the text says what it gave instead."""


class NoKeysError(Exception):
    """No key has ever been fetched, so we cannot check any token."""


class SigningKeys:
    """The keys of one process; see the module."""

    def __init__(self, session: aiohttp.ClientSession, metadata: str, rhythm: KeyRhythm) -> None:
        self._session = session
        self._metadata = metadata
        self._rhythm = rhythm
        self._keys: Mapping[str, SigningKey] = {}
        self._fetching: asyncio.Task[None] | None = None
        self._asked_for_unknown = -self._rhythm.unknown
        self._waiting = 0

    def known(self, kid: str) -> SigningKey | None:
        """The key of that name, where it is at hand."""
        return self._keys.get(kid)

    async def look_up(self, kid: str) -> SigningKey | None:
        """The key of that name, fetched if it is not at hand and it is time to ask again; None: there is none.

        Raises NoKeysError while the source has never given a key.
        """
        if kid not in self._keys:
            await self._ask_again()
        if not self._keys:
            raise NoKeysError
        return self._keys.get(kid)

    async def keep_fresh(self) -> None:
        """Fetch at once and then at regular times, until cancelled."""
        while True:
            fetching = self._fetch()
            await asyncio.wait({fetching})
            failed = fetching.cancelled() or fetching.exception() is not None
            await asyncio.sleep(self._pause() if failed else self._rhythm.regular)

    async def close(self) -> None:
        """End a fetch under way."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.wait({self._fetching})

    def _pause(self) -> float:
        return self._rhythm.after_failure if self._keys else self._rhythm.while_empty

    async def _ask_again(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._fetching is None and now - self._asked_for_unknown >= self._rhythm.unknown:
            self._asked_for_unknown = now
            self._fetch()
        if self._fetching is None or self._waiting >= MOST_WAITING:
            return
        self._waiting += 1
        try:
            await asyncio.wait({self._fetching}, timeout=self._rhythm.wait)  # left to go on, for those who come later
        finally:
            self._waiting -= 1

    def _fetch(self) -> asyncio.Task[None]:
        """The fetch under way, begun where there is none."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._refresh(), name="signing-keys")
            self._fetching.add_done_callback(self._fetched)
        return self._fetching

    async def _refresh(self) -> None:
        self._keys = await fetch_keys(self._session, self._metadata)

    def _fetched(self, task: asyncio.Task[None]) -> None:
        self._fetching = None
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            log.info("signing keys fetched", extra={"keys": len(self._keys)})
        else:
            log.warning("signing keys not fetched", extra={"error": type(error).__name__, "kept": len(self._keys)})


@asynccontextmanager
async def open_keys(metadata: str, rhythm: KeyRhythm) -> AsyncIterator[SigningKeys]:
    """The keys described at that address, kept fresh while the context is open; nothing waits for the first fetch."""
    async with open_key_session() as session:
        keys = SigningKeys(session, metadata, rhythm)
        freshener = asyncio.create_task(keys.keep_fresh(), name="fresh-signing-keys")
        try:
            yield keys
        finally:
            freshener.cancel()
            await asyncio.wait({freshener})
            await keys.close()


def open_key_session() -> aiohttp.ClientSession:
    """A session for `fetch_keys`, with its time-out."""
    time = aiohttp.ClientTimeout(total=FETCH_TIME)
    return aiohttp.ClientSession(timeout=time, cookie_jar=aiohttp.DummyCookieJar())


async def fetch_keys(session: aiohttp.ClientSession, metadata: str) -> dict[str, SigningKey]:
    """The usable keys by their names: the OpenID document at `metadata` names the key set.

    Raises KeySourceError if there are none: the source cannot be reached, is slow, or gives something else.
    """
    try:
        address = (await _document(session, metadata)).get("jwks_uri")
        key_set = (await _document(session, key_set_address(metadata, address))).get("keys")
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise KeySourceError(f"{type(error).__name__} at the source of the signing keys") from error
    usable = [_usable(key) for key in key_set] if isinstance(key_set, list) else []
    keys = dict(key for key in usable if key is not None)
    if not keys:
        raise KeySourceError("The key set has no usable key.")
    return keys


async def _document(session: aiohttp.ClientSession, address: str) -> dict[str, Any]:
    async with session.get(address, allow_redirects=False) as response:
        if response.status != HTTPStatus.OK:
            raise KeySourceError(f"HTTP {response.status} from {address}")
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > LARGEST_DOCUMENT:
                raise KeySourceError(f"Over {LARGEST_DOCUMENT} bytes from {address}")
    try:
        document = json.loads(bytes(body))
    except (ValueError, RecursionError) as error:
        raise KeySourceError(f"No JSON from {address}") from error
    if not isinstance(document, dict):
        raise KeySourceError(f"No JSON object from {address}")
    return document


def key_set_address(metadata: str, address: object) -> str:
    """The address of the key set; it must be as secure as the address of the document that names it."""
    if not isinstance(address, str):
        raise KeySourceError("The OpenID document names no key set.")
    try:
        check_address(address)
    except ValueError as error:
        raise KeySourceError("The key set is at no secure address.") from error
    if URL(metadata).scheme == "https" and URL(address).scheme != "https":
        raise KeySourceError("The key set is at no secure address.")
    return address


def _usable(jwk: Any) -> tuple[str, SigningKey] | None:
    """A key that signs with RS256, and its name; None for any other key."""
    if not isinstance(jwk, dict):
        return None
    kid, endorsements = jwk.get("kid"), jwk.get("endorsements")
    signs = (jwk.get("kty"), jwk.get("use", "sig"), jwk.get("alg", "RS256")) == ("RSA", "sig", "RS256")
    if not signs or not isinstance(kid, str) or not kid:
        return None
    try:
        public = jwt.PyJWK({name: jwk.get(name) for name in ("kty", "kid", "n", "e")}, "RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    key = public.key
    if not isinstance(key, RSAPublicKey) or not SMALLEST_KEY <= key.key_size <= LARGEST_KEY:
        return None
    names = endorsements if isinstance(endorsements, list) else []
    return kid, SigningKey(public, frozenset(name for name in names if isinstance(name, str)))
