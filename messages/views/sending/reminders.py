"""The schedules, each with what can be done to it."""

from __future__ import annotations

from collections.abc import Sequence

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
from storage.facts.sending.reminders import EVERY_TEAM, Reminders, ScheduledTime, ScheduleRow
from storage.rules.sending.recurrence import BEFORE

SCHEDULES = 5
"""Schedules on one card: each has its own row of buttons."""


def reminders(facts: Reminders, setting: Setting) -> View:
    """The schedules, each with its buttons; none yet says how to begin."""
    schedules = facts.schedules
    context = {
        "number_of": len(schedules),
        "only": _in_words(schedules[0], setting) if len(schedules) == 1 else None,
        "soonest": _soonest(schedules, setting),
        "done": _done(facts.done, setting),
    }
    return View("sending/reminders", context, _reminders_card(facts, setting))


def _reminders_card(facts: Reminders, setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(facts.schedules, setting, SCHEDULES)
    shown = [_schedule(schedule, setting) for schedule in page.items]
    actions = [*page.actions, *([button(say("New schedule"), "reminders", do="new")] if facts.may_change else [])]
    if not shown:
        shown = [line(say("No schedules yet"))]
    return card(say("Reminders"), [], [*shown, *page.note], setting, actions=actions, dated=False)


def _done(done: str | None, setting: Setting) -> str | None:
    """What has just been done to a schedule."""
    say = words(setting.language).gettext
    sentences = {
        "added": say("The schedule is saved."),
        "changed": say("The change is saved."),
        "paused": say("The pause is saved."),
        "resumed": say("The pause is over."),
        "removed": say("The schedule is removed."),
    }
    return sentences[done] if done else None


def _schedule(schedule: ScheduleRow, setting: Setting) -> Element:
    say = words(setting.language).gettext
    kind = schedule_kind(schedule.kind, setting.language)
    items = [
        line(f"{kind} · {plain(target(schedule.target, setting))}", weight="Bolder"),
        quiet(" · ".join([_rhythm(schedule.when, setting), *_from_limit(schedule, setting)])),
        _state(schedule, setting),
    ]
    if schedule.may_change:
        turn = (
            ("resume", say("Resume"))
            if schedule.paused or _coming_pause(schedule, setting)
            else ("pause", say("Pause"))
        )
        offers = [("preview", say("Preview")), ("edit", say("Change")), turn, ("remove", say("Remove"))]
        items.append(buttons([button(title, "reminders", do=do, schedule=schedule.id) for do, title in offers]))
    return {"type": "Container", "items": items, "separator": True, "spacing": "Medium"}


def _from_limit(schedule: ScheduleRow, setting: Setting) -> list[str]:
    """The limit from which the reminder is sent, if it has one."""
    if schedule.limit_pct is None:
        return []
    share = danish.percent(float(schedule.limit_pct), setting.language)
    return [words(setting.language).gettext("from %(share)s over the budget", share=share)]


def _state(schedule: ScheduleRow, setting: Setting) -> Element:
    say = words(setting.language).gettext
    if schedule.paused:
        until = schedule.paused_until
        day = danish.day(until, setting.language) if until else None
        pause = say("Paused until %(day)s, that day included", day=day) if day else say("Paused")
        return quiet(pause, weight="Bolder", isSubtle=False)
    if schedule.next is None:
        return quiet(say("Not due within a year"))
    coming = say("Next: %(at)s", at=danish.short_moment(schedule.next, setting.language, setting.zone, setting.today))
    return quiet(" · ".join([coming, *_coming_pause(schedule, setting)]))


def _coming_pause(schedule: ScheduleRow, setting: Setting) -> list[str]:
    """A pause that has not begun yet."""
    say, start, end = words(setting.language).gettext, schedule.paused_from, schedule.paused_until
    if start is None or start <= setting.today:
        return []
    first = danish.day(start, setting.language)
    if end is None:
        return [say("Paused from %(first)s", first=first)]
    last = danish.day(end, setting.language)
    return [say("Paused from %(first)s to %(last)s", first=first, last=last)]


def _rhythm(when: ScheduledTime, setting: Setting) -> str:
    say, monthly = words(setting.language).gettext, when.monthly
    day = weekdays(setting.language)[when.weekday]
    time = danish.clock(when.at, setting.language)
    if when.daily:
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


def _in_words(schedule: ScheduleRow, setting: Setting) -> dict[str, str]:
    to = target(schedule.target, setting)
    return {
        "kind": danish.in_sentence(schedule_kind(schedule.kind, setting.language)),
        "target": danish.in_sentence(to) if schedule.target == EVERY_TEAM else to,
        "rhythm": danish.in_sentence(_rhythm(schedule.when, setting)),
    }


def _soonest(schedules: Sequence[ScheduleRow], setting: Setting) -> str | None:
    moments = [each.next for each in schedules if each.next is not None and not each.paused]
    if not moments:
        return None
    local = min(moments).astimezone(setting.zone)
    return words(setting.language).gettext(
        "%(day)s at %(time)s",
        day=danish.named_day(local.date(), setting.language, setting.today),
        time=danish.clock(local.time(), setting.language),
    )


def target(name: str, setting: Setting) -> str:
    """Whom a schedule is for: a team, or all of them."""
    return words(setting.language).gettext("All teams") if name == EVERY_TEAM else name
