"""A folder of exports lands in the store: all of it or nothing, and twice the same changes nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from pathlib import Path

import pytest

from messages.import_report import report_lines
from storage.schema import (
    Assignment,
    Case,
    CaseEvent,
    ImportFile,
    ImportRun,
    Staff,
    Team,
    TeamLeader,
)
from storage.settings import Settings, SettingsError
from tests.storage.imports.folders import (
    CASES,
    EVENTS,
    EXPORTS,
    NOW,
    Desk,
    day,
    write_workbook,
)


async def test_a_folder_lands_in_the_store(desk: Desk) -> None:
    await desk.begins_with_these()
    assert await desk.rows(Team, "name", "department", "band_low", "band_high") == [
        ("Distrikt 2", "Børn og Familie", None, None),
        ("Team Nord", "Børn og Familie", 20, 25),
    ]
    assert await desk.rows(Staff, "id", "name", "email", "entra_id", "roles", "newly_qualified") == [
        ("anna", "Anna Holm", "anna@sagspuls.example", "aad-anna", ["caseworker"], False),
        ("bo", "Bo Lund", "bo@sagspuls.example", None, ["caseworker", "leader"], False),
        ("carl", "Carl Friis", "carl@sagspuls.example", None, ["caseworker"], True),
    ]
    assert await desk.rows(TeamLeader, "staff_id") == [("bo",)]
    assert await desk.rows(Case, "number", "case_type", "caseworker_id", "opened", "closed", "urgent", "protected") == [
        ("2024-1", "anbringelse", "anna", day("2024-01-03"), None, True, False),
        ("2024-2", "forebyggende", "carl", day("2024-01-04"), None, False, True),
        ("2024-3", "handicap", None, day("2024-01-05"), day("2024-06-01"), False, False),
    ]
    assert await desk.rows(Case, "number", "category", "concern", "reviewed", "birth_date") == [
        ("2024-1", "red", 4, day("2024-06-01"), day("2012-01-01")),
        ("2024-2", None, None, None, None),
        ("2024-3", "green", 1, None, None),
    ]
    assert await desk.rows(Assignment, "since", "staff_id", "until") == [
        (day("2024-01-03"), "carl", day("2024-03-31")),
        (day("2024-04-01"), "anna", None),
    ]
    assert await desk.rows(CaseEvent, "kind", "day", "at", "next_day") == [
        ("indsats iværksat", day("2026-09-01"), None, None),
        ("opfølgning afholdt", day("2026-11-01"), None, day("2026-12-01")),
        ("underretning modtaget", day("2024-01-03"), dt.time(10), None),
        ("underretning vurderet", day("2024-01-04"), dt.time(9, 30), None),
        ("undersøgelse påbegyndt", day("2026-10-10"), None, None),
    ]


async def test_the_run_is_recorded_with_its_files(desk: Desk) -> None:
    report = await desk.takes()
    assert await desk.rows(ImportRun, "id", "started_at", "run_by", "outcome", "problems") == [
        (report.run_id, NOW, "freja", "done", 0)
    ]
    files = await desk.rows(ImportFile, "name", "sha256", "rows_read", "rows_new", "rows_changed", "rows_rejected")
    assert [(name, *counts) for name, _, *counts in files] == [
        ("hændelser.csv", 5, 5, 0, 0),
        ("medarbejdere.csv", 3, 3, 0, 0),
        ("rådgiverskift.csv", 2, 2, 0, 0),
        ("sager.csv", 3, 3, 0, 0),
        ("teams.csv", 2, 2, 0, 0),
    ]
    assert all(len(sha) == 64 for _, sha, *_ in files)


async def test_the_same_folder_again_changes_nothing(desk: Desk) -> None:
    await desk.begins_with_these()
    before = await desk.everything()
    report = await desk.takes()
    assert await desk.everything() == before
    assert all(entry.unchanged == entry.read for entry in report.files)


async def test_workbooks_give_the_same_as_csv(desk: Desk) -> None:
    await desk.begins_with_these()
    before = await desk.everything()
    for name, content in EXPORTS.items():
        (desk.folder / f"{name}.csv").unlink()
        rows = [line.split(";") for line in content.splitlines()]
        write_workbook(desk.folder / f"{name}.xlsx", [[as_in_excel(cell) for cell in row] for row in rows])
    report = await desk.takes()
    assert [entry.unchanged for entry in report.files] == [2, 3, 3, 2, 5]
    assert await desk.everything() == before


def as_in_excel(cell: str) -> object:
    """What Excel makes of it: a date, a moment, a number, or the text."""
    for form in ("%d-%m-%Y", "%d-%m-%Y %H:%M"):
        try:
            return dt.datetime.strptime(cell, form)  # noqa: DTZ007  # cells know no zone
        except ValueError:
            continue
    return int(cell) if cell.isdigit() else cell or None


async def test_windows_1252_with_commas_and_a_totals_row_gives_the_same(desk: Desk) -> None:
    await desk.begins_with_these()
    before = await desk.everything()
    for name, content in EXPORTS.items():
        if name != "medarbejdere":
            rows = content.replace(";", ",").replace("\n", "\r\n") + "I alt\r\n"
            (desk.folder / f"{name}.csv").write_bytes(rows.encode("cp1252"))
    await desk.takes()
    assert await desk.everything() == before


async def test_a_later_export_updates_by_key_and_counts(desk: Desk) -> None:
    await desk.begins_with_these()
    ids = await desk.rows(Case, "id", "number")
    desk.edit("sager", ("2024-3;;handicap;Team Nord;;", "2024-3;;handicap;Distrikt 2;carl;"))
    desk.edit("medarbejdere", (";Team Nord;;\ncarl", ";Team Nord,Distrikt 2;;\ncarl"))
    desk.edit("hændelser", ("01-12-2026", "02-12-2026"))
    desk.write(hændelser=(desk.folder / "hændelser.csv").read_text() + "2024-2;partshøring;02-11-2026;;\n")
    report = await desk.takes()
    assert [(entry.new, entry.changed) for entry in report.files] == [(0, 0), (0, 1), (0, 1), (0, 0), (1, 1)]
    assert await desk.rows(Case, "id", "number") == ids
    assert await desk.rows(TeamLeader, "staff_id") == [("bo",), ("bo",)]


async def test_a_blank_cell_clears_and_an_absent_column_keeps(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.write(
        sager="sagsnr;sagstype;team;oprettet;akut;kategori\n2024-1;anbringelse;Team Nord;03-01-2024;;\n",
        teams="team;afdeling\nTeam Nord;\n",
        medarbejdere="id;navn;email;roller;leder_af\nbo;Bo Lund;bo@sagspuls.example;rådgiver;\n",
        rådgiverskift="sagsnr;rådgiver;fra\n2024-1;anna;03-01-2024\n",
        hændelser="sagsnr;hændelse;dato\n2024-2;opfølgning afholdt;01-11-2026\n",
    )
    await desk.takes()
    cases = await desk.rows(Case, "number", "urgent", "category", "concern", "caseworker_id", "birth_date")
    assert cases[0] == ("2024-1", False, None, 4, "anna", day("2012-01-01"))
    assert (await desk.rows(Team, "name", "department", "band_low"))[1] == ("Team Nord", None, 20)
    assert await desk.rows(TeamLeader) == []
    assert (await desk.rows(Assignment, "since", "staff_id", "until"))[0][1:] == ("anna", day("2024-03-31"))
    assert (await desk.rows(CaseEvent, "kind", "next_day"))[1] == ("opfølgning afholdt", day("2026-12-01"))


async def test_a_blank_teams_id_keeps_the_one_the_bot_matched(desk: Desk) -> None:
    await desk.begins_with_these()
    async with desk.store.working() as session:
        bo = await session.get_one(Staff, "bo")
        bo.entra_id = "aad-matched"
    report = await desk.takes()
    assert report.files[1].changed == 0
    assert (await desk.rows(Staff, "id", "entra_id"))[1] == ("bo", "aad-matched")


async def test_rows_refer_to_what_an_earlier_import_brought(desk: Desk) -> None:
    await desk.begins_with_these()
    for name in ("teams", "medarbejdere", "sager"):
        (desk.folder / f"{name}.csv").unlink()
    desk.write(hændelser=EVENTS + "2024-3;afgørelse;01-02-2024;;\n")
    report = await desk.takes()
    assert [(entry.name, entry.new) for entry in report.files] == [("rådgiverskift.csv", 0), ("hændelser.csv", 1)]


async def test_files_and_columns_that_are_not_read_are_named(desk: Desk) -> None:
    for name in ("konti_total.csv", "noter.txt"):
        (desk.folder / name).write_text("x")
    desk.edit("teams", ("norm_til", "norm_til;Bydel"))
    report = await desk.takes()
    assert report.ignored == ("konti_total.csv", "noter.txt")
    assert report_lines(report, "da")[1].endswith(". Kolonner, der ikke læses: Bydel")


async def test_a_file_name_is_known_in_any_spelling(desk: Desk, tmp_path: Path) -> None:
    (desk.folder / "hændelser.csv").rename(desk.folder / "HAENDELSER.CSV")
    (desk.folder / "rådgiverskift.csv").rename(desk.folder / "ra\u030adgiverskift.csv")
    report = await desk.takes()
    assert report.ignored == ()
    assert len(report.files) == 5


async def test_a_large_cell_that_is_never_stored_is_accepted(desk: Desk) -> None:
    desk.write(hændelser=EVENTS + f'2024-1;afgørelse;01-02-2024;;"{"a" * 1_000_000}"\n')
    await desk.takes()
    assert ("afgørelse", dt.date(2024, 2, 1)) in await desk.rows(CaseEvent, "kind", "day")


async def test_text_that_looks_like_a_formula_is_kept_as_it_stands(desk: Desk) -> None:
    desk.edit("medarbejdere", ("Anna Holm", "=Anna\\t+ Holm"))
    await desk.takes()
    assert (await desk.rows(Staff, "name"))[0] == ("=Anna\\t+ Holm",)


# --- Together and in secret --------------------------------------------------------------------------------------


async def test_two_imports_at_once_wait_for_one_another(desk: Desk) -> None:
    reports = await asyncio.gather(desk.run(), desk.run(), desk.run())
    assert [report.outcome for report in reports] == ["done"] * 3
    assert sorted(sum(entry.new for entry in report.files) for report in reports) == [0, 0, 15]


async def test_progress_is_told_to_its_end(desk: Desk) -> None:
    told: dict[str, tuple[int, int]] = {}
    await desk.takes(progress=lambda step, done, of: told.update({step: (done, of)}))
    assert told["Frister"] == (3, 3)
    size = (desk.folder / "sager.csv").stat().st_size
    assert told["sager.csv"] == (size, size)


async def test_no_cpr_is_left_anywhere(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    written = ["010112-4000", "0101124000", "101124000", "310212-4000", "010112-400"]
    desk.write(
        sager=CASES
        + "2024-4;0101124000;handicap;Team Nord;;01-01-2024;;;;;;\n"
        + "2024-5;101124000;handicap;Team Nord;;01-01-2024;;;;;;\n"
        + "2024-6;310212-4000;handicap;Team Nord;;01-01-2024;;;;;;\n"
        + "2024-7;010112-400;handicap;Team Nord;;01-01-2024;;;;;;\n"
        + "010112-4000;;handicap;010112-4000;;010112-4000;;;;;;\n",
        hændelser=EVENTS + "010112-4000;afgørelse;0101124000;;0101124000\n",
    )
    (desk.folder / "010112-4000.csv").write_text("x")
    report = await desk.run(skip_bad_rows=True)
    assert report.outcome == "done"
    assert sum(entry.rejected for entry in report.files) == 4
    assert report.report_file is not None
    texts = [*report_lines(report, "da"), repr(report), report.report_file.read_text(encoding="utf-8"), caplog.text]
    texts.append(str(await desk.everything(but=frozenset())))
    for cpr in written:
        assert all(cpr not in text for text in texts), cpr
    hashes = [row for row in await desk.rows(Case, "cpr_hash", "birth_date") if row[0] is not None]
    assert len(hashes) == 3
    assert {(len(value), born) for value, born in hashes} == {(32, day("2012-01-01"))}
    assert len({value for value, _ in hashes}) == 1


async def test_another_cpr_key_is_refused(desk: Desk) -> None:
    await desk.begins_with_these()
    settings = Settings(home=desk.home, cpr_key="another key, long enough")
    assert await desk.refuses(settings=settings) == [
        "SAGSPULS_CPR_KEY: er en anden nøgle end den, sagerne ligger under; brug den første"
    ]


async def test_without_a_key_the_import_does_not_start(desk: Desk) -> None:
    settings = Settings(home=desk.home, database_url="postgresql://db.example/x")
    with pytest.raises(SettingsError, match="SAGSPULS_CPR_KEY is missing"):
        await desk.run(settings=settings)


async def test_a_crash_on_the_way_leaves_nothing_behind(desk: Desk) -> None:
    before = await desk.everything(but=frozenset())

    def crash(step: str, done: int, of: int) -> None:
        if step == "Frister":
            raise RuntimeError("pulled the plug")

    with pytest.raises(RuntimeError, match="pulled the plug"):
        await desk.run(progress=crash)
    assert await desk.everything(but=frozenset()) == before


async def test_a_bad_row_of_a_workbook_is_told_with_its_row(desk: Desk) -> None:
    (desk.folder / "teams.csv").unlink()
    rows: list[list[object]] = [["team", "norm_fra"], ["Team Nord", 20], [None, None], ["Distrikt 2", "mange"]]
    write_workbook(desk.folder / "teams.xlsx", rows)
    told = await desk.refuses()
    assert told == ["teams.xlsx, linje 4, norm_fra: »mange«: forventede et helt tal fra 0 til 10000"]
