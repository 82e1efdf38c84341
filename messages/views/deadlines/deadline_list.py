"""Lists of open deadlines, shared by the answers about overdue and about coming deadlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from messages import danish
from messages.cards import Cell, Column, Element, paged, plain, table, text
from messages.labels import person, rule_title
from messages.setting import Setting
from messages.views.groups import page_of_groups
from messages.words import words
from storage.facts.deadlines.overdue import Overdue, OverdueDeadline
from storage.facts.deadlines.upcoming import Upcoming, UpcomingDeadline
from storage.facts.fact import WITHHELD

SOON_DAYS = 3
"""A deadline this close is marked."""


def page_of_deadlines(facts: Overdue | Upcoming, setting: Setting, days: str) -> tuple[list[Element], list[Element]]:
    """The body of the card, and the buttons under it; `days` is the title of the last column.

    If nothing may be listed, the body counts the deadlines by rule.
    """
    if facts.groups:
        return page_of_groups(facts.groups, setting)
    items: Sequence[OverdueDeadline | UpcomingDeadline] = facts.items
    page = paged(items, setting)
    if page.items:
        listed = deadline_table(page.items, setting, days, named=_is_named(facts, setting))
        return [*by_rule(facts.by_rule, setting), listed, *page.note], page.actions
    counted = [_rule_table(facts.by_rule, setting)] if any(facts.by_rule.values()) else []
    return [*counted, *page.note], page.actions


def deadline_table(
    items: Sequence[OverdueDeadline | UpcomingDeadline], setting: Setting, days: str, *, named: bool = False
) -> Element:
    """A table: case, deadline, due, days over or left; with `named`, the caseworker under the deadline."""
    say = words(setting.language).gettext
    # The widths keep case numbers and dates on one line in a narrow card.
    deadline = say("Deadline and caseworker") if named else say("Deadline")
    columns = [Column(say("Case"), 5), Column(deadline, 9), Column(say("Due"), 6), Column(days, 5, right=True)]
    return table(columns, [_row(item, setting, named=named) for item in items])


def standing(days: int, language: str) -> Cell:
    """How many days a deadline is over or away."""
    say = words(language)
    if days < 0:
        over = danish.count(-days, "day", language)
        return Cell(say.gettext("%(days)s over", days=over), "Attention", bold=True)
    if days == 0:
        return Cell(say.gettext("today"), bold=True)
    left = say.gettext("in %(days)s", days=danish.count(days, "day", language))
    return Cell(left, bold=days <= SOON_DAYS)


def by_rule(totals: Mapping[str, int], setting: Setting) -> list[Element]:
    """A line that counts the deadlines by rule, the most first; nothing if no rule has more than one."""
    if max(totals.values(), default=0) < 2:
        return []
    return [text(" · ".join(f"{title} {n}" for title, n in _by_title(totals, setting)), spacing="Small")]


def _rule_table(totals: Mapping[str, int], setting: Setting) -> Element:
    """The deadlines counted by rule, for people who get counts and no list."""
    say = words(setting.language).gettext
    return table([Column(say("Deadline"), 3), Column(say("Number"), 1, right=True)], _by_title(totals, setting))


def _by_title(totals: Mapping[str, int], setting: Setting) -> list[tuple[str, str]]:
    titled = [(rule_title(rule, setting.language), n) for rule, n in totals.items() if n]
    ordered = sorted(titled, key=lambda entry: (-entry[1], entry[0]))
    return [(title, danish.number(n, setting.language)) for title, n in ordered]


def is_complete(facts: Overdue | Upcoming) -> bool:
    """Whether the list holds everything that is counted; if not, a deadline that is left out could come first."""
    return len(facts.items) == facts.total


def own(facts: Overdue | Upcoming, setting: Setting) -> dict[str, bool]:
    """`own`, if nobody was named but every deadline is the asker's: the sentence then says "you"."""
    slots = setting.slots
    return {"you": True} if _are_all_own(facts, setting) and not (slots.team or slots.case) else {}


def whose(facts: Overdue | Upcoming, setting: Setting) -> str:
    """The person and the team that the card is about."""
    slots = setting.slots
    staff, team = slots.staff or (setting.asker if own(facts, setting) else None), slots.team
    return " · ".join(part for part in (person(staff, setting) if staff else None, team) if part)


def _are_all_own(facts: Overdue | Upcoming, setting: Setting) -> bool:
    owners = {item.caseworker for item in facts.items}
    return setting.asker is not None and owners == {setting.asker} and is_complete(facts)


def _is_named(facts: Overdue | Upcoming, setting: Setting) -> bool:
    """Whether each row needs its caseworker: the facts have them, and they are not all the same person."""
    has_people = any(item.caseworker is not WITHHELD for item in facts.items)
    return has_people and not setting.slots.staff and not _are_all_own(facts, setting)


def _row(item: OverdueDeadline | UpcomingDeadline, setting: Setting, *, named: bool) -> list[str | Cell]:
    due = danish.short_day(item.due, setting.language, setting.today)
    who = plain(person(item.caseworker, setting)) if named and item.caseworker is not WITHHELD else None
    days = _over(item, setting) if isinstance(item, OverdueDeadline) else _left(item, setting)
    return [plain(item.case), Cell(rule_title(item.rule, setting.language), under=who), due, days]


def _over(item: OverdueDeadline, setting: Setting) -> Cell:
    return Cell(danish.number(item.days_overdue, setting.language), "Attention", bold=True)


def _left(item: UpcomingDeadline, setting: Setting) -> Cell:
    left = item.days_left
    if left < 0:
        return Cell(danish.number(left, setting.language), "Attention", bold=True)
    if left == 0:
        return Cell(words(setting.language).gettext("today"), bold=True)
    return Cell(danish.number(left, setting.language), bold=left <= SOON_DAYS)
