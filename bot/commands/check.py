"""`sagspuls check`: checks everything the service needs; one line for each part, with what to do if it fails."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial

import typer

from bot.commands.office import refuse
from bot.guard.signing_keys import KeySourceError, fetch_keys, open_key_session
from bot.starting import missing
from messages.credentials import NoTokenError, certificate_ends, is_client_id, problems_of, tokens_of
from storage import clock
from storage.catalogue import drift, server
from storage.cpr_key import cpr_key, is_another_key
from storage.database import DatabaseUnavailableError, Store, open_store
from storage.embedded import EmbeddedServerError
from storage.engine import in_log
from storage.in_time import in_time
from storage.migrate import NewerSchemaError
from storage.queries.sending import channels, deliveries, imports
from storage.queries.setup import trial, upkeep
from storage.rules.sending.reminder_kinds import KINDS
from storage.session import AsyncSession, ProgrammingError, SQLAlchemyError
from storage.settings import Settings, SettingsError, load_settings

SHOWN = 20
"""Lines of one kind that are shown; the rest are counted."""
RENEWED = dt.timedelta(days=30)
"""How long before its end a certificate is listed, since only somebody with rights in Entra can renew it."""
ANSWERED = 30.0
"""Seconds that one check of the database may take."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: which part, what was found, and whether it is well or needs a look."""

    part: str
    text: str
    well: bool = False

    def __str__(self) -> str:
        return f"{self.part:<11}{'ok' if self.well else 'look':<6}{self.text}"


def check() -> None:
    """Check settings, sign-in, database, schema, data, channels and deliveries; exit code 1 where one needs a look."""
    try:
        settings = load_settings()
    except SettingsError as error:
        refuse(str(error))
    logging.getLogger().addHandler(logging.NullHandler())  # the findings below say the same in words
    found = [*_of_settings(settings), *asyncio.run(_of_sign_in(settings)), *_of_store(settings)]
    for finding in found:
        typer.echo(str(finding))
    raise typer.Exit(0 if all(finding.well for finding in found) else 1)


def _of_settings(settings: Settings) -> Iterator[CheckLine]:
    wrong = missing(settings)
    if settings.app_id and not is_client_id(settings.app_id):
        wrong.append("SAGSPULS_APP_ID is no client id: one looks like 12345678-90ab-cdef-1234-567890abcdef.")
    yield from (CheckLine("settings", line) for line in wrong)
    if not wrong:
        use = "local use, " if settings.local else ""
        yield CheckLine("settings", f"{use}listens on {settings.host}:{settings.port}", well=True)


async def _of_sign_in(settings: Settings) -> list[CheckLine]:
    """Whether Teams can prove itself to the bot, and the bot to Teams; not checked in local use."""
    if settings.local:
        return []
    return list(await asyncio.gather(_key_source(settings), _token(settings)))


async def _key_source(settings: Settings) -> CheckLine:
    try:
        async with open_key_session() as session:
            keys = await fetch_keys(session, settings.openid_metadata)
    except KeySourceError as error:
        reason = str(error).rstrip(".")
        return CheckLine("keys", f"{reason}: is SAGSPULS_OPENID_METADATA right, and may this machine reach it?")
    return CheckLine("keys", f"{len(keys)} signing keys of Teams", well=True)


async def _token(settings: Settings) -> CheckLine:
    tokens = tokens_of(settings)
    if tokens is None or problems_of(settings):
        return CheckLine("token", "not asked for: mend the settings first")
    ends, today = certificate_ends(settings), clock.wall_clock()
    if ends is not None and ends < today:
        return CheckLine("token", f"the certificate ended on {ends:%Y-%m-%d}: make a new one (docs/teams.md, step 1)")
    try:
        await tokens.bearer()
    except NoTokenError as error:
        return CheckLine("token", f"Entra gives none ({error}): docs/teams.md tells what each code means")
    finally:
        await tokens.close()
    if ends is not None and ends - today < RENEWED:
        return CheckLine("token", f"the certificate ends on {ends:%Y-%m-%d}: renew it (docs/teams.md, step 1)")
    return CheckLine("token", "Entra gives one", well=True)


def _of_store(settings: Settings) -> list[CheckLine]:
    try:
        store = open_store(settings)
    except (DatabaseUnavailableError, EmbeddedServerError) as error:
        return [CheckLine("database", str(error))]
    except NewerSchemaError:
        return [CheckLine("database", "a newer version of Sagspuls has migrated it: run that version")]
    except (SQLAlchemyError, OSError) as error:
        return [
            CheckLine("database", f"cannot be migrated ({type(error).__name__}): SECURITY.md tells how to prepare it")
        ]
    return asyncio.run(_of_database(store, settings))


