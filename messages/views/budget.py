"""The budget against what is spent and what is to be expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, figures, heading, paged, plain, quiet, table
from messages.cards import facts as fact_set
from messages.charts import BLUE, GREY, RED, TEAL, VIOLET, Series, grouped_bars, line_chart, told_below
from messages.labels import subject
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.rules.rounding import percent

Facts = Mapping[str, Any]


def budget(facts: Facts, setting: Setting) -> View:
    """What the year will end at, how much is spent by now, and which account is furthest over."""
    return View("answers/budget", budget_words(facts, setting), _card(facts, setting))


def budget_words(facts: Facts, setting: Setting) -> dict[str, Any]:
    """What the budget's sentences need besides the facts."""
    lines, deviation = facts["lines"], Decimal(facts["deviation"])
    over = deviation_pct(facts)
    worst = lines[0] if len(lines) > 1 and Decimal(lines[0]["deviation"]) > 0 else None
    day = _day(facts["day"])
    return {
        **subject(setting),
        "year": str(day.year),
        "as_of": danish.day(day, setting.language),
        "difference": str(abs(deviation)),
        "over": (deviation > 0) - (deviation < 0),
        "over_pct": None if over is None else abs(over),
        "nothing": not lines,
        "only": account_name(lines[0], setting) if _one_account(facts, setting) else "",
        "worst": worst and {"name": account_name(worst, setting), "amount": worst["deviation"]},
    }


def deviation_pct(standing: Facts) -> float | None:
    """How far the forecast lies from the budget, in per cent of it; None without a budget."""
    return percent(Decimal(standing["deviation"]), Decimal(standing["budget"]))


def account_name(line: Facts, setting: Setting) -> str:
    """The account's name, or its number where the chart of accounts does not hold it."""
    say = words(setting.language).gettext
    return str(line["name"]) if line["name"] else say("Account %(number)s", number=line["account"])


def _one_account(facts: Facts, setting: Setting) -> bool:
    return bool((setting.slots or {}).get("account")) and len(facts["lines"]) == 1


