"""The list behind one check of the data: what somebody works from, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from messages import danish
from messages.cards import Cell, Column, Element, button, card, paged, plain, quiet, table
from messages.labels import case_type, per_unit, person, subject
from messages.setting import Setting
from messages.view import View
from messages.words import words

Facts = Mapping[str, Any]
Row: TypeAlias = list[str | Cell]
REASON = 200
"""Characters of what is wrong with a row: a sentence, not a value."""


def every_check(facts: Facts) -> list[Facts]:
    """Each check with what it found, and the rows that imports left out."""
    rejected = {"check": "rejected_rows", "count": facts["rejected_rows"], "amount": None, "share": None}
    return [*facts["checks"], rejected]


def check_list(facts: Facts, setting: Setting) -> View:
    """How much one check found, what to do about it, and the lines."""
    check, language = facts["check"], setting.language
    found = next(one for one in every_check(facts) if one["check"] == check)
    context = {
        **subject(setting),
        "what": title(check, language),
        "number": facts["total"],
        "kroner": found["amount"],
        "share": found["share"],
        "advice": advice(check, language),
        "withheld": facts["withheld"],
    }
    return View("recovery/data_quality_list", context, _card(facts, setting))


def _card(facts: Facts, setting: Setting) -> Element:
    say, check, language = words(setting.language).gettext, facts["check"], setting.language
    slots = replace(setting.slots, check=check)
    page = paged(facts["items"], replace(setting, slots=slots))
    body = [_table(check, page.items, setting), *page.note, *_left_out(facts, setting)] if page.items else []
    under = [slots.team or "", danish.day(setting.today, language)]
    rest = replace(slots, check=None, limit=None).as_json()
    actions = [*page.actions, button(say("Data quality"), "data_quality", rest)]
    titled = [plain(part) for part in under if part]
    return card(title(check, language), titled, body, setting, actions=actions, wide=True)


def _left_out(facts: Facts, setting: Setting) -> list[Element]:
    """A list that is not whole says so, and how to get the rest."""
    say, items = words(setting.language).gettext, len(facts["items"])
    if items == facts["total"]:
        return []
    first, total = (danish.number(number, setting.language) for number in (items, facts["total"]))
    told = say(
        "These are the first %(first)s of %(total)s: your administrator can save them all.", first=first, total=total
    )
    return [quiet(told, spacing="Small")]


def _table(check: str, items: Sequence[Facts], setting: Setting) -> Element:
    columns, row = _drawing(check, items, setting)
    return table(columns, [row(item, setting) for item in items])


def _drawing(
    check: str, items: Sequence[Facts], setting: Setting
) -> tuple[list[Column], Callable[[Facts, Setting], Row]]:
    say = words(setting.language).gettext
    if check.startswith("cases_"):
        named = [Column(say("Caseworker"), 3)] if "caseworker" in items[0] else []
        return [Column(say("Case"), 2), Column(say("Type"), 3), Column(say("Opened"), 2), *named], _case
    if "grants" in check:
        dates = [Column(say("From"), 2), Column(say("Stops"), 2)]
        return [Column(say("Case"), 2), Column(say("Measure"), 3), *dates, Column(say("Price"), 2, right=True)], _grant
    if "postings" in check:
        whose = say("Team") if check == "postings_without_case" else say("Case")
        where = [Column(say("Account"), 2), Column(whose, 3)]
        return [Column(say("Voucher"), 3), *where, Column(say("Kroner"), 3, right=True)], _posting
    if check == "accounts_without_budget":
        numbers = [Column(say("Postings"), 2, right=True), Column(say("Kroner"), 2, right=True)]
        return [Column(say("Account"), 3), Column(say("Team"), 3), *numbers], _account
    return rejected_columns(setting), rejected_row


def _case(item: Facts, setting: Setting) -> Row:
    named = Cell(plain(item["case"]), under=plain(item["team"]))
    row: Row = [named, case_type(item["type"], setting.language), _day(item["opened"], setting)]
    return [*row, plain(person(item["caseworker"], setting))] if "caseworker" in item else row


def _grant(item: Facts, setting: Setting) -> Row:
    say = words(setting.language).gettext
    price = Cell(danish.kroner(item["price"], setting.language), under=per_unit(item["unit"], setting.language))
    return [
        Cell(plain(item["case"]), under=plain(item["grant"])),
        Cell(plain(item["measure"]), under=say("account %(account)s", account=plain(item["account"]))),
        _day(item["start"], setting),
        _day(item["stop"], setting) if item["stop"] else Cell(say("No stop date"), "Attention"),
        price,
    ]


def _posting(item: Facts, setting: Setting) -> Row:
    say = words(setting.language).gettext
    voucher = f"{item['voucher']}, {item['line']}" if item["line"] else item["voucher"]
    grant = say("grant %(grant)s", grant=plain(item["grant"])) if item["grant"] else None
    return [
        Cell(plain(voucher), under=_day(item["day"], setting)),
        plain(item["account"]),
        Cell(plain(item["case"] or item["team"] or say("No team")), under=grant),
        danish.kroner(item["amount"], setting.language),
    ]


def _account(item: Facts, setting: Setting) -> Row:
    say, language = words(setting.language).gettext, setting.language
    teams = danish.listing([plain(team) for team in item["teams"][:3]], language)
    more = len(item["teams"]) - 3
    under = say("and %(more)s more", more=danish.number(more, language)) if more > 0 else None
    return [
        Cell(plain(item["account"]), under=plain(item["name"]) if item["name"] else None),
        Cell(teams or say("No team"), under=under),
        danish.number(item["postings"], language),
        danish.kroner(Decimal(item["amount"]), language),
    ]


def rejected_columns(setting: Setting) -> list[Column]:
    """The columns of `rejected_row`."""
    say = words(setting.language).gettext
    return [Column(say("File"), 2), Column(say("Line"), 1, right=True), Column(say("What is wrong"), 5)]


def rejected_row(item: Facts, setting: Setting) -> Row:
    """A row that an import left out: where it stands, and what is wrong with it, in the import's own Danish words."""
    line = "" if item["line"] is None else danish.number(item["line"], setting.language)
    column = plain(item["column"]) if item["column"] else None
    return [plain(item["file"]), line, Cell(plain(item["reason"], REASON), under=column)]


