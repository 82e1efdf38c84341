"""Complaints: how many came, how many are open, and how the others ended."""

from __future__ import annotations

from collections.abc import Sequence

from messages import danish
from messages.cards import Element, card, figures, heading, paged, plain
from messages.cards import facts as fact_set
from messages.charts import GREY, Bar, bars
from messages.setting import Setting
from messages.view import View
from messages.views.groups import group_table, most
from messages.words import words
from storage.facts.children.complaints import Complaints
from storage.facts.complaint_source import ComplaintSource
from storage.facts.group import GroupTotal


def complaints(facts: Complaints, setting: Setting) -> View:
    """What was received in a period and what became of it, with its outcomes as a chart."""
    groups = _named_groups(facts, setting)
    context = {
        "who": setting.slots.team,
        "when": danish.in_period(facts.since, facts.until, setting.language),
        "decided": _outcomes_in_words(facts, setting),
        "most": most(groups, setting),
        "from_events": facts.source is ComplaintSource.EVENTS,
    }
    return View("children/complaints", context, _card(facts, groups, setting))


def _named_groups(facts: Complaints, setting: Setting) -> list[GroupTotal]:
    """The groups, with a name for the one without a case type: complaints about no case, or one out of reach."""
    groups = facts.groups or ()
    if setting.slots.group_by != "case_type":
        return list(groups)
    nameless = words(setting.language).gettext("About no case or another team's")
    return [GroupTotal(group.key or nameless, group.total) for group in groups]


def _card(facts: Complaints, groups: Sequence[GroupTotal], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    under = [setting.slots.team or "", danish.period(facts.since, facts.until, language)]
    page = paged(groups, setting)
    body = _figures(facts, setting)
    body += [group_table(page.items, setting), *page.note] if page.items else _by_outcome(facts, setting)
    title = say("Complaints")
    return card(title, [plain(part) for part in under], body, setting, actions=page.actions)


def _figures(facts: Complaints, setting: Setting) -> list[Element]:
    if not facts.received:
        return []
    say, language = words(setting.language).gettext, setting.language
    counted = [(facts.received, say("received"))]
    if facts.open is not None:
        counted += [(facts.received - facts.open, say("decided")), (facts.open, say("not decided"))]
    return [figures([(danish.number(n, language), label, None) for n, label in counted])]


def _by_outcome(facts: Complaints, setting: Setting) -> list[Element]:
    say, language = words(setting.language).gettext, setting.language
    points = [Bar(title, n) for title, n in _outcomes(facts, setting)]
    points += [Bar(say("Not decided"), facts.open, colour=GREY)] if facts.open else []
    title = say("Complaints by outcome")
    chart = bars(title, points, setting, x_title=say("How it ended"), y_title=say("Number"))
    drawn = [] if chart is None else [heading(title), chart]
    kinds = [f"{kind(word, language)} {danish.number(n, language)}" for word, n in facts.by_type.items()]
    return drawn + ([fact_set([(say("Type"), " · ".join(kinds))])] if kinds else [])


def _outcomes(facts: Complaints, setting: Setting) -> list[tuple[str, int]]:
    """The outcomes, from most to least in the complainant's favour; last those decided without a recorded outcome."""
    say, known = words(setting.language).gettext, facts.by_outcome
    words_ = [*(word for word in OUTCOMES if word in known), *(word for word in known if word not in OUTCOMES)]
    silent = 0 if facts.open is None else facts.received - facts.open - sum(known.values())
    numbers = [(outcome(word, setting.language), known[word]) for word in words_]
    return numbers + ([(say("Outcome not recorded"), silent)] if silent else [])


def _outcomes_in_words(facts: Complaints, setting: Setting) -> str:
    """2 medhold, 1 delvis medhold og 3 afvist"""
    parts = [
        f"{danish.number(n, setting.language)} {danish.in_sentence(title)}" for title, n in _outcomes(facts, setting)
    ]
    return danish.listing(parts, setting.language)


OUTCOMES = ("medhold", "delvis medhold", "hjemvist", "afvist")
"""The exports' words."""


def outcome(word: str, language: str) -> str:
    """The export's word for how a complaint ended, in the reader's language."""
    say = words(language).gettext
    titles = {
        "medhold": say("Upheld"),
        "delvis medhold": say("Partly upheld"),
        "hjemvist": say("Referred back"),
        "afvist": say("Dismissed"),
    }
    return titles.get(word, word.capitalize())


def kind(word: str, language: str) -> str:
    """The export's word for what a complaint is about: the decision itself, or how it was made."""
    say = words(language).gettext
    return {"realitet": say("Substance"), "formalitet": say("Form")}.get(word, word.capitalize())
