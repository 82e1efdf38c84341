"""What is handed out about a person or a case is whole, readable, and holds no CPR number."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import select

from storage.rights.handing_out import NAMES_STAFF, of_case, of_person
from storage.schema import (
    AccessLog,
    Base,
    Conversation,
    Delivery,
    Dialogue,
    ImportRun,
    RejectedRow,
    Run,
    Schedule,
    Staff,
)
from tests.storage.imports.folders import NOW, TODAY, Desk

LATER = NOW + dt.timedelta(minutes=1)


async def add_traces(desk: Desk, who: str) -> None:
    """A row about the person in every table of the bot's own that names people."""
    async with desk.store.working() as session:
        run = Run(schedule_id=None, kind="milestone_report", period="2026-11", due_at=NOW, planned_at=NOW)
        session.add(run)
        await session.flush()
        place = {"kind": "personal", "channel_id": "msteams", "service_url": "https://x", "installed_at": NOW}
        session.add_all(
            [
                Conversation(conversation_id=f"a:{who}", staff_id=who, **place),
                Dialogue(conversation_id=f"a:{who}", staff_id=who, question="case", slots={"case": "2024-1"}, at=NOW),
                Schedule(kind="weekly_digest", weekday=0, at=dt.time(8), created_by=who, created_at=NOW),
                Delivery(
                    run_id=run.id,
                    target=f"staff:{who}",
                    staff_id=who,
                    state="sent",
                    content={"text": "Hemmeligt om 2024-1"},
                    created_at=NOW,
                    settled_at=LATER,
                ),
                AccessLog(
                    at=NOW, staff_id=who, question="case", case_number="2024-1", place="personal", outcome="answered"
                ),
            ]
        )


async def test_a_person_is_told_everything_that_is_kept_about_them(filled: Desk) -> None:
    await add_traces(filled, "bo")
    await add_traces(filled, "carl")
    async with filled.store.working() as session:
        told = await of_person(session, " BO@sagspuls.example ", TODAY)
    assert told is not None
    assert json.loads(json.dumps(told)) == told
    assert told["person"]["id"] == "bo"
    assert (told["person"]["name"], told["person"]["team"]) == ("Bo Lund", "Team Nord")
    assert told["person"]["roles"] == ["caseworker", "leader"]
    assert told["leads"] == ["Team Nord"]
    assert [one["conversation_id"] for one in told["conversations"]] == ["a:bo"]
    assert [one["slots"] for one in told["last_questions"]] == [{"case": "2024-1"}]
    assert [one["kind"] for one in told["schedules"]] == ["weekly_digest"]
    assert [(one["kind"], one["state"], one["content_is_kept"]) for one in told["messages"]] == [
        ("milestone_report", "sent", True)
    ]
    assert [one["case_number"] for one in told["look_ups"]] == ["2024-1"]
    assert told["cases"] == {"now": 0, "ever": 0, "shifts": 0, "named_as_caseworker": 0}
    assert "Hemmeligt" not in json.dumps(told)
    assert "carl" not in json.dumps(told)


async def test_rows_are_told_by_what_they_say_and_not_as_they_were_numbered(filled: Desk) -> None:
    line = {"staff_id": "bo", "question": "case", "place": "personal", "outcome": "answered"}
    async with filled.store.working() as session:
        for at in (LATER, NOW):
            session.add(AccessLog(at=at, case_number="2024-1", **line))
            await session.flush()
        person, case = await of_person(session, "bo@sagspuls.example", TODAY), await of_case(session, "2024-1")
    assert person is not None
    assert case is not None
    for told in (person["look_ups"], case["access_log"]):
        assert [one["at"] for one in told] == [str(NOW), str(LATER)]


async def test_cases_are_counted_not_named(filled: Desk) -> None:
    async with filled.store.working() as session:
        told = await of_person(session, "carl@sagspuls.example", TODAY)
    assert told is not None
    assert told["cases"] == {"now": 1, "ever": 2, "shifts": 1, "named_as_caseworker": 1}
    assert "2024" not in json.dumps({**told, "person": None})


async def test_somebody_who_has_left_still_has_the_right(filled: Desk) -> None:
    async with filled.store.working() as session:
        (await session.get_one(Staff, "anna")).left_on = TODAY
    async with filled.store.working() as session:
        assert await of_person(session, "anna@sagspuls.example", TODAY) is not None
        assert await of_person(session, "nobody@sagspuls.example", TODAY) is None


def test_every_column_that_names_a_member_of_staff_is_told() -> None:
    key = Base.metadata.tables["staff"].c.id
    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if column.name == "staff_id" or any(foreign.column is key for foreign in column.foreign_keys)
    }
    assert naming == set(NAMES_STAFF)


async def test_every_key_of_that_table_is_a_part_of_what_is_told(filled: Desk) -> None:
    async with filled.store.working() as session:
        told = await of_person(session, "anna@sagspuls.example", TODAY)
    assert told is not None
    assert set(NAMES_STAFF.values()) | {"person"} == set(told)


async def test_a_case_is_told_with_every_row_about_it_and_without_its_hash(filled: Desk) -> None:
    await add_traces(filled, "carl")
    async with filled.store.working() as session:
        run = ImportRun(started_at=NOW, finished_at=NOW, run_by="test", outcome="done", problems=1)
        session.add(run)
        await session.flush()
        for number in ("2024-1", "2024-11"):
            session.add(RejectedRow(run_id=run.id, file="sager.csv", line=2, problem=f"sag {number}: ukendt team"))
    async with filled.store.working() as session:
        told = await of_case(session, "2024-1")
        hashed = await session.scalar(select(Base.metadata.tables["case_file"].c.cpr_hash).limit(1))
    assert told is not None
    assert json.loads(json.dumps(told)) == told
    tables = {table.name for table in Base.metadata.sorted_tables if "case_id" in table.c}
    assert tables <= set(told)
    assert (told["case"]["number"], told["case"]["birth_date"]) == ("2024-1", "2012-01-01")
    assert told["case"]["cpr_is_kept_as_a_keyed_hash"] is True
    assert sorted(told["staff"]) == ["anna", "carl"]
    assert [grant["number"] for grant in told["case_grant"]] == ["B-1", "B-3"]
    assert [(line["question"], "staff_id" in line) for line in told["access_log"]] == [("case", False)]
    assert [(message["kind"], "content" in message) for message in told["messages"]] == [("milestone_report", False)]
    assert [row["file"] for row in told["rejected_row"]] == ["sager.csv"]
    for secret in ("010112", "4000", str(hashed)):
        assert secret not in json.dumps(told)


async def test_a_case_that_is_not_there_is_told_as_nothing(filled: Desk) -> None:
    async with filled.store.working() as session:
        assert await of_case(session, "2024-9") is None