def _card(facts: Facts, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    day = _day(facts["day"])
    only = account_name(facts["lines"][0], setting) if _one_account(facts, setting) else ""
    under = [only, (setting.slots or {}).get("team") or "", danish.day(day, language)]
    titled = [plain(part) for part in under if part]
    if not facts["lines"]:
        return card(say("Budget"), titled, [], setting)
    page = paged(facts.get("groups") or facts["lines"], setting)
    listed = [*_accounts_chart(facts, page.items, setting), budget_table(page.items, setting), *page.note]
    shown = [] if _one_account(facts, setting) and not facts.get("groups") else listed
    body = [
        budget_figures(facts, setting),
        budget_details(facts, setting),
        *shown,
        *_months_chart(facts["months"], setting),
    ]
    body += [*last_years_miss(facts["last_year"], setting), *how_worked_out(facts, setting)]
    return card(say("Budget"), titled, body, setting, actions=page.actions, wide=True)


def budget_figures(facts: Facts, setting: Setting) -> Element:
    """Budget, forecast and deviation, large and side by side."""
    say, language = words(setting.language).gettext, setting.language
    deviation = Decimal(facts["deviation"])
    share, over = deviation_pct(facts), deviation > 0
    note = None if share is None else Cell(danish.percent(share, language), "Attention" if over else None)
    shown = [
        (danish.kroner(facts["budget"], language), say("Budget"), None),
        (danish.kroner(facts["forecast"], language), say("Expected"), None),
        (danish.kroner(deviation, language), say("Deviation"), note),
    ]
    return figures(shown)


def budget_details(facts: Facts, setting: Setting, more: Sequence[tuple[str, str]] = ()) -> Element:
    """What is spent and committed, how far the year has come, and `more` such pairs."""
    say, language = words(setting.language).gettext, setting.language
    share = f" ({danish.percent(facts['spent_pct'], language)})" if facts["spent_pct"] is not None else ""
    return fact_set(
        [
            (say("Spent"), danish.kroner(facts["spent"], language) + share),
            (say("Budget so far"), danish.kroner(facts["periodised"], language)),
            (say("Committed for the rest of the year"), danish.kroner(facts["committed"], language)),
            (say("Of the year"), danish.percent(facts["elapsed_pct"], language)),
            *more,
        ]
    )


def budget_table(lines: Sequence[Facts], setting: Setting) -> Element:
    """Accounts, or with `groups` teams."""
    say = words(setting.language).gettext
    teams = any("key" in line for line in lines)
    columns = [
        Column(say("Team") if teams else say("Account"), 3),
        Column(say("Budget"), 2, right=True),
        Column(say("Spent"), 2, right=True),
        Column(say("Expected"), 2, right=True),
        Column(say("Deviation"), 2, right=True),
    ]
    return table(columns, [_row(line, setting) for line in lines])


def _row(line: Facts, setting: Setting) -> list[str | Cell]:
    language, over = setting.language, Decimal(line["deviation"]) > 0
    amounts = [danish.kroner(line[key], language) for key in ("budget", "spent", "forecast")]
    deviation = Cell(danish.kroner(line["deviation"], language), "Attention" if over else None, bold=over)
    return [_named(line, setting), *amounts, deviation]


def _named(line: Facts, setting: Setting) -> Cell:
    say = words(setting.language).gettext
    if "key" in line:
        return Cell(plain(line["key"] or say("No team")))
    number = [plain(line["account"])] if line["name"] else []
    missing = [] if line["in_budget"] else [say("not in the budget")]
    return Cell(plain(account_name(line, setting)), under=" · ".join([*number, *missing]) or None)


def _accounts_chart(facts: Facts, lines: Sequence[Facts], setting: Setting) -> list[Element]:
    """The same accounts as the table below, by number: a name would be cut off under its bars."""
    if facts.get("groups"):
        return []
    say = words(setting.language).gettext
    names = [line["account"] for line in lines]
    series = [
        Series(title, [(line["account"], thousands(line[key])) for line in lines], colour)
        for key, title, colour in (
            ("budget", say("Budget"), BLUE),
            ("spent", say("Spent"), TEAL),
            ("forecast", say("Expected"), VIOLET),
        )
    ]
    title = say("By account, in 1,000 kroner")
    drawn = grouped_bars(title, names, series, setting, x_title=say("Account"), y_title=say("1,000 kroner"))
    return [heading(title), told_below(drawn)] if drawn else []


def _months_chart(months: Sequence[Facts], setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    kinds = (
        ("periodised", say("Budget so far"), GREY),
        ("spent", say("Spent"), BLUE),
        ("forecast", say("Expected"), RED),
    )
    series = [
        Series(name, [(_day(m["day"]), thousands(m[key])) for m in months if m[key] is not None], colour)
        for key, name, colour in kinds
    ]
    title = say("Month by month, in 1,000 kroner")
    drawn = line_chart(title, say("Day"), say("1,000 kroner"), series, setting)
    return [heading(title), drawn] if drawn else []


def thousands(amount: str) -> float:
    """Kroner in thousands for a chart: its figures must stay short."""
    return float(round(Decimal(amount) / 1000, 1))


def last_years_miss(last: Facts | None, setting: Setting) -> list[Element]:
    """How far last year's forecast at the same time of the year lay from what the year ended at."""
    if last is None or last["miss_pct"] is None:
        return []
    say, language = words(setting.language).gettext, setting.language
    miss, day = last["miss_pct"], danish.day(_day(last["day"]), language)
    if not miss:
        return [quiet(say("The forecast of %(day)s met the year's accounts.", day=day), spacing="Medium")]
    share = danish.percent(abs(miss), language)
    told = (
        say("The forecast of %(day)s was %(share)s above what the year ended at.", day=day, share=share)
        if miss > 0
        else say("The forecast of %(day)s was %(share)s below what the year ended at.", day=day, share=share)
    )
    return [quiet(told, spacing="Medium")]


def how_worked_out(facts: Facts, setting: Setting) -> list[Element]:
    """The parts behind the figures, folded away."""
    return worked_out(_parts(facts, setting), _titles(setting), setting)


def _parts(facts: Facts, setting: Setting) -> list[dict[str, Any]]:
    """The facts' parts with their days in words."""
    return [{**part, "text": _days(part, setting)} for part in facts["parts"]]


def _days(part: Facts, setting: Setting) -> str:
    say = words(setting.language).gettext
    if part["what"] == "forecast":
        return say("spent and committed")
    if part["what"] == "deviation":
        return say("forecast less budget")
    return danish.period(_day(part["from"]), _day(part["to"]), setting.language) if part.get("from") else ""


def _titles(setting: Setting) -> dict[str, str]:
    say = words(setting.language).gettext
    return {
        "budget": say("The year's budget"),
        "periodised": say("Budget so far"),
        "spent": say("Postings"),
        "without_case": say("Of these without a case"),
        "committed": say("Price x quantity of the grants"),
        "forecast": say("Expected"),
        "deviation": say("Deviation"),
    }


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)
