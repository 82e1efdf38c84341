"""The second wall: what a plain SELECT without any Scope gives who asks, and that it hides nothing that is theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import URL, Table, create_engine, func, insert, literal_column, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import ASKER, NO_TEAM, SERVICE, Store, acting_as, store_at
from storage.migrate import upgrade
from storage.queries import people
from storage.queries.children.bottlenecks import parts_of_department
from storage.queries.reach import listable, of_reached_teams_or_own, visible, with_case_in_reach
from storage.queries.sending import access_log
from storage.rules.access import Person, Scope, scope_of, scope_of_channel
from storage.schema import (
    FOREVER,
    AccessLog,
    Assignment,
    Attempt,
    AuditAnswer,
    Base,
    Case,
    Complaint,
    Conversation,
    Deadline,
    Delivery,
    Dialogue,
    Ownership,
    Posting,
    Run,
    Staff,
    UnmatchedPosting,
)
from tests.conftest import TODAY, Office, add_case, add_event, add_grant
from tests.storage.imports.folders import EXPORTS, MONEY, RECOVERY, Desk, write
from tests.storage.queries.made_up import add_deadline

NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
SUMMER = dt.date(2026, 6, 1)
OF_A_CASE = sorted(name for name, table in Base.metadata.tables.items() if {"case_id", "cpr_hash"} & {*table.c.keys()})
WITHOUT_CASES = {"access_log", "attempt", "binding", "conversation", "delivery", "dialogue", "notice", "staff"}
UNDER_THE_WALL = {*WITHOUT_CASES, *OF_A_CASE}

Numbers = set[str]
EVERYBODY = {
    "anna": {"A-1", "A-2", "N-1", "M-1"},
    "bo": {"A-1", "A-2", "N-1"},
    "carl": {"C-1", "M-1"},
    "dorte": {"A-1", "N-1"},
    "erik": {"A-1", "N-1", "C-1", "M-1"},
    "freja": set(),
    "nobody": set(),
    "": set(),
}
"""Their own cases of any day, protected ones too; the teams they lead; of their own team what its channel shows."""


@pytest.fixture
async def cases(store: Store, office: Office) -> dict[int, str]:
    """Numbers by id. A-1 and A-2 (protected) are Anna's, N-1 nobody's, C-1 Carl's, and M-1 was Anna's until June."""
    async with store.working() as session:
        of_nord = [("A-1", "anna", False), ("A-2", "anna", True), ("N-1", None, False)]
        found = [await add_case(session, number, office.nord, who, protected=hidden) for number, who, hidden in of_nord]
        found += [await add_case(session, number, office.distrikt2, "carl") for number in ("C-1", "M-1")]
        before = await session.get_one(Ownership, (found[-1].id, dt.date.min))
        before.until, before.staff_id = SUMMER, "anna"
        session.add(Ownership(case_id=found[-1].id, since=SUMMER, until=FOREVER, staff_id="carl"))
        for case in found:
            await _furnish(session, case)
        loose = {"day": TODAY, "account": "5.28.21", "amount": Decimal(1)}
        session.add_all([Posting(voucher=f"-{team}", team_id=team, **loose) for team in (office.nord, None)])
        session.add(Complaint(number="K", team_id=office.nord, received=TODAY))
        return {case.id: case.number for case in found}


@pytest.fixture
async def complaints_of_other_teams(store: Store, office: Office, cases: dict[int, str]) -> None:
    """Of Team Nord about cases of Distrikt 2, and of Distrikt 2 about Anna's protected A-2 of Team Nord."""
    ids = {number: case_id for case_id, number in cases.items()}
    async with store.working() as session:
        for number, team in (("C-1", office.nord), ("M-1", office.nord), ("A-2", office.distrikt2)):
            session.add(Complaint(number=f"K-{number}", case_id=ids[number], team_id=team, received=TODAY))


async def _furnish(session: AsyncSession, case: Case) -> None:
    """A row about the case in every table that has any."""
    await add_event(session, case, "underretning modtaget", TODAY)
    await add_deadline(session, case, -1)
    await add_grant(session, case, f"B-{case.number}", "Mentor", "100.00", "døgn", "2026-01-01")
    posted = {"voucher": case.number, "line": "1", "day": TODAY, "amount": Decimal(100), "case_id": case.id}
    session.add_all(
        [
            Assignment(case_id=case.id, since=case.opened, staff_id="carl"),
            AuditAnswer(round="1", case_id=case.id, question="Er barnet hørt?", answer="ja", day=TODAY),
            Complaint(number=case.number, case_id=case.id, team_id=case.team_id, received=TODAY),
            Posting(account="5.28.21", **posted),
            UnmatchedPosting(**posted),
        ]
    )
    await session.flush()


