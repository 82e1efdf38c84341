"""The only place that talks to a channel: post, update, look a member up; every failure becomes an Outcome."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

import aiohttp
from yarl import URL

from messages.alone import for_one
from messages.credentials import NoTokenError, Tokens, tokens_of
from messages.literal import literal
from messages.message import Message
from messages.pace import PostingPace
from storage.database import Store
from storage.rules.sending.service_urls import ServiceUrls
from storage.settings import Settings

log = logging.getLogger(__name__)

ANSWER_TIME = 12.0
"""Seconds a channel may take for one call; Teams gives the bot 15 for the way in."""
CONNECT_TIME = 5.0
CALLS_AT_ONCE = 20
LARGEST = 25 * 1024
"""Bytes of JSON that Teams takes with certainty; 413 was seen under the documented 100 KB."""
CARD_TYPE = "application/vnd.microsoft.card.adaptive"

_ERROR_CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_OWN_USER = "user"
"""The role of a member who is neither a guest nor anonymous."""
_FROM_OUTSIDE = "#ext#"
"""Part of the name under which a directory keeps an account that it has invited from another directory."""
_NOT_POSTED_NOW = {HTTPStatus.UNAUTHORIZED, HTTPStatus.PRECONDITION_FAILED, HTTPStatus.TOO_MANY_REQUESTS}
"""Statuses that mean: certainly not posted, and worth another try. 401: the bot's own token is at fault, not the
conversation; 412: Teams was changing the conversation."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: what an activity said about its conversation, or a row of `conversation`."""

    service_url: str
    conversation_id: str
    """As the channel wrote it: with `;messageid=` a post lands in that thread."""
    bot_id: str | None
    channel_id: str
    tenant_id: str | None = None
    only_for: str | None = None
    """The only person there who gets to see it, by their id in the channel; None = everyone there."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted by the channel; `activity_id` is None if the channel gave none."""

    activity_id: str | None


@dataclass(frozen=True, slots=True)
class Retry:
    """Certainly not posted, and worth another try: after `after` seconds if the channel said so."""

    after: float | None
    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Permanent:
    """Certainly not posted, and another try would fail too: blocked (403), gone (404), an address not trusted."""

    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """May have been posted or not: time-out, reset, 5xx after the body went out. Never re-sent by itself."""

    reason: str
    status: int | None = None


Outcome = Sent | Retry | Permanent | Uncertain
FromResponse = TypeVar("FromResponse")
ResponseReader = Callable[[aiohttp.ClientResponse], Awaitable[FromResponse]]


