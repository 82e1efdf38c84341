"""The access log: who looked what up here, when, and whether it was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from messages import danish
from messages.cards import Cell, Column, Element, button, card, paged, plain, quiet, table
from messages.labels import person, question_in_log
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.sending.access_log import LogLine, LookUps
from storage.rules.period import Period
from storage.rules.questions import CLARIFY

ANSWERED = "answered"
PERSONAL = "personal"
COMMAND, SYSTEM = "command", "system"
ALONE = "alone"
_NUMBER = re.compile(r"[0-9A-Za-zÆØÅæøå./-]{1,30}")


def access_log(facts: LookUps, setting: Setting) -> View:
    """The look-ups of a case, or every one, in a period; the newest first."""
    items = facts.items
    context = {
        "case": _case(setting),
        "of": _of_person(setting),
        "when": danish.in_period(facts.since, facts.until, setting.language),
        "refused": facts.total - facts.by_outcome.get(ANSWERED, 0),
        "latest": _latest(items[0], setting) if items else None,
    }
    return View("sending/access_log", context, _card(facts, setting))


def outcome(word: str, language: str) -> str:
    """How a look-up ended."""
    say = words(language).gettext
    titles = {
        ANSWERED: say("Answered"),
        "not_yours": say("Refused: not theirs, or does not exist"),
        "wrong_place": say("Refused: not in a channel"),
        "not_your_role": say("Refused: not their role"),
        "cpr_in_text": say("Refused: CPR number"),
        "judgement": say("Refused: a professional judgement"),
        "unknown_person": say("Refused: unknown person"),
    }
    return titles.get(word, word)


def _case(setting: Setting) -> str | None:
    """The case number asked about. A button could send anything, so we repeat only what looks like a case number."""
    number = setting.slots.case
    return number if number and _NUMBER.fullmatch(number) else None


def _of_person(setting: Setting) -> str | None:
    """The person whose look-ups were asked for; we do not repeat a staff id that nobody has."""
    return setting.names.get(setting.slots.staff or "")


def _latest(item: LogLine, setting: Setting) -> dict[str, str]:
    at = danish.moment(item.at, setting.language, setting.zone)
    return {"who": _who(item, setting), "at": at}


def _card(facts: LookUps, setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    page, number = paged(facts.items, setting), _case(setting)
    body: list[Element] = [_table(page.items, setting, of_one=number is not None)] if page.items else []
    left_out = facts.total - len(facts.items)
    if left_out:
        listed = danish.number(len(facts.items), language)
        body.append(quiet(say("Only the latest %(number)s are listed", number=listed), spacing="Small"))
    body += [
        *page.note,
        quiet(say("Only what was asked here; the case system keeps a log of its own"), spacing="Medium"),
    ]
    under = [
        plain(number) if number else "",
        plain(_of_person(setting) or ""),
        danish.period(facts.since, facts.until, language),
    ]
    actions = [*page.actions, *_earlier(facts, setting)]
    return card(say("Look-ups"), under, body, setting, actions=actions, wide=True, dated=False)


def _earlier(facts: LookUps, setting: Setting) -> list[Element]:
    """A button for the whole log of the case, where it holds more than the period shows."""
    if not facts.earlier:
        return []
    everything = replace(setting.slots, period=Period(None, setting.today)).as_json()
    return [button(words(setting.language).gettext("Show earlier look-ups too"), "access_log", everything)]


def _table(items: Sequence[LogLine], setting: Setting, *, of_one: bool) -> Element:
    say = words(setting.language).gettext
    columns = [
        Column(say("When"), 5),
        Column(say("Who"), 5),
        Column(say("What"), 5),
        Column(say("Outcome"), 5, right=True),
    ]
    return table(columns, [_row(item, setting, of_one=of_one) for item in items])


def _row(item: LogLine, setting: Setting, *, of_one: bool) -> list[str | Cell]:
    language = setting.language
    answered = item.outcome == ANSWERED
    number = item.case
    case = plain(number) if number and not (of_one and number == _case(setting)) else None
    return [
        danish.short_moment(item.at, language, setting.zone, setting.today),
        Cell(plain(_who(item, setting)), under=_place(item.place, language)),
        Cell(asked(item.question, language), under=case),
        Cell(_ended(item, language), None if answered else "Attention"),
    ]


def _who(item: LogLine, setting: Setting) -> str:
    say = words(setting.language).gettext
    if item.staff is not None:
        return person(item.staff, setting)
    nobody = {COMMAND: say("By command"), SYSTEM: say("Sagspuls itself")}
    return nobody.get(item.place, say("Unknown person"))


def _ended(item: LogLine, language: str) -> str:
    """How a look-up ended; an act of a command or of housekeeping always counts as done."""
    done = item.place in {COMMAND, SYSTEM}
    return words(language).gettext("Done") if done else outcome(item.outcome, language)


def place_title(place: str, language: str) -> str:
    """Where it was asked, in a table of its own."""
    say = words(language).gettext
    alone = {PERSONAL: say("Private chat"), COMMAND: say("By command"), SYSTEM: say("Sagspuls itself")}
    return alone.get(place) or _place(place, language) or place


def _place(place: str, language: str) -> str | None:
    """The channel of the question; None for a private chat, which goes without saying."""
    if place in {PERSONAL, COMMAND, SYSTEM}:
        return None
    kind, _, team = place.partition(":")
    say = words(language).gettext
    if kind == ALONE:
        unseen = say("in the channel of %(team)s, unseen by others", team=plain(team))
        return unseen if team else say("in a channel, unseen by others")
    return say("in the channel of %(team)s", team=plain(team)) if team else say("in a channel")


def asked(name: str, language: str) -> str:
    """The title of a question, of an act, or of what was not understood."""
    titles = {**_acts(language), CLARIFY: words(language).gettext("Not understood")}
    return titles.get(name, question_in_log(name, language))


def _acts(language: str) -> dict[str, str]:
    """What commands and housekeeping do with people's data (storage/rules/acts.py)."""
    say = words(language).gettext
    return {
        "forget": say("Case erased"),
        "let_in": say("Erasure undone"),
        "export_case": say("Data of a case handed out"),
        "export_person": say("Data of a person handed out"),
        "retention": say("Deleted for its age"),
    }
