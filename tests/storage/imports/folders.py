"""Writes export folders for the import's tests and runs the import on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import inspect, select, text

from messages.import_report import problem_line, report_lines, written_down
from messages.import_words import with_text
from storage.database import Store
from storage.imports.report import ImportReport
from storage.imports.run import REPORTS, import_folder
from storage.rules.faults import Fault
from storage.schema import Base, RejectedRow
from storage.settings import Settings
from tests.kept import Kept

NOW = dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


TEAMS = """team;afdeling;norm_fra;norm_til
Team Nord;Børn og Familie;20;25
Distrikt 2;Børn og Familie;;
"""
STAFF = """id;navn;email;teams_id;team;roller;leder_af;nyuddannet;fratrådt
anna;Anna Holm;anna@sagspuls.example;aad-anna;Team Nord;rådgiver;;nej;
bo;Bo Lund;bo@sagspuls.example;;Team Nord;leder+rådgiver;Team Nord;;
carl;Carl Friis;carl@sagspuls.example;;Distrikt 2;rådgiver;;ja;
"""
CASES = """sagsnr;cpr;sagstype;team;rådgiver;oprettet;lukket;akut;beskyttet;kategori;bekymringsgrad;gennemgået
2024-1;010112-4000;anbringelse;Team Nord;anna;03-01-2024;;ja;;rød;4;01-06-2024
2024-2;;forebyggende;Distrikt 2;carl;04-01-2024;;;x;;;
2024-3;;handicap;Team Nord;;05-01-2024;01-06-2024;nej;nej;grøn;1;
"""
SHIFTS = """sagsnr;rådgiver;fra;til
2024-1;carl;03-01-2024;31-03-2024
2024-1;anna;01-04-2024;31-12-9999
"""
EVENTS = """sagsnr;hændelse;dato;næste;bemærkning
2024-1;underretning modtaget;03-01-2024 10:00;;fra skolen
2024-1;underretning vurderet;04-01-2024 09:30;;
2024-2;undersøgelse påbegyndt;10-10-2026;;
2024-2;indsats iværksat;01-09-2026;;
2024-2;opfølgning afholdt;01-11-2026;01-12-2026;
"""
EXPORTS = {"teams": TEAMS, "medarbejdere": STAFF, "sager": CASES, "rådgiverskift": SHIFTS, "hændelser": EVENTS}

ACTIONS = """plan;nr;tema;spor;titel;ansvarlig;frist;status;område;år;afsluttet
Genopretning;1;Overblik;A.1;Gennemgå alle sager;Områdechefen;Ultimo august 2026;igangsat;;;
Genopretning;2;Overblik;;Følg op på lederne;;Løbende;;;;
Genopretning;3;Økonomi;;Ny disponering;Økonomi;;afventer;;;
Styring;A;Data;;Månedlig opfølgning;Bo Lund;1/10;afsluttet;børn;2025;30-09-2025
Styring;A;Data;;Månedlig opfølgning;Bo Lund;1/10;afventer;børn;2026;
Styring;A;Data;;Månedlig opfølgning;Bo Lund;1/10;ikke relevant;voksne;2026;
"""
MILESTONES = """milepæl;titel;indikator;sagstyper;teams;start;frist;total
1A;Sagerne er gennemgået;gennemgået;;;01-01-2024;30-06-2027;
1B;Anbringelser i Nord er lovlige;lovmedholdelig;anbringelse, handicap;Team Nord;01-01-2024;30-06-2027;280
2;Undervisning;manuel;;;01-01-2026;31-12-2026;126
"""
TARGETS = """milepæl;dato;mål
1B;01-06-2026;97
1B;01-01-2027;1.863
1B;30-06-2027;3447
"""
FIGURES = """milepæl;dato;antal
2;01-02-2026;40
2;01-09-2026;97
"""
COMPLAINTS = """klagenr;sagsnr;team;modtaget;type;afgjort;udfald
K-1;2024-1;Team Nord;05-03-2026;realitet;20-04-2026;delvis medhold
K-2;;Distrikt 2;06-03-2026;formalitet;;
"""
AUDITS = """runde;sagsnr;spørgsmål;svar;dato
2026-1;2024-1;Er barnet hørt?;ja;01-05-2026
2026-1;2024-2;Er barnet hørt?;nej;01-05-2026
2026-1;2024-2;Er der klagevejledning?;Ikke relevant;01-05-2026
"""
RECOVERY = {
    "handleplan": ACTIONS,
    "milepæle": MILESTONES,
    "milepælsmål": TARGETS,
    "milepælstal": FIGURES,
    "klager": COMPLAINTS,
    "ledelsestilsyn": AUDITS,
}

ACCOUNTS = """konto;navn;funktion
5281;Døgninstitutioner;5.28.23
5282;Forebyggende foranstaltninger;5.28.21
"""
BUDGET = """år;konto;team;måned;vedtaget;korrigeret
2026;5281;Team Nord;;1.200.000,00;1.300.000
2026;5282;Team Nord;1;kr. 50.000;
2026;5282;Team Nord;2;50000,5;0
2026;5282;Distrikt 2;;600000;
"""
GRANTS = """bevillingsnr;sagsnr;indsats;paragraf;trin;leverandør;udfører;enhed;enhedspris;antal;start;slut;konto
B-1;2024-1;Døgninstitution;§ 43;6;Bøgely;ekstern;døgn;1.250,00;;03-01-2026;31-12-2026;5281
B-2;2024-2;Kontaktperson;§ 32;3;;intern;time;450,50;3,5;01-09-2026;;5282
B-3;2024-1;Udstyr;;;;;Gang;12.000;2;15-02-2026;15-02-2026;5282
"""
POSTINGS = """bilagsnr;linje;dato;konto;team;sagsnr;cpr;bevillingsnr;beløb;tekst
1001;1;31-01-2026;5281;;2024-1;;;38.750,00;januar
1001;2;31-01-2026;5281;;;;B-1;500,00-;retur
1002;;28-02-2026;5282;;;010112-4000;;1234,5;CPR i egen kolonne
1003;;03-03-2026;5282;Distrikt 2;;;;1 000,25;uden sag
1004;;04-03-2026;9999;;;110312-4001;B-99;(75);ukendt konto, CPR og bevilling
"""
MONEY = {"konti": ACCOUNTS, "budget": BUDGET, "indsatser": GRANTS, "posteringer": POSTINGS}


def write(folder: Path, **exports: str) -> Path:
    """Write each export as UTF-8 CSV, replacing what is there."""
    folder.mkdir(exist_ok=True)
    for name, content in exports.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8", newline="")
    return folder


def write_workbook(path: Path, rows: Iterable[Iterable[Any]]) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    workbook.save(path)


RECORDS = frozenset({"import_run", "import_file", "rejected_row"})
"""What every run leaves behind, a refused one too."""


@dataclass(frozen=True)
class Desk:
    """Where the import is run: a store, a HOME and an export folder."""

    store: Store
    home: Path
    folder: Path
    kept: Kept | None = None
    """Where the store is a test's own `database`."""

    async def run(self, **options: Any) -> ImportReport:
        given = {"settings": Settings(home=self.home, local=True), "run_by": "freja", "now": NOW, **options}
        folder = given.pop("folder", self.folder)
        report = await import_folder(self.store, folder, **given)
        return written_down(report, self.home / REPORTS, given["now"], "da")

    async def takes(self, **options: Any) -> ImportReport:
        """Run the import, which is to be done without problems."""
        report = await self.run(**options)
        assert report.outcome == "done", report_lines(report, "da")
        assert report.problems == ()
        return report

    async def begins_with_these(self) -> None:
        """Into an empty store, what `takes` leaves there and in HOME; imported once for all tests with such exports."""
        exports = frozenset((file.name, file.read_bytes()) for file in self.folder.iterdir())
        assert self.kept is not None
        if not self.kept.put_back(exports, self.home):
            await self.takes()
            self.kept.keep(exports, self.home)

    async def refuses(self, **options: Any) -> list[str]:
        """Run the import, which is to be refused; gives its problems as told."""
        report = await self.run(**options)
        assert report.outcome == "refused", report_lines(report, "da")
        return [problem_line(problem, "da") for problem in report.problems]

    async def rejected(self) -> list[tuple[str, int, str | None, str]]:
        """(file, line, column, what is wrong) of every row that runs left out, by file and line."""
        rows = await self.rows(RejectedRow, "file", "line", "column", "faults")
        return [
            (file, line, column, "; ".join(with_text(Fault.of_json(fault), "da") for fault in faults))
            for file, line, column, faults in rows
        ]

    def write(self, **exports: str) -> None:
        write(self.folder, **exports)

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        path = self.folder / f"{name}.csv"
        content = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in content, old
            content = content.replace(old, new)
        path.write_text(content, encoding="utf-8", newline="")

    async def rows(self, model: type[Base], *names: str) -> list[tuple[Any, ...]]:
        """The columns named (all without names) of every row, in the order of the first ones."""
        mapper = inspect(model)
        columns = [mapper.columns[name] for name in names] if names else list(mapper.columns)
        async with self.store.working() as session:
            return [tuple(row) for row in await session.execute(select(*columns).order_by(*columns))]

    async def everything(self, *, but: frozenset[str] = RECORDS) -> dict[str, list[str]]:
        """Every row of every table, ids and all."""
        tables = [table.name for table in Base.metadata.sorted_tables if table.name not in but]
        every = " UNION ALL ".join(f"""SELECT '{name}' AS place, x::text AS line FROM "{name}" x""" for name in tables)
        found: dict[str, list[str]] = {name: [] for name in tables}
        async with self.store.engine.connect() as connection:
            for place, line in await connection.execute(text(f"SELECT place, line FROM ({every}) told ORDER BY 1, 2")):
                found[place].append(line)
        return found


def add(desk: Desk, name: str, *rows: str) -> None:
    """Write an export with these rows after its usual ones."""
    usual = EXPORTS | RECOVERY | MONEY
    desk.write(**{name: usual[name] + "\n".join(rows) + "\n"})
