"""The import beside the floor of architecture decision 4, in one run: a ratio means the same on any machine."""

from __future__ import annotations

import asyncio
import csv
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, func, select

from storage.demo.write import write_demo
from storage.schema import Case, CaseEvent, Deadline
from tests.bench.floor import clean_rows, empty_database, tell, time_floor, time_import
from tests.conftest import TODAY

CASES = 20_000
EVENTS = 200_000
MOST_PER_CASE = 12
ROUNDS = 3
"""The best of them counts: what else the machine is doing only ever adds."""

CLEAN = {
    "team": "SELECT name, department, band_low, band_high FROM team",
    "staff": """SELECT s.id, s.name, s.email, s.entra_id, t.name AS team, s.roles, s.newly_qualified, s.left_on
        FROM staff s LEFT JOIN team t ON t.id = s.team_id""",
    "team_leader": "SELECT l.staff_id, t.name AS team FROM team_leader l JOIN team t ON t.id = l.team_id",
    "case_file": """SELECT c.number, c.cpr_hash, c.birth_date, c.case_type, t.name AS team, c.caseworker_id, c.opened,
        c.closed, c.urgent, c.protected, c.category, c.concern, c.reviewed, c.restored, c.reported_done, c.audited,
        c.audit_outcome FROM case_file c JOIN team t ON t.id = c.team_id""",
    "assignment": """SELECT c.number, a.since, a.staff_id, a.until
        FROM assignment a JOIN case_file c ON c.id = a.case_id""",
    "case_event": """SELECT c.number, e.kind, e.day, e.at, e.next_day
        FROM case_event e JOIN case_file c ON c.id = e.case_id""",
}
"""The imported rows as they stand in staging: names, not ids."""

LANDING = {
    "team": "INSERT INTO team (name, department, band_low, band_high) SELECT * FROM stage",
    "staff": """INSERT INTO staff (id, name, email, entra_id, team_id, roles, newly_qualified, left_on)
        SELECT s.id, s.name, s.email, s.entra_id, t.id, s.roles, s.newly_qualified, s.left_on
        FROM stage s LEFT JOIN team t ON t.name = s.team""",
    "team_leader": """INSERT INTO team_leader (staff_id, team_id)
        SELECT s.staff_id, t.id FROM stage s JOIN team t ON t.name = s.team""",
    "case_file": """INSERT INTO case_file (number, cpr_hash, birth_date, case_type, team_id, caseworker_id, opened,
        closed, urgent, protected, category, concern, reviewed, restored, reported_done, audited, audit_outcome)
        SELECT s.number, s.cpr_hash, s.birth_date, s.case_type, t.id, s.caseworker_id, s.opened, s.closed, s.urgent,
        s.protected, s.category, s.concern, s.reviewed, s.restored, s.reported_done, s.audited, s.audit_outcome
        FROM stage s JOIN team t ON t.name = s.team""",
    "assignment": """INSERT INTO assignment (case_id, since, staff_id, until)
        SELECT c.id, s.since, s.staff_id, s.until FROM stage s JOIN case_file c ON c.number = s.number""",
    "case_event": """INSERT INTO case_event (case_id, kind, day, at, next_day)
        SELECT c.id, s.kind, s.day, s.at, s.next_day FROM stage s JOIN case_file c ON c.number = s.number""",
}


def write_exports(folder: Path) -> None:
    """The made-up municipality with 20 000 cases, cut to the first events of each case until there are 200 000.

    Without its money, which the floor has not.
    """
    write_demo(folder, cases=CASES, today=TODAY)
    for name in ("indsatser", "posteringer", "budget", "konti"):
        (folder / f"{name}.csv").unlink()
    path = folder / "hændelser.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *events = list(csv.reader(file, delimiter=";"))
    seen: dict[str, int] = {}
    kept: list[list[str]] = []
    for event in events:
        seen[event[0]] = seen.get(event[0], 0) + 1
        if seen[event[0]] <= MOST_PER_CASE and len(kept) < EVENTS:
            kept.append(event)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows([header, *kept])


def count(url: URL) -> tuple[int, int, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(model)) or 0 for model in (Case, CaseEvent, Deadline)
        ]
    engine.dispose()
    return counts[0], counts[1], counts[2]


@pytest.mark.bench
def test_an_import_takes_less_than_three_times_the_floor(server: URL, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    write_exports(folder)
    floors, imports, again = [], [], []
    for number in range(ROUNDS):
        with empty_database(server, f"bench_import_{number}") as url:
            imports.append(asyncio.run(time_import(url, folder, tmp_path)))
            again.append(asyncio.run(time_import(url, folder, tmp_path)))
            rows, counts = clean_rows(url, CLEAN), count(url)
        with empty_database(server, f"bench_floor_{number}") as url:
            floors.append(time_floor(url, rows, LANDING))
            assert count(url)[:2] == counts[:2] == (CASES, EVENTS)
    floor, took = min(floors), min(imports)
    tell(
        f"{counts[0]} cases, {counts[1]} events, {counts[2]} deadlines worked out; best of {ROUNDS}:",
        f"  floor (COPY + INSERT … SELECT)   {floor:6.2f} s",
        f"  import                           {took:6.2f} s   {took / floor:.2f} x the floor",
        f"  the same folder imported again   {min(again):6.2f} s",
    )
    assert took < 3 * floor


@pytest.mark.bench
def test_a_folder_of_1100_cases_takes_a_few_seconds(server: URL, tmp_path: Path) -> None:
    write_demo(tmp_path / "exports", today=TODAY)
    with empty_database(server, "bench_import_small") as url:
        took = asyncio.run(time_import(url, tmp_path / "exports", tmp_path))
        counts = count(url)
    tell(f"{counts[0]} cases, {counts[1]} events: imported in {took:.2f} s")
    assert took < 5
