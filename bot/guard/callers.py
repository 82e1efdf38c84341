"""How often somebody may call: each address before its token is read, each sender after.

A busy office never meets these limits; a flood does. Only bad tokens use up an address's allowance: a good one gives
its call back, and costs nothing as long as it stays good. So Teams still reaches the check if a proxy names no
addresses and all callers share one.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from bot.guard.refusal import RequestRefusedError
from storage.rules.sending.pace import Limit

MOST_CALLERS = 20_000
"""Callers remembered at once; the one that has been silent longest is forgotten first and starts again."""
MOST_TOKENS = 1000
"""Teams uses one token for an hour and a service URL."""


OF_AN_ADDRESS = Limit(every=0.02, burst=600)
"""50 bad tokens a second cost a twentieth of one processor."""
OF_A_SENDER = Limit(every=0.5, burst=60)
"""Nobody types or presses faster."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the guard accepts from one caller."""

    address: Limit = OF_AN_ADDRESS
    sender: Limit = OF_A_SENDER
    body: float = 10.0
    """Seconds for a whole body; Teams gives up after 15."""


class Allowance:
    """How many calls each caller has left under one limit."""

    def __init__(self, limit: Limit, clock: Callable[[], float] = monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def spend(self, caller: str) -> int | None:
        """None if the call is within the limit; else the seconds until the next call would be."""
        full_at, present = self._remembered(caller), self._clock()
        wait = self._limit.wait(full_at, present)
        self._remember(caller, full_at if wait > 0 else self._limit.after(full_at, present))
        return math.ceil(wait) if wait > 0 else None

    def give_back(self, caller: str) -> None:
        """Undo one call that was within the limit."""
        self._remember(caller, self._remembered(caller) - self._limit.every)

    def _remembered(self, caller: str) -> float:
        return self._full_at.get(caller, self._clock())

    def _remember(self, caller: str, full_at: float) -> None:
        self._full_at[caller] = full_at
        self._full_at.move_to_end(caller)
        if len(self._full_at) > MOST_CALLERS:
            self._full_at.popitem(last=False)


class Callers:
    """The limits of one process."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = monotonic) -> None:
        self._addresses = Allowance(limits.address, clock)
        self._senders = Allowance(limits.sender, clock)
        self._good: OrderedDict[bytes, None] = OrderedDict()

    def arrive(self, address: str, token: str) -> None:
        """Raise RequestRefusedError (429) if the address has sent too many bad tokens."""
        wait = None if _digest(token) in self._good else self._addresses.spend(address)
        if wait is not None:
            raise _too_many("address", wait)

    def was_good(self, address: str, token: str) -> None:
        """The token of a call that arrived was good."""
        if _digest(token) not in self._good:
            self._addresses.give_back(address)
        self._good[_digest(token)] = None
        self._good.move_to_end(_digest(token))
        if len(self._good) > MOST_TOKENS:
            self._good.popitem(last=False)

    def was_bad(self, token: str) -> None:
        """The token is not good, or no longer."""
        self._good.pop(_digest(token), None)

    def ask(self, sender: str) -> None:
        """Raise RequestRefusedError (429) if the sender asks too often."""
        wait = self._senders.spend(sender)
        if wait is not None:
            raise _too_many("sender", wait)


def address_of(peer: str | None, forwarded: Sequence[str]) -> str:
    """Where a call comes from: its peer, or the last address that a proxy on this machine names; for IPv6 its /64.

    `forwarded` are the X-Forwarded-For headers. Anybody may write one, so only the proxy's own entry counts.
    """
    address = _numeric(peer or "")
    if address is not None and address.is_loopback and forwarded:
        address = _numeric(forwarded[-1].rsplit(",", 1)[-1].strip()) or address
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _numeric(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address as proxies write them, with or without a port; None for anything else."""
    bare = written[1:].split("]", 1)[0] if written.startswith("[") else written
    if bare.count(":") == 1:
        bare = bare.split(":", 1)[0]
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def _too_many(what: str, wait: int) -> RequestRefusedError:
    return RequestRefusedError(
        429, "Too many requests. Come again later.", f"too many from one {what}", retry_after=wait
    )
