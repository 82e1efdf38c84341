"""The answer to whatever is asked with conditions, drawn for any question and any figure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from storage.facts.asked import AskedComparison, AskedFigures, AskedGroup, AskedStretch, Figure
from storage.facts.selected import SelectedFacts
from storage.rules.period import Period
from storage.rules.selection import KRONER, Selection, stretches
from tests.messages.made import message
from tests.messages.samples import setting
from tests.messages.selected_samples import CASES, SAMPLES, TODAY
from tests.messages.test_understood import asked


@st.composite
def found(draw: st.DrawFn) -> SelectedFacts:
    """What any selection may come to: figures, or nothing at all."""
    selection = draw(asked())
    numbers = st.sampled_from([0, 1, 12])

    def figure() -> Figure:
        number = draw(numbers)
        if selection.unit == KRONER:
            return Decimal(number)
        return number or selection.nothing

    compared = None
    if isinstance(selection.compare, Period):
        compared = AskedComparison(figure(), since=selection.compare.start, until=selection.compare.end)
    keys = [tuple("2026-10" for _ in selection.group_by), tuple(None for _ in selection.group_by)]
    groups = [AskedGroup(key[0] if len(key) == 1 else key, figure(), compared) for key in keys if key]
    value = figure()
    return SelectedFacts(
        asked=AskedFigures(
            value,
            selection.unit,
            groups=tuple(groups) if selection.group_by else None,
            series=_series(selection, figure()) if selection.per else None,
            compared=compared,
            grouped_by=selection.group_by,
        ),
        total=value,
        items=draw(st.sampled_from([None, (), CASES])),
        selection=selection,
        own=draw(st.booleans()),
    )


def _series(selection: Selection, value: Figure) -> tuple[AskedStretch, ...]:
    return tuple(AskedStretch(first, last, value) for first, last in stretches(selection, TODAY))


@given(found(), st.sampled_from(["da", "en"]))
def test_every_question_is_answered_in_a_sentence_and_a_card(facts: SelectedFacts, language: str) -> None:
    told = message("answers/selected", facts, setting(language))
    assert told.text.endswith(".")
    assert "  " not in told.text
    assert told.card is not None


def text_of(sample: str) -> str:
    name, facts, more = SAMPLES[sample]
    return message(name, facts, setting(**more)).text


def test_all_who_share_the_first_place_are_named() -> None:
    assert text_of("selected_who") == "Anna Holm og Bo Lund har flest: 14 røde sager hver."


def test_a_team_that_the_asker_does_not_see_is_named_as_left_out() -> None:
    assert text_of("selected_left_out").endswith("Distrikt 1 kan du ikke se.")


def test_nothing_found_names_what_was_looked_for() -> None:
    assert text_of("selected_nothing").startswith("Der er ingen røde sager i Team Nord uden rådgiver")


def test_equal_figures_are_said_to_be_the_same() -> None:
    name, facts, more = SAMPLES["selected_against_a_team"]
    same = replace(facts, asked=replace(facts.asked, compared=AskedComparison(12, team="Distrikt 1")))
    assert message(name, same, setting(**more)).text.endswith("mod 12 i Distrikt 1: det samme.")
