"""Whether the service may start with its settings; if not, one line for each thing that is missing."""

from __future__ import annotations

from messages.credentials import problems_of
from storage.cpr_key import SHORTEST
from storage.rules.sending.service_urls import is_loopback
from storage.settings import Settings

NOBODY_TO_ASK = (
    "Sagspuls cannot tell who asks: set SAGSPULS_APP_ID and what belongs to it (docs/teams.md), or SAGSPULS_LOCAL=1 to "
    "serve on 127.0.0.1 for this machine alone."
)


class ServiceRefusedError(Exception):
    """The service must not start with these settings; the text says why and what to set, one line each."""


def check_start(settings: Settings) -> None:
    """Raise ServiceRefusedError unless the service can tell who may talk to it, and prove itself to the channel."""
    found = missing(settings)
    if found:
        raise ServiceRefusedError("\n".join(found))


def missing(settings: Settings) -> list[str]:
    """The reasons why the service may not start, one line each."""
    if settings.local:
        return _missing_in_local_use(settings)
    if not settings.app_id:
        return [NOBODY_TO_ASK]
    return problems_of(settings) + _without_key(settings) + _without_trust(settings) + _own_clock(settings)


def _missing_in_local_use(settings: Settings) -> list[str]:
    if is_loopback(settings.host):
        return []
    return ["SAGSPULS_HOST: local use listens on this machine alone; leave it out, or leave out SAGSPULS_LOCAL."]


def _without_key(settings: Settings) -> list[str]:
    key = settings.cpr_key.get_secret_value().strip() if settings.cpr_key is not None else ""
    if not key:
        return ["SAGSPULS_CPR_KEY is missing: write a long secret of your own there, and keep it."]
    return [] if len(key) >= SHORTEST else [f"SAGSPULS_CPR_KEY must have at least {SHORTEST} characters."]


def _without_trust(settings: Settings) -> list[str]:
    return [] if settings.service_urls else ["SAGSPULS_SERVICE_URLS names nobody: leave it out to trust Teams itself."]


def _own_clock(settings: Settings) -> list[str]:
    return [] if settings.clock is None else ["SAGSPULS_CLOCK is for local use only: leave it out."]
