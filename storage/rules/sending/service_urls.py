"""Which addresses of the channel are trusted: those an activity may come from and the bot may post to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from yarl import URL

PUBLIC_CLOUD = ("smba.trafficmanager.net", "*.botframework.com", "teams.microsoft.com")
"""The hosts of Teams in the public cloud (platform.md)."""

_ODD = re.compile(r"[\s\\\x00-\x1f\x7f]|[^\x00-\x7f]|\.\.|%2e", re.IGNORECASE)
_HOST = re.compile(r"(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


@dataclass(frozen=True, slots=True)
class ServiceUrls:
    """The allow-list of service URLs.

    `entries` are host names, met by https on its own port (`smba.trafficmanager.net`; `*.botframework.com`: every host
    below it; `127.0.0.1` and `localhost`: also by http, on any port), or whole addresses
    (`https://channel.example/teams`, plain http to this machine alone), met by that scheme, host and port and
    everything below that path. `local`: this machine's loopback, and nothing else.
    """

    entries: tuple[str, ...] = PUBLIC_CLOUD
    local: bool = False

    def trusted(self, service_url: str) -> URL | None:
        """The service URL where it is trusted, else None; never one with credentials, a query or odd characters."""
        url = plain_url(service_url)
        if url is None:
            return None
        if self.local:
            return url if is_loopback(url.host or "") else None
        return url if any(_meets(url, entry) for entry in self.entries) else None


def plain_url(text: str) -> URL | None:
    """An http or https address that every reader reads alike, else None."""
    if _ODD.search(text):
        return None
    try:
        url = URL(text)
        port = url.port
    except ValueError:
        return None
    odd = url.user or url.password or url.query_string or url.fragment
    if url.scheme not in {"http", "https"} or not url.host or not port or odd:
        return None
    return url


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, by its number or as `localhost`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_entries(entries: Iterable[str]) -> None:
    """Raise ValueError for an entry that is neither a host name nor an address, or is plain http to another machine."""
    for entry in entries:
        if "://" not in entry:
            if _HOST.fullmatch(entry.lower()) is None and not is_loopback(entry.lower()):
                raise ValueError(f"{entry!r} is no host name; write one like smba.trafficmanager.net")
            continue
        check_address(entry)


def check_address(entry: str) -> None:
    """Raise ValueError unless the text is a secure address, or a plain one on this machine."""
    url = plain_url(entry)
    if url is None:
        raise ValueError(f"{entry!r} is no address; write one like https://login.botframework.com")
    if url.scheme == "http" and not is_loopback(url.host or ""):
        raise ValueError(f"{entry!r} is not secure: plain http goes to this machine alone, everything else by https")


def _meets(url: URL, entry: str) -> bool:
    host = url.host or ""
    if "://" not in entry:
        name = entry.lower()
        if is_loopback(name):
            return host == name
        below = name.startswith("*.") and host.endswith(name[1:])
        return url.scheme == "https" and url.port == 443 and (below or host == name)
    allowed = URL(entry)
    path = allowed.path.rstrip("/")
    inside = url.path.rstrip("/") == path or url.path.startswith(f"{path}/")
    return url.origin() == allowed.origin() and inside
