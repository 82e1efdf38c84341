"""The activity as the bot takes it.

`Received` is also the most that is ever kept of an activity: names of people, attachments and whatever else a channel
sends along are dropped at the door. Who asks, where, and who reads along must fit, or nothing is let in. A part that a
question is answered without is dropped where it is odd, so that no novelty of Teams leaves a person without an answer;
an event that is odd in what it tells is refused, for half of it would be another event.
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
    """A part that nobody needs: nothing, where it does not fit."""
    try:
        return read(value)
    except ValidationError:
        return None


def _unless_event(value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """A part that events alone are read for: nothing, where it does not fit in a question."""
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
Name = Annotated[str, Field(max_length=1000)]
Moment = Annotated[str, AfterValidator(_moment)]


class _Part(BaseModel):
    """A part of an activity: known fields strictly typed, everything else dropped."""

    model_config = ConfigDict(
        strict=True, extra="ignore", frozen=True, alias_generator=AliasGenerator(alias=to_camel), populate_by_name=True
    )


class Account(_Part):
    id: Id
    aad_object_id: Annotated[str, Field(max_length=100)] | None = None


class BotAccount(Account):
    name: Annotated[Name | None, OrNothing] = None
    """The bot's own, by which it is mentioned; nobody else's name is kept."""
    is_targeted: Annotated[bool | None, BeforeValidator(_is_said)] = None
    """Whether nobody else in the channel or group sees it; anything but no counts as yes."""


class ConversationPart(_Part):
    id: Id
    conversation_type: Name | None = None
    is_group: bool | None = None
    tenant_id: Id | None = None


class Mention(_Part):
    """An entity; only mentions are read, and one that does not say who is meant is none."""

    type: Name | None = None
    text: Name | None = None
    mentioned: BotAccount | None = None


class TeamPart(_Part):
    id: Id | None = None
    name: Annotated[Name | None, OrNothing] = None


class ChannelPart(TeamPart):
    type: Name | None = None
    """standard, private or shared."""


class ChannelSettings(_Part):
    selected_channel: TeamPart | None = None


class ChannelData(_Part):
    tenant: TeamPart | None = None
    team: TeamPart | None = None
    channel: Annotated[ChannelPart | None, UnlessEvent] = None
    settings: Annotated[ChannelSettings | None, UnlessEvent] = None
    event_type: Annotated[Name | None, UnlessEvent] = None


class Received(_Part):
    """An activity that passed the guard."""

    type: Annotated[str, Field(min_length=1, max_length=100)]
    id: ActivityId | None = None
    service_url: Annotated[str, Field(min_length=1, max_length=1000)]
    channel_id: Id
    conversation: ConversationPart
    from_: Annotated[Account | None, Field(alias="from")] = None
    """Who writes; events may come from nobody."""
    recipient: BotAccount
    text: Annotated[str | None, OrNothing] = None
    value: Any = None
    name: Annotated[Name | None, OrNothing] = None
    action: Annotated[Name | None, UnlessEvent] = None
    entities: Annotated[
        Annotated[list[Annotated[Mention | None, OrNothing]], AfterValidator(_those_that_fit)] | None, OrNothing
    ] = None
    members_added: Annotated[list[Account] | None, UnlessEvent] = None
    members_removed: Annotated[list[Account] | None, UnlessEvent] = None
    channel_data: ChannelData | None = None
    timestamp: Annotated[Moment | None, UnlessEvent] = None
    local_timestamp: Annotated[Moment | None, OrNothing] = None

    @classmethod
    def of(cls, activity: dict[str, Any]) -> Received:
        """The activity of a JSON object; raises pydantic's ValidationError for what is none."""
        context = QUESTION if activity.get("type") in ASKING else None
        return cls.model_validate(activity, context=context)

    def as_json(self) -> dict[str, Any]:
        """What is kept, in the channel's own spelling."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @property
    def tenants(self) -> tuple[str, ...]:
        """Every tenant the activity names as its own."""
        data = self.channel_data.tenant.id if self.channel_data and self.channel_data.tenant else None
        return tuple(tenant for tenant in (data, self.conversation.tenant_id) if tenant is not None)

    @property
    def key(self) -> str:
        """The activity's id; an event without one is known by its content, of which the timestamp is a part."""
        if self.id is not None:
            return self.id
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()