async def told_of(session: AsyncSession, table: Table, cases: dict[int, str]) -> Numbers:
    column = table.c.id if table.name == "case_file" else table.c.case_id
    return {cases[case_id] for case_id in await session.scalars(select(column).where(column.is_not(None)))}


@pytest.mark.parametrize("name", OF_A_CASE)
async def test_without_any_scope_nobody_reads_more_than_their_own(
    store: Store, cases: dict[int, str], name: str
) -> None:
    table, seen = Base.metadata.tables[name], {}
    for who in EVERYBODY:
        async with store.asking(who) as session:
            seen[who] = await told_of(session, table, cases)
    assert seen == EVERYBODY


@pytest.mark.parametrize("name", OF_A_CASE)
async def test_in_a_channel_nobody_reads_more_than_it_shows(
    store: Store, office: Office, cases: dict[int, str], name: str
) -> None:
    table, seen = Base.metadata.tables[name], {}
    for who, channel in (("anna", "nord"), ("bo", "nord"), ("erik", "nord"), ("erik", "distrikt2")):
        async with store.asking(who, channel=getattr(office, channel)) as session:
            seen[who, channel] = await told_of(session, table, cases)
    nothing: list[str] = []
    for who, team in (("carl", office.nord), ("anna", office.distrikt2), ("freja", office.nord), ("erik", NO_TEAM)):
        async with store.asking(who, channel=team) as session:
            nothing += await told_of(session, table, cases)
    nord = {"A-1", "N-1"}
    assert seen == {
        ("anna", "nord"): nord,
        ("bo", "nord"): nord,
        ("erik", "nord"): nord,
        ("erik", "distrikt2"): {"C-1", "M-1"},
    }
    assert nothing == []


@pytest.mark.usefixtures("cases")
async def test_what_names_no_case_is_its_teams_and_a_controllers(store: Store) -> None:
    seen = {}
    for who in ("anna", "bo", "carl", "erik", "freja", "nobody"):
        async with store.asking(who) as session:
            postings = await session.scalars(select(Posting.voucher).where(Posting.case_id.is_(None)))
            complaints = await session.scalars(select(Complaint.number).where(Complaint.case_id.is_(None)))
            seen[who] = (len(postings.all()), len(complaints.all()))
    assert seen == {"anna": (1, 1), "bo": (1, 1), "carl": (0, 0), "erik": (2, 1), "freja": (0, 0), "nobody": (0, 0)}


@pytest.mark.usefixtures("complaints_of_other_teams")
async def test_a_complaint_is_its_teams_and_one_about_a_protected_case_is_for_who_reaches_the_case(
    store: Store,
) -> None:
    seen = {}
    for who in ("anna", "bo", "carl", "dorte", "erik", "freja"):
        async with store.asking(who) as session:
            numbers = await session.scalars(select(Complaint.number).where(Complaint.number.like("K-%")))
            seen[who] = sorted(numbers)
    of_nord = ["K-C-1", "K-M-1"]
    assert seen == {
        "anna": ["K-A-2", *of_nord],
        "bo": ["K-A-2", *of_nord],
        "carl": of_nord,
        "dorte": of_nord,
        "erik": of_nord,
        "freja": [],
    }


def test_every_table_with_a_case_or_a_cpr_stands_behind_the_wall(database: URL) -> None:
    engine = create_engine(database)
    with engine.connect() as connection:
        columns = "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        of_cases = connection.scalars(text(f"{columns} AND column_name ~ '(^case_(id|number)$|cpr)'")).all()
        secured = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
        walled = set(connection.scalars(secured))
        rules = {tuple(row) for row in connection.execute(text("SELECT tablename, unnest(roles) FROM pg_policies"))}
    engine.dispose()
    assert set(of_cases) == {*OF_A_CASE, "access_log"}
    assert walled == UNDER_THE_WALL
    assert rules == {(table, role) for table in UNDER_THE_WALL for role in (ASKER, SERVICE)}


@pytest.mark.parametrize("day", [TODAY, SUMMER - dt.timedelta(1), dt.date(2025, 12, 31)])
@pytest.mark.usefixtures("complaints_of_other_teams")
async def test_the_wall_hides_nothing_that_a_scope_shows(store: Store, office: Office, day: dt.date) -> None:
    for person in (office.anna, office.bo, office.carl, office.dorte, office.erik, office.freja):
        for channel in (None, office.nord, office.distrikt2):
            scope = scope_of(person, day) if channel is None else scope_of_channel(channel, day)
            if channel is not None and not await _may_ask_there(store, person, channel):
                continue
            async with store.working() as session:
                meant = await _counted(session, scope)
            async with store.asking(person.id, channel=channel) as session:
                assert await _counted(session, scope) == meant, (person.id, channel)


