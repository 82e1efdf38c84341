"""The service on the wire: activities in, health and metrics out."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot import guard
from bot.adapter import Adapter, Answers, Service, as_activity
from bot.answering import Answering, AnsweringPace
from bot.edits import EDITED, fingerprint, is_edit
from bot.guard import edge
from bot.health import Probe
from bot.logs import quiet_bad_requests
from bot.metrics import Metrics
from bot.quotes import without_quotes
from bot.starting import check_start
from bot.turn import unmarked, without_thread
from messages.channel import Channel, channel_of
from storage.clock import wall_clock
from storage.cpr_key import cpr_key
from storage.database import Store
from storage.engine import in_log
from storage.in_time import in_time
from storage.queries.setup import inbox
from storage.rules.cpr import has_cpr, mask_cpr
from storage.session import AsyncSession, SQLAlchemyError
from storage.settings import Settings

log = logging.getLogger(__name__)

Companion = Callable[[Channel], AbstractAsyncContextManager[object]]
"""Something that runs beside the bot in the same process and posts over the same Channel: the scheduler."""

TAKEN_IN = {"message", "conversationUpdate", "installationUpdate"}
"""The activities we keep in the inbox. Invokes are answered at once; all others are acknowledged and dropped."""

INVOKED = 9.0
"""Seconds for the answer to a card's action after it is written down: Teams waits 15 for both together."""
COUNTED = 1.5
"""Seconds that /metrics may take to count the waiting rows."""

WRITTEN = {"text", "value", "name"}
"""The fields of an activity that carry what people wrote, names of Teams among them."""


class PortTakenError(Exception):
    """The port cannot be used; the text names it and the setting that changes it."""


