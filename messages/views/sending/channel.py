"""Which channel is whose: shown and chosen."""

from __future__ import annotations

from collections.abc import Sequence

from messages.cards import LONGEST, Element, button, card, plain
from messages.cards import facts as fact_set
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.sending.channel import (
    ChannelAsItStands,
    ChannelBound,
    ChannelBoundThere,
    ChannelConfirmed,
    ChannelFacts,
    ChannelOfTeam,
    ChannelPlace,
    ChannelsOfTeams,
)

_UNSAID = dict.fromkeys(("problem", "done", "private", "team", "choices", "taken_from", "where", "before"))


def channel(facts: ChannelFacts, setting: Setting) -> View:
    """The team of a channel, a list for people who may choose, and what has been done or is in the way."""
    context = {**_UNSAID, **facts.values(), **_places(facts, setting)}
    return View("sending/channel", context, _card(facts, setting))


def _places(facts: ChannelFacts, setting: Setting) -> dict[str, str | int | None]:
    """The channels that the sentence names; a channel that is to be confirmed has the name it has in Teams."""
    match facts:
        case ChannelAsItStands(problem="unconfirmed", place=ChannelPlace(channel=name)):
            return {"where": name}
        case ChannelBound(former=former):
            return {"before": place(former, setting)}
        case ChannelBoundThere(place=there, former=former):
            return {"where": place(there, setting), "before": place(former, setting)}
        case ChannelConfirmed(place=there):
            return {"where": place(there, setting)}
        case ChannelsOfTeams(channels=found):
            return {"number_of": len(found)}
        case _:
            return {}


def choosing(choices: Sequence[str], now: str | None, setting: Setting) -> tuple[list[Element], list[Element]]:
    """The list of teams and its button, for those who may choose."""
    say = words(setting.language).gettext
    listed = {
        "type": "Input.ChoiceSet",
        "id": "team",
        "label": say("Which team is this channel for?"),
        "style": "compact",
        "choices": [{"title": short(name), "value": name} for name in choices],
        "isRequired": True,
        "errorMessage": say("Choose one"),
        **({"value": now} if now in choices else {}),
    }
    return [listed], [button(say("Save"), "channel", do="bind") | {"style": "positive"}]


def place(where: ChannelPlace | None, setting: Setting) -> str | None:
    """A channel as people call it: by its own name and its Team's, as far as we know them."""
    if not where:
        return None
    say = words(setting.language).gettext
    name = short(where.channel) or (say("General") if where.first else None)
    team = short(where.teams_team)
    if name and team:
        return say("%(channel)s (the Team %(team)s)", channel=name, team=team)
    if team:
        return say("a channel in the Team %(team)s", team=team)
    return name or say("another channel")


def short(name: str | None) -> str | None:
    """A name that others chose, cut to fit a line: a Team may be called anything."""
    return name if name is None or len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _listed(line: ChannelOfTeam, setting: Setting) -> str:
    """A team's channel in the list, and why its messages do not arrive there."""
    say = words(setting.language).gettext
    troubles = {
        "removed": say("Sagspuls is not there any more"),
        "unconfirmed": say("not confirmed"),
        "blocked": say("Teams refuses messages there"),
    }
    trouble = troubles.get(line.trouble or "")
    where = plain(place(line.place, setting) or say("No channel"))
    return f"{where} · {trouble}" if trouble else where


def _card(facts: ChannelFacts, setting: Setting) -> Element | None:
    say = words(setting.language).gettext
    match facts:
        case ChannelsOfTeams(channels=[_, *_] as lines):
            pairs = [(plain(line.team), _listed(line, setting)) for line in lines]
            return card(say("Channels"), [], [fact_set(pairs)], setting, dated=False)
        case ChannelAsItStands(may_confirm=True, place=ChannelPlace(id=number)):
            confirm = button(say("Confirm the shared channel"), "channel", do="confirm", place=number)
            return card(say("Shared channel"), [], [], setting, actions=[confirm], dated=False)
        case ChannelAsItStands(choices=[_, *_] as choices, team=team):
            body, actions = choosing(choices, team, setting)
            return card(say("Channel"), [], body, setting, actions=actions, dated=False)
        case _:
            return None
