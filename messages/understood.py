"""One line of what the figures of an answer are really of, made from what was applied and never from the text (§11)."""

from __future__ import annotations

import datetime as dt

from messages import danish
from messages.cards import plain
from messages.condition_words import in_words
from messages.deadline_words import event
from messages.period_words import days
from messages.setting import Setting
from messages.words import words
from storage.rules.calendar import ONE_DAY, add_months
from storage.rules.conditions import GROUPS, Condition
from storage.rules.period import Period
from storage.rules.selection import (
    AVERAGE,
    CHEAPEST,
    DEAREST,
    EARLIEST,
    FEWEST,
    LATEST,
    MOST,
    SHARE,
    WHO,
    Selection,
)

BETWEEN = " · "


def understood(selection: Selection, setting: Setting, *, own: bool = False) -> str:
    """Åbne sager · Team Nord · røde · ikke anbringelse · med overskredet frist (opfølgning) · 30. november 2026

    `own`: what the asker sees are their own cases alone.
    """
    parts = [
        what(selection, setting),
        *([words(setting.language).gettext("yours")] if own and not names_asker(selection, setting) else []),
        *conditions(selection, setting),
        day_or_period(selection, setting),
        *_forms(selection, setting),
    ]
    line = BETWEEN.join(part for part in parts if part)
    return line[:1].upper() + line[1:]


def shown(setting: Setting, title: str) -> str:
    """The same of an answer that counts nothing: the question's title, whom it is about, and the day."""
    slots = setting.slots
    person = setting.names.get(slots.staff or "")
    parts = [title, slots.case, slots.team, person, danish.day(setting.today, setting.language)]
    return BETWEEN.join(plain(part) for part in parts if part)


def what(selection: Selection, setting: Setting) -> str:
    """What is counted: åbne sager; of closed ones too: sager."""
    language = setting.language
    say = words(language).gettext
    if selection.from_event is not None and selection.to_event is not None:
        begun, done = (event(kind, language) for kind in (selection.from_event, selection.to_event))
        return say("days from %(begun)s to %(done)s", begun=begun, done=done)
    if selection.what == "cases" and selection.of_closed_cases:
        return say("cases, closed ones too")
    if selection.form == AVERAGE and selection.what == "cases":
        return say("%(what)s on average", what=selection.kind.title(language))
    return selection.kind.title(language)


def names_asker(selection: Selection, setting: Setting) -> bool:
    """Whether the question itself says that it is about the asker."""
    return any(one.name == "staff" and one.texts == (setting.asker,) for one in selection.conditions)


def conditions(selection: Selection, setting: Setting) -> list[str]:
    """Each in words; of a share those of the whole, and then what the share is of."""
    share = shared(selection)
    whole = [one for one in selection.conditions if one not in share]
    told = [_line(one, selection, setting) for one in whole]
    if not share:
        return told
    parts = ", ".join(_line(one, selection, setting) for one in share)
    return [*told, words(setting.language).gettext("share: %(parts)s", parts=parts)]


def shared(selection: Selection) -> tuple[Condition, ...]:
    """Of a share: the conditions that the whole is without."""
    if selection.form != SHARE or selection.share_of is None:
        return ()
    return tuple(one for one in selection.conditions if one not in selection.share_of)


def _line(one: Condition, selection: Selection, setting: Setting) -> str:
    return in_words(one, selection.kind, setting).line


def day_or_period(selection: Selection, setting: Setting) -> str:
    """The day on which it stands so, or the days in which it happens; of yearly cost the year."""
    language, today = setting.language, setting.today
    if selection.per is not None:
        return days(_of_series(selection, today), language)
    if runs(selection) and selection.period is not None:
        return words(language).gettext("ending: %(period)s", period=days(selection.period, language))
    if selection.what == "cost":
        return str(last_day(selection, today).year)
    if is_of_a_day(selection):
        return danish.day(last_day(selection, today), language)
    return days(happening(selection, today), language)


def runs(selection: Selection) -> bool:
    """Whether it is of what runs on a day, and in a period ends."""
    return selection.kind.time == "stretch" and selection.kind.usual == "none"


def is_of_a_day(selection: Selection) -> bool:
    """Whether it is told as it stands on one day."""
    return selection.kind.time == "day" or (runs(selection) and selection.period is None)


def last_day(selection: Selection, today: dt.date) -> dt.date:
    """The day on which it is seen: the last of the period, and never one that is still to come."""
    end = selection.period.end if selection.period is not None else None
    return today if end is None else min(today, end)


def happening(selection: Selection, today: dt.date) -> Period:
    """The days in which what is counted happens: those asked for, else the usual ones."""
    return selection.period or Period(*selection.days(today))


def _of_series(selection: Selection, today: dt.date) -> Period:
    return selection.period or Period(add_months(today, -12) + ONE_DAY, today)


def _forms(selection: Selection, setting: Setting) -> list[str]:
    """How it is laid out: groups, a development, what it is compared with, the order and the number asked for."""
    language = setting.language
    say = words(language).gettext
    groups = [danish.in_sentence(GROUPS[name].title(language)) for name in selection.group_by]
    told = [say("by %(groups)s", groups=danish.listing(groups, language))] if groups else []
    told += [per(selection.per, language)] if selection.per else []
    told += [say("compared with %(other)s", other=_other(selection, setting))] if selection.compare else []
    told += [_order(selection, language)] if selection.order else []
    if selection.limit is not None:
        told += [words(language).ngettext("the first", "the first %(n)s", selection.limit)]
    told += [say("in per cent")] if selection.form == SHARE and not shared(selection) else []
    told += [say("average")] if selection.form == AVERAGE and selection.what not in {"cases", "average", "days"} else []
    return told + ([say("who it is")] if selection.form == WHO and not groups else [])


def per(unit: str, language: str) -> str:
    """uge for uge"""
    say = words(language).gettext
    return {"week": say("week by week"), "month": say("month by month"), "quarter": say("quarter by quarter")}[unit]


def _other(selection: Selection, setting: Setting) -> str:
    other, language = selection.compare, setting.language
    if not isinstance(other, Period):
        return other or ""
    if not is_of_a_day(selection):
        return days(other, language)
    day = min(other.end or setting.today, setting.today)
    return str(day.year) if selection.what == "cost" else danish.day(day, language)


def _order(selection: Selection, language: str) -> str:
    say = words(language).gettext
    measured = selection.kind.unit in {"kr", "%", "days"} or selection.what == "average"
    return {
        MOST: say("the highest first") if measured else say("most first"),
        FEWEST: say("the lowest first") if measured else say("fewest first"),
        DEAREST: say("the dearest first"),
        CHEAPEST: say("the cheapest first"),
        EARLIEST: say("the earliest first"),
        LATEST: say("the latest first"),
    }[selection.order or MOST]
