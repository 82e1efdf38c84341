"""Whole questions as the office asks them: conditions, a denial, a time and a form in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.understanding.composing.saying import said

_OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}
_SEPTEMBER = {"from": "2026-09-01", "to": "2026-09-30"}
_SO_FAR = {"from": "2026-01-01", "to": "2026-11-23"}
_LAST_YEAR = {"from": "2025-01-01", "to": "2025-12-31"}
_DECEMBER = {"from": "2026-12-01", "to": "2026-12-31"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Hvor mange røde handicapsager i Team Nord mangler en plan?",
            {
                "what": "cases",
                "category": "red",
                "case_type": "handicap",
                "team": "Team Nord",
                "lacks": "plan udarbejdet",
            },
        ),
        (
            "How many yellow placement cases in Distrikt 1 have no caseworker?",
            {
                "what": "cases",
                "category": "yellow",
                "case_type": "anbringelse",
                "team": "Distrikt 1",
                "no_caseworker": True,
            },
        ),
        (
            "Hvilke af mine sager er færdigmeldt, men ikke auditeret?",
            {"what": "cases", "staff": "s-anna", "state": "reported_done", "not": {"state": "audited"}},
        ),
        (
            "Which of my cases are restored but not audited?",
            {"what": "cases", "staff": "s-anna", "state": "restored", "not": {"state": "audited"}},
        ),
        (
            "Hvor mange sager blev genoprettet i oktober, fordelt på team?",
            {"what": "cases", "state": {"is": "restored", **_OCTOBER}, "group_by": "team"},
        ),
        (
            "How many cases were reported done in October by team?",
            {"what": "cases", "state": {"is": "reported_done", **_OCTOBER}, "group_by": "team"},
        ),
        ("Giv mig en liste over alle mine sager", {"what": "cases", "staff": "s-anna"}),
        (
            "Hvem har flest røde sager uden plan i Team Nord?",
            {
                "what": "cases",
                "category": "red",
                "lacks": "plan udarbejdet",
                "team": "Team Nord",
                "group_by": "caseworker",
                "order": "most",
                "limit": 1,
            },
        ),
        (
            "Who has the fewest urgent cases in Team Nord?",
            {
                "what": "cases",
                "urgent": True,
                "team": "Team Nord",
                "group_by": "caseworker",
                "order": "fewest",
                "limit": 1,
            },
        ),
        (
            "Hvilke fem rådgivere har færrest sager?",
            {"what": "cases", "group_by": "caseworker", "order": "fewest", "limit": 5},
        ),
        (
            "De ti dyreste anbringelsessager uden for Team Nord",
            {
                "what": "cases",
                "case_type": "anbringelse",
                "order": "dearest",
                "limit": 10,
                "not": {"team": "Team Nord"},
            },
        ),
        (
            "The three most expensive disability cases in Distrikt 2",
            {"what": "cases", "case_type": "handicap", "team": "Distrikt 2", "order": "dearest", "limit": 3},
        ),
        (
            "Overskredne opfølgninger pr. rådgiver, bortset fra handicap",
            {
                "what": "deadlines",
                "overdue": True,
                "rule": "follow_up",
                "group_by": "caseworker",
                "not": {"case_type": "handicap"},
            },
        ),
        (
            "Overdue supervision visits per caseworker in Team Nord",
            {
                "what": "deadlines",
                "overdue": True,
                "rule": "supervision_visit",
                "team": "Team Nord",
                "group_by": "caseworker",
            },
        ),
        (
            "Hvor mange frister på akutte sager falder i december?",
            {"what": "deadlines", "urgent": True, "due": _DECEMBER},
        ),
        (
            "Hvor mange underretninger fik vi i oktober i forhold til september?",
            {"what": "events", "event": "underretning modtaget", "period": _OCTOBER, "compare": _SEPTEMBER},
        ),
        (
            "How many supervision visits did we hold last year by quarter?",
            {"what": "events", "event": "tilsynsbesøg", "period": _LAST_YEAR, "per": "quarter"},
        ),
        (
            "Antal børnesamtaler holdt pr. måned i år",
            {"what": "events", "event": "børnesamtale", "period": _SO_FAR, "per": "month"},
        ),
        (
            "Forbruget på eksterne plejefamilier i oktober",
            {"what": "spent", "performer": "ekstern", "measure": "plejefamilie", "period": _OCTOBER},
        ),
        (
            "What did we spend on external respite last year?",
            {"what": "spent", "performer": "ekstern", "measure": "aflastning", "period": _LAST_YEAR},
        ),
        (
            "Årsudgiften på interne indsatser fordelt på indsats",
            {"what": "cost", "performer": "intern", "group_by": "measure"},
        ),
        ("Yearly cost of cases on step 4 and above by team", {"what": "cost", "step": {"from": 4}, "group_by": "team"}),
        (
            "Hvilke bevillinger på aflastning udløber i december?",
            {"what": "grants", "measure": "aflastning", "period": _DECEMBER},
        ),
        (
            "Internal grants without an end date, except contact persons",
            {"what": "grants", "performer": "intern", "no_stop": True, "not": {"measure": "kontaktperson"}},
        ),
        (
            "Open complaints on disability cases by caseworker",
            {"what": "complaints", "status": "open", "case_type": "handicap", "group_by": "caseworker"},
        ),
        (
            "Hvor stor en andel af de gule sager i Team Nord mangler børnesamtale?",
            {
                "what": "cases",
                "category": "yellow",
                "team": "Team Nord",
                "lacks": "børnesamtale",
                "form": "share",
                "share_of": {"category": "yellow", "team": "Team Nord"},
            },
        ),
        (
            "Andelen af opfølgninger holdt til tiden i år, fordelt på team",
            {"what": "in_time", "rule": "follow_up", "period": _SO_FAR, "group_by": "team", "form": "share"},
        ),
        (
            "Hvor mange dage tog en undersøgelse i gennemsnit sidste år i Team Nord?",
            {
                "what": "days",
                "from_event": "undersøgelse påbegyndt",
                "to_event": "undersøgelse afsluttet",
                "period": _LAST_YEAR,
                "team": "Team Nord",
                "form": "average",
            },
        ),
        (
            "Udviklingen i overskredne frister på røde sager i år",
            {"what": "deadlines", "overdue": True, "category": "red", "period": _SO_FAR, "per": "month"},
        ),
        (
            "Lukkede handicapsager pr. kvartal sidste år",
            {"what": "closings", "case_type": "handicap", "period": _LAST_YEAR, "per": "quarter"},
        ),
        (
            "New placement cases month by month this year",
            {"what": "openings", "case_type": "anbringelse", "period": _SO_FAR, "per": "month"},
        ),
        ("Forsinkede handlinger fordelt på ansvarlig", {"what": "actions", "overdue": True, "group_by": "responsible"}),
        (
            "Actions under theme A that are not implemented",
            {"what": "actions", "theme": "A", "not": {"status": "implementeret"}},
        ),
        ("Børn under 6 år i døgninstitution", {"what": "cases", "age": {"to": 5}, "measure": "døgninstitution"}),
        (
            "Unge fyldt 17 år uden plan, fordelt på team",
            {"what": "cases", "age": {"from": 17}, "lacks": "plan udarbejdet", "group_by": "team"},
        ),
        (
            "Sager med bekymringsgrad 4 eller 5 uden rådgiver",
            {"what": "cases", "concern": {"from": 4}, "no_caseworker": True},
        ),
        (
            "Er der flere overskredne frister i Team Nord end i Distrikt 1?",
            {"what": "deadlines", "overdue": True, "team": "Team Nord", "compare": "Distrikt 1"},
        ),
        (
            "Are there fewer red cases in Team Nord than in Distrikt 1?",
            {"what": "cases", "category": "red", "team": "Team Nord", "compare": "Distrikt 1"},
        ),
        (
            "Mine sager uden overskredne frister, ældste først",
            {"what": "cases", "staff": "s-anna", "order": "earliest", "not": {"overdue": True}},
        ),
        ("Alle sager undtagen Mettes og Bos", {"what": "cases", "not": {"staff": ["s-mette", "s-bo"]}}),
        ("Everyone's cases but not Carl's", {"what": "cases", "not": {"staff": "s-carl"}}),
        (
            "Sager i alle teams undtagen Distrikt 1 og Distrikt 2",
            {"what": "cases", "not": {"team": ["Distrikt 1", "Distrikt 2"]}},
        ),
        (
            "Hvilke sager har ikke haft tilsynsbesøg i år?",
            {"what": "cases", "not": {"event": {"is": "tilsynsbesøg", **_SO_FAR}}},
        ),
        ("Cases without a follow-up", {"what": "cases", "lacks": "opfølgning afholdt"}),
        (
            "Hvad er den gennemsnitlige sagsmængde pr. rådgiver i Team Nord",
            {"what": "average", "team": "Team Nord", "form": "average"},
        ),
    ],
)
def test_a_whole_question_is_read(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted
