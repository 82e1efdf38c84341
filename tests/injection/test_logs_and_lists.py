"""Nothing typed or imported writes a line of the log, runs in a spreadsheet, or is obeyed by a terminal."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import socket
from decimal import Decimal
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table

from bot.app import make_app
from bot.commands.office import console, refuse
from bot.logs import PATHS, AccessLogger, JsonLines
from messages.import_report import problem_line, write_problems
from messages.list_file import as_csv
from storage.database import Store
from storage.imports.report import ExportProblem, problem_at, shown
from storage.rules.faults import Fault, Wrong
from storage.rules.inert import inert, one_line
from storage.settings import Settings
from tests.bot.conftest import StandIn
from tests.injection.hostile import ACTING
from tests.storage.imports.folders import NOW

FORGED = '\n{"level":"error","message":"forged"}\r\N{LINE SEPARATOR}\x85{"message":"forged too"}'
any_text = st.text() | st.lists(st.sampled_from([*ACTING, *"=+-@\t\r\n ;\"'\x00", "\x1b[2J"]), max_size=5).map("".join)
ACTS_IN_A_SHEET = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")


def record(logger: str, words: str, *args: Any) -> logging.LogRecord:
    return logging.LogRecord(logger, logging.INFO, __file__, 1, words, args, None)


def test_a_log_record_is_one_line_whatever_it_carries() -> None:
    made = record("bot.app", "activity not kept")
    made.id = FORGED
    line = JsonLines().format(made)
    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert json.loads(line)["id"] == FORGED
    assert json.loads(line)["message"] == "activity not kept"


def test_a_strange_logger_tells_its_pattern_and_not_what_fills_it() -> None:
    line = JsonLines().format(
        record("asyncio", "Task exception was never retrieved\nKeyError('Anna Holm 010203-1234')")
    )
    assert json.loads(line)["message"] == "Task exception was never retrieved"
    told = JsonLines().format(record("aiohttp.server", "Error handling request from %s", "Anna Holm"))
    assert json.loads(told)["message"] == "Error handling request from %s"
    ours = JsonLines().format(record("jobs.tick", "%s deliveries", 3))
    assert json.loads(ours)["message"] == "3 deliveries"


async def well(_request: web.Request) -> web.Response:
    return web.Response()


async def test_a_caller_writes_no_word_of_the_access_log(caplog: pytest.LogCaptureFixture) -> None:
    """Over real HTTP: the path, the query and the method are all the caller's own words."""
    app = web.Application()
    app.router.add_get("/health", well)
    runner = web.AppRunner(app, access_log_class=AccessLogger)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listener).start()
    here = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with caplog.at_level(logging.INFO, "aiohttp.access"):
        async with aiohttp.ClientSession() as session:
            for method, path in (("GET", "/health?who=Anna"), ("ANNA", "/Anna"), ("GET", "/0102031234/Anna%0aHolm")):
                async with session.request(method, here + path):
                    pass
        await runner.cleanup()
    lines = [JsonLines().format(record) for record in caplog.records if record.message == "request"]
    assert len(lines) == 3
    told = [(line["method"], line["path"], line["status"]) for line in map(json.loads, lines)]
    assert told == [("GET", "/health", 200), ("other", "other", 400), ("GET", "other", 404)]
    assert not [line for line in lines if "anna" in line.casefold() or "0102031234" in line]


def test_the_access_log_knows_every_path_of_the_service(store: Store) -> None:
    app = make_app(Settings(local=True), store, StandIn())
    assert {resource.canonical for resource in app.router.resources()} == PATHS


@given(any_text)
def test_no_text_runs_in_a_spreadsheet(text: str) -> None:
    items = [{"measure": text, "amount": text, "price": text, "teams": [text, "Nord"], "unknown": text}]
    (_, cells) = csv.reader(io.StringIO(as_csv(items, "da")), delimiter=";")
    for cell in cells:
        assert not ACTS_IN_A_SHEET.match(cell) or NUMBER.fullmatch(cell), cell


def test_amounts_stay_numbers() -> None:
    assert as_csv([{"amount": Decimal("-1234.50"), "price": "+3.5"}], "da").splitlines()[1] == "-1234,50;+3,5"


@given(any_text)
def test_no_text_of_a_report_runs_or_is_obeyed(text: str) -> None:
    told = shown(text)
    assert told == one_line(told).strip()
    assert inert(told) == told
    assert "\n" not in problem_line(problem_at("sager.csv", Fault(Wrong.DATE), 2, "oprettet", text), "da")


@pytest.mark.parametrize("text", ACTING)
def test_the_file_of_all_problems_runs_nothing(tmp_path: Path, text: str) -> None:
    path = write_problems(tmp_path, NOW, (ExportProblem(text, Fault(Wrong.DATE, text=text), 2, text),), "da")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [cell for row in rows for cell in row if ACTS_IN_A_SHEET.match(cell) and not NUMBER.fullmatch(cell)] == []


@pytest.mark.parametrize("text", ACTING)
def test_no_text_is_obeyed_by_the_operators_terminal(capsys: pytest.CaptureFixture[str], text: str) -> None:
    table = Table("text")
    table.add_row(text)
    console().print(table)
    console().print(text)
    with pytest.raises(SystemExit):
        refuse(f"there is no team {text}\nand no other")
    told = capsys.readouterr()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told.out + told.err)
    assert told.err.endswith("\nand no other\n")
