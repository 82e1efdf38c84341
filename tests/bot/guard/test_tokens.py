"""Who gets in: every token that is not Teams' own for this bot, this service URL and this tenant is refused."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from sqlalchemy import func, select

from storage.database import Store
from storage.schema import Inbox
from tests.bot.conftest import Signed, StandIn, personal
from tests.fake_channel import FakeTeams
from tests.fake_cloud import APP_ID, FakeCloud, public_jwk, rsa_key

ENTRA = "https://login.microsoftonline.com/kommunen/v2.0"
OTHER_APP = "99999999-2222-3333-4444-555555555555"
FAR_AWAY = "https://smba.example/emea/"


@dataclass(frozen=True)
class Try:
    """What a caller has at hand when writing a request."""

    cloud: FakeCloud
    url: str
    """The service URL of the body, unless changed."""

    def token(self, **change: Any) -> str:
        return self.cloud.token(self.url, **change)

    def signed_raw(self, header: bytes, payload: bytes) -> str:
        """Any bytes at all, well signed with Teams' own key."""
        signing_input = _text(header) + "." + _text(payload)
        signature = jwt.get_algorithm_by_name("RS256").sign(signing_input.encode(), rsa_key("first"))
        return f"{signing_input}.{_text(signature)}"

    def resigned(self, key: Any, algorithm: str, **headers: Any) -> str:
        return jwt.encode(self.cloud.claims(self.url), key, algorithm=algorithm, headers={"kid": "first"} | headers)

    def payload(self, **change: Any) -> bytes:
        return json.dumps(self.cloud.claims(self.url) | change).encode()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _minutes(count: float) -> int:
    return int(time.time() + 60 * count)


HEADER = json.dumps({"alg": "RS256", "typ": "JWT", "kid": "first"}).encode()
Make = Callable[[Try], str | None]

