"""The command line: the same answers as in the chat, clear refusals, the right exit codes."""

from __future__ import annotations

import json
import logging
import socket
from pathlib import Path

import pytest
from sqlalchemy import URL
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.understanding.classifier import Model
from storage.demo.people import ANNA, BO, CARL
from tests.kept import Kept

DAY = "2026-11-23"


@pytest.fixture
def command(database: URL, shared: Path, model: Model, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Commands on an empty store of this test's own."""
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", database.render_as_string(hide_password=False))
    monkeypatch.setenv("SAGSPULS_HOME", str(shared))
    monkeypatch.setenv("SAGSPULS_LOCAL", "1")
    # `serve` sends its logs to standard error, which here is the test's alone.
    monkeypatch.setattr(logging.root, "handlers", list(logging.root.handlers))
    monkeypatch.setattr(logging.root, "level", logging.root.level)
    return CliRunner()


@pytest.fixture
def town(command: CliRunner, kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> CliRunner:
    """Commands on a small made-up municipality; HOME is that of all tests, and holds its key already."""
    if not kept.put_back("town of 60 cases"):
        folder = tmp_path_factory.mktemp("eksport")
        for words in (f"demo-data --out {folder} --cases 60 --on {DAY}", f"import {folder}"):
            ran(command, words)
        kept.keep("town of 60 cases")
    return command


def ran(command: CliRunner, words: str | list[str], exit_code: int = 0) -> Result:
    result = command.invoke(app, words)
    assert result.exit_code == exit_code, result.output
    return result


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ask_prints_the_answer_of_the_interface(town: CliRunner) -> None:
    words = ["ask", "hvad er status på 2024-1183", "--as", ANNA.email, "--on", DAY, "--json"]
    (answer,) = answers(ran(town, words))
    assert set(answer) == {
        "question",
        "confidence",
        "slots",
        "text",
        "facts",
        "understood",
        "unread",
        "asked",
        "card",
        "language",
        "as_of",
        "data_as_of",
    }
    assert (answer["question"], answer["slots"], answer["as_of"]) == ("case", {"case": "2024-1183"}, DAY)


def test_the_list_behind_an_answer_is_saved_whole(town: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    question = json.dumps({"question": "data_quality", "slots": {"check": "grants_without_stop", "limit": 1}})
    words = ["ask", question, "--as", BO.email, "--on", DAY, "--json"]
    (answer,) = answers(ran(town, words))
    assert len(answer["facts"]["items"]) == 1 < answer["facts"]["total"]  # type: ignore[index]
    ran(town, [*words, "--csv", str(file)])
    header, *lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert header == "Bevilling;Sag;Team;Indsats;Konto;Fra;Slutter;Pris;Enhed"
    assert len(lines) == answer["facts"]["total"]  # type: ignore[index]
    assert file.stat().st_mode & 0o77 == 0


def test_a_saved_list_names_deadlines_and_people_as_the_answer_does(town: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    question = json.dumps({"question": "overdue", "slots": {}})
    words = ["ask", question, "--as", BO.email, "--on", DAY]
    (answer,) = answers(ran(town, [*words, "--json"]))
    items: list[dict[str, str]] = answer["facts"]["items"]  # type: ignore[index]
    ran(town, [*words, "--csv", str(file)])
    _, *lines = (line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines())
    assert [line[0] for line in lines] == [item["case"] for item in items]
    in_the_file = {cell for line in lines for cell in line}
    assert not in_the_file & {*(item["rule"] for item in items), *(item["caseworker"] for item in items)}
    assert "Anna Strandager" in in_the_file


def test_an_answer_without_a_list_saves_none(town: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    words = ["ask", "hvem er jeg", "--as", BO.email, "--csv", str(file)]
    assert "no list" in ran(town, words, 1).output
    assert not file.exists()


def test_every_case_with_cost_is_saved_and_a_readable_file_becomes_the_owners_alone(
    town: CliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o644)
    question = json.dumps({"question": "costs", "slots": {"limit": 2}})
    (answer,) = answers(ran(town, ["ask", question, "--as", BO.email, "--on", DAY, "--json"]))
    told = ran(town, ["ask", question, "--as", BO.email, "--on", DAY, "--csv", str(file)])
    header, *lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert header == "Sag;Årlig udgift;Statsrefusion"
    assert len(lines) == answer["facts"]["cases"] > len(answer["facts"]["items"])  # type: ignore[index]
    assert f"{len(lines)} of {len(lines)} rows" in told.stderr
    assert file.stat().st_mode & 0o77 == 0


@pytest.mark.parametrize(
    ("place", "question", "said"),
    [
        ("", {"question": "case", "slots": {"case": "2024-0001"}}, "ikke"),
        ("team:Team Nord", {"question": "data_quality", "slots": {"check": "grants_without_stop"}}, "privat"),
    ],
)
def test_a_refusal_or_a_withheld_list_is_told_in_its_own_words_and_saves_nothing(
    town: CliRunner, tmp_path: Path, place: str, question: dict[str, object], said: str
) -> None:
    file = tmp_path / "liste.csv"
    words = ["ask", json.dumps(question), "--as", CARL.email if not place else BO.email, "--on", DAY, "--in", place]
    result = ran(town, [*words, "--csv", str(file)], 1)
    assert said in result.stderr
    assert "no list" not in result.stderr
    assert not file.exists()


def test_an_empty_list_saves_no_file_and_says_so(town: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    question = json.dumps({"question": "costs", "slots": {"measure": "ukendt"}})
    result = ran(town, ["ask", question, "--as", BO.email, "--on", DAY, "--csv", str(file)])
    assert "is empty" in result.stderr
    assert not file.exists()


def test_a_batch_answers_every_line_in_order_each_its_own_conversation(town: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "questions.tsv"
    button = json.dumps({"question": "case", "slots": {"case": "2024-1183"}})
    lines = [
        f"{ANNA.email}\t{DAY}\t\thvad er status på 2024-1183",
        f"{ANNA.email}\t{DAY}\t\t{button}",
        f"{CARL.email}\t{DAY}\t\t{button}",
        f"{BO.email}\t{DAY}\tteam:Team Nord\thvad haster mest",
        "only one column",
        f"{ANNA.email}\t\t\thvad med næste måned",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    typed, pressed, carls, in_channel, bad, lonely = answers(ran(town, f"ask --batch {file}", exit_code=1))
    assert typed["facts"] == pressed["facts"]
    assert carls["facts"] == {"refused": "not_yours"}
    assert in_channel["facts"] == {"refused": "wrong_place"}
    assert str(bad["error"]).startswith("line 5")
    assert lonely["question"] == "clarify"


def test_lines_of_one_dialogue_share_a_conversation(town: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "dialogues.tsv"
    first = f"{ANNA.email}\t{DAY}\t\thvilke frister har jeg i denne uge?"
    second = f"{ANNA.email}\t{DAY}\t\thvad med næste måned"
    file.write_text(f"{first}\n{second}\n\n{second}\n", encoding="utf-8")
    _, leaning, alone = answers(ran(town, f"ask --dialogue {file}"))
    assert leaning["question"] == "upcoming"
    assert leaning["slots"] != alone["slots"]
    assert alone["question"] == "clarify"


def test_the_digest_and_the_channel_tell_the_same_figure(town: CliRunner) -> None:
    digest = answers(ran(town, ["digest", "--team", "Team Nord", "--on", DAY, "--json"]))[0]["facts"]
    words = ["ask", "overskredne frister", "--as", BO.email, "--in", "team:Team Nord", "--on", DAY, "--json"]
    asked = answers(ran(town, words))[0]["facts"]
    assert isinstance(digest, dict)
    assert isinstance(asked, dict)
    assert digest["overdue"]["total"] == asked["total"]
    assert [item["case"] for item in digest["overdue"]["items"]] == [item["case"] for item in asked["items"]]


def test_a_report_is_monthly_unless_told_otherwise(town: CliRunner) -> None:
    for words in ("", "--monthly 15", "--monthly never"):
        ran(town, f"schedules add --kind milestone_report --team all --weekday tirsdag {words}")
    listed = " ".join(ran(town, "schedules list").stdout.split())
    for when in ("first tirsdag 08:00", "15 monthly 08:00"):
        assert when in listed
    assert listed.count("tirsdag 08:00") == 2
    assert "no day of the month" in ran(town, "schedules add --team all --monthly 32", exit_code=1).output


def test_budget_reminders_are_added_with_their_rhythm_and_limit(town: CliRunner) -> None:
    ran(town, "schedules add --kind budget_alert --team all --limit 2,5")
    ran(town, ["schedules", "add", "--kind", "budget_status", "--team", "all", "--monthly", "before 12"])
    listed = " ".join(ran(town, "schedules list").stdout.split())
    assert "daily 08:00 from 2.5 %" in listed
    assert "before 12 monthly 08:00" in listed
    assert "has no limit" in ran(town, "schedules add --team all --limit 2", exit_code=1).output
    assert "is no limit" in ran(town, "schedules add --kind budget_alert --team all --limit 0", exit_code=1).output


def test_schedules_are_added_paused_resumed_and_removed(town: CliRunner) -> None:
    ran(town, ["schedules", "add", "--team", "Team Nord", "--weekday", "tirsdag", "--time", "09:30"])
    assert "09:30" in ran(town, "schedules list").stdout.replace(".", ":")
    ran(
        town,
        ["schedules", "add", "--team", "Team Nord", "--weekday", "tirsdag", "--time", "09:30", "--holidays", "skip"],
    )
    assert len([line for line in ran(town, "schedules list").stdout.splitlines() if "Team Nord" in line]) == 1
    ran(town, "schedules pause 1 --until 2099-01-01")
    assert "2099" in ran(town, "schedules list").stdout
    ran(town, "schedules resume 1")
    assert "2099" not in ran(town, "schedules list").stdout
    ran(town, "schedules remove 1")
    assert "Team Nord" not in ran(town, "schedules list").stdout


def test_a_team_without_a_channel_is_shown_as_failed(town: CliRunner) -> None:
    assert "failed" in ran(town, ["send", "--team", "Team Nord"]).stdout
    (failed,) = json.loads(ran(town, "deliveries list --json").stdout)
    assert (failed["state"], failed["last_error"]) == ("failed", "no channel for this team")


def test_a_person_is_listed_by_name_and_told_by_number(town: CliRunner) -> None:
    ran(town, ["send", "--team", "Team Nord", "--kind", "transition_watch"])
    rows = json.loads(ran(town, "deliveries list --json").stdout)
    assert BO.id in {row["staff"] for row in rows}
    assert BO.name.split()[0] in ran(town, "deliveries list").stdout


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["schedules", "add", "--team", "Team Atlantis"], "no team"),
        (["schedules", "add", "--team", "all", "--weekday", "blåmandag"], "no weekday"),
        (["schedules", "add", "--team", "all", "--time", "8 o'clock"], "no time"),
        (["schedules", "add", "--team", "all", "--kind", "horoscope"], "horoscope"),
        (["schedules", "add", "--team", "all", "--holidays", "maybe"], "maybe"),
        (["schedules", "pause", "7"], "no schedule 7"),
        (["digest", "--team", "Team Atlantis"], "no team"),
        (["send", "--team", "Team Atlantis"], "no team"),
        (["deliveries", "resend", "9"], "no delivery"),
        (["deliveries", "give-up", "9"], "no delivery"),
        (["import", "nowhere-at-all"], "nowhere-at-all"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(command: CliRunner, words: list[str], reason: str) -> None:
    result = ran(command, words, exit_code=1)
    assert reason in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "words",
    [
        ["ask"],
        ["ask", "hvad haster", "--as", ANNA.email, "--on", "i morgen"],
        ["ask", "hvad haster", "--as", ANNA.email, "--on", "9999-12-31"],
        ["ask", "hvad haster", "--as", ANNA.email, "--in", "Team Nord"],
        ["nonsense"],
        ["digest", "--team", "Team Nord", "--on", "0001-01-01"],
        ["demo-data", "--out", "x", "--cases", "3"],
        ["demo-data", "--out", "x", "--on", "2024-02-29"],
    ],
)
def test_wrong_use_ends_in_exit_code_two(command: CliRunner, words: list[str]) -> None:
    output = ran(command, words, exit_code=2).output
    assert "Usage" in output
    assert "Traceback" not in output


def test_a_cpr_typed_as_a_name_or_a_day_is_not_repeated(command: CliRunner, tmp_path: Path) -> None:
    refused = ran(command, ["digest", "--team", "120514-4321"], exit_code=1)
    assert "[CPR]" in refused.output
    batch = tmp_path / "questions.txt"
    batch.write_text("x@sagspuls.example\t120514-4321\t\thej\n", encoding="utf-8")
    told = ran(command, ["ask", "--batch", str(batch)], exit_code=1)
    assert "4321" not in refused.output + told.output


def test_a_name_with_brackets_is_shown_as_it_stands(command: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text("team\n[red]Nord [/nope]\n", encoding="utf-8")
    ran(command, ["import", str(tmp_path)])
    ran(command, ["schedules", "add", "--team", "[red]Nord [/nope]"])
    assert "[red]Nord [/nope]" in ran(command, "schedules list").stdout
    assert "[red]Nord [/nope]" in ran(command, ["send", "--team", "[red]Nord [/nope]"]).stdout


@pytest.mark.parametrize("url", ["postgresql://nobody:hush@127.0.0.1:port/x", "postgresql:///x?host=/no&nonsense=hush"])
def test_an_address_that_is_none_is_one_line_without_its_password(
    command: CliRunner, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", url)
    result = ran(command, "check", exit_code=1)
    assert "SAGSPULS_DATABASE_URL" in result.output
    assert "hush" not in result.output


def test_no_database_is_one_clear_line(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGSPULS_DATABASE_URL", "postgresql://nobody:hush@127.0.0.1:9/nothing")
    result = ran(command, "check", exit_code=1)
    assert result.output.count(" look ") == 1
    assert "127.0.0.1:9" in result.output
    assert "hush" not in result.output


def test_a_taken_port_is_one_clear_line(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("SAGSPULS_PORT", str(port))
        result = ran(command, "serve", exit_code=1)
    assert f"Port {port}" in result.output


def test_the_service_does_not_start_open_to_anyone(command: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAGSPULS_LOCAL")
    assert "SAGSPULS_LOCAL=1" in ran(command, "serve", exit_code=1).output


def test_misses_lists_what_was_not_understood_the_commonest_first(town: CliRunner) -> None:
    for text in ("hvad med distrikt 2", "Hvornår har kantinen åbent?", "hvornaar har kantinen aabent"):
        ran(town, ["ask", text, "--as", ANNA.email])
    first, second = json.loads(ran(town, "misses --days 7 --json").stdout)
    assert set(first) == {"kind", "text", "times", "question", "reading", "language", "last_asked"}
    assert first["times"] == 2
    assert first["text"].startswith("hvornår har kantine")
    assert (second["text"], second["times"]) == ("hvad med [team]", 1)
    (asked_back,) = json.loads(ran(town, "misses --kind clarify --json").stdout)
    assert (asked_back["kind"], asked_back["text"]) == ("clarify", "hvad med [team]")
    table = ran(town, "misses").stdout
    assert table.index(first["text"]) < table.index("hvad med [team]")
    assert "To teach the bot" in table
    assert "sagspuls train" in table


def test_misses_says_that_there_are_none(command: CliRunner) -> None:
    assert "Nothing was missed." in ran(command, "misses").stdout
    assert json.loads(ran(command, "misses --json").stdout) == []


def test_an_own_phrase_file_of_no_question_is_one_clear_line(
    command: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SAGSPULS_HOME", str(tmp_path))
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "overdu.da.txt").write_text("hvad er smuttet\n", encoding="utf-8")
    output = ran(command, "serve", exit_code=1).output
    assert output.count("\n") == 1
    assert "overdu.da.txt: there is no question 'overdu'" in output
    assert "upcoming" in output
