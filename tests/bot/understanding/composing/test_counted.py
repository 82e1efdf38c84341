"""What a text counts or sums (domain.md §11, 'Counts' and 'Sums')."""

from __future__ import annotations

import pytest

from tests.bot.understanding.composing.saying import composed, counted_by


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("hvor mange sager er røde", "cases"),
        ("how many red cases are there", "cases"),
        ("hvor mange børn er akutte", "cases"),
        ("røde sager med overskredet frist", "cases"),
        ("cases with an overdue deadline", "cases"),
        ("sager uden rådgiver", "cases"),
        ("hvilke sager mangler en plan", "cases"),
        ("hvor mange frister er overskredet", "deadlines"),
        ("overdue deadlines in Team Nord", "deadlines"),
        ("frister i næste uge", "deadlines"),
        ("deadlines due next week", "deadlines"),
        ("overskredne opfølgninger", "deadlines"),
        ("tilsyn der er overskredet", "deadlines"),
        ("frister på røde sager", "deadlines"),
        ("hvor mange nye sager kom der i oktober", "openings"),
        ("how many cases were opened in October", "openings"),
        ("sager oprettet i år", "openings"),
        ("tilgangen i år", "openings"),
        ("hvor mange sager blev lukket i oktober", "closings"),
        ("cases closed this year", "closings"),
        ("afgangen i oktober", "closings"),
        ("hvor mange underretninger modtog vi i oktober", "events"),
        ("how many notifications did we receive this month", "events"),
        ("hvor mange tilsynsbesøg har vi afholdt i år", "events"),
        ("hvor stor en andel af opfølgningerne er holdt til tiden", "in_time"),
        ("how many of the assessments were completed on time", "in_time"),
        ("overholder vi fristen for underretninger", "in_time"),
        ("share of notifications assessed within 24 hours", "in_time"),
        ("hvor mange dage går der fra indsats besluttet til indsats iværksat", "days"),
        ("how many days from application to decision", "days"),
        ("sagsbehandlingstiden for ansøgninger", "days"),
        ("how long do assessments take", "days"),
        ("bevillinger der udløber i december", "grants"),
        ("grants without an end date", "grants"),
        ("hvor mange bevillinger har vi på plejefamilie", "grants"),
        ("hvad koster handicapsagerne", "cost"),
        ("yearly cost of placement cases", "cost"),
        ("årsudgiften på anbringelser", "cost"),
        ("forbruget i oktober", "spent"),
        ("how much have we spent this year", "spent"),
        ("hvad har vi brugt på aflastning i år", "spent"),
        ("hvor mange klager har vi fået i år", "complaints"),
        ("open complaints", "complaints"),
        ("klager over handicapsager", "complaints"),
        ("hvor mange handlinger afventer", "actions"),
        ("actions that are overdue", "actions"),
        ("initiativer der er i gang", "actions"),
        ("sager med gentagne rådgiverskift", "cases"),
        ("gennemsnitligt antal sager pr. rådgiver", "average"),
        ("average caseload per caseworker", "average"),
        ("hvor mange sager har rådgiverne i snit", "average"),
    ],
)
def test_the_words_say_what_is_counted(text: str, what: str) -> None:
    assert counted_by(text) == what


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("hvor mange røde sager", "cases"),
        ("hvor mange overskredne frister", "deadlines"),
        ("hvor mange underretninger modtog vi i oktober", "events"),
        ("hvad koster handicapsagerne", "kr"),
        ("forbruget i oktober", "kr"),
        ("hvor lang tid tager en undersøgelse", "days"),
        ("hvor mange klager har vi fået i år", "complaints"),
        ("hvor mange handlinger afventer", "actions"),
        ("andelen af sagerne der er røde", "%"),
        ("andelen af opfølgninger holdt til tiden", "%"),
    ],
)
def test_the_figure_has_the_unit_of_what_is_counted(text: str, unit: str) -> None:
    found = composed(text)
    assert found is not None
    assert found.selection.unit == unit


@pytest.mark.parametrize(
    ("text", "between"),
    [
        (
            "hvor lang tid går der fra en underretning er modtaget til den er vurderet",
            ("underretning modtaget", "underretning vurderet"),
        ),
        ("hvor lang tid tager en underretning", ("underretning modtaget", "underretning vurderet")),
        ("how long does it take to assess a notification", ("underretning modtaget", "underretning vurderet")),
        ("hvor lang tid tager en undersøgelse", ("undersøgelse påbegyndt", "undersøgelse afsluttet")),
        ("how long do assessments take", ("undersøgelse påbegyndt", "undersøgelse afsluttet")),
        ("sagsbehandlingstid for ansøgninger", ("ansøgning modtaget", "afgørelse")),
        ("how many days from application to decision", ("ansøgning modtaget", "afgørelse")),
        (
            "hvor mange dage går der fra indsats besluttet til indsats iværksat",
            ("indsats besluttet", "indsats iværksat"),
        ),
        ("days from measure decided to measure started", ("indsats besluttet", "indsats iværksat")),
        ("hvor længe går der fra børnesamtale til afgørelse", ("børnesamtale", "afgørelse")),
    ],
)
def test_days_run_from_one_event_to_the_other_named(text: str, between: tuple[str, str]) -> None:
    found = composed(text)
    assert found is not None
    assert (found.selection.from_event, found.selection.to_event) == between
