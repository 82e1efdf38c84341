"""Each condition of conditions.toml, as people say it in Danish and in English."""

from __future__ import annotations

from typing import Any

import pytest

from storage.rules.conditions import CONDITIONS
from tests.bot.understanding.composing.saying import conditions_of

_OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}
_THIS_YEAR = {"from": "2026-01-01", "to": "2026-11-23"}
_NEXT_WEEK = {"from": "2026-11-30", "to": "2026-12-06"}
_NOT_FROM_TEXT = {"plan"}
"""What a button may ask for and no word of a text brings."""

SAID: list[tuple[str, dict[str, Any]]] = [
    ("Mettes sager", {"staff": "s-mette"}),
    ("cases of Carl Friis", {"staff": "s-carl"}),
    ("mine sager", {"staff": "s-anna"}),
    ("my cases", {"staff": "s-anna"}),
    ("sager hos Mette eller Bo", {"staff": ["s-mette", "s-bo"]}),
    ("sager i Team Nord", {"team": "Team Nord"}),
    ("cases in Distrikt 1", {"team": "Distrikt 1"}),
    ("sager i Team Nord og Distrikt 1", {"team": ["Team Nord", "Distrikt 1"]}),
    ("sagerne i mit team", {"team": "Team Nord"}),
    ("handicapsager", {"case_type": "handicap"}),
    ("disability cases", {"case_type": "handicap"}),
    ("forebyggende sager", {"case_type": "forebyggende"}),
    ("preventive cases", {"case_type": "forebyggende"}),
    ("anbringelsessager", {"case_type": "anbringelse"}),
    ("placement cases", {"case_type": "anbringelse"}),
    ("ungestøttesager", {"case_type": "ungestøtte"}),
    ("youth support cases", {"case_type": "ungestøtte"}),
    ("skoledagbehandlingssager", {"case_type": "skoledagbehandling"}),
    ("røde sager", {"category": "red"}),
    ("red cases", {"category": "red"}),
    ("gule sager", {"category": "yellow"}),
    ("yellow cases", {"category": "yellow"}),
    ("grønne sager", {"category": "green"}),
    ("green cases", {"category": "green"}),
    ("røde eller gule sager", {"category": ["red", "yellow"]}),
    ("red and yellow cases", {"category": ["red", "yellow"]}),
    ("akutte sager", {"urgent": True}),
    ("urgent cases", {"urgent": True}),
    ("hastesager", {"urgent": True}),
    ("genoprettede sager", {"state": "restored"}),
    ("restored cases", {"state": "restored"}),
    ("sager genoprettet i oktober", {"state": {"is": "restored", **_OCTOBER}}),
    ("cases restored in October", {"state": {"is": "restored", **_OCTOBER}}),
    ("færdigmeldte sager", {"state": "reported_done"}),
    ("cases reported done", {"state": "reported_done"}),
    ("sager færdigmeldt i år", {"state": {"is": "reported_done", **_THIS_YEAR}}),
    ("auditerede sager", {"state": "audited"}),
    ("audited cases", {"state": "audited"}),
    ("gennemgåede sager", {"state": "reviewed"}),
    ("reviewed cases", {"state": "reviewed"}),
    ("sager under genopretning", {"state": "being_restored"}),
    ("cases being restored", {"state": "being_restored"}),
    ("sager dumpet i audit", {"state": "more_action"}),
    ("cases where the latest audit asks for more action", {"state": "more_action"}),
    ("sager der mangler børnesamtale", {"lacks": "børnesamtale"}),
    ("cases missing a child interview", {"lacks": "børnesamtale"}),
    ("sager uden partshøring", {"lacks": "partshøring"}),
    ("cases without a party hearing", {"lacks": "partshøring"}),
    ("sager der ikke har en plan", {"lacks": "plan udarbejdet"}),
    ("sager hvor journalen mangler", {"lacks": "journal ajourført"}),
    ("sager der mangler klagevejledning", {"lacks": "klagevejledning"}),
    ("sager med børnesamtale", {"has": "børnesamtale"}),
    ("cases with a child interview", {"has": "børnesamtale"}),
    ("sager der har fået en afgørelse", {"has": "afgørelse"}),
    ("sager med overskredet frist", {"overdue": True}),
    ("cases with an overdue deadline", {"overdue": True}),
    ("sager med overskredet opfølgning", {"overdue": "follow_up"}),
    ("cases with an overdue follow-up", {"overdue": "follow_up"}),
    ("sager med frist i næste uge", {"due": _NEXT_WEEK}),
    ("cases with a deadline next week", {"due": _NEXT_WEEK}),
    ("overskredne opfølgninger", {"overdue": True, "rule": "follow_up"}),
    ("overdue follow-ups", {"overdue": True, "rule": "follow_up"}),
    ("overskredne tilsynsbesøg", {"overdue": True, "rule": "supervision_visit"}),
    ("børn under 12 år", {"age": {"to": 11}}),
    ("children under 12", {"age": {"to": 11}}),
    ("unge over 15 år", {"age": {"from": 15}}),
    ("sager oprettet i oktober der stadig er åbne", {"opened": _OCTOBER}),
    ("røde sager oprettet i oktober", {"category": "red", "opened": _OCTOBER}),
    ("red cases opened in October", {"category": "red", "opened": _OCTOBER}),
    ("røde sager lukket i oktober", {"category": "red", "closed": _OCTOBER}),
    ("red cases closed in October", {"category": "red", "closed": _OCTOBER}),
    ("sager med plejefamilie", {"measure": "plejefamilie"}),
    ("cases with respite care", {"measure": "aflastning"}),
    ("sager på opholdssted", {"measure": "opholdssted"}),
    ("børn i døgninstitution", {"measure": "døgninstitution"}),
    ("sager med ekstern udfører", {"performer": "ekstern"}),
    ("cases with an external provider", {"performer": "ekstern"}),
    ("sager med interne indsatser", {"performer": "intern"}),
    ("cases with in-house measures", {"performer": "intern"}),
    ("sager hos leverandøren Solgården", {"supplier": "Solgården"}),
    ("cases with the supplier Solgården", {"supplier": "Solgården"}),
    ("sager hos Fjordblik", {"supplier": "Opholdsstedet Fjordblik"}),
    ("sager på trin 4", {"step": {"from": 4, "to": 4}}),
    ("cases on step 4", {"step": {"from": 4, "to": 4}}),
    ("sager med bevilling uden slutdato", {"no_stop": True}),
    ("cases with a grant without an end date", {"no_stop": True}),
    ("sager der koster over 500.000 kr", {"cost": {"over": "500000"}}),
    ("cases costing more than 500.000 kr", {"cost": {"over": "500000"}}),
    ("sager uden rådgiver", {"no_caseworker": True}),
    ("cases without a caseworker", {"no_caseworker": True}),
    ("ufordelte sager", {"no_caseworker": True}),
    ("sager med gentagne rådgiverskift", {"changed": True}),
    ("cases with repeated changes of caseworker", {"changed": True}),
    ("sager jeg har overtaget i oktober", {"staff": "s-anna", "new": _OCTOBER}),
    ("cases I have taken over in October", {"staff": "s-anna", "new": _OCTOBER}),
    ("sager med bekymringsgrad 4", {"concern": {"from": 4}}),
    ("cases with a concern level of 4 or more", {"concern": {"from": 4}}),
    ("sager der har haft en underretning i oktober", {"event": {"is": "underretning modtaget", **_OCTOBER}}),
    ("cases that have had a notification in October", {"event": {"is": "underretning modtaget", **_OCTOBER}}),
    ("sager der har fået tilsynsbesøg i år", {"event": {"is": "tilsynsbesøg", **_THIS_YEAR}}),
    ("åbne klager", {"status": "open"}),
    ("afgjorte klager", {"status": "decided"}),
    ("undecided complaints", {"status": "open"}),
    ("klager med medhold", {"status": "medhold"}),
    ("rejected complaints", {"status": "afvist"}),
    ("hjemviste klager", {"status": "hjemvist"}),
    ("handlinger der afventer", {"status": "afventer"}),
    ("actions that are under way", {"status": "igangsat"}),
    ("implementerede handlinger", {"status": "implementeret"}),
    ("forbruget på konto 5.28.20 i år", {"account": "5.28.20"}),
    ("spent on account 5.28.20 this year", {"account": "5.28.20"}),
    ("handlinger på børneområdet", {"area": "børn"}),
    ("handlinger på ungeområdet", {"area": "unge"}),
    ("handlinger under tema A", {"theme": "A"}),
    ("actions of theme B", {"theme": "B"}),
    ("handlinger som Mette er ansvarlig for", {"responsible": "s-mette"}),
    ("actions Mette is responsible for", {"responsible": "s-mette"}),
]


