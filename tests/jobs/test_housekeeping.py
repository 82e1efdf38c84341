"""What has served its time is cleared away as the settings say, a batch at a time, and nothing younger."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from jobs import housekeeping
from jobs.by_hand import ByHandError, plan_again
from jobs.housekeeping import tidy
from storage.clock import wall_clock
from storage.cpr_key import is_the_stores_key
from storage.database import Store
from storage.imports.run import REPORTS
from storage.queries.sending import access_log
from storage.schema import (
    AccessLog,
    Assignment,
    Attempt,
    Base,
    Case,
    Complaint,
    Conversation,
    Delivery,
    Dialogue,
    ErasedCase,
    ImportRun,
    Inbox,
    Miss,
    PaceKept,
    RejectedRow,
    Run,
    Schedule,
    Staff,
)
from storage.settings import Settings
from tests.conftest import Office, add_case
from tests.jobs.conftest import EIGHT, MINUTE

DAY = dt.timedelta(days=1)
YEAR = 366 * DAY
CONTENT: dict[str, Any] = {"text": "2 frister", "card": None, "facts": {}}


@pytest.fixture
def settings(home: Path) -> Settings:
    """Every limit other than its default, so that a test sees that it is read."""
    return Settings(
        home=home, local=True, dialogue_minutes=5, misses_days=30, deliveries_days=20, inbox_days=3, access_log_years=2
    )


async def column(store: Store, wanted: Any) -> set[Any]:
    async with store.working() as session:
        return set(await session.scalars(select(wanted)))


async def add(store: Store, *rows: Base) -> None:
    async with store.working() as session:
        session.add_all(rows)


async def test_answered_activities_go_after_the_days_of_the_setting_and_so_do_those_nobody_could_answer(
    store: Store, settings: Settings
) -> None:
    limit = EIGHT - 3 * DAY
    for name, received, answered in (
        ("old", limit - DAY, limit - MINUTE),
        ("fresh", limit - DAY, limit + MINUTE),
        ("lost", limit - MINUTE, None),
        ("waiting", limit + MINUTE, None),
    ):
        await add(store, Inbox(conversation_id="c", activity_id=name, received_at=received, answered_at=answered))
    await tidy(store, settings, EIGHT + YEAR, EIGHT)  # the machine's clock, not the store's
    assert await column(store, Inbox.activity_id) == {"fresh", "waiting"}


async def test_the_pace_of_a_place_that_nothing_is_posted_to_is_forgotten_after_a_day(
    store: Store, settings: Settings
) -> None:
    for place, full_at in (("old", EIGHT - DAY - MINUTE), ("fresh", EIGHT - MINUTE)):
        await add(store, PaceKept(place=place, every=1.0, full_at=full_at))
    await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, PaceKept.place) == {"fresh"}


@pytest.mark.usefixtures("office")
async def test_a_last_question_goes_when_nothing_may_lean_on_it_any_more(store: Store, settings: Settings) -> None:
    for name, at in (("old", EIGHT - 6 * MINUTE), ("fresh", EIGHT - 4 * MINUTE)):
        await add(store, Dialogue(conversation_id=name, staff_id="anna", question="overdue", slots={}, at=at))
    await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, Dialogue.conversation_id) == {"fresh"}


async def test_texts_not_understood_are_forgotten_after_the_days_of_the_setting(
    store: Store, settings: Settings
) -> None:
    for word, at in (("gammel", EIGHT - 30 * DAY - MINUTE), ("frisk", EIGHT - 30 * DAY + MINUTE)):
        await add(store, Miss(at=at, language="da", text=word, question=None, confidence=0.1, kind="none"))
    await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, Miss.text) == {"frisk"}


async def add_delivery(store: Store, name: str, created: dt.datetime, state: str = "sent", **more: Any) -> None:
    async with store.working() as session:
        run = Run(schedule_id=None, kind="weekly_digest", period="2026-W40", due_at=created, planned_at=created)
        session.add(run)
        await session.flush()
        given = {"content": CONTENT, "created_at": created, "state": state, "attempts": 1, **more}
        session.add(Delivery(run_id=run.id, target=name, **given))
        await session.flush()


async def test_what_a_message_said_is_forgotten_but_not_that_it_was_sent(store: Store, settings: Settings) -> None:
    limit = EIGHT - 20 * DAY
    await add_delivery(store, "old", limit - MINUTE, last_error="HTTP 503")
    await add_delivery(store, "fresh", limit + MINUTE)
    await add_delivery(store, "on its way", limit - MINUTE, "retrying")
    async with store.working() as session:
        session.add(Attempt(delivery_id=1, started_at=limit))
    await tidy(store, settings, EIGHT, EIGHT)
    async with store.working() as session:
        rows = await session.execute(select(Delivery.target, Delivery.last_error, Delivery.content.is_(None)))
        assert {tuple(row) for row in rows} == {
            ("old", "HTTP 503", True),
            ("fresh", None, False),
            ("on its way", None, False),
        }
        assert await session.scalar(select(func.count()).select_from(Attempt)) == 1


async def test_what_a_message_no_longer_says_cannot_be_sent_again(store: Store, settings: Settings) -> None:
    await add_delivery(store, "team:1", EIGHT - 30 * DAY)
    await tidy(store, settings, EIGHT, EIGHT)
    async with store.working() as session:
        with pytest.raises(ByHandError, match="has no content"):
            await plan_again(session, 1, EIGHT.date(), EIGHT)


async def add_lines(session: AsyncSession, *moments: dt.datetime) -> None:
    for at in moments:
        await access_log.append(
            session, at=at, staff_id="anna", question="case", place="personal", outcome="answered", case_number="2024-1"
        )


async def test_the_log_goes_after_its_years_and_says_so_itself(store: Store, settings: Settings) -> None:
    now = wall_clock()
    async with store.working() as session:
        await add_lines(session, now - 3 * YEAR, now - 2 * YEAR - 3 * DAY, now - 2 * YEAR + 5 * DAY, now)
    await tidy(store, settings, now, now)
    async with store.working() as session:
        lines = (await session.scalars(select(AccessLog).order_by(AccessLog.at, AccessLog.id))).all()
    assert [line.question for line in lines] == ["case", "case", "retention"]
    assert (lines[-1].note or "").startswith("log lines deleted: 2, of ")
    assert (lines[-1].staff_id, lines[-1].place) == (None, "system")


async def test_a_store_whose_clock_runs_ahead_deletes_no_young_lines(store: Store, settings: Settings) -> None:
    now = wall_clock()
    async with store.working() as session:
        await add_lines(session, now - YEAR - DAY, now)
    taken = await tidy(store, settings, now + 10 * YEAR, now)
    assert taken["log_lines"] == 0
    assert len(await column(store, AccessLog.id)) == 2


async def test_what_imports_found_wrong_goes_but_not_of_the_newest(store: Store, settings: Settings) -> None:
    for number, age in ((1, 100), (2, 95), (3, 92)):
        run = ImportRun(started_at=EIGHT - age * DAY, run_by="freja", outcome="done" if number < 3 else "refused")
        async with store.working() as session:
            session.add(run)
            await session.flush()
            session.add(RejectedRow(run_id=run.id, file="sager", line=number, problem="»x«: teamet er ukendt"))
    await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, RejectedRow.run_id) == {3}
    assert await column(store, ImportRun.id) == {1, 2, 3}
    await tidy(store, settings, EIGHT + 3 * YEAR, EIGHT)
    assert await column(store, ImportRun.id) == {2}  # the newest that was done dates the data


async def test_old_problem_files_go_too(store: Store, settings: Settings) -> None:
    folder = settings.home / REPORTS
    folder.mkdir()
    for name, age in (("import-20260101-080000.csv", 91), ("import-20261101-080000.csv", 89)):
        (folder / name).write_text("fil;linje")
        moment = (EIGHT - age * DAY).timestamp()
        os.utime(folder / name, (moment, moment))
    await tidy(store, settings, EIGHT, EIGHT)
    assert [file.name for file in folder.iterdir()] == ["import-20261101-080000.csv"]


async def test_chats_the_bot_was_taken_out_of_go_and_channels_and_the_ledger_stay(
    store: Store, settings: Settings, office: Office
) -> None:
    places: dict[str, dict[str, Any]] = {
        "gone": {"removed_at": EIGHT - 91 * DAY, "kind": "group"},
        "away": {"removed_at": EIGHT - 89 * DAY, "kind": "group"},
        "channel": {"removed_at": EIGHT - 91 * DAY, "kind": "channel"},
        "carls": {"staff_id": "carl", "kind": "personal"},
        "annas": {"staff_id": "anna", "kind": "personal"},
    }
    async with store.working() as session:
        (await session.get_one(Staff, "carl")).left_on = (EIGHT - 92 * DAY).date()
        for name, given in places.items():
            told = {"channel_id": "msteams", "service_url": "x", "installed_at": EIGHT, **given}
            session.add(Conversation(conversation_id=name, **told))
    async with store.working() as session:
        gone = await session.scalar(select(Conversation.id).where(Conversation.conversation_id == "gone"))
    await add_delivery(store, "team:1", EIGHT - DAY, conversation_id=gone)
    await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, Conversation.conversation_id) == {"channel", "away", "annas"}
    assert await column(store, Delivery.conversation_id) == {None}


async def test_of_people_who_left_long_ago_no_more_than_an_id_is_kept_where_something_names_them(
    store: Store, settings: Settings, office: Office
) -> None:
    async with store.working() as session:
        for who, days in (("carl", 2 * 366 + 1), ("dorte", 2 * 366 + 1), ("bo", 2 * 364)):
            (await session.get_one(Staff, who)).left_on = (EIGHT - days * DAY).date()
        case = await add_case(session, "C-1", office.distrikt2, None)
        session.add(Assignment(case_id=case.id, since=case.opened, staff_id="carl"))
        session.add(Schedule(kind="weekly_digest", weekday=0, at=dt.time(8), created_by="anna", created_at=EIGHT))
    for _ in range(2):  # once they are nameless there is nothing more to do
        taken = await tidy(store, settings, EIGHT, EIGHT)
    assert taken["people_who_left"] == 0
    async with store.working() as session:
        carl = await session.get_one(Staff, "carl")
        assert (carl.name, carl.entra_id, carl.roles) == ("carl", None, [])
        assert carl.email.endswith("@left.invalid")
        assert await session.get(Staff, "dorte") is None
        assert (await session.get_one(Staff, "bo")).name == "Bo Lund"


async def test_closed_cases_stay_unless_a_limit_is_set(store: Store, settings: Settings, office: Office) -> None:
    async with store.working() as session:
        for number, closed in (("old", EIGHT - 3 * YEAR), ("fresh", EIGHT - 350 * DAY), ("open", None)):
            opened, end = dt.date(2020, 1, 1), closed.date() if closed else None
            await add_case(session, number, office.nord, "anna", opened=opened, closed=end)
        for number, decided in (("K-1", EIGHT - 3 * YEAR), ("K-2", EIGHT), ("K-3", None)):
            day = decided.date() if decided else None
            session.add(Complaint(number=number, team_id=office.nord, received=dt.date(2020, 1, 1), decided=day))
    await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, Case.number) == {"old", "fresh", "open"}
    limited = settings.model_copy(update={"closed_cases_years": 1})
    await tidy(store, limited, EIGHT, EIGHT)
    assert await column(store, Case.number) == {"fresh", "open"}
    assert await column(store, Complaint.number) == {"K-2", "K-3"}
    assert await column(store, ErasedCase.reason) == {"closed"}
    assert await column(store, AccessLog.note) == {"cases erased that were closed before 2025-11-23: 1"}


async def test_under_another_key_than_the_cases_nothing_is_erased(
    store: Store, settings: Settings, office: Office
) -> None:
    async with store.working() as session:
        await is_the_stores_key(session, b"the key of the first import")
        await add_case(session, "old", office.nord, None, opened=dt.date(2020, 1, 1), closed=dt.date(2021, 1, 1))
    limited = settings.model_copy(update={"closed_cases_years": 1})
    assert (await tidy(store, limited, EIGHT, EIGHT))["closed_cases"] == 0
    assert await column(store, Case.number) == {"old"}


async def test_with_a_closed_case_goes_what_names_it(store: Store, settings: Settings, office: Office) -> None:
    async with store.working() as session:
        for number, closed in (("2019-7", dt.date(2021, 1, 1)), ("2019-70", None)):
            await add_case(session, number, office.nord, "anna", opened=dt.date(2020, 1, 1), closed=closed)
    for number in ("2019-7", "2019-70"):
        await add_delivery(store, number, EIGHT - DAY, content={**CONTENT, "text": f"Se {number}."})
    await tidy(store, settings.model_copy(update={"closed_cases_years": 1}), EIGHT, EIGHT)
    async with store.working() as session:
        kept = await session.scalars(select(Delivery.target).where(Delivery.content.is_not(None)))
        assert list(kept) == ["2019-70"]


async def test_closed_cases_wait_for_an_import_to_end(store: Store, settings: Settings, office: Office) -> None:
    async with store.working() as session:
        await add_case(session, "old", office.nord, None, opened=dt.date(2020, 1, 1), closed=dt.date(2021, 1, 1))
    limited = settings.model_copy(update={"closed_cases_years": 1})
    async with store.working() as session:
        await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('sagspuls.import'))"))
        await tidy(store, limited, EIGHT, EIGHT)
        assert await column(store, Case.number) == {"old"}
    await tidy(store, limited, EIGHT, EIGHT)
    assert await column(store, Case.number) == set()


async def test_it_goes_on_batch_by_batch_and_stops_when_its_time_is_over(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "BATCH", 10)
    row = {"received_at": EIGHT - 9 * DAY, "answered_at": EIGHT - 9 * DAY}
    async with store.working() as session:
        rows = [{"conversation_id": "c", "activity_id": str(number), **row} for number in range(25)]
        await session.execute(insert(Inbox), rows)
    assert await tidy(store, settings, EIGHT, EIGHT, budget=0) == dict.fromkeys(await tidy_kinds(store), 0)
    assert len(await column(store, Inbox.activity_id)) == 25
    assert (await tidy(store, settings, EIGHT, EIGHT))["inbox_rows"] == 25


async def tidy_kinds(store: Store) -> list[str]:
    return [*await tidy(store, Settings(local=True), EIGHT, EIGHT, budget=0)]


async def test_a_row_that_a_turn_holds_is_passed_over_and_nobody_waits(store: Store, settings: Settings) -> None:
    for name in ("held", "free"):
        given = {"received_at": EIGHT - 9 * DAY, "answered_at": EIGHT - 9 * DAY}
        await add(store, Inbox(conversation_id="c", activity_id=name, **given))
    async with store.working() as session:
        await session.execute(select(Inbox).where(Inbox.activity_id == "held").with_for_update())
        await tidy(store, settings, EIGHT, EIGHT)
        assert await column(store, Inbox.activity_id) == {"held"}


async def test_one_kind_that_cannot_be_cleared_leaves_the_others_cleared(store: Store, settings: Settings) -> None:
    await add(store, Inbox(conversation_id="c", activity_id="a", received_at=EIGHT - 9 * DAY))
    await add(store, Miss(at=EIGHT - YEAR, language="da", text="x", question=None, confidence=0.1, kind="none"))
    async with store.working() as session:
        await session.execute(text("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE"))
        await tidy(store, settings, EIGHT, EIGHT)
    assert await column(store, Miss.text) == set()
    assert await column(store, Inbox.activity_id) == {"a"}


async def test_several_processes_at_once_take_everything_and_stumble_over_nothing(
    store: Store, settings: Settings, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("BATCH", "CASES", "PEOPLE"):
        monkeypatch.setattr(housekeeping, name, 3)
    now = wall_clock()
    old = now - 4 * YEAR
    async with store.working() as session:
        for number in range(20):
            await add_case(session, f"S-{number}", office.nord, "anna", opened=old.date(), closed=(old + DAY).date())
            given = {"roles": ["caseworker"], "email": f"gone{number}@sagspuls.example", "left_on": old.date()}
            session.add(Staff(id=f"gone{number}", name="Gået", team_id=office.nord, **given))
            session.add(Inbox(conversation_id="c", activity_id=str(number), received_at=old, answered_at=old))
            session.add(Dialogue(conversation_id=str(number), staff_id="anna", question="case", slots={}, at=old))
            session.add(Miss(at=old, language="da", text="x", question=None, confidence=0.1, kind="none"))
            session.add(ImportRun(started_at=old, run_by="freja", outcome="refused"))
            session.add(PaceKept(place=str(number), every=1.0, full_at=old))
            told = {"channel_id": "msteams", "service_url": "x", "installed_at": old, "removed_at": old}
            session.add(Conversation(conversation_id=f"g{number}", kind="group", **told))
            session.add(Complaint(number=f"K-{number}", team_id=office.nord, received=old.date(), decided=old.date()))
        await add_lines(session, *(old + number * MINUTE for number in range(20)))
    limited = settings.model_copy(update={"closed_cases_years": 1})
    rounds = await asyncio.gather(*(tidy(store, limited, now, now) for _ in range(4)))
    rounds = [*rounds, await tidy(store, limited, now, now)]
    first = ("inbox_rows", "paces", "dialogue_rows", "missed_texts", "places")
    kinds = [*first, "log_lines", "import_runs", "people_who_left", "closed_cases", "decided_complaints"]
    taken = {kind: sum(one[kind] for one in rounds) for kind in kinds}
    assert taken == dict.fromkeys(kinds, 20)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    async with store.working() as session:
        notes = await session.scalars(select(AccessLog.note).where(AccessLog.note.like("log lines deleted%")))
        assert sum(int(note.split()[3].rstrip(",")) for note in notes if note) == 20
