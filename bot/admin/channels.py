"""Shows, chooses and releases the team of a channel, confirms shared channels, and takes answers to notices.

An administrator decides for every team, a leader for the teams they lead. What counts is who presses the button now,
not for whom the card was made.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.admin.form import may_set_up, teams_of
from bot.other_message import OtherMessage, refused
from bot.question import Ask, NotYoursError, Place
from bot.understanding.channel_words import NOBODY_ELSE, ChannelWish
from bot.understanding.names import Gazetteer, TeamName, team_alone
from bot.understanding.text import clean, fold
from storage.facts.sending.channel import (
    ChannelAsItStands,
    ChannelBound,
    ChannelBoundThere,
    ChannelConfirmed,
    ChannelFacts,
    ChannelKept,
    ChannelOfTeam,
    ChannelReleased,
    ChannelsOfTeams,
    ChannelUntouched,
)
from storage.queries import teams
from storage.queries.sending import channels, notices
from storage.queries.sending.channels import ChannelRow
from storage.queries.sending.notices import NoticeRow
from storage.rules.access import Refusal, Role

YES, NO = "yes", "no"


async def answer(ask: Ask) -> ChannelFacts | OtherMessage:
    """Do what was asked for, then say what we know of the channel."""
    do = _given(ask, "do")
    if do in {YES, NO}:
        return await _answered(ask, do)
    wish = ChannelWish(do) if do in set(ChannelWish) else ask.particulars.channel
    return await _DOING[wish or ChannelWish.SHOW](ask)


async def show(ask: Ask) -> ChannelFacts:
    """Which team the channel is for, and what the asker may choose; in private, the channel of each team."""
    if ask.place is not Place.CHANNEL:
        return await _all(ask)
    return await _as_it_stands(ask, await _here(ask))


async def bind(ask: Ask) -> ChannelFacts | OtherMessage:
    """Give the channel that the asker writes in to a team; not if it belongs to a team they do not set up."""
    if not _sets_up(ask):
        return await show(ask) if _given(ask, "do") is None else refused(Refusal.NOT_YOUR_ROLE)
    here = await _here(ask)
    if here is None:
        return ChannelUntouched("not_a_channel")
    if not here.may_speak:
        return await _as_it_stands(ask, here, problem="unconfirmed")
    name = await _team_meant(ask)
    team = await teams.by_name(ask.session, name) if name else None
    if not _may_take(ask, here) or (team is not None and not may_set_up(ask.asker, team.id)):
        return await _not_theirs(ask, here)
    if team is None:
        return await _as_it_stands(ask, here, problem="which_team")
    taken_from = here.team_id if here.team_id != team.id else None
    former = await channels.bind(ask.session, here, team.id, by=ask.asker.id, now=ask.now)
    return ChannelBound("bound", team.name, former.place if former else None, await _name(ask, taken_from))


async def release(ask: Ask) -> ChannelFacts | OtherMessage:
    """Take the channel from its team. If a text says more than that, or names another team, nothing changes."""
    if not _sets_up(ask):
        return refused(Refusal.NOT_YOUR_ROLE)
    here = await _here(ask)
    if here is None:
        return ChannelUntouched("not_a_channel")
    if here.team_id is None:
        return await _as_it_stands(ask, here)
    if not _may_take(ask, here):
        return await _not_theirs(ask, here)
    if _given(ask, "do") is None and ask.particulars.channel_named not in NOBODY_ELSE:
        named = await _team_meant(ask)
        if named is None or named != await _name(ask, here.team_id):
            return await _as_it_stands(ask, here)
    await channels.release(ask.session, here, by=ask.asker.id, now=ask.now)
    return ChannelReleased("released", await _name(ask, here.team_id))


async def confirm(ask: Ask) -> ChannelFacts | OtherMessage:
    """Let the bot speak in a shared channel; only an administrator may, and has to name the channel."""
    if Role.ADMIN not in ask.asker.roles:
        return refused(Refusal.NOT_YOUR_ROLE)
    here = await _here(ask)
    if here is None:
        return await _confirm_by_name(ask)
    if here.channel_type != "shared":
        return await _as_it_stands(ask, here, problem="not_shared")
    if here.channel_name and not _names(ask, here):
        return await _as_it_stands(ask, here, problem="unconfirmed")
    return await _confirmed(ask, here)


async def _confirm_by_name(ask: Ask) -> ChannelConfirmed | ChannelUntouched:
    meant = [place for place in await channels.unconfirmed(ask.session) if _names(ask, place)]
    if len(meant) != 1:
        return ChannelUntouched("which_channel")
    return await _confirmed(ask, meant[0])


async def _confirmed(ask: Ask, here: ChannelRow) -> ChannelConfirmed:
    await channels.confirm(ask.session, here, by=ask.asker.id, now=ask.now)
    return ChannelConfirmed("confirmed", here.place)


async def _answered(ask: Ask, said: str) -> ChannelFacts | OtherMessage:
    """Carry out an administrator's answer to a notice, if the notice still stands."""
    if Role.ADMIN not in ask.asker.roles:
        return refused(Refusal.NOT_YOUR_ROLE)
    notice = await notices.find(ask.session, _number(ask))
    if notice is None:
        raise NotYoursError
    stands = notice.is_open and await notices.still_stands(ask.session, notice.id)
    if not notice.is_open or not await notices.answer(ask.session, notice.id, said if stands else None, ask.now):
        return ChannelUntouched("answered")
    if not stands:
        return ChannelUntouched("changed")
    return await _done(ask, notice) if said == YES else ChannelKept("kept")


