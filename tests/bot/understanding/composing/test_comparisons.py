"""What is set against another period, another team or another value."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.understanding.composing.saying import said

_OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}
_SEPTEMBER = {"from": "2026-09-01", "to": "2026-09-30"}
_SO_FAR = {"from": "2026-01-01", "to": "2026-11-23"}
_YEAR_AGO = {"from": "2025-01-01", "to": "2025-11-23"}
_THIS_MONTH = {"from": "2026-11-01", "to": "2026-11-23"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "lukkede sager i oktober i forhold til september",
            {"what": "closings", "period": _OCTOBER, "compare": _SEPTEMBER},
        ),
        (
            "forbruget i oktober sammenlignet med oktober sidste år",
            {"what": "spent", "period": _OCTOBER, "compare": {"from": "2025-10-01", "to": "2025-10-31"}},
        ),
        (
            "cases closed in October compared with September",
            {"what": "closings", "period": _OCTOBER, "compare": _SEPTEMBER},
        ),
        ("nye sager i oktober mod september", {"what": "openings", "period": _OCTOBER, "compare": _SEPTEMBER}),
        (
            "underretninger modtaget i oktober kontra september",
            {"what": "events", "event": "underretning modtaget", "period": _OCTOBER, "compare": _SEPTEMBER},
        ),
        (
            "lukkede sager i år i forhold til samme periode sidste år",
            {"what": "closings", "period": _SO_FAR, "compare": _YEAR_AGO},
        ),
        (
            "cases closed this year compared with the same period last year",
            {"what": "closings", "period": _SO_FAR, "compare": _YEAR_AGO},
        ),
        ("forbruget i år kontra samme tid sidste år", {"what": "spent", "period": _SO_FAR, "compare": _YEAR_AGO}),
        (
            "har vi lukket flere sager i denne måned end sidste",
            {"what": "closings", "period": _THIS_MONTH, "compare": _OCTOBER},
        ),
        (
            "lukkede sager i oktober sammenlignet med måneden før",
            {"what": "closings", "period": _OCTOBER, "compare": _SEPTEMBER},
        ),
        (
            "cases closed in October vs the month before",
            {"what": "closings", "period": _OCTOBER, "compare": _SEPTEMBER},
        ),
        (
            "er der flere røde sager end for en måned siden",
            {"what": "cases", "category": "red", "compare": {"from": "2026-10-23", "to": "2026-10-23"}},
        ),
        (
            "are there more red cases than a month ago",
            {"what": "cases", "category": "red", "compare": {"from": "2026-10-23", "to": "2026-10-23"}},
        ),
        (
            "overskredne frister nu i forhold til for en måned siden",
            {"what": "deadlines", "overdue": True, "compare": {"from": "2026-10-23", "to": "2026-10-23"}},
        ),
        (
            "andelen af sager der er røde sammenlignet med samme tid sidste år",
            {
                "what": "cases",
                "category": "red",
                "share_of": {},
                "form": "share",
                "compare": {"from": "2025-11-23", "to": "2025-11-23"},
            },
        ),
    ],
)
def test_a_period_is_set_against_another(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "røde sager i Team Nord mod Distrikt 1",
            {"what": "cases", "category": "red", "team": "Team Nord", "compare": "Distrikt 1"},
        ),
        (
            "red cases in Team Nord compared with Distrikt 1",
            {"what": "cases", "category": "red", "team": "Team Nord", "compare": "Distrikt 1"},
        ),
        (
            "forskellen på Team Nord og Distrikt 1 i overskredne frister",
            {"what": "deadlines", "overdue": True, "team": "Team Nord", "compare": "Distrikt 1"},
        ),
        (
            "sammenlign forbruget i år i Team Nord og Distrikt 1",
            {"what": "spent", "period": _SO_FAR, "team": "Team Nord", "compare": "Distrikt 1"},
        ),
        (
            "lukkede sager i oktober, Distrikt 1 kontra Distrikt 2",
            {"what": "closings", "period": _OCTOBER, "team": "Distrikt 1", "compare": "Distrikt 2"},
        ),
    ],
)
def test_a_team_is_set_against_another(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("gule sager i forhold til røde", {"what": "cases", "category": ["yellow", "red"], "group_by": "category"}),
        ("compare red and yellow cases", {"what": "cases", "category": ["red", "yellow"], "group_by": "category"}),
        (
            "sammenlign antallet af sager på handicap og ungestøtte",
            {"what": "cases", "case_type": ["handicap", "ungestøtte"], "group_by": "case_type"},
        ),
        (
            "sammenlign Mettes og Bos overskredne frister",
            {"what": "deadlines", "overdue": True, "staff": ["s-mette", "s-bo"], "group_by": "caseworker"},
        ),
        (
            "røde sager i Team Nord og Distrikt 1 hver for sig",
            {"what": "cases", "category": "red", "team": ["Team Nord", "Distrikt 1"], "group_by": "team"},
        ),
    ],
)
def test_values_set_side_by_side_are_groups(text: str, wanted: dict[str, Any]) -> None:
    assert said(text) == wanted
