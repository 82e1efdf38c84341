"""A real PostgreSQL with the real migrations, and the people everyone remembers: Anna, Bo and Carl."""

from __future__ import annotations

import asyncio
import datetime as dt
import fcntl
import gc
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.understanding.classifier import Model
from storage.database import Store, store_at
from storage.embedded import EmbeddedServer
from storage.migrate import upgrade
from storage.rules.access import Person, Role
from storage.schema import Case, CaseEvent, Grant, Ownership, Staff, Team, TeamLeader
from storage.settings import PREFIX
from tests.bot.understanding.trained import trained
from tests.kept import Kept
from tests.slow_line import Line, line_to

# A developer's own settings must decide nothing here; here, because some tests build their Settings when imported.
for _name in [name for name in os.environ if name.startswith(PREFIX)]:
    del os.environ[_name]

# A busy machine is slow, and that is no fault of what is tested.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("whole", PATIENT, max_examples=100)
settings.register_profile("quick", PATIENT, max_examples=25)
settings.load_profile("quick")

TEMPLATE = "sagspuls_template"
EMPTY = """
DO $$
DECLARE
    name regclass;
    left_over CONSTANT text := $sql$ FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid() $sql$;
    some_are_left bool;
BEGIN
    -- Whoever is left over from the test before must not hold a lock or write any more. pg_terminate_backend would
    -- itself look only every tenth of a second whether they are gone.
    EXECUTE 'SELECT pg_terminate_backend(pid)' || left_over;
    FOR look IN 1..10000 LOOP
        PERFORM pg_stat_clear_snapshot();
        EXECUTE 'SELECT EXISTS (SELECT' || left_over || ')' INTO some_are_left;
        EXIT WHEN NOT some_are_left;
        PERFORM pg_sleep(0.001);
    END LOOP;
    -- No foreign keys and no triggers: the access log lets nobody delete.
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %s', name);
    END LOOP;
    PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
END $$
"""
"""Makes a used database like the template again; ids begin anew."""
TODAY = dt.date(2026, 11, 23)
"""Monday: the day the sample questions are asked."""


