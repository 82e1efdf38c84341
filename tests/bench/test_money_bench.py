"""A big municipality's ledger taken in and asked about, beside the floors of both, in one run."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import random
import resource
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, func, select

from storage.schema import Grant, GrantDelta, Posting, PostingDay
from tests.bench.floor import clean_rows, empty_database, tell, time_floor, time_import
from tests.bench.money_questions import lines_of, time_questions

CASES = 20_000
GRANTS = 100_000
POSTINGS = 1_000_000
TEAMS = [f"Team {number}" for number in range(1, 13)]
ACCOUNTS = [str(5280 + number) for number in range(40)]
UNITS = ("døgn", "uge", "måned", "time", "gang")
FIRST_DAY = dt.date(2024, 1, 1)
DAYS = 1057
"""To the day the sample questions are asked."""
ROUNDS = 2
MOST_READS = 4
"""A budget's answer may take that many times its own plain reads."""
MOST_MEMORY = 300 << 20
"""What the process may grow by; the rows of a million postings held at once are a gigabyte."""

CLEAN = {
    "account": "SELECT number, name, function FROM account",
    "budget_line": """SELECT b.year, b.account, t.name AS team, b.month, b.adopted, b.corrected
        FROM budget_line b JOIN team t ON t.id = b.team_id""",
    "case_grant": """SELECT g.number, c.number AS case_number, g.measure, g.paragraph, g.step, g.supplier, g.performer,
        g.unit, g.unit_price, g.quantity, g.start, g.stop, g.account
        FROM case_grant g JOIN case_file c ON c.id = g.case_id""",
    "posting": """SELECT p.voucher, p.line, p.day, p.account, t.name AS team, c.number AS case_number, p.grant_number,
        p.amount FROM posting p LEFT JOIN team t ON t.id = p.team_id LEFT JOIN case_file c ON c.id = p.case_id""",
}
LANDING = {
    "account": "INSERT INTO account (number, name, function) SELECT * FROM stage",
    "budget_line": """INSERT INTO budget_line (year, account, team_id, month, adopted, corrected)
        SELECT s.year, s.account, t.id, s.month, s.adopted, s.corrected FROM stage s JOIN team t ON t.name = s.team""",
    "case_grant": """INSERT INTO case_grant (number, case_id, measure, paragraph, step, supplier, performer, unit,
        unit_price, quantity, start, stop, account)
        SELECT s.number, c.id, s.measure, s.paragraph, s.step, s.supplier, s.performer, s.unit, s.unit_price,
        s.quantity, s.start, s.stop, s.account FROM stage s JOIN case_file c ON c.number = s.case_number""",
    "posting": """INSERT INTO posting (voucher, line, day, account, team_id, case_id, grant_number, amount)
        SELECT s.voucher, s.line, s.day, s.account, t.id, c.id, s.grant_number, s.amount FROM stage s
        LEFT JOIN team t ON t.name = s.team LEFT JOIN case_file c ON c.number = s.case_number""",
}


def cpr(case: int) -> str:
    return f"{case % 28 + 1:02}{case // 28 % 12 + 1:02}{10 + case // 336 % 10}-{4000 + case // 3360}"


def kroner(ore: int) -> str:
    return f"{ore // 100},{ore % 100:02}"


