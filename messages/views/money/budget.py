"""The budget against what is spent and what is to be expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, figures, paged, plain, table
from messages.cards import facts as fact_set
from messages.labels import subject
from messages.parts import worked_out
from messages.scale import short
from messages.setting import Setting
from messages.view import View
from messages.views.money.budget_charts import accounts_chart, months_chart, thousands
from messages.views.money.forecasts import at_this_time, earlier_forecasts, missed
from messages.words import words
from storage.facts.money.budget import AccountStanding, Budget, BudgetPart, TeamStanding
from storage.rules.money.budget import BudgetStanding
from storage.rules.rounding import percent
from storage.rules.slots import FIRST_FORECAST

FAR_OVER = 2
"""Per cent over its budget from which a line stands out; a little over is no trouble yet."""


def budget(facts: Budget, setting: Setting) -> View:
    """The forecast of the year, whether the pace is right, and which account or team is furthest over."""
    sentence = budget_words(facts, facts.day, setting)
    is_first = setting.slots.forecast == FIRST_FORECAST and facts.forecasts
    told = facts.forecasts[0] if is_first else at_this_time(facts.forecasts, setting.today)
    furthest = (facts.groups or facts.lines)[:1]
    context = {
        **sentence,
        "lead": _lead(facts, setting, None if sentence["ended"] or facts.day == setting.today else facts.day),
        "nothing": not facts.lines,
        "worst": _worst(furthest[0], setting) if len(facts.lines) > 1 else None,
        "missed": missed(told, setting),
        "forecast_asked": bool(is_first),
    }
    return View("money/budget", context, _card(facts, setting))


def budget_words(stands: BudgetStanding, day: dt.date, setting: Setting) -> dict[str, Any]:
    """What the budget's sentences need besides the figures; callers add whose budget it is and what is furthest over.

    `over` is 1 above and -1 below the budget. `income`: the budget is for income, and more of that is no overspend.
    `ended`: the year is over. `missed` says how well the year was forecast.
    """
    over = deviation_pct(stands)
    return {
        **subject(setting),
        "year": str(day.year),
        "as_of": danish.month_day(day, setting.language),
        "lead": "",
        "difference": abs(stands.deviation),
        "over": (stands.deviation > 0) - (stands.deviation < 0),
        "over_pct": None if over is None else abs(over),
        "income": stands.budget < 0,
        "paced": _periodised_pct(stands),
        "nothing": False,
        "worst": None,
        "ended": _ended(day, setting),
        "missed": "",
        "forecast_asked": False,
    }


def _ended(day: dt.date, setting: Setting) -> bool:
    """Whether the figures are of a year that is over: nothing is expected any more."""
    return day < setting.today and (day.month, day.day) == (12, 31)


def _lead(facts: Budget, setting: Setting, past: dt.date | None) -> str:
    """The beginning of a sentence: whom it is about, and its day if that is past. Team Nord, pr. 31. marts 2026: …"""
    say = words(setting.language).gettext
    named = setting.slots.account or ""
    account = account_name(facts.lines[0], setting) if _one_account(facts, setting) else named
    when = say("as of %(day)s", day=danish.day(past, setting.language)) if past else ""
    lead = ", ".join(part for part in (account, subject(setting)["who"], when) if part)
    return f"{lead[0].upper()}{lead[1:]}: " if lead else ""


def _worst(line: AccountStanding | TeamStanding, setting: Setting) -> dict[str, Any] | None:
    """The account that is furthest over, or the team if the figures are by team; None if none is over."""
    if line.deviation <= 0:
        return None
    name = _team_name(line, setting) if isinstance(line, TeamStanding) else account_name(line, setting)
    return {"name": name, "amount": line.deviation}


def deviation_pct(standing: BudgetStanding) -> float | None:
    """How far the forecast lies from the budget, in per cent of it; None without a budget."""
    return percent(standing.deviation, standing.budget)


def account_name(line: AccountStanding, setting: Setting) -> str:
    """The account's name, or its number where the chart of accounts does not hold it."""
    say = words(setting.language).gettext
    return line.name or say("Account %(number)s", number=line.account)


def _team_name(line: TeamStanding, setting: Setting) -> str:
    return line.key or words(setting.language).gettext("No team")


def _periodised_pct(standing: BudgetStanding) -> float | None:
    """How much of the year's budget belongs to the days so far, in per cent; None without a budget."""
    return percent(standing.periodised, standing.budget)


def _one_account(facts: Budget, setting: Setting) -> bool:
    return bool(setting.slots.account) and len(facts.lines) == 1