async def _of_database(store: Store, settings: Settings) -> list[CheckLine]:
    """Check each part by itself: a missing table or role must not hide the check that reports it."""
    found: list[CheckLine] = []
    parts: dict[str, Callable[[AsyncSession], Awaitable[Iterable[CheckLine]]]] = {
        "database": partial(_server, store=store, settings=settings),
        "schema": _schema,
        "writing": _writing,
        "key": partial(_key, settings=settings),
        "data": partial(_data, settings=settings),
        "channels": _places,
        "deliveries": _deliveries,
    }
    try:
        for part, look in parts.items():
            # The first check runs as the login itself, which needs neither role.
            transaction = store.looking() if part in {"database", "schema", "writing"} else store.working()
            found += await in_time(_looked(transaction, part, look), ANSWERED)
    except (SQLAlchemyError, OSError) as error:
        found.append(CheckLine("database", f"stopped answering ({type(error).__name__}): is it still running?"))
    finally:
        await store.close()
    return found


async def _looked(
    transaction: AbstractAsyncContextManager[AsyncSession],
    part: str,
    look: Callable[[AsyncSession], Awaitable[Iterable[CheckLine]]],
) -> list[CheckLine]:
    try:
        async with transaction as session:
            return list(await look(session))
    except ProgrammingError:  # no such table, column or role, or no right to it
        return [CheckLine(part, "cannot be read as the schema is: mend that first")]


async def _server(session: AsyncSession, *, store: Store, settings: Settings) -> list[CheckLine]:
    version, passes_row_security = await server(session)
    if passes_row_security and store.embedded is None and not settings.local:
        return [CheckLine("database", "its login passes row security: give Sagspuls one that does not (SECURITY.md)")]
    return [CheckLine("database", f"PostgreSQL {version}" + (" (embedded)" if store.embedded else ""), well=True)]


async def _schema(session: AsyncSession) -> list[CheckLine]:
    found = await drift(session)
    lines = [f"missing or changed: {line}" for line in found.missing] + [f"too much: {line}" for line in found.surplus]
    if not lines:
        return [CheckLine("schema", "as the migrations make it", well=True)]
    return [CheckLine("schema", line) for line in _some(lines, "restore a backup, or undo what was changed by hand")]


async def _writing(session: AsyncSession) -> list[CheckLine]:
    """No finding if a question can be kept and its look-up logged; /health tries the same."""
    try:
        await trial.write_as_a_turn_does(session)
    except ProgrammingError:
        raise
    except SQLAlchemyError as error:
        code = in_log(error).get("code", type(error).__name__)
        return [CheckLine("database", f"takes no question ({code}): docs/teams.md tells what each code means")]
    return []


async def _key(session: AsyncSession, *, settings: Settings) -> list[CheckLine]:
    try:
        another = await is_another_key(session, cpr_key(settings, settings.home))
    except SettingsError:
        return []  # the check of the settings has said so already
    problem = "the CPR numbers were hashed with another SAGSPULS_CPR_KEY: set that one, or no import will be taken"
    return [CheckLine("key", problem)] if another else []


async def _data(session: AsyncSession, *, settings: Settings) -> list[CheckLine]:
    imported, moment = await imports.data_as_of(session), await clock.now(session)
    if imported is None:
        return [CheckLine("data", "nothing is imported yet; run: sagspuls import FOLDER")]
    at = f"{imported.astimezone(settings.zone):%Y-%m-%d %H:%M}"
    if moment - imported > imports.STALE_AFTER:
        return [CheckLine("data", f"imported {at}, over a week ago; run: sagspuls import FOLDER")]
    return [CheckLine("data", f"imported {at}", well=True)]


async def _places(session: AsyncSession) -> Iterable[CheckLine]:
    kinds = [kind.id for kind in KINDS.values() if kind.readers is None]
    lines = [
        f"no channel of the Team {name!r} is a municipal team's: write there 'bind denne kanal til' and the team"
        for name in await upkeep.unbound_teams(session)
    ]
    lines += [
        f"{name} has no channel for its scheduled messages: install the bot in its Team, or bind a channel"
        for name in await upkeep.teams_without_channel(session, kinds)
    ]
    lines += [
        f"conversation {place.id} ({place.kind}, {place.whose}) refuses the bot ({place.reason}): install it anew there"
        for place in await upkeep.blocked(session)
    ]
    lines += [
        f"the shared channel {place.channel_name or place.conversation_id!r} is not confirmed: an administrator writes"
        " 'bekræft den delte kanal' and its name"
        for place in await channels.unconfirmed(session)
    ]
    found = [CheckLine("channels", line) for line in _some(lines)]
    return found or [CheckLine("channels", "each has its team, and none refuses the bot", well=True)]


async def _deliveries(session: AsyncSession) -> Iterable[CheckLine]:
    rows = await deliveries.deliveries(session, None)
    lines = [
        f"{row.id} ({row.kind} {row.period}, {row.name}) is {row.state} ({row.last_error}):"
        f" sagspuls deliveries resend {row.id}, or give-up {row.id}"
        for row in rows
        if row.needs_somebody
    ]
    found = [CheckLine("deliveries", line) for line in _some(lines, "sagspuls deliveries list")]
    return found or [CheckLine("deliveries", "none failed or is uncertain", well=True)]


def _some(lines: list[str], rest: str = "") -> list[str]:
    if len(lines) <= SHOWN:
        return lines
    return [*lines[:SHOWN], f"and {len(lines) - SHOWN} more" + (f": {rest}" if rest else "")]