HEADERS: dict[str, tuple[int, Make]] = {
    "no header": (401, lambda _: None),
    "an empty header": (401, lambda _: ""),
    "the scheme alone": (401, lambda _: "Bearer"),
    "the scheme and a space": (401, lambda _: "Bearer "),
    "no scheme": (401, lambda t: t.token()),
    "scheme Basic": (401, lambda _: "Basic YTpi"),
    "scheme Bot": (401, lambda t: "Bot " + t.token()),
    "scheme in small letters": (401, lambda t: "bearer " + t.token()),
    "two spaces": (401, lambda t: "Bearer  " + t.token()),
    "a tab": (401, lambda t: "Bearer\t" + t.token()),
    "two tokens": (401, lambda t: f"Bearer {t.token()} {t.token()}"),
    "two tokens with a comma": (401, lambda t: f"Bearer {t.token()}, Bearer {t.token()}"),
    "something after it": (401, lambda t: f"Bearer {t.token()} x"),
    "longer than any header": (400, lambda _: "Bearer a." + "b" * 9000 + ".c"),
}
"""Authorization headers that hold no token alone."""
TOKENS: dict[str, tuple[int, Make]] = {
    # as Teams writes it
    "a good token": (200, lambda t: t.token()),
    "one with iat": (200, lambda t: t.token(iat=_minutes(-5))),
    "one with a subject and an id": (200, lambda t: t.token(sub="x", jti="y")),
    "one whose claim lacks the slash at the end": (200, lambda t: t.token(serviceurl=t.url.rstrip("/"))),
    "ended four minutes ago": (200, lambda t: t.token(nbf=_minutes(-64), exp=_minutes(-4))),
    "begins in four minutes": (200, lambda t: t.token(nbf=_minutes(4))),
    "issued in four minutes": (200, lambda t: t.token(iat=_minutes(4))),
    "times with fractions": (200, lambda t: t.token(nbf=time.time() - 0.5)),
    # no JSON web token
    "garbage": (401, lambda _: "garbage"),
    "one part": (401, lambda _: "abc"),
    "two parts": (401, lambda t: t.token().rsplit(".", 1)[0]),
    "four parts": (401, lambda t: f"{t.token()}.abc"),
    "five parts, as if encrypted": (401, lambda _: "a.b.c.d.e"),
    "dots alone": (401, lambda _: ".."),
    "no base64": (401, lambda _: "a!b.c$d.e"),
    "base64 of nothing that is JSON": (401, lambda _: f"{_text(b'hej')}.{_text(b'hej')}.{_text(b'hej')}"),
    "letters of another alphabet": (401, lambda _: "æøå.æøå.æøå"),
    "a header that is a list": (401, lambda t: t.signed_raw(b"[]", t.payload())),
    "a deep header": (401, lambda t: t.signed_raw(b"[" * 2500, t.payload())),
    "a payload that is a list": (401, lambda t: t.signed_raw(HEADER, b"[1]")),
    "a payload that is a text": (401, lambda t: t.signed_raw(HEADER, b'"x"')),
    "a payload of bytes that are no text": (401, lambda t: t.signed_raw(HEADER, b"\xff\xfe")),
    "a deep payload": (401, lambda t: t.signed_raw(HEADER, b'{"a":' * 1000)),
    "an empty payload": (401, lambda t: t.signed_raw(HEADER, b"")),
    # signed by the wrong hand, or in the wrong way
    "no signature": (401, lambda t: t.token().rsplit(".", 1)[0] + "."),
    "a broken signature": (401, lambda t: t.token()[:-8] + "AAAAAAAA"),
    "a changed payload": (
        401,
        lambda t: ".".join([t.token().split(".")[0], _text(t.payload(x=1)), t.token().split(".")[2]]),
    ),
    "another's key under Teams' name": (401, lambda t: t.resigned(rsa_key("mallory"), "RS256")),
    "another's key under its own name": (401, lambda t: t.token(kid="mallory")),
    "another's key, sent along": (
        401,
        lambda t: t.resigned(rsa_key("mallory"), "RS256", jwk=public_jwk("first", rsa_key("mallory").public_key())),
    ),
    "another's key set, named": (
        401,
        lambda t: t.resigned(rsa_key("mallory"), "RS256", jku="https://evil.example/keys", kid="mallory"),
    ),
    "alg none": (401, lambda t: t.resigned(None, "none")),
    "alg nOnE": (401, lambda t: t.signed_raw(b'{"alg":"nOnE","kid":"first"}', t.payload())),
    "alg HS256 with the public key's name": (401, lambda t: t.resigned("x" * 64, "HS256")),
    "alg RS384": (401, lambda t: t.resigned(rsa_key("first"), "RS384")),
    "alg RS512": (401, lambda t: t.resigned(rsa_key("first"), "RS512")),
    "alg PS256": (401, lambda t: t.resigned(rsa_key("first"), "PS256")),
    "alg RS384 by name alone": (401, lambda t: t.signed_raw(b'{"alg":"RS384","kid":"first"}', t.payload())),
    "alg PS256 by name alone": (401, lambda t: t.signed_raw(b'{"alg":"PS256","kid":"first"}', t.payload())),
    "alg missing": (401, lambda t: t.signed_raw(b'{"kid":"first"}', t.payload())),
    "alg a list": (401, lambda t: t.signed_raw(b'{"kid":"first","alg":["RS256"]}', t.payload())),
    "a critical extension": (401, lambda t: t.token(headers={"crit": ["exp"], "exp": 1})),
    "kid missing": (401, lambda t: t.signed_raw(b'{"alg":"RS256"}', t.payload())),
    "kid empty": (401, lambda t: t.token(headers={"kid": ""})),
    "kid a number": (401, lambda t: t.signed_raw(b'{"alg":"RS256","kid":7}', t.payload())),
    "kid a list": (401, lambda t: t.signed_raw(b'{"alg":"RS256","kid":["first"]}', t.payload())),
    "kid unknown": (401, lambda t: t.token(headers={"kid": "invented"})),
    "kid a path": (401, lambda t: t.token(headers={"kid": "../../dev/null"})),
    "kid an injection": (401, lambda t: t.token(headers={"kid": "' OR 1=1 --"})),
    # times
    "no exp": (401, lambda t: t.token(exp=None)),
    "exp null": (401, lambda t: t.signed_raw(HEADER, t.payload(exp=None))),
    "ended six minutes ago": (401, lambda t: t.token(nbf=_minutes(-66), exp=_minutes(-6))),
    "exp zero": (401, lambda t: t.token(exp=0)),
    "exp a text": (401, lambda t: t.token(exp=str(_minutes(60)))),
    "exp a word": (401, lambda t: t.token(exp="aldrig")),
    "exp true": (401, lambda t: t.token(exp=True)),
    "exp a list": (401, lambda t: t.token(exp=[_minutes(60)])),
    "exp without bound": (401, lambda t: t.signed_raw(HEADER, t.payload(exp=float("inf")))),
    "exp no number": (401, lambda t: t.signed_raw(HEADER, t.payload(exp=float("nan")))),
    "no nbf": (401, lambda t: t.token(nbf=None)),
    "begins in six minutes": (401, lambda t: t.token(nbf=_minutes(6))),
    "nbf a text": (401, lambda t: t.token(nbf="i går")),
    "issued in six minutes": (401, lambda t: t.token(iat=_minutes(6))),
    "iat a text": (401, lambda t: t.token(iat="i går")),
    "iat a numeral": (401, lambda t: t.token(iat=str(_minutes(-1)))),
    # whose it is
    "no iss": (401, lambda t: t.token(iss=None)),
    "a foreign iss": (401, lambda t: t.token(iss="https://evil.example")),
    "iss with a slash": (401, lambda t: t.token(iss="https://api.botframework.com/")),
    "iss of another cloud": (401, lambda t: t.token(iss="https://api.botframework.us")),
    "iss a list": (401, lambda t: t.signed_raw(HEADER, t.payload(iss=["https://api.botframework.com"]))),
    "a person's token from Entra": (401, lambda t: t.token(iss=ENTRA)),
    "a person's token from Entra, v1": (401, lambda t: t.token(iss="https://sts.windows.net/kommunen/")),
    "a skill's token": (
        401,
        lambda t: t.token(iss=ENTRA, ver="2.0", azp=OTHER_APP, serviceurl=None),
    ),
    "the emulator's token": (
        401,
        lambda t: t.token(
            iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
            ver="1.0",
            appid=APP_ID,
            serviceurl=None,
        ),
    ),
    "no aud": (401, lambda t: t.token(aud=None)),
    "another bot's": (401, lambda t: t.token(aud=OTHER_APP)),
    "aud in big letters": (401, lambda t: t.token(aud=APP_ID.replace("-", "").upper())),
    "aud empty": (401, lambda t: t.token(aud="")),
    "aud a list with this bot in it": (401, lambda t: t.token(aud=[OTHER_APP, APP_ID])),
    "aud of the channel": (401, lambda t: t.token(aud="https://api.botframework.com")),
    "no serviceurl": (401, lambda t: t.token(serviceurl=None)),
    "serviceurl in another spelling of its name": (
        401,
        lambda t: t.token(serviceurl=None, serviceUrl=t.url),
    ),
    "another serviceurl than the body's": (401, lambda t: t.token(serviceurl=FAR_AWAY)),
    "serviceurl of another path": (401, lambda t: t.token(serviceurl=t.url + "x/")),
    "serviceurl with two slashes": (401, lambda t: t.token(serviceurl=t.url + "/")),
    "serviceurl a list": (401, lambda t: t.token(serviceurl=[t.url])),
    "serviceurl empty": (401, lambda t: t.token(serviceurl="")),
}


