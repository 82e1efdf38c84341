"""`sagspuls teams-package`: the app that an administrator uploads to Teams."""

from __future__ import annotations

import re
import uuid
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.office import refuse
from bot.teams_app.manifest import VERSION, App, Developer
from messages.credentials import is_client_id
from storage.rules.sending.service_urls import plain_url
from storage.settings import Settings, SettingsError, load_settings

NOBODYS = "https://kommune.example/"
"""Used if no address is given: a name that belongs to nobody (RFC 2606)."""
LONGEST_NAME = 32
_VERSION = re.compile(r"(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}")


def _secure(address: str | None) -> str | None:
    url = plain_url(address) if address is not None else None
    if address is not None and (url is None or url.scheme != "https"):
        raise typer.BadParameter("write an address like https://www.kommune.example/sagspuls, without a query")
    return address


def _short(name: str) -> str:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise typer.BadParameter(f"write a name of 1 to {LONGEST_NAME} characters")
    return name.strip()


def _semantic(version: str | None) -> str | None:
    if version is not None and _VERSION.fullmatch(version) is None:
        raise typer.BadParameter("write a version like 1.0.1")
    return version


def teams_package(
    out: Annotated[Path, typer.Option("--out", dir_okay=False, help="The zip file to write.")],
    name: Annotated[str, typer.Option(help="The municipality, as the app's developer.", callback=_short)] = "Kommunen",
    website: Annotated[str | None, typer.Option(help="Its page about the app.", callback=_secure)] = None,
    privacy: Annotated[str | None, typer.Option(help="On privacy; else the website.", callback=_secure)] = None,
    terms: Annotated[str | None, typer.Option(help="On terms of use; else the website.", callback=_secure)] = None,
    app_version: Annotated[
        str | None, typer.Option(help="When only these options change: a higher version.", callback=_semantic)
    ] = None,
    preview: Annotated[
        bool | None,
        typer.Option(
            "--preview/--no-preview",
            help="Slash commands and answers to the asker alone; as SAGSPULS_TARGETED_MESSAGES says by default.",
        ),
    ] = None,
    all_channels: Annotated[bool, typer.Option(help="May be added to private and shared channels too.")] = False,
) -> None:
    """Write the app package for Teams; docs/teams.md tells where to upload it."""
    try:
        settings = load_settings()
    except SettingsError as error:
        refuse(str(error))
    given = website or NOBODYS
    app = App(
        bot_id=_bot_id(settings),
        version=app_version or version_of("sagspuls"),
        developer=Developer(name, given, privacy or given, terms or given),
        targeted=settings.targeted_messages if preview is None else preview,
        every_channel=all_channels,
    )
    _write(out, app)
    typer.echo(f"{out}: app {app.id}, version {app.version}, manifest {VERSION}, bot {app.bot_id}.")
    if website is None and None in {privacy, terms}:
        typer.echo(f"Its links lead to {NOBODYS}, which is nobody's: give --website before you upload it.")


def _bot_id(settings: Settings) -> uuid.UUID:
    if not settings.app_id:
        refuse("SAGSPULS_APP_ID is missing: set it to the client id of the bot's app registration (docs/teams.md).")
    if not is_client_id(settings.app_id):
        refuse("SAGSPULS_APP_ID is no client id: one looks like 12345678-90ab-cdef-1234-567890abcdef.")
    return uuid.UUID(settings.app_id)


def _write(out: Path, app: App) -> None:
    # Late, so that no other command waits for Pillow.
    from bot.teams_app.package import package  # noqa: PLC0415

    try:
        out.write_bytes(package(app))
    except OSError as error:
        refuse(f"{out} cannot be written: {error.strerror}.")
