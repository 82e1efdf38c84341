"""The examples of the five plans are repeatable, obey formats.md, and hold nobody real."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from storage.demo import CAST
from storage.demo.cpr import passes_modulus_11
from storage.demo.names import FIRST_NAMES, SURNAME_ENDS, SURNAME_STARTS
from storage.demo.plans import EXAMPLES, Example, load_example, write_example
from tests.storage.demo_folder import Demo, Rows, day_of, is_day


@dataclass(frozen=True)
class Written(Demo):
    """An example with the folder it was written to."""

    example: Example

    @cached_property
    def actions(self) -> Rows:
        return self.rows("handleplan")


@pytest.fixture(scope="module", params=EXAMPLES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder: Path = tmp_path_factory.mktemp(request.param)
    example = load_example(request.param)
    write_example(folder, example)
    return Written(folder, example)


def test_the_same_example_gives_the_same_bytes(town: Written, tmp_path: Path) -> None:
    write_example(tmp_path, town.example)
    for file in town.folder.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


def test_an_unknown_example_is_told_from_a_known_one() -> None:
    with pytest.raises(KeyError, match="f21"):
        load_example("f21")


def test_every_date_lies_in_the_life_of_its_case_and_before_the_day_of_the_plan(town: Written) -> None:
    for case in town.cases:
        steps = [case["oprettet"], case["gennemgået"], case["genoprettet"], case["færdigmeldt"], case["auditeret"]]
        days = [day for day in map(day_of, [*steps, case["lukket"]]) if day]
        assert days == sorted(days), case["sagsnr"]
        assert days[-1] <= town.example.day
        assert bool(case["audit"]) == bool(case["auditeret"])
        assert bool(case["kategori"]) == bool(case["gennemgået"])
        last = day_of(case["lukket"]) or town.example.day
        history = town.histories.get(case["sagsnr"], [])
        assert all(is_day(case["oprettet"]) <= event.day <= last for event in history)


def test_every_block_has_as_many_cases_as_it_says(town: Written) -> None:
    assert len(town.by_number) == len(town.cases) == sum(spec.count for spec in town.example.cases)
    urgent = sum(spec.urgent for spec in town.example.cases)
    done = sum(spec.reported_done for spec in town.example.cases)
    assert sum(case["akut"] == "ja" for case in town.cases) == urgent
    assert sum(bool(case["færdigmeldt"]) for case in town.cases) == done


def test_the_same_chat_users_work_and_bo_leads_every_team(town: Written) -> None:
    staff = {row["id"]: row for row in town.staff}
    assert {member.id for member in CAST} <= set(staff)
    assert all((staff[member.id]["navn"], staff[member.id]["email"]) == (member.name, member.email) for member in CAST)
    assert staff["m0002"]["leder_af"].split(",") == [row["team"] for row in town.teams]
    assert any(case["rådgiver"] == "m0001" for case in town.open_cases)
    assert any(case["rådgiver"] == "m0003" for case in town.open_cases)


def test_nobody_is_real(town: Written) -> None:
    known = {member.name for member in CAST}
    for row in town.staff:
        first, surname = row["navn"].split()
        made_up = first in FIRST_NAMES and any(
            surname == start + end for start in SURNAME_STARTS for end in SURNAME_ENDS
        )
        assert made_up or row["navn"] in known
        assert row["email"].endswith("@sagspuls.example")
    for case in town.cases:
        assert not passes_modulus_11(case["cpr"].replace("-", "").zfill(10))


def test_who_is_responsible_is_a_unit_or_one_of_the_cast(town: Written) -> None:
    told = {row["ansvarlig"] for row in town.actions}
    people = {word for text in told for word in re.findall(r"\b(?!Bo\b|Erik\b)\w+\b", text) if word in FIRST_NAMES}
    assert people == set()


def test_actions_are_known_by_plan_and_number_and_their_titles_fit_a_line(town: Written) -> None:
    keys = [(row["plan"], row["nr"], row["område"], row["år"]) for row in town.actions]
    assert len(set(keys)) == len(keys)
    assert all(0 < len(row["titel"]) <= 58 for row in town.actions)


def test_the_data_files_are_plain_tables(town: Written) -> None:
    with town.example.action_file.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file, delimiter=";"))
    assert all(len(row) == len(header) for row in rows)
