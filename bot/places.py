"""What happens to the places the bot is in: put in, taken out, renamed, brought back. Knows turns, not the SDK."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.admin.form import may_set_up
from bot.turn import Turn
from storage.facts.setup.welcome import WelcomeToChannel
from storage.queries import people, teams
from storage.queries.sending import channels, notices
from storage.queries.setup import conversations
from storage.queries.setup.conversations import Gone, PlaceSeen
from storage.session import AsyncSession


@dataclass(frozen=True, slots=True)
class Arrival:
    """The bot has been put into a place where it was not before."""

    team: str | None
    """The municipal team whose channel it is."""
    unconfirmed: str | None
    """The name of a shared channel that an administrator has to confirm first; empty if Teams has not named it."""
    choices: tuple[str, ...] = ()
    """The municipal teams that whoever put it there may choose for this channel."""

    @property
    def welcome(self) -> WelcomeToChannel:
        """What is said there first."""
        return WelcomeToChannel("channel", self.team, self.unconfirmed, self.choices)


async def installed(session: AsyncSession, turn: Turn, now: dt.datetime, day: dt.date) -> Arrival | None:
    """Remember a new place and bind it by its Team's name, or ask an administrator. None: the bot was there already.

    `day` is the local date of `now`.
    """
    arrives = await conversations.remember(session, turn.seen, now)
    if turn.kind == "channel" and (arrives or turn.seen.chosen):
        named = await channels.named_at_install(session, turn.conversation_id, now, chosen=turn.seen.chosen)
        if named is not None:
            await notices.ask_about_name(session, named, now)
    waiting = await unconfirmed(session, turn, now)
    if not arrives:
        return None
    team = await conversations.team_name_of(session, turn.conversation_id)
    is_free = turn.kind == "channel" and team is None and waiting is None
    return Arrival(team, waiting, await _choices(session, turn, day) if is_free else ())


async def _choices(session: AsyncSession, turn: Turn, day: dt.date) -> tuple[str, ...]:
    """The teams that the person who installs the bot may choose from; none for somebody who may not choose."""
    known = await people.by_entra_id(session, turn.entra_id, day) if turn.entra_id else None
    if known is None:
        return ()
    return tuple(team.name for team in await teams.all_teams(session) if may_set_up(known.person, team.id))


async def heard(session: AsyncSession, turn: Turn, seen: PlaceSeen, now: dt.datetime) -> None:
    """Somebody wrote or pressed a button in a place; `seen` is the turn's, with the person of a personal chat."""
    former = await conversations.refresh(session, seen) if seen.teams_team_name is not None else None
    await conversations.remember(session, seen, now)
    await _renamed(session, turn, former, now)


async def unconfirmed(session: AsyncSession, turn: Turn, now: dt.datetime) -> str | None:
    """The name of a shared channel where the bot may not speak yet; administrators are asked about it.

    None: the bot may speak here.
    """
    here = await channels.channel(session, turn.conversation_id)
    if here is None or here.may_speak:
        return None
    await notices.ask_about_shared(session, here.id, now)
    return here.channel_name or ""


async def changed(session: AsyncSession, turn: Turn, now: dt.datetime) -> None:
    """A place was taken away, came back, or got another name or address."""
    team = turn.team_concerned
    if turn.lost is not None:
        await removed(session, turn, turn.lost, now)
    elif turn.back is not None:
        await conversations.restore(session, turn.conversation_id, team, turn.back)
    else:
        await _renamed(session, turn, await conversations.refresh(session, turn.seen), now)


async def removed(session: AsyncSession, turn: Turn, why: Gone, now: dt.datetime) -> None:
    """The bot is out of a channel, or of a Team and so of all its channels."""
    alone = not turn.is_of_a_team and await conversations.stands_alone(session, turn.conversation_id)
    team = None if alone else turn.team_concerned
    await conversations.remove(session, turn.conversation_id, team, why, now)
    if why is Gone.FOR_GOOD:
        await channels.release_for_good(session, turn.conversation_id, team, now)


async def _renamed(session: AsyncSession, turn: Turn, former: str | None, now: dt.datetime) -> None:
    """Ask an administrator if a Team's new name is that of a municipal team; nothing moves. `former`: the old name."""
    if former is None:
        return
    named = await channels.named_anew(session, turn.conversation_id, turn.seen.teams_team_id)
    if named is not None:
        await notices.ask_about_name(session, named, now, former_name=former)
