"""What a denial is about, and how far it reaches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.understanding.composing.saying import conditions_of


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sager der ikke er røde", {"not": {"category": "red"}}),
        ("cases that are not red", {"not": {"category": "red"}}),
        ("alle sager undtagen de grønne", {"not": {"category": "green"}}),
        ("all cases except the green ones", {"not": {"category": "green"}}),
        ("sager bortset fra handicap", {"not": {"case_type": "handicap"}}),
        ("cases apart from disability", {"not": {"case_type": "handicap"}}),
        ("hvor mange sager har vi eksklusiv handicap", {"not": {"case_type": "handicap"}}),
        ("sager uden de grønne", {"not": {"category": "green"}}),
        ("sager minus de gule", {"not": {"category": "yellow"}}),
        ("alle undtagen Mette: overskredne frister", {"overdue": True, "not": {"staff": "s-mette"}}),
        ("overdue deadlines except in Team Nord", {"overdue": True, "not": {"team": "Team Nord"}}),
        ("overskredne frister undtagen Team Nord", {"overdue": True, "not": {"team": "Team Nord"}}),
        ("sager der ikke er akutte", {"not": {"urgent": True}}),
        ("sager uden overskredet frist", {"not": {"overdue": True}}),
        ("cases without overdue deadlines", {"not": {"overdue": True}}),
        ("sager der ikke har overskredet frist", {"not": {"overdue": True}}),
        ("sager der ikke er i plejefamilie", {"not": {"measure": "plejefamilie"}}),
        ("bevillinger der ikke er eksterne", {"not": {"performer": "ekstern"}}),
        ("sager med rådgiver, ikke på trin 4", {"not": {"no_caseworker": True, "step": {"from": 4, "to": 4}}}),
        ("handlinger der ikke er implementeret", {"not": {"status": "implementeret"}}),
        ("forbruget i år uden aflastning", {"not": {"measure": "aflastning"}}),
        ("spent this year excluding respite", {"not": {"measure": "aflastning"}}),
        ("overskredne frister som ikke er opfølgninger", {"overdue": True, "not": {"rule": "follow_up"}}),
        ("overdue deadlines but not follow-ups", {"overdue": True, "not": {"rule": "follow_up"}}),
        ("hvor mange sager har vi ud over de røde", {"not": {"category": "red"}}),
        ("sager med partshøring men uden afgørelse", {"has": "partshøring", "lacks": "afgørelse"}),
    ],
)
def test_a_denial_takes_away_what_stands_behind_it(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sager der hverken er røde eller gule", {"not": {"category": ["red", "yellow"]}}),
        ("sager undtagen røde og gule", {"not": {"category": ["red", "yellow"]}}),
        ("alle sager bortset fra handicap og ungestøtte", {"not": {"case_type": ["handicap", "ungestøtte"]}}),
        ("cases except handicap and youth support", {"not": {"case_type": ["handicap", "ungestøtte"]}}),
        ("sager der hverken er røde eller akutte", {"not": {"category": "red", "urgent": True}}),
        (
            "overskredne frister undtagen opfølgning og tilsyn",
            {"overdue": True, "not": {"rule": ["follow_up", "supervision_visit"]}},
        ),
    ],
)
def test_a_denial_reaches_all_of_a_list(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("røde sager der ikke er akutte", {"category": "red", "not": {"urgent": True}}),
        ("sager der ikke er røde men akutte", {"urgent": True, "not": {"category": "red"}}),
        (
            "røde sager i Team Nord undtagen handicap",
            {"category": "red", "team": "Team Nord", "not": {"case_type": "handicap"}},
        ),
        ("sager uden rådgiver i Team Nord", {"no_caseworker": True, "team": "Team Nord"}),
        ("red cases, but not the urgent ones", {"category": "red", "not": {"urgent": True}}),
        ("sager uden plan i Distrikt 1", {"lacks": "plan udarbejdet", "team": "Distrikt 1"}),
        ("overskredne frister, dog ikke på handicapsager", {"overdue": True, "not": {"case_type": "handicap"}}),
        ("sager uden overskredne frister men med børnesamtale", {"has": "børnesamtale", "not": {"overdue": True}}),
        ("sager med børnesamtale men uden plan", {"has": "børnesamtale", "lacks": "plan udarbejdet"}),
        ("kan du ikke vise de røde sager", {"category": "red"}),
    ],
)
def test_a_denial_leaves_alone_what_it_is_not_about(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sager, handicap fraregnet", {"not": {"case_type": "handicap"}}),
        ("overskredne frister, opfølgninger fraregnet", {"overdue": True, "not": {"rule": "follow_up"}}),
        ("cases, green ones excluded", {"not": {"category": "green"}}),
        ("sager, røde og gule ikke medregnet", {"not": {"category": ["red", "yellow"]}}),
        ("overdue deadlines, follow-ups left out", {"overdue": True, "not": {"rule": "follow_up"}}),
    ],
)
def test_a_denial_may_stand_behind_what_it_takes_away(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sager der mangler ikke børnesamtale", {"not": {"lacks": "børnesamtale"}}),
        ("cases missing no party hearing", {"not": {"lacks": "partshøring"}}),
        ("sager der ikke har fået klagevejledning", {"lacks": "klagevejledning"}),
        ("sager uden børnesamtale", {"lacks": "børnesamtale"}),
        ("cases that have not had a child interview", {"lacks": "børnesamtale"}),
    ],
)
def test_what_is_lacking_is_told_from_what_is_not_lacking(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "sager der ikke er gennemgået",
            ({"state": "not_reviewed"}, {"category": "none"}, {"not": {"state": "reviewed"}}),
        ),
        ("cases that have not been reviewed", ({"state": "not_reviewed"}, {"category": "none"})),
        ("sager der ikke er genoprettet", ({"not": {"state": ["restored", "reported_done", "audited"]}},)),
        ("cases not yet reported done", ({"not": {"state": ["reported_done", "audited"]}},)),
        ("sager der ikke er færdigmeldt", ({"not": {"state": ["reported_done", "audited"]}},)),
        ("sager der ikke er auditeret", ({"not": {"state": "audited"}},)),
    ],
)
def test_a_step_that_is_denied_is_not_gone_beyond_either(text: str, conditions: tuple[dict[str, Any], ...]) -> None:
    assert conditions_of(text) in conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("røde sager der ikke mangler børnesamtale", {"category": "red", "not": {"lacks": "børnesamtale"}}),
        ("cases that do not lack a plan", {"not": {"lacks": "plan udarbejdet"}}),
        ("which cases don't lack a child interview", {"not": {"lacks": "børnesamtale"}}),
        ("sager der mangler plan, med børnesamtale", {"lacks": "plan udarbejdet", "has": "børnesamtale"}),
        ("sager uden rådgiver, med plan", {"no_caseworker": True, "has": "plan udarbejdet"}),
        ("cases with a caseworker but without a plan", {"lacks": "plan udarbejdet", "not": {"no_caseworker": True}}),
        ("sager hvor journalen ikke er ajourført", {"lacks": "journal ajourført"}),
        ("sager der hverken er gennemgået eller har en rådgiver på", {"state": "not_reviewed", "no_caseworker": True}),
        ("sager hvor der ikke er nogen rådgiver", {"no_caseworker": True}),
        ("cases with nobody on them", {"no_caseworker": True}),
        ("bevillinger uden stop i sager uden rådgiver", {"no_stop": True, "no_caseworker": True}),
    ],
)
def test_what_is_lacking_and_what_is_there_are_kept_apart(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("alle sager, de grønne undtaget", {"not": {"category": "green"}}),
        ("årsudgift i Nord, aflastning fratrukket", {"team": "Team Nord", "not": {"measure": "aflastning"}}),
        ("overskredne frister når man ikke tæller tilsyn med", {"overdue": True, "not": {"rule": "supervision_visit"}}),
        ("overskredne frister og det skal ikke være tilsyn", {"overdue": True, "not": {"rule": "supervision_visit"}}),
        (
            "sager uden plan, dem fra Handicap behøver du ikke tage med",
            {"lacks": "plan udarbejdet", "not": {"team": "Handicap"}},
        ),
        ("sager ekskl. handicap", {"not": {"case_type": "handicap"}}),
        (
            "mine sager uden plan, men jeg vil ikke se dem der er grønne",
            {"staff": "s-anna", "lacks": "plan udarbejdet", "not": {"category": "green"}},
        ),
        (
            "handlinger der hverken er afsluttet eller sat til ikke relevant",
            {"not": {"status": ["implementeret", "ikke relevant"]}},
        ),
        ("which cases are neither red nor yellow", {"not": {"category": ["red", "yellow"]}}),
        ("sager der ikke er hverken akutte eller røde", {"not": {"urgent": True, "category": "red"}}),
        ("sager som ikke har nogen overskredet opfølgning", {"not": {"overdue": "follow_up"}}),
        ("cases with no overdue follow-up", {"not": {"overdue": "follow_up"}}),
    ],
)
def test_a_denial_stands_before_behind_or_around_what_it_is_about(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("sager vi mangler at færdigmelde", {"not": {"state": ["reported_done", "audited"]}}),
        ("sager der mangler at blive genoprettet", {"not": {"state": ["restored", "reported_done", "audited"]}}),
        ("sager vi mangler at gennemgå", {"state": "not_reviewed"}),
        ("cases not even reviewed yet", {"state": "not_reviewed"}),
        ("handlinger der ikke engang er sat i gang", {"status": "afventer"}),
        ("klager der har ligget længst uden at blive afgjort", {"status": "open"}),
        (
            "sager der ikke er oprettet i år",
            {"not": {"opened": {"from": "2026-01-01", "to": "2026-11-23"}}},
        ),
    ],
)
def test_what_is_still_to_be_done_is_not_done(text: str, conditions: dict[str, Any]) -> None:
    assert conditions_of(text) == conditions


@pytest.mark.parametrize("text", ["sager ekskl. Bo", "hvor mange sager, Bo fraset"])
def test_an_abbreviations_dot_ends_no_sentence(text: str) -> None:
    assert conditions_of(text) == {"not": {"staff": "s-bo"}}
