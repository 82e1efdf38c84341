"""What is missing in the data or does not match in the books; each line says what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from messages import danish
from messages.cards import Cell, Column, Element, button, buttons, card, heading, paged, plain, quiet, table
from messages.labels import subject
from messages.parts import worked_out
from messages.setting import Setting
from messages.view import View
from messages.views.recovery.check_lists import advice, check_list, every_check, title
from messages.words import words
from storage.facts.recovery.data_quality import CheckFound, DataQuality, DataQualityList, TeamFound

IN_A_ROW = 3
"""Buttons: their titles are long."""


def data_quality(facts: DataQualityList | DataQuality, setting: Setting) -> View:
    """How much is wrong, and what share of the money belongs to no case."""
    if isinstance(facts, DataQualityList):
        return check_list(facts, setting)
    found = _found(facts)
    loose = facts.postings_without_case
    context = {
        **subject(setting),
        "kinds": len(found),
        "share": loose.share if loose.count else None,
        "most": _most(found, setting),
    }
    return View("recovery/data_quality", context, _card(facts, setting))


def _found(facts: DataQuality) -> list[CheckFound]:
    """The checks that found something, and what imports left out."""
    return [one for one in every_check(facts) if one.count]


def _most(found: Sequence[CheckFound], setting: Setting) -> str:
    """The three checks that found the most, in words: 12 idle bevillinger, …"""
    language = setting.language
    largest = sorted(found, key=lambda one: -one.count)[:3]
    said = [
        f"{danish.number(one.count, language)} {danish.in_sentence(title(one.check, language, one.count))}"
        for one in largest
    ]
    return danish.listing(said, language)


def _card(facts: DataQuality, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    under = [setting.slots.team or "", danish.day(setting.today, language)]
    found = _found(facts)
    body = [_table(found, setting), *_openers(found, setting)] if found else []
    if facts.missing_accounts:
        numbers = danish.listing([plain(one) for one in facts.missing_accounts[:10]], language)
        body.append(quiet(say("Accounts that the budget lacks: %(numbers)s", numbers=numbers), spacing="Small"))
    page = paged(facts.by_team, setting)
    if len(facts.by_team) > 1:
        body += [heading(say("By team")), _teams(page.items, setting), *page.note]
    titles = {one.check: title(one.check, language) for one in facts.checks}
    parts = [
        {"what": part.what, "amount": part.amount, "count": part.count, "pct": part.pct}
        for part in facts.parts
        if part.count
    ]
    body += worked_out(parts, titles, setting)
    titled = [plain(part) for part in under if part]
    return card(say("Data quality"), titled, body, setting, actions=page.actions, wide=True)


def _openers(found: Sequence[CheckFound], setting: Setting) -> list[Element]:
    """A button for the list behind each line."""
    say, slots = words(setting.language).gettext, setting.slots
    opening = [
        button(title(one.check, setting.language), "data_quality", replace(slots, check=one.check).as_json())
        for one in found
    ]
    rows = [opening[first : first + IN_A_ROW] for first in range(0, len(opening), IN_A_ROW)]
    return [heading(say("See the list")), *(buttons(row, spacing="Small") for row in rows)]


def _table(found: Sequence[CheckFound], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [
        Column(say("What"), 7),
        Column(say("Number"), 2, right=True),
        Column(say("Kroner"), 5, right=True),
        Column(say("Of the spending"), 4, right=True),
    ]
    return table(columns, [_row(one, setting, language) for one in found])


def _row(one: CheckFound, setting: Setting, language: str) -> list[str | Cell]:
    named = Cell(title(one.check, language), under=advice(one.check, language))
    amount = "" if one.amount is None else danish.kroner(one.amount, language)
    share = "" if one.share is None else danish.percent(one.share, setting.language)
    return [named, danish.number(one.count, language), amount, share]


def _teams(teams: Sequence[TeamFound], setting: Setting) -> Element:
    """Cases, grants and postings with something wrong, team by team."""
    say, language = words(setting.language).gettext, setting.language
    kinds = (say("Cases"), say("Grants"), say("Postings"))
    columns = [Column(say("Team"), 5), *(Column(name, 4, right=True) for name in kinds)]
    rows = [
        [
            plain(team.team or say("No team")),
            *(danish.number(number, language) for number in (team.cases, team.grants, team.postings)),
        ]
        for team in teams
    ]
    return table(columns, rows)
