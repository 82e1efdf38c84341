"""The list behind one check of the data, for somebody who works through it line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from messages import danish
from messages.cards import Cell, Column, Element, button, card, paged, plain, quiet, table
from messages.labels import case_type, per_unit, person, subject
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.fact import WITHHELD
from storage.facts.recovery.data_quality import (
    CheckFound,
    DataQuality,
    DataQualityList,
    Find,
    FoundCase,
    FoundGrant,
    FoundPosting,
    MissingAccount,
)
from storage.facts.sending.sources import RejectedLine

ListRow: TypeAlias = list[str | Cell]
REASON = 200
"""Characters of what is wrong with a row: a sentence, not a value."""


def every_check(facts: DataQuality) -> list[CheckFound]:
    """Each check with what it found, and the rows that imports left out."""
    return [*facts.checks, CheckFound("rejected_rows", facts.rejected_rows)]


def check_list(facts: DataQualityList, setting: Setting) -> View:
    """How much one check found, what to do about it, and the lines."""
    check, language = facts.check, setting.language
    found = next(one for one in every_check(facts) if one.check == check)
    context = {
        **subject(setting),
        "what": title(check, language),
        "number": facts.total,
        "kroner": found.amount,
        "share": found.share,
        "advice": advice(check, language),
        "withheld": facts.withheld,
    }
    return View("recovery/data_quality_list", context, _card(facts, setting))


def _card(facts: DataQualityList, setting: Setting) -> Element:
    say, check, language = words(setting.language).gettext, facts.check, setting.language
    slots = replace(setting.slots, check=check)
    page = paged(facts.items, replace(setting, slots=slots))
    body = [_table(check, page.items, setting), *page.note, *_left_out(facts, setting)] if page.items else []
    under = [slots.team or "", danish.day(setting.today, language)]
    rest = replace(slots, check=None, limit=None).as_json()
    actions = [*page.actions, button(say("Data quality"), "data_quality", rest)]
    titled = [plain(part) for part in under if part]
    return card(title(check, language), titled, body, setting, actions=actions, wide=True)


def _left_out(facts: DataQualityList, setting: Setting) -> list[Element]:
    """A note under a list that is not whole: how to get the rest."""
    say, items = words(setting.language).gettext, len(facts.items)
    if items == facts.total:
        return []
    first, total = (danish.number(number, setting.language) for number in (items, facts.total))
    note = say(
        "These are the first %(first)s of %(total)s: your administrator can save them all.", first=first, total=total
    )
    return [quiet(note, spacing="Small")]


def _table(check: str, items: Sequence[Find], setting: Setting) -> Element:
    return table(_columns(check, items, setting), [_row(item, setting) for item in items])


def _columns(check: str, items: Sequence[Find], setting: Setting) -> list[Column]:
    say = words(setting.language).gettext
    match items[0]:
        case FoundCase(caseworker=caseworker):
            named = [] if caseworker is WITHHELD else [Column(say("Caseworker"), 3)]
            return [Column(say("Case"), 2), Column(say("Type"), 3), Column(say("Opened"), 2), *named]
        case FoundGrant():
            dates = [Column(say("From"), 2), Column(say("Stops"), 2)]
            return [Column(say("Case"), 2), Column(say("Measure"), 3), *dates, Column(say("Price"), 2, right=True)]
        case FoundPosting():
            whose = say("Team") if check == "postings_without_case" else say("Case")
            where = [Column(say("Account"), 2), Column(whose, 3)]
            return [Column(say("Voucher"), 3), *where, Column(say("Kroner"), 3, right=True)]
        case MissingAccount():
            numbers = [Column(say("Postings"), 2, right=True), Column(say("Kroner"), 2, right=True)]
            return [Column(say("Account"), 3), Column(say("Team"), 3), *numbers]
        case RejectedLine():
            return rejected_columns(setting)


def _row(item: Find, setting: Setting) -> ListRow:
    match item:
        case FoundCase():
            return _case(item, setting)
        case FoundGrant():
            return _grant(item, setting)
        case FoundPosting():
            return _posting(item, setting)
        case MissingAccount():
            return _account(item, setting)
        case RejectedLine():
            return rejected_row(item, setting)


def _case(item: FoundCase, setting: Setting) -> ListRow:
    named = Cell(plain(item.case), under=plain(item.team))
    row: ListRow = [named, case_type(item.case_type, setting.language), _day(item.opened, setting)]
    return row if item.caseworker is WITHHELD else [*row, plain(person(item.caseworker, setting, left=item.left))]


def _grant(item: FoundGrant, setting: Setting) -> ListRow:
    say = words(setting.language).gettext
    price = Cell(danish.kroner(item.price, setting.language), under=per_unit(item.unit, setting.language))
    return [
        Cell(plain(item.case), under=plain(item.grant)),
        Cell(plain(item.measure), under=say("account %(account)s", account=plain(item.account))),
        _day(item.start, setting),
        _day(item.stop, setting) if item.stop else Cell(say("No stop date"), "Attention"),
        price,
    ]


def _posting(item: FoundPosting, setting: Setting) -> ListRow:
    say = words(setting.language).gettext
    voucher = f"{item.voucher}, {item.line}" if item.line else item.voucher
    grant = say("grant %(grant)s", grant=plain(item.grant)) if item.grant else None
    return [
        Cell(plain(voucher), under=_day(item.day, setting)),
        plain(item.account),
        Cell(plain(item.case or item.team or say("No team")), under=grant),
        danish.kroner(item.amount, setting.language),
    ]


def _account(item: MissingAccount, setting: Setting) -> ListRow:
    say, language = words(setting.language).gettext, setting.language
    teams = danish.listing([plain(team) for team in item.teams[:3]], language)
    more = len(item.teams) - 3
    under = say("and %(more)s more", more=danish.number(more, language)) if more > 0 else None
    return [
        Cell(plain(item.account), under=plain(item.name) if item.name else None),
        Cell(teams or say("No team"), under=under),
        danish.number(item.postings, language),
        danish.kroner(item.amount, language),
    ]


def rejected_columns(setting: Setting) -> list[Column]:
    """The columns of `rejected_row`."""
    say = words(setting.language).gettext
    return [Column(say("File"), 2), Column(say("Line"), 1, right=True), Column(say("What is wrong"), 5)]


def rejected_row(item: RejectedLine, setting: Setting) -> ListRow:
    """A row that an import left out: where it stands, and what is wrong with it, in the import's own Danish words."""
    line = "" if item.line is None else danish.number(item.line, setting.language)
    column = plain(item.column) if item.column else None
    return [plain(item.file), line, Cell(plain(item.reason or "", REASON), under=column)]


def _day(day: dt.date, setting: Setting) -> str:
    return danish.short_day(day, setting.language, setting.today)


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
    sentences = {
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
    return sentences[check]
