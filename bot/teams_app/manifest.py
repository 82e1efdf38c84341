"""The app's manifest, in Danish, and its English localisation (Microsoft 365 app manifest 1.29)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from bot.teams_app.commands import commands
from messages.app_page import app_page

NAME = "Sagspuls"
VERSION = "1.29"
"""The newest 1.2x; 1.30 adds to it for add-ins of Outlook alone."""
ADDRESS = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}"
SCHEMA = f"{ADDRESS}/MicrosoftTeams.schema.json"
LOCALISATION_SCHEMA = f"{ADDRESS}/MicrosoftTeams.Localization.schema.json"

ACCENT = "#0B5563"
"""The colour at the foot of the icon."""
COLOUR_FILE, OUTLINE_FILE, ENGLISH_FILE = "color.png", "outline.png", "en.json"
SCOPES = ("personal", "team", "groupChat")
READ_BY_SEVERAL = frozenset({"team", "groupChat"})


@dataclass(frozen=True, slots=True)
class Developer:
    """Who answers for the app, as Teams shows it: the municipality. All three are https addresses."""

    name: str
    website: str
    privacy: str
    terms: str


@dataclass(frozen=True, slots=True)
class App:
    """What an app package says of this installation.

    `bot_id`: the client id that the Azure Bot is registered with. `targeted`: in a channel people may ask, also by a
    slash, and get an answer that the others do not see (a preview of Teams). `every_channel`: the app may be added to
    private and shared channels too.
    """

    bot_id: uuid.UUID
    version: str
    developer: Developer
    targeted: bool = False
    every_channel: bool = False

    @property
    def id(self) -> uuid.UUID:
        """The app's own id: the same for the same bot, so that a new package is an update and no second app."""
        return uuid.uuid5(self.bot_id, NAME)


def manifest(app: App) -> dict[str, Any]:
    """The manifest: it asks for no permission, no domain and no sign-in.

    The bot gets only what is sent to it, and answers there. It writes unasked only to those who have installed it.
    """
    page = app_page("da")
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": app.version,
        "id": str(app.id),
        "localizationInfo": {
            "defaultLanguageTag": "da",
            "additionalLanguages": [{"languageTag": "en", "file": ENGLISH_FILE}],
        },
        "developer": {
            "name": app.developer.name,
            "websiteUrl": app.developer.website,
            "privacyUrl": app.developer.privacy,
            "termsOfUseUrl": app.developer.terms,
        },
        "name": {"short": NAME, "full": page.full_name},
        "description": {"short": page.short, "full": page.full},
        "icons": {"color": COLOUR_FILE, "outline": OUTLINE_FILE},
        "accentColor": ACCENT,
        "bots": [_bot(app)],
        "validDomains": [],
        **({"supportsChannelFeatures": "tier1"} if app.every_channel else {}),
    }


def _bot(app: App) -> dict[str, Any]:
    return {
        "botId": str(app.bot_id),
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": False,
        **({"supportsTargetedMessages": True} if app.targeted else {}),
        "commandLists": [_command_list(scope, app) for scope in SCOPES],
    }


def _command_list(scope: str, app: App) -> dict[str, Any]:
    by_slash = app.targeted and scope in READ_BY_SEVERAL
    listed = [{"title": one.title, "description": one.description} for one in commands(scope, "da")]
    return {"scopes": [scope], **({"triggers": ["mention", "slash"]} if by_slash else {}), "commands": listed}


def localisation(language: str) -> dict[str, str]:
    """The manifest's texts in another language, by their places in it."""
    page = app_page(language)
    texts = {
        "$schema": LOCALISATION_SCHEMA,
        "name.short": NAME,
        "name.full": page.full_name,
        "description.short": page.short,
        "description.full": page.full,
    }
    for place, scope in enumerate(SCOPES):
        for number, command in enumerate(commands(scope, language)):
            at = f"bots[0].commandLists[{place}].commands[{number}]"
            texts |= {f"{at}.title": command.title, f"{at}.description": command.description}
    return texts
