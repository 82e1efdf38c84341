"""The set-up: schedules and their form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import (
    Element,
    button,
    buttons,
    card,
    paged,
    plain,
    quiet,
)
from messages.cards import text as line
from messages.labels import schedule_kind, weekdays
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.rules.sending.recurrence import BEFORE, DAILY, WEEKLY

SCHEDULES = 5
"""Schedules on one card: each has its own row of buttons."""
ALL_TEAMS = "all"
USUAL = "usual"
"""What the form of a new schedule says for the rhythm that the kind has of itself."""
OFFERED_DAYS = ("1", "15")
OFFERED_BEFORE = ("before 5", "before 10", "before 15")


def reminders(facts: Mapping[str, Any], setting: Setting) -> View:
    """The schedules, each with its buttons; none yet says how to begin."""
    schedules = facts["schedules"]
    context = {
        "number_of": len(schedules),
        "only": _told(schedules[0], setting) if len(schedules) == 1 else None,
        "soonest": _soonest(schedules, setting),
        "may_change": bool(facts.get("may_change")),
        "done": _done(facts.get("done"), setting),
    }
    return View("sending/reminders", context, _reminders_card(facts, setting))


def schedule_form(facts: Mapping[str, Any], setting: Setting) -> View:
    """The form of a new schedule, or of the one that `schedule` numbers; `values` are what it starts with.

    `problem` names the field of a form sent before that will not do: kind, team, monthly, weekday, time or limit. Only
    what has a limit asks for it.
    """
    say, values, number = words(setting.language).gettext, facts.get("values") or {}, facts.get("schedule")
    kinds = [(schedule_kind(kind, setting.language), kind) for kind in facts["kinds"]]
    teams = [(_target(team, setting), team) for team in facts["teams"]]
    days = [(name.capitalize(), str(n)) for n, name in enumerate(weekdays(setting.language))]
    usual = [(say("As the reminder usually is"), USUAL)] if number is None else []
    often = [*usual, *_rhythms(values, setting)]
    unsaid = USUAL if usual and "kind" not in values else WEEKLY
    body = [
        _choice("kind", say("What is sent"), kinds, values, setting),
        _choice("team", say("To which team"), teams, values, setting),
        _choice("monthly", say("How often"), often, {"monthly": unsaid, **values}, setting),
        _choice("weekday", say("Weekday"), days, {"weekday": "0", **values}, setting),
        {
            "type": "Input.Time",
            "id": "time",
            "label": say("Time"),
            "value": str(values.get("time", "08:00")),
            "isRequired": True,
            "errorMessage": say("Choose a time"),
        },
        *([_limit(values["limit"], setting)] if "limit" in values else []),
    ]
    kept = {"do": "add"} if number is None else {"do": "change", "schedule": number}
    save = button(say("Save"), "reminders", **kept) | {"style": "positive"}
    actions = [save, button(say("Cancel"), "reminders") | {"associatedInputs": "none"}]
    title = say("New schedule") if number is None else say("Change schedule")
    problem = _problem(facts.get("problem"), setting)
    if problem is not None:
        body.insert(0, line(problem, color="Attention"))
    context = {"problem": problem, "is_new": number is None}
    return View("sending/schedule", context, card(title, [], body, setting, actions=actions, dated=False))


def _reminders_card(facts: Mapping[str, Any], setting: Setting) -> Element:
    say, may_change = words(setting.language).gettext, bool(facts.get("may_change"))
    page = paged(facts["schedules"], setting, SCHEDULES)
    shown = [_schedule(schedule, setting, may_change) for schedule in page.items]
    actions = [*page.actions, *([button(say("New schedule"), "reminders", do="new")] if may_change else [])]
    if not shown:
        shown = [line(say("No schedules yet"))]
    return card(say("Reminders"), [], [*shown, *page.note], setting, actions=actions, dated=False)


def _done(done: str | None, setting: Setting) -> str | None:
    """What has just been done to a schedule."""
    say = words(setting.language).gettext
    told = {
        "added": say("The schedule is saved."),
        "changed": say("The change is saved."),
        "paused": say("The pause is saved."),
        "resumed": say("The pause is over."),
        "removed": say("The schedule is removed."),
    }
    return told[done] if done else None


def _problem(field: str | None, setting: Setting) -> str | None:
    """Why a form could not be used, by the field that is in the way."""
    say = words(setting.language).gettext
    told = {
        "kind": say("Choose what is to be sent. Nothing was saved."),
        "team": say("I do not know that team, or you may not set up schedules for it. Nothing was saved."),
        "monthly": say("Choose how often. Nothing was saved."),
        "weekday": say("Choose a weekday. Nothing was saved."),
        "time": say("Write the time as hours and minutes, for example 08:00. Nothing was saved."),
        "limit": say("Write the limit as per cent with at most one decimal, for example 2. Nothing was saved."),
    }
    return told[field] if field else None


def _schedule(schedule: Mapping[str, Any], setting: Setting, may_change: bool) -> Element:
    say = words(setting.language).gettext
    kind = schedule_kind(schedule["kind"], setting.language)
    items = [
        line(f"{kind} · {plain(_target(schedule['target'], setting))}", weight="Bolder"),
        quiet(" · ".join([_rhythm(schedule["when"], setting), *_from_limit(schedule, setting)])),
        _state(schedule, setting),
    ]
    if schedule.get("may_change", may_change):
        turn = (
            ("resume", say("Resume"))
            if _paused(schedule) or _coming_pause(schedule, setting)
            else ("pause", say("Pause"))
        )
        offers = [("preview", say("Preview")), ("edit", say("Change")), turn, ("remove", say("Remove"))]
        items.append(buttons([button(title, "reminders", do=do, schedule=schedule["id"]) for do, title in offers]))
    return {"type": "Container", "items": items, "separator": True, "spacing": "Medium"}


def _from_limit(schedule: Mapping[str, Any], setting: Setting) -> list[str]:
    """From where on it tells, where it has a limit."""
    if schedule.get("limit_pct") is None:
        return []
    share = danish.percent(schedule["limit_pct"], setting.language)
    return [words(setting.language).gettext("from %(share)s over the budget", share=share)]


def _state(schedule: Mapping[str, Any], setting: Setting) -> Element:
    say = words(setting.language).gettext
    if _paused(schedule):
        until = schedule.get("paused_until")
        day = danish.day(dt.date.fromisoformat(until), setting.language) if until else None
        told = say("Paused until %(day)s, that day included", day=day) if day else say("Paused")
        return quiet(told, weight="Bolder", isSubtle=False)
    if schedule["next"] is None:
        return quiet(say("Not due within a year"))
    at = dt.datetime.fromisoformat(schedule["next"])
    told = say("Next: %(at)s", at=danish.short_moment(at, setting.language, setting.zone, setting.today))
    return quiet(" · ".join([told, *_coming_pause(schedule, setting)]))


def _coming_pause(schedule: Mapping[str, Any], setting: Setting) -> list[str]:
    """A pause that has not begun yet."""
    say, start, end = words(setting.language).gettext, schedule.get("paused_from"), schedule.get("paused_until")
    if start is None or dt.date.fromisoformat(start) <= setting.today:
        return []
    first = danish.day(dt.date.fromisoformat(start), setting.language)
    if end is None:
        return [say("Paused from %(first)s", first=first)]
    last = danish.day(dt.date.fromisoformat(end), setting.language)
    return [say("Paused from %(first)s to %(last)s", first=first, last=last)]


def _paused(schedule: Mapping[str, Any]) -> bool:
    return bool(schedule["paused"])


def _rhythm(when: Mapping[str, Any], setting: Setting) -> str:
    say, monthly = words(setting.language).gettext, when.get("monthly")
    day = weekdays(setting.language)[when["weekday"]]
    time = danish.clock(dt.time.fromisoformat(when["at"]), setting.language)
    if when.get("daily"):
        return say("Every working day at %(time)s", time=time)
    if monthly is None:
        return say("Every %(weekday)s at %(time)s", weekday=day, time=time)
    if monthly == "first":
        return say("The first %(weekday)s of the month at %(time)s", weekday=day, time=time)
    if monthly == "last":
        return say("The last %(weekday)s of the month at %(time)s", weekday=day, time=time)
    if monthly.startswith(BEFORE):
        number = monthly.removeprefix(BEFORE)
        return say("The last working day before day %(number)s of the month at %(time)s", number=number, time=time)
    return say("Day %(number)s of the month at %(time)s", number=monthly, time=time)


def _rhythms(values: Mapping[str, Any], setting: Setting) -> list[tuple[str, str]]:
    """Every week or working day, the first or last such weekday of the month, a day of it, or in time for a day of it;
    what stands now is among them.
    """
    say, stands = words(setting.language).gettext, str(values.get("monthly", WEEKLY))
    days = _offered(OFFERED_DAYS, stands if stands.isdigit() else None)
    before = _offered(OFFERED_BEFORE, stands if stands.startswith(BEFORE) else None)
    return [
        (say("Every week on the weekday"), WEEKLY),
        (say("Every working day"), DAILY),
        (say("The first such weekday of the month"), "first"),
        (say("The last such weekday of the month"), "last"),
        *((say("Day %(number)s of the month", number=day), day) for day in days),
        *((say("Ready before day %(number)s of the month", number=on.removeprefix(BEFORE)), on) for on in before),
    ]


def _offered(usual: Sequence[str], stands: str | None) -> list[str]:
    """By the day's number."""
    return sorted({*usual, *([stands] if stands else [])}, key=lambda day: int(day.removeprefix(BEFORE)))


