"""Which channel is whose: shown and chosen, and what administrators are asked about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from messages.cards import LONGEST, Element, button, card, plain, quiet
from messages.cards import facts as fact_set
from messages.setting import Setting
from messages.view import View
from messages.words import words

Place = Mapping[str, Any]


def channel(facts: Mapping[str, Any], setting: Setting) -> View:
    """The team of a channel; a list for those who may choose; what has been done or is in the way."""
    context = {
        "where": _called(facts) if facts.get("problem") == "unconfirmed" else place(facts.get("place"), setting),
        "before": place(facts.get("former"), setting),
        "taken_from": facts.get("taken_from"),
        "done": facts.get("done"),
        "problem": facts.get("problem"),
        "choices": facts.get("choices"),
        "number_of": len(facts.get("channels") or ()),
    }
    return View("sending/channel", context, _card(facts, setting))


def notice(facts: Mapping[str, Any], setting: Setting) -> View:
    """What administrators are told or asked, each in their own chat."""
    say = words(setting.language).gettext
    where = facts.get("place") or {}
    context = {
        "where": place(where, setting),
        "before": place(facts.get("former"), setting),
        "team_in_teams": _short(where.get("teams_team")),
        "former_name": _short(facts.get("former_name")),
    }
    if facts["kind"] == "no_channel":
        return View("sending/channel_notice", context)
    if facts["kind"] == "shared":
        title = say("Shared channel")
        offers = [(say("Confirm the shared channel"), "yes"), (say("No, say nothing there"), "no")]
    else:
        title = say("Weekly digest for %(team)s", team=plain(facts["team"]))
        offers = [(say("Yes, send it there"), "yes"), (say("No, change nothing"), "no")]
    actions = [button(name, "channel", do=do, notice=facts["notice"]) for name, do in offers]
    until = quiet(say("Until you answer, everything stays as it is."))
    return View("sending/channel_notice", context, card(title, [], [until], setting, actions=actions, dated=False))


def choosing(choices: Sequence[str], now: str | None, setting: Setting) -> tuple[list[Element], list[Element]]:
    """The list of teams and its button, for those who may choose."""
    say = words(setting.language).gettext
    listed = {
        "type": "Input.ChoiceSet",
        "id": "team",
        "label": say("Which team is this channel for?"),
        "style": "compact",
        "choices": [{"title": _short(name), "value": name} for name in choices],
        "isRequired": True,
        "errorMessage": say("Choose one"),
        **({"value": now} if now in choices else {}),
    }
    return [listed], [button(say("Save"), "channel", do="bind") | {"style": "positive"}]


def place(where: Place | None, setting: Setting) -> str | None:
    """A channel as people call it: by its own name and its Team's, as far as Teams has told them."""
    if not where:
        return None
    say = words(setting.language).gettext
    name = _short(where["channel"]) or (say("General") if where["first"] else None)
    team = _short(where["teams_team"])
    if name and team:
        return say("%(channel)s (the Team %(team)s)", channel=name, team=team)
    if team:
        return say("a channel in the Team %(team)s", team=team)
    return name or say("another channel")


def _short(name: str | None) -> str | None:
    """A name that others chose, in a line: a Team may be called anything."""
    return name if name is None or len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _listed(line: Mapping[str, Any], setting: Setting) -> str:
    """A team's channel in the list, and why its messages do not arrive there."""
    say = words(setting.language).gettext
    troubles = {
        "removed": say("Sagspuls is not there any more"),
        "unconfirmed": say("not confirmed"),
        "blocked": say("Teams refuses messages there"),
    }
    trouble = troubles.get(line.get("trouble") or "")
    where = plain(place(line["place"], setting) or say("No channel"))
    return f"{where} · {trouble}" if trouble else where


def _called(facts: Mapping[str, Any]) -> str | None:
    return (facts.get("place") or {}).get("channel")


def _card(facts: Mapping[str, Any], setting: Setting) -> Element | None:
    say = words(setting.language).gettext
    if facts.get("channels"):
        pairs = [(plain(line["team"]), _listed(line, setting)) for line in facts["channels"]]
        return card(say("Channels"), [], [fact_set(pairs)], setting, dated=False)
    if facts.get("may_confirm"):
        confirm = button(say("Confirm the shared channel"), "channel", do="confirm", place=facts["place"]["id"])
        return card(say("Shared channel"), [], [], setting, actions=[confirm], dated=False)
    if facts.get("choices"):
        body, actions = choosing(facts["choices"], facts.get("team"), setting)
        return card(say("Channel"), [], body, setting, actions=actions, dated=False)
    return None
