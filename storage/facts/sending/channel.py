"""Which channel is whose: as it stands, what has just been done about it, or what was in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from storage.facts.fact import Facts, Optional
from storage.rules.access import Refusal


@dataclass(frozen=True, slots=True)
class ChannelPlace:
    """A channel as people speak of it; `teams_team` is what Teams calls the Team it is in."""

    id: int
    channel: str | None
    teams_team: str | None
    first: bool
    """The channel every Team has."""


@dataclass(frozen=True, slots=True)
class ChannelAsItStands(Facts):
    """The channel the asker writes in: whose it is, and the teams that the asker may choose for it.

    `problem`: which_team, unconfirmed (a shared one), not_shared, or not_theirs, which is a refusal.
    """

    refused: Optional[Refusal] = field(default=None, kw_only=True)
    team: str | None
    choices: tuple[str, ...]
    place: ChannelPlace | None
    problem: str | None
    may_confirm: bool

    def refusal(self) -> Refusal | None:
        return self.refused


@dataclass(frozen=True, slots=True)
class ChannelBound(Facts):
    """The asker's channel is now the team's; `former` was its channel until now, and `taken_from` has none any more."""

    done: Literal["bound"]
    team: str
    former: ChannelPlace | None
    taken_from: str | None


@dataclass(frozen=True, slots=True)
class ChannelBoundThere(Facts):
    """The same for a channel elsewhere, in answer to a notice."""

    done: Literal["bound_there"]
    team: str | None
    place: ChannelPlace
    former: ChannelPlace | None
    taken_from: str | None


@dataclass(frozen=True, slots=True)
class ChannelReleased(Facts):
    """The channel is nobody's now; `team` had it."""

    done: Literal["released"]
    team: str | None


@dataclass(frozen=True, slots=True)
class ChannelConfirmed(Facts):
    """The bot may speak in the shared channel."""

    done: Literal["confirmed"]
    place: ChannelPlace


@dataclass(frozen=True, slots=True)
class ChannelKept(Facts):
    """Everything stays as it is: an administrator said no to a notice."""

    done: Literal["kept"]


@dataclass(frozen=True, slots=True)
class ChannelUntouched(Facts):
    """Nothing was changed, and why; `answered` and `changed` are about a notice."""

    problem: Literal["not_a_channel", "which_channel", "answered", "changed"]


@dataclass(frozen=True, slots=True)
class ChannelOfTeam:
    """A team's channel; `trouble`: why nothing can be posted there."""

    team: str
    place: ChannelPlace | None
    trouble: str | None


@dataclass(frozen=True, slots=True)
class ChannelsOfTeams(Facts):
    """In a private chat: each team that the asker sets up, and its channel."""

    private: Literal[True]
    channels: tuple[ChannelOfTeam, ...]


ChannelFacts: TypeAlias = (
    ChannelAsItStands
    | ChannelBound
    | ChannelBoundThere
    | ChannelReleased
    | ChannelConfirmed
    | ChannelKept
    | ChannelUntouched
    | ChannelsOfTeams
)
