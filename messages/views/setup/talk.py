"""What is said around the answers: help, who am I, refusals, greetings, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from messages import danish
from messages.cards import Element, button, buttons, card, heading, link, plain, quiet
from messages.cards import facts as fact_set
from messages.labels import example, question, question_of_all, role
from messages.setting import Setting
from messages.view import View, Viewer
from messages.views.sending.channel import choosing
from messages.words import words
from storage.facts.setup.refused import Refused
from storage.rules.access import Refusal
from storage.rules.question_record import Group
from storage.rules.questions import CHANNEL, HELP, RECORDS, placed

FIRST_STEPS = tuple(one.id for one in placed(lambda one: one.first_step))
"""What is offered where nothing better is known; each is answered in a private chat and in a channel."""
OFFERS = 3
IN_A_ROW = 3
"""Buttons in one row of the help: more would be cut off in a narrow chat."""


def only_words(template: str) -> Viewer:
    """A message without a card."""
    return lambda _facts, _setting: View(template)


def offering(template: str) -> Viewer:
    """A message whose card offers questions: those of the facts, else the first steps."""

    def view(facts: Mapping[str, Any], setting: Setting) -> View:
        names = [name for name in facts.get("suggestions") or FIRST_STEPS if RECORDS[name].asks_something]
        context = {"titles": _titles(names[:OFFERS], setting), "why": facts.get("why")}
        return View(template, context, _offers(names[:OFFERS], {}, setting))

    return view


def clarify(facts: Mapping[str, Any], setting: Setting) -> View:
    """Two or three likely questions, or the people of one name, as buttons."""
    slots = setting.slots
    people, names = (facts.get("candidates") or [])[:OFFERS], (facts.get("suggestions") or FIRST_STEPS)[:OFFERS]
    if people:
        # The likeliest question is the one whose person is unclear.
        actions = [button(_person(who), names[0], replace(slots, staff=who["staff"]).as_json()) for who in people]
        drawn = card(words(setting.language).gettext("Who do you mean?"), [], [], setting, actions=actions, dated=False)
        return View("setup/clarify", {"people": [_person(who) for who in people], "titles": []}, drawn)
    return View(
        "setup/clarify", {"people": [], "titles": _titles(names, setting)}, _offers(names, slots.as_json(), setting)
    )


def help_(facts: Mapping[str, Any], setting: Setting) -> View:
    """What this person can ask, by group, with examples."""
    say = words(setting.language).gettext
    may = set(facts["questions"])
    body: list[Element] = []
    for group, title in _groups(setting).items():
        offered = [one.id for one in RECORDS.values() if one.group is group and one.id in may]
        if offered:
            body += _group(title, offered, setting)
    title = say("What you can ask")
    return View("setup/help", card=card(title, [], body, setting, dated=False))


def whoami(facts: Mapping[str, Any], setting: Setting) -> View:
    """Who the bot takes the person for, and in which language it answers."""
    say, language = words(setting.language).gettext, setting.language
    roles = danish.listing([role(word, language) for word in facts["roles"]], language)
    leads = danish.listing(list(facts["leads"]), language)
    pairs = [(say("Name"), plain(facts["name"]))]
    pairs += [(say("Team"), plain(facts["team"]))] if facts["team"] else []
    pairs += [(say("Role"), roles.capitalize())] if roles else []
    pairs += [(say("Leads"), danish.listing([plain(name) for name in facts["leads"]], language))] if leads else []
    now = facts.get("language") or language
    pairs.append((say("Language"), say("English") if now == "en" else say("Danish")))
    actions = [*_switch(now, setting), *_buttons([HELP], {}, setting)]
    drawn = card(say("Who am I?"), [], [fact_set(pairs)], setting, actions=actions, dated=False)
    return View("setup/whoami", {"role_words": roles, "lead_words": leads}, drawn)


def language(facts: Mapping[str, Any], setting: Setting) -> View:
    """Which language the bot answers in, and a button for the other."""
    now = facts.get("language") or setting.language
    spoken = replace(setting, language=now)
    title = words(now).gettext("Language")
    drawn = card(title, [], [], spoken, actions=_switch(now, spoken), dated=False)
    return View("setup/language", {"now": now}, drawn, language=now)


def refused(facts: Refused, setting: Setting) -> View:
    """Why there is no answer, and the way on: to a private chat by a button."""
    say = words(setting.language).gettext
    if facts.refused is not Refusal.WRONG_PLACE or setting.private_chat is None:
        return View("setup/refused")
    actions = [link(say("Ask me there"), setting.private_chat)]
    return View("setup/refused", card=card(say("Private chat"), [], [], setting, actions=actions, dated=False))


def welcome(facts: Mapping[str, Any], setting: Setting) -> View:
    """The first words in a personal chat, by the person's role, or in a team's channel.

    Nobody is offered what they would be refused: who is on no list of staff gets words alone, and so does a shared
    channel that nobody has confirmed.
    """
    channel, who = facts.get("place") == "channel", facts.get("role")
    context = {"channel": channel, "team_name": facts.get("team"), "who": who, "name": facts.get("name")}
    context["unconfirmed"] = facts.get("unconfirmed")
    if who == "unknown" or (channel and context["unconfirmed"] is not None):
        return View("setup/welcome", context)
    title = words(setting.language).gettext("Welcome to Sagspuls")
    offered = facts.get("questions")
    if offered:
        return View("setup/welcome", context, card(title, [], _first_steps(offered, setting), setting, dated=False))
    is_nobodys = channel and not facts.get("team")
    body, actions = _choice(facts, setting) if is_nobodys else ([], _buttons(FIRST_STEPS, {}, setting))
    return View("setup/welcome", context, card(title, [], body, setting, actions=actions, dated=False))


def _first_steps(names: Sequence[str], setting: Setting) -> list[Element]:
    """Buttons in somebody's own chat, where no channel and no case is at hand: each shows all there is."""
    offers = [button(question_of_all(name, setting.language), name) for name in names]
    rows = [offers[start : start + 2] for start in range(0, len(offers), 2)]  # three would be cut off
    return [buttons(row, spacing="Small") for row in rows]