async def _may_ask_there(store: Store, person: Person, team_id: int) -> bool:
    async with store.working() as session:
        known = await people.by_id(session, person.id, TODAY)
    assert known is not None
    there = {known.person.team_id, *known.person.leads_as_leader}
    return known.person.has_case_access and (team_id in there or "controller" in known.person.roles)


async def _counted(session: AsyncSession, scope: Scope) -> list[object]:
    """Every case and every row about one that counts within the scope, and what can be listed."""
    found: list[object] = [sorted(await session.scalars(listable(select(Case.number), scope)))]
    found.append(sorted(await session.scalars(visible(select(Case.number), scope))))
    for name in sorted({*OF_A_CASE} - {"case_file", "ownership", "complaint"}):
        column = Base.metadata.tables[name].c.case_id
        statement = select(func.count(column)).select_from(Case).join(column.table, column == Case.id)
        found.append(await session.scalar(visible(statement, scope)))
    complaints = with_case_in_reach(select(Complaint.number, Case.number), scope, Complaint.case_id)
    within = of_reached_teams_or_own(complaints, scope, Complaint.team_id, Complaint.case_id).order_by(Complaint.number)
    found.append([tuple(row) for row in await session.execute(within)])
    return found


async def test_a_transaction_that_says_nothing_of_who_asks_sees_nothing_and_raises_nothing(
    store: Store, cases: dict[int, str]
) -> None:
    for name in sorted({*UNDER_THE_WALL} - {"staff"}):
        async with store.engine.begin() as connection:
            await connection.execute(text(f"SET LOCAL ROLE {ASKER}"))
            count = select(func.count()).select_from(Base.metadata.tables[name])
            assert await connection.scalar(count) == 0, name


