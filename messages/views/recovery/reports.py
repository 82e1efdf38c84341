"""What leaders and coordinators get in person each month: the milestones, and the young people who come of age."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from messages import danish
from messages.cards import Element, button, card, heading, paged, plain
from messages.cards import text as line
from messages.labels import person, schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.views.children.transitions import transition_table, turned
from messages.views.recovery.milestones import advice, milestone_name, milestone_table, standings
from messages.views.recovery.recovery_week import advanced, late_actions, worst_behind
from messages.words import words

NAMED = 3


def milestone_report(facts: Mapping[str, Any], setting: Setting) -> View:
    """How the milestones stand, the late actions of the plans, and where the leader's own work piles up."""
    items, behind = facts["milestones"], worst_behind(facts)
    context = {
        "standings": standings(items, setting.language),
        "milestone": milestone_name(behind["milestone"], setting.language) if behind else None,
        "advice": advice(behind, setting) if behind else None,
    }
    return View("recovery/milestone_report", context, _milestone_card(facts, setting))


def _milestone_card(facts: Mapping[str, Any], setting: Setting) -> Element:
    say, items = words(setting.language).gettext, facts["milestones"]
    moved = advanced(items, setting)
    since = danish.day(dt.date.fromisoformat(facts["from"]), setting.language)
    body = [
        *([milestone_table(items, setting)] if items else []),
        *(
            [heading(say("Since %(day)s", day=since)), *(line(told, spacing="Small") for told in moved)]
            if moved
            else []
        ),
        *late_actions(facts["plan"], setting),
        *_bottlenecks(facts["bottlenecks"], setting),
    ]
    offers = [button(say("See the milestones"), "milestones")] if items else []
    offers += [button(say("See the action plan"), "plan")] if facts["plan"]["overdue"] else []
    return card(
        schedule_kind("milestone_report", setting.language),
        under_title(facts["teams"], setting),
        body,
        setting,
        actions=offers,
        wide=True,
    )


def transition_watch(facts: Mapping[str, Any], setting: Setting) -> View:
    """Who turns 16, 17½ or 18 in the coming year, the next first, and for whom what is due then is late."""
    items = facts["items"]
    ages = Counter(item["age"] for item in items)
    context = {
        "young": len({item["case"] for item in items}),
        "turned": danish.listing([turned(years, n, setting) for years, n in sorted(ages.items())], setting.language),
        "late": len({item["case"] for item in items if item["status"] == "overdue"}),
    }
    return View("children/transition_watch", context, _transition_card(facts, setting))


def _transition_card(facts: Mapping[str, Any], setting: Setting) -> Element:
    say = words(setting.language).gettext
    page = paged(facts["items"], setting)
    body = [*([transition_table(page.items, setting)] if page.items else []), *page.note]
    slots = {"team": facts["teams"][0]} if len(facts["teams"]) == 1 else {}
    offers = [button(say("See everyone"), "transitions", slots)] if facts["total"] else []
    return card(
        schedule_kind("transition_watch", setting.language),
        under_title(facts["teams"], setting),
        body,
        setting,
        actions=offers,
        wide=True,
    )


def under_title(teams: Sequence[str], setting: Setting) -> list[str]:
    """The teams told about, and the day."""
    named = [plain(team) for team in teams[:NAMED]]
    more = ["…"] if len(teams) > NAMED else []
    return [", ".join([*named, *more]), danish.day(setting.today, setting.language)]


def _bottlenecks(part: Mapping[str, Any], setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    told = [
        say(
            "%(team)s has %(share_left)s of the cases that are not lawful yet, but only %(share_cases)s of all cases",
            team=plain(one["key"]),
            **_shares(one, setting.language),
        )
        for one in part["teams"]
    ]
    told += [
        say(
            "%(caseworker)s: %(share_left)s of the cases that are not lawful yet, %(share_cases)s of all your cases",
            caseworker=plain(person(one["key"], setting)),
            **_shares(one, setting.language),
        )
        for one in part["caseworkers"]
    ]
    return [heading(say("Where it piles up")), *(line(words_, spacing="Small") for words_ in told)] if told else []


def _shares(one: Mapping[str, Any], language: str) -> dict[str, str]:
    return {key: danish.percent(one[key], language) for key in ("share_left", "share_cases")}
