"""How far the recovery has come, what is missing, and what to restore first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from messages import danish
from messages.cards import Cell, Column, Element, card, figures, heading, paged, plain, table
from messages.charts import CATEGORY_COLOURS, Series, stacked_bars
from messages.labels import REQUIREMENTS, about, case_type, category, person, requirement, state, subject
from messages.setting import Setting
from messages.view import View
from messages.views.groups import CountedGroup, group_heading, group_name, group_table, most, page_of_groups
from messages.words import words
from storage.facts.fact import WITHHELD
from storage.facts.group import GroupTotal
from storage.facts.recovery.legality import GroupLacking, Legality, LegalityOfCase

COLOURS = {"red": "Attention", "green": "Good"}
"""Yellow has no colour that can be read on white."""

NAMED = 3
"""At most so many requirements are named in a row; of more, the first ones and the number of the others."""


def legality(facts: Legality, setting: Setting) -> View:
    """The recovery of cases, or who lacks one requirement."""
    asked = _asked(setting)
    first = facts.items[0] if facts.items and asked is None else None
    context = {
        **subject(setting),
        "requirement": requirement(asked, setting.language) if asked else None,
        "lacking": facts.missing.get(asked or "", 0),
        "first": _named(first, setting.language) if first else None,
        "most": most(_lacking_groups(facts), setting) if asked else None,
    }
    return View("recovery/legality", context, _card(facts, setting, asked))


def _named(item: LegalityOfCase, language: str) -> dict[str, str]:
    """A case as a sentence names it."""
    return {"case": item.case, "colour": danish.in_sentence(category(item.category or "", language))}


def _asked(setting: Setting) -> str | None:
    """The requirement asked about, if it is one of ours; we repeat nothing else."""
    asked = setting.slots.requirement
    return asked if asked in REQUIREMENTS else None


def _lacking_groups(facts: Legality) -> list[GroupTotal]:
    """The groups by how many of their cases lack the requirement, the most first."""
    groups = [GroupTotal(one.key, one.missing) for one in facts.groups or () if isinstance(one, GroupLacking)]
    return sorted(groups, key=lambda group: -group.total)


def _card(facts: Legality, setting: Setting, asked: str | None) -> Element:
    say, slots = words(setting.language).gettext, setting.slots
    if facts.groups:
        drawn = _lacking_table if asked else group_table
        body, actions = page_of_groups(_lacking_groups(facts) or facts.groups, setting, drawn)
    else:
        page = paged(facts.items, setting)
        above = _overview(facts, setting) if asked is None and setting.page == 1 and facts.total else []
        body = [*above, *_list(page.items, setting, titled=bool(above)), *page.note]
        actions = page.actions
    named = requirement(asked, setting.language) if asked else ""
    whose = person(slots.staff, setting) if slots.staff else ""
    counted = danish.count(facts.total, "case", setting.language)
    under = [counted, whose, slots.team or "", named[:1].upper() + named[1:], *about(setting)]
    parts = [plain(part) for part in under if part]
    return card(say("Recovery of cases"), parts, body, setting, actions=actions, wide=True)


def _overview(facts: Legality, setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    reached = (
        (facts.reviewed, say("Reviewed")),
        (facts.restored, say("Restored")),
        (facts.reported_done, say("Reported done")),
        (facts.lawful, say("Lawful")),
    )
    shown = [(danish.number(number, setting.language), title, None) for number, title in reached]
    return [figures(shown), *_chart(facts, setting), *_missing(facts.missing, setting)]


def _chart(facts: Legality, setting: Setting) -> list[Element]:
    """Red, yellow, green and not reviewed, by case type."""
    say, language = words(setting.language).gettext, setting.language
    types = {case_type(word, language): counted for word, counted in facts.by_type.items()}
    series = [
        Series(category(word, language), [(name, counted.get(word, 0)) for name, counted in types.items()], colour)
        for word, colour in CATEGORY_COLOURS.items()
        if any(word in counted for counted in types.values())
    ]
    title = say("By case type")
    drawn = stacked_bars(title, list(types), series, setting, x_title=say("Case type"))
    return [heading(title), drawn] if drawn else []


def _missing(missing: Mapping[str, int], setting: Setting) -> list[Element]:
    if not missing:
        return []
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(say("Requirement"), 3), Column(say("Cases"), 1, right=True)]
    rows = [[_title(word, language), danish.number(n, language)] for word, n in missing.items()]
    return [heading(say("Missing")), table(columns, rows)]


def _title(word: str, language: str) -> str:
    named = plain(requirement(word, language))
    return named[:1].upper() + named[1:]


def _list(items: Sequence[LegalityOfCase], setting: Setting, *, titled: bool) -> list[Element]:
    if not items:
        return []
    say = words(setting.language).gettext
    columns = [Column(say("Case"), 5), Column(say("Category"), 6), Column(say("Missing"), 10)]
    listed = table(columns, [_row(item, setting) for item in items])
    return [*([heading(say("To be restored in this order"))] if titled else []), listed]


def _row(item: LegalityOfCase, setting: Setting) -> list[str | Cell]:
    language, slots = setting.language, setting.slots
    colour = category(item.category or "", language)
    reached = state(item.state, language)
    whose = None if item.caseworker is WITHHELD or slots.staff else plain(person(item.caseworker, setting))
    return [
        plain(item.case),
        Cell(colour, COLOURS.get(item.category or ""), under=reached if reached != colour else None),
        Cell(lacks(item.missing, language), under=whose),
    ]


def lacks(missing: Sequence[str], language: str) -> str:
    """What a case lacks, in a few words."""
    say = words(language).gettext
    if not missing:
        return say("nothing")
    named = [plain(requirement(word, language)) for word in missing]
    if len(named) > NAMED:
        named = [*named[: NAMED - 1], say("%(number)s more", number=len(named) - NAMED + 1)]
    return danish.listing(named, language)


def _lacking_table(groups: Sequence[CountedGroup], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    columns = [Column(group_heading(setting), 3), Column(say("Cases that lack it"), 2, right=True)]
    rows = [[plain(group_name(group.key, setting)), danish.number(group.total, language)] for group in groups]
    return table(columns, rows)
