"""Two questions of one message, each answered with all that was said (questions.md, 'Two questions in one message')."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understanding.classifier import Model
from bot.understanding.setting_against import counted_before
from storage.rules.selection_json import selection_as_json
from tests.bot.understanding.sentences import TODAY, meaning_of

_OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


def _asked(text: str, model: Model) -> list[dict[str, Any]]:
    """What each part asks for, but whether as a number or a list."""
    first = meaning_of(text, model)
    written = []
    for meaning in filter(None, (first, first.also)):
        selection = counted_before(meaning.question, meaning.slots, TODAY)
        assert selection is not None
        written.append({k: v for k, v in selection_as_json(selection).items() if k not in {"form", "order"}})
    return written


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (
            "hvor mange klager er der kommet i år, og hvor mange af dem er ikke afgjort endnu",
            {"what": "complaints", "status": "open", "period": {"from": "2026-01-01", "to": "2026-12-31"}},
        ),
        (
            "hvilke bevillinger udløber i denne måned, og hvilke i næste?",
            {"what": "grants", "period": {"from": "2026-12-01", "to": "2026-12-31"}},
        ),
        (
            "hvor mange røde sager er genoprettet, og hvor mange er ikke",
            {"what": "cases", "category": "red", "not": {"state": "restored"}},
        ),
        (
            "how many red cases are in Team Nord, and how many of them are urgent",
            {"what": "cases", "category": "red", "team": "Team Nord", "urgent": True},
        ),
        (
            "årsudgift til aflastning, og hvor mange bevillinger er det",
            {"what": "grants", "measure": "aflastning"},
        ),
        (
            "vis overskredne undersøgelser og dem der forfalder i næste uge",
            {"what": "deadlines", "rule": "assessment", "due": {"from": "2026-11-30", "to": "2026-12-06"}},
        ),
    ],
)
def test_the_second_goes_on_from_the_first(text: str, second: dict[str, Any], model: Model) -> None:
    assert _asked(text, model)[1] == second


@pytest.mark.parametrize(
    ("text", "compare"),
    [
        ("hvor mange røde sager er der i Distrikt 1 og hvor mange i Team Nord", "Team Nord"),
        (
            "hvad brugte vi på aflastning i september, og hvad brugte vi i oktober",
            {"from": "2026-10-01", "to": "2026-10-31"},
        ),
        ("hvem har flest overskredne frister, Team Nord eller Distrikt 1", "Distrikt 1"),
    ],
)
def test_the_same_of_two_times_or_teams_is_one_comparison(text: str, compare: object, model: Model) -> None:
    (asked,) = _asked(text, model)
    assert asked["compare"] == compare


def test_a_third_question_is_named_as_left_out(model: Model) -> None:
    meaning = meaning_of("mine røde sager, mine akutte sager og mine bevillinger i december", model)
    assert meaning.also is not None
    assert "bevillinger" in meaning.also.unread
