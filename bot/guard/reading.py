"""Reading a request: content type, size, JSON, and the activity in it."""

from __future__ import annotations

import asyncio
import json
import math
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from bot.guard.activity import ASKING, Received
from bot.guard.refusal import RequestRefusedError
from storage.rules.sending.service_urls import ServiceUrls

LARGEST = 256 * 1024
"""Bytes of one activity."""
DEEPEST = 40
LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}


def check_host(host: str) -> None:
    """Raise RequestRefusedError (403) unless `host` is a name of this machine.

    Otherwise a web page could make a browser call this machine under the page's own name (DNS rebinding).
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name.strip("[]").lower() not in LOCAL_NAMES:
        raise RequestRefusedError(403, "In local use the bot is reached as localhost only.")


def check_head(request: web.Request) -> None:
    """Raise RequestRefusedError: 415 for anything but plain JSON, 413 if the head announces more than LARGEST."""
    if request.content_type != "application/json":
        raise RequestRefusedError(415, "An activity is sent as application/json.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RequestRefusedError(415, "An activity is sent uncompressed.")
    if (request.content_length or 0) > LARGEST:
        raise RequestRefusedError(413, "The activity is larger than 256 KB.")


async def read_body(request: web.Request, seconds: float) -> bytes:
    """The body; raises RequestRefusedError: 413 over LARGEST, 408 when it takes too long, 400 when it breaks off."""
    try:
        async with asyncio.timeout(seconds):
            return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise RequestRefusedError(413, "The activity is larger than 256 KB.") from error
    except (web.RequestPayloadError, ConnectionError) as error:
        raise RequestRefusedError(400, "The body broke off.") from error
    except TimeoutError as error:
        raise RequestRefusedError(408, "The body took too long.") from error


def check(body: bytes, services: ServiceUrls) -> Received:
    """The activity of a body; raises RequestRefusedError (400, or 403 when its service URL is not trusted)."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestRefusedError(400, "The body is not JSON.") from error
    if not isinstance(raw, dict):
        raise RequestRefusedError(400, "An activity is a JSON object.")
    try:
        received = Received.of(_clean(raw, DEEPEST))
    except ValidationError as error:
        raise RequestRefusedError(400, f"Not an activity: {_fields(error)}.") from error
    if received.type in ASKING and (received.id is None or received.from_ is None):
        raise RequestRefusedError(400, "Not an activity: id, from.")
    if services.trusted(received.service_url) is None:
        raise RequestRefusedError(403, "The service URL is not trusted.")
    return received


def _fields(error: ValidationError) -> str:
    """The names of the fields that are not valid; their content is not repeated."""
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
