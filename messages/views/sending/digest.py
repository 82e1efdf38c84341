"""Monday's digest: the team's week at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
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
from storage.facts.deadlines.overdue import OverdueDeadline
from storage.facts.deadlines.upcoming import UpcomingDeadline
from storage.facts.fact import from_json
from storage.facts.recovery.recovery_week import RecoverySteps, RecoveryWeek
from storage.facts.sending.preview_empty import NothingToSend


def weekly_digest(facts: Mapping[str, Any], setting: Setting) -> View:
    """Overdue, due in the next fourteen days, caseload against the band, what changed; case numbers, no persons."""
    return View("sending/weekly_digest", _context(facts, setting), _card(facts, setting))


def nothing_to_preview(facts: NothingToSend, _: Setting) -> View:
    """That a schedule would send nothing now."""
    return View("sending/preview_empty", {"who": facts.team or ""})


def _recovery(facts: Mapping[str, Any]) -> RecoveryWeek:
    return from_json(RecoveryWeek, dict(facts))


def _context(facts: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    change = _changes(facts)["overdue"]
    items, behind = facts["overdue"]["items"], worst_behind(_recovery(facts).milestones)
    return {
        "number": _week(facts["week"]),
        "change": abs(change or 0),
        "direction": "none" if change is None else "more" if change > 0 else "fewer" if change < 0 else "same",
        "worst": items[0] if items else None,
        "milestone": milestone_name(behind.milestone, setting.language) if behind else None,
        "advice": advice(behind, setting) if behind else None,
        "as_of": danish.moment(setting.data_as_of, setting.language, setting.zone) if setting.data_as_of else None,
    }


def _changes(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    nothing = dict.fromkeys(("overdue", "new_overdue", "resolved", "caseload", "opened", "closed"))
    return {**nothing, **(facts.get("since_last_week") or {})}


def _week(week: str) -> int:
    return int(week.rpartition("W")[2])


def _card(facts: Mapping[str, Any], setting: Setting) -> Element:
    say = words(setting.language).gettext
    days = danish.period(dt.date.fromisoformat(facts["from"]), dt.date.fromisoformat(facts["to"]), setting.language)
    title = say("Week %(number)s · %(team)s", number=_week(facts["week"]), team=plain(facts["team"]))
    body = [
        _figures(facts, setting),
        *_overdue(facts["overdue"], setting),
        *_upcoming(facts["upcoming"], setting),
        *_caseload(facts["caseload"], setting),
        *recovery(_recovery(facts), setting),
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


def _figures(facts: Mapping[str, Any], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    changes = _changes(facts)
    return figures(
        [
            (
                danish.number(facts["overdue"]["total"], language),
                say("overdue"),
                _change(changes["overdue"], language, judged=True),
            ),
            (danish.number(facts["upcoming"]["total"], language), say("due in 14 days"), None),
            (
                danish.number(facts["caseload"]["total"], language),
                say("cases"),
                _change(changes["caseload"], language, judged=False),
            ),
        ]
    )


def _change(change: int | None, language: str, *, judged: bool) -> Cell | None:
    if change is None:
        return None
    say = words(language).gettext
    if change == 0:
        return Cell(say("as last week"))
    colour = ("Attention" if change > 0 else "Good") if judged else None
    return Cell(say("%(change)s since last week", change=danish.signed(change, language)), colour)


def _overdue(part: Mapping[str, Any], setting: Setting) -> list[Element]:
    if not part["total"]:
        return []
    say = words(setting.language).gettext
    shown = part["items"][:ROWS]
    return [
        heading(say("Overdue")),
        *by_rule(part["by_rule"], setting),
        overdue_table([from_json(OverdueDeadline, item) for item in shown], setting),
        *_rest(part, len(shown), setting),
    ]


def _upcoming(part: Mapping[str, Any], setting: Setting) -> list[Element]:
    if not part["total"]:
        return []
    say = words(setting.language).gettext
    shown = part["items"][:ROWS]
    return [
        heading(say("The next 14 days")),
        *by_rule(part["by_rule"], setting),
        upcoming_table([from_json(UpcomingDeadline, item) for item in shown], setting),
        *_rest(part, len(shown), setting),
    ]


def _rest(part: Mapping[str, Any], shown: int, setting: Setting) -> list[Element]:
    rest = part["total"] - shown
    if rest <= 0:
        return []
    say, written = words(setting.language).gettext, danish.number(rest, setting.language)
    return [quiet(say("and %(number)s more", number=written), spacing="Small")]


def _caseload(part: Mapping[str, Any], setting: Setting) -> list[Element]:
    say, language = words(setting.language), setting.language
    lines = []
    if part["caseworkers"]:
        people = danish.count(part["caseworkers"], "caseworker", language)
        shares = {key: danish.number(part[key], language) for key in ("under", "within", "over")}
        band = f" ({part['low']}-{part['high']})" if part.get("low") is not None else ""
        lines.append(
            say.gettext(
                "%(people)s against the band%(band)s: %(under)s under, %(within)s within, %(over)s over",
                people=people,
                band=band,
                **shares,
            )
        )
    if part["without_caseworker"]:
        without = danish.count(part["without_caseworker"], "case", language)
        lines.append(say.gettext("%(cases)s without caseworker", cases=without))
    drawn = [line(words_, spacing="Small") for words_ in lines]
    return [heading(say.gettext("Caseload")), *drawn] if drawn else []


def _since(facts: Mapping[str, Any], setting: Setting) -> list[Element]:
    changes = facts.get("since_last_week")
    if not changes:
        return []
    say = words(setting.language).gettext
    written = {
        key: danish.number(changes[key], setting.language) for key in ("new_overdue", "resolved", "opened", "closed")
    }
    deadlines = say("%(new_overdue)s newly overdue, %(resolved)s caught up", **written)
    cases = say("%(opened)s cases opened, %(closed)s closed", **written)
    taken = steps(from_json(RecoverySteps, dict(changes)), setting)
    told = " · ".join(part for part in (deadlines, cases, taken) if part)
    lines = [told, *advanced(_recovery(facts).milestones, setting)]
    return [heading(say("Since last week")), *(line(words_, spacing="Small") for words_ in lines)]


def _actions(facts: Mapping[str, Any], setting: Setting) -> list[Element]:
    say, slots = words(setting.language).gettext, {"team": facts["team"]}
    offers = [
        ("overdue", say("See overdue deadlines"), facts["overdue"]["total"]),
        ("upcoming", say("See coming deadlines"), facts["upcoming"]["total"]),
        ("legality", say("See the recovery"), facts["restoring"]["total"]),
    ]
    return [button(title, name, slots) for name, title, total in offers if total]
