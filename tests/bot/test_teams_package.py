"""The app package installs: valid by Microsoft's own schemas, whole, and asking for nothing it does not need."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator, Draft6Validator
from jsonschema.validators import extend
from PIL import Image
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.permission import Grounds, refusal
from bot.question import Place
from bot.teams_app.commands import commands
from bot.teams_app.manifest import ACCENT, COLOUR_FILE, OUTLINE_FILE, SCOPES
from bot.understanding.classifier import Model
from messages.words import LANGUAGES
from storage.rules.access import Person, Role
from storage.rules.questions import RECORDS
from tests.bot.understanding.sentences import ANNA, TODAY, meaning_of

Validator = extend(Draft4Validator, {"const": Draft6Validator.VALIDATORS["const"]})  # type: ignore[no-untyped-call]
"""Microsoft's schemas call themselves draft 4 and use a word of draft 6 for the version."""
SCHEMAS = Path(__file__).parents[1] / "schemas"
BOT = "12345678-90ab-cdef-1234-567890abcdef"
OTHER_BOT = "87654321-90ab-cdef-1234-567890abcdef"
OF_OURS = ["--name", "Holm Kommune", "--website", "https://holm.example/sagspuls"]
VARIANTS = (
    pytest.param([], id="plain"),
    pytest.param(["--preview"], id="preview"),
    pytest.param(["--all-channels"], id="all channels"),
    pytest.param([*OF_OURS, "--preview", "--all-channels"], id="everything"),
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("SAGSPULS_APP_ID", BOT)
    return CliRunner()


def packed(command: CliRunner, tmp_path: Path, *options: str) -> dict[str, bytes]:
    """The files of the package that the command writes."""
    out = tmp_path / "sagspuls.zip"
    result = command.invoke(app, ["teams-package", "--out", str(out), *options])
    assert result.exit_code == 0, result.output
    with ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(command: CliRunner, tmp_path: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(packed(command, tmp_path, *options)["manifest.json"])
    return found


def mistakes(value: object, schema: str) -> list[str]:
    rules = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    return [f"{list(error.absolute_path)}: {error.message}" for error in Validator(rules).iter_errors(value)]


def at(manifest: Any, place: str) -> Any:
    """What stands at a place as localisation files write it: bots[0].commandLists[1].commands[2].title."""
    for step in re.findall(r"[^.\[\]]+", place):
        manifest = manifest[int(step) if step.isdigit() else step]
    return manifest


def texts(value: Any, place: str = "") -> set[str]:
    """The places of a manifest's texts that people read."""
    if isinstance(value, dict):
        found = {name: f"{place}.{name}" if place else name for name in value}
        return {deeper for name, below in found.items() for deeper in texts(value[name], below)}
    if isinstance(value, list):
        return {deeper for number, item in enumerate(value) for deeper in texts(item, f"{place}[{number}]")}
    read = place.startswith(("name.", "description.")) or place.endswith((".title", ".description"))
    return {place} if read else set()


@pytest.mark.parametrize("options", VARIANTS)
def test_the_manifest_is_valid_by_microsofts_schema(command: CliRunner, tmp_path: Path, options: list[str]) -> None:
    assert mistakes(manifest_of(command, tmp_path, *options), "MicrosoftTeams.schema.json") == []


def test_the_schema_would_notice_a_mistake(command: CliRunner, tmp_path: Path) -> None:
    manifest = manifest_of(command, tmp_path)
    wrong = [manifest | {"id": "sagspuls"}, manifest | {"packageName": "x"}, manifest | {"manifestVersion": "1.28"}]
    assert all(mistakes(each, "MicrosoftTeams.schema.json") for each in wrong)
    assert mistakes({"name.short": "Sagspuls"}, "MicrosoftTeams.Localization.schema.json")


def test_the_english_file_is_valid_and_translates_each_text(command: CliRunner, tmp_path: Path) -> None:
    files = packed(command, tmp_path)
    manifest, english = json.loads(files["manifest.json"]), json.loads(files["en.json"])
    assert mistakes(english, "MicrosoftTeams.Localization.schema.json") == []
    assert set(english) - {"$schema"} == texts(manifest)
    same = {place for place in english if place != "$schema" and at(manifest, place) == english[place]}
    assert {english[place] for place in same} <= {"Sagspuls", "Budget"}


def test_the_package_holds_what_the_manifest_names_and_nothing_else(command: CliRunner, tmp_path: Path) -> None:
    files = packed(command, tmp_path)
    manifest = json.loads(files["manifest.json"])
    languages = [language["file"] for language in manifest["localizationInfo"]["additionalLanguages"]]
    assert sorted(files) == sorted(["manifest.json", *manifest["icons"].values(), *languages])
    assert manifest["localizationInfo"]["defaultLanguageTag"] == "da"


def test_the_same_input_gives_the_same_bytes(command: CliRunner, tmp_path: Path) -> None:
    packages = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for out in packages:
        assert command.invoke(app, ["teams-package", "--out", str(out), *OF_OURS]).exit_code == 0
    one, two = (out.read_bytes() for out in packages)
    assert one == two
    with ZipFile(BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_colour_icon_is_a_full_square(command: CliRunner, tmp_path: Path) -> None:
    icon = Image.open(BytesIO(packed(command, tmp_path)[COLOUR_FILE]))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (192, 192), "RGB")
    assert "#{:02X}{:02X}{:02X}".format(*icon.getpixel((96, 191))) == ACCENT  # type: ignore[misc]
    assert any(colour == (255, 255, 255) for _, colour in icon.getcolors(maxcolors=36864) or [])


def test_the_outline_icon_is_white_alone_on_a_transparent_ground(command: CliRunner, tmp_path: Path) -> None:
    icon = Image.open(BytesIO(packed(command, tmp_path)[OUTLINE_FILE]))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (32, 32), "RGBA")
    *colours, alpha = icon.split()
    assert [colour.getextrema() for colour in colours] == [(255, 255)] * 3
    assert alpha.getextrema() == (0, 255)
    covered = alpha.histogram()[255]
    assert 32 < covered < 512, "a thin line: neither lost nor a blot"


def test_the_app_asks_for_no_permission_domain_or_sign_in(command: CliRunner, tmp_path: Path) -> None:
    manifest = manifest_of(command, tmp_path, *OF_OURS)
    needless = {"permissions", "devicePermissions", "authorization", "webApplicationInfo", "supportsChannelFeatures"}
    assert not needless & set(manifest)
    assert manifest["validDomains"] == []


def test_the_bot_is_the_registered_one_and_a_new_package_updates_the_same_app(
    command: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = manifest_of(command, tmp_path)
    after = manifest_of(command, tmp_path, *OF_OURS, "--preview", "--app-version", "0.1.1")
    assert before["id"] == after["id"] != before["bots"][0]["botId"] == BOT
    assert (before["version"], after["version"]) == (version("sagspuls"), "0.1.1")
    monkeypatch.setenv("SAGSPULS_APP_ID", OTHER_BOT)
    assert manifest_of(command, tmp_path)["id"] != before["id"]


def test_the_developer_is_the_municipality(command: CliRunner, tmp_path: Path) -> None:
    options = [*OF_OURS, "--privacy", "https://holm.example/privatliv"]
    assert manifest_of(command, tmp_path, *options)["developer"] == {
        "name": "Holm Kommune",
        "websiteUrl": "https://holm.example/sagspuls",
        "privacyUrl": "https://holm.example/privatliv",
        "termsOfUseUrl": "https://holm.example/sagspuls",
    }


def test_without_addresses_they_are_nobodys_and_that_is_said(command: CliRunner, tmp_path: Path) -> None:
    result = command.invoke(app, ["teams-package", "--out", str(tmp_path / "a.zip")])
    assert "https://kommune.example/, which is nobody's: give --website" in result.output
    result = command.invoke(app, ["teams-package", "--out", str(tmp_path / "a.zip"), *OF_OURS])
    assert "nobody's" not in result.output


def test_previews_of_teams_are_behind_the_switch(
    command: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = manifest_of(command, tmp_path)["bots"][0]
    assert "supportsTargetedMessages" not in plain
    assert not any("triggers" in listed for listed in plain["commandLists"])
    ahead = manifest_of(command, tmp_path, "--preview")["bots"][0]
    assert ahead["supportsTargetedMessages"] is True
    by_slash = [listed["scopes"] for listed in ahead["commandLists"] if "slash" in listed.get("triggers", [])]
    assert by_slash == [["team"], ["groupChat"]], "in a personal chat there is nobody to hide an answer from"
    monkeypatch.setenv("SAGSPULS_TARGETED_MESSAGES", "1")
    assert manifest_of(command, tmp_path)["bots"][0] == ahead
    assert manifest_of(command, tmp_path, "--no-preview")["bots"][0] == plain


def test_no_other_command_waits_for_pillow() -> None:
    alone = "import sys, bot.cli; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", alone], check=False, timeout=120).returncode == 0


def test_each_scope_has_its_own_list(command: CliRunner, tmp_path: Path) -> None:
    (bot,) = manifest_of(command, tmp_path)["bots"]
    assert bot["scopes"] == list(SCOPES) == ["personal", "team", "groupChat"]
    assert [listed["scopes"] for listed in bot["commandLists"]] == [[scope] for scope in SCOPES]


def examples(language: str) -> dict[str, str]:
    """How a person would ask the questions, by id."""
    return {one.id: one.example.told_in(language) for one in RECORDS.values() if one.example}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_is_a_questions_own_example_where_the_question_is_answered(language: str) -> None:
    asked = {text: RECORDS[name] for name, text in examples(language).items()}
    offered = {scope: [asked[command.title] for command in commands(scope, language)] for scope in SCOPES}
    assert {"my_day", "costs", "transitions"} <= {question.id for question in offered["personal"]}
    assert not any(question.private for scope in ("team", "groupChat") for question in offered[scope])
    assert {"overdue", "budget", "flow"} <= {question.id for question in offered["team"]}
    assert {question.id for question in offered["groupChat"]} == {
        *("rule", "reminders", "sources", "whoami", "language", "help")
    }
    assert all(questions[-1].id == "help" for questions in offered.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_command_names_a_case_or_a_team_which_are_made_up(language: str) -> None:
    titles = [command.title for scope in SCOPES for command in commands(scope, language)]
    assert not [title for title in titles if re.search(r"\d{4}-\d|Team |Distrikt ", title)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suggested_to_ask_is_understood(language: str, model: Model) -> None:
    meanings = {name: meaning_of(text, model, fallback=language) for name, text in examples(language).items()}
    assert {name: meaning.question for name, meaning in meanings.items()} == {name: name for name in meanings}
    assert {meaning.language for meaning in meanings.values()} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", SCOPES)
def test_a_leader_who_sends_a_command_is_not_refused(scope: str, language: str, model: Model) -> None:
    anna = Person(ANNA, "Anna Holm", 1, frozenset({Role.LEADER}), frozenset({1}))
    place = Place.PRIVATE if scope == "personal" else Place.CHANNEL
    refusals = {}
    for suggested in commands(scope, language):
        meaning = meaning_of(suggested.title, model, fallback=language)
        assert meaning.slots.staff in {None, ANNA}
        asked_about = anna if meaning.slots.staff else None
        at = Grounds(anna, place, meaning.slots, TODAY, 1 if scope == "team" else None, other=asked_about)
        refusals[suggested.title] = refusal(at, RECORDS[meaning.question])
    assert {title: why for title, why in refusals.items() if why} == {}


def refused(command: CliRunner, tmp_path: Path, *options: str) -> Result:
    return command.invoke(app, ["teams-package", "--out", str(tmp_path / "sagspuls.zip"), *options])


def test_without_a_bot_there_is_no_package(command: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAGSPULS_APP_ID")
    result = refused(command, tmp_path)
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith("SAGSPULS_APP_ID is missing: set it to the client id")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("client_id", ["sagspuls", "12345678", BOT + "0"])
def test_a_bot_without_a_proper_client_id_is_refused(
    command: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, client_id: str
) -> None:
    monkeypatch.setenv("SAGSPULS_APP_ID", client_id)
    result = refused(command, tmp_path)
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)
    assert "SAGSPULS_APP_ID is no client id" in result.output


def test_a_folder_that_is_not_there_is_named(command: CliRunner, tmp_path: Path) -> None:
    result = command.invoke(app, ["teams-package", "--out", str(tmp_path / "away" / "sagspuls.zip")])
    assert (result.exit_code, len(result.output.splitlines())) == (1, 1)
    assert "cannot be written: No such file or directory." in result.output


@pytest.mark.parametrize(
    "options",
    [
        ["--website", "http://holm.example/"],
        ["--privacy", "holm.example"],
        ["--terms", "javascript:alert(1)"],
        ["--website", "https://user:word@holm.example/"],
        ["--name", ""],
        ["--name", "Holm Kommune, Center for Børn og Unge"],
        ["--app-version", "1.0"],
        ["--app-version", "1.0.0 "],
    ],
    ids=" ".join,
)
def test_what_teams_would_refuse_is_refused_here(command: CliRunner, tmp_path: Path, options: list[str]) -> None:
    assert refused(command, tmp_path, *options).exit_code == 2
    assert not list(tmp_path.iterdir())
