"""Every bad row is told, in one line, and nothing is changed (formats.md, What a bad file gets)."""

from __future__ import annotations

import pytest

from messages.import_report import report_lines
from storage.schema import Case, ImportFile, ImportRun, Staff
from tests.storage.imports.folders import CASES, EVENTS, SHIFTS, STAFF, TEAMS, Desk, write_workbook

CASE_HEAD = "sagsnr;cpr;sagstype;team;rådgiver;oprettet;lukket;akut;beskyttet;kategori;bekymringsgrad;gennemgået\n"


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        (
            "teams",
            ";x;20;25\nTeam Syd;;ti;25",
            "teams.csv, linje 5, norm_fra: »ti«: forventede et helt tal fra 0 til 10000",
        ),
        ("teams", "Team Syd;;25;20", "teams.csv, linje 4, norm_til: »20«: norm_til er mindre end norm_fra"),
        (
            "medarbejdere",
            "dan;Dan;dan@x.example;;Team Øst;rådgiver;;;",
            "medarbejdere.csv, linje 5, team: »Team Øst«: teamet er ukendt",
        ),
        (
            "medarbejdere",
            "dan;Dan;dan@x.example;;;leder;Team Nord, Team Vest;;",
            "medarbejdere.csv, linje 5, leder_af: »Team Vest«: teamet er ukendt",
        ),
        (
            "medarbejdere",
            "dan;Dan;dan@x.example;;;chef;;;",
            "medarbejdere.csv, linje 5, roller: »chef«: forventede én eller flere af: "
            "rådgiver, koordinator, leder, økonom, administrator",
        ),
        (
            "medarbejdere",
            "dan;Dan;dan hos x;;;leder;;;",
            "medarbejdere.csv, linje 5, email: »dan hos x«: forventede en e-mailadresse",
        ),
        (
            "medarbejdere",
            "dan;Dan;dan@x.example;;;leder;;måske;",
            "medarbejdere.csv, linje 5, nyuddannet: »måske«: forventede ja eller nej",
        ),
        (
            "medarbejdere",
            ";Dan;dan@x.example;;;leder;;;",
            "medarbejdere.csv, linje 5, id: cellen skal udfyldes",
        ),
        (
            "sager",
            "2024-9;;døgn;Team Nord;;01-01-2024;;;;;;",
            "sager.csv, linje 5, sagstype: »døgn«: forventede en af: "
            "anbringelse, forebyggende, skoledagbehandling, handicap, ungestøtte",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Øst;;01-01-2024;;;;;;",
            "sager.csv, linje 5, team: »Team Øst«: teamet er ukendt",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Nord;dan;01-01-2024;;;;;;",
            "sager.csv, linje 5, rådgiver: »dan«: medarbejderen er ukendt",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Nord;;31-02-2024;;;;;;",
            "sager.csv, linje 5, oprettet: »31-02-2024«: forventede en dato som 31-12-2024",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Nord;;31-12-9999;;;;;;",
            "sager.csv, linje 5, oprettet: »31-12-9999«: forventede en dato; her kan der ikke stå »ingen slutdato«",
        ),
        ("sager", "2024-9;;handicap;Team Nord;;;;;;;;", "sager.csv, linje 5, oprettet: cellen skal udfyldes"),
        (
            "sager",
            "2024-9;;handicap;Team Nord;;02-01-2024;01-01-2024;;;;;",
            "sager.csv, linje 5, lukket: »01-01-2024«: sagen er lukket, før den er oprettet",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Nord;;02-01-2024;;;;lilla;;",
            "sager.csv, linje 5, kategori: »lilla«: forventede en af: rød, gul, grøn",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Nord;;02-01-2024;;;;;6;",
            "sager.csv, linje 5, bekymringsgrad: »6«: forventede et helt tal fra 1 til 5",
        ),
        (
            "sager",
            "2024-9;;handicap;Team Nord;;02-01-2024;;;;;;;for meget",
            "sager.csv, linje 5: forventede 12 celler som i overskriften; her står 13",
        ),
        (
            "sager",
            f"{'9' * 1001};;handicap;Team Nord;;02-01-2024;;;;;;",
            f"sager.csv, linje 5, sagsnr: »{'9' * 79}…«: forventede højst 1.000 tegn",
        ),
        ("rådgiverskift", "2024-9;anna;01-01-2024;", "rådgiverskift.csv, linje 4, sagsnr: »2024-9«: sagen er ukendt"),
        (
            "rådgiverskift",
            "2024-2;dan;01-01-2024;",
            "rådgiverskift.csv, linje 4, rådgiver: »dan«: medarbejderen er ukendt",
        ),
        (
            "rådgiverskift",
            "2024-2;anna;02-01-2024;01-01-2024",
            "rådgiverskift.csv, linje 4, til: »01-01-2024«: skiftet slutter, før det begynder",
        ),
        ("hændelser", "2024-9;afgørelse;01-02-2024;;", "hændelser.csv, linje 7, sagsnr: »2024-9«: sagen er ukendt"),
        (
            "hændelser",
            "2024-1;fest;01-02-2024;;",
            "hændelser.csv, linje 7, hændelse: »fest«: forventede et ord fra listen hændelse",
        ),
        ("hændelser", "2024-1;afgørelse;;;", "hændelser.csv, linje 7, dato: cellen skal udfyldes"),
    ],
)
async def test_a_bad_row_stops_the_run_and_is_told(desk: Desk, name: str, row: str, told: str) -> None:
    path = desk.folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    before = await desk.everything()
    assert await desk.refuses() == [told]
    assert await desk.everything() == before


