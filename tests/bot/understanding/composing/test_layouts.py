"""Groups, developments, orders and how many are wanted (domain.md §11, 'Forms')."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.understanding.composing.saying import said

_LAST_MONTH = {"from": "2026-10-01", "to": "2026-10-31"}
_THIS_YEAR = {"from": "2026-01-01", "to": "2026-11-23"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sager pr. rådgiver", {"what": "cases", "group_by": "caseworker"}),
        ("cases per caseworker", {"what": "cases", "group_by": "caseworker"}),
        ("cases by team", {"what": "cases", "group_by": "team"}),
        ("sager fordelt på team", {"what": "cases", "group_by": "team"}),
        ("sager efter sagstype", {"what": "cases", "group_by": "case_type"}),
        ("sagstypeopdelt sagsoversigt", {"what": "cases", "group_by": "case_type"}),
        ("cases by category", {"what": "cases", "group_by": "category"}),
        ("akutte sager delt op på kategori", {"what": "cases", "urgent": True, "group_by": "category"}),
        ("overskredne frister pr. fristtype", {"what": "deadlines", "overdue": True, "group_by": "rule"}),
        ("overdue deadlines by type", {"what": "deadlines", "overdue": True, "group_by": "rule"}),
        ("overskredne frister fordelt på rådgiver", {"what": "deadlines", "overdue": True, "group_by": "caseworker"}),
        ("årsudgift fordelt på leverandør", {"what": "cost", "group_by": "supplier"}),
        ("yearly cost by measure", {"what": "cost", "group_by": "measure"}),
        ("forbruget i år pr. konto", {"what": "spent", "period": _THIS_YEAR, "group_by": "account"}),
        ("åbne klager pr. team", {"what": "complaints", "status": "open", "group_by": "team"}),
        ("handlinger fordelt på status", {"what": "actions", "group_by": "status"}),
        ("actions by theme", {"what": "actions", "group_by": "theme"}),
        ("handlinger pr. ansvarlig", {"what": "actions", "group_by": "responsible"}),
    ],
)
def test_figures_are_split_by_what_the_text_names(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sager fordelt på team og sagstype", {"what": "cases", "group_by": ["team", "case_type"]}),
        ("cases by team and category", {"what": "cases", "group_by": ["team", "category"]}),
        ("røde sager pr. team pr. rådgiver", {"what": "cases", "category": "red", "group_by": ["team", "caseworker"]}),
        (
            "overdue deadlines by caseworker and rule",
            {"what": "deadlines", "overdue": True, "group_by": ["caseworker", "rule"]},
        ),
        ("årsudgift fordelt på leverandør og indsats", {"what": "cost", "group_by": ["supplier", "measure"]}),
    ],
)
def test_two_groupings_stand_in_the_order_named(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("hvem har flest sager", {"what": "cases", "group_by": "caseworker", "order": "most", "limit": 1}),
        ("hvem har færrest sager", {"what": "cases", "group_by": "caseworker", "order": "fewest", "limit": 1}),
        (
            "who has the fewest overdue deadlines",
            {"what": "deadlines", "overdue": True, "group_by": "caseworker", "order": "fewest", "limit": 1},
        ),
        (
            "hvilket team har flest røde sager",
            {"what": "cases", "category": "red", "group_by": "team", "order": "most", "limit": 1},
        ),
        (
            "which team has the fewest red cases",
            {"what": "cases", "category": "red", "group_by": "team", "order": "fewest", "limit": 1},
        ),
        (
            "hvilke tre rådgivere har flest overskredne frister",
            {"what": "deadlines", "overdue": True, "group_by": "caseworker", "order": "most", "limit": 3},
        ),
        (
            "top 3 leverandører efter årsudgift",
            {"what": "cost", "group_by": "supplier", "order": "dearest", "limit": 3},
        ),
        ("top 5 suppliers by yearly cost", {"what": "cost", "group_by": "supplier", "order": "dearest", "limit": 5}),
        ("de fem dyreste sager", {"what": "cases", "order": "dearest", "limit": 5}),
        ("the 5 most expensive cases", {"what": "cases", "order": "dearest", "limit": 5}),
        ("de 3 billigste anbringelser", {"what": "cases", "case_type": "anbringelse", "order": "cheapest", "limit": 3}),
        (
            "the three cheapest cases in Team Nord",
            {"what": "cases", "team": "Team Nord", "order": "cheapest", "limit": 3},
        ),
        ("de 10 ældste overskredne frister", {"what": "deadlines", "overdue": True, "order": "earliest", "limit": 10}),
        ("the 10 oldest overdue deadlines", {"what": "deadlines", "overdue": True, "order": "earliest", "limit": 10}),
        ("de nyeste sager", {"what": "cases", "order": "latest"}),
        ("hvilken sag er dyrest", {"what": "cases", "order": "dearest", "limit": 1}),
        ("which case is the most expensive", {"what": "cases", "order": "dearest", "limit": 1}),
        ("røde sager, dyreste først", {"what": "cases", "category": "red", "order": "dearest"}),
    ],
)
def test_an_order_and_a_number_are_obeyed(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lukkede sager måned for måned i år", {"what": "closings", "period": _THIS_YEAR, "per": "month"}),
        ("cases closed month by month this year", {"what": "closings", "period": _THIS_YEAR, "per": "month"}),
        (
            "underretninger modtaget pr. uge i oktober",
            {"what": "events", "event": "underretning modtaget", "period": _LAST_MONTH, "per": "week"},
        ),
        (
            "notifications received per week in October",
            {"what": "events", "event": "underretning modtaget", "period": _LAST_MONTH, "per": "week"},
        ),
        ("forbruget kvartal for kvartal i år", {"what": "spent", "period": _THIS_YEAR, "per": "quarter"}),
        ("spending by quarter this year", {"what": "spent", "period": _THIS_YEAR, "per": "quarter"}),
        ("udviklingen i røde sager i år", {"what": "cases", "category": "red", "period": _THIS_YEAR, "per": "month"}),
        (
            "trend in overdue deadlines this year",
            {"what": "deadlines", "overdue": True, "period": _THIS_YEAR, "per": "month"},
        ),
        ("nye sager ugevis i oktober", {"what": "openings", "period": _LAST_MONTH, "per": "week"}),
        (
            "lukkede sager pr. måned i år fordelt på team",
            {"what": "closings", "period": _THIS_YEAR, "per": "month", "group_by": "team"},
        ),
    ],
)
def test_a_development_has_a_point_for_each_stretch_named(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("andelen af sagerne der er røde", {"what": "cases", "category": "red", "share_of": {}}),
        ("share of cases that are red", {"what": "cases", "category": "red", "share_of": {}}),
        (
            "hvor stor en andel af handicapsagerne mangler en plan",
            {
                "what": "cases",
                "case_type": "handicap",
                "lacks": "plan udarbejdet",
                "share_of": {"case_type": "handicap"},
            },
        ),
        (
            "hvor mange procent af sagerne i Team Nord er røde",
            {"what": "cases", "team": "Team Nord", "category": "red", "share_of": {"team": "Team Nord"}},
        ),
        (
            "what percentage of my cases are urgent",
            {"what": "cases", "staff": "s-anna", "urgent": True, "share_of": {"staff": "s-anna"}},
        ),
        (
            "hvor stor en del af de røde sager har ingen rådgiver",
            {"what": "cases", "category": "red", "no_caseworker": True, "share_of": {"category": "red"}},
        ),
        (
            "andelen af sager uden plan i Team Nord",
            {"what": "cases", "lacks": "plan udarbejdet", "team": "Team Nord", "share_of": {"team": "Team Nord"}},
        ),
        ("share of actions that are implemented", {"what": "actions", "status": "implementeret", "share_of": {}}),
    ],
)
def test_a_share_is_of_the_whole_that_the_text_names(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == {**wanted, "form": "share"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "hvor stor en andel af opfølgningerne er holdt til tiden",
            {"what": "in_time", "rule": "follow_up", "form": "share"},
        ),
        ("opfølgninger holdt til tiden pr. team", {"what": "in_time", "rule": "follow_up", "group_by": "team"}),
        ("gennemsnitligt antal sager pr. rådgiver", {"what": "average", "form": "average"}),
        ("average caseload per caseworker in Team Nord", {"what": "average", "team": "Team Nord", "form": "average"}),
        (
            "gennemsnitligt sagstal pr. rådgiver fordelt på team",
            {"what": "average", "group_by": "team", "form": "average"},
        ),
        (
            "hvor mange dage tager en undersøgelse i gennemsnit",
            {
                "what": "days",
                "from_event": "undersøgelse påbegyndt",
                "to_event": "undersøgelse afsluttet",
                "form": "average",
            },
        ),
        (
            "average days from application to decision by team",
            {
                "what": "days",
                "from_event": "ansøgning modtaget",
                "to_event": "afgørelse",
                "group_by": "team",
                "form": "average",
            },
        ),
    ],
)
def test_shares_in_time_and_averages_need_no_whole(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("complaints per wk, last 3 mths", {"per": "week"}),
        ("rank teams by number of closed cases", {"group_by": "team", "order": "most"}),
        ("breakdown per supplier af de anbragte cases", {"group_by": "supplier", "case_type": "anbringelse"}),
        ("hvor mange frister delt op efter slags frist", {"group_by": "rule"}),
        ("årsudgift til opholdssteder, de 3 dyreste lev.", {"group_by": "supplier", "order": "dearest", "limit": 3}),
        ("hvem har flest forebyggende sager, bare de tre", {"group_by": "caseworker", "limit": 3}),
        ("timeline på lukkede sager", {"per": "month"}),
        ("deadlines due this quarter, per rule per month", {"group_by": ["rule", "month"], "per": None}),
        ("forecast på deadlines fordelt på måned", {"group_by": "month"}),
        ("har anna eller mette flest frister i den her uge", {"group_by": "caseworker", "order": "most"}),
    ],
)
def test_loose_words_of_the_office_lay_out_as_well(text: str, wanted: dict[str, Any]) -> None:
    told = said(text)
    assert {name: told.get(name) for name in wanted} == wanted
