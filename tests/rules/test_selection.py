"""What can be asked of the store, and what cannot: conditions, their values, and how a question is laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.rules.conditions import (
    CONDITIONS,
    COUNTED,
    GROUPS,
    Between,
    Condition,
    ConditionKind,
    SelectionError,
    load_kinds,
)
from storage.rules.period import Period
from storage.rules.selection import (
    MOST_CONDITIONS,
    Selection,
    at_period,
    compared_with,
    is_told_in_channel,
    stretches,
    told_in_points,
)
from tests.conftest import TODAY

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
SEPTEMBER = Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30))
NORD = Condition("team", ("Team Nord",))


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (lambda: Condition("colour", ("red",)), "no condition 'colour'"),
        (lambda: Condition("category", ("blue",)), "takes red, yellow, green, none, not blue"),
        (lambda: Condition("category"), "needs a value"),
        (lambda: Condition("team", ("",)), "takes texts"),
        (lambda: Condition("team", (Between(1, 2),)), "takes texts"),
        (lambda: Condition("age", ("18",)), "takes numbers"),
        (lambda: Condition("age", (Between(),)), "not below its beginning"),
        (lambda: Condition("age", (Between(18, 12),)), "not below its beginning"),
        (lambda: Condition("urgent", ("yes",)), "takes no value"),
        (lambda: Condition("urgent", period=OCTOBER), "takes no period"),
        (lambda: Condition("opened"), "needs a period"),
        (lambda: Condition("opened", period=Period(TODAY, dt.date(2026, 1, 1))), "ends on or after"),
    ],
)
def test_a_condition_that_cannot_stand_says_why(condition: Callable[[], Condition], problem: str) -> None:
    with pytest.raises(SelectionError, match=problem):
        condition()


@pytest.mark.parametrize(
    ("selection", "problem"),
    [
        (lambda: Selection("children"), "no 'children' to count"),
        (lambda: Selection("cases", (Condition("rule", ("follow_up",)),)), "'rule' says nothing of cases"),
        (lambda: Selection("cases", (NORD,) * (MOST_CONDITIONS + 1)), "At most"),
        (lambda: Selection("cases", group_by=("moon",)), "no grouping 'moon'"),
        (lambda: Selection("deadlines", group_by=("requirement",)), "splits no deadlines"),
        (lambda: Selection("cases", group_by=("team", "team")), "two different"),
        (lambda: Selection("cases", group_by=("team", "case_type", "category")), "one grouping, or by two"),
        (lambda: Selection("cases", per="day"), "goes by week, month, quarter"),
        (lambda: Selection("cases", order="best"), "An order is one of"),
        (lambda: Selection("cases", limit=0), "1 or more"),
        (lambda: Selection("cases", compare=Period()), "compared with a period"),
        (lambda: Selection("cases", group_by=("team",), compare="Handicap"), "not compared with a team"),
        (lambda: Selection("actions", compare="Handicap"), "no team's"),
        (lambda: Selection("days"), "from one event to another"),
        (lambda: Selection("cases", to_event="afgørelse", from_event="klage modtaget"), "from one event to another"),
        (lambda: Selection("cases", form="share"), "needs the whole"),
        (lambda: Selection("cases", (NORD,), share_of=(NORD,)), "The whole is that of a share"),
        (lambda: Selection("cases", form="share", share_of=(NORD,)), "What is true of the whole"),
        (lambda: Selection("in_time", (NORD,), form="share", share_of=(NORD,)), "no shares of in_time"),
        (lambda: Selection("average", (NORD,), form="share", share_of=(NORD,)), "no shares of average"),
        (lambda: Selection("cost", form="average"), "no average of cost"),
        (lambda: Selection("cases", form="average", group_by=("rule",)), "'rule' splits no"),
        (lambda: Selection("cases", period=Period(TODAY, dt.date(2026, 1, 1))), "ends on or after"),
    ],
)
def test_a_selection_that_cannot_be_asked_says_why(selection: Callable[[], Selection], problem: str) -> None:
    with pytest.raises(SelectionError, match=problem):
        selection()


def test_a_share_is_compared_with_the_share_of_another_team_or_period() -> None:
    restored = Condition("state", ("restored",), OCTOBER)
    share = Selection("cases", (NORD, restored), OCTOBER, form="share", share_of=(NORD,), compare="Distrikt 1")
    other = compared_with(share)
    assert other is not None
    team = Condition("team", ("Distrikt 1",))
    assert (other.conditions, other.share_of) == ((restored, team), (team,))
    before = at_period(share, SEPTEMBER)
    assert before.conditions == (NORD, Condition("state", ("restored",), SEPTEMBER))
    assert before.share_of == (NORD,)
    assert (share.unit, share.nothing) == ("%", None)


def test_each_record_has_a_title_in_both_languages() -> None:
    for kind in [*COUNTED.values(), *CONDITIONS.values(), *GROUPS.values()]:
        assert kind.title("da"), kind.id
        assert kind.title("en"), kind.id


def test_each_condition_and_grouping_fits_something() -> None:
    for kinds in (CONDITIONS, GROUPS):
        for name, kind in kinds.items():
            assert any(kind.fits(what) for what in COUNTED.values()), name


def test_a_record_with_a_key_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "conditions.toml"
    file.write_text('[condition.team]\nvalue = "texts"\nsmell = "none"\n', encoding="utf-8")
    with pytest.raises(SelectionError, match="smell"):
        load_kinds("condition", ConditionKind, file)
    file.write_text('[condition.team]\nvalue = "texts"\n', encoding="utf-8")
    with pytest.raises(SelectionError, match="cannot be read"):
        load_kinds("condition", ConditionKind, file)


@pytest.mark.parametrize(
    ("per", "period", "told"),
    [
        ("week", OCTOBER, ("week", OCTOBER.start, 5)),
        ("week", Period(dt.date(2020, 1, 1), TODAY), ("month", dt.date(2020, 1, 1), 83)),
        ("week", Period(dt.date(2000, 1, 1), TODAY), ("quarter", dt.date(2000, 1, 1), 108)),
        ("month", Period(dt.date(1900, 1, 1), TODAY), ("quarter", dt.date(1997, 2, 23), 120)),
        ("month", Period(None, OCTOBER.end), ("month", dt.date(2025, 11, 1), 12)),
        ("month", Period(TODAY, None), ("month", TODAY, 1)),
    ],
)
def test_a_development_is_told_in_as_many_points_as_there_is_room_for(
    per: str, period: Period, told: tuple[str, dt.date, int]
) -> None:
    opened = Condition("opened", period=period)
    selection = told_in_points(Selection("cases", (opened,), period, per=per), TODAY)
    assert selection.period is not None
    assert (selection.per, selection.period.start, len(list(stretches(selection, TODAY)))) == told
    assert selection.conditions[0].period == selection.period


def test_what_happens_counts_in_the_period_or_in_the_usual_one() -> None:
    assert Selection("openings", period=OCTOBER).days(TODAY) == (OCTOBER.start, OCTOBER.end)
    assert Selection("openings").days(TODAY) == (dt.date(2026, 11, 1), TODAY)
    assert Selection("openings", period=Period(None, OCTOBER.end)).days(TODAY) == (dt.date.min, OCTOBER.end)
    assert Selection("openings", period=Period(OCTOBER.start)).days(TODAY) == (OCTOBER.start, TODAY)


def test_another_period_is_that_of_each_condition_that_looks_at_the_questions_own() -> None:
    restored = Condition("state", ("restored",), OCTOBER)
    opened = Condition("opened", period=Period(dt.date(2026, 1, 1), TODAY))
    other = at_period(Selection("cases", (restored, opened, NORD), OCTOBER, per="month"), SEPTEMBER)
    assert other == Selection("cases", (Condition("state", ("restored",), SEPTEMBER), opened, NORD), SEPTEMBER)


def test_another_team_takes_the_place_of_the_one_named() -> None:
    not_handicap = Condition("team", ("Handicap",), denied=True)
    of_teams = Selection("cases", (NORD, not_handicap), compare="Distrikt 2")
    assert compared_with(of_teams) == Selection("cases", (not_handicap, Condition("team", ("Distrikt 2",))))
    assert compared_with(Selection("cases")) is None


def test_a_development_goes_by_whole_weeks_months_or_quarters_cut_at_both_ends() -> None:
    since_august = Selection("openings", period=Period(dt.date(2026, 8, 20), dt.date(2026, 10, 5)), per="month")
    assert list(stretches(since_august, TODAY)) == [
        (dt.date(2026, 8, 20), dt.date(2026, 8, 31)),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 5)),
    ]
    assert len(list(stretches(Selection("cases", per="quarter"), TODAY))) == 5
    assert len(list(stretches(Selection("cases", per="week"), TODAY))) == 53


def test_a_development_without_a_beginning_or_with_too_many_points_is_refused() -> None:
    with pytest.raises(SelectionError, match="the day it begins"):
        list(stretches(Selection("cases", per="week", period=Period(None, TODAY)), TODAY))
    with pytest.raises(SelectionError, match="at most"):
        list(stretches(Selection("cases", per="week", period=Period(dt.date(2000, 1, 1))), TODAY))


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection("cases", (NORD, Condition("overdue"))), True),
        (Selection("cases", (Condition("no_caseworker"),)), True),
        (Selection("cases", (Condition("staff", ("anna",)),)), False),
        (Selection("cases", (Condition("staff", ("anna",), denied=True),)), False),
        (Selection("cases", (Condition("new", period=OCTOBER),)), False),
        (Selection("cases", (Condition("cost", (Between(100_000, None),)),)), False),
        (Selection("cases", order="dearest"), False),
    ],
)
def test_a_channel_is_told_nothing_of_one_person_and_no_single_cost(selection: Selection, told: bool) -> None:
    assert is_told_in_channel(selection) is told
