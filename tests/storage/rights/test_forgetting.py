"""A case that is forgotten goes with every text that names it; the log keeps that it was, and by whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from jobs.delivery import deliver
from storage.cpr_key import cpr_key
from storage.rights.erasure import erase
from storage.rights.forgetting import Forgotten, forget, let_in_again, reports_naming
from storage.rights.tombstones import CLOSED
from storage.rules.faults import Fault, Wrong
from storage.schema import (
    AccessLog,
    Case,
    Conversation,
    Delivery,
    Dialogue,
    ErasedCase,
    Inbox,
    MilestoneStep,
    Miss,
    RejectedRow,
    Run,
)
from storage.settings import Settings
from tests.jobs.conftest import FakeChannel
from tests.storage.imports.folders import NOW, Desk

NUMBER = "2024-1"


def key_of(desk: Desk) -> bytes:
    return cpr_key(Settings(home=desk.home, local=True), desk.home)


async def forgotten(desk: Desk, number: str = NUMBER) -> Forgotten | None:
    async with desk.store.working() as session:
        return await forget(session, number, key=key_of(desk), now=NOW, by="jens", staff_id="bo")


async def add_texts(desk: Desk) -> None:
    """In every table that keeps texts one that names 2024-1 and one that names another case, 2024-11."""
    async with desk.store.working() as session:
        place = Conversation(
            conversation_id="c", kind="channel", channel_id="msteams", service_url="x", installed_at=NOW
        )
        run = Run(schedule_id=None, kind="weekly_digest", period="2026-W48", due_at=NOW, planned_at=NOW)
        session.add_all([place, run])
        await session.flush()
        run_id = await session.scalar(select(RejectedRow.run_id).limit(1)) or 1
        for number, name in ((NUMBER, "named"), ("2024-11", "other")):
            content: dict[str, Any] = {"text": f"Se {number}.", "card": None, "facts": {"items": [{"case": number}]}}
            session.add_all(
                [
                    Delivery(run_id=run.id, target=name, state="sent", content=content, created_at=NOW),
                    Dialogue(conversation_id=name, staff_id="anna", question="case", slots={"case": number}, at=NOW),
                    Inbox(conversation_id="c", activity_id=name, received_at=NOW, activity={"text": f"og {number}?"}),
                    Miss(at=NOW, language="da", text=f"{number} {name}", confidence=0.1, kind="none"),
                    RejectedRow(run_id=run_id, file="klager", line=2, problem=f"»{number}«: sagen er ukendt"),
                    RejectedRow(run_id=run_id, file="klager", line=3, faults=[unknown_case(number)]),
                ]
            )


def unknown_case(number: str) -> dict[str, Any]:
    return Fault(Wrong.UNKNOWN_CASE, text=number).as_json()


async def test_every_text_that_names_the_case_goes_and_no_other(filled: Desk) -> None:
    await add_texts(filled)
    done = await forgotten(filled)
    assert done is not None
    assert done.texts == {"delivery": 1, "dialogue": 1, "inbox": 1, "miss": 1, "rejected_row": 2}
    assert done.in_teams == (1,)
    async with filled.store.working() as session:
        assert set(await session.scalars(select(Dialogue.conversation_id))) == {"other"}
        assert set(await session.scalars(select(Inbox.activity_id))) == {"other"}
        assert set(await session.scalars(select(Miss.text))) == {"2024-11 other"}
        rejected = await session.execute(select(RejectedRow.line, RejectedRow.problem, RejectedRow.faults))
        assert [tuple(row) for row in rejected] == [
            (2, "»2024-11«: sagen er ukendt", []),
            (3, None, [unknown_case("2024-11")]),
        ]
        kept = await session.execute(select(Delivery.target, Delivery.state, Delivery.content.is_(None)))
        assert {tuple(row) for row in kept} == {("named", "sent", True), ("other", "sent", False)}


async def test_a_message_that_is_still_to_go_out_is_composed_anew_without_the_case(filled: Desk) -> None:
    await add_texts(filled)
    async with filled.store.working() as session:
        delivery = await session.scalar(select(Delivery).where(Delivery.target == "named"))
        assert delivery is not None
        delivery.state, delivery.next_attempt_at, delivery.target = "planned", NOW, "team:1"
        delivery.team_id = 1
        (await session.get_one(Conversation, 1)).team_id = 1
        delivery.conversation_id = 1
    await forgotten(filled)
    channel = FakeChannel()
    await deliver(filled.store, channel, Settings(home=filled.home, local=True), NOW)
    async with filled.store.working() as session:
        rows = await session.execute(select(Delivery.state, Delivery.content).order_by(Delivery.id))
        states = {state for state, _ in rows}
    assert "voided" in states
    assert all(f"{NUMBER}." not in message.text for _, message in channel.posts)


async def test_the_log_says_by_whom_and_how_much_and_keeps_who_looked(filled: Desk) -> None:
    async with filled.store.working() as session:
        seen = AccessLog(
            at=NOW, staff_id="carl", question="case", case_number=NUMBER, place="personal", outcome="answered"
        )
        session.add(seen)
    await forgotten(filled)
    async with filled.store.working() as session:
        lines = (await session.scalars(select(AccessLog).order_by(AccessLog.id))).all()
    assert [(line.question, line.staff_id, line.case_number) for line in lines] == [
        ("case", "carl", NUMBER),
        ("forget", "bo", NUMBER),
    ]
    assert (lines[1].note or "").startswith("by jens: posting 3, assignment 2, audit_answer 1, case_event 2")


async def test_forgetting_twice_is_forgetting_once(filled: Desk) -> None:
    first = await forgotten(filled)
    stored = await filled.everything(but=frozenset({"access_log"}))
    again = await forgotten(filled)
    assert first is not None
    assert again is not None
    assert (first.anew, again.anew, again.rows) == (True, False, {})
    assert await filled.everything(but=frozenset({"access_log"})) == stored


async def test_a_case_that_is_not_there_is_refused_and_leaves_no_line(filled: Desk) -> None:
    assert await forgotten(filled, "2024-9") is None
    assert await filled.rows(AccessLog) == []


async def test_what_had_gone_for_its_age_can_still_be_forgotten_for_good(filled: Desk) -> None:
    async with filled.store.working() as session:
        case = await session.scalar(select(Case.id).where(Case.number == NUMBER))
        await erase(session, [case or 0], reason=CLOSED, key=key_of(filled), now=NOW)
    assert await forgotten(filled) is not None
    assert await filled.rows(ErasedCase, "reason") == [("forgotten",)]


async def test_milestones_count_without_the_case_at_once(filled: Desk) -> None:
    def opened(rows: list[tuple[Any, ...]]) -> bool:
        return ("1A", dt.date(2024, 1, 3)) in rows

    assert opened(await filled.rows(MilestoneStep, "milestone", "day"))
    await forgotten(filled)
    assert not opened(await filled.rows(MilestoneStep, "milestone", "day"))


async def test_a_case_that_was_not_erased_cannot_be_let_in(filled: Desk) -> None:
    async with filled.store.working() as session:
        assert not await let_in_again(session, NUMBER, key=key_of(filled), now=NOW, by="jens")
    await forgotten(filled)
    async with filled.store.working() as session:
        assert await let_in_again(session, NUMBER, key=key_of(filled), now=NOW, by="jens")
    await filled.takes()
    assert (NUMBER,) in await filled.rows(Case, "number")


async def test_problem_files_that_name_the_case_are_found(filled: Desk) -> None:
    for name, text in (("import-1.csv", "klager;3;sagsnr;2024-1;ukendt"), ("import-2.csv", "klager;3;sagsnr;2024-11;")):
        (filled.home / name).write_text(text, encoding="utf-8-sig")
    assert [file.name for file in reports_naming(filled.home, NUMBER)] == ["import-1.csv"]
