"""Who comes to the desk, and from which place. Knows turns, not the SDK."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot import places
from bot.exchange import Incoming
from bot.question import Place
from bot.turn import Turn, spoken
from bot.visit import Arrived, arrived
from messages.alone import ALONE
from messages.channel import Channel
from storage import clock
from storage.database import Store
from storage.queries import people
from storage.queries.sending import channels
from storage.queries.setup import conversations
from storage.session import AsyncSession

NOT_ASKED = frozenset({"msteams", ALONE})
"""What a button sends for Teams and for the way back, not for the desk."""


@dataclass(frozen=True, slots=True)
class Reception:
    """Finds out who comes, with the store and the channel's member lists."""

    store: Store
    channel: Channel
    zone: ZoneInfo

    async def received(
        self, session: AsyncSession, turn: Turn, *, is_met: bool = False
    ) -> tuple[Incoming, Arrived] | None:
        """The question of a turn and its asker, read in the transaction of the answer without locking any row.

        None: the person or the place has something new, so call `meet` first.
        """
        incoming = Incoming(
            text="" if turn.pressed is not None else spoken(turn.activity),
            conversation_id=turn.conversation_id,
            place=Place.PRIVATE if turn.kind == "personal" or turn.is_alone else Place.CHANNEL,
            entra_id=turn.entra_id,
            channel_team_name=await conversations.team_name_of(session, turn.conversation_id),
            button=_asked_by(turn),
            alone=turn.is_alone,
        )
        came = await arrived(session, incoming, self.zone)
        if not is_met and await self._is_new(session, turn, came.known):
            return None
        return replace(incoming, unconfirmed=await places.unconfirmed(session, turn, came.at)), came

    async def _is_new(self, session: AsyncSession, turn: Turn, known: people.Known | None) -> bool:
        if known is None and await _may_be_introduced(session, turn):
            return True
        return not await conversations.is_as_kept(session, _seen(turn, known))

    async def meet(self, turn: Turn) -> None:
        """Get to know a person, and what has changed about a place."""
        await self.introduce(turn)
        async with self.store.working() as session:
            moment = await clock.now(session)
            known = await self.known(session, turn) if turn.kind == "personal" else None
            await places.heard(session, turn, _seen(turn, known), moment)

    async def known(self, session: AsyncSession, turn: Turn) -> people.Known | None:
        """Who wrote or pressed, where we know them."""
        if turn.entra_id is None:
            return None
        return await people.by_entra_id(session, turn.entra_id, clock.local_day(await clock.now(session), self.zone))

    async def introduce(self, turn: Turn) -> None:
        """Match someone whose Entra id is new by the e-mail the channel gives, once (architecture decision 12).

        Not in a shared channel: other directories' people are members there.
        """
        async with self.store.working() as session:
            if not await _may_be_introduced(session, turn) or await self.known(session, turn) is not None:
                return
            day = clock.local_day(await clock.now(session), self.zone)
        assert turn.entra_id is not None  # noqa: S101  # for the type checker: nobody is introduced without
        assert turn.user_id is not None  # noqa: S101
        for email in await self.channel.member(turn.address, turn.user_id, turn.entra_id):
            async with self.store.working() as session:
                known = await people.by_email(session, email, day)
                if known is not None and known.entra_id is None:
                    await conversations.remember_entra_id(session, known.person.id, turn.entra_id)
                    return


async def _may_be_introduced(session: AsyncSession, turn: Turn) -> bool:
    if turn.entra_id is None or turn.user_id is None or turn.channel_type == "shared":
        return False
    here = await channels.channel(session, turn.conversation_id)
    return here is None or here.channel_type != "shared"  # messages need not say so themselves


def _seen(turn: Turn, known: people.Known | None) -> conversations.PlaceSeen:
    """The place as the turn shows it; a personal chat carries the person's staff id."""
    return replace(turn.seen, staff_id=known.person.id) if known and turn.kind == "personal" else turn.seen


def _asked_by(turn: Turn) -> dict[str, object] | None:
    """What a button asks, without what it sends for Teams."""
    button = turn.pressed
    return None if button is None else {name: value for name, value in button.items() if name not in NOT_ASKED}
