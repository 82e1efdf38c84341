"""News and questions about a channel for administrators, each in their own chat."""

from __future__ import annotations

from messages.cards import button, card, plain, quiet
from messages.setting import Setting
from messages.view import View
from messages.views.sending.channel import place, short
from messages.words import words
from storage.facts.sending.channel_notice import ChannelNotice


def channel_notice(facts: ChannelNotice, setting: Setting) -> View:
    """A notice about a channel, with buttons if it asks something."""
    say = words(setting.language).gettext
    context = {
        "where": place(facts.place, setting),
        "before": place(facts.former, setting),
        "team_in_teams": short(facts.place.teams_team) if facts.place else None,
        "former_name": short(facts.former_name),
    }
    if facts.kind == "no_channel":
        return View("sending/channel_notice", context)
    if facts.kind == "shared":
        title = say("Shared channel")
        offers = [(say("Confirm the shared channel"), "yes"), (say("No, say nothing there"), "no")]
    else:
        title = say("Weekly digest for %(team)s", team=plain(facts.team or ""))
        offers = [(say("Yes, send it there"), "yes"), (say("No, change nothing"), "no")]
    actions = [button(name, "channel", do=do, notice=facts.notice) for name, do in offers]
    until = quiet(say("Until you answer, everything stays as it is."))
    return View("sending/channel_notice", context, card(title, [], [until], setting, actions=actions, dated=False))
