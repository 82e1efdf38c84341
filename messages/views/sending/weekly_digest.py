"""Monday's digest: the team's week at a glance."""

from __future__ import annotations

from typing import Any

from messages import danish
from messages.cards import ROWS, Cell, Element, button, card, figures, heading, plain, quiet
from messages.cards import text as line
from messages.labels import schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.views.deadlines.deadline_list import by_rule
from messages.views.deadlines.overdue import overdue_table
from messages.views.deadlines.upcoming import upcoming_table
from messages.views.recovery.milestones import advice, milestone_name
from messages.views.recovery.recovery_week import advanced, recovery, steps, worst_behind
from messages.words import words
from storage.facts.sending.weekly_digest import OverdueInWeek, TeamCaseload, TeamWeek, UpcomingInWeek


def weekly_digest(facts: TeamWeek, setting: Setting) -> View:
    """Overdue, due in the next fourteen days, caseload against the band, what changed; case numbers, no persons."""
    return View("sending/weekly_digest", _context(facts, setting), _card(facts, setting))


def _context(facts: TeamWeek, setting: Setting) -> dict[str, Any]:
    change, behind = facts.since_last_week.overdue, worst_behind(facts.milestones)
    return {
        "number": _week(facts),
        "change": abs(change),
        "direction": "more" if change > 0 else "fewer" if change < 0 else "same",
        "worst": next(iter(facts.overdue.items), None),
        "milestone": milestone_name(behind.milestone, setting.language) if behind else None,
        "advice": advice(behind, setting) if behind else None,
    }


def _week(facts: TeamWeek) -> int:
    return facts.since.isocalendar().week


def _card(facts: TeamWeek, setting: Setting) -> Element:
    say = words(setting.language).gettext
    days = danish.period(facts.since, facts.until, setting.language)
    title = say("Week %(number)s · %(team)s", number=_week(facts), team=plain(facts.team))
    body = [
        _figures(facts, setting),
        *_overdue(facts.overdue, setting),
        *_upcoming(facts.upcoming, setting),
        *_caseload(facts.caseload, setting),
        *recovery(facts, setting),
        *_since(facts, setting),
    ]
    return card(
        title,
        [schedule_kind("weekly_digest", setting.language), days],
        body,
        setting,
        actions=_actions(facts, setting),
        wide=True,
    )


def _figures(facts: TeamWeek, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    changes = facts.since_last_week
    return figures(
        [
            (
                danish.number(facts.overdue.total, language),
                say("overdue"),
                _change(changes.overdue, language, judged=True),
            ),
            (danish.number(facts.upcoming.total, language), say("due in 14 days"), None),
            (
                danish.number(facts.caseload.total, language),
                say("cases"),
                _change(changes.caseload, language, judged=False),
            ),
        ]
    )


def _change(change: int, language: str, *, judged: bool) -> Cell:
    say = words(language).gettext
    if change == 0:
        return Cell(say("as last week"))
    colour = ("Attention" if change > 0 else "Good") if judged else None
    return Cell(say("%(change)s since last week", change=danish.signed(change, language)), colour)


def _overdue(part: OverdueInWeek, setting: Setting) -> list[Element]:
    if not part.total:
        return []
    say = words(setting.language).gettext
    shown = part.items[:ROWS]
    return [
        heading(say("Overdue")),
        *by_rule(part.by_rule, setting),
        overdue_table(shown, setting),
        *_rest(part, len(shown), setting),
    ]


def _upcoming(part: UpcomingInWeek, setting: Setting) -> list[Element]:
    if not part.total:
        return []
    say = words(setting.language).gettext
    shown = part.items[:ROWS]
    return [
        heading(say("The next 14 days")),
        *by_rule(part.by_rule, setting),
        upcoming_table(shown, setting),
        *_rest(part, len(shown), setting),
    ]


def _rest(part: OverdueInWeek | UpcomingInWeek, shown: int, setting: Setting) -> list[Element]:
    rest = part.total - shown
    if rest <= 0:
        return []
    say, written = words(setting.language).gettext, danish.number(rest, setting.language)
    return [quiet(say("and %(number)s more", number=written), spacing="Small")]


def _caseload(part: TeamCaseload, setting: Setting) -> list[Element]:
    say, language = words(setting.language), setting.language
    lines = []
    if part.caseworkers:
        people = danish.count(part.caseworkers, "caseworker", language)
        lines.append(
            say.gettext(
                "%(people)s against the band%(band)s: %(under)s under, %(within)s within, %(over)s over",
                people=people,
                band=f" ({part.low}-{part.high})",
                under=danish.number(part.under, language),
                within=danish.number(part.within, language),
                over=danish.number(part.over, language),
            )
        )
    if part.without_caseworker:
        without = danish.count(part.without_caseworker, "case", language)
        lines.append(say.gettext("%(cases)s without caseworker", cases=without))
    drawn = [line(words_, spacing="Small") for words_ in lines]
    return [heading(say.gettext("Caseload")), *drawn] if drawn else []


def _since(facts: TeamWeek, setting: Setting) -> list[Element]:
    say, language, changes = words(setting.language).gettext, setting.language, facts.since_last_week
    written = {
        "new_overdue": danish.number(changes.new_overdue, language),
        "resolved": danish.number(changes.resolved, language),
        "opened": danish.number(changes.opened, language),
        "closed": danish.number(changes.closed, language),
    }
    deadlines = say("%(new_overdue)s newly overdue, %(resolved)s caught up", **written)
    cases = say("%(opened)s cases opened, %(closed)s closed", **written)
    taken = steps(changes, setting)
    week = " · ".join(part for part in (deadlines, cases, taken) if part)
    lines = [week, *advanced(facts.milestones, setting)]
    return [heading(say("Since last week")), *(line(words_, spacing="Small") for words_ in lines)]


def _actions(facts: TeamWeek, setting: Setting) -> list[Element]:
    say, slots = words(setting.language).gettext, {"team": facts.team}
    offers = [
        ("overdue", say("See overdue deadlines"), facts.overdue.total),
        ("upcoming", say("See coming deadlines"), facts.upcoming.total),
        ("legality", say("See the recovery"), facts.restoring.total),
    ]
    return [button(title, name, slots) for name, title, total in offers if total]
