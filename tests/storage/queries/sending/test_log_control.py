"""A month of the log, line by line, and what its control counts, worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from storage.database import Store
from storage.facts.sending.log_control import LogControl
from storage.queries.sending.log_control import SAMPLED, log_control
from storage.rules.calendar import Calendar
from storage.schema import AccessLog, Ownership, TeamLeader
from tests.conftest import Office, add_case

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TODAY = dt.date(2026, 11, 2)
OCTOBER = dt.datetime(2026, 10, 1, tzinfo=COPENHAGEN)
DAY = dt.timedelta(days=1)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=COPENHAGEN)


def line(when: dt.datetime, who: str | None, case: str | None = None, **more: Any) -> AccessLog:
    given = {"question": "case" if case else "overdue", "place": "personal", "outcome": "answered", **more}
    return AccessLog(at=when, staff_id=who, case_number=case, **given)


def lines() -> list[AccessLog]:
    """The log of October, and a line on each side of it."""
    return [
        # Anna: a case just after midnight and just before eight in the evening, and a list at noon.
        line(at(1, 0), "anna", "N-1"),
        line(at(2, 19, 59), "anna", "N-1"),
        line(at(2, 12), "anna"),
        # Bo: at eight in the evening, a minute before six, at six, and on a Sunday at noon.
        line(at(5, 20), "bo", "N-1"),
        line(at(6, 5, 59), "bo"),
        line(at(6, 6), "bo"),
        line(at(4, 12), "bo", "C-1"),
        # Carl, of Distrikt 2: a case of Nord that was his once, one that never was, one there is none of; a refusal.
        line(at(7, 12), "carl", "N-1"),
        line(at(7, 13), "carl", "N-2"),
        line(at(7, 14), "carl", "X-9"),
        line(at(7, 15), "carl", "N-2", outcome="not_yours"),
        # The controller reaches every case, so none lies outside.
        line(at(8, 12), "erik", "N-1"),
        line(at(8, 13), "erik", "C-1"),
        # No look-ups: help, and what a command did on her behalf.
        line(at(9, 12), "freja", question="help"),
        line(at(9, 12), "freja", "N-9", question="forget"),
        # A stranger.
        line(at(10, 12), None, outcome="unknown_person"),
        line(OCTOBER - dt.timedelta(minutes=1), "anna", "N-1"),
        line(OCTOBER + 32 * DAY, "anna", "N-1"),
    ]


@pytest.fixture
async def october(store: Store, office: Office) -> Office:
    async with store.working() as session:
        once = await add_case(session, "N-1", office.nord, "anna")
        before = await session.get_one(Ownership, (once.id, dt.date.min))
        before.until, before.staff_id = dt.date(2026, 6, 1), "carl"
        session.add(Ownership(case_id=once.id, since=dt.date(2026, 6, 1), until=dt.date.max, staff_id="anna"))
        await add_case(session, "N-2", office.nord, "anna")
        await add_case(session, "C-1", office.distrikt2, "carl")
        session.add_all(lines())
    return office


async def control(
    store: Store,
    *teams: tuple[int, str],
    today: dt.date = TODAY,
    calendar: Calendar = Calendar(),  # noqa: B008
) -> LogControl:
    async with store.asking("freja") as session:  # whom row security shows no case
        return await log_control(session, today, COPENHAGEN, teams, everybody=not teams, calendar=calendar)


async def test_every_number_is_as_counted_by_hand(store: Store, october: Office) -> None:
    found = await control(store)
    assert (found.since, found.until) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert found.look_ups == 3 + 4 + 3 + 2
    assert found.case_look_ups == 2 + 2 + 3 + 2
    assert found.cases == 4  # N-1, N-2, C-1 and X-9
    assert found.askers == 4
    assert found.refused == 2
    assert found.unknown == 1
    assert found.off_hours == 1 + 3
    assert found.outside == 1 + 1  # Bo's C-1, since he leads Nord alone, and Carl's N-2
    assert found.acts == 1
    assert found.worth_telling


async def test_who_stands_out_and_why(store: Store, october: Office) -> None:
    rows = (await control(store)).as_json()["items"]
    assert [(row["staff"], row["why"]) for row in rows] == [("bo", ["outside", "off_hours"]), ("carl", ["outside"])]
    bo, carl = rows
    assert (bo["look_ups"], bo["cases"], bo["off_hours"], bo["usual"]) == (4, 2, 3, 3.0)
    assert (carl["look_ups"], carl["outside"], carl["refused"]) == (3, 1, 1)


async def test_a_case_of_a_team_one_leads_is_not_outside(store: Store, october: Office) -> None:
    async with store.working() as session:
        session.add(TeamLeader(staff_id="bo", team_id=october.distrikt2))
    assert (await control(store)).outside == 1


async def test_of_one_team_only_its_own_people_are_told(store: Store, october: Office) -> None:
    found = await control(store, (october.distrikt2, "Distrikt 2"))
    assert (found.look_ups, found.askers, found.unknown, found.teams) == (3, 1, 0, ("Distrikt 2",))


async def test_the_sample_is_of_look_ups_of_a_case_and_the_same_each_time(store: Store, october: Office) -> None:
    drawn = (await control(store)).sample
    assert len(drawn) == 9
    assert all(one.case and one.outcome == "answered" for one in drawn)
    assert [one.at for one in drawn] == sorted(one.at for one in drawn)
    async with store.working() as session:
        session.add_all([line(at(12, 12, number), "erik", f"C-{number}") for number in range(40)])
    first, again = (await control(store)).sample, (await control(store)).sample
    assert len(first) == SAMPLED
    assert first == again


async def test_another_month_draws_other_lines(store: Store, october: Office) -> None:
    async with store.working() as session:
        for month in (8, 9):
            moments = [dt.datetime(2026, month, 3, 12, number, tzinfo=COPENHAGEN) for number in range(40)]
            session.add_all([line(moment, "erik", f"C-{moment.minute}") for moment in moments])
    august, september = [
        {one.case for one in (await control(store, today=dt.date(2026, month, 1))).sample} for month in (9, 10)
    ]
    assert august != september


async def test_a_month_in_which_nothing_was_asked_is_not_worth_telling(store: Store, office: Office) -> None:
    assert not (await control(store)).worth_telling