async def _done(ask: Ask, notice: NoticeRow) -> ChannelFacts:
    assert notice.place is not None  # noqa: S101  # a notice with an answer is about a channel
    if notice.kind == "shared":
        return await _confirmed(ask, notice.place)
    assert notice.team_id is not None  # noqa: S101  # and but for a shared one about a team
    await channels.bind(ask.session, notice.place, notice.team_id, by=ask.asker.id, now=ask.now)
    former = notice.former.place if notice.former else None
    return ChannelBoundThere("bound_there", notice.team, notice.place.place, former, notice.now_of)


async def _team_meant(ask: Ask) -> str | None:
    """The team chosen in a list; else the team whose name is all that the text says besides its wish.

    A team that the text only mentions ("denne kanal er god for Distrikt 1"), or the team of the question before, does
    not count.
    """
    if _given(ask, "do") is not None:
        return _given(ask, "team")
    known = Gazetteer(teams=tuple(TeamName(team.id, team.name) for team in await teams.all_teams(ask.session)))
    return team_alone(ask.particulars.channel_named, known)


async def _not_theirs(ask: Ask, here: ChannelRow) -> ChannelAsItStands:
    """A refusal, logged as one, in words that say who decides."""
    return replace(await _as_it_stands(ask, here, problem="not_theirs"), refused=Refusal.NOT_YOURS)


async def _as_it_stands(ask: Ask, here: ChannelRow | None, problem: str | None = None) -> ChannelAsItStands:
    """The channel as it stands, with what the asker may choose."""
    speaks = here is not None and here.may_speak
    return ChannelAsItStands(
        team=await _name(ask, here.team_id if here else ask.channel_team_id),
        choices=tuple(team.name for team in await teams_of(ask)) if speaks and _may_take(ask, here) else (),
        place=here.place if here else None,
        problem=problem if speaks or here is None else "unconfirmed",
        may_confirm=here is not None and not speaks and Role.ADMIN in ask.asker.roles,
    )


async def _all(ask: Ask) -> ChannelsOfTeams:
    """Each team the asker sets up, its channel, and why nothing can be posted there."""
    own = await teams_of(ask)
    found = [(team, await channels.of_team(ask.session, team.id)) for team in own]
    lines = [
        ChannelOfTeam(
            team=team.name,
            place=place.place if place else None,
            trouble=place.trouble.value if place and place.trouble else None,
        )
        for team, place in found
    ]
    return ChannelsOfTeams(private=True, channels=tuple(lines))


async def _here(ask: Ask) -> ChannelRow | None:
    """The channel that the asker writes in, while the bot is there; never a group chat, which anyone may be in."""
    if ask.place is not Place.CHANNEL:
        return None
    here = await channels.channel(ask.session, ask.conversation_id.partition(";messageid=")[0])
    return here if here is not None and here.is_there and not here.is_group else None


def _sets_up(ask: Ask) -> bool:
    return Role.ADMIN in ask.asker.roles or bool(ask.asker.leads_as_leader)


def _may_take(ask: Ask, here: ChannelRow | None) -> bool:
    """Whether the channel is free, or belongs to a team that the asker sets up."""
    return here is not None and (here.team_id is None or may_set_up(ask.asker, here.team_id))


def _names(ask: Ask, place: ChannelRow) -> bool:
    """Whether the text names the channel, or the button carries its number."""
    if _given(ask, "place") is not None:
        return _given(ask, "place") == str(place.id)
    name = _words(fold(clean(place.channel_name or "")))
    return bool(name) and name == _words(ask.particulars.channel_named)


def _words(folded: str) -> list[str]:
    """The words of a name, without quotation marks."""
    return re.findall(r"\w+", folded)


async def _name(ask: Ask, team_id: int | None) -> str | None:
    team = await teams.by_id(ask.session, team_id) if team_id is not None else None
    return team.name if team else None


def _given(ask: Ask, name: str) -> str | None:
    value = ask.form.get(name)
    return str(value).strip() if isinstance(value, str | int) and str(value).strip() else None


def _number(ask: Ask) -> int:
    given = _given(ask, "notice") or ""
    if not (given.isascii() and given.isdigit() and len(given) <= 9):
        raise NotYoursError
    return int(given)


_DOING: dict[ChannelWish, Callable[[Ask], Awaitable[ChannelFacts | OtherMessage]]] = {
    ChannelWish.SHOW: show,
    ChannelWish.BIND: bind,
    ChannelWish.RELEASE: release,
    ChannelWish.CONFIRM: confirm,
}