def _day(day: str, setting: Setting) -> str:
    return danish.short_day(dt.date.fromisoformat(day), setting.language, setting.today)


def title(check: str, language: str, number: int = 2) -> str:
    """What a check finds, as a heading; in the singular where it found one."""
    say_many = words(language).ngettext
    titles = {
        "cases_without_caseworker": say_many("Case without caseworker", "Cases without caseworker", number),
        "cases_without_events": say_many("Case without events", "Cases without events", number),
        "grants_without_stop": say_many("Grant without an end", "Grants without an end", number),
        "grants_on_closed_cases": say_many("Grant on a closed case", "Grants on closed cases", number),
        "idle_grants": say_many("Grant nothing is posted on", "Grants nothing is posted on", number),
        "postings_without_case": say_many("Posting without a case", "Postings without a case", number),
        "unmatched_postings": say_many("Posting without a grant", "Postings without a grant", number),
        "accounts_without_budget": say_many("Account without a budget", "Accounts without a budget", number),
        "rejected_rows": say_many("Row left out of the import", "Rows left out of the import", number),
    }
    return titles[check]


def advice(check: str, language: str) -> str:
    """What to do about what a check finds, in one sentence."""
    say = words(language).gettext
    told = {
        "cases_without_caseworker": say("Give each case a caseworker."),
        "cases_without_events": say("Record what has happened in the case, or close it."),
        "grants_without_stop": say("Set an end date, or decide when the grant is followed up."),
        "grants_on_closed_cases": say("Stop the grant on the day the case was closed."),
        "idle_grants": say("Ask the supplier for the invoice, or stop the grant."),
        "postings_without_case": say("Post the amount again with case number or grant number."),
        "unmatched_postings": say("Grant what is paid for, or post it on the right account."),
        "accounts_without_budget": say("Give the account a budget, or move what is posted on it."),
        "rejected_rows": say("Correct the rows where they come from, and import again."),
    }
    return told[check]