async def test_every_problem_of_every_file_is_told_and_stands_in_the_report_file(desk: Desk) -> None:
    desk.edit("sager", ("03-01-2024", "i går"), (";rød;4", ";lilla;9"))
    desk.write(hændelser=EVENTS + "\n".join(f"2024-2;=fest {number};01-02-2024;;" for number in range(60)) + "\n")
    report = await desk.run()
    assert len(report.problems) == 63
    told = report_lines(report, "da")
    assert told[0] == "Importen er afvist: 63 fejl. Intet er ændret."
    assert sum("forventede" in line for line in told) == 50
    assert told[-2] == "… og 13 fejl mere."
    assert report.report_file is not None
    lines = report.report_file.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 64
    assert lines[-1] == "hændelser.csv;66;hændelse;'=fest 59;forventede et ord fra listen hændelse"
    assert report.report_file.stat().st_mode & 0o077 == 0


async def test_a_record_over_several_lines_is_told_where_it_starts(desk: Desk) -> None:
    desk.write(hændelser=EVENTS + '2024-1;afgørelse;01-02-2024;;"to\nlinjer"\n2024-1;fest;01-02-2024;;"\n\n"\n')
    assert (await desk.refuses())[0].startswith("hændelser.csv, linje 9, hændelse: »fest«")


async def test_the_rows_of_a_bad_case_are_not_told_as_well(desk: Desk) -> None:
    desk.edit("sager", ("2024-1;010112-4000;anbringelse", "2024-1;010112-4000;døgn"))
    assert len(await desk.refuses()) == 1


async def test_one_key_twice_with_different_cells_is_bad_and_both_rows_are_told(desk: Desk) -> None:
    desk.write(sager=CASES + "2024-2;;handicap;Distrikt 2;carl;04-01-2024;;;x;;;\n")
    assert await desk.refuses() == [
        "sager.csv, linje 3, sagsnr: »2024-2«: samme sagsnr står også på linje 5 med andre oplysninger",
        "sager.csv, linje 5, sagsnr: »2024-2«: samme sagsnr står også på linje 3 med andre oplysninger",
    ]


async def test_an_event_twice_with_another_next_date_is_bad(desk: Desk) -> None:
    desk.write(hændelser=EVENTS + "2024-2;opfølgning afholdt;01-11-2026;02-12-2026;\n")
    assert "samme sagsnr, hændelse, dato står også på linje 6" in (await desk.refuses())[1]


