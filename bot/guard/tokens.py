"""The token that Teams sends with every activity: signed by the channel, for this bot, for this service URL.

Nothing but the channel's own token is taken: a skill's, the emulator's and a person's from Entra have other issuers.
Microsoft: "Authenticate requests from the Bot Connector service to your bot".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jwt
from yarl import URL

from bot.guard.activity import Received
from bot.guard.refusal import RequestRefusedError
from bot.guard.signing_keys import NoKeysError, SigningKeys

CHANNEL = "msteams"
ALGORITHMS = ["RS256"]
SKEW = 300
"""Seconds by which clocks may differ."""
REQUIRED = ["exp", "nbf", "iss", "aud", "serviceurl"]
"""The claims a token must have. Tokens of Teams carry no `iat`, so it is checked only if it is there."""
TIMES = ("exp", "nbf", "iat")
PUBLIC_ISSUER = "https://api.botframework.com"
GOVERNMENT_ISSUER = "https://api.botframework.us"
COME_AGAIN = 10
"""Seconds after which Teams may try again, while no key has been fetched to check its token with."""
_BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """Checks whether a token is good for this bot."""

    keys: SigningKeys
    app_id: str
    issuer: str

    async def check(self, headers: Sequence[str]) -> str:
        """The service URL a good token is for; `headers` are the request's Authorization headers.

        Raises RequestRefusedError. 401 never says what is wrong with the token. 503 comes only if no key has been
        fetched since the start and the token could be good: that is our fault, and Teams should try again. Once there
        are keys, a token that names none of them gets 401, whether the source is up or down.
        """
        token = _bearer(headers)
        kid = _kid(token)
        key = self.keys.known(kid)
        if key is None:
            # Only a token that could be good is worth a fetch; anybody may write the rest of it.
            self._claims(token, None)
            try:
                key = await self.keys.look_up(kid)
            except NoKeysError as error:
                text = "The signing keys of Teams are not at hand yet."
                raise RequestRefusedError(503, text, "no signing keys", retry_after=COME_AGAIN) from error
        if key is None:
            raise _refused("key unknown")
        if CHANNEL not in key.endorsements:
            raise _refused("key not endorsed for Teams")
        return str(self._claims(token, key.public)["serviceurl"])

    def _claims(self, token: str, public: jwt.PyJWK | None) -> dict[str, Any]:
        """The claims, checked for this bot and this moment; their signature is checked only if there is a key."""
        options: jwt.types.Options = {"require": REQUIRED, "strict_aud": True}
        if public is None:
            options |= {"verify_signature": False, "verify_exp": True, "verify_nbf": True, "verify_iat": True}
            options |= {"verify_aud": True, "verify_iss": True}
        try:
            claims = jwt.decode(
                token,
                public or "",
                algorithms=ALGORITHMS,
                options=options,
                audience=self.app_id,
                issuer=self.issuer,
                leeway=SKEW,
            )
        except jwt.PyJWTError as error:
            raise _refused(type(error).__name__) from error
        if any(type(claims.get(name, 0)) not in {int, float} for name in TIMES):
            raise _refused("a time that is no number")
        return claims


def issuer_for(metadata: str) -> str:
    """Who issues the tokens whose keys the document at `metadata` describes."""
    government = (URL(metadata).host or "").endswith(".azure.us")
    return GOVERNMENT_ISSUER if government else PUBLIC_ISSUER


def check_origin(received: Received, service_url: str, tenants: frozenset[str]) -> None:
    """Raise RequestRefusedError unless the activity fits the token and comes from an allowed tenant.

    401 if the channel or the service URL differs from the token's (a slash at the end makes no difference); 403 for a
    foreign tenant, or none. `tenants` are in small letters.
    """
    if received.channel_id != CHANNEL:
        raise _refused("another channel")
    if received.service_url.removesuffix("/") != service_url.removesuffix("/"):
        raise _refused("another service URL")
    named = {tenant.casefold() for tenant in received.tenants}
    if not named or not named <= tenants:
        why = "foreign tenant" if named else "no tenant"
        raise RequestRefusedError(403, "The bot does not serve this tenant.", why)


def _refused(reason: str) -> RequestRefusedError:
    return RequestRefusedError(401, "The request carries no good token.", reason)


def _bearer(headers: Sequence[str]) -> str:
    found = _BEARER.fullmatch(headers[0]) if len(headers) == 1 else None
    if found is None:
        raise _refused("no bearer token")
    return found[1]


def _kid(token: str) -> str:
    """The name of the key that the token says it was signed with; refused without one, as we could not look it up."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
    except jwt.PyJWTError as error:
        raise _refused(type(error).__name__) from error
    if not kid:
        raise _refused("no key named")
    return str(kid)
