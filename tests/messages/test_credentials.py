"""The bot proves itself in five ways, with one token at a time; the library's real code, against a real server."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from messages.channel import Address, Channel, Retry, Sent, channel_of, open_channel
from messages.credentials import NoTokenError, Tokens, problems_of, tokens_of
from messages.message import Message
from storage.database import Store
from storage.rules.sending.service_urls import ServiceUrls
from storage.settings import Settings
from tests.fake_channel import FakeTeams, fake_teams, refuse
from tests.fake_entra import Behaviour, FakeEntra, fake_entra, never, refuse_with, saying, slowly

TENANT = "11111111-2222-3333-4444-555555555555"
APP = "66666666-7777-8888-9999-000000000000"
SECRET = "hush-hush"
SCOPE = "https://api.botframework.com/.default"
HELLO = Message("Hej", None, {})
HERE = ServiceUrls(("http://127.0.0.1",), local=True)


@pytest.fixture
async def entra() -> AsyncIterator[FakeEntra]:
    async with fake_entra() as running:
        yield running


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as running:
        yield running


def of(entra: FakeEntra | None = None, **more: Any) -> Settings:
    where: dict[str, Any] = {"login_url": entra.url} if entra else {}
    return Settings(app_id=APP, tenant_id=(TENANT,), **where, **more)


def with_secret(entra: FakeEntra) -> Settings:
    return of(entra, app_password=SECRET)


def client_of(settings: Settings) -> Tokens:
    client = tokens_of(settings)
    assert client is not None
    return client


@pytest.fixture
async def tokens(entra: FakeEntra) -> AsyncIterator[Tokens]:
    client = client_of(with_secret(entra))
    yield client
    await client.close()


@pytest.fixture
async def channel(tokens: Tokens) -> AsyncIterator[Channel]:
    async with open_channel(HERE, tokens=tokens, seconds=10) as opened:
        yield opened


def address(teams: FakeTeams) -> Address:
    return Address(teams.url, "19:nord", "28:bot", "msteams", TENANT)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key: rsa.RSAPrivateKey, path: Path, password: bytes | None = None) -> Path:
    """A PEM file as an operator makes one: the certificate and its key."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sagspuls")])
    since = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, since, since + dt.timedelta(days=3650))
    locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    path.write_bytes(own + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


# --- The five ways ---------------------------------------------------------------------------------------------------


async def test_a_client_secret_gets_a_token_of_the_bots_own_tenant(entra: FakeEntra, tokens: Tokens) -> None:
    assert await tokens.bearer() == "token-1"
    (asked,) = entra.asked
    assert asked.path == f"/{TENANT}/oauth2/v2.0/token"
    assert asked.fields == {
        "grant_type": "client_credentials",
        "client_id": APP,
        "client_secret": SECRET,
        "scope": SCOPE,
    }


@pytest.mark.parametrize("password", [None, "open sesame"])
async def test_a_certificate_signs_the_request(
    entra: FakeEntra, key: rsa.RSAPrivateKey, tmp_path: Path, password: str | None
) -> None:
    path = certificate(key, tmp_path / "bot.pem", password.encode() if password else None)
    settings = of(entra, app_certificate=path, app_certificate_password=password)
    assert problems_of(settings) == []
    assert await client_of(settings).bearer() == "token-1"
    said = entra.asked[0].fields
    assert "client_secret" not in said
    audience = f"https://{entra.url.removeprefix('http://')}/{TENANT}/oauth2/v2.0/token"
    claims = jwt.decode(said["client_assertion"], key.public_key(), algorithms=["PS256"], audience=audience)
    assert (claims["iss"], claims["sub"]) == (APP, APP)


@pytest.mark.parametrize(("identity", "asked_for"), [("system", None), (APP, APP)])
async def test_a_managed_identity_is_asked_at_the_machines_own_address(
    entra: FakeEntra, monkeypatch: pytest.MonkeyPatch, identity: str, asked_for: str | None
) -> None:
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", entra.url)
    assert await client_of(of(app_identity=identity)).bearer() == "token-1"
    (asked,) = entra.asked
    assert asked.path == "/metadata/identity/oauth2/token"
    assert asked.headers["Metadata"] == "true"
    assert (asked.fields["resource"], asked.fields.get("client_id")) == ("https://api.botframework.com", asked_for)


async def test_a_managed_identity_of_an_app_service_is_asked_at_the_address_the_service_gives(
    entra: FakeEntra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{entra.url}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "proof-of-the-house")
    assert await client_of(of(app_identity=APP)).bearer() == "token-1"
    (asked,) = entra.asked
    assert (asked.path, asked.headers["X-IDENTITY-HEADER"]) == ("/msi/token", "proof-of-the-house")


async def test_a_federated_identity_vouches_for_the_app(entra: FakeEntra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", entra.url)
    assert await client_of(of(entra, app_federated_identity="system")).bearer() == "token-2"
    identity, app = entra.asked
    assert identity.fields["resource"] == "api://AzureADTokenExchange"
    assert (app.fields["client_assertion"], app.fields["client_id"]) == ("token-1", APP)


async def test_a_federated_token_file_is_read_anew_each_time(entra: FakeEntra, tmp_path: Path) -> None:
    file = tmp_path / "token"
    settings = of(entra, app_federated_token_file=file)
    tokens = client_of(settings)
    for vouches in ("first", "second"):
        file.write_text(f"{vouches}\n")
        tokens.drop(await tokens.bearer())
    assert [asked.fields["client_assertion"] for asked in entra.asked] == ["first", "second"]


# --- One token, kept and renewed -------------------------------------------------------------------------------------


async def test_a_token_is_kept_until_five_minutes_before_it_ends(entra: FakeEntra, tokens: Tokens) -> None:
    entra.lasts = 299
    assert await tokens.bearer() == "token-1"
    entra.lasts = 360
    assert [await tokens.bearer() for _ in range(3)] == ["token-2"] * 3


async def test_many_who_wait_share_one_fetch(entra: FakeEntra, tokens: Tokens) -> None:
    assert set(await asyncio.gather(*(tokens.bearer() for _ in range(50)))) == {"token-1"}
    assert len(entra.asked) == 1


async def test_who_gives_up_waiting_does_not_take_the_token_from_the_others(entra: FakeEntra, tokens: Tokens) -> None:
    go_on = asyncio.Event()
    entra.next.append(slowly(go_on))
    first, second = asyncio.create_task(tokens.bearer()), asyncio.create_task(tokens.bearer())
    async with asyncio.timeout(30):
        while not entra.asked:  # noqa: ASYNC110  # what is waited for happens in the server
            await asyncio.sleep(0.01)
    first.cancel()
    go_on.set()
    assert await second == "slow-token"
    assert len(entra.asked) == 1


async def test_a_token_is_asked_for_before_anything_is_posted(entra: FakeEntra, store: Store) -> None:
    async with channel_of(with_secret(entra), store), asyncio.timeout(30):
        while not entra.asked:  # noqa: ASYNC110  # what is waited for happens in the server
            await asyncio.sleep(0.01)
    assert len(entra.asked) == 1


async def test_a_token_that_still_holds_is_sent_while_no_new_one_can_be_had(entra: FakeEntra, tokens: Tokens) -> None:
    entra.lasts = 200
    assert await tokens.bearer() == "token-1"
    entra.next.append(refuse_with("AADSTS90033"))
    assert await tokens.bearer() == "token-1"


async def test_the_loop_runs_on_while_a_token_is_fetched(
    entra: FakeEntra, key: rsa.RSAPrivateKey, tmp_path: Path
) -> None:
    """Once imported, nothing of the library blocks, the certificate's key and its signing least of all."""
    await client_of(with_secret(entra)).bearer()
    path = certificate(key, tmp_path / "bot.pem", b"open sesame")
    tokens = client_of(of(entra, app_certificate=path, app_certificate_password="open sesame"))
    loop, longest, stop = asyncio.get_running_loop(), 0.0, asyncio.Event()

    async def beat() -> None:
        nonlocal longest
        while not stop.is_set():
            before = loop.time()
            await asyncio.sleep(0)
            longest = max(longest, loop.time() - before)

    beating = asyncio.create_task(beat())
    await tokens.bearer()
    stop.set()
    await beating
    assert longest < 0.5


# --- What goes wrong -------------------------------------------------------------------------------------------------


async def test_a_refusal_is_told_by_its_code_and_nothing_secret_is_logged(
    entra: FakeEntra, tokens: Tokens, caplog: pytest.LogCaptureFixture
) -> None:
    entra.next.append(refuse_with("AADSTS7000215"))
    with caplog.at_level(logging.DEBUG), pytest.raises(NoTokenError, match=r"^AADSTS7000215$"):
        await tokens.bearer()
    assert await tokens.bearer() == "token-1"
    said = "\n".join(f"{record.getMessage()} {record.__dict__.get('reason')}" for record in caplog.records)
    assert "AADSTS7000215" in said
    assert SECRET not in said
    assert "token-1" not in said
    assert "token-1" not in repr(vars(tokens))


async def test_a_silent_token_endpoint_is_given_up_after_a_time(entra: FakeEntra) -> None:
    entra.next.append(never)
    settings = with_secret(entra)
    from messages import entra as library

    tokens = Tokens(lambda: library.fetch(settings), seconds=0.3)
    with pytest.raises(NoTokenError, match="no answer"):
        await tokens.bearer()
    assert await tokens.bearer() == "token-1"


ODD_ANSWERS = [
    "",
    "null",
    "5",
    "[]",
    '"token"',
    "{}",
    '{"expires_in": 3600}',
    '{"expires_on": 99999999999}',
    '{"access_token": "x"}',
    '{"access_token": "x", "expires_in": "soon"}',
    '{"access_token": "x", "expires_in": null}',
    '{"access_token": "", "expires_in": 3600}',
    '{"access_token": 7, "expires_in": 3600}',
    '{"access_token": "x\\r\\nX-Admin: 1", "expires_in": 3600}',
    "{",
]


@pytest.mark.parametrize("answer", [saying("<p>a proxy's page</p>", "text/html"), *map(saying, ODD_ANSWERS)])
async def test_an_odd_answer_is_no_token(
    entra: FakeEntra, teams: FakeTeams, channel: Channel, answer: Behaviour
) -> None:
    entra.next.append(answer)
    outcome = await channel.post(address(teams), HELLO)
    assert isinstance(outcome, Retry)
    assert outcome.reason.startswith("no token: ")
    assert teams.calls == []


async def test_without_a_token_nothing_is_posted_and_it_is_worth_another_try(
    entra: FakeEntra, teams: FakeTeams, channel: Channel
) -> None:
    entra.next.append(refuse_with("AADSTS700016"))
    assert await channel.post(address(teams), HELLO) == Retry(None, None, "no token: AADSTS700016")
    assert teams.calls == []
    assert isinstance(await channel.post(address(teams), HELLO), Sent)


async def test_a_token_the_channel_refuses_is_renewed_once(
    entra: FakeEntra, teams: FakeTeams, channel: Channel
) -> None:
    teams.next.append(refuse(401))
    assert isinstance(await channel.post(address(teams), HELLO), Sent)
    assert [call.bearer for call in teams.calls] == ["token-1", "token-2"]
    teams.next.extend([refuse(401), refuse(401)])
    outcome = await channel.post(address(teams), HELLO)
    assert isinstance(outcome, Retry)
    assert outcome.status == 401
    assert [call.bearer for call in teams.calls] == ["token-1", "token-2", "token-2", "token-3"]


# --- Who gets to see the token ---------------------------------------------------------------------------------------


async def test_every_call_carries_the_token(teams: FakeTeams, channel: Channel) -> None:
    await channel.post(address(teams), HELLO, reply_to="m1")
    await channel.update(address(teams), HELLO, "posted-1")
    await channel.member(address(teams), "29:anna", "anna-id")
    assert [call.bearer for call in teams.calls] + teams.lookup_bearers == ["token-1"] * 3


async def test_no_token_goes_to_an_address_that_is_not_trusted(entra: FakeEntra, teams: FakeTeams) -> None:
    elsewhere = ServiceUrls(("smba.trafficmanager.net",))
    async with open_channel(elsewhere, tokens=client_of(with_secret(entra))) as channel:
        await channel.post(address(teams), HELLO)
        await channel.update(address(teams), HELLO, "posted-1")
        assert await channel.member(address(teams), "29:anna", "anna-id") == ()
    assert (teams.calls, teams.lookups, entra.asked) == ([], [], [])


async def test_no_token_goes_through_a_redirect(teams: FakeTeams, channel: Channel) -> None:
    async with fake_teams() as other:
        teams.next.append(refuse(307, headers={"Location": f"{other.url}v3/conversations/19:nord/activities"}))
        await channel.post(address(teams), HELLO)
        assert (len(teams.calls), other.calls) == (1, [])


async def test_local_use_asks_for_no_token_and_sends_none(entra: FakeEntra, teams: FakeTeams) -> None:
    settings = of(entra, app_password=SECRET, local=True)
    async with open_channel(settings.trusted_services, tokens=tokens_of(settings)) as channel:
        assert isinstance(await channel.post(address(teams), HELLO), Sent)
    assert (teams.calls[0].bearer, entra.asked) == (None, [])


def test_the_library_is_not_loaded_before_a_token_is_asked_for() -> None:
    code = "import sys, bot.cli, bot.app; sys.exit('azure.identity' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- What is missing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"app_id": None}, "SAGSPULS_APP_ID is missing"),
        ({"tenant_id": ()}, "SAGSPULS_TENANT_ID is missing"),
        ({"app_password": None}, "Nothing proves that the bot is itself"),
        ({"app_identity": "system"}, "SAGSPULS_APP_PASSWORD and SAGSPULS_APP_IDENTITY are set"),
        ({"app_certificate_password": "x"}, "SAGSPULS_APP_CERTIFICATE_PASSWORD is set without"),
        ({"app_password": None, "app_certificate": "/nowhere/bot.pem"}, "No such file or directory"),
        ({"app_password": None, "app_certificate": __file__}, "it is no PEM file"),
        ({"app_password": None, "app_federated_token_file": "/nowhere/token"}, "No such file or directory"),
    ],
)
def test_what_is_missing_is_said_in_one_line(given: dict[str, Any], says: str) -> None:
    (line,) = problems_of(Settings(**{"app_id": APP, "tenant_id": TENANT, "app_password": SECRET, **given}))
    assert says in line
    assert SECRET not in line


def test_a_certificate_with_another_password_is_told(key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    path = certificate(key, tmp_path / "bot.pem", b"open sesame")
    for password in (None, "wrong"):
        (line,) = problems_of(of(app_certificate=path, app_certificate_password=password))
        assert "the password is not its own" in line
