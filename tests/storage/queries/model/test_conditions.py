"""Each condition, denied and not, alone and together with others, against the export files in plain Python."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.queries.model.actions import ACTION_CONDITIONS, ACTION_KEYS, ACTIONS
from storage.queries.model.expressions import EXPRESSIONS
from storage.queries.model.groupings import GROUPINGS
from storage.queries.model.subjects import SUBJECTS
from storage.rules.conditions import CONDITIONS, COUNTED, GROUPS, Condition
from storage.rules.selection import Selection
from tests.examples import examples
from tests.reference.known_town import KnownTown
from tests.storage.demo_folder import TODAY
from tests.storage.queries.model.asking import AskedDemo
from tests.storage.queries.model.drawn import EACH, IN_THE_DEMO, SAMPLES, plain, selections, shares

EXAMPLES = 150
OF_CASES = frozenset(name for name, kind in GROUPS.items() if kind.fits(COUNTED["cases"]))
GROUPED = [(what, group) for what in IN_THE_DEMO for group in sorted(GROUPS) if GROUPS[group].fits(COUNTED[what])]
SPRING = dt.date(2026, 4, 15)
"""A day in the past, on which much was not known yet."""


def test_each_record_has_its_sql_and_its_samples() -> None:
    of_cases = {name for name, kind in CONDITIONS.items() if "case" in kind.on}
    assert set(EXPRESSIONS) == of_cases
    assert set(SUBJECTS) | {ACTIONS} == set(COUNTED)
    for name, subject in SUBJECTS.items():
        assert {one for one, kind in CONDITIONS.items() if kind.fits(COUNTED[name])} <= of_cases | set(subject.own), (
            name
        )
    assert set(ACTION_CONDITIONS) == {name for name, kind in CONDITIONS.items() if kind.fits(COUNTED[ACTIONS])}
    assert set(ACTION_KEYS) == {name for name, kind in GROUPS.items() if kind.fits(COUNTED[ACTIONS])}
    assert set(GROUPINGS) == {
        name for name, kind in GROUPS.items() if any(kind.fits(COUNTED[what]) for what in SUBJECTS)
    }
    assert set(SAMPLES) | set(ACTION_CONDITIONS) == set(CONDITIONS)


def _name(condition: Condition) -> str:
    at = [one for one in EACH if one.name == condition.name and one.denied is condition.denied].index(condition)
    return f"{'not-' if condition.denied else ''}{condition.name}-{at}"


@pytest.mark.parametrize("condition", EACH, ids=_name)
def test_a_condition_holds_for_just_those_of_the_files(
    condition: Condition, asking: AskedDemo, town: KnownTown
) -> None:
    read_apart = _read_apart(condition)
    assert read_apart
    for what in read_apart:
        asking.agrees(plain(what, condition), town)


def _read_apart(condition: Condition) -> list[str]:
    """Cases, and whatever else reads the condition in its own way; what reads it as cases do is drawn below."""
    own = [what for what in IN_THE_DEMO if condition.name in SUBJECTS[what].own]
    return own if condition.name not in EXPRESSIONS else ["cases", *own]


@pytest.mark.parametrize(("what", "group"), GROUPED)
def test_a_figure_falls_into_the_groups_of_the_files(what: str, group: str, asking: AskedDemo, town: KnownTown) -> None:
    asking.agrees(plain(what, group_by=(group,)), town)


@pytest.mark.parametrize("groups", list(combinations(sorted(OF_CASES), 2)))
def test_cases_fall_into_pairs_of_groups(groups: tuple[str, str], asking: AskedDemo, town: KnownTown) -> None:
    asking.agrees(plain("cases", group_by=groups), town)


@settings(max_examples=examples(EXAMPLES))
@given(selection=selections(), day=st.sampled_from([TODAY, SPRING]))
def test_conditions_hold_together(selection: Selection, day: dt.date, asking: AskedDemo, town: KnownTown) -> None:
    asking.agrees(selection, town, day)


@settings(max_examples=examples(EXAMPLES))
@given(share=shares(), day=st.sampled_from([TODAY, SPRING]))
def test_a_share_is_of_its_whole_in_every_group(
    share: Selection, day: dt.date, asking: AskedDemo, town: KnownTown
) -> None:
    asking.agrees(share, town, day)


@pytest.mark.bench
@settings(max_examples=20 * EXAMPLES)
@given(selection=selections(most=5), day=st.sampled_from([TODAY, SPRING]))
def test_many_more_conditions_hold_together(
    selection: Selection, day: dt.date, asking: AskedDemo, town: KnownTown
) -> None:
    asking.agrees(selection, town, day)
