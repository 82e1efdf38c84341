"""Why somebody gets no answer."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, Optional
from storage.rules.access import Refusal


@dataclass(frozen=True, slots=True)
class Refused(Facts):
    """A refusal by the rules, without anything that was asked about."""

    refused: Refusal
    unknown_person: Optional[bool] = None
    unconfirmed: Optional[str] = None
    """What the shared channel is called that nobody has confirmed; empty where Teams has not told."""
    unbound: Optional[bool] = None
    """True in a channel that is no team's, where a team's would have answered."""

    def refusal(self) -> Refusal:
        return self.refused
