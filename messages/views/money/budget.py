"""The budget against what is spent and what is to be expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
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
from messages.views.money.forecasts import at_this_time, missed, told_before
from messages.words import words
from storage.rules.rounding import percent

Facts = Mapping[str, Any]
FAR_OVER = 2
"""Per cent over its budget from which a line stands out; a little over is no trouble yet."""


def budget(facts: Facts, setting: Setting) -> View:
    """What the year will end at, whether the pace is right, and which account or team is furthest over."""
    return View("money/budget", budget_words(facts, setting), _card(facts, setting))


def budget_words(facts: Facts, setting: Setting) -> dict[str, Any]:
    """What the budget's sentences need besides the facts.

    `over` is 1 above and -1 below the budget; `income` says that income is budgeted, of which more is no overspend;
    `ended` that the year is over, and `missed` how well it was forecast.
    """
    lines, deviation, over = facts["lines"], Decimal(facts["deviation"]), deviation_pct(facts)
    furthest = (facts.get("groups") or lines)[:1]
    day = _day(facts["day"])
    ended = _ended(facts, setting)
    return {
        **subject(setting),
        "year": str(day.year),
        "as_of": danish.month_day(day, setting.language),
        "lead": _lead(facts, setting, None if ended or day == setting.today else day),
        "difference": str(abs(deviation)),
        "over": (deviation > 0) - (deviation < 0),
        "over_pct": None if over is None else abs(over),
        "income": Decimal(facts["budget"]) < 0,
        "paced": _periodised_pct(facts),
        "nothing": not lines,
        "worst": _worst(furthest[0], setting) if len(lines) > 1 else None,
        "ended": ended,
        "missed": missed(at_this_time(facts.get("forecasts", ()), setting.today), setting),
    }


def _ended(facts: Facts, setting: Setting) -> bool:
    """Whether the figures are of a year that is over: nothing is expected any more."""
    day = _day(facts["day"])
    return day < setting.today and (day.month, day.day) == (12, 31)


def _lead(facts: Facts, setting: Setting, past: dt.date | None) -> str:
    """What a sentence begins with: whom it is about, and the past day it tells of. Team Nord, pr. 31. marts 2026: …"""
    say = words(setting.language).gettext
    named = setting.slots.account or ""
    account = account_name(facts["lines"][0], setting) if _one_account(facts, setting) else named
    when = say("as of %(day)s", day=danish.day(past, setting.language)) if past else ""
    told = ", ".join(part for part in (account, subject(setting)["who"], when) if part)
    return f"{told[0].upper()}{told[1:]}: " if told else ""


def _worst(line: Facts, setting: Setting) -> dict[str, Any] | None:
    """The account, or in the figures by team the team, that is furthest over; None where none is."""
    if Decimal(line["deviation"]) <= 0:
        return None
    name = _team_name(line, setting) if "key" in line else account_name(line, setting)
    return {"name": name, "amount": line["deviation"]}


def deviation_pct(standing: Facts) -> float | None:
    """How far the forecast lies from the budget, in per cent of it; None without a budget."""
    return percent(Decimal(standing["deviation"]), Decimal(standing["budget"]))


def account_name(line: Facts, setting: Setting) -> str:
    """The account's name, or its number where the chart of accounts does not hold it."""
    say = words(setting.language).gettext
    return str(line["name"]) if line["name"] else say("Account %(number)s", number=line["account"])


def _team_name(line: Facts, setting: Setting) -> str:
    return str(line["key"] or words(setting.language).gettext("No team"))


def _periodised_pct(standing: Facts) -> float | None:
    """How much of the year's budget belongs to the days passed, in per cent; None without a budget."""
    return percent(Decimal(standing["periodised"]), Decimal(standing["budget"]))


def _one_account(facts: Facts, setting: Setting) -> bool:
    return bool(setting.slots.account) and len(facts["lines"]) == 1


