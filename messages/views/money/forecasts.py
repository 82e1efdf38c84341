"""How well the year was forecast: last year's miss while this one runs, every month's of a year that is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from messages import danish
from messages.cards import Column, Element, heading, quiet, table
from messages.setting import Setting
from messages.words import words
from storage.facts.money.budget import Budget, Forecast


def earlier_forecasts(facts: Budget, setting: Setting) -> list[Element]:
    """The lines of a budget's card that show earlier forecasts."""
    return [*last_years_miss(facts.last_year, setting), *_through_the_year(facts.forecasts, setting)]


def last_years_miss(last: Forecast | None, setting: Setting) -> list[Element]:
    """How far last year's forecast, at the same time of the year, lay from the final accounts."""
    sentence = missed(last, setting)
    return [quiet(sentence, spacing="Medium")] if sentence else []


def at_this_time(forecasts: Sequence[Forecast], today: dt.date) -> Forecast | None:
    """The latest of a year's forecasts that was made no later in its year than today is in this one."""
    now = (today.month, today.day)
    made = [one for one in forecasts if (one.day.month, one.day.day) <= now]
    return made[-1] if made else None


def missed(kept: Forecast | None, setting: Setting) -> str:
    """In a sentence how far a forecast lay from the year's accounts; empty where nobody can say."""
    if kept is None or kept.miss_pct is None:
        return ""
    say, language = words(setting.language).gettext, setting.language
    miss, day = kept.miss_pct, danish.day(kept.day, language)
    if not miss:
        return say("The forecast of %(day)s met the year's accounts.", day=day)
    share = danish.percent(abs(miss), language)
    if miss > 0:
        return say("The forecast of %(day)s was %(share)s above what the year ended at.", day=day, share=share)
    return say("The forecast of %(day)s was %(share)s below what the year ended at.", day=day, share=share)


def _through_the_year(forecasts: Sequence[Forecast], setting: Setting) -> list[Element]:
    if not forecasts:
        return []
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Forecast of"), 4),
        Column(say("Expected accounts"), 4, right=True),
        Column(say("Against what the year ended at"), 4, right=True),
    ]
    rows = [
        [
            danish.day(one.day, language),
            danish.kroner(one.forecast, language),
            _miss(one.miss_pct, language),
        ]
        for one in forecasts
    ]
    return [heading(say("How well the year was forecast")), table(columns, rows)]


def _miss(share: float | None, language: str) -> str:
    """3,3 % under"""
    if not share:
        return "" if share is None else danish.percent(share, language)
    say, far = words(language).gettext, danish.percent(abs(share), language)
    return say("%(share)s above", share=far) if share > 0 else say("%(share)s below", share=far)
