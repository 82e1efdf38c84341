"""`sagspuls forget`, `export-case` and `export-person`, as the data protection officer types them."""

from __future__ import annotations

import json
import os
import pwd
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.kept import Kept
from tests.storage.imports.folders import EXPORTS, MONEY, RECOVERY, write

CPR = "010112-4000"


@pytest.fixture
def command(database: URL, kept: Kept, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Commands on a store with three cases."""
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", database.render_as_string(hide_password=False))
    monkeypatch.setenv("SAGSPULS_HOME", str(home))
    monkeypatch.setenv("SAGSPULS_LOCAL", "1")
    runner = CliRunner()
    write(tmp_path / "eksport", **EXPORTS, **MONEY, **RECOVERY)
    if not kept.put_back("imported by command", home):
        ran(runner, ["import", str(tmp_path / "eksport")])
        kept.keep("imported by command", home)
    return runner


def ran(command: CliRunner, words: list[str], exit_code: int = 0, typed: str | None = None) -> Result:
    result = command.invoke(app, words, input=typed)
    assert result.exit_code == exit_code, result.output
    return result


def log_of(database: URL) -> list[tuple[str, str | None, str | None]]:
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT question, staff_id, case_number FROM access_log ORDER BY id")).all()
    engine.dispose()
    return [(question, staff, case) for question, staff, case in rows]


def test_a_case_is_forgotten_after_asking_and_told_by_counts(command: CliRunner, database: URL) -> None:
    assert "Erase it" in ran(command, ["forget", "--case", "2024-1"], 1, typed="n\n").output
    assert log_of(database) == []
    told = ran(command, ["forget", "--case", "2024-1", "--as", "bo@sagspuls.example"], typed="y\n").output
    assert "Case 2024-1 is erased." in told
    assert "case_event 2" in told
    assert "3 postings stay in the accounts, without case and grant." in told
    assert log_of(database) == [("forget", "bo", "2024-1")]
    assert "Case 2024-1 was erased before." in ran(command, ["forget", "--case", "2024-1", "--yes"]).output
    assert "There is no case 2024-1" in ran(command, ["export-case", "--case", "2024-1"], 1).output


def test_an_erasure_is_undone_for_the_next_import(command: CliRunner, tmp_path: Path) -> None:
    ran(command, ["forget", "--case", "2024-2", "--yes"])
    assert "1 udeladt, fordi sagen er slettet" in ran(command, ["import", str(tmp_path / "eksport")]).output
    assert "comes back with the next import" in ran(command, ["forget", "--case", "2024-2", "--undo"]).output
    assert "was not erased here" in ran(command, ["forget", "--case", "2024-2", "--undo"], 1).output
    assert "1 nye" in ran(command, ["import", str(tmp_path / "eksport")]).output
    ran(command, ["export-case", "--case", "2024-2"])


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        (["forget", "--case", "2024-9", "--yes"], 1, "There is no case 2024-9; nothing was erased."),
        (["forget", "--case", CPR, "--yes"], 2, "a CPR number is none"),
        (["forget", "--case", " ", "--yes"], 2, "write the case's number"),
        (["forget"], 2, "--case"),
        (["forget", "--case", "2024-1", "--yes", "--as", "x@y.example"], 1, "Nobody here has the e-mail x@y.example"),
        (["export-case", "--case", "2024-9"], 1, "There is no case 2024-9; nothing was written."),
        (["export-person", "x@y.example"], 1, "Nobody here has the e-mail x@y.example; nothing was written."),
        (["export-person", f"{CPR}@y.example"], 1, "Nobody here has the e-mail [CPR]@y.example"),
        (["export-person", "bo@sagspuls.example", "--as", "x@y.example"], 1, "nothing was done"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line_and_changes_nothing(
    command: CliRunner, database: URL, words: list[str], exit_code: int, told: str
) -> None:
    output = " ".join(ran(command, words, exit_code).output.replace("│", " ").split())
    assert told in output
    assert CPR not in output
    assert log_of(database) == []


def test_a_persons_data_is_written_to_a_file_of_ones_own_and_logged(
    command: CliRunner, database: URL, tmp_path: Path
) -> None:
    out = tmp_path / "bo.json"
    words = ["export-person", "bo@sagspuls.example", "--out", str(out), "--as", "anna@sagspuls.example"]
    assert "Read it before it is handed out" in ran(command, words).output
    assert json.loads(out.read_text(encoding="utf-8"))["person"]["name"] == "Bo Lund"
    assert out.stat().st_mode & 0o77 == 0
    ran(command, words, 2)  # never over a file that is there
    assert log_of(database) == [("export_person", "anna", None)]


def test_the_log_names_the_account_that_ran_the_command_whatever_the_environment_says(
    command: CliRunner, database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")
    ran(command, ["export-person", "bo@sagspuls.example"])
    engine = create_engine(database)
    with engine.connect() as connection:
        (note,) = connection.execute(text("SELECT note FROM access_log")).scalars()
    engine.dispose()
    assert note == f"by {pwd.getpwuid(os.getuid()).pw_name}, about bo"


def test_a_cases_data_is_printed_without_any_cpr_and_logged(command: CliRunner, database: URL) -> None:
    told = ran(command, ["export-case", "--case", "2024-1"]).stdout
    assert json.loads(told)["case"]["number"] == "2024-1"
    assert "010112" not in told
    assert log_of(database) == [("export_case", None, "2024-1")]
