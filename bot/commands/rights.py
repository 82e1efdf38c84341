"""`sagspuls forget`, `export-case`, `export-person`: for the data protection officer, each a line of the access log."""

from __future__ import annotations

import asyncio
import json
import os
import pwd
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.office import RefusedError, run
from storage.clock import local_day, now
from storage.cpr_key import cpr_key, is_the_stores_key
from storage.database import Store
from storage.imports.run import REPORTS
from storage.queries import people
from storage.rights import forgetting, handing_out
from storage.rights.acts import note_act
from storage.rights.forgetting import Forgotten, reports_naming
from storage.rules.acts import EXPORT_CASE, EXPORT_PERSON
from storage.rules.cpr import has_cpr
from storage.session import AsyncSession
from storage.settings import Settings

CaseNumber = Annotated[str, typer.Option("--case", help="The case's number.")]
OnBehalf = Annotated[
    str | None, typer.Option("--as", help="Who asks for it, by e-mail; the access log names them beside the account.")
]
Out = Annotated[Path | None, typer.Option("--out", help="A new file to write to, for its owner alone; else printed.")]
Read = Callable[[AsyncSession, Settings], Awaitable[dict[str, Any] | None]]


def forget(
    case: CaseNumber,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Let the next import bring an erased case again.")] = False,
    on_behalf: OnBehalf = None,
) -> None:
    """Erase a case, everything that names it here, and keep imports from bringing it back."""
    number = _number(case)
    if undo:
        run(lambda store, settings: _let_in(store, settings, number, on_behalf))
        typer.echo(f"Case {number} comes back with the next import that holds it.")
        return
    if not yes:
        typer.echo(
            f"This erases case {number} and everything here that names it, for good. The case system is not touched.\n"
            "Danish archive law (arkivloven) limits what may be erased: ask the data protection officer first."
        )
        typer.confirm("Erase it", abort=True)
    found, settings = run(lambda store, settings: _forget(store, settings, number, on_behalf))
    for line in _report(found, number, settings):
        typer.echo(line)


def export_case(case: CaseNumber, out: Out = None, on_behalf: OnBehalf = None) -> None:
    """Write down everything that is kept about a case, as JSON."""
    number = _number(case)

    async def read(session: AsyncSession, _settings: Settings) -> dict[str, Any] | None:
        return await handing_out.of_case(session, number)

    refused = f"There is no case {number}; nothing was written."
    _hand_out(read, EXPORT_CASE, refused, out, on_behalf, case_number=number)


def export_person(
    email: Annotated[str, typer.Argument(help="The e-mail of a member of staff, of one who has left too.")],
    out: Out = None,
    on_behalf: OnBehalf = None,
) -> None:
    """Write down everything that is kept about a member of staff, as JSON."""

    async def read(session: AsyncSession, settings: Settings) -> dict[str, Any] | None:
        return await handing_out.of_person(session, email, local_day(await now(session), settings.zone))

    refused = f"Nobody here has the e-mail {email}; nothing was written."
    _hand_out(read, EXPORT_PERSON, refused, out, on_behalf)


def _number(given: str) -> str:
    """The case number as typed; a CPR number is refused and not repeated."""
    number = given.strip()
    if has_cpr(number) or not number or len(number) > 100:
        raise typer.BadParameter("write the case's number as the case system has it; a CPR number is none")
    return number


async def _forget(store: Store, settings: Settings, number: str, on_behalf: str | None) -> tuple[Forgotten, Settings]:
    async with store.working() as session:
        key = await _key(session, settings)
        by, moment = await _by(session, settings, on_behalf), await now(session)
        found = await forgetting.forget(session, number, key=key, now=moment, by=by[0], staff_id=by[1])
    if found is None:
        raise RefusedError(f"There is no case {number}; nothing was erased.")
    files = await asyncio.to_thread(reports_naming, settings.home / REPORTS, number)
    for file in files:
        file.unlink(missing_ok=True)
    found.texts["report files"] = len(files)
    return found, settings


async def _let_in(store: Store, settings: Settings, number: str, on_behalf: str | None) -> None:
    async with store.working() as session:
        key = await _key(session, settings)
        by, moment = await _by(session, settings, on_behalf), await now(session)
        done = await forgetting.let_in_again(session, number, key=key, now=moment, by=by[0], staff_id=by[1])
    if not done:
        raise RefusedError(f"Case {number} was not erased here; nothing was changed.")


async def _key(session: AsyncSession, settings: Settings) -> bytes:
    """The key that the store's hashes were made with: with another key an erased case would come back."""
    key = cpr_key(settings, settings.home)
    if not await is_the_stores_key(session, key):
        raise RefusedError("SAGSPULS_CPR_KEY is another key than the one the cases stand under; use the first one.")
    return key


async def _by(session: AsyncSession, settings: Settings, email: str | None) -> tuple[str, str | None]:
    """The account that runs the command, and the staff id of the person who asked for it."""
    account = _account()
    if email is None:
        return account, None
    known = await people.by_email(session, email, local_day(await now(session), settings.zone))
    if known is None:
        raise RefusedError(f"Nobody here has the e-mail {email}; nothing was done.")
    return account, known.person.id


def _account() -> str:
    """The account that runs the command, as the system knows it: the environment may say any name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"account {os.getuid()}"


def _report(found: Forgotten, number: str, settings: Settings) -> list[str]:
    """What was erased, and what is left to do by hand."""
    said = [f"Case {number} is erased." if found.anew else f"Case {number} was erased before."]
    for what, counts in (("Rows", found.rows), ("Texts that named it", found.texts)):
        erased = {table: count for table, count in counts.items() if count and table != "posting"}
        if erased:
            said.append(f"{what}: {', '.join(f'{table} {count}' for table, count in erased.items())}.")
    if loosened := found.rows.get("posting"):
        said.append(f"{loosened} postings stay in the accounts, without case and grant.")
    if found.in_teams:
        numbers = ", ".join(map(str, found.in_teams))
        said.append(f"Still to be read in Teams, and to be deleted there by hand: deliveries {numbers}.")
    years = settings.access_log_years
    said.append(f"The access log keeps who looked it up, {years} years. Imports leave it out; --undo lets it in again.")
    return said


def _hand_out(
    read: Read, act: str, refused: str, out: Path | None, on_behalf: str | None, case_number: str | None = None
) -> None:
    """Read, write the log line, and print or save; nothing is handed out without its log line."""
    if out is not None and out.exists():
        raise typer.BadParameter(f"{out} is there already; choose a new file", param_hint="--out")

    async def work(store: Store, settings: Settings) -> dict[str, Any]:
        async with store.working() as session:
            account, staff_id = await _by(session, settings, on_behalf)
            found = await read(session, settings)
            if found is None:
                raise RefusedError(refused)
            about = f", about {found['person']['id']}" if "person" in found else ""
            note = f"by {account}{about}"
            await note_act(session, act, note, await now(session), staff_id=staff_id, case_number=case_number)
            return found

    text = json.dumps(run(work), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    _save(out, text)
    typer.echo(f"Written to {out}. Read it before it is handed out: it names others too.")


def _save(path: Path, text: str) -> None:
    """Write a file that only its owner may read; exit code 1 if it cannot be written."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        typer.echo(f"{path} cannot be written: {error.strerror}.", err=True)
        raise typer.Exit(1) from error
