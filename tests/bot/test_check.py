"""`sagspuls check` names what needs a look, one line each with what to do, and ends with 1 where anything does."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import ProgrammingError
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.check import _token
from messages.credentials import Tokens
from storage.clock import wall_clock
from storage.database import Store, store_at
from storage.schema import Conversation, Delivery, ImportRun, Run, Schedule, Team
from storage.settings import Settings
from tests.bot.test_starting import KEY
from tests.conftest import fresh_database
from tests.fake_cloud import APP_ID, rsa_key

NOW = wall_clock()


@pytest.fixture
def url(database: URL) -> URL:
    """A database with data of today."""
    write(database, a_fresh_import)
    return database


@pytest.fixture
def command(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", url.render_as_string(hide_password=False))
    monkeypatch.setenv("SAGSPULS_HOME", str(tmp_path))
    monkeypatch.setenv("SAGSPULS_LOCAL", "1")
    monkeypatch.setattr(logging.root, "handlers", list(logging.root.handlers))
    return CliRunner()


def write(url: URL, work: Callable[[Store], Awaitable[None]]) -> None:
    async def within() -> None:
        store = store_at(url)
        try:
            await work(store)
        finally:
            await store.close()

    asyncio.run(within())


async def a_fresh_import(store: Store) -> None:
    async with store.working() as session:
        session.add(ImportRun(started_at=NOW, finished_at=NOW, run_by="test", outcome="done", problems=0))


def looks(command: CliRunner) -> list[str]:
    """What needs a look; the exit code says the same."""
    result = command.invoke(app, "check")
    lines = [line.split(" look ", 1)[1].strip() for line in result.output.splitlines() if " look " in line]
    assert result.exit_code == (1 if lines else 0), result.output
    return lines


def test_it_is_content_where_all_is_well(command: CliRunner) -> None:
    assert looks(command) == []


def test_it_says_that_nothing_is_imported(command: CliRunner, url: URL) -> None:
    async def forget(store: Store) -> None:
        async with store.working() as session:
            await session.execute(text("DELETE FROM import_run"))

    write(url, forget)
    (line,) = looks(command)
    assert "sagspuls import" in line


def test_old_data_is_named_with_its_day(command: CliRunner, url: URL) -> None:
    async def age(store: Store) -> None:
        async with store.working() as session:
            await session.execute(text("UPDATE import_run SET started_at = :at, finished_at = :at"), {"at": AGO})

    write(url, age)
    (line,) = looks(command)
    assert f"imported {AGO:%Y-%m}" in line


AGO = NOW - dt.timedelta(days=40)


async def deliveries_in_trouble(store: Store) -> None:
    async with store.working() as session:
        team = Team(name="Team Nord")
        run = Run(kind="weekly_digest", period="2026-W48", due_at=NOW, planned_at=NOW)
        session.add_all([team, run])
        await session.flush()
        for state in ("sent", "failed", "uncertain", "given_up"):
            told = {"state": state, "last_error": "HTTP 502", "created_at": NOW, "content": {"text": "Hej"}}
            session.add(Delivery(run_id=run.id, target=f"team:{state}", team_id=team.id, **told))


def test_deliveries_that_failed_or_are_uncertain_are_named(command: CliRunner, url: URL) -> None:
    write(url, deliveries_in_trouble)
    lines = looks(command)
    assert [("is failed" in line, "is uncertain" in line) for line in lines] == [(False, True), (True, False)]
    assert all("Team Nord" in line and "resend" in line and "HTTP 502" in line for line in lines)


def a_place(name: str, **columns: object) -> Conversation:
    return Conversation(
        conversation_id=f"19:{name}",
        kind="channel",
        channel_id="msteams",
        service_url="https://smba.trafficmanager.net/emea/",
        teams_team_id=f"19:{name}",
        teams_team_name=name,
        installed_at=NOW,
        **columns,
    )


async def places_in_trouble(store: Store) -> None:
    async with store.working() as session:
        nord, syd = Team(name="Team Nord"), Team(name="Team Syd")
        vest = Team(name="Team Vest")
        session.add_all([nord, syd, vest])
        await session.flush()
        bound = a_place("Nord i Teams", team_id=nord.id, blocked_reason="MessageWritesBlocked")
        gone = a_place("Forladt", removed_at=NOW, blocked_reason="ConversationNotFound")
        shared = a_place("Fælles", team_id=vest.id, channel_type="shared", teams_channel_name="Fælles med Nabo")
        session.add_all([bound, gone, shared, a_place("Julefrokost")])
        rhythm = {"kind": "weekly_digest", "weekday": 0, "at": dt.time(8), "created_at": NOW}
        session.add_all([Schedule(team_id=team.id, **rhythm) for team in (nord, syd)])


def test_channels_without_team_teams_without_channel_and_blocked_ones_are_named(command: CliRunner, url: URL) -> None:
    write(url, places_in_trouble)
    unbound, without, blocked, unconfirmed = looks(command)
    assert "'Julefrokost'" in unbound
    assert without.startswith("Team Syd has no channel")
    assert "Nord i Teams" in blocked
    assert "MessageWritesBlocked" in blocked
    assert "Fælles med Nabo" in unconfirmed


def test_another_key_than_the_hashes_were_made_with_is_named(
    command: CliRunner, url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def know_a_key(store: Store) -> None:
        async with store.working() as session:
            value = '{"sha256": "that of another key"}'
            await session.execute(
                text("INSERT INTO store_setting (name, value) VALUES ('cpr_key_fingerprint', :value)"), {"value": value}
            )

    write(url, know_a_key)
    monkeypatch.setenv("SAGSPULS_CPR_KEY", KEY)
    (line,) = looks(command)
    assert "another SAGSPULS_CPR_KEY" in line
    assert KEY not in line


@pytest.fixture
def changed(server: URL) -> Iterator[URL]:
    """A database whose schema somebody has changed by hand."""
    with fresh_database(server) as url:
        write(url, a_fresh_import)
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP INDEX ix_inbox_waiting"))
            connection.execute(text("DROP POLICY asker ON case_file"))
            connection.execute(text("GRANT SELECT ON case_file TO PUBLIC"))
        engine.dispose()
        yield url


def test_what_was_changed_by_hand_in_the_schema_is_named(
    command: CliRunner, changed: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", changed.render_as_string(hide_password=False))
    index, policy, right = looks(command)
    assert index.startswith("missing or changed: index ix_inbox_waiting")
    assert policy.startswith("missing or changed: policy asker on case_file")
    assert right == "too much: right to select case_file for everybody"


@pytest.mark.parametrize(
    ("statement", "schema"),
    [
        ("DROP TABLE delivery CASCADE", "missing or changed: table delivery with row security"),
        ("ALTER TABLE import_run DROP COLUMN outcome CASCADE", "missing or changed: column import_run.outcome text"),
        ("REVOKE ALL ON conversation FROM sagspuls_service", "missing or changed: right to select conversation for"),
    ],
)
def test_a_part_that_cannot_be_read_silences_no_other(
    command: CliRunner, changed: URL, monkeypatch: pytest.MonkeyPatch, statement: str, schema: str
) -> None:
    engine = create_engine(changed)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", changed.render_as_string(hide_password=False))
    found = looks(command)
    assert any(line.startswith(schema) for line in found)
    assert "cannot be read as the schema is: mend that first" in found
    assert not [line for line in found if "stopped answering" in line]


@pytest.fixture
def standby(changed: URL) -> URL:
    """A database that takes no writes, as a standby does."""
    engine = create_engine(changed, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{changed.database}" SET default_transaction_read_only = on'))
    engine.dispose()
    return changed


def test_a_database_that_takes_no_writes_is_named(
    command: CliRunner, standby: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", standby.render_as_string(hide_password=False))
    assert [line for line in looks(command) if line.startswith("takes no question (25006)")]


def test_a_command_that_may_not_write_says_so_in_one_line_without_anybodys_data(
    command: CliRunner, standby: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", standby.render_as_string(hide_password=False))
    result = command.invoke(app, ["ask", "hvem er jeg", "--as", "anna@kommunen.example"])
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    (line,) = result.output.splitlines()
    assert line.startswith("The database takes no writes")


async def test_no_error_of_the_database_repeats_what_fills_a_statement(store: Store) -> None:
    with pytest.raises(ProgrammingError) as failed:
        async with store.working() as session:
            await session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "Mikkel Holm"})
    assert "Mikkel" not in str(failed.value)


def test_a_store_of_a_newer_version_is_named(command: CliRunner, changed: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(changed)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", changed.render_as_string(hide_password=False))
    (line,) = looks(command)
    assert "newer version" in line


SIGNED_IN = {"APP_ID": APP_ID, "TENANT_ID": "kommunen", "APP_PASSWORD": "hush-hush", "CPR_KEY": KEY}
NOBODY = "http://127.0.0.1:9"


def test_without_key_source_token_and_database_each_is_one_line(
    command: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAGSPULS_LOCAL")
    nowhere = {"DATABASE_URL": "postgresql://nobody:hush@127.0.0.1:9/none", "OPENID_METADATA": NOBODY}
    for name, value in {**SIGNED_IN, **nowhere, "LOGIN_URL": NOBODY}.items():
        monkeypatch.setenv(f"SAGSPULS_{name}", value)
    keys, token, database = looks(command)
    assert "SAGSPULS_OPENID_METADATA" in keys
    assert "Entra gives none" in token
    assert "No database answers at 127.0.0.1:9" in database
    assert "hush" not in keys + token + database


def test_missing_settings_are_a_line_each(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAGSPULS_LOCAL")
    monkeypatch.setenv("SAGSPULS_APP_ID", APP_ID)
    monkeypatch.setenv("SAGSPULS_OPENID_METADATA", NOBODY)
    said = "\n".join(looks(command))
    for missing in (
        "SAGSPULS_TENANT_ID is missing",
        "Nothing proves",
        "SAGSPULS_CPR_KEY is missing",
        "mend the settings",
    ):
        assert missing in said


@pytest.mark.parametrize(
    ("days", "says"),
    [(-2, "the certificate ended on"), (10, "the certificate ends on"), (300, None)],
)
def test_a_certificate_that_ends_is_named_before_the_bot_falls_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, says: str | None
) -> None:
    async def token(_tokens: Tokens) -> str:
        return "token"

    monkeypatch.setattr(Tokens, "bearer", token)
    made = certificate(tmp_path, NOW + dt.timedelta(days=days))
    settings = Settings(app_id=APP_ID, tenant_id=("kommunen",), app_certificate=made, cpr_key=SecretStr(KEY))
    finding = asyncio.run(_token(settings))
    assert finding.well == (says is None)
    assert says is None or (says in finding.text and f"{NOW + dt.timedelta(days=days):%Y-%m-%d}" in finding.text)


def certificate(folder: Path, ends: dt.datetime) -> Path:
    """A PEM file as docs/teams.md makes one, with another end."""
    key, name = rsa_key("certificate"), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sagspuls")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, ends - dt.timedelta(days=400), ends)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "bot.pem"
    path.write_bytes(private + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path
