"""Cases and cost by step of the ladder of measures, and who moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from messages import danish
from messages.cards import Column, Element, card, figures, heading, quiet, table
from messages.charts import Bar, bars, without_table
from messages.labels import subject, under_answer
from messages.parts import worked_out
from messages.scale import scale
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.money.ladder import CasesOnLadder, Ladder, LadderStep


def ladder(facts: Ladder, setting: Setting) -> View:
    """How many cases stand on the ladder, where most of them stand, and the moves since a day."""
    steps = facts.steps
    top = max(steps, key=lambda step: step.cases) if len(steps) > 1 else None
    priced = [(step.cost, step) for step in steps if step.cost is not None]
    dearest = max(priced, key=lambda one: one[0])[1] if len(priced) == len(steps) > 1 else None
    context = {
        **subject(setting),
        "dearest": dearest,
        "placed": sum(step.cases for step in steps),
        "top": top if top and [step.cases for step in steps].count(top.cases) == 1 else None,
        "since": danish.day(facts.since, setting.language),
    }
    return View("money/ladder", context, _card(facts, setting))


def _card(facts: Ladder, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    steps = facts.steps
    moved = figures(
        [
            (danish.number(facts.up, language), say("Moved up"), None),
            (danish.number(facts.down, language), say("Moved down"), None),
        ]
    )
    hidden = any(step.cost is None for step in steps)
    note = [quiet(say("What a step with a single case costs is not shown here"))] if hidden else []
    listed = [moved, *_chart(steps, setting), _table(steps, setting), *note] if steps else []
    moves = say("%(up)s up, %(down)s down, %(still)s on the same step", **_moves(facts, language))
    parts = [_part(part, moves, language) for part in facts.parts] if steps else []
    titles = {
        "cases": say("Cases on a step, with their whole yearly cost"),
        "compared": say("Cases on a step both days"),
    }
    body = [*listed, *worked_out(parts, titles, setting)]
    under = under_answer(setting, danish.period(facts.since, facts.until, language))
    return card(say("Steps of measures"), under, body, setting, wide=True)


def _part(part: CasesOnLadder, moves: str, language: str) -> dict[str, Any]:
    counted = danish.count(part.count, "case", language)
    text = f"{counted} · {moves}" if part.what == "compared" else counted
    return {"what": part.what, "amount": part.amount, "text": text}


def _moves(facts: Ladder, language: str) -> dict[str, str]:
    """The cases with a step on both days: those that moved up, moved down or stayed."""
    compared = next((part.count for part in facts.parts if part.what == "compared"), 0)
    counts = {"up": facts.up, "down": facts.down, "still": compared - facts.up - facts.down}
    return {key: danish.number(count, language) for key, count in counts.items()}


def _chart(steps: Sequence[LadderStep], setting: Setting) -> list[Element]:
    """The cost of the cases on each step; the table below has the same figures."""
    say, language = words(setting.language).gettext, setting.language
    measured = scale([step.cost for step in steps], language)
    shown = [Bar(step_name(step.step, language), measured.of(step.cost)) for step in steps if step.cost is not None]
    title = say("Yearly cost by step, in %(unit)s", unit=measured.unit)
    drawn = bars(title, shown, setting, x_title=say("Step"), y_title=measured.unit)
    return [heading(title), without_table(drawn)] if drawn else []


def _table(steps: Sequence[LadderStep], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Step"), 2), Column(say("Cases"), 1, right=True), Column(say("Yearly cost"), 2, right=True)]
    rows = [
        [
            step_name(step.step, language),
            danish.number(step.cases, language),
            "–" if step.cost is None else danish.kroner(step.cost, language),
        ]
        for step in steps
    ]
    return table(columns, rows)


def step_name(step: int, language: str) -> str:
    """A step of the ladder: Trin 5."""
    return words(language).gettext("Step %(number)s", number=step)
