"""What leaders and controllers get in person each month: where the budget stands."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, plain, table, under_title
from messages.cards import text as line
from messages.labels import schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.views.money.budget import (
    account_name,
    budget_details,
    budget_figures,
    budget_table,
    budget_words,
    how_worked_out,
)
from messages.views.money.forecasts import last_years_miss
from messages.views.money.over_budget import NAMED, deviation_cell, plain_accounts, see_budget
from messages.words import words
from storage.facts.money.budget_status import BudgetStatus, ForecastChange, TeamStatus


def budget_status(facts: BudgetStatus, setting: Setting) -> View:
    """Where the budget stands, team by team, and what has changed since a month ago."""
    worst = facts.lines[0] if facts.lines else None
    context = {
        **budget_words(facts, facts.day, setting),
        "lead": f"{_whose(facts.teams, setting)}: ",
        "nothing": not any((facts.budget, facts.spent, facts.committed)),
        "worst": worst and {"name": account_name(worst, setting), "amount": worst.deviation},
        "changed": _since(facts.since, setting) if facts.since else "",
    }
    return View("money/budget_status", context, _card(facts, setting))


def _card(facts: BudgetStatus, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    loose = facts.without_case
    share = f" ({danish.percent(loose.pct, language)})" if loose.pct is not None else ""
    more = (
        [(say("Not tied to a case"), danish.kroner(loose.amount, language) + share)] if loose.amount is not None else []
    )
    teams = [heading(say("Team by team")), _teams(facts.by_team, setting)] if facts.by_team else []
    over = [heading(say("Furthest over the budget")), budget_table(facts.lines, setting)] if facts.lines else []
    body = [
        budget_figures(facts, setting),
        budget_details(facts, setting, more),
        *([line(_since(facts.since, setting), spacing="Medium")] if facts.since else []),
        *teams,
        *over,
        *last_years_miss(facts.last_year, setting),
        *how_worked_out(facts.parts, setting),
    ]
    titled = under_title(facts.teams, setting)
    return card(
        schedule_kind("budget_status", setting.language),
        titled,
        body,
        setting,
        actions=see_budget(facts.teams, setting),
        wide=True,
    )


def _whose(teams: Sequence[str], setting: Setting) -> str:
    say = words(setting.language)
    if len(teams) > NAMED:
        return say.gettext("Budget status for %(number)s teams", number=danish.number(len(teams), setting.language))
    return say.gettext("Budget status for %(teams)s", teams=danish.listing(teams, setting.language))


def _teams(by_team: Sequence[TeamStatus], setting: Setting) -> Element:
    """A row for each team: under its name the account furthest over, under its forecast the change in a month."""
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Team"), 4),
        Column(say("Budget"), 2, right=True),
        Column(say("Spent"), 2, right=True),
        Column(say("Expected"), 2, right=True),
        Column(say("Deviation"), 2, right=True),
    ]
    rows: list[list[str | Cell]] = [
        [
            Cell(plain(one.team), under=plain_accounts(one.lines[:1], setting) or None),
            danish.kroner(one.budget, language),
            Cell(danish.kroner(one.spent, language), under=_percent(one.spent_pct, language)),
            Cell(danish.kroner(one.forecast, language), under=_changed(one.since, setting)),
            deviation_cell(one, setting),
        ]
        for one in by_team
    ]
    return table(columns, rows)


def _percent(share: float | None, language: str) -> str | None:
    return None if share is None else danish.percent(share, language)


def _changed(since: ForecastChange | None, setting: Setting) -> str | None:
    """+12.000 kr. på en måned"""
    if since is None or not since.change:
        return None
    sign = "+" if since.change > 0 else ""
    return words(setting.language).gettext(
        "%(change)s in a month", change=sign + danish.kroner(since.change, setting.language)
    )


def _since(since: ForecastChange, setting: Setting) -> str:
    say, change = words(setting.language).gettext, since.change
    day = danish.day(since.day, setting.language)
    much = danish.kroner(abs(change), setting.language)
    if change > 0:
        return say("The forecast has grown by %(much)s since %(day)s.", day=day, much=much)
    if change < 0:
        return say("The forecast has fallen by %(much)s since %(day)s.", day=day, much=much)
    return say("The forecast has not changed since %(day)s.", day=day)
