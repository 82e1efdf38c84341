"""What leaders and controllers get in person about the budget: the alert, and the month's status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from messages import danish
from messages.cards import Cell, Column, Element, button, card, heading, plain, quiet, table, under_title
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
    deviation_pct,
    how_worked_out,
)
from messages.views.money.forecasts import last_years_miss
from messages.words import words

Facts = Mapping[str, Any]

NAMED = 3
"""Accounts and teams that a sentence names."""


def budget_alert(facts: Facts, setting: Setting) -> View:
    """The teams whose forecast is over the limit, or by another step of it, and the accounts that pull them there."""
    over = facts["over"]
    context = {
        "year": facts["day"][:4],
        "alone": _alone(over[0], facts["day"], setting) if len(over) == 1 else None,
        "number_of": len(over),
        "named": danish.listing([_team_over(one, setting) for one in over], setting.language),
    }
    return View("money/budget_alert", {**context, **(context["alone"] or {})}, _alert_card(facts, setting))


def _alone(one: Facts, day: str, setting: Setting) -> dict[str, Any]:
    """What the budget's own sentences say of the one team, and the accounts to name after them."""
    who = words(setting.language).gettext("Budget alert for %(team)s", team=one["team"])
    of_team = {**one, "day": day, "known": True}
    told = {**budget_words(of_team, setting), "lead": f"{who}: ", "nothing": False, "worst": None}
    return {**of_team, **told, "accounts": _accounts(one["lines"][:NAMED], setting)}


def _alert_card(facts: Facts, setting: Setting) -> Element:
    say, over = words(setting.language).gettext, facts["over"]
    if len(over) == 1:
        (one,) = over
        accounts = [heading(say("Furthest over the budget")), budget_table(one["lines"], setting)]
        body = [budget_figures(one, setting), *(accounts if one["lines"] else [])]
    else:
        body = [_teams_over(over, setting)] if over else []
    names = [one["team"] for one in over] or facts["teams"]
    body = [*body, *_when_again(facts, setting)]
    return card(
        schedule_kind("budget_alert", setting.language),
        under_title(names, setting),
        body,
        setting,
        actions=_see(names, setting),
        wide=True,
    )


def _team_over(one: Facts, setting: Setting) -> str:
    say = words(setting.language).gettext
    if one["over_pct"] is None:
        return say("%(team)s (no budget)", team=one["team"])
    return say("%(team)s (%(share)s over)", team=one["team"], share=danish.percent(one["over_pct"], setting.language))


def _accounts(lines: Sequence[Facts], setting: Setting) -> str:
    named = [f"{account_name(one, setting)} ({danish.kroner(one['deviation'], setting.language)})" for one in lines]
    return danish.listing(named, setting.language)


def _teams_over(over: Sequence[Facts], setting: Setting) -> Element:
    """A row for each team, under its name the accounts that pull it over."""
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("Team"), 4),
        Column(say("Budget"), 2, right=True),
        Column(say("Expected"), 2, right=True),
        Column(say("Deviation"), 2, right=True),
    ]
    rows: list[list[str | Cell]] = [
        [
            Cell(plain(one["team"]), under=_plain_accounts(one["lines"][:NAMED], setting) or None),
            danish.kroner(one["budget"], language),
            danish.kroner(one["forecast"], language),
            _deviation(one, setting),
        ]
        for one in over
    ]
    return table(columns, rows)


def _plain_accounts(lines: Sequence[Facts], setting: Setting) -> str:
    named = [(plain(account_name(one, setting)), danish.kroner(one["deviation"], setting.language)) for one in lines]
    return ", ".join(f"{name} ({amount})" for name, amount in named)


def _deviation(one: Facts, setting: Setting) -> Cell:
    """Kroner, and below them per cent of the budget."""
    language, over, share = setting.language, Decimal(one["deviation"]) > 0, deviation_pct(one)
    under = None if share is None else danish.percent(share, language)
    return Cell(danish.kroner(one["deviation"], language), "Attention" if over else None, bold=over, under=under)