class Channel:
    """The way out over one shared HTTP session, with a time-out for each call and a bound on calls at once.

    Every call carries a token of `tokens` (None in local use), and goes to a trusted service URL or nowhere.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        services: ServiceUrls,
        *,
        tokens: Tokens | None = None,
        pace: PostingPace | None = None,
        seconds: float = ANSWER_TIME,
    ) -> None:
        self._session = session
        self._services = services
        self._tokens = tokens
        self._pace = pace or PostingPace()
        self._time = aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_TIME, seconds))
        self._free = asyncio.Semaphore(CALLS_AT_ONCE)

    async def turn(self, conversation_id: str, tenant_id: str | None) -> None:
        """Wait until a post to this conversation may start, with a token at hand where one can be had."""
        with suppress(NoTokenError):  # the post will say so itself
            await self._bearer()
        await self._pace.turn(conversation_id, tenant_id)

    async def post(
        self, address: Address, message: Message, reply_to: str | None = None, *, in_turn: bool = False
    ) -> Outcome:
        """Post a message into the conversation, answering `reply_to` where given; never raises for the channel.

        It waits for its turn unless the caller has done so (`in_turn`). Answers use the same endpoint as other posts:
        `replyToId` stands in the body, and the thread in the conversation's id.
        """
        url = self._url(address, "activities")
        if url is not None and not in_turn:
            try:
                await self._bearer()  # before the turn, which is for the post alone
            except NoTokenError as error:
                return _without_token(error)
            await self._pace.turn(address.conversation_id, address.tenant_id)
        return await self._send("POST", url, _body(message, address, reply_to))

    async def update(self, address: Address, message: Message, activity_id: str) -> Outcome:
        """Replace a message posted before; Sent carries the same activity id."""
        url = self._url(address, "activities", activity_id)
        return await self._send("PUT", url, _body(message, address, None), activity_id)

    async def member(self, address: Address, user_id: str, entra_id: str) -> tuple[str, ...]:
        """The e-mail addresses the channel gives for a member of the conversation; empty when it gives none.

        Guests and people of other tenants are left out (their addresses are others' word), and so is an answer about
        another person than `entra_id`.
        """
        url = self._url(address, "members", user_id)
        if url is None:
            return ()
        try:
            member = await self._call("GET", url, None, _if_ok)
        except (aiohttp.ClientError, TimeoutError, ValueError, NoTokenError) as error:
            log.warning("member not looked up", extra={"error": type(error).__name__})
            return ()
        return _addresses(member, entra_id, address.tenant_id)

    async def _send(self, method: str, url: URL | None, body: bytes, known_id: str | None = None) -> Outcome:
        if url is None:
            return Permanent(None, "service URL not trusted")
        try:
            return await self._call(method, url, body, lambda response: _outcome(response, known_id))
        except NoTokenError as error:
            return _without_token(error)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Retry(None, None, type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Uncertain(type(error).__name__)

    async def _call(
        self, method: str, url: URL, body: bytes | None, read: ResponseReader[FromResponse]
    ) -> FromResponse:
        """One call, and once more with a fresh token where the channel refused the one it was shown.

        Never through a redirect: the token is for the trusted address alone.
        """
        headers = {"Content-Type": "application/json"} if body is not None else {}
        for again in (True, False):
            token = await self._bearer()
            bearer = {"Authorization": f"Bearer {token}"} if token is not None else {}
            async with (
                self._free,
                self._session.request(
                    method, url, data=body, headers=headers | bearer, timeout=self._time, allow_redirects=False
                ) as response,
            ):
                if response.status != HTTPStatus.UNAUTHORIZED or self._tokens is None or token is None or not again:
                    return await read(response)
                self._tokens.drop(token)
        raise AssertionError("the second answer is read whatever it is")

    async def _bearer(self) -> str | None:
        return await self._tokens.bearer() if self._tokens is not None else None

    def _url(self, address: Address, what: str, last: str | None = None) -> URL | None:
        """The endpoint of a call, or None where the stored address is not trusted (any more)."""
        base = self._services.trusted(address.service_url)
        if base is None:
            return None
        parts = ["v3", "conversations", address.conversation_id, what, *([last] if last is not None else [])]
        # Encoded here and left alone by yarl: ids carry ':', '@', ';' and '/' that must reach the channel as they are.
        path = "/".join(quote(part, safe="") for part in parts)
        query = "?isTargetedActivity=true" if address.only_for is not None and what == "activities" else ""
        return URL(f"{str(base).rstrip('/')}/{path}{query}", encoded=True)


@asynccontextmanager
async def open_channel(
    services: ServiceUrls,
    *,
    tokens: Tokens | None = None,
    pace: PostingPace | None = None,
    seconds: float = ANSWER_TIME,
) -> AsyncIterator[Channel]:
    """A Channel with a session of its own; one a process is enough, for answers and digests alike."""
    connector = aiohttp.TCPConnector(limit=0)  # the Channel's own bound waits outside the time-out
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        try:
            yield Channel(session, services, tokens=tokens, pace=pace, seconds=seconds)
        finally:
            if tokens is not None:
                await tokens.close()


@asynccontextmanager
async def channel_of(settings: Settings, store: Store) -> AsyncIterator[Channel]:
    """The Channel of a process with these settings, at one pace with all others of its store.

    It asks for a token at once, so that the first answer need not wait, and the log shows early if there is none.
    """
    tokens = tokens_of(settings)
    if tokens is not None:
        tokens.ask()
    async with open_channel(settings.trusted_services, tokens=tokens, pace=PostingPace(store)) as channel:
        yield channel


def activity_json(message: Message, address: Address, reply_to: str | None = None) -> dict[str, Any]:
    """The Bot Framework activity of a message.

    The text stands above the card, which does not repeat it; `summary` is what a notification shows. A message over
    LARGEST bytes goes out as its text alone.
    """
    activity: dict[str, Any] = {
        "type": "message",
        "channelId": address.channel_id,
        "from": {"id": address.bot_id or ""},
        "conversation": {"id": address.conversation_id},
    }
    if address.tenant_id:
        activity["conversation"]["tenantId"] = address.tenant_id
    if reply_to is not None:
        activity["replyToId"] = reply_to
    activity |= {"text": message.text, "textFormat": "plain", "summary": message.text}
    card = message.sent_card
    if address.only_for is not None:
        activity["recipient"] = {"id": address.only_for, "isTargeted": True}
        card = None if card is None else for_one(card, address.only_for)
    if card is not None:
        activity["attachments"] = [{"contentType": CARD_TYPE, "content": card}]
    return activity


def standing_alone(message: Message, only_for: str | None = None) -> dict[str, Any] | None:
    """The card with the text on top, for a card that replaces another one, since no text goes along then.

    `only_for`: the only person who saw the replaced card, and who is to see this one.
    """
    card = message.sent_card
    if card is None:
        return None
    if only_for is not None:
        card = for_one(card, only_for)
    words = literal({"type": "TextBlock", "text": message.text, "wrap": True})
    return card | {"body": [words, *card.get("body", [])]}


def _body(message: Message, address: Address, reply_to: str | None) -> bytes:
    body = json.dumps(activity_json(message, address, reply_to), ensure_ascii=False).encode()
    if len(body) <= LARGEST or message.card is None:
        return body
    log.warning("card left out: too large", extra={"bytes": len(body)})
    plain = Message(text=message.text, card=None, facts={})
    return json.dumps(activity_json(plain, address, reply_to), ensure_ascii=False).encode()


def _without_token(error: NoTokenError) -> Retry:
    return Retry(None, None, f"no token: {error}")


async def _outcome(response: aiohttp.ClientResponse, known_id: str | None) -> Outcome:
    status = response.status
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return Sent(known_id or _text_of(await _json(response), "id"))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return Uncertain(f"HTTP {status}", status)
    if status in _NOT_POSTED_NOW:
        return Retry(_wait(response.headers), status, f"HTTP {status}")
    return Permanent(status, _error_code(await _json(response)) or f"HTTP {status}")


async def _if_ok(response: aiohttp.ClientResponse) -> Any:
    return await response.json() if response.status == HTTPStatus.OK else None


async def _json(response: aiohttp.ClientResponse) -> Any:
    """The body; None if it cannot be read, since the status line alone settles what happened."""
    try:
        return await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
        return None


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After; a date is counted from the answer's own Date."""
    after = headers.get("Retry-After", "").strip()
    if after.isascii() and after.isdigit():
        return float(after[:9])
    until, since = _moment(after), _moment(headers.get("Date", ""))
    return max(0.0, (until - since).total_seconds()) if until and since else None


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _error_code(body: Any) -> str | None:
    """`error.code` of a refusal; never its message, which may repeat what was posted."""
    error = body.get("error") if isinstance(body, dict) else None
    code = _text_of(error, "code")
    return code if code and _ERROR_CODE.fullmatch(code) else None


def _addresses(member: Any, entra_id: str, tenant_id: str | None) -> tuple[str, ...]:
    told_id = _text_of(member, "aadObjectId") or _text_of(member, "objectId")
    if told_id is not None and told_id.casefold() != entra_id.casefold():
        return ()
    if (_text_of(member, "userRole") or _OWN_USER).casefold() != _OWN_USER:
        return ()
    home = _text_of(member, "tenantId")
    if home is not None and tenant_id is not None and home.casefold() != tenant_id.casefold():
        return ()
    found = (_text_of(member, "email"), _text_of(member, "userPrincipalName"))
    if any(_FROM_OUTSIDE in (address or "").casefold() for address in found):
        return ()
    return tuple(dict.fromkeys(address for address in found if address and "@" in address))


def _text_of(body: Any, key: str) -> str | None:
    value = body.get(key) if isinstance(body, dict) else None
    return value if isinstance(value, str) and value else None
