"""The activity as the bot takes it.

`Received` is also the most that we ever keep of an activity: people's names, attachments and everything else that a
channel sends along are dropped at the door. The asker, the place and who reads along must be valid, or the activity is
refused. An odd part that a question does not need is dropped, so that nothing new in Teams leaves a person without an
answer. An event with an odd part is refused: half an event would mean something else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.alias_generators import to_camel

ASKING = ("message", "invoke")
"""The activities somebody waits for an answer to."""
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII | re.IGNORECASE)


def _moment(value: str) -> str:
    """A moment that the SDK reads too: date and time, and still within the calendar in UTC."""
    moment = dt.datetime.fromisoformat(value)
    if _DATE_AND_TIME.match(value) is None:
        raise ValueError("not a date and time")
    if moment.tzinfo is not None:
        try:
            moment.astimezone(dt.UTC)
        except OverflowError as error:
            raise ValueError("outside the calendar") from error
    return value


def _is_said(value: object) -> bool:
    return value is not None and value is not False


def _or_nothing(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """A part that nobody needs; None if it is not valid."""
    try:
        return read(value)
    except ValidationError:
        return None


def _unless_event(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """A part that only events need; in a question it is None if not valid."""
    return read(value) if not info.context else _or_nothing(value, read)


def _those_that_fit(parts: list[Any]) -> list[Any]:
    return [part for part in parts if part is not None]


QUESTION = {"question": True}
"""The context in which a question is read."""
OrNothing = WrapValidator(_or_nothing)
UnlessEvent = WrapValidator(_unless_event)
Id = Annotated[str, Field(min_length=1, max_length=400)]
"""As long as the channel's ids get, and short enough for an index row."""
ActivityId = Annotated[str, Field(min_length=1, max_length=200)]
ShortText = Annotated[str, Field(max_length=1000)]
SentAt = Annotated[str, AfterValidator(_moment)]


class _Part(BaseModel):
    """A part of an activity: known fields strictly typed, everything else dropped."""

    model_config = ConfigDict(
        strict=True, extra="ignore", frozen=True, alias_generator=AliasGenerator(alias=to_camel), populate_by_name=True
    )


class ChannelAccount(_Part):
    id: Id
    aad_object_id: Annotated[str, Field(max_length=100)] | None = None


class BotAccount(ChannelAccount):
    name: Annotated[ShortText | None, OrNothing] = None
    """The bot's own name, which mentions it; nobody else's name is kept."""
    is_targeted: Annotated[bool | None, BeforeValidator(_is_said)] = None
    """Whether it is hidden from the others in the channel or group; anything but a plain no counts as yes."""


class ConversationPart(_Part):
    id: Id
    conversation_type: ShortText | None = None
    is_group: bool | None = None
    tenant_id: Id | None = None


class Mention(_Part):
    """An entity. We read only mentions, and only those that say who is meant."""

    type: ShortText | None = None
    text: ShortText | None = None
    mentioned: BotAccount | None = None


class TeamPart(_Part):
    id: Id | None = None
    name: Annotated[ShortText | None, OrNothing] = None


class ChannelPart(TeamPart):
    type: ShortText | None = None
    """standard, private or shared."""


class ChannelSettings(_Part):
    selected_channel: TeamPart | None = None


class ChannelData(_Part):
    tenant: TeamPart | None = None
    team: TeamPart | None = None
    channel: Annotated[ChannelPart | None, UnlessEvent] = None
    settings: Annotated[ChannelSettings | None, UnlessEvent] = None
    event_type: Annotated[ShortText | None, UnlessEvent] = None


class Received(_Part):
    """An activity that passed the guard."""

    type: Annotated[str, Field(min_length=1, max_length=100)]
    id: ActivityId | None = None
    service_url: Annotated[str, Field(min_length=1, max_length=1000)]
    channel_id: Id
    conversation: ConversationPart
    from_: Annotated[ChannelAccount | None, Field(alias="from")] = None
    """Who writes; events may come from nobody."""
    recipient: BotAccount
    text: Annotated[str | None, OrNothing] = None
    value: Any = None
    name: Annotated[ShortText | None, OrNothing] = None
    action: Annotated[ShortText | None, UnlessEvent] = None
    entities: Annotated[
        Annotated[list[Annotated[Mention | None, OrNothing]], AfterValidator(_those_that_fit)] | None, OrNothing
    ] = None
    members_added: Annotated[list[ChannelAccount] | None, UnlessEvent] = None
    members_removed: Annotated[list[ChannelAccount] | None, UnlessEvent] = None
    channel_data: ChannelData | None = None
    timestamp: Annotated[SentAt | None, UnlessEvent] = None
    local_timestamp: Annotated[SentAt | None, OrNothing] = None

    @classmethod
    def of(cls, activity: dict[str, Any]) -> Received:
        """The activity in a JSON object; raises pydantic's ValidationError if it is not one."""
        context = QUESTION if activity.get("type") in ASKING else None
        return cls.model_validate(activity, context=context)

    def as_json(self) -> dict[str, Any]:
        """What is kept, in the channel's own spelling."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @property
    def tenants(self) -> tuple[str, ...]:
        """Every tenant that the activity says it comes from."""
        data = self.channel_data.tenant.id if self.channel_data and self.channel_data.tenant else None
        return tuple(tenant for tenant in (data, self.conversation.tenant_id) if tenant is not None)

    @property
    def key(self) -> str:
        """The activity's id; for an event without one a hash of its content, timestamp included."""
        if self.id is not None:
            return self.id
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()