def _when_again(facts: Facts, setting: Setting) -> list[Element]:
    """When the next alert comes."""
    say, limit, over = words(setting.language).gettext, Decimal(str(facts["limit_pct"])), facts["over"]
    if len(over) == 1 and over[0]["over_pct"] is not None:
        share = danish.percent(float(limit * (over[0]["step"] + 1)), setting.language)
        told = say("You are told again if the forecast reaches %(share)s over the budget.", share=share)
    else:
        share = danish.percent(float(limit), setting.language)
        told = say("You are told for every %(share)s that a forecast goes over its budget.", share=share)
    return [quiet(told, spacing="Medium")]


def budget_status(facts: Facts, setting: Setting) -> View:
    """Where the budget stands, team by team, and what has changed since a month ago."""
    worst = facts["lines"][0] if facts["lines"] else None
    context = {
        **budget_words(facts, setting),
        "lead": f"{_whose(facts['teams'], setting)}: ",
        "nothing": not any(Decimal(facts[key]) for key in ("budget", "spent", "committed")),
        "worst": worst and {"name": account_name(worst, setting), "amount": worst["deviation"]},
        "changed": _since(facts["since"], setting) if facts["since"] else "",
    }
    return View("money/budget_status", context, _status_card(facts, setting))


def _status_card(facts: Facts, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    loose = facts["without_case"]
    share = f" ({danish.percent(loose['pct'], language)})" if loose["pct"] is not None else ""
    more = [(say("Not tied to a case"), danish.kroner(loose["amount"], language) + share)] if loose["amount"] else []
    teams = [heading(say("Team by team")), _teams(facts["by_team"], setting)] if facts["by_team"] else []
    over = [heading(say("Furthest over the budget")), budget_table(facts["lines"], setting)] if facts["lines"] else []
    body = [
        budget_figures(facts, setting),
        budget_details(facts, setting, more),
        *([line(_since(facts["since"], setting), spacing="Medium")] if facts["since"] else []),
        *teams,
        *over,
        *last_years_miss(facts["last_year"], setting),
        *how_worked_out(facts, setting),
    ]
    titled = under_title(facts["teams"], setting)
    return card(
        schedule_kind("budget_status", setting.language),
        titled,
        body,
        setting,
        actions=_see(facts["teams"], setting),
        wide=True,
    )


def _whose(teams: Sequence[str], setting: Setting) -> str:
    say = words(setting.language)
    if len(teams) > NAMED:
        return say.gettext("Budget status for %(number)s teams", number=danish.number(len(teams), setting.language))
    return say.gettext("Budget status for %(teams)s", teams=danish.listing(teams, setting.language))


def _teams(by_team: Sequence[Facts], setting: Setting) -> Element:
    """A row for each team: under its name the account furthest over, under its forecast what a month has changed."""
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
            Cell(plain(one["team"]), under=_plain_accounts(one["lines"][:1], setting) or None),
            danish.kroner(one["budget"], language),
            Cell(danish.kroner(one["spent"], language), under=_percent(one["spent_pct"], language)),
            Cell(danish.kroner(one["forecast"], language), under=_changed(one["since"], setting)),
            _deviation(one, setting),
        ]
        for one in by_team
    ]
    return table(columns, rows)


def _percent(share: float | None, language: str) -> str | None:
    return None if share is None else danish.percent(share, language)


def _changed(since: Facts | None, setting: Setting) -> str | None:
    """+12.000 kr. på en måned"""
    if since is None or not Decimal(since["change"]):
        return None
    sign = "+" if Decimal(since["change"]) > 0 else ""
    return words(setting.language).gettext(
        "%(change)s in a month", change=sign + danish.kroner(since["change"], setting.language)
    )


def _since(since: Facts, setting: Setting) -> str:
    say, change = words(setting.language).gettext, Decimal(since["change"])
    day = danish.day(dt.date.fromisoformat(since["day"]), setting.language)
    much = danish.kroner(abs(change), setting.language)
    if change > 0:
        return say("The forecast has grown by %(much)s since %(day)s.", day=day, much=much)
    if change < 0:
        return say("The forecast has fallen by %(much)s since %(day)s.", day=day, much=much)
    return say("The forecast has not changed since %(day)s.", day=day)


def _see(teams: Sequence[str], setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    slots = {"team": teams[0]} if len(teams) == 1 else {}
    return [button(say("See the budget"), "budget", slots)]
