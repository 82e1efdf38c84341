"""Management audits: the rounds and what was found wrong."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, paged, plain, table
from messages.charts import Bar, bars
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.recovery.supervision import Supervision, SupervisionFinding, SupervisionRound


def supervision(facts: Supervision, setting: Setting) -> View:
    """The newest round against the one before, and the questions with the most findings."""
    rounds, worst = facts.rounds, facts.worst
    when = danish.in_period(*setting.slots.span, setting.language)
    context = {
        "who": setting.slots.team,
        "when": f" {when}" if when else "",
        "latest": rounds[0] if rounds else None,
        "before": rounds[1] if len(rounds) > 1 else None,
        "most": worst[0] if worst else None,
    }
    return View("recovery/supervision", context, _card(facts, setting))


def _card(facts: Supervision, setting: Setting) -> Element:
    say = words(setting.language).gettext
    under = [setting.slots.team or "", danish.period(*setting.slots.span, setting.language)]
    page = paged(facts.rounds, setting)
    body = _by_round(page.items, setting)
    body += [_round_table(page.items, setting), *page.note] if page.items else []
    body += [heading(say("Answered no most often")), _worst_table(facts.worst, setting)] if facts.worst else []
    return card(say("Management audit"), [plain(part) for part in under], body, setting, actions=page.actions)


def _by_round(rounds: Sequence[SupervisionRound], setting: Setting) -> list[Element]:
    """Share of yes by round as bars; one round alone is a number, not a picture."""
    say = words(setting.language).gettext
    title = say("Share of yes by round, in per cent")
    # Whole per cent: a decimal has no room beside a long bar, and the table below has it.
    points = [Bar(one.round, floor(one.share_yes + 0.5)) for one in rounds if one.share_yes is not None]
    if len(points) < 2:
        return []
    chart = bars(title, points, setting, x_title=say("Round"), y_title=say("Share of yes"))
    return [] if chart is None else [heading(title), chart]


def _round_table(rounds: Sequence[SupervisionRound], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Round"), 3)]
    columns += [Column(title, 1, right=True) for title in (say("Cases"), say("Yes"), say("No"), say("Share of yes"))]
    rows = [
        [
            plain(one.round),
            *(danish.number(number, language) for number in (one.cases, one.yes, one.no)),
            _share(one, language),
        ]
        for one in rounds
    ]
    return table(columns, rows)


def _worst_table(worst: Sequence[SupervisionFinding], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Question"), 5), Column(say("No"), 1, right=True), Column(say("Share of yes"), 2, right=True)]
    rows: list[list[str | Cell]] = [
        [plain(one.question), danish.number(one.no, language), _share(one, language)] for one in worst
    ]
    return table(columns, rows)


def _share(one: SupervisionRound | SupervisionFinding, language: str) -> str:
    return "–" if one.share_yes is None else danish.percent(one.share_yes, language)