@dataclass
class Front:
    """The routes, and what they need while the service runs."""

    settings: Settings
    store: Store
    answers: Answers
    metrics: Metrics
    pace: AnsweringPace
    companions: Sequence[Companion]
    limits: guard.Limits
    rhythm: guard.KeyRhythm

    async def open(self, _app: web.Application) -> AsyncIterator[None]:
        """Everything that lives as long as the service, closed in the opposite order."""
        self.key = cpr_key(self.settings, self.settings.home)
        async with contextlib.AsyncExitStack() as stack:
            self.guard = await stack.enter_async_context(guard.open_guard(self.settings, self.limits, self.rhythm))
            channel = await stack.enter_async_context(channel_of(self.settings, self.store))
            self.adapter = Adapter(Service(self.settings, self.store, self.answers, channel))
            self.answering = Answering(self.store, self.adapter, self.metrics, self.pace)
            await stack.enter_async_context(self.answering.running())
            self.probe = Probe(self.store, runs_jobs=bool(self.companions))
            await stack.enter_async_context(self.probe.running())
            for companion in self.companions:
                await stack.enter_async_context(companion(channel))
            yield

    async def messages(self, request: web.Request) -> web.Response:
        """POST /api/messages: guard, inbox, acknowledge; the answer follows from the inbox."""
        try:
            received = await self.guard.receive(request)
        except guard.RequestRefusedError as refused:
            self.metrics.refused(refused.status)
            log.info("request refused", extra={"status": refused.status, "reason": refused.reason})
            return web.json_response({"error": str(refused)}, status=refused.status, headers=refused.headers)
        try:
            return await self._take_in(received)
        except (SQLAlchemyError, OSError) as error:
            log.error("activity not kept", extra=in_log(error))  # noqa: TRY400  # texts stay out
            return web.json_response({"error": "The database does not answer."}, status=503)

    async def _take_in(self, received: guard.Received) -> web.Response:
        if received.type == "invoke":
            return await self._invoke(received)
        if received.type not in TAKEN_IN and not is_edit(received):
            self.metrics.received(received.type, "ignored")
            return web.Response()
        now = wall_clock()
        taken = await in_time(self._keep(received, now), self.pace.acknowledged)
        self.metrics.received(received.type, "accepted" if taken else "duplicate")
        if taken is not None:
            self.answering.arrived(taken.key, taken.activity, now)
        return web.Response()

    async def _keep(self, received: guard.Received, now: dt.datetime) -> Taken | None:
        async with self.store.receiving() as session:
            return await _keep(session, received, now, self.key)

    async def _invoke(self, received: guard.Received) -> web.Response:
        """Answer a card's action. A repetition gets an empty answer: the work is under way or done, never done twice.

        Teams does not repeat an action by itself, so if the database fails we ask the person to press again.
        """
        activity = kept(received)
        try:
            new = await in_time(self._note(received), self.pace.acknowledged)
            self.metrics.received("invoke", "answered" if new else "duplicate")
            if not new:
                return web.Response()
            with self.metrics.answering("invoke"):
                response = await in_time(self.adapter.run(activity), INVOKED)
        except (SQLAlchemyError, OSError) as error:
            log.error("invoke not answered", extra={"activity": received.id, **in_log(error)})  # noqa: TRY400
            response = self.adapter.not_now(activity)
        if response is None or response.body is None:
            return web.Response(status=200 if response is None else response.status)
        return web.json_response(response.body, status=response.status)

    async def _note(self, received: guard.Received) -> bool:
        async with self.store.receiving() as session:
            conversation_id = without_thread(received.conversation.id)
            return await inbox.receive_answered(session, conversation_id, received.key, wall_clock())

    async def health(self, _request: web.Request) -> web.Response:
        """GET /health: 200 while questions can be kept and answered and the scheduler ticks, else 503; within 2 s."""
        state = await self.probe.state()
        return web.json_response(state.as_json(), status=200 if state.well else 503)

    async def metrics_page(self, _request: web.Request) -> web.Response:
        """GET /metrics, for Prometheus."""
        with contextlib.suppress(SQLAlchemyError, OSError):
            self.metrics.waiting.set(await in_time(self._waiting(), COUNTED))
        return web.Response(body=generate_latest(self.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _waiting(self) -> int:
        async with self.store.receiving() as session:
            return await inbox.waiting(session)


@dataclass(frozen=True, slots=True)
class Taken:
    """An activity that is now in the inbox."""

    key: inbox.ActivityKey
    activity: dict[str, Any]


async def _keep(session: AsyncSession, received: guard.Received, now: dt.datetime, key_of_words: bytes) -> Taken | None:
    """Put an activity into the inbox; None when there is nothing new to answer.

    An edited message gets a new answer below the old one. If the old answer changed in place, nobody might notice,
    although somebody may have acted on it.
    """
    conversation_id, key, activity = without_thread(received.conversation.id), received.key, kept(received)
    words = fingerprint(as_activity(activity), key_of_words) if received.type in {"message", EDITED} else None
    if received.type == EDITED and words is not None:
        activity = activity | {"type": "message"}
        edit = await inbox.edited(session, conversation_id, key, words)
        if edit is None:
            return None
        key = edit
    new = await inbox.receive(session, conversation_id, key, activity, now, words)
    return Taken((conversation_id, key), activity) if new else None


def kept(received: guard.Received) -> dict[str, Any]:
    """What is kept of an activity until it is answered: no names, attachments or quotes, and any CPR masked."""
    activity: dict[str, Any] = _without_cpr(received.as_json())
    if received.text is not None:
        own = without_quotes(received.text)
        as_read = unmarked(own)
        # Mark-up may stand between the figures.
        activity["text"] = mask_cpr(as_read) if has_cpr(as_read) else mask_cpr(own)
    return activity


def _without_cpr(value: Any, *, written: bool = False) -> Any:
    """The value with every CPR masked in texts that a person wrote (`written`). Ids stay: answers are sent by them."""
    if isinstance(value, dict):
        return {
            mask_cpr(name) if written else name: _without_cpr(item, written=written or name in WRITTEN)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_without_cpr(item, written=written) for item in value]
    if not written:
        return value
    masked = mask_cpr(str(value))  # a form may send a CPR as a number too
    return value if masked == str(value) else masked


def make_app(
    settings: Settings,
    store: Store,
    answers: Answers,
    *,
    companions: Sequence[Companion] = (),
    metrics: Metrics | None = None,
    pace: AnsweringPace | None = None,
    limits: guard.Limits | None = None,
    rhythm: guard.KeyRhythm | None = None,
) -> web.Application:
    """The application, for a runner of `bot.guard.edge`; `answers` is the desk, `companions` run as long as it does.

    Raises bot.starting.ServiceRefusedError for settings that would let anyone in.
    """
    check_start(settings)
    quiet_bad_requests()
    front = Front(
        settings,
        store,
        answers,
        metrics or Metrics(),
        pace or AnsweringPace(),
        companions,
        limits or guard.Limits(),
        rhythm or guard.KeyRhythm(),
    )
    app = web.Application(client_max_size=guard.LARGEST, middlewares=[edge.watched])
    app.router.add_post("/api/messages", front.messages)
    app.router.add_get("/health", front.health)
    app.router.add_get("/metrics", front.metrics_page)
    app.cleanup_ctx.append(front.open)
    return app


async def serve(
    settings: Settings,
    store: Store,
    answers: Answers,
    *,
    companions: Sequence[Companion] = (),
    ready: Callable[[], None] = lambda: None,
    pace: AnsweringPace | None = None,
) -> None:
    """Serve where the settings say until SIGTERM or SIGINT, then finish what is under way; `ready` is called once it
    listens.

    Raises PortTakenError before anything is started, or bot.starting.ServiceRefusedError.
    """
    app = make_app(settings, store, answers, companions=companions, pace=pace)
    with _listening(settings.host, settings.port) as listener:
        runner = edge.make_runner(app, shutdown_timeout=10)
        await runner.setup()
        try:
            await edge.Site(runner, listener).start()
            ready()
            await _told_to_stop()
        finally:
            await runner.cleanup()


def _listening(host: str, port: int) -> socket.socket:
    """The listening socket. We take it before anything else, so that a second service on the port does no work."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortTakenError(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Is Sagspuls already running, and is SAGSPULS_HOST an address of this machine? "
            "Else set SAGSPULS_PORT to another port."
        ) from error
    return listener


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        await stop.wait()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
