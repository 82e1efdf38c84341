"""A case that was erased is gone from every table, its money stays, and no import brings it back unawares."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from messages.import_report import report_lines
from storage.cpr_key import cpr_key
from storage.rights.erasure import Counts, erase
from storage.rights.tombstones import CLOSED, FORGOTTEN, hash_of_case, let_in
from storage.schema import (
    Base,
    Case,
    CaseEvent,
    Complaint,
    ErasedCase,
    ErasedGrant,
    Grant,
    GrantDelta,
    GrantMonth,
    KeptGrantDelta,
    Posting,
    PostingDay,
    PostingMonth,
    Team,
)
from storage.settings import Settings
from tests.storage.imports.folders import EXPORTS, MONEY, NOW, RECORDS, RECOVERY, Desk

SUMS = (PostingDay, PostingMonth, GrantDelta, GrantMonth)
WORKED_OUT_ANEW = RECORDS | {"milestone_step", "forecast_kept", *(table.__tablename__ for table in SUMS)}
LIMITED = {"closed_cases_years": 2}


def key_of(desk: Desk) -> bytes:
    return cpr_key(Settings(home=desk.home, local=True), desk.home)


async def erased(desk: Desk, *numbers: str, reason: str = FORGOTTEN) -> Counts:
    async with desk.store.working() as session:
        ids = (await session.scalars(select(Case.id).where(Case.number.in_(numbers)))).all()
        return await erase(session, ids, reason=reason, key=key_of(desk), now=NOW)


async def sums(desk: Desk) -> dict[str, list[Any]]:
    """Every sum of money, its own id aside."""
    return {
        table.__tablename__: await desk.rows(table, *(name for name in table.__table__.columns.keys() if name != "id"))  # noqa: SIM118
        for table in SUMS
    }


@pytest.fixture
async def filled(desk: Desk) -> Desk:
    """Everything imported; 2024-1 has rows in every table a case has any in, 2024-3 was closed on 1 June 2024."""
    desk.write(**EXPORTS, **MONEY, **RECOVERY)
    await desk.begins_with_these()
    return desk


async def test_nothing_about_the_case_is_left_but_hashes(filled: Desk) -> None:
    counts = await erased(filled, "2024-1")
    assert counts == {
        "posting": 3,
        "idle_grant": 0,
        "assignment": 2,
        "audit_answer": 1,
        "case_event": 2,
        "complaint": 1,
        "deadline": counts["deadline"],
        "ownership": 3,
        "unmatched_posting": 1,
        "case_grant": 2,
        "case_file": 1,
    }
    assert counts["deadline"] > 0
    everything = str(await filled.everything())
    for trace in ("2024-1'", "2024-1,", "2024-1)", "B-1", "B-3", "Bøgely", "Er barnet hørt?,ja", "2012-01-01"):
        assert trace not in everything, trace
    assert await filled.rows(Case, "number") == [("2024-2",), ("2024-3",)]
    assert len(await filled.rows(ErasedCase)) == 1
    assert len(await filled.rows(ErasedGrant)) == 2


async def test_the_sums_of_accounts_are_what_they_were_and_stay_so_when_worked_out_anew(filled: Desk) -> None:
    before = await sums(filled)
    await erased(filled, "2024-1")
    assert await sums(filled) == before
    filled.edit("posteringer", ("1 000,25", "1 000,26"))
    filled.edit("indsatser", ("450,50", "450,51"))
    await filled.takes()
    after = await sums(filled)
    filled.edit("posteringer", ("1 000,26", "1 000,25"))
    filled.edit("indsatser", ("450,51", "450,50"))
    await filled.takes()
    assert await sums(filled) == before != after


async def test_a_posting_keeps_its_account_amount_day_and_team_and_loses_its_case_and_grant(filled: Desk) -> None:
    await erased(filled, "2024-1")
    (nord,) = [team for team, name in await filled.rows(Team, "id", "name") if name == "Team Nord"]
    names = ("voucher", "line", "account", "team_id", "case_id", "grant_number", "erased")
    rows = [row for row in await filled.rows(Posting, *names) if row[0] in {"1001", "1002"}]
    assert rows == [
        ("1001", "1", "5281", nord, None, None, True),
        ("1001", "2", "5281", nord, None, None, True),
        ("1002", "", "5282", nord, None, None, True),
    ]


async def test_the_next_import_leaves_the_case_out_and_says_so(filled: Desk) -> None:
    before = await sums(filled)
    await erased(filled, "2024-1")
    stored = await filled.everything(but=WORKED_OUT_ANEW)
    report = await filled.takes()
    told = {file.name.partition(".")[0]: file for file in report.files}
    left_out = {name: file.left_out for name, file in told.items() if file.left_out}
    assert left_out == {
        "sager": 1,
        "rådgiverskift": 2,
        "hændelser": 2,
        "klager": 1,
        "ledelsestilsyn": 1,
        "indsatser": 2,
    }
    assert "sager.csv: 3 læst, 0 nye, 0 ændret, 2 uændret, 1 udeladt, fordi sagen er slettet" in report_lines(
        report, "da"
    )
    assert "posteringer.csv: 2 posteringer hører til en sag, der er slettet, og tæller med uden sag" in report_lines(
        report, "da"
    )
    assert await sums(filled) == before
    assert await filled.everything(but=WORKED_OUT_ANEW) == stored


async def test_so_does_one_that_takes_the_exports_as_complete(filled: Desk) -> None:
    before = await sums(filled)
    await erased(filled, "2024-1")
    kinds = ("sager", "rådgiverskift", "hændelser", "klager", "ledelsestilsyn", "indsatser", "posteringer")
    await filled.takes(replace=frozenset(kinds))
    assert await filled.rows(Case, "number") == [("2024-2",), ("2024-3",)]
    assert await sums(filled) == before


async def test_a_new_posting_of_an_erased_case_counts_for_its_team_and_asks_nobody_for_its_case(filled: Desk) -> None:
    await erased(filled, "2024-1")
    new = "2001;;01-11-2026;5281;;2024-1;;B-1;100,00;ny\n2002;;01-11-2026;5281;;;;B-3;10,00;ny\n"
    path = filled.folder / "posteringer.csv"
    path.write_text(path.read_text(encoding="utf-8") + new, encoding="utf-8")
    await filled.takes()
    (nord,) = [team for team, name in await filled.rows(Team, "id", "name") if name == "Team Nord"]
    names = ("voucher", "team_id", "case_id", "grant_number", "erased")
    rows = [row for row in await filled.rows(Posting, *names) if row[0].startswith("200")]
    assert rows == [("2001", nord, None, None, True), ("2002", nord, None, None, True)]


async def test_a_grant_that_another_case_bears_by_now_is_that_cases(filled: Desk) -> None:
    await erased(filled, "2024-1")
    filled.edit("indsatser", ("B-1;2024-1;", "B-1;2024-2;"))
    path = filled.folder / "posteringer.csv"
    path.write_text(path.read_text(encoding="utf-8") + "3001;;01-11-2026;5281;;;;B-1;10,00;ny\n", encoding="utf-8")
    await filled.takes()
    rows = await filled.rows(Posting, "voucher", "grant_number", "erased")
    assert ("3001", "B-1", False) in rows


async def test_what_is_let_in_again_comes_with_the_next_import_and_counts_once(filled: Desk) -> None:
    before = await sums(filled)
    held = await filled.rows(CaseEvent, "kind", "day")
    await erased(filled, "2024-1")
    async with filled.store.working() as session:
        assert await let_in(session, [hash_of_case("2024-1", key_of(filled))]) == 1
    await filled.takes()
    assert [number for (number,) in await filled.rows(Case, "number")] == ["2024-1", "2024-2", "2024-3"]
    assert await filled.rows(CaseEvent, "kind", "day") == held
    assert await filled.rows(KeptGrantDelta) == []
    assert await filled.rows(Posting, "erased") == [(False,)] * 5
    assert await sums(filled) == before


async def test_a_case_erased_for_its_age_comes_back_only_if_it_is_open_again_or_was_closed_later(filled: Desk) -> None:
    settings = Settings(home=filled.home, local=True, **LIMITED)  # type: ignore[arg-type]
    await erased(filled, "2024-3", reason=CLOSED)
    await filled.takes(settings=settings)
    assert ("2024-3",) not in await filled.rows(Case, "number")
    filled.edit("sager", ("05-01-2024;01-06-2024", "05-01-2024;01-06-2025"))
    await filled.takes(settings=settings)
    assert ("2024-3",) in await filled.rows(Case, "number")
    await erased(filled, "2024-3", reason=CLOSED)
    filled.edit("sager", ("05-01-2024;01-06-2025", "05-01-2024;"))
    await filled.takes(settings=settings)
    assert ("2024-3",) in await filled.rows(Case, "number")


async def test_a_forgotten_case_stays_out_though_it_is_open_again(filled: Desk) -> None:
    await erased(filled, "2024-3")
    filled.edit("sager", ("05-01-2024;01-06-2024", "05-01-2024;"))
    await filled.takes()
    assert ("2024-3",) not in await filled.rows(Case, "number")


async def test_without_a_limit_what_was_erased_for_its_age_comes_back(filled: Desk) -> None:
    await erased(filled, "2024-3", reason=CLOSED)
    await filled.takes()
    assert ("2024-3",) in await filled.rows(Case, "number")


async def test_a_complaint_goes_with_its_case_and_others_stay(filled: Desk) -> None:
    await erased(filled, "2024-1")
    assert await filled.rows(Complaint, "number") == [("K-2",)]


async def test_a_number_that_nobody_has_erases_nothing(filled: Desk) -> None:
    stored = await filled.everything()
    assert await erased(filled, "2024-9") == {}
    assert await filled.everything() == stored


async def test_other_cases_keep_every_row(filled: Desk) -> None:
    async def of_others() -> dict[str, int]:
        async with filled.store.working() as session:
            others = select(Case.id).where(Case.number != "2024-1")
            tables = [table for table in Base.metadata.sorted_tables if "case_id" in table.c]
            return {
                table.name: await session.scalar(
                    select(func.count()).select_from(table).where(table.c.case_id.in_(others))
                )
                or 0
                for table in tables
            }

    before = await of_others()
    await erased(filled, "2024-1")
    assert await of_others() == before
    assert before["case_event"] == 3
    assert before[Grant.__tablename__] == 1


async def test_an_erasure_is_dated(filled: Desk) -> None:
    await erased(filled, "2024-1")
    assert await filled.rows(ErasedCase, "reason", "at") == [("forgotten", NOW.astimezone(dt.UTC))]
