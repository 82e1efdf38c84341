"""How the set-up answers: facts, and which message tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from messages.message import Message
from storage.rules.access import Refusal


@dataclass(frozen=True, slots=True)
class Told:
    """Facts told by another message than the question's own; None = its own."""

    facts: dict[str, Any]
    template: str | None = None
    message: Message | None = None
    """What was composed already, and is shown as it is; None = the facts are still to be told."""

    def as_json(self) -> dict[str, Any]:
        return self.facts


def refused(refusal: Refusal) -> Told:
    """Nothing is changed and nothing shown."""
    return Told({"refused": refusal.value}, "answers/refused")


def not_done(problem: str) -> Told:
    """Nothing is changed; `problem` names why: not_a_channel, which_team, period_past or no_schedule."""
    return Told({"problem": problem}, "answers/not_done")
