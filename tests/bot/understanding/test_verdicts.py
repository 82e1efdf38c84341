"""When a reply counts as exact, as said, and as wrong."""

from __future__ import annotations

from typing import Any

import pytest

from storage.rules.conditions import Condition
from storage.rules.period import Period
from storage.rules.selection import Selection
from tests.bot.understanding.expectations import Part
from tests.bot.understanding.verdicts import Verdict, verdict_on
from tests.reference.asked import Expected, Item, Point
from tests.storage.demo_folder import TODAY

RED = Condition("category", ("red",))
LISTED = (Item("A-1", 5), Item("A-2", 5), Item("A-3", 9))


def part(selection: Selection, *hidden: str, **right: Any) -> Part:
    given = {"items": None, "groups": None, "series": None, "compared": None, "compared_groups": None}
    return Part(selection, Expected(**{"value": 3, **given, **right}), frozenset(hidden))


def reply(question: str = "cases", *, unread: tuple[str, ...] = (), also: tuple[Any, ...] = (), **asked: Any) -> Any:
    facts = asked.pop("facts", {})
    return {"question": question, "asked": asked or None, "unread": unread, "facts": facts, "also": also}


COUNT = part(Selection("cases", (RED,)), items=LISTED)
BY_TEAM = part(Selection("cases", (RED,), group_by=("team",)), groups={"Nord": 2, "Syd": 1, "Vest": 0})
MOST = part(
    Selection("cases", (RED,), group_by=("team",), order="most", limit=2), groups={"Nord": 4, "Syd": 2, "Vest": 2}
)
OLDEST = part(Selection("cases", (RED,), order="earliest", limit=2), items=LISTED)
ALL = part(Selection("cases", (RED,), form="list"), items=LISTED)
WEEKS = part(Selection("cases", (RED,), per="week"), series=(Point(TODAY, TODAY, 3),))
THAN_BEFORE = part(Selection("cases", compare=Period(None, TODAY)), compared=7)
COST = part(Selection("cost"), value=1200)


def groups(**figures: int) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in figures.items()]


def point(until: str, value: int) -> list[dict[str, Any]]:
    return [{"from": "2026-11-17", "to": until, "value": value}]


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        (COUNT, {"value": 3}, {"value": 4}),
        (COST, {"value": "1200.00"}, {"value": "1200.50"}),
        (BY_TEAM, {"groups": groups(Syd=1, Nord=2)}, {"groups": groups(Nord=3)}),
        (BY_TEAM, {"groups": groups(Nord=2, Syd=1, Vest=0)}, {"value": 3}),
        (MOST, {"groups": groups(Nord=4, Vest=2)}, {"groups": groups(Vest=2, Nord=4)}),
        (MOST, {"groups": groups(Nord=4, Syd=2)}, {"groups": groups(Nord=4, Syd=3)}),
        (MOST, {"groups": groups(Nord=4, Syd=2)}, {"groups": groups(Syd=2, Vest=2)}),
        (OLDEST, {"items": ["A-2", "A-1"]}, {"items": ["A-1", "A-3"]}),
        (OLDEST, {"items": ["A-1", "A-2"]}, {"items": ["A-1", "A-2", "A-3"]}),
        (ALL, {"items": ["A-3", "A-1", "A-2"]}, {"items": ["A-1", "A-2"], "value": 3}),
        (WEEKS, {"series": point("2026-11-23", 3)}, {"series": point("2026-11-22", 3)}),
        (WEEKS, {"series": point("2026-11-29", 3)}, {"series": point("2026-11-29", 4)}),
        (THAN_BEFORE, {"value": 3, "compared": {"value": 7}}, {"value": 3}),
    ],
)
def test_what_was_asked_for_must_be_told_and_nothing_else(
    asked: Part, told: dict[str, Any], other: dict[str, Any]
) -> None:
    assert verdict_on(reply(**told), [(asked,)]) == (Verdict.EXACT, [])
    verdict, differing = verdict_on(reply(**other), [(asked,)])
    assert verdict is Verdict.WRONG
    assert differing


def test_either_reading_will_do() -> None:
    assert verdict_on(reply(value=1200), [(COUNT,), (COST,)])[0] is Verdict.EXACT


@pytest.mark.parametrize(
    "told",
    [
        reply("clarify"),
        reply("none"),
        reply("cases", value=9, unread=("akutte",)),
        reply("cases", facts={"refused": "not_your_role"}),
    ],
)
def test_who_leaves_out_and_says_so_is_not_wrong(told: Any) -> None:
    assert verdict_on(told, [(COUNT,)])[0] is Verdict.SAID


def test_a_question_that_counts_nothing_is_no_answer() -> None:
    assert verdict_on(reply("help"), [(COUNT,)])[0] is Verdict.WRONG


def test_two_things_are_answered_in_either_order() -> None:
    both = [(COUNT, COST)]
    assert verdict_on(reply(value=1200, also=(reply(value=3),)), both)[0] is Verdict.EXACT
    assert verdict_on(reply(value=3, also=(reply(value=9),)), both)[0] is Verdict.WRONG
    assert verdict_on(reply(value=3), both)[0] is Verdict.WRONG
    assert verdict_on(reply(value=3, unread=("koster",)), both)[0] is Verdict.SAID


def test_what_cannot_be_seen_is_said() -> None:
    """Of a team out of reach there is nothing to count; only saying so is right."""
    hidden = part(Selection("cases", (Condition("team", ("Syd",)),)), "Syd", value=0)
    assert verdict_on(reply(value=0), [(hidden,)])[0] is Verdict.WRONG
    assert verdict_on(reply(value=0, facts={"left_out": ["Syd"]}), [(hidden,)])[0] is Verdict.EXACT
    assert verdict_on(reply(facts={"refused": "not_yours"}), [(hidden,)])[0] is Verdict.EXACT


def test_of_several_teams_those_in_reach_are_still_counted() -> None:
    some = part(Selection("cases", (Condition("team", ("Nord", "Syd")),)), "Syd", value=2)
    assert verdict_on(reply(value=2, facts={"left_out": ["Syd"]}), [(some,)])[0] is Verdict.EXACT
    assert verdict_on(reply(value=5, facts={"left_out": ["Syd"]}), [(some,)])[0] is Verdict.WRONG
