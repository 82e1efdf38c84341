"""Compounds are said apart where their parts are words of the office; words of their own stay whole."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.classifier import Model
from bot.understanding.compounds import said_apart
from storage.rules.selection_json import selection_as_json
from tests.bot.understanding.sentences import meaning_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("partshoeringsmangler", "mangler partshoering"),
        ("raadgiverloese sager", "uden raadgiver sager"),
        ("handicaprensede overskridelser", "handicap fraregnet overskridelser"),
        ("distrikt 1-renset", "distrikt 1 fraregnet"),
        ("leverandoer- og indsatsfordelt udgift", "fordelt paa leverandoer og indsats udgift"),
        ("vurderingsoverskridelser", "overskridelser vurdering"),
        ("millionoverskridende aarsudgift", "over en million aarsudgift"),
        ("lukningstalssammenligning", "sammenligning af antal lukning"),
        ("trin 7-forbruget", "trin 7 forbrug"),
        ("plejefamilieaarsudgiften", "plejefamilie aarsudgift"),
        ("bevillingsudloeb", "bevilling der udloeber"),
        ("roedkategoriserede sager", "roede sager"),
        ("roedsagsandelen", "andelen roede sager"),
        ("10-14-aarsgruppen", "10-14 aar"),
        ("boerneomraadehandlinger", "boerneomraadet handlinger"),
        ("no-stop-date grants", "no stop-date grants"),
        ("now-until-quarter-end", "from now until the end of the quarter"),
        ("last-quarter closings", "last quarter closings"),
        ("supplier-by-measure spend", "by supplier and measure spend"),
        ("oldest-five", "the five oldest"),
    ],
)
def test_a_compound_is_said_in_its_parts(written: str, read: str, model: Model) -> None:
    assert said_apart(written, model.speller.knows) == read


@pytest.mark.parametrize(
    "text",
    [
        "arbejdsloese foraeldre",
        "hjemloese unge",
        "grundloese klager",
        "fristoverskridelser i dag",
        "sagstal pr. raadgiver",
        "stopdatoloese bevillinger",
        "barnets plan",
        "handicapsager",
        "sagsbehandlere",
        "merforbruget",
        "measure-by-measure",
        "16-17-aarige",
        "total",
        "kvartal",
        "handel med snurrepibertal",
    ],
)
def test_a_word_of_its_own_stays_whole(text: str, model: Model) -> None:
    assert said_apart(text, model.speller.knows) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "overskredne opfølgninger, akutrenset",
            {"what": "deadlines", "overdue": True, "rule": "follow_up", "not": {"urgent": True}},
        ),
        (
            "rådgiverløse akutsager i aldersgruppen 0-6 år",
            {"what": "cases", "no_caseworker": True, "urgent": True, "age": {"from": 0, "to": 6}},
        ),
        (
            "handleplansmangler i anbringelsessager, teamfordelt",
            {"what": "cases", "lacks": "plan udarbejdet", "case_type": "anbringelse", "group_by": "team"},
        ),
        (
            "anbringelsessager med millionoverskridende årsudgift",
            {"what": "cases", "case_type": "anbringelse", "cost": {"over": "1000000"}},
        ),
        (
            "tilsynsoverskridelser, rådgiverfordelt",
            {"what": "deadlines", "overdue": True, "rule": "supervision_visit", "group_by": "caseworker"},
        ),
        (
            "akutfri oversigt over gule sager",
            {"what": "cases", "category": "yellow", "not": {"urgent": True}, "form": "list"},
        ),
        (
            "this-year complaints, quarter-by-quarter",
            {"what": "complaints", "period": {"from": "2026-01-01", "to": "2026-11-23"}, "per": "quarter"},
        ),
        ("team- og sagstypefordelt årsudgift", {"what": "cost", "group_by": ["team", "case_type"]}),
        (
            "youth-support cases' cost-per-year, measure-by-measure, dearest-first",
            {"what": "cost", "case_type": "ungestøtte", "group_by": "measure", "order": "dearest"},
        ),
        (
            "year-to-date spend on preventive cases",
            {
                "what": "spent",
                "case_type": "forebyggende",
                "period": {"from": "2026-01-01", "to": "2026-11-23"},
            },
        ),
    ],
)
def test_a_question_in_compounds_asks_for_all_its_parts(text: str, meant: dict[str, Any], model: Model) -> None:
    selection = meaning_of(text, model).slots.selection
    assert selection is not None, f"{text!r} is not counted"
    assert selection_as_json(selection) == meant