def _card(facts: Budget, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    only = account_name(facts.lines[0], setting) if _one_account(facts, setting) else ""
    under = [only, setting.slots.team or "", danish.day(facts.day, language)]
    titled = [plain(part) for part in under if part]
    if not facts.lines:
        return card(say("Budget"), titled, [], setting)
    every: Sequence[AccountStanding | TeamStanding] = facts.groups or facts.lines
    page = paged(every, setting)
    total = None if page.actions or page.note else facts
    accounts = [line for line in page.items if isinstance(line, AccountStanding)]
    listed = [*accounts_chart(accounts, setting), budget_table(page.items, setting, total), *page.note]
    shown = [] if _one_account(facts, setting) and not facts.groups else listed
    body = [budget_figures(facts, setting, ended=_ended(facts.day, setting)), budget_details(facts, setting), *shown]
    body += [*months_chart(facts.months, setting), *earlier_forecasts(facts, setting)]
    body += how_worked_out(facts.parts, setting)
    return card(say("Budget"), titled, body, setting, actions=page.actions, wide=True)


def budget_figures(stands: BudgetStanding, setting: Setting, *, ended: bool = False) -> Element:
    """Budget, forecast and their difference, large and side by side; the difference's title says which way."""
    say, language = words(setting.language).gettext, setting.language
    deviation, share = stands.deviation, deviation_pct(stands)
    shade = "Attention" if _far_over(stands) else None
    note = None if share is None else Cell(danish.percent(abs(share), language), shade)
    titles = {1: say("Overspend"), -1: say("Underspend"), 0: say("Deviation")}
    shown = [
        (short(stands.budget, language), say("Budget"), None),
        (
            short(stands.forecast, language),
            say("Accounts") if ended else say("Expected accounts"),
            None,
        ),
        (short(abs(deviation), language), titles[(deviation > 0) - (deviation < 0)], note),
    ]
    return figures(shown)


def _far_over(line: BudgetStanding) -> bool:
    """Whether it is over by so much that somebody should look at it, or over without any budget."""
    return line.deviation > 0 and 100 * line.deviation > FAR_OVER * abs(line.budget)


def budget_details(stands: BudgetStanding, setting: Setting, more: Sequence[tuple[str, str]] = ()) -> Element:
    """Spent, budgeted until now, committed and how far the year has come, with `more` pairs after them."""
    say, language = words(setting.language).gettext, setting.language
    return fact_set(
        [
            (say("Spent"), _of_budget(stands.spent, stands.spent_pct, language)),
            (say("Budget so far"), _of_budget(stands.periodised, _periodised_pct(stands), language)),
            (say("Committed for the rest of the year"), danish.kroner(stands.committed, language)),
            (say("Of the year"), danish.percent(stands.elapsed_pct, language)),
            *more,
        ]
    )


def _of_budget(amount: Decimal, share: float | None, language: str) -> str:
    return danish.kroner(amount, language) + (f" ({danish.percent(share, language)})" if share is not None else "")


def budget_table(
    lines: Sequence[AccountStanding | TeamStanding], setting: Setting, total: BudgetStanding | None = None
) -> Element:
    """Accounts, or teams with `groups`, in thousands of kroner, as people read budgets; `total` stands below them."""
    say = words(setting.language).gettext
    named = say("Team") if any(isinstance(line, TeamStanding) for line in lines) else say("Account")
    columns = [
        Column(f"{named}, {say('1,000 kroner')}", 7),
        Column(say("Budget"), 4, right=True),
        Column(say("Spent"), 4, right=True),
        Column(say("Expected"), 5, right=True),
        Column(say("Deviation"), 4, right=True),
    ]
    rows = [_row(_named(line, setting), line, setting) for line in lines]
    if total is not None and len(lines) > 1:
        rows.append(_row(Cell(say("Total"), bold=True), total, setting, bold=True))
    return table(columns, rows)


def _row(named: Cell, line: BudgetStanding, setting: Setting, *, bold: bool = False) -> list[str | Cell]:
    language, far = setting.language, _far_over(line)
    amounts = [Cell(thousands(amount, language), bold=bold) for amount in (line.budget, line.spent, line.forecast)]
    deviation = Cell(thousands(line.deviation, language, sign=True), "Attention" if far else None, bold=far or bold)
    return [named, *amounts, deviation]


def _named(line: AccountStanding | TeamStanding, setting: Setting) -> Cell:
    say = words(setting.language).gettext
    if isinstance(line, TeamStanding):
        return Cell(plain(_team_name(line, setting)))
    number = [plain(line.account)] if line.name else []
    missing = [] if line.in_budget else [say("not in the budget")]
    return Cell(plain(account_name(line, setting)), under=" · ".join([*number, *missing]) or None)


def how_worked_out(parts: Sequence[BudgetPart], setting: Setting) -> list[Element]:
    """The parts behind the figures, folded away: how many postings, which days, and what a sum is of."""
    lines = [
        {"what": part.what, "amount": part.amount, "pct": part.pct, "text": _counted(part, setting)} for part in parts
    ]
    return worked_out(lines, _titles(setting), setting)


def _counted(part: BudgetPart, setting: Setting) -> str:
    say = words(setting.language).gettext
    sums = {"forecast": say("spent and committed"), "deviation": say("forecast less budget")}
    details = [sums[part.what]] if part.what in sums else []
    if part.count is not None:
        details.append(danish.count(part.count, "posting", setting.language))
    if part.since:
        details.append(danish.period(part.since, part.until, setting.language))
    return " · ".join(details)


def _titles(setting: Setting) -> dict[str, str]:
    say = words(setting.language).gettext
    return {
        "budget": say("The year's budget"),
        "periodised": say("Budget so far"),
        "spent": say("Spent"),
        "without_case": say("Of these without a case"),
        "committed": say("Committed: price x quantity of the grants"),
        "forecast": say("Expected accounts"),
        "deviation": say("Deviation"),
    }
