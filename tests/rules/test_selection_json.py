"""A selection written as slots and read again: nothing is lost, and nothing that is no selection is taken for one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.conditions import CONDITIONS, COUNTED, GROUPS, Between, Condition, Looks, Takes
from storage.rules.period import Period
from storage.rules.selection import ORDERS, PER, Selection
from storage.rules.slots import Slots

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
SINCE_MAY = Period(dt.date(2026, 5, 1), None)
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=20)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
PERIODS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda ends: Period(*(sorted(ends) if None not in ends else ends))  # type: ignore[type-var]
)


def between(ends: st.SearchStrategy[Any]) -> st.SearchStrategy[Between]:
    return (
        st.tuples(st.none() | ends, st.none() | ends)
        .filter(lambda pair: pair != (None, None))
        .map(lambda pair: Between(*(sorted(pair) if None not in pair else pair)))
    )


VALUES: Mapping[Takes, st.SearchStrategy[Any]] = {
    Takes.TEXTS: st.lists(TEXTS, min_size=1, max_size=3),
    Takes.RULES: st.lists(TEXTS, max_size=3),
    Takes.NUMBERS: st.lists(between(st.integers(0, 120)), min_size=1, max_size=3),
    Takes.AMOUNTS: st.lists(between(st.decimals(0, 10**8, places=2) | st.integers(0, 10**8)), min_size=1, max_size=3),
    Takes.FLAG: st.just([]),
}


@st.composite
def conditions(draw: st.DrawFn, what: str) -> Condition:
    kind = draw(st.sampled_from([one for one in CONDITIONS.values() if one.fits(COUNTED[what])]))
    words = st.lists(st.sampled_from(kind.words or ("",)), min_size=1, max_size=3)
    values = words if kind.words else VALUES[kind.value]
    period = {Looks.NO: st.none(), Looks.MAY: st.none() | PERIODS, Looks.MUST: PERIODS}[kind.period]
    return Condition(kind.id, tuple(draw(values)), draw(period), denied=kind.denied and draw(st.booleans()))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection whatever."""
    what = draw(st.sampled_from(sorted(COUNTED)))
    fitting = [name for name, group in GROUPS.items() if group.fits(COUNTED[what])]
    groups = tuple(draw(st.lists(st.sampled_from(fitting), max_size=2, unique=True)))
    team = TEXTS if what != "actions" and "team" not in groups else st.none()
    held = tuple(draw(st.lists(conditions(what), max_size=5)))
    form = draw(st.none() | st.sampled_from(["list", "count", "who", *(["average"] if what == "days" else [])]))
    return Selection(
        what=what,
        conditions=held,
        period=draw(st.none() | PERIODS),
        group_by=groups,
        per=draw(st.none() | st.sampled_from(PER)),
        order=draw(st.none() | st.sampled_from(ORDERS)),
        limit=draw(st.none() | st.integers(1, 1000)),
        compare=draw(st.none() | PERIODS.filter(lambda one: one != Period()) | team),
        from_event=draw(TEXTS) if what == "days" else None,
        to_event=draw(TEXTS) if what == "days" else None,
        form=form,
    )


def unordered(selection: Selection) -> tuple[Any, ...]:
    """Conditions in another order ask the same."""
    of_whole = None if selection.share_of is None else Counter(selection.share_of)
    plain = replace(selection, conditions=(), form=None, share_of=None)
    return plain, selection.form, Counter(selection.conditions), of_whole


@given(selections())
def test_any_selection_comes_back_as_it_was_written(selection: Selection) -> None:
    written = Slots(selection=selection).as_json()
    read = Slots.from_json(written)
    assert read.selection is not None
    assert unordered(read.selection) == unordered(selection)
    assert read.as_json() == written