def _choice(facts: Mapping[str, Any], setting: Setting) -> tuple[list[Element], list[Element]]:
    """Of a channel that is nobody's yet: the list for whoever may choose, else a button that asks who presses it."""
    if facts.get("choices"):
        return choosing(facts["choices"], None, setting)
    return [], _buttons([CHANNEL], {}, setting)


def _groups(setting: Setting) -> dict[Group, str]:
    say = words(setting.language).gettext
    return {
        Group.DEADLINES: say("Cases and deadlines"),
        Group.CHILDREN: say("Children and young people"),
        Group.RECOVERY: say("Recovery"),
        Group.MONEY: say("Money"),
        Group.SENDING: say("Digests and data"),
        Group.SETUP: say("You and me"),
    }


def _group(title: str, offered: Sequence[str], setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    told = next((asked for name in offered if (asked := example(name, setting.language))), None)
    hint = [quiet(say("For example: %(question)s", question=told))] if told else []
    return [heading(title), *hint, *_rows(offered, setting)]


def _rows(names: Sequence[str], setting: Setting) -> list[Element]:
    rows = [names[start : start + IN_A_ROW] for start in range(0, len(names), IN_A_ROW)]
    return [buttons(_buttons(row, {}, setting), spacing="Small") for row in rows]


def _buttons(names: Sequence[str], slots: dict[str, Any], setting: Setting) -> list[Element]:
    return [button(question(name, setting.language), name, slots) for name in names]


def _offers(names: Sequence[str], slots: dict[str, Any], setting: Setting) -> Element:
    title = words(setting.language).gettext("You can ask about")
    return card(title, [], [], setting, actions=_buttons(names, slots, setting), dated=False)


def _titles(names: Sequence[str], setting: Setting) -> list[str]:
    # "What can I ask?" is a button, but no noun that a sentence could hold.
    return [danish.in_sentence(question(name, setting.language)) for name in names if name != HELP]


def _person(who: Mapping[str, Any]) -> str:
    name = f"{who['name']} ({who['team']})" if who.get("team") else str(who["name"])
    return name if len(name) <= 60 else name[:59] + "…"


def _switch(now: str, setting: Setting) -> list[Element]:
    say = words(setting.language).gettext
    other = ("da", say("Answer in Danish")) if now == "en" else ("en", say("Answer in English"))
    return [button(other[1], "language", language=other[0])]
