"""What is imported is read, never obeyed: every question and reminder over exports whose every text would act."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from sqlalchemy import func, select

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from jobs.by_hand import ByHandError, compose_now
from jobs.reminders import REMINDERS
from messages.import_report import report_lines
from messages.list_file import as_csv
from messages.literal import as_written, seen
from messages.message import Message
from messages.terminal import as_text
from storage.database import Store
from storage.imports.run import import_folder
from storage.rules.questions import RECORDS
from storage.schema import Case
from storage.settings import Settings
from tests.injection.hostile import lines_of
from tests.injection.test_cards_are_literal import words_acting
from tests.injection.town import acting, as_stored, exports, free_columns, write_exports
from tests.storage.imports.folders import NOW, TODAY

UNTRAINED = Model(("none",), np.zeros((1, 2), np.float32), np.zeros(2, np.float32), 1.0, ())
"""Whoever presses buttons needs no understanding."""
SQL = '\'; DROP TABLE "case"; --'
ASKED: dict[str, list[dict[str, Any]]] = {
    "case": [{"case": "case"}],
    "costs": [{}, {"case": "case"}],
    "grants": [{}, {"case": "case"}],
    "access_log": [{}, {"case": "case"}],
    "caseload": [{}, {"group_by": "caseworker"}, {"staff": "anna"}],
    "overdue": [{}, {"group_by": "caseworker"}, {"staff": "anna"}, {"group_by": "team"}],
    "plan": [{}, {"plan": "plan"}, {"group_by": "responsible"}, {"theme": "plan_tema"}],
    "milestones": [{}, {"milestone": "milestone"}],
    "budget": [{}, {"account": "account"}, {"team": "team"}, {"group_by": "team"}],
    "unit_costs": [{}, {"measure": "measure"}],
    "data_quality": [{}, *({"check": check} for check in ("postings_without_case", "cases_without_caseworker"))],
}
"""The slots a question is asked with, each text by its tag; other questions are asked without."""
PEOPLE = ("annas_mail", "bo@x.example", "erik@x.example", "freja@x.example")


def text(tag: str) -> str:
    """The hostile text of that tag; a mail address has no spaces."""
    if tag == "annas_mail":
        return "=[mail](http://ondt.example)**x**@ondt.example"
    return acting(tag)


@dataclass
class Town:
    store: Store
    settings: Settings

    async def ask(self, email: str, question: str, slots: dict[str, Any], *, in_channel: bool = False) -> Reply:
        named = {
            name: as_stored(text(tag)) if name not in {"group_by", "check"} else tag for name, tag in slots.items()
        }
        return await self.press(email, question, named, in_channel=in_channel)

    async def press(self, email: str, question: str, slots: dict[str, Any], *, in_channel: bool = False) -> Reply:
        desk = Desk(self.store, self.settings, UNTRAINED)
        place = Place.CHANNEL if in_channel else Place.PRIVATE
        return await desk.answer(
            Incoming(
                "",
                "a:chat",
                place,
                email=email if "@" in email else text(email),
                channel_team_name=as_stored(text("team")) if in_channel else None,
                button={"question": question, "slots": slots},
                whole=True,
                on=TODAY,
            )
        )


@pytest.fixture
async def town(store: Store, home: Path, tmp_path: Path) -> Town:
    write_exports(tmp_path, exports(text, TODAY))
    settings = Settings(home=home, local=True, clock=NOW)
    report = await import_folder(store, tmp_path, settings=settings, run_by="freja", now=NOW)
    assert report_lines(report, "da")[0] == "Importen er gennemført.", report_lines(report, "da")
    return Town(store, settings)


def test_every_free_column_of_every_kind_holds_a_hostile_text() -> None:
    rows = exports(lambda tag: f"hostile {tag}", TODAY)
    missing = [
        f"{kind.name}.{column.name}"
        for kind, column in free_columns()
        if not any("hostile" in line.get(column.name, "") for line in rows[kind.name])
    ]
    assert missing == []


@pytest.mark.e2e
async def test_no_answer_is_acted_upon_by_any_client(town: Town) -> None:
    shown = ""
    for question in RECORDS:
        for slots in ASKED.get(question, [{}]):
            for person in PEOPLE:
                shown += check(await town.ask(person, question, slots), f"{question} {slots} {person}")
            shown += check(await town.ask("bo@x.example", question, slots, in_channel=True), f"{question} in a channel")
    unseen = [tag for tag in READ_SOMEWHERE if f"[{tag}]" not in shown]
    assert unseen == [], "no question shows these texts: the walk is not whole"


READ_SOMEWHERE = (
    *("team", "case", "second_case", "annas_name", "plan", "plan_nr", "plan_titel", "plan_ansvarlig", "plan_deadline"),
    *("milestone", "milestone_title", "round", "audited", "account", "account_name", "grant", "measure", "voucher_2"),
)


@pytest.mark.e2e
async def test_no_slot_is_read_as_sql_or_as_a_pattern(town: Town) -> None:
    """A name with wildcards or a quote is a name that nobody has."""
    for slot in ("case", "staff", "team", "account", "milestone", "plan", "theme", "measure"):
        for question in (name for name, record in RECORDS.items() if slot in record.slots):
            told = [
                await town.press("bo@x.example", question, {slot: name}) for name in ("ukendt", "%", "_%", SQL, ".*")
            ]
            facts = [{**reply.message.facts, slot: None} for reply in told]
            assert facts[1:] == facts[:1] * 4, question
    async with town.store.working() as session:
        assert await session.scalar(select(func.count()).select_from(Case)) == 2


async def test_no_reminder_is_acted_upon_by_any_client(town: Town) -> None:
    composed = 0
    for kind in REMINDERS:
        async with town.store.working() as session:
            try:
                said = await compose_now(session, town.settings, as_stored(text("team")), kind, NOW)
            except ByHandError:
                continue
        composed += 1
        check_message(said, kind)
    assert composed >= 4


def check(reply: Reply, about: str) -> str:
    """Everything a reply is shown by; gives what people read of it."""
    items = reply.message.facts.get("items") or []
    if items and all(isinstance(item, dict) for item in items):
        cells = [cell for row in csv.reader(io.StringIO(as_csv(items, "da")), delimiter=";") for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "\n"))] == [], about
    return check_message(reply.message, about)


def check_message(said: Message, about: str) -> str:
    lines = lines_of(said.card)
    assert [words for line in lines for words in words_acting(line)] == [], about
    assert [action for action in values_of(said.card, "type") if action in {"Action.OpenUrl", "Image"}] == [], about
    assert values_of(said.card, "url") == [], about
    read = [said.text, *(words for line in lines for words in words_of(line)), *values_of(said.card, "title")]
    for words in read:
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", words), about
        for rest in re.findall(r"=\[\w+\]\(.*", words):
            tag = rest[2 : rest.index("]")]
            whole = as_stored(text(tag))
            short = rest.split("…")[0].rstrip()
            # In the middle of a sentence a measure is written small.
            assert whole.casefold().startswith(short[: len(whole)].casefold()), (about, rest)
    return " ".join([*read, printed(said)])


def words_of(line: dict[str, Any]) -> list[str]:
    if line["type"] == "FactSet":
        return [as_written(fact[part]) for fact in line["facts"] for part in ("title", "value")]
    return [seen(line)]


def values_of(part: Any, name: str) -> list[str]:
    return [value for key, value in _all_of(part) if key == name and isinstance(value, str)]


def _all_of(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, list):
        for one in part:
            yield from _all_of(one)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield key, value
            yield from _all_of(value)


def printed(said: Message) -> str:
    """What a terminal without colours gets: anything it obeys came from the texts."""
    out = io.StringIO()
    Console(file=out, width=400, markup=False, highlight=False).print(as_text(said))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out.getvalue())
    return out.getvalue()
