"""The recovery in Monday's digest: milestones, what to restore first, late actions, and what to keep an eye on."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, heading, plain, quiet, table
from messages.cards import text as line
from messages.labels import category
from messages.setting import Setting
from messages.views.recovery.legality import COLOURS, lacks
from messages.views.recovery.milestones import milestone_table
from messages.views.recovery.plan import deadline_cell
from messages.words import words
from storage.facts.recovery.milestones import MilestoneAdvance
from storage.facts.recovery.recovery_week import (
    ComingOfAge,
    LateActions,
    RepeatedChanges,
    ToRestore,
    UrgentCases,
)
from storage.facts.sending.weekly_digest import SinceLastWeek, TeamWeek
from storage.rules.children.bottlenecks import Bottleneck
from storage.rules.recovery.milestones import MilestoneStatus

SHOWN = 5
"""Lines of each table: a week's work, and few enough for a digest of one or two screens."""
MILESTONES = 3
AT_RISK_NAMED = 5


def recovery(facts: TeamWeek, setting: Setting) -> list[Element]:
    """The parts of a digest's card that are about the recovery; empty parts are left out."""
    return [
        *_milestones(facts.milestones, setting),
        *_restoring(facts.restoring, setting),
        *late_actions(facts.plan, setting),
        *_watch(facts, setting),
    ]


def worst_behind(milestones: Sequence[MilestoneAdvance]) -> MilestoneAdvance | None:
    """The milestone to name in a sentence: the worst of those late or behind."""
    return next((item for item in milestones if item.status in {MilestoneStatus.LATE, MilestoneStatus.BEHIND}), None)


def _milestones(items: Sequence[MilestoneAdvance], setting: Setting) -> list[Element]:
    if not items:
        return []
    say = words(setting.language).gettext
    shown = items[:MILESTONES]
    return [heading(say("Milestones")), milestone_table(shown, setting), *_rest(len(items) - len(shown), setting)]


def _restoring(part: ToRestore, setting: Setting) -> list[Element]:
    if not part.total:
        return []
    say = words(setting.language).gettext
    columns = [Column(say("Case"), 5), Column(say("Category"), 4), Column(say("Missing"), 11)]
    shown = part.items[:SHOWN]
    rows: list[list[str | Cell]] = [
        [
            plain(item.case),
            Cell(category(item.category or "", setting.language), COLOURS.get(item.category or "")),
            lacks(item.missing, setting.language),
        ]
        for item in shown
    ]
    drawn = [table(columns, rows)] if rows else []
    return [heading(say("Restore first")), *drawn, *_rest(part.total - len(shown), setting)]


def late_actions(part: LateActions, setting: Setting) -> list[Element]:
    """The plans' late actions, and how many of them became late since the last time."""
    if not part.overdue:
        return []
    say = words(setting.language).gettext
    columns = [Column(say("No."), 2), Column(say("Action"), 9), Column(say("Deadline"), 6)]
    shown = part.items[:SHOWN]
    rows: list[list[str | Cell]] = [
        [
            plain(item.no),
            Cell(plain(item.title), under=plain(item.plan)),
            deadline_cell(item, setting),
        ]
        for item in shown
    ]
    return [
        heading(say("Late in the action plan")),
        table(columns, rows),
        *_rest(part.overdue - len(shown), setting),
    ]


def _watch(facts: TeamWeek, setting: Setting) -> list[Element]:
    """What to keep an eye on: urgent cases, frequent changes, who comes of age, and where work piles up."""
    say = words(setting.language).gettext
    lines = [
        *_urgent(facts.urgent, setting),
        *_changes(facts.changes, setting),
        *_transitions(facts.transitions, setting),
        *_bottleneck(facts.bottleneck, setting),
    ]
    return [heading(say("Keep an eye on")), *(line(words_, spacing="Small") for words_ in lines)] if lines else []


def _urgent(part: UrgentCases, setting: Setting) -> list[str]:
    """The number of urgent cases, if there are any or were a week ago."""
    if not part.total and not part.before:
        return []
    say, language = words(setting.language).gettext, setting.language
    urgent = say("Urgent cases: %(number)s", number=danish.number(part.total, language))
    if part.before is None or part.before == part.total:
        return [urgent]
    before = say("%(number)s a week ago", number=danish.number(part.before, language))
    return [f"{urgent} ({before})"]


def _changes(part: RepeatedChanges, setting: Setting) -> list[str]:
    if not part.repeated:
        return []
    say_many = words(setting.language).ngettext
    number = danish.number(part.repeated, setting.language)
    changes = say_many(
        "%(number)s case has changed caseworker at least twice in 12 months",
        "%(number)s cases have changed caseworker at least twice in 12 months",
        part.repeated,
        number=number,
    )
    named = [plain(item.case) for item in part.items[:AT_RISK_NAMED]]
    more = ["…"] if 0 < len(named) < part.repeated else []
    return [f"{changes}: {', '.join([*named, *more])}" if named else changes]


def _transitions(part: ComingOfAge, setting: Setting) -> list[str]:
    """How many come of age, never who: that belongs in a private chat."""
    if not part.young:
        return []
    say_many, number = words(setting.language).ngettext, danish.number(part.young, setting.language)
    return [
        say_many(
            "%(number)s young person turns 16, 17½ or 18 in the next 12 months",
            "%(number)s young people turn 16, 17½ or 18 in the next 12 months",
            part.young,
            number=number,
        )
    ]


def _bottleneck(part: Bottleneck | None, setting: Setting) -> list[str]:
    if part is None:
        return []
    return [
        words(setting.language).gettext(
            "The team has %(share_left)s of the cases that are not lawful yet, but only %(share_cases)s of all cases",
            **shares(part, setting.language),
        )
    ]


def shares(part: Bottleneck, language: str) -> dict[str, str]:
    """Its share of what is left and of all cases, as lines name them."""
    # A bottleneck means that something is left, so neither share divides by nothing.
    return {
        "share_left": danish.percent(part.share_left or 0, language),
        "share_cases": danish.percent(part.share_cases or 0, language),
    }


def _rest(rest: int, setting: Setting) -> list[Element]:
    if rest <= 0:
        return []
    say, written = words(setting.language).gettext, danish.number(rest, setting.language)
    return [quiet(say("and %(number)s more", number=written), spacing="Small")]


def steps(taken: SinceLastWeek, setting: Setting) -> str:
    """3 gennemgået, 2 genoprettet, 4 færdigmeldt: the steps of the recovery taken since the last digest, or nothing."""
    say, language = words(setting.language).gettext, setting.language
    said = [
        (taken.reviewed, say("%(number)s reviewed", number=danish.number(taken.reviewed, language))),
        (taken.restored, say("%(number)s restored", number=danish.number(taken.restored, language))),
        (taken.reported_done, say("%(number)s reported done", number=danish.number(taken.reported_done, language))),
    ]
    return ", ".join(words_ for number, words_ in said if number)


def advanced(items: Sequence[MilestoneAdvance], setting: Setting) -> list[str]:
    """Milepæle: 1B +11, 3 +6: what was reached since the last time, where anything was."""
    moved = [item for item in items if item.reached_since]
    if not moved:
        return []
    lines = [f"{plain(item.milestone)} {danish.signed(item.reached_since, setting.language)}" for item in moved]
    return [words(setting.language).gettext("Milestones: %(moved)s", moved=", ".join(lines))]
