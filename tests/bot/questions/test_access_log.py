"""Who looked a case up, asked by the administrator at the desk, and kept from everybody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.clock import set_clock
from storage.database import Store
from storage.queries.sending import access_log
from storage.rules.access import Person
from storage.schema import AccessLog
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case

NOON = dt.datetime.combine(TODAY, dt.time(11), dt.UTC)
DAY = dt.timedelta(days=1)
LOCAL = Settings(local=True)
CASE = {"case": "2024-1183"}


@dataclass(frozen=True)
class Archive:
    """A desk whose log holds some look-ups already."""

    desk: Desk
    store: Store
    office: Office

    async def ask(
        self,
        who: Person,
        text: str = "",
        slots: dict[str, Any] | None = None,
        *,
        question: str = "access_log",
        channel: str | None = None,
    ) -> Reply:
        incoming = Incoming(
            text,
            "c1",
            Place.PRIVATE if channel is None else Place.CHANNEL,
            email=f"{who.id}@sagspuls.example",
            channel_team_name=channel,
            button=None if text else {"question": question, "slots": slots or {}},
        )
        return await self.desk.answer(incoming)

    async def facts(self, text: str = "", slots: dict[str, Any] | None = None) -> dict[str, Any]:
        """What Freja, the administrator, is told."""
        return (await self.ask(self.office.freja, text, slots)).message.facts

    async def lines(self) -> int:
        async with self.store.working() as session:
            return await session.scalar(select(func.count()).select_from(AccessLog)) or 0


@pytest.fixture
async def archive(store: Store, office: Office, model: Model) -> Archive:
    """2024-1183 was looked up by Anna this morning and, in vain, by Carl yesterday; forty days ago by Bo.

    Anna asked besides what is overdue, and what she can ask. Nobody asked about 2024-3456, which exists.
    """
    async with store.working() as session:
        await set_clock(session, NOON, LOCAL.zone)
        await add_case(session, "2024-3456", office.distrikt2, "carl")
        for at, staff, question, outcome, number in (
            (NOON - 40 * DAY, "bo", "case", "answered", "2024-1183"),
            (NOON - DAY, "carl", "case", "not_yours", "2024-1183"),
            (NOON - dt.timedelta(hours=3), "anna", "case", "answered", "2024-1183"),
            (NOON - dt.timedelta(hours=2), "anna", "overdue", "answered", None),
            (NOON - dt.timedelta(hours=1), "anna", "help", "answered", None),
        ):
            await access_log.append(
                session,
                at=at,
                staff_id=staff,
                question=question,
                place="personal",
                outcome=outcome,
                case_number=number,
            )
    return Archive(Desk(store, LOCAL, model), store, office)


async def test_the_administrator_is_told_who_looked_the_case_up_the_latest_first(archive: Archive) -> None:
    facts = await archive.facts(slots=CASE)
    assert [(item["staff"], item["question"], item["outcome"]) for item in facts["items"]] == [
        ("anna", "case", "answered"),
        ("carl", "case", "not_yours"),
    ]
    assert dt.datetime.fromisoformat(facts["items"][0]["at"]) == NOON - dt.timedelta(hours=3)
    assert (facts["total"], facts["by_outcome"]) == (2, {"answered": 1, "not_yours": 1})


async def test_the_last_thirty_days_are_meant_and_earlier_look_ups_are_counted(archive: Archive) -> None:
    facts = await archive.facts(slots=CASE)
    assert (facts["from"], facts["to"], facts["earlier"]) == ("2026-10-24", "2026-11-23", 1)
    until_october = {**CASE, "period": {"from": None, "to": "2026-10-31"}}
    older = await archive.facts(slots=until_october)
    assert ([item["staff"] for item in older["items"]], older["earlier"]) == (["bo"], 0)


async def test_without_a_case_every_look_up_is_listed_and_every_refusal_but_no_small_talk(archive: Archive) -> None:
    facts = await archive.facts()
    assert [item["question"] for item in facts["items"]] == ["overdue", "case", "case"]
    await archive.ask(archive.office.anna)
    lines = (await archive.facts())["items"]
    assert [(item["staff"], item["question"], item["outcome"]) for item in lines[:2]] == [
        ("anna", "access_log", "not_your_role"),
        ("freja", "access_log", "answered"),
    ]


@pytest.mark.parametrize("text", ["hvem har kigget i 1183", "hvem har slået 1183 op", "adgangslog 1183"])
async def test_bare_figures_stand_for_the_number_in_the_log(archive: Archive, text: str) -> None:
    reply = await archive.ask(archive.office.freja, text)
    assert (reply.question, reply.slots["case"]) == ("access_log", "2024-1183")
    assert reply.message.facts["total"] == 2


async def test_a_case_that_nobody_asked_about_and_one_that_is_none_are_told_alike(archive: Archive) -> None:
    existing = await archive.ask(archive.office.freja, slots={"case": "2024-3456"})
    unknown = await archive.ask(archive.office.freja, slots={"case": "2024-3457"})
    assert existing.message.facts == unknown.message.facts
    assert existing.message.text.replace("3456", "3457") == unknown.message.text
    typed = [await archive.ask(archive.office.freja, f"hvem har kigget i {figures}") for figures in ("3456", "3457")]
    assert [reply.slots["case"] for reply in typed] == ["3456", "3457"]
    assert typed[0].message.facts == typed[1].message.facts


async def test_figures_that_fit_several_numbers_show_the_look_ups_of_each(archive: Archive) -> None:
    await archive.ask(archive.office.anna, question="case", slots={"case": "2023-1183"})
    reply = await archive.ask(archive.office.freja, "hvem har kigget i 1183")
    assert reply.slots["case"] == "1183"
    assert [item["case"] for item in reply.message.facts["items"]] == ["2023-1183", "2024-1183", "2024-1183"]


@pytest.mark.parametrize("who", ["anna", "bo", "carl", "dorte", "erik"])
async def test_everybody_else_is_refused(archive: Archive, who: str) -> None:
    reply = await archive.ask(getattr(archive.office, who), slots=CASE)
    assert reply.message.facts == {"refused": "not_your_role"}


async def test_no_channel_is_told_of_the_log(archive: Archive) -> None:
    reply = await archive.ask(archive.office.freja, slots=CASE, channel="Team Nord")
    assert reply.message.facts == {"refused": "wrong_place"}


async def test_a_cpr_number_is_refused_and_not_echoed(archive: Archive) -> None:
    made_up = "010190-1234"
    for reply in (
        await archive.ask(archive.office.freja, f"hvem har kigget i {made_up}"),
        await archive.ask(archive.office.freja, slots={"case": made_up}),
    ):
        assert reply.message.facts == {"refused": "cpr_in_text"}
        assert made_up not in str(reply.as_json())


async def test_reading_the_log_is_a_line_of_the_log(archive: Archive) -> None:
    before = await archive.lines()
    await archive.facts(slots=CASE)
    assert await archive.lines() == before + 1
    assert (await archive.facts())["items"][0]["staff"] == "freja"


async def test_whatever_stands_in_the_slot_is_no_pattern_and_is_not_echoed(archive: Archive) -> None:
    for odd in ("%", ".*", "2024-118_", "se <b>her</b>"):
        reply = await archive.ask(archive.office.freja, slots={"case": odd})
        assert reply.message.facts["total"] == 0
    assert "her" not in reply.message.text


async def test_a_long_log_is_counted_whole_and_listed_in_part(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "MOST_LISTED", 1)
    facts = await archive.facts(slots=CASE)
    assert (facts["total"], len(facts["items"])) == (2, 1)


async def test_names_are_read_where_the_facts_carry_staff_ids(archive: Archive) -> None:
    reply = await archive.ask(archive.office.freja, slots=CASE)
    assert "Anna Holm" in reply.message.text
    assert "Carl Friis" in str(reply.message.card)


async def test_a_button_of_the_log_control_shows_one_persons_look_ups(archive: Archive) -> None:
    slots = {"staff": "anna", "period": {"from": "2026-11-01", "to": "2026-11-30"}}
    reply = await archive.ask(archive.office.freja, slots=slots)
    assert [item["staff"] for item in reply.message.facts["items"]] == ["anna", "anna"]
    assert reply.message.text.startswith("2 opslag af Anna Holm i november 2026.")
    refused = await archive.ask(archive.office.bo, slots=slots)
    assert refused.message.facts["refused"] == "not_your_role"


@pytest.mark.parametrize("text", ["send logkontrol hver måned", "opret en månedlig stikprøve af opslag"])
async def test_the_log_control_is_set_up_in_words(archive: Archive, text: str) -> None:
    reply = await archive.ask(archive.office.freja, text)
    assert reply.question == "reminders"
    assert reply.message.facts["values"] == {"kind": "log_control", "monthly": "first"}