def test_the_tables_are_long_enough() -> None:
    assert len(TOKENS) + len(HEADERS) >= 60


async def test_every_token_is_told_good_or_bad(
    signed: Signed, teams: FakeTeams, desk: StandIn, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    at_hand = Try(signed.cloud, teams.url)
    headers = {name: make(at_hand) for name, (_, make) in HEADERS.items()}
    headers |= {name: f"Bearer {make(at_hand)}" for name, (_, make) in TOKENS.items()}
    expected = {name: status for name, (status, _) in (HEADERS | TOKENS).items()}
    got = {name: await post(signed, alone(teams), header) for name, header in headers.items()}
    assert got == expected
    good = sum(status == 200 for status in expected.values())
    await teams.shows(good, seconds=60)
    async with store.working() as session:
        assert await session.scalar(select(func.count()).select_from(Inbox)) == good == len(desk.asked)


def alone(teams: FakeTeams) -> dict[str, Any]:
    """A question in a conversation of its own: nobody's answers wait for another's."""
    activity = personal(teams)
    activity["conversation"]["id"] = f"a:{activity['id']}"
    return activity


async def post(signed: Signed, activity: dict[str, Any], authorization: str | None) -> int:
    headers = {"Content-Type": "application/json"} | (
        {"Authorization": authorization} if authorization is not None else {}
    )
    async with signed.session.post(signed.url + "/api/messages", json=activity, headers=headers) as response:
        return response.status
