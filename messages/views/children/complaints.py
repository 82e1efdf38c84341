"""Complaints: how many came, how many are open, and how the others ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from messages import danish
from messages.cards import Element, card, figures, heading, paged, plain
from messages.cards import facts as fact_set
from messages.charts import GREY, Bar, bars
from messages.setting import Setting
from messages.view import View
from messages.views.groups import group_table, groups_of, most
from messages.words import words


def complaints(facts: Mapping[str, Any], setting: Setting) -> View:
    """What was received in a period and what became of it, with its outcomes as a chart."""
    told = {**facts, **_named_groups(facts, setting)}
    context = {
        "who": setting.slots.team,
        "when": danish.in_period(*_period(facts), setting.language),
        "decided": _outcomes_told(facts, setting),
        "most": most(groups_of(told), setting),
    }
    return View("children/complaints", context, _card(told, setting))


def _named_groups(facts: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """Complaints about no case have no case type: their group is called so."""
    by_type = setting.slots.group_by == "case_type"
    if not facts.get("groups") or not by_type:
        return {}
    nameless = words(setting.language).gettext("About no case")
    return {"groups": [{**group, "key": group["key"] or nameless} for group in facts["groups"]]}


def _card(facts: Mapping[str, Any], setting: Setting) -> Element:
    say, language = words(setting.language).gettext, setting.language
    under = [setting.slots.team or "", danish.period(*_period(facts), language)]
    page = paged(groups_of(facts), setting)
    body = _figures(facts, setting)
    body += [group_table(page.items, setting), *page.note] if page.items else _by_outcome(facts, setting)
    title = say("Complaints")
    return card(title, [plain(part) for part in under], body, setting, actions=page.actions)


def _figures(facts: Mapping[str, Any], setting: Setting) -> list[Element]:
    if not facts["received"]:
        return []
    say, language = words(setting.language).gettext, setting.language
    counted = [
        (facts["received"], say("received")),
        (facts["received"] - facts["open"], say("decided")),
        (facts["open"], say("not decided")),
    ]
    return [figures([(danish.number(n, language), label, None) for n, label in counted])]


def _by_outcome(facts: Mapping[str, Any], setting: Setting) -> list[Element]:
    say, language = words(setting.language).gettext, setting.language
    points = [Bar(title, n) for title, n in _outcomes(facts, setting)]
    points += [Bar(say("Not decided"), facts["open"], colour=GREY)] if facts["open"] else []
    title = say("Complaints by outcome")
    chart = bars(title, points, setting, x_title=say("How it ended"), y_title=say("Number"))
    drawn = [] if chart is None else [heading(title), chart]
    kinds = [f"{kind(word, language)} {danish.number(n, language)}" for word, n in facts["by_type"].items()]
    return drawn + ([fact_set([(say("Type"), " · ".join(kinds))])] if kinds else [])


def _outcomes(facts: Mapping[str, Any], setting: Setting) -> list[tuple[str, int]]:
    """The outcomes from most to least in the complainant's favour; last what was decided without saying how."""
    say, known = words(setting.language).gettext, facts["by_outcome"]
    words_ = [*(word for word in OUTCOMES if word in known), *(word for word in known if word not in OUTCOMES)]
    silent = facts["received"] - facts["open"] - sum(known.values())
    told = [(outcome(word, setting.language), known[word]) for word in words_]
    return told + ([(say("Outcome not recorded"), silent)] if silent else [])


def _outcomes_told(facts: Mapping[str, Any], setting: Setting) -> str:
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


def _period(facts: Mapping[str, Any]) -> tuple[dt.date | None, dt.date]:
    since = facts["from"]
    return dt.date.fromisoformat(since) if since else None, dt.date.fromisoformat(facts["to"])
