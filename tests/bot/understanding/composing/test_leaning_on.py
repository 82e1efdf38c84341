"""A text that goes on from the question before (questions.md, 'Inheritance')."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.composing.leaning import leaned
from storage.rules.selection import COUNT, LIST, WHO
from storage.rules.selection_json import selection_as_json
from tests.bot.understanding.composing.saying import composed

_OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}
_SEPTEMBER = {"from": "2026-09-01", "to": "2026-09-30"}


def _going_on(*texts: str) -> dict[str, Any]:
    """What the last of the texts asks for, each leaning on the one before."""
    first, *later = [composed(text) for text in texts]
    assert first is not None
    selection = first.selection
    for now in later:
        assert now is not None
        found = leaned(selection, now)
        assert found is not None
        selection = found
    written = selection_as_json(selection)
    return {name: value for name, value in written.items() if name != "form" or value not in {COUNT, LIST, WHO}}


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        ("røde sager i Team Nord", "og i Distrikt 1?", {"what": "cases", "category": "red", "team": "Distrikt 1"}),
        ("red cases in Team Nord", "and in Distrikt 1?", {"what": "cases", "category": "red", "team": "Distrikt 1"}),
        ("røde sager i Team Nord", "og de gule", {"what": "cases", "category": "yellow", "team": "Team Nord"}),
        ("sager i Team Nord", "hvor mange af dem er røde", {"what": "cases", "category": "red", "team": "Team Nord"}),
        ("cases in Team Nord", "how many of them are red", {"what": "cases", "category": "red", "team": "Team Nord"}),
        (
            "røde sager i Team Nord",
            "kun de akutte",
            {"what": "cases", "category": "red", "urgent": True, "team": "Team Nord"},
        ),
        ("Mettes røde sager", "hvad med Bo", {"what": "cases", "category": "red", "staff": "s-bo"}),
        ("Mettes røde sager", "og i Distrikt 1", {"what": "cases", "category": "red", "team": "Distrikt 1"}),
        (
            "hvem har flest overskredne frister",
            "og hvem har færrest",
            {"what": "deadlines", "overdue": True, "group_by": "caseworker", "order": "fewest", "limit": 1},
        ),
        (
            "who has the most red cases",
            "and who has the fewest",
            {"what": "cases", "category": "red", "group_by": "caseworker", "order": "fewest", "limit": 1},
        ),
        (
            "røde sager i Team Nord",
            "fordelt på rådgiver",
            {"what": "cases", "category": "red", "team": "Team Nord", "group_by": "caseworker"},
        ),
        ("lukkede sager i oktober", "og i september", {"what": "closings", "period": _SEPTEMBER}),
        ("cases closed in October", "and in September", {"what": "closings", "period": _SEPTEMBER}),
        (
            "underretninger modtaget i oktober",
            "pr. uge",
            {"what": "events", "event": "underretning modtaget", "period": _OCTOBER, "per": "week"},
        ),
        ("sager der mangler plan", "og dem der mangler børnesamtale", {"what": "cases", "lacks": "børnesamtale"}),
        (
            "de fem dyreste sager i Team Nord",
            "og de tre billigste",
            {"what": "cases", "team": "Team Nord", "order": "cheapest", "limit": 3},
        ),
    ],
)
def test_what_is_said_now_takes_the_place_of_what_it_replaces(before: str, now: str, wanted: dict[str, Any]) -> None:
    assert _going_on(before, now) == wanted


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        (
            "røde sager i Team Nord",
            "hvor mange overskredne frister er der",
            {"what": "deadlines", "overdue": True, "team": "Team Nord"},
        ),
        (
            "Mettes røde sager",
            "hvor mange klager er der i år",
            {"what": "complaints", "staff": "s-mette", "period": {"from": "2026-01-01", "to": "2026-11-23"}},
        ),
    ],
)
def test_with_a_noun_of_its_own_only_whose_they_are_is_kept(before: str, now: str, wanted: dict[str, Any]) -> None:
    assert _going_on(before, now) == wanted


def test_a_chain_keeps_what_each_link_said() -> None:
    links = ("sager i Team Nord", "kun de røde", "hvor mange af dem er akutte", "fordelt på sagstype")
    assert _going_on(*links) == {
        "what": "cases",
        "team": "Team Nord",
        "category": "red",
        "urgent": True,
        "group_by": "case_type",
    }
