"""Writes an example municipality as the export folder that `sagspuls import` reads (formats.md)."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from storage.demo.people import BO, ERIK, FREJA
from storage.demo.plans.cases import cases_of
from storage.demo.plans.controls import AUDIT_ANSWERS, COMPLAINTS, audit_rows, complaint_rows
from storage.demo.plans.example import Example, MilestoneSpec, TeamSpec
from storage.demo.proportions import TeamPlan
from storage.demo.staffing import DemoTeam, Hiring
from storage.demo.tables import date_cell, table
from storage.demo.write import write_cases, write_staff, write_teams

_DEPARTMENT = "Familieafdelingen"
_ACTIONS = ("plan", "nr", "tema", "spor", "titel", "ansvarlig", "frist", "status", "område", "år")
_MILESTONES = ("milepæl", "titel", "indikator", "sagstyper", "start", "frist", "total")
_STATUSES = {"A": "afventer", "I": "igangsat", "M": "implementeret", "-": "ikke relevant"}
"""The letters of a plan with a status for each year."""
_AREAS = ("børn", "voksne")


def write_example(folder: Path, example: Example) -> None:
    """Write all exports of the example into `folder` (made if absent); the same example gives the same bytes.

    The cast of the ordinary demo works here too, but Bo leads every team: he can ask about the whole department.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(example.name)  # noqa: S311  made-up data; it must be repeatable, not secret
    hiring = Hiring(rng, example.day)
    teams = {spec.name: _team(hiring, spec) for spec in example.teams}
    hiring.hire_cast(BO, "leder", leads=tuple(teams))
    hiring.hire_cast(ERIK, "økonom")
    hiring.hire_cast(FREJA, "administrator")
    cases = cases_of(rng, example, teams)
    write_teams(folder, teams.values())
    write_staff(folder, sorted(hiring.staffing.staff, key=lambda row: row.id))
    write_cases(rng, folder, cases, example.day)
    _write(folder, "handleplan", _ACTIONS, action_rows(example))
    _write(folder, "milepæle", _MILESTONES, map(_milestone_row, example.milestones))
    _write(folder, "milepælsmål", ("milepæl", "dato", "mål"), _points(example, "targets"))
    _write(folder, "milepælstal", ("milepæl", "dato", "antal"), _points(example, "figures"))
    rounds = example.audit_rounds
    _write(folder, "ledelsestilsyn", AUDIT_ANSWERS, (row for one in rounds for row in audit_rows(rng, one, cases)))
    if example.complaints is not None:
        _write(folder, "klager", COMPLAINTS, complaint_rows(rng, example.complaints, cases, example.day))


def _team(hiring: Hiring, spec: TeamSpec) -> DemoTeam:
    plan = TeamPlan(
        spec.name,
        _DEPARTMENT,
        spec.band,
        spec.portfolios,
        open_cases={},
        leader=BO.id,
        assessing=spec.assessing,
        restless_share=spec.restless,
        newly_qualified=spec.newly_qualified,
    )
    team = DemoTeam(spec.name, plan)
    hiring.fill(team, spec.portfolios, cast=True)
    return team


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterator[Any]) -> None:
    """One export, left out where there is nothing to write."""
    written = list(rows)
    if written:
        with table(folder / f"{name}.csv", header) as file:
            file.writerows(written)


def action_rows(example: Example) -> Iterator[tuple[str, ...]]:
    """Rows of `handleplan`; where a status is given by year and area, one row for each."""
    with example.action_file.open(encoding="utf-8", newline="") as file:
        for action in csv.DictReader(file, delimiter=";"):
            what = tuple(action[name] for name in _ACTIONS[:6])
            if not example.years:
                yield (*what, action["frist"], action["status"], "", action["år"])
                continue
            for area in _AREAS:
                for year, letter in zip(example.years, action[area].split(), strict=True):
                    # The deadline is the action's own, not one for every year that gives a status.
                    deadline = action["frist"] if year == example.years[-1] else ""
                    yield (*what, deadline, _STATUSES[letter], area, str(year))


def _milestone_row(milestone: MilestoneSpec) -> tuple[str | int | None, ...]:
    span = date_cell(milestone.start), date_cell(milestone.due)
    types = ",".join(milestone.types)
    return (milestone.name, milestone.title, milestone.indicator, types, *span, milestone.total)


def _points(example: Example, name: str) -> Iterator[tuple[str, str, int]]:
    for milestone in example.milestones:
        points: Sequence[tuple[dt.date, int]] = getattr(milestone, name)
        for day, number in points:
            yield (milestone.name, date_cell(day), number)
