"""Who leads, who is in a team, who is new."""

from __future__ import annotations

from messages import danish
from messages.cards import Column, card, paged, plain, table
from messages.labels import person, question, role
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.setup.people import Colleague, People, PeopleAsked

NAMED = 3
"""As many are named in the sentence; the card has them all."""


def people(facts: People, setting: Setting) -> View:
    """A sentence with the first names, and all of them in a table."""
    names = [person(one.staff, setting) for one in facts.items]
    context = {
        "names": names if len(names) <= NAMED else [],
        "count": len(names),
        "team": facts.of_team,
        "who": person(facts.of, setting) if facts.of else None,
        "leaders": facts.asked is PeopleAsked.LEADERS,
        "newly": facts.asked is PeopleAsked.NEW,
        "roles": _roles(facts.items[0], setting) if len(facts.items) == 1 else "",
        "his_team": facts.items[0].team if len(facts.items) == 1 else None,
    }
    if not facts.items:
        return View("setup/people", context)
    say = words(setting.language).gettext
    page = paged(facts.items, setting)
    columns = [Column(say("Name"), 4), Column(say("Team"), 3), Column(say("Role"), 4)]
    rows = [[plain(person(one.staff, setting)), plain(one.team or "–"), _roles(one, setting)] for one in page.items]
    under = [plain(facts.of_team)] if facts.of_team else []
    title = question("people", setting.language)
    return View(
        "setup/people", context, card(title, under, [table(columns, rows), *page.note], setting, actions=page.actions)
    )


def _roles(one: Colleague, setting: Setting) -> str:
    """The roles as they stand in a sentence; somebody new is that too."""
    say, language = words(setting.language).gettext, setting.language
    roles = [role(word, language) for word in one.roles] + ([say("newly qualified")] if one.new else [])
    return danish.listing(roles, language)
