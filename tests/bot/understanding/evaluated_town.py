"""The municipality that qualified questions are asked about: the demo, with what their writers took to be there.

The leader leads every team, so that teams can be compared. Anna, Mette, Line and Bo are one caseworker each. There is a
team that takes new cases in, a supplier that several texts name, complaints, and a plan.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from storage.demo import write_demo
from storage.demo.people import BO, OTHER_METTE
from storage.demo.plans.controls import COMPLAINTS
from storage.demo.tables import date_cell, table
from tests.storage.demo_folder import Demo, day_of, is_day

CASES = 1100
_SEED = 11
_RENAMED = {
    BO.name: "Berit Lyngtoft",
    OTHER_METTE.name: "Malene Agervig",
    "Ditte Moseballe": "Bo Moseballe",
    "Undersøgelse": "Modtagelsen",
    "Opholdsstedet Fjordhøj": "Solgården",
    "Aflastningshjemmet Stjernen": "Solgården",
}
"""People, a team and suppliers of the demo, and what they are called here."""
_FILES = {
    "teams": "utf-8",
    "medarbejdere": "utf-8-sig",
    "sager": "utf-8",
    "indsatser": "utf-8",
    "posteringer": "cp1252",
}
_COMPLAINTS, _ACTIONS = 160, 72
_THEMES = ("A: Kvalitet", "B: Retssikkerhed", "C: Ledelse", "D: Økonomi", "E: Kompetencer", "F: Samarbejde")
_RESPONSIBLE = ("Anna", "Mette", "Line", "Bo", "Sekretariatet", "Anna, Line", "Mette, Bo")
_STATUSES = ("afventer", "igangsat", "implementeret", "ikke relevant")
_PLAN = ("plan", "nr", "tema", "titel", "ansvarlig", "frist", "status", "område")

Row = dict[str, str]


def write_evaluated_town(folder: Path, today: dt.date) -> None:
    """All its exports; the same day gives the same bytes."""
    write_demo(folder, cases=CASES, today=today)
    (folder / "budget.csv").unlink()
    for name, encoding in _FILES.items():
        _rewrite(folder / f"{name}.csv", encoding, _changed)
    teams = ",".join(row["team"] for row in Demo(folder).teams)
    _rewrite(
        folder / "medarbejdere.csv", "utf-8-sig", lambda row: row | ({"leder_af": teams} if _is_leader(row) else {})
    )
    rng = random.Random(_SEED)
    _write(folder / "klager.csv", COMPLAINTS, _complaints(rng, Demo(folder), today))
    _write(folder / "handleplan.csv", _PLAN, _actions(rng, today))


def _changed(row: Row) -> Row:
    """Nothing is protected here, so that leaders and coordinators are told the same of a team."""
    return {name: "" if name == "beskyttet" else _RENAMED.get(cell, cell) for name, cell in row.items()}


def _is_leader(row: Row) -> bool:
    return row["id"] == BO.id


def _rewrite(path: Path, encoding: str, change: Callable[[Row], Row]) -> None:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        header, rows = list(reader.fieldnames or ()), [change(row) for row in reader]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, header, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with table(path, header) as file:
        file.writerows(rows)


def _complaints(rng: random.Random, demo: Demo, today: dt.date) -> Iterable[Sequence[str]]:
    """Two years of them; every ninth names no case, and a third of the young ones are not decided."""
    outcomes = ("medhold", "delvis medhold", "afvist", "hjemvist")
    for serial in range(1, _COMPLAINTS + 1):
        received = today - dt.timedelta(days=rng.randint(1, 690))
        known = [row for row in demo.cases if is_day(row["oprettet"]) < received < (day_of(row["lukket"]) or today)]
        case = rng.choice(known)
        decided = received + dt.timedelta(days=rng.randint(10, 120))
        is_open = decided > today or rng.random() < 1 / 8
        kind = rng.choice(("realitet", "formalitet"))
        closing = ("", "") if is_open else (date_cell(decided) or "", rng.choice(outcomes))
        number = "" if serial % 9 == 0 else case["sagsnr"]
        yield (f"K-{serial:03d}", number, case["team"], date_cell(received) or "", kind, *closing)


def _actions(rng: random.Random, today: dt.date) -> Iterable[Sequence[str]]:
    for serial in range(1, _ACTIONS + 1):
        due = today + dt.timedelta(days=rng.randint(-150, 150))
        theme, who = _THEMES[serial % len(_THEMES)], rng.choice(_RESPONSIBLE)
        deadline = "" if serial % 12 == 0 else date_cell(due) or ""
        area = rng.choice(("børn", "voksne"))
        yield ("Handleplan", str(serial), theme, f"Indsats {serial}", who, deadline, rng.choice(_STATUSES), area)
