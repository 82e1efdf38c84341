"""The keys of groups as people read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from messages import danish
from messages.labels import case_type, category, person, requirement, rule_title
from messages.setting import Setting
from messages.words import words
from storage.facts.asked import GroupKey
from storage.rules.conditions import GROUPS
from storage.rules.selection import Selection


def key_title(name: str, key: str | None, setting: Setting) -> str:
    """A key of one grouping."""
    language = setting.language
    if key is None:
        return person(None, setting) if name == "caseworker" else words(language).gettext("Not stated")
    titles: dict[str, Callable[[], str]] = {
        "caseworker": lambda: person(key, setting),
        "case_type": lambda: case_type(key, language),
        "category": lambda: category(key, language),
        "rule": lambda: rule_title(key, language),
        "requirement": lambda: requirement(key, language),
        "month": lambda: danish.whole_month(dt.date.fromisoformat(f"{key}-01"), language),
    }
    return _titled(titles[name]() if name in titles else key)


def group_title(selection: Selection, key: GroupKey, setting: Setting) -> str:
    """The key of a group, of two groupings both: Team Nord, Rød."""
    keys = key if isinstance(key, tuple) else (key,)
    return ", ".join(key_title(name, one, setting) for name, one in zip(selection.group_by, keys, strict=True))


def heading_of(name: str, setting: Setting) -> str:
    """What the groups are, over a column."""
    return _titled(GROUPS[name].title(setting.language))


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
