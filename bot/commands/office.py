"""What every command needs: settings, an open store, and errors that end in one clear line and exit code 1."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, TypeVar

from rich.console import Console
from rich.text import Text

from storage.database import DatabaseUnavailableError, Store, open_store
from storage.embedded import EmbeddedServerError
from storage.engine import READ_ONLY, in_log, is_trouble
from storage.in_time import DatabaseSilentError
from storage.rules.cpr import mask_cpr
from storage.rules.inert import inert
from storage.session import SQLAlchemyError
from storage.settings import Settings, SettingsError, load_settings

Result = TypeVar("Result")

REFUSED = 1
WIDE = 160
EARLIEST, LATEST = 1900, 2199


class RefusedError(Exception):
    """The command cannot do what was asked; the text says why and what to do instead."""


class _ReadConsole(Console):
    """A console that shows texts and obeys none: names come from exports, and Teams' own names from its users."""

    def render_str(self, text: str, **look: Any) -> Text:
        return super().render_str(inert(text), **look)


def console() -> Console:
    """Where answers are printed: as wide as the terminal, or wide enough for a table where there is none.

    Brackets are only brackets, and no text moves the cursor.
    """
    return _ReadConsole(highlight=False, markup=False, width=None if sys.stdout.isatty() else WIDE)


def day_of_ours(day: dt.date) -> dt.date:
    """The day, when there can be cases on it and days around it; ValueError says which years to write."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(f"{day} is no day of ours; write a year from {EARLIEST} to {LATEST}")
    return day


def refuse(reason: str) -> NoReturn:
    """End the command with exit code 1 and its reason on standard error, any CPR typed by mistake masked."""
    lines = mask_cpr(reason).rstrip().split("\n")
    sys.stderr.write("\n".join(map(inert, lines)) + "\n")
    raise SystemExit(REFUSED)


def run(work: Callable[[Store, Settings], Awaitable[Result]], settings: Settings | None = None) -> Result:
    """Open the store of this process, do the work in it, and close it again whatever happens."""
    try:
        chosen = settings or load_settings()
        store = open_store(chosen)
    except (SettingsError, DatabaseUnavailableError, EmbeddedServerError) as error:
        refuse(str(error))

    async def within() -> Result:
        try:
            return await work(store, chosen)
        finally:
            await store.close()

    try:
        return asyncio.run(within())
    except (RefusedError, SettingsError) as error:
        refuse(str(error))
    except (SQLAlchemyError, DatabaseSilentError) as error:
        if not is_trouble(error):
            raise
        refuse(_ailing(in_log(error).get("code")))
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _ailing(code: str | None) -> str:
    """What is said where the database fails a command, by the server's own code."""
    if code == READ_ONLY:
        return "The database takes no writes (a standby, or set to read-only). Nothing was changed by this command."
    told = "" if code is None else f" (PostgreSQL says {code})"
    return f"The database stopped answering{told}. Is it still running? Nothing was changed by this command."