async def test_identical_rows_are_one_row(desk: Desk) -> None:
    desk.write(
        teams=TEAMS + "Team Nord;Børn og Familie;20;25\n",
        rådgiverskift=SHIFTS + "2024-1;anna;1/4-24;\n",
        hændelser=EVENTS + "2024-2;Opfølgning Afholdt;1.11.2026;2026-12-01;anden bemærkning\n" * 2,
    )
    report = await desk.takes()
    assert [(entry.read, entry.new, entry.unchanged) for entry in report.files] == [
        (3, 2, 1),
        (3, 3, 0),
        (3, 3, 0),
        (3, 2, 1),
        (7, 5, 2),
    ]


async def test_two_people_with_one_email_are_bad_whatever_its_case(desk: Desk) -> None:
    desk.write(medarbejdere=STAFF + "dan;Dan Krog;ANNA@sagspuls.example;;;leder;;;\n")
    assert await desk.refuses() == [
        "medarbejdere.csv, linje 2, email: »anna@sagspuls.example (også dan)«: e-mailen bruges af flere",
        "medarbejdere.csv, linje 5, email: »ANNA@sagspuls.example (også anna)«: e-mailen bruges af flere",
    ]


async def test_an_email_of_somebody_the_export_no_longer_names_is_taken(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.write(medarbejdere=STAFF.splitlines()[0] + "\ndan;Dan Krog;anna@sagspuls.example;;;leder;;;\n")
    assert await desk.refuses() == [
        "medarbejdere.csv, linje 2, email: »anna@sagspuls.example (også anna)«: e-mailen bruges af flere"
    ]


async def test_two_people_with_one_teams_id_are_bad(desk: Desk) -> None:
    desk.write(medarbejdere=STAFF + "dan;Dan Krog;dan@sagspuls.example;aad-anna;;leder;;;\n")
    assert len(await desk.refuses()) == 2


async def test_people_may_swap_emails_and_teams_ids(desk: Desk) -> None:
    desk.edit("medarbejdere", ("bo@sagspuls.example;", "bo@sagspuls.example;aad-bo"))
    await desk.takes()
    desk.edit(
        "medarbejdere",
        ("anna@sagspuls.example;aad-anna", "swap"),
        ("bo@sagspuls.example;aad-bo", "anna@sagspuls.example;aad-anna"),
        ("swap", "bo@sagspuls.example;aad-bo"),
    )
    report = await desk.takes()
    assert report.files[1].changed == 2
    assert await desk.rows(Staff, "id", "email", "entra_id") == [
        ("anna", "bo@sagspuls.example", "aad-bo"),
        ("bo", "anna@sagspuls.example", "aad-anna"),
        ("carl", "carl@sagspuls.example", None),
    ]


async def test_a_case_stays_closed_after_opening_also_when_the_column_is_absent(desk: Desk) -> None:
    await desk.begins_with_these()
    desk.write(sager="sagsnr;sagstype;team;oprettet\n2024-3;handicap;Team Nord;02-06-2024\n")
    assert await desk.refuses() == ["sager.csv, linje 2, lukket: »01-06-2024«: sagen er lukket, før den er oprettet"]


async def test_a_shift_stays_in_order_also_when_the_column_is_absent(desk: Desk) -> None:
    desk.write(rådgiverskift="sagsnr;rådgiver;fra;til\n2024-1;anna;01-04-2024;01-03-2024\n")
    assert len(await desk.refuses()) == 1


async def test_blank_and_totals_rows_are_passed_over(desk: Desk) -> None:
    desk.write(
        teams=TEAMS + ";;;\n\n;;40;50\nI alt 2 teams;;;\n",
        hændelser=EVENTS + "I ALT;5;;;\n;;;;5 hændelser\n",
        sager=CASES + " ; ; \nI alt;;;;;3;;;;;;\n",
    )
    report = await desk.takes()
    assert [entry.read for entry in report.files] == [2, 3, 3, 2, 5]


async def test_a_totals_row_with_other_required_text_is_a_bad_row(desk: Desk) -> None:
    desk.write(sager=CASES + "I alt;;handicap;Team Nord;;01-01-2024;;;;;;\n;;handicap;;;;;;;;;\n")
    told = await desk.refuses()
    assert told[0] == "sager.csv, linje 5, sagsnr: »I alt«: forventede en nøgle"
    assert told[1] == "sager.csv, linje 6, sagsnr: cellen skal udfyldes"


async def test_cells_left_out_at_the_end_of_a_line_are_blank(desk: Desk) -> None:
    desk.write(
        sager=CASE_HEAD + "2024-1;;handicap;Team Nord;;01-01-2024\n",
        rådgiverskift=SHIFTS.splitlines()[0],
        hændelser=EVENTS.splitlines()[0],
    )
    await desk.takes()
    assert await desk.rows(Case, "number", "closed") == [("2024-1", None)]


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("sager", "", "sager.csv: filen er tom"),
        (
            "sager",
            "sagsnr;team;Bydel\n",
            "sager.csv, linje 1, sagstype: kolonnen mangler; ukendte kolonner i filen: Bydel",
        ),
        ("sager", CASE_HEAD[:-1] + ";Team\n", "sager.csv, linje 1, Team: kolonnen står to gange"),
        (
            "hændelser",
            'sagsnr;hændelse;dato\n2024-1;"afg',
            "hændelser.csv, linje 2: filen slutter midt i en celle; mangler der et anførselstegn?",
        ),
        (
            "medarbejdere",
            "id;navn;email;roller\n\x81",
            "medarbejdere.csv, linje 2: forventede tekst i UTF-8 eller Windows-1252; "
            "her står tegn, der ikke er nogen af delene",
        ),
    ],
)
async def test_a_file_that_cannot_be_used_always_stops_the_import(
    desk: Desk, name: str, content: str, told: str, skip: bool
) -> None:
    (desk.folder / f"{name}.csv").write_bytes(content.encode("latin-1"))
    before = await desk.everything()
    assert (await desk.refuses(skip_bad_rows=skip))[0] == told
    assert await desk.everything() == before


