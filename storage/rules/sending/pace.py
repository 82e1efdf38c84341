"""How fast messages may go to Teams: the limits of platform.md, kept with room for posts that arrive late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` at once, and one more every `every` seconds: in S seconds never more than burst + S / every.

    All it remembers of the past is one moment, when the bucket will be full again (`full_at`, seconds of some clock).
    """

    every: float
    burst: int

    def wait(self, full_at: float, present: float) -> float:
        """Seconds until a post may start; 0 or less: now."""
        return full_at - present - (self.burst - 1) * self.every

    def after(self, full_at: float, present: float) -> float:
        """When the bucket is full again, once a post has started at the present moment."""
        return max(full_at, present) + self.every


# Teams counts when posts arrive, which may be half a second closer together than they left.
IN_A_CONVERSATION = (Limit(0.5, 3), Limit(1.0, 20), Limit(2.5, 300))
"""Within 7 in 1 second and 8 in 2 (here 5 and 7), 60 in 30 seconds (50) and 1 800 in an hour (1 740)."""
IN_A_TENANT = (Limit(0.055, 4),)
"""Within 25 a second (here 22)."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One limit of one place: of a conversation or of a tenant."""

    place: str
    limit: Limit


def buckets_of(conversation_id: str, tenant_id: str | None) -> Sequence[Bucket]:
    """The buckets that a post must find room in; `;messageid=` names a thread of the same conversation."""
    conversation = f"conversation {conversation_id.split(';messageid=', 1)[0]}"
    tenant = f"tenant {tenant_id or ''}"
    return tuple(
        Bucket(place, limit)
        for place, limits in ((conversation, IN_A_CONVERSATION), (tenant, IN_A_TENANT))
        for limit in limits
    )