@pytest.mark.parametrize(("text", "conditions"), SAID)
def test_a_condition_is_read_in_the_words_people_use(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


def test_every_condition_is_said_here() -> None:
    assert {name for _, conditions in SAID for name in conditions} == CONDITIONS.keys() - _NOT_FROM_TEXT


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("røde sager i Team Nord", {"category": "red", "team": "Team Nord"}),
        ("red cases in Team Nord", {"category": "red", "team": "Team Nord"}),
        ("røde handicapsager uden rådgiver", {"category": "red", "case_type": "handicap", "no_caseworker": True}),
        ("mine akutte sager der mangler plan", {"staff": "s-anna", "urgent": True, "lacks": "plan udarbejdet"}),
        ("my urgent cases missing a plan", {"staff": "s-anna", "urgent": True, "lacks": "plan udarbejdet"}),
        ("sager der både er røde og har overskredet frist", {"category": "red", "overdue": True}),
        ("hvilke sager er både røde og overskredet", {"category": "red", "overdue": True}),
        ("overskredne frister på akutte sager", {"overdue": True, "urgent": True}),
        ("overdue deadlines on red cases in Distrikt 1", {"overdue": True, "category": "red", "team": "Distrikt 1"}),
        ("sager der mangler børnesamtale og plan", {"lacks": [["børnesamtale"], ["plan udarbejdet"]]}),
        ("sager der mangler børnesamtale eller plan", {"lacks": ["børnesamtale", "plan udarbejdet"]}),
        ("cases missing a plan and a party hearing", {"lacks": [["plan udarbejdet"], ["partshøring"]]}),
        ("børn over 15 år i plejefamilie", {"age": {"from": 15}, "measure": "plejefamilie"}),
        ("eksterne bevillinger uden slutdato", {"performer": "ekstern", "no_stop": True}),
        ("åbne klager på Mettes sager", {"status": "open", "staff": "s-mette"}),
        ("forsinkede handlinger under tema A", {"overdue": True, "theme": "A"}),
        (
            "anbragte børn på trin 4 der koster over en million",
            {"case_type": "anbringelse", "step": {"from": 4, "to": 4}, "cost": {"over": "1000000"}},
        ),
    ],
)
def test_several_conditions_hold_together(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions
