"""The exports of a recovery: plans, milestones, complaints, audits, and how far each case has come."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.imports.kinds import KINDS
from storage.schema import (
    AuditAnswer,
    Case,
    Complaint,
    Milestone,
    MilestoneFigure,
    MilestoneStep,
    MilestoneTarget,
    MilestoneTeam,
    PlanAction,
)
from tests.storage.imports.folders import EXPORTS, RECOVERY, Desk, write_workbook


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def recovering(desk: Desk) -> Desk:
    """The small municipality with a recovery under way."""
    desk.write(**RECOVERY)
    return desk


def add(desk: Desk, name: str, *rows: str) -> None:
    desk.write(**{name: RECOVERY[name] + "\n".join(rows) + "\n"})


# --- What lands --------------------------------------------------------------------------------------------------


async def test_milestones_land_with_their_targets_and_figures(recovering: Desk) -> None:
    await recovering.takes()
    assert await recovering.rows(Milestone, "name", "indicator", "case_types", "starts", "due", "total") == [
        ("1A", "reviewed", [], day("2024-01-01"), day("2027-06-30"), None),
        ("1B", "lawful", ["anbringelse", "handicap"], day("2024-01-01"), day("2027-06-30"), 280),
        ("2", "manual", [], day("2026-01-01"), day("2026-12-31"), 126),
    ]
    assert await recovering.rows(MilestoneTeam, "milestone") == [("1B",)]
    assert await recovering.rows(MilestoneTarget, "milestone", "day", "target") == [
        ("1B", day("2026-06-01"), 97),
        ("1B", day("2027-01-01"), 1863),
        ("1B", day("2027-06-30"), 3447),
    ]
    assert await recovering.rows(MilestoneFigure, "milestone", "day", "count") == [
        ("2", day("2026-02-01"), 40),
        ("2", day("2026-09-01"), 97),
    ]


async def test_complaints_land_with_a_case_or_without(recovering: Desk) -> None:
    await recovering.takes()
    numbers = {case_id: number for number, case_id in await recovering.rows(Case, "number", "id")}
    found = await recovering.rows(Complaint, "number", "case_id", "received", "kind", "decided", "outcome")
    assert [(number, numbers.get(case_id), *rest) for number, case_id, *rest in found] == [
        ("K-1", "2024-1", day("2026-03-05"), "realitet", day("2026-04-20"), "delvis medhold"),
        ("K-2", None, day("2026-03-06"), "formalitet", None, None),
    ]


async def test_audit_answers_land(recovering: Desk) -> None:
    await recovering.takes()
    assert await recovering.rows(AuditAnswer, "round", "question", "answer", "day") == [
        ("2026-1", "Er barnet hørt?", "ja", day("2026-05-01")),
        ("2026-1", "Er barnet hørt?", "nej", day("2026-05-01")),
        ("2026-1", "Er der klagevejledning?", "ikke relevant", day("2026-05-01")),
    ]


async def test_a_case_brings_all_the_dates_of_its_recovery(desk: Desk) -> None:
    desk.write(
        sager="sagsnr;sagstype;team;oprettet;kategori;Gennemgået;Genoprettet;Færdigmeldt;Auditeret;Audit\n"
        "2024-1;anbringelse;Team Nord;03-01-2024;gul;01-06-2024;1/7-24;15.07.2024;2024-08-01;Yderligere tiltag\n"
        "2024-2;handicap;Team Nord;03-01-2024;grøn;;;;;godkendt\n"
        "2024-3;handicap;Team Nord;03-01-2024;;;;;;\n"
    )
    await desk.takes()
    fields = ("number", "category", "reviewed", "restored", "reported_done", "audited", "audit_outcome")
    assert await desk.rows(Case, *fields) == [
        (
            "2024-1",
            "yellow",
            day("2024-06-01"),
            day("2024-07-01"),
            day("2024-07-15"),
            day("2024-08-01"),
            "more_action",
        ),
        ("2024-2", "green", None, None, None, None, "approved"),
        ("2024-3", None, None, None, None, None, None),
    ]


async def test_the_recoverys_folder_again_changes_nothing(recovering: Desk) -> None:
    await recovering.takes()
    before = await recovering.everything()
    report = await recovering.takes()
    assert await recovering.everything() == before
    assert [entry.unchanged for entry in report.files] == [2, 3, 3, 2, 5, 6, 3, 3, 2, 2, 3]


async def test_workbooks_of_the_recovery_give_the_same(recovering: Desk) -> None:
    await recovering.takes()
    before = await recovering.everything()
    for name, content in RECOVERY.items():
        (recovering.folder / f"{name}.csv").unlink()
        rows = [[int(cell) if cell.isdigit() else cell or None for cell in line.split(";")]
                for line in content.splitlines()]  # fmt: skip
        write_workbook(recovering.folder / f"{name}.xlsx", rows)
    await recovering.takes()
    assert await recovering.everything() == before


async def test_file_names_and_headers_may_be_written_without_danish_letters(recovering: Desk) -> None:
    await recovering.takes()
    before = await recovering.everything()
    for name, ascii_name in (
        ("milepæle", "milepaele"),
        ("milepælsmål", "milepaelsmaal"),
        ("milepælstal", "milepaelstal"),
    ):
        (recovering.folder / f"{name}.csv").unlink()
        header, _, rest = RECOVERY[name].partition("\n")
        recovering.write(**{ascii_name: header.replace("æ", "ae").replace("å", "aa").upper() + "\n" + rest})
    report = await recovering.takes()
    assert report.ignored == ()
    assert await recovering.everything() == before


@pytest.mark.parametrize("written", ["reviewed", "Gennemgået", "gennemgaaet"])
async def test_an_indicator_is_known_in_danish_and_by_its_own_name(recovering: Desk, written: str) -> None:
    recovering.edit("milepæle", (";gennemgået;", f";{written};"))
    await recovering.takes()
    assert (await recovering.rows(Milestone, "name", "indicator"))[0] == ("1A", "reviewed")


def test_every_export_of_the_recovery_is_read() -> None:
    assert {kind.name for kind in KINDS} >= {*EXPORTS, *RECOVERY}


# --- Later exports -----------------------------------------------------------------------------------------------


async def test_a_blank_cell_clears_what_a_recovery_export_told(recovering: Desk) -> None:
    await recovering.takes()
    recovering.edit("milepæle", ("anbringelse, handicap;Team Nord;", ";;"), (";280", ";"))
    recovering.edit("klager", ("K-1;2024-1;", "K-1;;"), (";20-04-2026;delvis medhold", ";;"))
    report = await recovering.takes()
    assert [entry.changed for entry in report.files][6:] == [1, 0, 0, 1, 0]
    assert (await recovering.rows(Milestone, "name", "case_types", "total"))[1] == ("1B", [], None)
    assert await recovering.rows(MilestoneTeam) == []
    assert (await recovering.rows(Complaint, "number", "case_id", "decided", "outcome"))[0] == ("K-1", None, None, None)


async def test_an_absent_column_keeps_what_a_recovery_export_told(recovering: Desk) -> None:
    await recovering.takes()
    before = await recovering.everything()
    recovering.write(
        milepæle="milepæl;titel;indikator;start;frist\n"
        "1B;Anbringelser i Nord er lovlige;lovmedholdelig;01-01-2024;30-06-2027\n",
        klager="klagenr;team;modtaget\nK-1;Team Nord;05-03-2026\n",
        handleplan="plan;nr;titel\nGenopretning;1;Gennemgå alle sager\n",
    )
    await recovering.takes()
    assert await recovering.everything() == before


async def test_another_team_alone_changes_a_milestone(recovering: Desk) -> None:
    await recovering.takes()
    recovering.edit("milepæle", ("Team Nord", "Team Nord, Distrikt 2"))
    assert (await recovering.takes()).files[6].changed == 1
    assert await recovering.rows(MilestoneTeam, "milestone") == [("1B",), ("1B",)]


async def test_replacing_deletes_what_the_recovery_exports_no_longer_hold(recovering: Desk) -> None:
    await recovering.takes()
    recovering.write(**{name: "\n".join(content.splitlines()[:2]) for name, content in RECOVERY.items()})
    report = await recovering.takes(replace=frozenset(RECOVERY))
    assert [entry.retired for entry in report.files][5:] == [5, 2, 2, 1, 1, 2]
    assert await recovering.rows(PlanAction, "plan", "number") == [("Genopretning", "1")]
    assert await recovering.rows(Milestone, "name") == [("1A",)]
    assert {name for (name,) in await recovering.rows(MilestoneStep, "milestone")} == {"1A"}
    assert await recovering.rows(Complaint, "number") == [("K-1",)]
    assert await recovering.rows(AuditAnswer, "answer") == [("ja",)]


async def test_a_bad_row_of_a_recovery_export_is_not_gone_from_it(recovering: Desk) -> None:
    await recovering.takes()
    before = await recovering.everything()
    recovering.edit("handleplan", (";igangsat;", ";i gang;"), ("30-09-2025", "snart"))
    recovering.edit("milepæle", ("1B;", "1B;;"))
    recovering.edit("milepælsmål", ("97", "mange"))
    recovering.edit("milepælstal", ("40", "ti"))
    recovering.edit("klager", ("realitet", "uret"))
    recovering.edit("ledelsestilsyn", (";ja;", ";måske;"))
    report = await recovering.run(skip_bad_rows=True, replace=frozenset(RECOVERY))
    assert report.outcome == "done"
    assert [entry.retired for entry in report.files] == [0] * 11
    after = await recovering.everything()
    assert {name: rows for name, rows in after.items() if name != "rejected_row"} == {
        name: rows for name, rows in before.items() if name != "rejected_row"
    }


async def test_a_team_that_a_milestone_covers_stays(recovering: Desk) -> None:
    recovering.edit("teams", ("Distrikt 2;Børn og Familie;;\n", "Distrikt 2;Børn og Familie;;\nTeam Syd;;;\n"))
    recovering.edit("milepæle", (";Team Nord;", ";Team Syd;"))
    await recovering.takes()
    recovering.edit("teams", ("Team Syd;;;\n", ""))
    recovering.write(milepæle=RECOVERY["milepæle"].splitlines()[0])
    assert await recovering.refuses(replace=frozenset({"teams"})) == [
        "teams.csv, team: »Team Syd«: mangler i eksporten, men kan ikke slettes: bruges stadig"
    ]


# --- Bad input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        (
            "handleplan",
            "Genopretning;4;;;;;;;;;",
            "handleplan.csv, linje 8, titel: cellen skal udfyldes",
        ),
        (
            "handleplan",
            "Genopretning;4;;;Ny handling;;;i gang;;;",
            "handleplan.csv, linje 8, status: »i gang«: forventede en af: "
            "afventer, igangsat, implementeret, afsluttet, ikke relevant",
        ),
        (
            "handleplan",
            "Styring;B;;;Ny handling;;;;børn;næste år;",
            "handleplan.csv, linje 8, år: »næste år«: forventede et helt tal fra 1900 til 2199",
        ),
        (
            "handleplan",
            "Styring;B;;;Ny handling;;;;;;ultimo maj",
            "handleplan.csv, linje 8, afsluttet: »ultimo maj«: forventede en dato som 31-12-2024",
        ),
        (
            "milepæle",
            "3;Ny;halvfærdig;;;01-01-2026;31-12-2026;5",
            "milepæle.csv, linje 5, indikator: »halvfærdig«: forventede en af: "
            "gennemgået, genoprettet, færdigmeldt, lovmedholdelig, akut færdigmeldt, manuel",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;døgn;;01-01-2026;31-12-2026;5",
            "milepæle.csv, linje 5, sagstyper: »døgn«: forventede én eller flere af: "
            "anbringelse, forebyggende, skoledagbehandling, handicap, ungestøtte",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;;Team Nord, Team Øst;01-01-2026;31-12-2026;5",
            "milepæle.csv, linje 5, teams: »Team Øst«: teamet er ukendt",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;;;01-01-2026;31-12-2025;5",
            "milepæle.csv, linje 5, frist: »31-12-2025«: fristen ligger før milepælens start",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;;;01-01-2026;;5",
            "milepæle.csv, linje 5, frist: cellen skal udfyldes",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;;;01-01-2026;31-12-2026;0",
            "milepæle.csv, linje 5, total: »0«: forventede et helt tal fra 1 til 10000000",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;ungestøtte;;01-01-2026;31-12-2026;",
            "milepæle.csv, linje 5, milepæl: »3«: milepælen har ingen total og dækker ingen sager",
        ),
        (
            "milepæle",
            "3;Ny;gennemgået;anbringelse;Distrikt 2;01-01-2026;31-12-2026;",
            "milepæle.csv, linje 5, milepæl: »3«: milepælen har ingen total og dækker ingen sager",
        ),
        (
            "milepæle",
            "3;Ny;akut færdigmeldt;;Distrikt 2;01-01-2026;31-12-2026;",
            "milepæle.csv, linje 5, milepæl: »3«: milepælen har ingen total og dækker ingen sager",
        ),
        (
            "milepælsmål",
            "9;01-06-2026;97",
            "milepælsmål.csv, linje 5, milepæl: »9«: milepælen er ukendt",
        ),
        (
            "milepælsmål",
            "1B;01-03-2027;1863",
            "milepælsmål.csv, linje 5, mål: »1863«: målet skal være højere end 1863, som er målet 01-01-2027",
        ),
        (
            "milepælsmål",
            "1B;01-07-2027;3.400",
            "milepælsmål.csv, linje 5, mål: »3400«: målet skal være højere end 3447, som er målet 30-06-2027",
        ),
        (
            "milepælsmål",
            "1B;31-12-2023;5",
            "milepælsmål.csv, linje 5, dato: »31-12-2023«: målet ligger før milepælens start",
        ),
        (
            "milepælsmål",
            "1B;01-07-2027;-5",
            "milepælsmål.csv, linje 5, mål: »-5«: forventede et helt tal fra 0 til 10000000",
        ),
        ("milepælstal", "9;01-06-2026;97", "milepælstal.csv, linje 4, milepæl: »9«: milepælen er ukendt"),
        ("milepælstal", "2;;97", "milepælstal.csv, linje 4, dato: cellen skal udfyldes"),
        ("klager", "K-3;2024-9;Team Nord;01-01-2026;;;", "klager.csv, linje 4, sagsnr: »2024-9«: sagen er ukendt"),
        ("klager", "K-3;;Team Øst;01-01-2026;;;", "klager.csv, linje 4, team: »Team Øst«: teamet er ukendt"),
        (
            "klager",
            "K-3;;Team Nord;02-01-2026;;01-01-2026;",
            "klager.csv, linje 4, afgjort: »01-01-2026«: klagen er afgjort, før den er modtaget",
        ),
        (
            "klager",
            "K-3;;Team Nord;02-01-2026;;;tabt",
            "klager.csv, linje 4, udfald: »tabt«: forventede en af: medhold, delvis medhold, afvist, hjemvist",
        ),
        (
            "ledelsestilsyn",
            "2026-1;2024-9;Er barnet hørt?;ja;01-05-2026",
            "ledelsestilsyn.csv, linje 5, sagsnr: »2024-9«: sagen er ukendt",
        ),
        (
            "ledelsestilsyn",
            "2026-1;2024-3;Er barnet hørt?;måske;01-05-2026",
            "ledelsestilsyn.csv, linje 5, svar: »måske«: forventede en af: ja, nej, ikke relevant",
        ),
    ],
)  # fmt: skip
async def test_a_bad_row_of_a_recovery_export_is_told(recovering: Desk, name: str, row: str, told: str) -> None:
    add(recovering, name, row)
    before = await recovering.everything()
    assert await recovering.refuses() == [told]
    assert await recovering.everything() == before


async def test_one_key_twice_is_told_with_the_columns_that_make_it(recovering: Desk) -> None:
    add(recovering, "ledelsestilsyn", "2026-1;2024-1;Er barnet hørt?;nej;01-05-2026")
    add(recovering, "milepælsmål", "1B;01-06-2026;98")
    told = await recovering.refuses()
    assert (
        "milepælsmål.csv, linje 5, milepæl: »1B«: samme milepæl, dato står også på linje 2 med andre oplysninger"
        in told
    )
    assert told[-1].endswith("samme runde, sagsnr, spørgsmål står også på linje 2 med andre oplysninger")


async def test_a_target_out_of_step_with_the_stored_ones_is_bad(recovering: Desk) -> None:
    await recovering.takes()
    recovering.write(milepælsmål="milepæl;dato;mål\n1B;01-03-2026;97\n1B;01-02-2027;1900\n1B;01-03-2027;1850\n")
    assert await recovering.refuses() == [
        "milepælsmål.csv, linje 2, mål: »97«: målet skal være lavere end 97, som er målet 01-06-2026",
        "milepælsmål.csv, linje 4, mål: »1850«: målet skal være højere end 1900, som er målet 01-02-2027",
    ]


async def test_a_new_trajectory_may_replace_one_it_does_not_fit(recovering: Desk) -> None:
    await recovering.takes()
    recovering.write(milepælsmål="milepæl;dato;mål\n1B;01-03-2026;4000\n1B;01-02-2027;5000\n")
    assert (await recovering.takes(replace=frozenset({"milepælsmål"}))).files[7].retired == 3
    assert await recovering.rows(MilestoneTarget, "target") == [(4000,), (5000,)]


async def test_a_later_export_may_move_the_whole_trajectory(recovering: Desk) -> None:
    await recovering.takes()
    recovering.edit("milepælsmål", (";97", ";2000"), ("1.863", "2500"))
    assert (await recovering.takes()).files[7].changed == 2


async def test_a_milestone_keeps_its_stored_total_and_may_then_cover_no_case(recovering: Desk) -> None:
    await recovering.takes()
    recovering.write(
        milepæle="milepæl;titel;indikator;sagstyper;start;frist\n1B;Nord;manuel;ungestøtte;01-01-2024;30-06-2027\n"
    )
    await recovering.takes()
    assert (await recovering.rows(Milestone, "name", "total"))[1] == ("1B", 280)


async def test_a_milestone_whose_cases_have_all_been_closed_is_still_taken(recovering: Desk) -> None:
    await recovering.takes()
    recovering.edit(
        "sager", ("04-01-2024;;;x", "04-01-2024;01-02-2024;;x"), ("03-01-2024;;ja", "03-01-2024;01-02-2024;ja")
    )
    before = await recovering.rows(Milestone, "name", "title")
    await recovering.takes()
    assert await recovering.rows(Milestone, "name", "title") == before
    assert all(closed for (closed,) in await recovering.rows(Case, "closed"))


async def test_rows_about_a_bad_milestone_go_with_it_when_bad_rows_are_skipped(recovering: Desk) -> None:
    recovering.edit("milepæle", ("lovmedholdelig", "lovende"))
    assert len(await recovering.refuses()) == 1
    report = await recovering.run(skip_bad_rows=True)
    assert [entry.rejected for entry in report.files][6:8] == [1, 3]
    assert await recovering.rows(Milestone, "name") == [("1A",), ("2",)]
    problems = [wrong for *_, wrong in await recovering.rejected()]
    assert problems.count("»1B«: milepælen er ukendt (rækken i milepæle er afvist)") == 3