def pytest_collection_finish() -> None:
    """Let the collector walk what tests make, and no more the modules and thousands of tests that stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def shared() -> Path:
    """A folder that all workers of this run share; whoever leaves last removes it.

    Not pytest's own: that is closed to everyone else whenever a run starts, and the server belongs to another user.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"sagspuls-tests-{run}"
    folder.mkdir(mode=0o711, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def server(shared: Path) -> Iterator[URL]:
    """One embedded server for all workers of a test run; yields the URL of the migrated template database."""
    embedded = EmbeddedServer(shared)
    url = embedded.start(TEMPLATE)
    _forget_durability(url)
    upgrade(url)
    yield url
    if embedded.release():
        shutil.rmtree(shared)


def _forget_durability(url: URL) -> None:
    """The tests' data may die with the machine; not waiting for the disk makes a cloned database cheap."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def worker_database(server: URL) -> Iterator[Connection]:
    """A connection to the one database that this worker's tests use in turn: cloning costs more than emptying."""
    with fresh_database(server) as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()


@pytest.fixture
def database(worker_database: Connection) -> URL:
    """An empty, migrated database of this test's own, for code that commits or runs in several processes.

    A test that changes the schema takes a `fresh_database` instead: only rows and ids are put back.
    """
    worker_database.execute(text(EMPTY))
    return worker_database.engine.url


@pytest.fixture(scope="session")
def kept(worker_database: Connection) -> Kept:
    """What tests of this worker begin with, over and over; put back into a `database`, never into a fresh one."""
    own = worker_database.connection.driver_connection
    assert own is not None
    return Kept(own)


@contextmanager
def fresh_database(server: URL) -> Iterator[URL]:
    """A copy of the template, dropped again afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # Workers clone one template: PostgreSQL refuses two at once, so they take turns.
        connection.execute(text("SELECT pg_advisory_lock(42)"))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY FILE_COPY'))
        connection.execute(text("SELECT pg_advisory_unlock(42)"))
    yield server.set(database=name)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def worker_store(worker_database: Connection) -> Store:
    """The store of this worker's tests; its engine remembers what it has compiled, not its connections."""
    return store_at(worker_database.engine.url)


@pytest.fixture
async def store(database: URL, worker_store: Store) -> AsyncIterator[Store]:
    """An empty store of this test's own."""
    yield worker_store
    await worker_store.close()


@pytest.fixture
async def line(database: URL) -> AsyncIterator[Line]:
    async with line_to(database) as good:
        yield good


@pytest.fixture
async def over_line(line: Line) -> AsyncIterator[Store]:
    """The store at the other end of the line."""
    store = store_at(line.url)
    yield store
    await store.close()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all examples of a property: hypothesis takes no async tests."""
    with asyncio.Runner() as running:
        yield running


@pytest.fixture
def opened(runner: asyncio.Runner, database: URL) -> Iterator[Store]:
    """The empty store on that loop."""
    store = store_at(database)
    yield store
    runner.run(store.close())


@dataclass(frozen=True)
class Office:
    """Two teams: Anna and Bo (its leader) in Team Nord, Carl in Distrikt 2. Dorte coordinates Team Nord, Erik is
    the controller, Freja the administrator."""

    nord: int
    distrikt2: int
    anna: Person
    bo: Person
    carl: Person
    dorte: Person
    erik: Person
    freja: Person


@pytest.fixture
async def office(store: Store) -> Office:
    """Anna, Bo, Carl and the others, without cases."""
    async with store.working() as session:
        nord = Team(name="Team Nord", band_low=20, band_high=25)
        distrikt2 = Team(name="Distrikt 2")
        session.add_all([nord, distrikt2])
        await session.flush()
        staff = {
            "anna": Staff(
                id="anna",
                name="Anna Holm",
                email="anna@sagspuls.example",
                team_id=nord.id,
                roles=["caseworker"],
            ),
            "bo": Staff(id="bo", name="Bo Lund", email="bo@sagspuls.example", team_id=nord.id, roles=["leader"]),
            "carl": Staff(
                id="carl",
                name="Carl Friis",
                email="carl@sagspuls.example",
                team_id=distrikt2.id,
                roles=["caseworker"],
            ),
            "dorte": Staff(
                id="dorte",
                name="Dorte Krogh",
                email="dorte@sagspuls.example",
                team_id=nord.id,
                roles=["coordinator"],
            ),
            "erik": Staff(id="erik", name="Erik Dahl", email="erik@sagspuls.example", roles=["controller"]),
            "freja": Staff(id="freja", name="Freja Toft", email="freja@sagspuls.example", roles=["admin"]),
        }
        for person in staff.values():
            person.entra_id = str(uuid.uuid5(uuid.NAMESPACE_DNS, person.email))
        session.add_all(staff.values())
        await session.flush()
        session.add(TeamLeader(staff_id="bo", team_id=nord.id))
        people = {key: _person(row, frozenset({nord.id}) if key == "bo" else frozenset()) for key, row in staff.items()}
        return Office(nord=nord.id, distrikt2=distrikt2.id, **people)


def _person(row: Staff, leads: frozenset[int]) -> Person:
    return Person(row.id, row.name, row.team_id, frozenset(Role(role) for role in row.roles), leads)


async def add_case(session: AsyncSession, number: str, team_id: int, caseworker: str | None, **columns: object) -> Case:
    """A case with its ownership row; deadlines are added by the test or by the import under test."""
    given = {"case_type": "forebyggende", "opened": dt.date(2026, 1, 5), **columns}
    case = Case(number=number, team_id=team_id, caseworker_id=caseworker, **given)
    session.add(case)
    await session.flush()
    session.add(Ownership(case_id=case.id, since=dt.date.min, until=dt.date.max, staff_id=caseworker))
    return case


async def add_event(session: AsyncSession, case: Case, kind: str, day: dt.date, **columns: object) -> None:
    session.add(CaseEvent(case_id=case.id, kind=kind, day=day, **columns))
    await session.flush()


async def add_grant(
    session: AsyncSession,
    case: Case,
    number: str,
    measure: str,
    price: str,
    unit: str,
    start: str,
    stop: str | None = None,
    **columns: object,
) -> None:
    """A grant of a case; `start` and `stop` are ISO dates, `stop` None = without end."""
    given = {"quantity": Decimal(1), "account": "5.28.21", **columns}
    row = Grant(
        number=number,
        case_id=case.id,
        measure=measure,
        unit_price=Decimal(price),
        unit=unit,
        start=dt.date.fromisoformat(start),
        stop=None if stop is None else dt.date.fromisoformat(stop),
        **given,
    )
    session.add(row)
    await session.flush()


@pytest.fixture(scope="session")
def model(server: URL, shared: Path) -> Model:
    """The real model of the real phrases; parallel workers share the training.

    Who holds the server keeps the folder: else a worker that is done first removes it in the midst of the training.
    """
    with (shared / "model.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return trained(shared)


@pytest.fixture
def home() -> Iterator[Path]:
    """A SAGSPULS_HOME of this test's own, passable for the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="sagspuls-home-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