def write_table(path: Path, header: str, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def write_cases(folder: Path) -> None:
    folder.mkdir()
    write_table(folder / "teams.csv", "team", ((team,) for team in TEAMS))
    controller = ("controller", "Erik Dahl", "erik@sagspuls.example", "økonom")
    write_table(folder / "medarbejdere.csv", "id navn email roller", [controller])
    rows = ((f"S{case}", cpr(case), "forebyggende", TEAMS[case % len(TEAMS)], "01-01-2020") for case in range(CASES))
    write_table(folder / "sager.csv", "sagsnr cpr sagstype team oprettet", rows)


def write_money(folder: Path) -> None:
    folder.mkdir()
    write_table(folder / "konti.csv", "konto navn", ((account, f"Konto {account}") for account in ACCOUNTS))
    budget = ((2026, account, team, 1_000_000) for account in ACCOUNTS for team in TEAMS)
    write_table(folder / "budget.csv", "år konto team vedtaget", budget)
    header = "bevillingsnr sagsnr indsats trin udfører enhed enhedspris antal start slut konto"
    write_table(folder / "indsatser.csv", header, grants(random.Random(1)))
    header = "bilagsnr linje dato konto team sagsnr cpr bevillingsnr beløb"
    write_table(folder / "posteringer.csv", header, postings(random.Random(2)))


def grants(chance: random.Random) -> Iterator[tuple[object, ...]]:
    for number in range(GRANTS):
        start = FIRST_DAY + dt.timedelta(chance.randrange(DAYS))
        stop = start + dt.timedelta(chance.randrange(400)) if chance.random() < 0.8 else None
        case, unit = f"S{number % CASES}", chance.choice(UNITS)
        price = kroner(chance.randrange(10_000, 500_000))
        step, performer = chance.randrange(1, 8), chance.choice(("intern", "ekstern"))
        measure = (f"Indsats {step}", step, performer)
        yield f"B{number}", case, *measure, unit, price, 1, start, stop, account_of(number % CASES, chance)


def postings(chance: random.Random) -> Iterator[tuple[object, ...]]:
    """Seven of ten name their case, the others a grant, a CPR or only a team."""
    days = [f"{FIRST_DAY + dt.timedelta(ahead):%d-%m-%Y}" for ahead in range(DAYS)]
    for number in range(POSTINGS):
        case = chance.randrange(CASES)
        named = chance.choices(range(4), (70, 15, 10, 5))[0]
        team = TEAMS[case % len(TEAMS)] if named == 3 else ""
        found_by = (f"S{case}" if named == 0 else "", cpr(case) if named == 2 else "", f"B{case}" if named == 1 else "")
        amount = kroner(chance.randrange(100, 5_000_000))
        yield number // 3, number % 3, chance.choice(days), account_of(case, chance), team, *found_by, amount


def account_of(case: int, chance: random.Random) -> str:
    """A case has three accounts that something is posted on."""
    return ACCOUNTS[(case + chance.randrange(3)) % len(ACCOUNTS)]


def count(url: URL) -> dict[str, int]:
    engine = create_engine(url)
    with engine.connect() as connection:
        counts = {
            model.__tablename__: connection.scalar(select(func.count()).select_from(model)) or 0
            for model in (Grant, Posting, GrantDelta, PostingDay)
        }
    engine.dispose()
    return counts


def peak_memory() -> int:
    """Bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.bench
def test_a_million_postings_are_imported_and_asked_about_within_their_floors(server: URL, tmp_path: Path) -> None:
    cases, money = tmp_path / "cases", tmp_path / "money"
    write_cases(cases)
    write_money(money)
    floors, imports, again, grown, asked = [], [], [], [], []
    for number in range(ROUNDS):
        with empty_database(server, f"bench_money_{number}") as url:
            asyncio.run(time_import(url, cases, tmp_path))
            before = peak_memory()
            imports.append(asyncio.run(time_import(url, money, tmp_path)))
            grown.append(peak_memory() - before)
            again.append(asyncio.run(time_import(url, money, tmp_path)))
            rows, counts = clean_rows(url, CLEAN), count(url)
            asked.append(asyncio.run(time_questions(url)))
        with empty_database(server, f"bench_money_floor_{number}") as url:
            asyncio.run(time_import(url, cases, tmp_path))
            floors.append(time_floor(url, rows, LANDING))
            floored = count(url)
            assert (floored["case_grant"], floored["posting"]) == (GRANTS, POSTINGS)
    assert (counts["case_grant"], counts["posting"]) == (GRANTS, POSTINGS)
    floor, took = min(floors), min(imports)
    tell(
        f"{POSTINGS} postings in {counts['posting_day']} days of accounts, {GRANTS} grants; best of {ROUNDS}:",
        f"  floor (COPY + INSERT … SELECT)   {floor:6.2f} s",
        f"  import                           {took:6.2f} s   {took / floor:.2f} x the floor",
        f"  the same folder imported again   {min(again):6.2f} s",
        f"  memory grew by                   {grown[0] >> 20:6d} MB",
        *lines_of(asked[0]),
    )
    assert took < 3 * floor
    assert grown[0] < MOST_MEMORY
    best = min(asked, key=lambda one: one.budget / one.reads)
    assert best.budget < MOST_READS * best.reads
    assert best.budget < best.plain_sums
