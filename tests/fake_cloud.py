"""Microsoft's side of signing in, on loopback over real HTTP: the channel's signing keys, and the bot's own tokens.

`fake_cloud()` runs one. It serves the OpenID document and the key set that the guard reads
(`SAGSPULS_OPENID_METADATA` = `cloud.openid_metadata`), mints tokens as Teams does (`cloud.token(service_url)`), and
answers the bot's own requests for tokens (`SAGSPULS_LOGIN_URL` = `cloud.login_url`). The keys misbehave as told:

    cloud.rotate()            a new key signs from now on; `keep_old=False` takes the old ones out of the key set
    cloud.held.clear()        requests wait for `cloud.held.set()`: a slow source, or one that hangs
    cloud.dead = True         connections are broken off without an answer
    cloud.key_set = b"…"      this instead of the key set
    cloud.fetches             how often each path was asked for, the hanging and broken requests too
    cloud.entra.asked         what the bot sent for each token of its own, in order
"""

from __future__ import annotations

import asyncio
import base64
import functools
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key

from tests.fake_entra import FakeEntra
from tests.serving import served

APP_ID = "11111111-2222-3333-4444-555555555555"
TENANT = "kommunen"
ISSUER = "https://api.botframework.com"
METADATA = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"


@functools.cache
def rsa_key(name: str, bits: int = 2048) -> RSAPrivateKey:
    """The key of that name; making one takes a moment, so all tests of a run share it."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def public_jwk(kid: str, public: RSAPublicKey, **more: Any) -> dict[str, Any]:
    """A key as the key set of Teams writes it."""
    numbers = public.public_numbers()
    return {
        "kty": "RSA",
        "use": "sig",
        "kid": kid,
        "x5t": kid,
        "n": _base64(numbers.n),
        "e": _base64(numbers.e),
        "endorsements": ["msteams", "webchat"],
        **more,
    }


def _base64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class FakeCloud:
    """The state of one; see the module."""

    url: str = ""
    kid: str = "first"
    """The key that signs, by name."""
    published: list[dict[str, Any]] = field(
        default_factory=lambda: [public_jwk("first", rsa_key("first").public_key())]
    )
    key_set: bytes | None = None
    metadata: bytes | None = None
    held: asyncio.Event = field(default_factory=asyncio.Event)
    dead: bool = False
    fetches: Counter[str] = field(default_factory=Counter)
    entra: FakeEntra = field(default_factory=lambda: FakeEntra(gives="app-token"))
    """Where the bot gets the tokens of its own; well, whatever the keys are."""

    def __post_init__(self) -> None:
        self.held.set()

    @property
    def openid_metadata(self) -> str:
        return self.url + METADATA

    @property
    def login_url(self) -> str:
        return self.url

    def rotate(self, kid: str = "second", *, keep_old: bool = True, **more: Any) -> None:
        """Sign with a new key from now on; `more` changes how it is published."""
        new = public_jwk(kid, rsa_key(kid).public_key(), **more)
        self.published = [*self.published, new] if keep_old else [new]
        self.kid = kid

    def claims(self, service_url: str, **change: Any) -> dict[str, Any]:
        """What a token of Teams says (it carries no `iat`); a claim given as None is left out."""
        now = int(time.time())
        told = {"serviceurl": service_url, "nbf": now, "exp": now + 3600, "iss": ISSUER, "aud": APP_ID} | change
        return {name: value for name, value in told.items() if value is not None}

    def token(
        self,
        service_url: str,
        *,
        kid: str | None = None,
        headers: Mapping[str, Any] | None = None,
        **change: Any,
    ) -> str:
        """A token as Teams sends it with an activity; `change` sets claims, `kid` the key that signs and is named."""
        name = kid or self.kid
        told = {"kid": name, "x5t": name, **(headers or {})}
        return jwt.encode(self.claims(service_url, **change), rsa_key(name), algorithm="RS256", headers=told)

    async def _met(self, request: web.Request, what: str) -> None:
        self.fetches[what] += 1
        await self.held.wait()
        if self.dead and request.transport is not None:
            request.transport.abort()

    async def _metadata(self, request: web.Request) -> web.Response:
        await self._met(request, METADATA)
        described = {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": self.url + KEYS,
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }
        body = self.metadata if self.metadata is not None else json.dumps(described).encode()
        return web.Response(body=body, content_type="application/json")

    async def _keys(self, request: web.Request) -> web.Response:
        await self._met(request, KEYS)
        body = self.key_set if self.key_set is not None else json.dumps({"keys": self.published}).encode()
        return web.Response(body=body, content_type="application/json")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(METADATA, self._metadata),
            web.get(KEYS, self._keys),
            *self.entra.routes(),
        ]


@asynccontextmanager
async def fake_cloud() -> AsyncIterator[FakeCloud]:
    """A cloud that listens while the context is open."""
    cloud = FakeCloud()
    async with served(cloud.routes()) as cloud.url:
        yield cloud
