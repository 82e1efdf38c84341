"""Attacks on the door of a bot in Teams: floods, invented keys, a key source that is slow or dead, forged changes."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import logging
from collections.abc import Mapping

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.guard import Limits, RequestRefusedError
from bot.guard.signing_keys import KeyRhythm, open_keys
from bot.guard.tokens import PUBLIC_ISSUER, TokenCheck
from bot.logs import JsonLines
from storage.database import Store
from storage.rules.sending.pace import Limit
from storage.schema import Inbox
from tests.bot.conftest import Signed, StandIn, bot, in_teams, personal, soon
from tests.examples import examples
from tests.fake_channel import FakeTeams
from tests.fake_cloud import APP_ID, METADATA, FakeCloud, public_jwk, rsa_key

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SOON = 10.0
"""Seconds within which a turn that waits for nothing is taken, on a busy machine too."""


def invented(cloud: FakeCloud, teams: FakeTeams, number: int) -> str:
    """A token that could be a good one, but for its key."""
    return cloud.token(teams.url, headers={"kid": f"invented-{number}"})


async def warm(signed: Signed, teams: FakeTeams) -> None:
    """Wait until a good question is taken: the keys have come."""
    assert await signed.post(personal(teams)) == 200


# --- keys ---


async def test_thirty_invented_keys_cost_ten_fetches_at_most(signed: Signed, teams: FakeTeams) -> None:
    await warm(signed, teams)
    tokens = [invented(signed.cloud, teams, n) for n in range(30)]
    told = await asyncio.gather(*(signed.send(personal(teams), token) for token in tokens))
    assert {status for status, _ in told} == {401}
    assert signed.cloud.fetches.total() <= 10


async def test_a_token_that_could_not_be_good_costs_no_fetch(signed: Signed, teams: FakeTeams) -> None:
    await warm(signed, teams)
    known = signed.cloud.fetches.copy()
    for change in ({"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1}, {"serviceurl": None}):
        token = signed.cloud.token(teams.url, headers={"kid": "invented"}, **change)
        assert (await signed.send(personal(teams), token))[0] == 401
    for header in ({"alg": "RS256"}, {"alg": "RS256", "kid": ""}):
        nameless = signed_with(header, signed.cloud.claims(teams.url))
        assert (await signed.send(personal(teams), nameless))[0] == 401
    assert signed.cloud.fetches == known


async def test_a_good_question_is_taken_while_the_key_source_hangs(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    patient = KeyRhythm(wait=60)
    async with bot(store, desk, settings=in_teams(cloud), rhythm=patient) as running:
        signed = Signed(running.session, running.url, cloud)
        await warm(signed, teams)
        cloud.held.clear()
        tokens = [invented(cloud, teams, n) for n in range(20)]
        flood = [asyncio.create_task(signed.send(personal(teams), token)) for token in tokens]
        await soon(lambda: asked(cloud, 2))
        for _ in range(5):
            assert await asyncio.wait_for(signed.post(personal(teams)), SOON) == 200
        assert not any(task.done() for task in flood)
        cloud.held.set()
        assert {status for status, _ in await asyncio.gather(*flood)} == {401}


async def asked(cloud: FakeCloud, times: int) -> bool:
    return cloud.fetches[METADATA] >= times


async def test_a_dead_key_source_leaves_those_in_who_are_known(signed: Signed, teams: FakeTeams) -> None:
    await warm(signed, teams)
    signed.cloud.dead = True
    assert (await signed.send(personal(teams), invented(signed.cloud, teams, 1)))[0] == 401
    assert await signed.post(personal(teams)) == 200


async def test_teams_is_let_in_with_its_new_key_at_once(signed: Signed, teams: FakeTeams) -> None:
    await warm(signed, teams)
    old = signed.cloud.token(teams.url)
    signed.cloud.rotate("second", keep_old=False)
    assert await signed.post(personal(teams)) == 200
    assert (await signed.send(personal(teams), old))[0] == 401


async def test_without_any_key_teams_is_asked_to_come_again_and_everybody_else_refused(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    cloud.dead = True
    async with bot(store, desk, settings=in_teams(cloud)) as running:
        signed = Signed(running.session, running.url, cloud)
        status, headers = await signed.send(personal(teams), cloud.token(teams.url))
        assert (status, headers["Retry-After"]) == (503, "10")
        assert (await signed.send(personal(teams), cloud.token(teams.url, exp=1)))[0] == 401
        assert (await signed.send(personal(teams), "garbage"))[0] == 401
        cloud.dead = False

        async def let_in() -> bool:
            return await signed.post(personal(teams)) == 200

        await soon(let_in, seconds=30)


async def test_a_key_not_endorsed_for_teams_lets_nobody_in(signed: Signed, teams: FakeTeams) -> None:
    await warm(signed, teams)
    odd: list[object] = [["webchat", "skype"], [], ["MSTEAMS"], ["msteams "], "msteams", {"msteams": True}, None]
    for number, endorsements in enumerate(odd):
        signed.cloud.rotate(f"odd-{number}", endorsements=endorsements)
    signed.cloud.rotate("good")
    silent = public_jwk("silent", rsa_key("silent").public_key())
    del silent["endorsements"]
    signed.cloud.published.append(silent)
    assert await signed.post(personal(teams)) == 200, "all of them are fetched"
    for kid in (*(f"odd-{number}" for number in range(len(odd))), "silent"):
        assert (await signed.send(personal(teams), signed.cloud.token(teams.url, kid=kid)))[0] == 401


# --- floods ---


async def test_a_sender_who_floods_is_told_when_to_come_again_and_nobody_else_is(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    limits = Limits(sender=Limit(every=100, burst=5))
    async with bot(store, desk, settings=in_teams(cloud), limits=limits) as running:
        signed = Signed(running.session, running.url, cloud)
        told = [await signed.send(personal(teams), cloud.token(teams.url)) for _ in range(20)]
        assert [status for status, _ in told] == [200] * 5 + [429] * 15
        assert int(told[-1][1]["Retry-After"]) > 0
        bo = {"id": "29:bo", "aadObjectId": "bo-entra"}
        assert await signed.post(personal(teams) | {"from": bo}) == 200
        # Nobody waits for what an event does, and nobody loses one.
        events = [await signed.post(personal(teams, type="conversationUpdate")) for _ in range(10)]
        assert events == [200] * 10
        async with store.working() as session:
            assert await session.scalar(select(func.count()).select_from(Inbox)) == 5 + 1 + 10


async def test_an_address_that_floods_is_stopped_before_its_token_is_read_and_teams_is_not(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    limits = Limits(address=Limit(every=100, burst=30))
    async with bot(store, desk, settings=in_teams(cloud), limits=limits) as running:
        signed = Signed(running.session, running.url, cloud)
        of_teams = cloud.token(teams.url)
        assert (await signed.send(personal(teams), of_teams))[0] == 200
        told = [await signed.send(personal(teams), "a.b.c") for _ in range(50)]
        assert [status for status, _ in told] == [401] * 30 + [429] * 20
        assert int(told[-1][1]["Retry-After"]) > 0
        assert (await signed.send(personal(teams), of_teams))[0] == 200, "its token has been good before"
        other = {"X-Forwarded-For": "10.0.0.1, 203.0.113.7"}
        assert (await signed.send(personal(teams), cloud.token(teams.url, iat=1), **other))[0] == 200


async def test_a_token_that_is_good_no_longer_is_counted_like_any_other(
    store: Store, desk: StandIn, cloud: FakeCloud, teams: FakeTeams
) -> None:
    limits = Limits(address=Limit(every=100, burst=3))
    async with bot(store, desk, settings=in_teams(cloud), limits=limits) as running:
        signed = Signed(running.session, running.url, cloud)
        old = cloud.token(teams.url)
        assert (await signed.send(personal(teams), old))[0] == 200
        cloud.rotate("second", keep_old=False)
        assert await signed.post(personal(teams)) == 200
        told = [(await signed.send(personal(teams), old))[0] for _ in range(10)]
        assert told == sorted(told)
        assert set(told) == {401, 429}


async def test_an_office_that_is_busy_is_never_told_to_come_again(signed: Signed, teams: FakeTeams) -> None:
    """Forty people at once, five questions each, a token of its own for every one."""

    async def asks(number: int) -> set[int]:
        who = {"from": {"id": f"29:{number}", "aadObjectId": f"entra-{number}"}, "conversation": {"id": f"a:{number}"}}
        return {
            (await signed.send(personal(teams) | who, signed.cloud.token(teams.url, jti=f"{number}-{n}")))[0]
            for n in range(5)
        }

    assert await asyncio.gather(*(asks(n) for n in range(40))) == [{200}] * 40


# --- whatever is sent ---

ACTIVITY_FIELDS = (
    *("text", "value", "name", "action", "entities", "membersAdded", "membersRemoved", "channelData", "conversation"),
    *("from", "recipient", "id", "timestamp", "attachments", "replyToId", "serviceUrl", "channelId", "reactionsAdded"),
)
KINDS = ("message", "invoke", "conversationUpdate", "installationUpdate", "messageUpdate", "messageReaction", "event")


async def test_no_activity_breaks_the_service(signed: Signed, teams: FakeTeams) -> None:
    """Under a good token."""
    await warm(signed, teams)
    loop = asyncio.get_running_loop()
    numbers = itertools.count()

    @settings(max_examples=examples(60))
    @given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(ACTIVITY_FIELDS), JSON, max_size=4), st.booleans())
    def whatever(kind: str, change: dict[str, object], ours: bool) -> None:
        number = next(numbers)
        own = {"type": kind, "from": {"id": f"29:{number}"}, "conversation": {"id": f"a:{number}"}}
        pressed = {"name": "adaptiveCard/action", "value": {"action": {"data": change.get("value")}}} if ours else {}
        sent = signed.send(personal(teams) | own | change | pressed, signed.cloud.token(teams.url))
        status, _ = asyncio.run_coroutine_threadsafe(sent, loop).result(60)
        assert status in {200, 400, 401, 403}

    await asyncio.to_thread(whatever)


# --- what is told ---


async def test_a_refusal_tells_the_caller_nothing_and_the_log_the_reason_without_a_word_of_the_caller(
    signed: Signed, teams: FakeTeams, caplog: pytest.LogCaptureFixture
) -> None:
    forged = 'hemmeligt\n{"level": "error"}'
    with caplog.at_level(logging.INFO):
        told = set()
        for change in ({"exp": 1}, {"aud": forged}, {"iss": forged}, {"serviceurl": forged}):
            url = signed.url + "/api/messages"
            headers = {"Authorization": "Bearer " + signed.cloud.token(teams.url, **change)}
            async with signed.session.post(url, json=personal(teams, forged), headers=headers) as response:
                assert response.status == 401
                told.add(await response.text())
    assert told == {'{"error": "The request carries no good token."}'}
    refused = [record for record in caplog.records if record.message == "request refused"]
    assert [record.__dict__["reason"] for record in refused] == [
        "ExpiredSignatureError",
        "InvalidAudienceError",
        "InvalidIssuerError",
        "another service URL",
    ]
    lines = [JsonLines().format(record) for record in caplog.records]
    assert all(json.loads(line) for line in lines)
    assert "hemmeligt" not in "".join(lines)
    assert not [record for record in caplog.records if record.exc_info]


# --- tokens letter by letter ---


async def taken(tokens: TokenCheck, token: str) -> bool:
    try:
        await tokens.check([f"Bearer {token}"])
    except RequestRefusedError as refused:
        return refused.status != 401
    return True


def says(token: str) -> list[bytes]:
    """The bytes a token stands for: its last letters may be written in several ways."""
    return [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in token.split(".")]


async def test_no_letter_of_a_good_token_can_be_changed(cloud: FakeCloud) -> None:
    token = cloud.token("https://smba.trafficmanager.net/emea/")
    async with open_keys(cloud.openid_metadata, KeyRhythm(wait=SOON)) as keys:
        tokens = TokenCheck(keys, APP_ID, PUBLIC_ISSUER)
        await keys.look_up("first")
        assert await taken(tokens, token)
        for place, letter in enumerate(token):
            if letter == ".":
                continue
            other = token[:place] + ("B" if letter == "A" else "A") + token[place + 1 :]
            assert says(other) == says(token) or not await taken(tokens, other), place


HEADERS = ("alg", "kid", "typ", "crit", "b64", "jwk", "x5c", "zip")
CLAIMS = ("exp", "nbf", "iat", "iss", "aud", "serviceurl", "sub", "jti")


def signed_with(header: Mapping[str, object], claims: Mapping[str, object]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    signature = jwt.get_algorithm_by_name("RS256").sign(b".".join(parts), rsa_key("first"))
    return b".".join([*parts, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


async def test_any_claims_and_headers_are_refused_or_right(cloud: FakeCloud) -> None:
    """Well signed every time: Teams itself would have to write them."""
    service_url = "https://smba.trafficmanager.net/emea/"
    async with open_keys(cloud.openid_metadata, KeyRhythm(wait=SOON)) as keys:
        tokens = TokenCheck(keys, APP_ID, PUBLIC_ISSUER)
        await keys.look_up("first")
        loop = asyncio.get_running_loop()

        @given(
            st.dictionaries(
                st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "x5c", "zip"]), JSON, max_size=3
            ),
            st.dictionaries(st.sampled_from(CLAIMS), JSON, max_size=4),
        )
        def whatever(headers: dict[str, object], claims: dict[str, object]) -> None:
            header = {"alg": "RS256", "typ": "JWT", "kid": "first"} | headers
            token = signed_with(header, cloud.claims(service_url) | claims)
            good = asyncio.run_coroutine_threadsafe(taken(tokens, token), loop).result(60)
            assert not good or not {"exp", "nbf", "iss", "aud"} & claims.keys() or plausible(claims)

        await asyncio.to_thread(whatever)


def plausible(claims: Mapping[str, object]) -> bool:
    """Whether what was put in place of a claim is of its kind."""
    numbers = all(type(claims.get(name, 0)) in {int, float} for name in ("exp", "nbf", "iat"))
    return numbers and not {"iss", "aud"} & claims.keys()


async def test_any_bytes_in_the_header_are_no_token() -> None:
    async with open_keys("http://127.0.0.1:1/", KeyRhythm()) as keys:
        tokens = TokenCheck(keys, APP_ID, PUBLIC_ISSUER)
        loop = asyncio.get_running_loop()

        @given(st.binary(max_size=300))
        def whatever(raw: bytes) -> None:
            text = raw.decode("utf-8", "surrogateescape")
            for header in (text, f"Bearer {text}", f"Bearer {text}.{text}.{text}"):
                checked = asyncio.run_coroutine_threadsafe(tokens.check([header]), loop)
                with pytest.raises(RequestRefusedError):
                    checked.result(60)

        await asyncio.to_thread(whatever)
