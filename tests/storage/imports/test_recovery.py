"""The exports of a recovery: plans, milestones, complaints, audits, and how far each case has come."""

from __future__ import annotations

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
from tests.storage.imports.folders import EXPORTS, RECOVERY, Desk, day, write_workbook

# --- What lands --------------------------------------------------------------------------------------------------


async def test_milestones_land_with_their_targets_and_figures(recovering: Desk) -> None:
    await recovering.begins_with_these()
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
    await recovering.begins_with_these()
    numbers = {case_id: number for number, case_id in await recovering.rows(Case, "number", "id")}
    found = await recovering.rows(Complaint, "number", "case_id", "received", "kind", "decided", "outcome")
    assert [(number, numbers.get(case_id), *rest) for number, case_id, *rest in found] == [
        ("K-1", "2024-1", day("2026-03-05"), "realitet", day("2026-04-20"), "delvis medhold"),
        ("K-2", None, day("2026-03-06"), "formalitet", None, None),
    ]


async def test_audit_answers_land(recovering: Desk) -> None:
    await recovering.begins_with_these()
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
    await recovering.begins_with_these()
    before = await recovering.everything()
    report = await recovering.takes()
    assert await recovering.everything() == before
    assert [entry.unchanged for entry in report.files] == [2, 3, 3, 2, 5, 6, 3, 3, 2, 2, 3]


async def test_workbooks_of_the_recovery_give_the_same(recovering: Desk) -> None:
    await recovering.begins_with_these()
    before = await recovering.everything()
    for name, content in RECOVERY.items():
        (recovering.folder / f"{name}.csv").unlink()
        rows = [[int(cell) if cell.isdigit() else cell or None for cell in line.split(";")]
                for line in content.splitlines()]  # fmt: skip
        write_workbook(recovering.folder / f"{name}.xlsx", rows)
    await recovering.takes()
    assert await recovering.everything() == before


async def test_file_names_and_headers_may_be_written_without_danish_letters(recovering: Desk) -> None:
    await recovering.begins_with_these()
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
    await recovering.begins_with_these()
    recovering.edit("milepæle", ("anbringelse, handicap;Team Nord;", ";;"), (";280", ";"))
    recovering.edit("klager", ("K-1;2024-1;", "K-1;;"), (";20-04-2026;delvis medhold", ";;"))
    report = await recovering.takes()
    assert [entry.changed for entry in report.files][6:] == [1, 0, 0, 1, 0]
    assert (await recovering.rows(Milestone, "name", "case_types", "total"))[1] == ("1B", [], None)
    assert await recovering.rows(MilestoneTeam) == []
    assert (await recovering.rows(Complaint, "number", "case_id", "decided", "outcome"))[0] == ("K-1", None, None, None)


async def test_an_absent_column_keeps_what_a_recovery_export_told(recovering: Desk) -> None:
    await recovering.begins_with_these()
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
    await recovering.begins_with_these()
    recovering.edit("milepæle", ("Team Nord", "Team Nord, Distrikt 2"))
    assert (await recovering.takes()).files[6].changed == 1
    assert await recovering.rows(MilestoneTeam, "milestone") == [("1B",), ("1B",)]


async def test_replacing_deletes_what_the_recovery_exports_no_longer_hold(recovering: Desk) -> None:
    await recovering.begins_with_these()
    recovering.write(**{name: "\n".join(content.splitlines()[:2]) for name, content in RECOVERY.items()})
    report = await recovering.takes(replace=frozenset(RECOVERY))
    assert [entry.retired for entry in report.files][5:] == [5, 2, 2, 1, 1, 2]
    assert await recovering.rows(PlanAction, "plan", "number") == [("Genopretning", "1")]
    assert await recovering.rows(Milestone, "name") == [("1A",)]
    assert {name for (name,) in await recovering.rows(MilestoneStep, "milestone")} == {"1A"}
    assert await recovering.rows(Complaint, "number") == [("K-1",)]
    assert await recovering.rows(AuditAnswer, "answer") == [("ja",)]


async def test_a_bad_row_of_a_recovery_export_is_not_gone_from_it(recovering: Desk) -> None:
    await recovering.begins_with_these()
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
