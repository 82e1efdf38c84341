"""The budget drawn: by account, and month by month. The figures beside the charts are in `budget_table`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Column, Element, heading, table
from messages.charts import BLUE, TEAL, VIOLET, Series, grouped_bars, line_chart, told_below
from messages.scale import Scale, scale
from messages.setting import Setting
from messages.words import words
from storage.rules.money.units import days_in_month

Facts = Mapping[str, Any]
ROOM = 5
"""Characters that stand under a group of bars beside six others; Teams cuts off the rest."""
DRAWN = 7
"""Accounts whose bars can still be told apart on a narrow card."""


def accounts_chart(lines: Sequence[Facts], setting: Setting) -> list[Element]:
    """Budget, spent and forecast of the largest accounts in the table below it.

    Accounts are named by the end of their number: names would be cut off. Income is left to the table, since Teams
    draws nothing below the axis.
    """
    say = words(setting.language).gettext
    kinds = (("budget", say("Budget"), BLUE), ("spent", say("Spent"), TEAL), ("forecast", say("Expected"), VIOLET))
    drawn = _largest(lines)
    if len(drawn) < 2:
        return []
    measured = scale([line[key] for line in drawn for key, _, _ in kinds], setting.language)
    names = dict(zip((line["account"] for line in drawn), endings([line["account"] for line in drawn]), strict=True))
    series = [
        Series(title, [(names[line["account"]], measured.of(line[key])) for line in drawn], colour)
        for key, title, colour in kinds
    ]
    title = say("By account, in %(unit)s", unit=measured.unit)
    first = drawn[0]["account"]
    shared = first.removesuffix(names[first])
    under = f"{say('Account')} {shared}…" if first.endswith(names[first]) and shared else say("Account")
    chart = grouped_bars(title, list(names.values()), series, setting, x_title=under, y_title=measured.unit)
    return [heading(title), told_below(chart)] if chart else []


def _largest(lines: Sequence[Facts]) -> list[Facts]:
    """The largest accounts that are no income, in the order of the table."""
    spending = [line for line in lines if not any(line[key].startswith("-") for key in ("budget", "spent", "forecast"))]
    largest = sorted(spending, key=lambda line: -max(Decimal(line["budget"]), Decimal(line["forecast"])))[:DRAWN]
    return [line for line in spending if line in largest]


def endings(numbers: Sequence[str]) -> list[str]:
    """The numbers without the groups they all begin with, and where that is still too long, only their end.

    >>> endings(["5.28.20", "5.57.72"])
    ['28.20', '57.72']
    >>> endings(["528210", "528220", "99"])
    ['…8210', '…8220', '99']
    """
    groups = [number.split(".") for number in numbers]
    while min(len(one) for one in groups) > 1 and len({one[0] for one in groups}) == 1:
        groups = [one[1:] for one in groups]
    rest = [".".join(one) for one in groups]
    return [end if len(end) <= ROOM else "…" + end[1 - ROOM :] for end in rest]


def months_chart(months: Sequence[Facts], setting: Setting) -> list[Element]:
    """Spent against the periodised budget month by month, and on to the forecast of the year.

    Drawn over the months that have passed, counted from nothing on 1 January: dates would be cut off.
    """
    if not months:
        return []
    say = words(setting.language).gettext
    kinds = (
        ("periodised", say("Budget"), BLUE),
        ("spent", say("Spent"), TEAL),
        ("forecast", say("Expected"), VIOLET),
    )
    measured = scale([month[key] for month in months for key, _, _ in kinds], setting.language)
    series = [Series(name, _points(months, key, measured), colour) for key, name, colour in kinds]
    title = say("Month by month, in %(unit)s", unit=measured.unit)
    year = months[0]["day"][:4]
    drawn = line_chart(title, say("Months of %(year)s", year=year), measured.unit, series, setting)
    return [heading(title), {**drawn, "fallback": _table(months, setting)}] if drawn else []


def _points(months: Sequence[Facts], key: str, measured: Scale) -> list[tuple[float, float]]:
    """Where a line goes: from nothing on 1 January, the forecast from the day asked about."""
    told = [(_passed(month["day"]), measured.of(month[key])) for month in months if month[key] is not None]
    return told if key == "forecast" else [(0.0, 0.0), *told]


def _passed(written: str) -> float:
    """The months that have passed when the day has: 10.73 on 22 November, 12 on 31 December."""
    day = dt.date.fromisoformat(written)
    return round(day.month - 1 + day.day / days_in_month(day), 2)


def _table(months: Sequence[Facts], setting: Setting) -> Element:
    """The same for clients that draw no charts, in thousands."""
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("1,000 kroner"), 3)]
    columns += [Column(title, 2, right=True) for title in (say("Periodised"), say("Spent"), say("Expected"))]
    rows = [
        [
            danish.short_day(dt.date.fromisoformat(month["day"]), language, setting.today),
            *(thousands(month[key], language) for key in ("periodised", "spent", "forecast")),
        ]
        for month in months
    ]
    return table(columns, rows)


def thousands(amount: str | None, language: str, *, sign: bool = False) -> str:
    """8.722 of 8 721 600 kroner, as budgets are read in tables; with `sign` +431."""
    if amount is None:
        return "–"
    whole = danish.in_thousands(amount)
    return danish.signed(whole, language) if sign else danish.number(whole, language)
