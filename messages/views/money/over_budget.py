"""What the alert and the status of the budget share: the accounts furthest over, how far over, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Cell, Element, button, plain
from messages.setting import Setting
from messages.views.money.budget import account_name, deviation_pct
from messages.words import words
from storage.facts.money.budget import AccountStanding
from storage.rules.money.budget import BudgetStanding

NAMED = 3
"""Accounts and teams that a sentence names."""


def plain_accounts(lines: Sequence[AccountStanding], setting: Setting) -> str:
    """The accounts with what each is over its budget, as a cell takes them."""
    named = [(plain(account_name(one, setting)), danish.kroner(one.deviation, setting.language)) for one in lines]
    return ", ".join(f"{name} ({amount})" for name, amount in named)


def deviation_cell(one: BudgetStanding, setting: Setting) -> Cell:
    """Kroner, and below them per cent of the budget."""
    language, over, share = setting.language, one.deviation > 0, deviation_pct(one)
    under = None if share is None else danish.percent(share, language)
    return Cell(danish.kroner(one.deviation, language), "Attention" if over else None, bold=over, under=under)


def see_budget(teams: Sequence[str], setting: Setting) -> list[Element]:
    """The button to the budget question, of the one team where there is only one."""
    say = words(setting.language).gettext
    slots = {"team": teams[0]} if len(teams) == 1 else {}
    return [button(say("See the budget"), "budget", slots)]