@given(st.lists(conditions("cases"), max_size=4), st.lists(conditions("cases"), max_size=3))
def test_a_share_keeps_its_whole(whole: list[Condition], part: list[Condition]) -> None:
    share = Selection("cases", (*whole, *part), form="share", share_of=tuple(whole))
    read = Slots.from_json(Slots(selection=share).as_json())
    assert read.selection is not None
    assert unordered(read.selection) == unordered(share)


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ({"team": "Team Nord"}, [Condition("team", ("Team Nord",))]),
        ({"team": ["Team Nord", "Distrikt 1"]}, [Condition("team", ("Team Nord", "Distrikt 1"))]),
        ({"urgent": True}, [Condition("urgent")]),
        ({"overdue": True}, [Condition("overdue")]),
        ({"overdue": "follow_up"}, [Condition("overdue", ("follow_up",))]),
        ({"age": {"from": 6, "to": 12}}, [Condition("age", (Between(6, 12),))]),
        ({"cost": {"over": "200000"}}, [Condition("cost", (Between(Decimal(200000)),))]),
        ({"cost": {"under": 50000}}, [Condition("cost", (Between(None, Decimal(50000)),))]),
        ({"opened": {"from": "2026-05-01", "to": None}}, [Condition("opened", period=SINCE_MAY)]),
        ({"opened": {"from": "2026-05-01"}}, [Condition("opened", period=SINCE_MAY)]),
        (
            {"state": {"is": "reported_done", "from": "2026-10-01", "to": "2026-10-31"}},
            [Condition("state", ("reported_done",), OCTOBER)],
        ),
        (
            {"step": {"is": {"from": 5}, "from": "2026-10-01", "to": "2026-10-31"}},
            [Condition("step", (Between(5),), OCTOBER)],
        ),
        ({"age": [{"to": 5}, {"from": 13}]}, [Condition("age", (Between(None, 5), Between(13)))]),
        ({"category": ["red", "yellow"]}, [Condition("category", ("red", "yellow"))]),
        (
            {"has": [["plan"], ["samtale", "høring"]]},
            [Condition("has", ("plan",)), Condition("has", ("samtale", "høring"))],
        ),
        ({"overdue": [True, ["follow_up"]]}, [Condition("overdue"), Condition("overdue", ("follow_up",))]),
        (
            {"opened": [{"from": "2026-05-01"}, {"from": "2026-10-01", "to": "2026-10-31"}]},
            [Condition("opened", period=SINCE_MAY), Condition("opened", period=OCTOBER)],
        ),
        (
            {"not": {"case_type": "anbringelse", "urgent": True}},
            [Condition("case_type", ("anbringelse",), denied=True), Condition("urgent", denied=True)],
        ),
    ],
)
def test_a_condition_is_written_as_questions_md_says(written: dict[str, Any], condition: list[Condition]) -> None:
    read = Slots.from_json({"what": "cases", **written}).selection
    assert read == Selection("cases", tuple(condition))


def test_the_case_stands_beside_a_selection() -> None:
    slots = Slots(case="A-1", selection=Selection("cases", (Condition("urgent"),)))
    assert slots.as_json() == {"case": "A-1", "what": "cases", "urgent": True}
    assert Slots.from_json(slots.as_json()) == slots


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ({"what": "children"}, "children"),
        ({"what": 3}, "what"),
        ({"what": ["cases"]}, "what"),
        ({"colour": "red"}, "colour"),
        ({"milestone": "M1"}, "milestone"),
        ({"team": 3}, "team"),
        ({"team": []}, "team"),
        ({"team": {"is": "Team Nord"}}, "team"),
        ({"team": "Team\x00Nord"}, "team"),
        ({"team": "Team \ud800"}, "team"),
        ({"team": ["Team Nord", "Team \ud800"]}, "team"),
        ({"team": "x" * 501}, "team"),
        ({"team": ["x"] * 101}, "team"),
        ({"team": [["a"]] * 41}, "At most"),
        ({"category": "blue"}, "category"),
        ({"urgent": False}, "urgent"),
        ({"urgent": "yes"}, "urgent"),
        ({"age": 18}, "age"),
        ({"age": {"from": True}}, "age"),
        ({"age": {"from": 10**9}}, "age"),
        ({"age": {"over": 18}}, "age"),
        ({"age": {"from": 12, "to": 6}}, "age"),
        ({"cost": {"over": 0.5}}, "cost"),
        ({"cost": {"over": "1e9"}}, "cost"),
        ({"cost": {"over": "NaN"}}, "cost"),
        ({"cost": {"over": "٣"}}, "cost"),
        ({"opened": True}, "opened"),
        ({"opened": {"from": "2026-13-01"}}, "opened"),
        ({"state": {"is": "restored", "from": 3}}, "state"),
        ({"state": {"is": "restored", "from": "9999-01-01"}}, "state"),
        ({"not": ["urgent"]}, "not"),
        ({"not": {"not": {"urgent": True}}}, "not"),
        ({"not": {"colour": "red"}}, "colour"),
        ({"rule": "follow_up"}, "rule"),
        ({"period": "2026"}, "period"),
        ({"group_by": "moon"}, "moon"),
        ({"group_by": [["team"]]}, "group_by"),
        ({"per": "day"}, "development"),
        ({"per": ["month"]}, "per"),
        ({"order": "best"}, "order"),
        ({"limit": 0}, "limit"),
        ({"limit": True}, "limit"),
        ({"compare": 7}, "compare"),
        ({"form": "poem"}, "form"),
        ({"share_of": "all"}, "slots"),
    ],
)
def test_what_is_no_selection_is_refused_by_the_name_of_its_slot(written: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Slots.from_json({"what": "cases", **written})