async def test_csv_and_workbook_of_one_kind_stop_the_import(desk: Desk) -> None:
    write_workbook(desk.folder / "Teams.xlsx", [["team"], ["Team Nord"]])
    assert await desk.refuses(skip_bad_rows=True) == ["Teams.xlsx og teams.csv: teams må kun ligge her som én fil"]


async def test_two_spellings_of_one_file_name_stop_the_import(desk: Desk) -> None:
    desk.write(raadgiverskift=SHIFTS)
    assert "må kun ligge her som én fil" in (await desk.refuses())[0]


async def test_a_folder_without_a_known_file_or_none_at_all_stops_the_import(desk: Desk) -> None:
    empty = desk.folder.parent / "tom"
    empty.mkdir()
    (empty / "konti_total.csv").write_text("konto\n")
    assert "mappen har ingen fil, der kan læses" in (await desk.refuses(folder=empty, skip_bad_rows=True))[0]
    assert await desk.refuses(folder=empty / "væk") == ["væk: mappen findes ikke"]


async def test_a_file_with_only_a_header_is_named_with_no_rows(desk: Desk) -> None:
    desk.write(hændelser=EVENTS.splitlines()[0])
    report = await desk.takes()
    assert report_lines(report, "da")[-1] == "hændelser.csv: 0 læst, 0 nye, 0 ændret, 0 uændret"


async def test_a_refused_run_is_recorded_with_its_files(desk: Desk) -> None:
    desk.edit("hændelser", ("underretning vurderet", "fest"))
    report = await desk.run()
    assert await desk.rows(ImportRun, "id", "run_by", "outcome", "problems") == [(report.run_id, "freja", "refused", 1)]
    assert await desk.rows(ImportFile, "name", "rows_read", "rows_new", "rows_rejected") == [
        ("hændelser.csv", 5, 0, 1),
        ("medarbejdere.csv", 3, 0, 0),
        ("rådgiverskift.csv", 2, 0, 0),
        ("sager.csv", 3, 0, 0),
        ("teams.csv", 2, 0, 0),
    ]
