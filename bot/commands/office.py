"""What every command needs: settings, an open store, and errors that end in one clear line and exit code 1."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn, TypeVar

from rich.console import Console
from rich.text import Text

from storage.clock import set_clock, unset_clock
from storage.database import DatabaseUnavailableError, Store, open_store
from storage.embedded import EmbeddedServerError
from storage.engine import READ_ONLY, in_log, is_trouble
from storage.in_time import DatabaseSilentError
from storage.rules.cpr import mask_cpr
from storage.rules.inert import inert
from storage.session import SQLAlchemyError
from storage.settings import Settings, SettingsError, load_settings

Result = TypeVar("Result")

REFUSED, INTERRUPTED, TERMINATED = 1, 130, 143
WIDE = 160
EARLIEST, LATEST = 1900, 2199
"""Years that can be asked about: those an export may carry."""


class RefusedError(Exception):
    """The command cannot do what was asked; the text says why and what to do instead."""


class _ReadConsole(Console):
    """A console that obeys no control codes or mark-up in a text: names come from exports and from users of Teams."""

    def render_str(self, text: str, **look: Any) -> Text:
        return super().render_str(inert(text), **look)


def console() -> Console:
    """Where answers are printed: as wide as the terminal, or wide enough for a table where there is none.

    Brackets are only brackets, and no text moves the cursor.
    """
    return _ReadConsole(highlight=False, markup=False, width=None if sys.stdout.isatty() else WIDE)


def day_of_ours(day: dt.date) -> dt.date:
    """The day, if it lies in a year that can be asked about; ValueError says which years can."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError(f"{day} is no day of ours; write a year from {EARLIEST} to {LATEST}")
    return day


def refuse(reason: str) -> NoReturn:
    """End the command with exit code 1 and its reason on standard error, any CPR typed by mistake masked."""
    lines = mask_cpr(reason).rstrip().split("\n")
    sys.stderr.write("\n".join(map(inert, lines)) + "\n")
    raise SystemExit(REFUSED)


async def start_clock(store: Store, settings: Settings) -> None:
    """Set the store's clock where SAGSPULS_CLOCK says so; for local use only.

    A store that was tried out in local use goes by the machine's clock once it is served in Teams. With another clock
    deadlines would be wrong, and look-ups would be logged on a day when nobody made them.
    """
    if not settings.local:
        if settings.clock is not None:
            raise RefusedError("SAGSPULS_CLOCK is for local use only: set SAGSPULS_LOCAL=1 or leave the clock alone.")
        async with store.working() as session:
            await unset_clock(session)
        return
    if settings.clock is None:
        return
    async with store.working() as session:
        await set_clock(session, settings.clock, settings.zone)


def run(work: Callable[[Store, Settings], Awaitable[Result]], settings: Settings | None = None) -> Result:
    """Open the store of this process, do the work in it, and close it again whatever happens.

    SIGTERM ends the work as Ctrl-C does, so that no training and no PostgreSQL of ours outlives it.
    """
    store, chosen = _opened(settings)

    async def within() -> Result:
        task = asyncio.current_task()
        if _may_listen() and task is not None:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        try:
            return await work(store, chosen)
        finally:
            await store.close()

    try:
        return asyncio.run(within())
    except asyncio.CancelledError:
        raise SystemExit(TERMINATED) from None
    except (RefusedError, SettingsError) as error:
        refuse(str(error))
    except (SQLAlchemyError, DatabaseSilentError) as error:
        if not is_trouble(error):
            raise
        refuse(_ailing(in_log(error).get("code")))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _opened(settings: Settings | None) -> tuple[Store, Settings]:
    """The store of these settings, or of the environment's. If the command is stopped meanwhile, nothing stays open."""
    before = signal.signal(signal.SIGTERM, _leave) if _may_listen() else None
    try:
        chosen = settings or load_settings()
        return open_store(chosen), chosen
    except (SettingsError, DatabaseUnavailableError, EmbeddedServerError) as error:
        refuse(str(error))
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    finally:
        if _may_listen():
            signal.signal(signal.SIGTERM, before)


def _may_listen() -> bool:
    """Only the main thread hears signals; tests run commands in others."""
    return threading.current_thread() is threading.main_thread()


def _leave(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(TERMINATED)


def _ailing(code: str | None) -> str:
    """What a command says when the database fails it, by the server's own code."""
    if code == READ_ONLY:
        return "The database takes no writes (a standby, or set to read-only). Nothing was changed by this command."
    says = "" if code is None else f" (PostgreSQL says {code})"
    return f"The database stopped answering{says}. Is it still running? Nothing was changed by this command."
