"""The budget drawn: by account, and month by month. The figures beside the charts are in `budget_table`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from messages import danish
from messages.cards import Column, Element, heading, table
from messages.charts import BLUE, TEAL, VIOLET, Series, grouped_bars, line_chart, without_table
from messages.scale import Scale, scale
from messages.setting import Setting
from messages.words import words
from storage.facts.money.budget import AccountStanding, BudgetMonth
from storage.rules.money.units import days_in_month

ROOM = 5
"""Characters that stand under a group of bars beside six others; Teams cuts off the rest."""
DRAWN = 7
"""The most accounts whose bars one can still distinguish on a narrow card."""


def accounts_chart(lines: Sequence[AccountStanding], setting: Setting) -> list[Element]:
    """Budget, spent and forecast of the largest accounts in the table below it.

    Accounts are named by the end of their number: names would be cut off. Income is left to the table, since Teams
    draws nothing below the axis.
    """
    say = words(setting.language).gettext
    kinds: list[tuple[str, str, Callable[[AccountStanding], Decimal]]] = [
        (say("Budget"), BLUE, lambda line: line.budget),
        (say("Spent"), TEAL, lambda line: line.spent),
        (say("Expected"), VIOLET, lambda line: line.forecast),
    ]
    drawn = _largest(lines)
    if len(drawn) < 2:
        return []
    measured = scale([amount(line) for line in drawn for _, _, amount in kinds], setting.language)
    names = dict(zip((line.account for line in drawn), endings([line.account for line in drawn]), strict=True))
    series = [
        Series(title, [(names[line.account], measured.of(amount(line))) for line in drawn], colour)
        for title, colour, amount in kinds
    ]
    title = say("By account, in %(unit)s", unit=measured.unit)
    first = drawn[0].account
    shared = first.removesuffix(names[first])
    under = f"{say('Account')} {shared}…" if first.endswith(names[first]) and shared else say("Account")
    chart = grouped_bars(title, list(names.values()), series, setting, x_title=under, y_title=measured.unit)
    return [heading(title), without_table(chart)] if chart else []


def _largest(lines: Sequence[AccountStanding]) -> list[AccountStanding]:
    """The largest accounts that are no income, in the order of the table."""
    spending = [line for line in lines if min(line.budget, line.spent, line.forecast) >= 0]
    largest = sorted(spending, key=lambda line: -max(line.budget, line.forecast))[:DRAWN]
    return [line for line in spending if line in largest]


def endings(numbers: Sequence[str]) -> list[str]:
    """The numbers without the groups they all begin with; if that is still too long, only their end.

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


def months_chart(months: Sequence[BudgetMonth], setting: Setting) -> list[Element]:
    """Spent against the periodised budget month by month, and on to the forecast of the year.

    Drawn over the months that have passed, counted from nothing on 1 January: dates would be cut off.
    """
    if not months:
        return []
    say = words(setting.language).gettext
    amounts = [amount for month in months for amount in (month.periodised, month.spent, month.forecast)]
    measured = scale(amounts, setting.language)
    nothing = (0.0, 0.0)
    series = [
        Series(say("Budget"), [nothing, *_points(((one.day, one.periodised) for one in months), measured)], BLUE),
        Series(say("Spent"), [nothing, *_points(((one.day, one.spent) for one in months), measured)], TEAL),
        Series(say("Expected"), _points(((one.day, one.forecast) for one in months), measured), VIOLET),
    ]
    title = say("Month by month, in %(unit)s", unit=measured.unit)
    drawn = line_chart(title, say("Months of %(year)s", year=str(months[0].day.year)), measured.unit, series, setting)
    return [heading(title), {**drawn, "fallback": _table(months, setting)}] if drawn else []


def _points(amounts: Iterable[tuple[dt.date, Decimal | None]], measured: Scale) -> list[tuple[float, float]]:
    """Where a line goes, on the days that have an amount."""
    return [(_passed(day), measured.of(amount)) for day, amount in amounts if amount is not None]


def _passed(day: dt.date) -> float:
    """The months that have passed at the end of that day: 10.73 on 22 November, 12 on 31 December."""
    return round(day.month - 1 + day.day / days_in_month(day), 2)


def _table(months: Sequence[BudgetMonth], setting: Setting) -> Element:
    """The same for clients that draw no charts, in thousands."""
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("1,000 kroner"), 3)]
    columns += [Column(title, 2, right=True) for title in (say("Periodised"), say("Spent"), say("Expected"))]
    rows = [
        [
            danish.short_day(month.day, language, setting.today),
            *(thousands(amount, language) for amount in (month.periodised, month.spent, month.forecast)),
        ]
        for month in months
    ]
    return table(columns, rows)


def thousands(amount: Decimal | None, language: str, *, sign: bool = False) -> str:
    """8.722 for 8 721 600 kroner, as tables show budgets; with `sign` +431."""
    if amount is None:
        return "–"
    whole = danish.in_thousands(amount)
    return danish.signed(whole, language) if sign else danish.number(whole, language)
