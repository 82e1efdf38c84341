"""The SDK's corner: an adapter that posts through our own Channel, a handler that turns a turn into a question."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Protocol

from botbuilder.core import BotAdapter, InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ConversationReference,
    ResourceResponse,
)

from bot import places
from bot.buttons import language_of
from bot.exchange import Incoming, Reply
from bot.mark import ClaimLostError, Mark
from bot.reception import Reception
from bot.turn import Turn
from bot.visit import Arrived
from bot.welcome import welcome_facts
from messages.channel import CARD_TYPE, Address, Channel, Outcome, Permanent, Retry, Sent, Uncertain, standing_alone
from messages.message import Message, Setting, message
from storage import clock
from storage.database import Store
from storage.engine import is_trouble
from storage.facts.fact import NOTHING, Facts
from storage.facts.setup.welcome import WelcomeInPerson
from storage.in_time import in_time
from storage.queries.setup import conversations
from storage.queries.setup.conversations import Gone
from storage.session import AsyncSession
from storage.settings import Settings

log = logging.getLogger(__name__)

TRIES = 3
"""Posts of one answer, where the channel says for certain that it did not take the one before."""
LONGEST_WAIT = 5.0
"""Seconds between two of them: somebody is waiting."""
DESK_TIME = 20.0
"""Seconds the desk may take for one answer."""
MARK = "sagspuls.mark"
"""Under this name a turn's state holds its Mark; an invoke, answered in the response itself, has none."""
POSTED = "sagspuls.posted"
"""Set once something of a turn may be out: from then on it is not begun anew."""
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"


class UnsentError(Exception):
    """The channel has certainly not taken the answer but may take it later, after `after` seconds if it said so."""

    def __init__(self, after: float | None) -> None:
        super().__init__()
        self.after = after


class Answers(Protocol):
    """The desk, as seen from here."""

    async def answer_within(self, session: AsyncSession, incoming: Incoming, came: Arrived) -> Reply:
        """The reply to one question, in a transaction that becomes the asker's; unexpected errors are raised."""
        ...


@dataclass(frozen=True)
class Service:
    """What a turn needs: the store, who answers, and the way out."""

    settings: Settings
    store: Store
    answers: Answers
    channel: Channel


@dataclass(frozen=True)
class Said:
    """A message, and whether only the asker may see it."""

    message: Message
    alone: bool = False


