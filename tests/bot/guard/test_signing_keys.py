"""The signing keys: at hand when they are needed, fetched seldom, kept while their source is ill."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.guard.signing_keys import (
    LARGEST_DOCUMENT,
    MOST_WAITING,
    KeyRhythm,
    KeySourceError,
    NoKeysError,
    SigningKeys,
    fetch_keys,
    key_set_address,
    open_key_session,
    open_keys,
)
from tests.bot.conftest import soon
from tests.fake_cloud import KEYS, METADATA, FakeCloud, public_jwk, rsa_key
from tests.serving import served

SELDOM = KeyRhythm(wait=10)
"""As it is, but with patience for a busy machine."""
AGAIN_SOON = replace(SELDOM, unknown=0.0)


@asynccontextmanager
async def keys_of(cloud: FakeCloud, rhythm: KeyRhythm = SELDOM) -> AsyncIterator[SigningKeys]:
    """The keys after the first fetch."""
    async with open_keys(cloud.openid_metadata, rhythm) as keys:
        await knows(keys, "first")
        yield keys


async def knows(keys: SigningKeys, kid: str) -> None:
    async def known() -> bool:
        return keys.known(kid) is not None

    await soon(known)


async def test_the_keys_are_at_hand_before_anybody_asks_for_one(cloud: FakeCloud) -> None:
    async with keys_of(cloud) as keys:
        known = keys.known("first")
        assert known is not None
        assert known.endorsements == {"msteams", "webchat"}
        assert cloud.fetches == {METADATA: 1, KEYS: 1}


async def test_a_source_that_never_answers_is_given_up_and_asked_again(
    cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.guard.signing_keys.FETCH_TIME", 0.2)
    cloud.held.clear()
    async with open_keys(cloud.openid_metadata, replace(SELDOM, while_empty=0.01)) as keys:
        await soon(lambda: asked(cloud, 3))
        assert keys.known("first") is None
        cloud.held.set()
        await knows(keys, "first")


async def test_thirty_invented_keys_cost_one_fetch(cloud: FakeCloud) -> None:
    async with keys_of(cloud) as keys:
        together = await asyncio.gather(*(keys.look_up(f"invented-{n}") for n in range(15)))
        one_by_one = [await keys.look_up(f"invented-{n}") for n in range(15, 30)]
        assert together + one_by_one == [None] * 30
        assert cloud.fetches == {METADATA: 2, KEYS: 2}


async def test_a_new_key_is_found_when_a_token_names_it_and_all_who_wait_share_the_fetch(cloud: FakeCloud) -> None:
    async with keys_of(cloud) as keys:
        cloud.rotate("second")
        cloud.held.clear()
        waiting = [asyncio.create_task(keys.look_up("second")) for _ in range(20)]
        await soon(lambda: asked(cloud, 2))
        cloud.held.set()
        found = await asyncio.gather(*waiting)
        assert found == [keys.known("second")] * 20 != [None] * 20
        assert cloud.fetches == {METADATA: 2, KEYS: 2}


async def asked(cloud: FakeCloud, times: int) -> bool:
    return cloud.fetches[METADATA] >= times


async def test_the_source_is_not_asked_twice_within_a_minute(cloud: FakeCloud) -> None:
    async with keys_of(cloud) as keys:
        assert await keys.look_up("second") is None
        cloud.rotate("second")
        assert await keys.look_up("second") is None


async def test_the_source_is_asked_again_when_the_time_is_over(cloud: FakeCloud) -> None:
    async with keys_of(cloud, replace(SELDOM, unknown=0.2)) as keys:
        assert await keys.look_up("second") is None
        cloud.rotate("second")

        async def found() -> bool:
            return await keys.look_up("second") is not None

        await soon(found)


async def test_a_known_key_waits_for_nothing(cloud: FakeCloud) -> None:
    async with keys_of(cloud) as keys:
        cloud.held.clear()
        hanging = asyncio.create_task(keys.look_up("invented"))
        await soon(lambda: asked(cloud, 2))
        assert await keys.look_up("first") is keys.known("first") is not None
        assert not hanging.done()
        cloud.held.set()
        assert await hanging is None


async def test_nobody_waits_long_for_a_source_that_hangs(cloud: FakeCloud) -> None:
    async with keys_of(cloud, replace(SELDOM, wait=0.2)) as keys:
        cloud.held.clear()
        begun = time.monotonic()
        assert await keys.look_up("invented") is None
        assert time.monotonic() - begun < 5
        cloud.held.set()


async def test_not_everybody_waits_for_a_source_that_hangs(cloud: FakeCloud) -> None:
    async with keys_of(cloud) as keys:
        cloud.held.clear()
        crowd = [asyncio.create_task(keys.look_up("second")) for _ in range(MOST_WAITING + 5)]
        turned_away, waiting = await asyncio.wait(crowd, timeout=1)
        assert [task.result() for task in turned_away] == [None] * 5
        cloud.rotate("second")
        cloud.held.set()
        assert None not in await asyncio.gather(*waiting)


async def test_the_old_keys_go_on_while_the_source_is_down(cloud: FakeCloud) -> None:
    async with keys_of(cloud, AGAIN_SOON) as keys:
        cloud.dead = True
        assert await keys.look_up("second") is None
        assert await keys.look_up("first") is not None


async def test_a_key_that_is_taken_out_is_good_for_nothing(cloud: FakeCloud) -> None:
    async with keys_of(cloud, AGAIN_SOON) as keys:
        cloud.rotate("second", keep_old=False)
        assert await keys.look_up("second") is not None
        assert keys.known("first") is None


async def test_without_any_key_nobody_can_tell(cloud: FakeCloud) -> None:
    cloud.dead = True
    async with open_keys(cloud.openid_metadata, SELDOM) as keys:
        with pytest.raises(NoKeysError):
            await keys.look_up("first")


async def test_the_source_is_tried_again_by_itself_until_it_gives_the_first_key(cloud: FakeCloud) -> None:
    cloud.dead = True
    async with open_keys(cloud.openid_metadata, replace(SELDOM, while_empty=0.05)) as keys:
        await soon(lambda: asked(cloud, 2))
        assert keys.known("first") is None
        cloud.dead = False
        await knows(keys, "first")


@pytest.mark.parametrize("rhythm", [replace(SELDOM, regular=0.05), replace(SELDOM, regular=0.05, after_failure=0.05)])
async def test_the_keys_are_fetched_regularly_without_anybody_asking(cloud: FakeCloud, rhythm: KeyRhythm) -> None:
    async with keys_of(cloud, rhythm) as keys:
        if rhythm.after_failure < 1:
            cloud.dead = True
            known = cloud.fetches[METADATA]
            await soon(lambda: asked(cloud, known + 2))
            cloud.dead = False
        assert keys.known("second") is None
        cloud.rotate("second")
        await knows(keys, "second")


def set_of(*keys: Any) -> bytes:
    return json.dumps({"keys": keys}).encode()


GOOD = public_jwk("good", rsa_key("first").public_key())
SMALL = public_jwk("small", rsa_key("small", 1024).public_key())
NO_KEYS = {
    "nothing": b"",
    "half an object": b"{",
    "a list": b"[]",
    "lists without end": b"[" * 100_000,
    "no keys": b"{}",
    "keys that are no list": b'{"keys": {"kid": "first"}}',
    "an empty list": set_of(),
    "keys that are texts": set_of("first"),
    "a key without a name": set_of({**GOOD, "kid": None}),
    "a key for another use": set_of({**GOOD, "use": "enc"}),
    "a key for another algorithm": set_of({**GOOD, "alg": "RS512"}),
    "a secret key": set_of({"kty": "oct", "kid": "first", "k": "c2VjcmV0"}),
    "a curve": set_of({"kty": "EC", "kid": "first", "crv": "P-256", "x": "AA", "y": "AA"}),
    "a key of 1024 bits": set_of(SMALL),
    "a key that is no number": set_of({**GOOD, "n": "!"}),
    "a key without its number": set_of({"kty": "RSA", "kid": "first"}),
    "more than a key set has": b" " * LARGEST_DOCUMENT + set_of(GOOD),
}


@pytest.mark.parametrize("name", NO_KEYS)
async def test_a_key_set_without_usable_keys_changes_nothing(cloud: FakeCloud, name: str) -> None:
    async with open_key_session() as session:
        cloud.key_set = NO_KEYS[name]
        with pytest.raises(KeySourceError):
            await fetch_keys(session, cloud.openid_metadata)
        cloud.key_set = set_of("odd", SMALL, GOOD)
        assert list(await fetch_keys(session, cloud.openid_metadata)) == ["good"]


async def test_a_broken_key_set_leaves_the_known_keys(cloud: FakeCloud) -> None:
    async with keys_of(cloud, AGAIN_SOON) as keys:
        cloud.key_set = b"{}"
        assert await keys.look_up("second") is None
        assert keys.known("first") is not None


ELSEWHERE: dict[str, Any] = {
    "nowhere": None,
    "a number": 7,
    "unsecured": "http://keys.example/keys",
    "a file": "file:///etc/passwd",
    "with a password": "https://a:b@keys.example/keys",
    "a path": "/v1/.well-known/keys",
}


@pytest.mark.parametrize("name", ELSEWHERE)
async def test_keys_are_fetched_from_a_secure_address_alone(cloud: FakeCloud, name: str) -> None:
    cloud.metadata = json.dumps({"issuer": "x", "jwks_uri": ELSEWHERE[name]}).encode()
    async with open_key_session() as session:
        with pytest.raises(KeySourceError):
            await fetch_keys(session, cloud.openid_metadata)
    assert cloud.fetches[KEYS] == 0


async def test_keys_are_not_fetched_unsecured_by_another_name_of_this_machine(cloud: FakeCloud) -> None:
    elsewhere = cloud.url.replace("127.0.0.1", "0.0.0.0") + KEYS  # it would answer  # noqa: S104
    cloud.metadata = json.dumps({"issuer": "x", "jwks_uri": elsewhere}).encode()
    async with open_key_session() as session:
        with pytest.raises(KeySourceError):
            await fetch_keys(session, cloud.openid_metadata)
    assert cloud.fetches[KEYS] == 0


def test_a_secure_document_does_not_send_on_to_this_machine() -> None:
    with pytest.raises(KeySourceError):
        key_set_address("https://login.botframework.com/v1", "http://127.0.0.1/keys")
    assert key_set_address("http://127.0.0.1/v1", "http://127.0.0.1/keys") == "http://127.0.0.1/keys"


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: web.Response(status=500),
        lambda _: web.Response(status=404),
        lambda cloud: web.Response(status=302, headers={"Location": cloud.openid_metadata}),
    ],
    ids=["broken", "gone", "sent on"],
)
async def test_the_source_is_not_looked_for_elsewhere(
    cloud: FakeCloud, answer: Callable[[FakeCloud], web.Response]
) -> None:
    async def elsewhere(_request: web.Request) -> web.Response:
        return answer(cloud)

    async with served([web.get("/", elsewhere)]) as url, open_key_session() as session:
        with pytest.raises(KeySourceError):
            await fetch_keys(session, f"{url}/")
    assert not cloud.fetches