def _limit(value: object, setting: Setting) -> Element:
    say = words(setting.language).gettext
    return {
        "type": "Input.Number",
        "id": "limit",
        "label": say("Tell from how many per cent over the budget"),
        "value": float(str(value)),
        "min": 0.1,
        "max": 100,
        "isRequired": True,
        "errorMessage": say("Write a number from 0.1 to 100"),
    }


def _told(schedule: Mapping[str, Any], setting: Setting) -> dict[str, str]:
    target = _target(schedule["target"], setting)
    return {
        "kind": danish.in_sentence(schedule_kind(schedule["kind"], setting.language)),
        "target": danish.in_sentence(target) if schedule["target"] in {None, ALL_TEAMS} else target,
        "rhythm": danish.in_sentence(_rhythm(schedule["when"], setting)),
    }


def _soonest(schedules: Sequence[Mapping[str, Any]], setting: Setting) -> str | None:
    moments = [dt.datetime.fromisoformat(each["next"]) for each in schedules if each.get("next") and not _paused(each)]
    if not moments:
        return None
    local = min(moments).astimezone(setting.zone)
    return words(setting.language).gettext(
        "%(day)s at %(time)s",
        day=danish.named_day(local.date(), setting.language, setting.today),
        time=danish.clock(local.time(), setting.language),
    )


def _target(target: str | None, setting: Setting) -> str:
    every = target is None or target == ALL_TEAMS
    return words(setting.language).gettext("All teams") if every else str(target)


def _choice(
    name: str, label: str, choices: Sequence[tuple[str, str]], values: Mapping[str, Any], setting: Setting
) -> Element:
    first = choices[0][1] if len(choices) == 1 else None
    given = values.get(name, first)
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": label,
        "style": "compact",
        "choices": [{"title": _one_line(title), "value": value} for title, value in choices],
        "isRequired": True,
        "errorMessage": words(setting.language).gettext("Choose one"),
        **({"value": str(given)} if given is not None else {}),
    }


def _one_line(title: str) -> str:
    # A choice's title is shown as it stands, without Markdown.
    return title if len(title) <= 60 else title[:59] + "…"
