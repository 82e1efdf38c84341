"""The guard in front of the SDK: size, content type, JSON shape, service URL.

The SDK answers malformed bodies with 500 and posts its replies to whatever address the caller wrote, so nothing reaches
it that has not passed here. `Received` is also the most that is ever kept of an activity: names of people, attachments
and whatever else a channel sends along are dropped at the door.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import re
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, AliasGenerator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from storage.rules.service_urls import ServiceUrls
from storage.settings import Settings

LARGEST = 256 * 1024
"""Bytes of one activity."""
DEEPEST = 40
ASKING = {"message", "invoke"}
"""The activities somebody waits for an answer to."""
_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII | re.IGNORECASE)
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}

LOCAL_ONLY = (
    "Sagspuls serves in local use only so far: it cannot check the tokens of Teams yet, and without them anyone could "
    "ask. Set SAGSPULS_LOCAL=1 to serve on 127.0.0.1 for this machine alone."
)


class ServiceRefusedError(Exception):
    """The service must not start with these settings; the text says why and what to set."""


class RequestRefusedError(Exception):
    """A request is refused; `status` is the HTTP status, the text one plain sentence for whoever reads the log."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def check_start(settings: Settings) -> None:
    """Raise ServiceRefusedError unless the service can tell who may talk to it."""
    if not settings.local:
        raise ServiceRefusedError(LOCAL_ONLY)


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
    name: Name | None = None
    """The bot's own, by which it is mentioned; nobody else's name is kept."""


class ConversationPart(_Part):
    id: Id
    conversation_type: Name | None = None
    is_group: bool | None = None
    tenant_id: Id | None = None


class Mention(_Part):
    """An entity; only mentions are read."""

    type: Name | None = None
    text: Name | None = None
    mentioned: BotAccount | None = None


class TeamPart(_Part):
    id: Id | None = None
    name: Name | None = None


class ChannelSettings(_Part):
    selected_channel: TeamPart | None = None


class ChannelData(_Part):
    tenant: TeamPart | None = None
    team: TeamPart | None = None
    channel: TeamPart | None = None
    settings: ChannelSettings | None = None
    event_type: Name | None = None


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
    text: str | None = None
    value: Any = None
    name: Name | None = None
    action: Name | None = None
    entities: list[Mention] | None = None
    members_added: list[Account] | None = None
    members_removed: list[Account] | None = None
    channel_data: ChannelData | None = None
    timestamp: Moment | None = None
    local_timestamp: Moment | None = None

    def as_json(self) -> dict[str, Any]:
        """What is kept, in the channel's own spelling."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @property
    def key(self) -> str:
        """The activity's id; an event without one is known by its content, of which the timestamp is a part."""
        if self.id is not None:
            return self.id
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


async def read(request: web.Request, services: ServiceUrls) -> Received:
    """The activity of a request to /api/messages.

    Raises RequestRefusedError: 403 for a foreign host name or service URL, 413 over LARGEST, 415 for anything but
    plain JSON, 400 for a body that is no activity.
    """
    _check_host(request.host)
    if request.content_type != "application/json":
        raise RequestRefusedError(415, "An activity is sent as application/json.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RequestRefusedError(415, "An activity is sent uncompressed.")
    if (request.content_length or 0) > LARGEST:
        raise RequestRefusedError(413, "The activity is larger than 256 KB.")
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise RequestRefusedError(413, "The activity is larger than 256 KB.") from error
    except web.RequestPayloadError as error:
        raise RequestRefusedError(400, "The body broke off.") from error
    return check(body, services)


def _check_host(host: str) -> None:
    """A web page that made a browser call this machine under the page's own name gets nothing (DNS rebinding)."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name.strip("[]").lower() not in LOCAL_NAMES:
        raise RequestRefusedError(403, "In local use the bot is reached as localhost only.")


def check(body: bytes, services: ServiceUrls) -> Received:
    """The activity of a body; raises RequestRefusedError (400, or 403 when its service URL is not trusted)."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestRefusedError(400, "The body is not JSON.") from error
    if not isinstance(raw, dict):
        raise RequestRefusedError(400, "An activity is a JSON object.")
    try:
        received = Received.model_validate(_clean(raw, DEEPEST))
    except ValidationError as error:
        raise RequestRefusedError(400, f"Not an activity: {_fields(error)}.") from error
    if received.type in ASKING and (received.id is None or received.from_ is None):
        raise RequestRefusedError(400, "Not an activity: id, from.")
    if services.trusted(received.service_url) is None:
        raise RequestRefusedError(403, "The service URL is not trusted: in local use only this machine's own.")
    return received


def _fields(error: ValidationError) -> str:
    """The places that do not fit, by name; their content is not repeated."""
    places = {".".join(part for part in problem["loc"] if isinstance(part, str))[:80] for problem in error.errors()}
    return ", ".join(sorted(places)[:5])


def _clean(value: Any, depth: int) -> Any:
    """The value without what PostgreSQL's JSON cannot hold: NUL, half characters.

    Raises RequestRefusedError when it is nested too deeply.
    """
    if depth == 0:
        raise RequestRefusedError(400, "The body is nested too deeply.")
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_clean(key, depth): _clean(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item, depth - 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise RequestRefusedError(400, "A number is not finite.")
    return value