class Adapter(BotAdapter):  # type: ignore[misc]
    """The SDK's adapter with our own way out: one shared session, outcomes instead of exceptions."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self._handler = Handler(service)

    async def run(self, activity: Mapping[str, Any], mark: Mark | None = None) -> InvokeResponse | None:
        """One turn of an activity that passed the guard; the response of an invoke, else None.

        `mark` is written with the answer, or else before the post; if it raises, nothing is posted. The turn raises if
        the database fails before that (`storage.engine.is_trouble`) or the channel takes nothing for now
        (UnsentError): then it can be started again.
        """
        context = TurnContext(self, as_activity(activity))
        context.turn_state[MARK] = mark
        await self.run_pipeline(context, self._handler.on_turn)
        response = context.turn_state.get(self._INVOKE_RESPONSE_KEY)
        return response.value if response is not None else None

    async def apologise(self, activity: Mapping[str, Any], mark: Mark) -> None:
        """Tell whoever asked that it cannot be answered."""
        await self._say(activity, failed(self._service), mark)

    async def say_delayed(self, activity: Mapping[str, Any]) -> None:
        """Tell whoever asked that the answer takes longer, and comes."""
        await self._say(activity, _notice(self._service, "answers/delayed"), None)

    async def say_uncertain(self, activity: Mapping[str, Any]) -> None:
        """Tell whoever asked that the answer may be lost, and is not given twice."""
        if activity.get("type") == ActivityTypes.message:
            await self._say(activity, _notice(self._service, "answers/maybe_lost"), None)

    def not_now(self, activity: Mapping[str, Any]) -> InvokeResponse:
        """The response of an invoke that the database does not let us answer in time."""
        if activity.get("name") != "adaptiveCard/action":
            return InvokeResponse(status=int(HTTPStatus.SERVICE_UNAVAILABLE))
        body = _invoke_body(_notice(self._service, "answers/not_now"))
        return InvokeResponse(status=int(HTTPStatus.OK), body=body)

    async def _say(self, activity: Mapping[str, Any], said: Message, mark: Mark | None) -> None:
        context = TurnContext(self, as_activity(activity))
        context.turn_state[MARK] = mark
        await context.send_activity(_activity(said))

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Post what a turn says; the response of an invoke is kept for the request that waits for it."""
        return [await self._send_one(context, activity) for activity in activities]

    async def _send_one(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[self._INVOKE_RESPONSE_KEY] = activity
            return ResourceResponse()
        await _before_a_post(context)
        turn = Turn(context.activity)
        reply_to = turn.activity_id if context.activity.type == ActivityTypes.message else None
        outcome = await self._post(turn.address, _message(activity), reply_to)
        if isinstance(outcome, Sent):
            context.turn_state[POSTED] = True
            return ResourceResponse(id=outcome.activity_id)
        log.warning("answer not posted", extra={"activity": turn.activity_id, "outcome": repr(outcome)})
        _check_unsent(context, outcome)
        context.turn_state[POSTED] = True
        blocked = isinstance(outcome, Permanent) and outcome.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
        if blocked and turn.address.only_for is None:  # a block for one person does not block the whole place
            async with self._service.store.working() as session:
                await conversations.block(session, turn.conversation_id, outcome.reason)
        return ResourceResponse()

    async def say_alone(self, context: TurnContext, said: Message) -> bool:
        """Answer so that only the asker sees it, although others are in the channel or group.

        False: the channel certainly did not take it. An answer that may have arrived counts as sent.
        """
        turn = Turn(context.activity)
        await _before_a_post(context)
        outcome = await self._post(replace(turn.address, only_for=turn.user_id), said, turn.activity_id)
        if not isinstance(outcome, Sent):
            log.warning("not said to one alone", extra={"activity": turn.activity_id, "outcome": repr(outcome)})
        _check_unsent(context, outcome)
        is_out = isinstance(outcome, Sent | Uncertain)
        if is_out:
            context.turn_state[POSTED] = True
        return is_out

    async def _post(self, address: Address, said: Message, reply_to: str | None) -> Outcome:
        """Post, and try again if the post certainly did not arrive; an uncertain post is never repeated."""
        for attempt in range(1, TRIES):
            outcome = await self._service.channel.post(address, said, reply_to)
            if not isinstance(outcome, Retry):
                return outcome
            await asyncio.sleep(min(outcome.after if outcome.after is not None else attempt, LONGEST_WAIT))
        return await self._service.channel.post(address, said, reply_to)

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replace a message of ours, `activity.id`."""
        await self._service.channel.update(Turn(context.activity).address, _message(activity), activity.id)
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Do nothing: the bot deletes no messages."""
        raise NotImplementedError("Sagspuls never deletes what it said")


class Handler(TeamsActivityHandler):  # type: ignore[misc]
    """What to do with each kind of activity; kinds that are not ours fall through to the SDK, which ignores them."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        self._reception = Reception(service.store, service.channel, service.settings.zone)

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """A question typed, or a button of a card."""
        turn = Turn(turn_context.activity)
        mark = turn_context.turn_state.get(MARK)
        said = await self._answer(turn, mark, may_be_alone=self._may_be_alone(turn))
        if said.alone and not turn.is_alone:
            if await turn_context.adapter.say_alone(turn_context, said.message):
                return
            said = await self._answer(turn, mark)
        await turn_context.send_activity(_activity(said.message))

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """A card's Action.Execute is answered in the response itself; the SDK's own way there is broken (4.17.1).

        The response takes the place of the card: in private only where nobody else sees that.
        """
        turn = Turn(turn_context.activity)
        if turn_context.activity.name != "adaptiveCard/action":
            return InvokeResponse(status=int(HTTPStatus.OK))  # not ours: nothing is wrong, and nothing is said
        if turn.pressed is None:
            return InvokeResponse(status=int(HTTPStatus.BAD_REQUEST))
        said = await self._answer(turn)
        return InvokeResponse(status=int(HTTPStatus.OK), body=_invoke_body(said.message, turn.address.only_for))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Handle that the bot was added or removed; of other changes we keep only a new name or address.

        The SDK's own way would ask the channel about every member first.
        """
        turn = Turn(turn_context.activity)
        if turn.bot_among(turn_context.activity.members_added):
            await self._installed(turn_context, turn)
        else:
            async with self._service.store.working() as session:
                await places.changed(session, turn, await clock.now(session))

    async def on_installation_update_add(self, turn_context: TurnContext) -> None:
        """Installed, or brought to a newer version."""
        await self._installed(turn_context, Turn(turn_context.activity))

    async def on_installation_update_remove(self, turn_context: TurnContext) -> None:
        """Uninstalled; `remove-upgrade` is the first half of a new version and changes nothing."""
        if turn_context.activity.action == "remove":
            async with self._service.store.working() as session:
                moment = await clock.now(session)
                await places.removed(session, Turn(turn_context.activity), Gone.UNINSTALLED, moment)

    async def _installed(self, turn_context: TurnContext, turn: Turn) -> None:
        if turn.kind == "personal":
            await self._meet(turn_context, turn)
            return
        async with self._service.store.working() as session:
            moment = await clock.now(session)
            day = clock.local_day(moment, self._service.settings.zone)
            arrival = await places.installed(session, turn, moment, day)
        if arrival is not None:
            await turn_context.send_activity(_activity(_notice(self._service, "welcome", arrival.welcome)))

    async def _meet(self, turn_context: TurnContext, turn: Turn) -> None:
        """Remember whose chat this is, and send the first words."""
        await self._reception.introduce(turn)
        async with self._service.store.working() as session:
            moment = await clock.now(session)
            known = await self._reception.known(session, turn)
            seen = replace(turn.seen, staff_id=known.person.id if known else None)
            arrives = await conversations.remember(session, seen, moment)
        if arrives:
            facts = welcome_facts(known) if turn.entra_id else WelcomeInPerson("personal")
            said = _notice(self._service, "welcome", facts, known.language if known else None)
            await turn_context.send_activity(_activity(said))

    def _may_be_alone(self, turn: Turn) -> bool:
        """Whether the asker alone could be answered where others read along (a preview of Teams)."""
        return self._service.settings.targeted_messages and turn.kind != "personal" and turn.user_id is not None

    async def _answer(self, turn: Turn, mark: Mark | None = None, *, may_be_alone: bool = False) -> Said:
        """The desk's answer, or a message that it failed; then the activity's id is logged.

        Raises the database's errors (`storage.engine.is_trouble`): those pass, and the answer is started again.
        """
        may_be_alone = may_be_alone and not turn.is_alone
        try:
            said = await in_time(self._asked(turn, mark, may_be_alone=may_be_alone), DESK_TIME)
        except ClaimLostError:
            raise
        except Exception as error:  # the edge: no error of one answer may end the service
            if is_trouble(error):
                raise
            log.exception("answer failed", extra={"activity": turn.activity_id})
            return Said(failed(self._service, language_of(turn.pressed)))
        if mark is not None:
            mark.hold()
        return said

    async def _asked(self, turn: Turn, mark: Mark | None, *, may_be_alone: bool) -> Said:
        said = await self._asked_by_known(turn, mark, may_be_alone=may_be_alone)
        if said is None:
            await self._reception.meet(turn)
            said = await self._asked_by_known(turn, mark, may_be_alone=may_be_alone, is_met=True)
        assert said is not None  # noqa: S101  # for the type checker: after `meet` the person is known
        return said

    async def _asked_by_known(
        self, turn: Turn, mark: Mark | None, *, may_be_alone: bool, is_met: bool = False
    ) -> Said | None:
        """Look up who asks, answer, log and mark in one transaction. None: the person has to be met first."""
        async with self._service.store.working() as session:
            received = await self._reception.received(session, turn, is_met=is_met)
            if received is None:
                return None
            incoming, came = received
            incoming = replace(incoming, may_be_alone=may_be_alone)
            reply = await self._service.answers.answer_within(session, incoming, came)
            if mark is not None:
                await mark.write(session)
        return Said(reply.said, reply.alone)


async def _before_a_post(context: TurnContext) -> None:
    mark: Mark | None = context.turn_state.get(MARK)
    if mark is not None:
        await mark.about_to_post()


def _check_unsent(context: TurnContext, outcome: Outcome) -> None:
    """Raise UnsentError where nothing of a turn is out yet and it can be begun anew."""
    may_begin_anew = context.turn_state.get(MARK) is not None and POSTED not in context.turn_state
    if isinstance(outcome, Retry) and may_begin_anew:
        raise UnsentError(outcome.after)


def as_activity(kept: Mapping[str, Any]) -> Activity:
    """An activity that passed the guard, as the SDK reads it."""
    return Activity().deserialize(dict(kept))


def failed(service: Service, language: str | None = None) -> Message:
    """What a person reads when something unexpected went wrong; `language` is that of the card pressed."""
    return _notice(service, "answers/failed", language=language)


def _notice(service: Service, name: str, facts: Facts = NOTHING, language: str | None = None) -> Message:
    """A message of the bot's own, without a question. It is in the municipality's language unless one is given."""
    today = clock.local_day(clock.wall_clock(), service.settings.zone)
    return message(name, facts, Setting(language or service.settings.language, today, None, {}))


def _activity(said: Message) -> Activity:
    attachments = [Attachment(content_type=CARD_TYPE, content=said.card)] if said.card is not None else None
    return Activity(type=ActivityTypes.message, text=said.text, attachments=attachments)


def _message(activity: Activity) -> Message:
    cards = [a.content for a in activity.attachments or [] if a.content_type == CARD_TYPE]
    return Message(text=activity.text or "", card=cards[0] if cards else None, facts={})


def _invoke_body(answer: Message, only_for: str | None = None) -> dict[str, Any]:
    """An AdaptiveCardInvokeResponse on the wire; the SDK's own class cannot hold a text as its value."""
    card = standing_alone(answer, only_for)
    if card is None:
        return {"statusCode": 200, "type": MESSAGE_TYPE, "value": answer.text}
    return {"statusCode": 200, "type": CARD_TYPE, "value": card}
