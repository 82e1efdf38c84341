"""A CPR number in any imported text, chat, button or form is kept nowhere and told nowhere (domain.md §9)."""

from __future__ import annotations

import itertools
import logging
import re
import unicodedata
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.desk import Desk
from bot.logs import JsonLines
from bot.understanding.classifier import Model
from messages.import_report import report_lines, write_problems
from storage.database import Store
from storage.imports.kinds import KINDS
from storage.imports.run import import_folder
from storage.imports.values import reference
from storage.settings import Settings
from tests.bot.conftest import bot, in_channel, personal
from tests.conftest import Office
from tests.fake_channel import fake_teams
from tests.injection.town import exports, write_exports
from tests.storage.imports.folders import NOW, TODAY

DIGITS = "0101904321"
SPELLINGS = (
    "010190-4321",
    "010190 4321",
    "0101904321",
    "010190\N{NO-BREAK SPACE}4321",
    "010190\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}4321",
    "０１０１９０-４３２１",  # wide figures
    "01\N{SOFT HYPHEN}0190-43\N{SOFT HYPHEN}21",
    "010190\N{EN DASH}4321",
    "010190\N{ZERO WIDTH SPACE}-4321",
    "01.01.90-4321",
    "01 01 90 4321",
    "010190--4321",
    "٠١٠١٩٠-٤٣٢١",
)
KEPT_BARE = DIGITS
"""Ten bare figures may be a case number or a voucher: a column of references takes them (formats.md)."""


def holds_cpr(value: str) -> bool:
    """Whether the number stands in it, however it is written."""
    shown = unicodedata.normalize("NFKC", value)
    figures = "".join(str(unicodedata.digit(letter, letter)) for letter in shown)
    return DIGITS in re.sub(r"[\s.\-\u2013\u00ad\u200b]", "", figures)


async def kept(store: Store) -> list[str]:
    """Every row of every table as text."""
    rows: list[str] = []
    async with store.engine.connect() as connection:
        names = await connection.scalars(
            text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        )
        for name in names.all():
            rows += await connection.scalars(text(f'SELECT t::text FROM "{name}" t'))
    return rows


def test_the_search_knows_the_number_in_every_spelling() -> None:
    assert all(map(holds_cpr, SPELLINGS))
    assert not holds_cpr("010190-xxxx")


async def test_no_column_of_any_export_lets_a_cpr_in(
    store: Store, home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = exports(lambda tag: f"text {tag}" if tag != "annas_mail" else "anna@x.example", TODAY)
    numbers = itertools.count(1)
    bad = 0
    for kind in KINDS:
        first = rows[kind.name][0]
        for column, written in itertools.product(kind.columns, SPELLINGS):
            if column.secret or (column.read is reference and written == KEPT_BARE):
                continue
            fresh = {name: f"{first.get(name, '')} {next(numbers)}" for name in first if name == kind.subject.name}
            rows[kind.name].append({**first, **fresh, column.name: f"Bo {written} Nord"})
            bad += 1
    for kind in KINDS:
        for name in kind.never_stored:
            rows[kind.name][0][name] = SPELLINGS[0]
    write_exports(tmp_path, rows)
    settings = Settings(home=home, local=True)
    with caplog.at_level(logging.DEBUG):
        report = await import_folder(store, tmp_path, settings=settings, run_by="freja", now=NOW, skip_bad_rows=True)
    assert report.outcome == "done", report_lines(report, "da")[:20]
    assert sum(entry.rejected for entry in report.files) == bad
    assert [row for row in await kept(store) if holds_cpr(row)] == []
    assert [line for line in report_lines(report, "da", limit=10_000) if holds_cpr(line)] == []
    report_file = write_problems(home, NOW, report.problems, "da")
    assert not holds_cpr(report_file.read_text(encoding="utf-8-sig"))
    assert not [record for record in caplog.records if holds_cpr(JsonLines().format(record))]


async def test_a_refused_import_keeps_no_cpr_either(store: Store, home: Path, tmp_path: Path) -> None:
    rows = exports(lambda tag: f"text {tag}" if tag != "annas_mail" else "anna@x.example", TODAY)
    rows["sager"][0] = {f"kolonne {SPELLINGS[0]}": "", **rows["sager"][0], "sagstype": SPELLINGS[3]}
    write_exports(tmp_path, rows)
    (tmp_path / f"liste {SPELLINGS[0]}.csv").write_text("x")
    report = await import_folder(store, tmp_path, settings=Settings(home=home, local=True), run_by="freja", now=NOW)
    assert report.outcome == "refused"
    assert [row for row in await kept(store) if holds_cpr(row)] == []
    assert [line for line in report_lines(report, "da", limit=10_000) if holds_cpr(line)] == []


@pytest.mark.e2e
async def test_no_cpr_of_a_chat_a_button_or_a_form_is_kept_or_told(
    store: Store, office: Office, model: Model, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(local=True)
    anna = {"id": "29:anna", "aadObjectId": str(uuid.uuid5(uuid.NAMESPACE_DNS, "anna@sagspuls.example"))}
    async with fake_teams() as teams, bot(store, Desk(store, settings, model)) as caller:
        asked = 0
        with caplog.at_level(logging.DEBUG):
            for written in SPELLINGS:
                asked += 2
                said = f"hvad er status for {written} i dag"
                assert await caller.post(personal(teams, said, **{"from": anna})) == 200
                html = {"contentType": "text/html", "content": f"<p>{written}</p>"}
                mentioned = in_channel(teams, f"<at>Sagspuls</at> {said}", attachments=[html], **{"from": anna})
                assert await caller.post(mentioned) == 200
            for value in forms():
                asked += 1
                assert await caller.post(personal(teams, None, value=value, **{"from": anna})) == 200
            await teams.shows(asked, seconds=60)
    assert [row for row in await kept(store) if holds_cpr(row)] == []
    assert [posted for posted in (str(call.activity) for call in teams.calls) if holds_cpr(posted)] == []
    assert not [record for record in caplog.records if holds_cpr(JsonLines().format(record))]


def forms() -> list[dict[str, Any]]:
    written = SPELLINGS[0]
    return [
        {"question": "case", "slots": {"case": written}},
        {"question": "case", "slots": {"case": written, written: written}},
        {"question": "reminders", "do": "add", "team": written, "kind": written, "time": written},
        {"question": written},
        {"question": "costs", "slots": {}, written: [written, {"x": int(DIGITS[1:]), "y": f"0{DIGITS[1:]}"}]},
    ]
