"""What is wrong with a row of a recovery's exports, told by line and column, and what is taken all the same."""

from __future__ import annotations

import pytest

from storage.schema import (
    Case,
    Milestone,
    MilestoneTarget,
)
from tests.storage.imports.folders import Desk, add


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
    await recovering.begins_with_these()
    recovering.write(milepælsmål="milepæl;dato;mål\n1B;01-03-2026;97\n1B;01-02-2027;1900\n1B;01-03-2027;1850\n")
    assert await recovering.refuses() == [
        "milepælsmål.csv, linje 2, mål: »97«: målet skal være lavere end 97, som er målet 01-06-2026",
        "milepælsmål.csv, linje 4, mål: »1850«: målet skal være højere end 1900, som er målet 01-02-2027",
    ]


async def test_a_new_trajectory_may_replace_one_it_does_not_fit(recovering: Desk) -> None:
    await recovering.begins_with_these()
    recovering.write(milepælsmål="milepæl;dato;mål\n1B;01-03-2026;4000\n1B;01-02-2027;5000\n")
    assert (await recovering.takes(replace=frozenset({"milepælsmål"}))).files[7].retired == 3
    assert await recovering.rows(MilestoneTarget, "target") == [(4000,), (5000,)]


async def test_a_later_export_may_move_the_whole_trajectory(recovering: Desk) -> None:
    await recovering.begins_with_these()
    recovering.edit("milepælsmål", (";97", ";2000"), ("1.863", "2500"))
    assert (await recovering.takes()).files[7].changed == 2


async def test_a_milestone_keeps_its_stored_total_and_may_then_cover_no_case(recovering: Desk) -> None:
    await recovering.begins_with_these()
    recovering.write(
        milepæle="milepæl;titel;indikator;sagstyper;start;frist\n1B;Nord;manuel;ungestøtte;01-01-2024;30-06-2027\n"
    )
    await recovering.takes()
    assert (await recovering.rows(Milestone, "name", "total"))[1] == ("1B", 280)


async def test_a_milestone_whose_cases_have_all_been_closed_is_still_taken(recovering: Desk) -> None:
    await recovering.begins_with_these()
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
