"""Why somebody gets no answer."""

from __future__ import annotations

from dataclasses import dataclass

from storage.facts.fact import Facts, Optional
from storage.rules.access import Refusal


@dataclass(frozen=True, slots=True)
class Refused(Facts):
    """A refusal by the rules, without any of the data in question."""

    refused: Refusal
    unknown_person: Optional[bool] = None
    unconfirmed: Optional[str] = None
    """The name of the shared channel that nobody has confirmed; empty where Teams has not sent it."""
    unbound: Optional[bool] = None
    """True in a channel that is no team's, where a team's channel would have got an answer."""

    def refusal(self) -> Refusal:
        return self.refused
