"""What administrators are told or asked about a channel."""

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
    """The channel the team has now; where the bot is not in it any more, only of what tells just that."""
    former_name: str | None
    """What the Team of the place was called before."""
    reason: str | None