def _card(facts: Facts, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    day = _day(facts["day"])
    only = account_name(facts["lines"][0], setting) if _one_account(facts, setting) else ""
    under = [only, setting.slots.team or "", danish.day(day, language)]
    titled = [plain(part) for part in under if part]
    if not facts["lines"]:
        return card(say("Budget"), titled, [], setting)
    groups = facts.get("groups")
    page = paged(groups or facts["lines"], setting)
    total = None if page.actions or page.note else facts
    listed = [budget_table(page.items, setting, total), *page.note]
    if not groups:
        listed = [*accounts_chart(page.items, setting), *listed]
    shown = [] if _one_account(facts, setting) and not groups else listed
    body = [budget_figures(facts, setting, ended=_ended(facts, setting)), budget_details(facts, setting), *shown]
    body += [*months_chart(facts["months"], setting), *told_before(facts, setting)]
    body += how_worked_out(facts, setting)
    return card(say("Budget"), titled, body, setting, actions=page.actions, wide=True)


def budget_figures(facts: Facts, setting: Setting, *, ended: bool = False) -> Element:
    """Budget, forecast and what lies between them, large and side by side; its title says which way."""
    say, language = words(setting.language).gettext, setting.language
    deviation, share = Decimal(facts["deviation"]), deviation_pct(facts)
    shade = "Attention" if _far_over(facts) else None
    note = None if share is None else Cell(danish.percent(abs(share), language), shade)
    titles = {1: say("Overspend"), -1: say("Underspend"), 0: say("Deviation")}
    shown = [
        (short(facts["budget"], language), say("Budget"), None),
        (
            short(facts["forecast"], language),
            say("Accounts") if ended else say("Expected accounts"),
            None,
        ),
        (short(abs(deviation), language), titles[(deviation > 0) - (deviation < 0)], note),
    ]
    return figures(shown)


def _far_over(line: Facts) -> bool:
    """Over by so much that somebody should look at it, or over without any budget."""
    over = Decimal(line["deviation"])
    return over > 0 and 100 * over > FAR_OVER * abs(Decimal(line["budget"]))


def budget_details(facts: Facts, setting: Setting, more: Sequence[tuple[str, str]] = ()) -> Element:
    """What is spent and what was to be by now, what is committed, how far the year has come, and `more` such pairs."""
    say, language = words(setting.language).gettext, setting.language
    return fact_set(
        [
            (say("Spent"), _of_budget(facts["spent"], facts["spent_pct"], language)),
            (say("Budget so far"), _of_budget(facts["periodised"], _periodised_pct(facts), language)),
            (say("Committed for the rest of the year"), danish.kroner(facts["committed"], language)),
            (say("Of the year"), danish.percent(facts["elapsed_pct"], language)),
            *more,
        ]
    )


def _of_budget(amount: str, share: float | None, language: str) -> str:
    return danish.kroner(amount, language) + (f" ({danish.percent(share, language)})" if share is not None else "")


def budget_table(lines: Sequence[Facts], setting: Setting, total: Facts | None = None) -> Element:
    """Accounts, or with `groups` teams, in thousands of kroner as budgets are read; `total` stands below them."""
    say = words(setting.language).gettext
    named = say("Team") if any("key" in line for line in lines) else say("Account")
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


def _row(named: Cell, line: Facts, setting: Setting, *, bold: bool = False) -> list[str | Cell]:
    language, far = setting.language, _far_over(line)
    amounts = [Cell(thousands(line[key], language), bold=bold) for key in ("budget", "spent", "forecast")]
    deviation = Cell(thousands(line["deviation"], language, sign=True), "Attention" if far else None, bold=far or bold)
    return [named, *amounts, deviation]


def _named(line: Facts, setting: Setting) -> Cell:
    say = words(setting.language).gettext
    if "key" in line:
        return Cell(plain(_team_name(line, setting)))
    number = [plain(line["account"])] if line["name"] else []
    missing = [] if line["in_budget"] else [say("not in the budget")]
    return Cell(plain(account_name(line, setting)), under=" · ".join([*number, *missing]) or None)


def how_worked_out(facts: Facts, setting: Setting) -> list[Element]:
    """The parts behind the figures, folded away: how many postings, which days, and what a sum is of."""
    parts = [{**part, "count": None, "text": _counted(part, setting)} for part in facts["parts"]]
    return worked_out(parts, _titles(setting), setting)


def _counted(part: Facts, setting: Setting) -> str:
    say = words(setting.language).gettext
    sums = {"forecast": say("spent and committed"), "deviation": say("forecast less budget")}
    told = [sums[part["what"]]] if part["what"] in sums else []
    if part.get("count") is not None:
        told.append(danish.count(part["count"], "posting", setting.language))
    if part.get("from"):
        told.append(danish.period(_day(part["from"]), _day(part["to"]), setting.language))
    return " · ".join(told)


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


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)
