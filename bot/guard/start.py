"""Whether the service may start: only where it can tell who may talk to it."""

from __future__ import annotations

from storage.settings import Settings

LOCAL_ONLY = (
    "Sagspuls serves in local use only so far: it cannot check the tokens of Teams yet, and without them anyone could "
    "ask. Set SAGSPULS_LOCAL=1 to serve on 127.0.0.1 for this machine alone."
)


class ServiceRefusedError(Exception):
    """The service must not start with these settings; the text says why and what to set."""


def check_start(settings: Settings) -> None:
    """Raise ServiceRefusedError unless the service can tell who may talk to it."""
    if not settings.local:
        raise ServiceRefusedError(LOCAL_ONLY)
