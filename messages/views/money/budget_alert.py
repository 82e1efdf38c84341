"""What leaders and controllers get in person when a forecast goes over its budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, card, heading, plain, quiet, table, under_title
from messages.labels import schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.views.money.budget import account_name, budget_figures, budget_table, budget_words
from messages.views.money.over_budget import NAMED, deviation_cell, plain_accounts, see_budget
from messages.words import words
from storage.facts.money.budget import AccountStanding
from storage.facts.money.budget_alert import BudgetAlert, TeamOver


def budget_alert(facts: BudgetAlert, setting: Setting) -> View:
    """The teams whose forecast passed the limit or a further step of it, and the accounts that cause it."""
    over = facts.over
    alone = _alone(over[0], facts.day, setting) if len(over) == 1 else {}
    context = {
        "year": str(facts.day.year),
        "alone": bool(alone),
        "number_of": len(over),
        "named": danish.listing([_team_over(one, setting) for one in over], setting.language),
    }
    return View("money/budget_alert", {**context, **alone}, _card(facts, setting))


def _alone(one: TeamOver, day: dt.date, setting: Setting) -> dict[str, Any]:
    """The budget's own sentences about the one team, and the accounts to name after them."""
    who = words(setting.language).gettext("Budget alert for %(team)s", team=one.team)
    return {
        "budget": one.budget,
        "forecast": one.forecast,
        "spent_pct": one.spent_pct,
        "known": True,
        **budget_words(one, day, setting),
        "lead": f"{who}: ",
        "accounts": _accounts(one.lines[:NAMED], setting),
    }


def _card(facts: BudgetAlert, setting: Setting) -> Element:
    say, over = words(setting.language).gettext, facts.over
    if len(over) == 1:
        (one,) = over
        accounts = [heading(say("Furthest over the budget")), budget_table(one.lines, setting)]
        body = [budget_figures(one, setting), *(accounts if one.lines else [])]
    else:
        body = [_teams_over(over, setting)] if over else []
    names = [one.team for one in over] or facts.teams
    body = [*body, *_when_again(facts, setting)]
    return card(
        schedule_kind("budget_alert", setting.language),
        under_title(names, setting),
        body,
        setting,
        actions=see_budget(names, setting),
        wide=True,
    )


def _team_over(one: TeamOver, setting: Setting) -> str:
    say = words(setting.language).gettext
    if one.over_pct is None:
        return say("%(team)s (no budget)", team=one.team)
    return say("%(team)s (%(share)s over)", team=one.team, share=danish.percent(one.over_pct, setting.language))


def _accounts(lines: Sequence[AccountStanding], setting: Setting) -> str:
    named = [f"{account_name(one, setting)} ({danish.kroner(one.deviation, setting.language)})" for one in lines]
    return danish.listing(named, setting.language)


def _teams_over(over: Sequence[TeamOver], setting: Setting) -> Element:
    """A row for each team, with the accounts that pull it over under its name."""
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Team"), 4),
        Column(say("Budget"), 2, right=True),
        Column(say("Expected"), 2, right=True),
        Column(say("Deviation"), 2, right=True),
    ]
    rows: list[list[str | Cell]] = [
        [
            Cell(plain(one.team), under=plain_accounts(one.lines[:NAMED], setting) or None),
            danish.kroner(one.budget, language),
            danish.kroner(one.forecast, language),
            deviation_cell(one, setting),
        ]
        for one in over
    ]
    return table(columns, rows)


def _when_again(facts: BudgetAlert, setting: Setting) -> list[Element]:
    """When the next alert comes."""
    say, limit, over = words(setting.language).gettext, facts.limit_pct, facts.over
    if len(over) == 1 and over[0].over_pct is not None:
        share = danish.percent(float(limit * (over[0].step + 1)), setting.language)
        sentence = say("You are told again if the forecast reaches %(share)s over the budget.", share=share)
    else:
        share = danish.percent(float(limit), setting.language)
        sentence = say("You are told for every %(share)s that a forecast goes over its budget.", share=share)
    return [quiet(sentence, spacing="Medium")]