@pytest.mark.parametrize("name", OF_A_CASE)
async def test_the_service_reads_everything_and_an_asker_writes_nothing(
    store: Store, cases: dict[int, str], name: str
) -> None:
    table = Base.metadata.tables[name]
    async with store.working() as session:
        assert await told_of(session, table, cases) == set(cases.values())
    for change in (f"DELETE FROM {name}", f"INSERT INTO {name} DEFAULT VALUES"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with store.asking("bo") as session:
                await session.execute(text(change))


async def test_the_log_is_written_in_ones_own_name_and_read_by_administrators(store: Store, office: Office) -> None:
    line = {"at": NOW, "question": "case", "place": "personal", "outcome": "answered"}
    for who in ("anna", "carl", None):
        async with store.asking(who) as session:
            await access_log.append(session, staff_id=who, **line)  # type: ignore[arg-type]
    with pytest.raises(DBAPIError, match="row-level security"):
        async with store.asking("anna") as session:
            await access_log.append(session, staff_id="bo", **line)  # type: ignore[arg-type]
    seen = {}
    for person in (office.anna, office.bo, office.erik, office.freja):
        async with store.asking(person.id) as session:
            seen[person.id] = await session.scalar(select(func.count()).select_from(AccessLog))
    assert seen == {"anna": 0, "bo": 0, "erik": 0, "freja": 3}


@pytest.mark.usefixtures("office")
async def test_nobody_reads_or_writes_what_another_asked_last(store: Store) -> None:
    row = {"conversation_id": "19:nord", "question": "case", "slots": {"case": "A-1"}, "at": NOW}
    async with store.asking("anna") as session:
        await session.execute(insert(Dialogue).values(staff_id="anna", **row))
    async with store.asking("bo") as session:
        assert (await session.scalars(select(Dialogue.question))).all() == []
        assert (await session.execute(update(Dialogue).values(question="help"))).rowcount == 0  # type: ignore[attr-defined]
    with pytest.raises(DBAPIError, match="row-level security"):
        async with store.asking("bo") as session:
            await session.execute(insert(Dialogue).values(staff_id="carl", **row))


async def test_messages_are_seen_by_whom_they_are_for_their_leader_and_administrators(
    store: Store, office: Office
) -> None:
    async with store.working() as session:
        run = Run(kind="weekly_digest", period="2026-W48", due_at=NOW, planned_at=NOW)
        session.add(run)
        await session.flush()
        meant = {"run_id": run.id, "state": "sent", "created_at": NOW}
        rows = [
            Delivery(target="team:nord", team_id=office.nord, **meant),
            Delivery(target="team:distrikt2", team_id=office.distrikt2, **meant),
            Delivery(target="staff:carl", team_id=office.distrikt2, staff_id="carl", **meant),
        ]
        session.add_all(rows)
        await session.flush()
        session.add_all([Attempt(delivery_id=row.id, started_at=NOW) for row in rows])
        place = {"channel_id": "msteams", "service_url": "https://teams.example", "installed_at": NOW}
        session.add(Conversation(conversation_id="19:nord", kind="channel", team_id=office.nord, **place))
        session.add(Conversation(conversation_id="a:carl", kind="personal", staff_id="carl", **place))
    seen = {}
    for who in ("anna", "bo", "carl", "erik", "freja", ""):
        async with store.asking(who) as session:
            targets = [target.partition(":")[2] for target in await session.scalars(select(Delivery.target))]
            tables = (Attempt, Conversation)
            seen[who] = (targets, *[await session.scalar(select(func.count()).select_from(one)) for one in tables])
    assert seen == {
        "anna": ([], 0, 1),
        "bo": (["nord"], 1, 1),
        "carl": (["carl"], 1, 2),
        "erik": ([], 0, 1),
        "freja": (["nord", "distrikt2", "carl"], 3, 2),
        "": ([], 0, 0),
    }


@pytest.mark.usefixtures("office")
async def test_one_chooses_ones_own_language_and_nobody_elses(store: Store) -> None:
    async with store.asking("anna") as session:
        await session.execute(update(Staff).values(language="en"))
    async with store.working() as session:
        spoken = await session.scalars(select(Staff.id).where(Staff.language == "en"))
        assert spoken.all() == ["anna"]


@pytest.mark.usefixtures("cases")
async def test_the_departments_share_is_counted_over_every_team_and_the_wall_stands_again(
    store: Store, office: Office
) -> None:
    async with store.asking("bo") as session:
        parts = await parts_of_department(session, scope_of(office.bo, TODAY))
        assert {part.key: part.cases for part in parts} == {"Team Nord": 2, "Distrikt 2": 2}
        assert await session.scalar(select(func.count()).select_from(Case)) == 3


@pytest.mark.usefixtures("cases")
async def test_an_error_in_another_role_leaves_the_askers_own(store: Store) -> None:
    async with store.asking("bo") as session:
        with pytest.raises(ValueError, match="half"):
            await _fail_as_the_service(session)
        assert await session.scalar(select(literal_column("current_user"))) == ASKER


async def _fail_as_the_service(session: AsyncSession) -> None:
    async with acting_as(session, SERVICE):
        raise ValueError("half-way")


@pytest.mark.usefixtures("cases")
async def test_a_grant_out_of_sight_does_not_look_unknown(store: Store) -> None:
    async with store.asking("carl") as session:
        anothers = [await session.scalar(select(func.is_anothers_grant(number, None))) for number in ("B-A-2", "B-0")]
    assert anothers == [True, False]


@pytest.fixture
def plain_login(server: URL) -> Iterator[URL]:
    """An empty database of a login that is no superuser and may act as both roles, as in production."""
    name = "sagspuls_plain"
    admin = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        connection.execute(text(f"GRANT {ASKER}, {SERVICE} TO {name}"))
        connection.execute(text(f"CREATE DATABASE {name} OWNER {name}"))
    yield server.set(username=name, database=name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        connection.execute(text(f"DROP ROLE {name}"))
    admin.dispose()


async def test_a_login_that_is_no_superuser_migrates_imports_and_asks(
    plain_login: URL, home: Path, tmp_path: Path
) -> None:
    upgrade(plain_login)
    store = store_at(plain_login)
    try:
        desk = Desk(store, home, write(tmp_path / "eksport", **EXPORTS, **RECOVERY, **MONEY))
        assert (await desk.run()).outcome == "done"
        seen = {}
        for who in ("anna", "carl", "nobody"):
            async with store.asking(who) as session:
                numbers = await session.scalars(select(Case.number).order_by(Case.number))
                seen[who] = (numbers.all(), await session.scalar(select(func.count()).select_from(Deadline)))
    finally:
        await store.close()
    assert seen["anna"][0] == ["2024-1", "2024-3"]
    assert seen["carl"][0] == ["2024-1", "2024-2"]
    assert all(deadlines for _, deadlines in (seen["anna"], seen["carl"]))
    assert seen["nobody"] == ([], 0)
