"""What leaders get in person each month on the milestones, the plans and their own work."""

from __future__ import annotations

from messages import danish
from messages.cards import Element, button, card, heading, plain, under_title
from messages.cards import text as line
from messages.labels import person, schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.views.recovery.milestones import advice, milestone_name, milestone_table, standings
from messages.views.recovery.recovery_week import advanced, late_actions, shares, worst_behind
from messages.words import words
from storage.facts.recovery.milestone_report import LedBottlenecks, MilestoneReport


def milestone_report(facts: MilestoneReport, setting: Setting) -> View:
    """How the milestones stand, the late actions of the plans, and where the leader's own work piles up."""
    behind = worst_behind(facts.milestones)
    context = {
        "standings": standings(facts.milestones, setting.language),
        "milestone": milestone_name(behind.milestone, setting.language) if behind else None,
        "advice": advice(behind, setting) if behind else None,
    }
    return View("recovery/milestone_report", context, _card(facts, setting))


def _card(facts: MilestoneReport, setting: Setting) -> Element:
    say, items = words(setting.language).gettext, facts.milestones
    moved = advanced(items, setting)
    since = danish.day(facts.since, setting.language)
    body = [
        *([milestone_table(items, setting)] if items else []),
        *(
            [heading(say("Since %(day)s", day=since)), *(line(sentence, spacing="Small") for sentence in moved)]
            if moved
            else []
        ),
        *late_actions(facts.plan, setting),
        *_bottlenecks(facts.bottlenecks, setting),
    ]
    offers = [button(say("See the milestones"), "milestones")] if items else []
    offers += [button(say("See the action plan"), "plan")] if facts.plan.overdue else []
    title = schedule_kind("milestone_report", setting.language)
    return card(title, under_title(facts.teams, setting), body, setting, actions=offers, wide=True)


def _bottlenecks(part: LedBottlenecks, setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    lines = [
        say(
            "%(team)s has %(share_left)s of the cases that are not lawful yet, but only %(share_cases)s of all cases",
            team=plain(one.key or ""),
            **shares(one, setting.language),
        )
        for one in part.teams
    ]
    lines += [
        say(
            "%(caseworker)s: %(share_left)s of the cases that are not lawful yet, %(share_cases)s of all your cases",
            caseworker=plain(person(one.key, setting)),
            **shares(one, setting.language),
        )
        for one in part.caseworkers
    ]
    return [heading(say("Where it piles up")), *(line(words_, spacing="Small") for words_ in lines)] if lines else []
