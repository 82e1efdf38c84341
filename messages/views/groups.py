"""The groups of an answer, whatever its subject: by caseworker, team, case type or rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from messages import danish
from messages.cards import Column, Element, paged, plain, table
from messages.labels import case_type, person, rule_title
from messages.setting import Setting
from messages.words import words
from storage.facts.fact import Group

SHARED = 3
"""At most so many that share the first place are named."""


class CountedGroup(Group, Protocol):
    """A group with a number of its own."""

    @property
    def total(self) -> int: ...


GroupDrawer = Callable[[Sequence[CountedGroup], Setting], Element]


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """Who has the most, and how many each of them has."""

    names: list[str]
    total: int


def group_table(groups: Sequence[CountedGroup], setting: Setting) -> Element:
    """The table that `group_by` adds to an answer: each group and its total."""
    say = words(setting.language).gettext
    columns = [Column(group_heading(setting), 3), Column(say("Number"), 1, right=True)]
    rows = [[plain(group_name(group.key, setting)), danish.number(group.total, setting.language)] for group in groups]
    return table(columns, rows)


def page_of_groups(
    groups: Sequence[CountedGroup], setting: Setting, drawn: GroupDrawer = group_table
) -> tuple[list[Element], list[Element]]:
    """The page of groups that the setting asks for: the body of the card, and the buttons under it."""
    page = paged(groups, setting)
    return [drawn(page.items, setting), *page.note], page.actions


def group_heading(setting: Setting) -> str:
    """What the groups are: caseworkers, teams, case types or rules."""
    say = words(setting.language).gettext
    by = setting.slots.group_by
    titles = {"caseworker": say("Caseworker"), "team": say("Team"), "case_type": say("Case type")}
    return titles.get(by or "", say("Deadline"))


def group_name(key: str | None, setting: Setting) -> str:
    """A group's key as people read it."""
    by = setting.slots.group_by
    if by == "rule" and key:
        return rule_title(key, setting.language)
    if by == "case_type" and key:
        return case_type(key, setting.language)
    return key if by == "team" and key else person(key, setting)


def most(groups: Sequence[CountedGroup] | None, setting: Setting) -> FirstPlace | None:
    """The group with the most, or the few that share that place; None if that would say nothing."""
    groups = groups or ()
    highest = max((group.total for group in groups), default=0)
    top = [group_name(group.key, setting) for group in groups if group.total == highest]
    if len(groups) < 2 or len(top) > SHARED or len(top) == len(groups):
        return None
    return FirstPlace(top, highest)
