"""What a question says it counts comes to the figure that its own answer tells, on the demo, slot by slot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.applied import applied
from bot.question import Ask, Place
from bot.questions import answer_to
from storage.facts.asked import AskedFigures
from storage.queries import teams
from storage.rules.access import Person, Role
from storage.rules.calendar import Calendar
from storage.rules.period import Period
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from tests.storage.demo_folder import TODAY
from tests.storage.queries.model.asking import AskedDemo

ERIK = Person("erik", "Erik Dahl", None, frozenset({Role.CONTROLLER}))
SOON = Period(TODAY, TODAY + dt.timedelta(days=45))
AUTUMN = Period(dt.date(2026, 9, 1), dt.date(2026, 11, 15))

FIGURES: dict[str, Callable[[Any, Slots], Any]] = {
    "overdue": lambda facts, _: facts.total,
    "upcoming": lambda facts, _: facts.total,
    "caseload": lambda facts, _: facts.total,
    "legality": lambda facts, slots: facts.missing.get(slots.requirement, 0) if slots.requirement else facts.total,
    "changes": lambda facts, _: facts.repeated,
    "complaints": lambda facts, _: facts.received,
    "grants": lambda facts, _: facts.ending,
    "costs": lambda facts, _: facts.total,
    "plan": lambda facts, _: facts.total,
}
"""Where each question tells the figure that was asked for."""
SLOTS = [
    Slots(),
    Slots(team="Team Nord"),
    Slots(staff="m0001"),
    Slots(case_type="anbringelse"),
    Slots(category="red"),
    Slots(urgent=True),
    Slots(rule="follow_up"),
    Slots(over=30),
    Slots(requirement="børnesamtale"),
    Slots(measure="plejefamilie"),
    Slots(period=SOON),
    Slots(period=AUTUMN),
    Slots(period=Period(TODAY, None)),
    Slots(team="Distrikt 1", case_type="forebyggende", rule="child_plan", category="yellow"),
]
ASKED = [
    (question, slots)
    for question in FIGURES
    for slots in SLOTS
    if set(slots.as_json()) <= RECORDS[question].slots and (slots.over is None or question == "overdue")
]
"""`over` of the others is of caseworkers, or makes a second figure."""


def test_every_question_that_counts_something_is_held_against_its_answer() -> None:
    assert set(FIGURES) == {one.id for one in RECORDS.values() if one.counts is not None and not one.selected}
    assert len(ASKED) > 40


@pytest.mark.parametrize(("question", "slots"), ASKED)
def test_the_figure_asked_for_is_the_one_the_answer_tells(question: str, slots: Slots, asking: AskedDemo) -> None:
    facts, told = asking.runner.run(_answered(asking, question, slots))
    expected = FIGURES[question](facts, slots)
    assert told.value == (Decimal(expected) if isinstance(expected, Decimal) else expected)


@pytest.mark.parametrize("question", ["overdue", "upcoming", "caseload"])
@pytest.mark.parametrize("group_by", ["caseworker", "team", "case_type"])
def test_the_groups_asked_for_are_those_the_answer_tells(question: str, group_by: str, asking: AskedDemo) -> None:
    facts, told = asking.runner.run(_answered(asking, question, Slots(group_by=group_by)))
    assert {group.key: group.value for group in told.groups or ()} == {one.key: one.total for one in facts.groups}


async def _answered(asking: AskedDemo, question: str, slots: Slots) -> tuple[Any, AskedFigures]:
    async with asking.store.working() as session:
        team = await teams.by_name(session, slots.team) if slots.team else None
        ask = Ask(
            session=session,
            asker=ERIK,
            scope=replace(asking.scope, day=TODAY),
            slots=slots,
            today=TODAY,
            now=dt.datetime.combine(TODAY, dt.time(8), dt.UTC),
            calendar=Calendar(),
            language="da",
            place=Place.PRIVATE,
            team_id=team.id if team else None,
        )
        facts: Any = await answer_to(question)(ask)
        of = await applied(ask, RECORDS[question], facts)
    assert of.asked is not None
    return facts, of.asked
