"""A notice to administrators about a channel."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts
from storage.facts.sending.channel import ChannelPlace


@dataclass(frozen=True, slots=True)
class ChannelNotice(Facts):
    """A notice and the names it speaks of; `notice` is its number, `kind` that of storage.schema.Notice."""

    notice: int
    kind: str
    team: str | None
    place: ChannelPlace | None
    now_of: str | None
    """The municipal team whose channel the place is now."""
    former: ChannelPlace | None
    """The team's present channel; if the bot has left it, only a notice about just that (no_channel) names it."""
    former_name: str | None
    """The former name of the Team that the place is in."""
    reason: str | None
