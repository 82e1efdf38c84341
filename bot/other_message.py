"""An answer that another message than the question's own shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from messages.message import Message
from storage.facts.fact import NOTHING, Facts
from storage.facts.setup.not_done import NotDone
from storage.facts.setup.refused import Refused
from storage.rules.access import Refusal


@dataclass(frozen=True, slots=True)
class OtherMessage:
    """`name` is a key of `messages.views.VIEWS`; empty where the message is composed already."""

    name: str = ""
    facts: Facts = NOTHING
    composed: Message | None = None
    """What was composed already, and is shown as it is; None: it is still to be made of the facts."""


Answered: TypeAlias = Facts | OtherMessage
"""What a question comes to."""


def refused(refusal: Refusal) -> OtherMessage:
    """Nothing is changed and nothing shown."""
    return OtherMessage("answers/refused", Refused(refusal))


def not_done(problem: str) -> OtherMessage:
    """Nothing is changed; `problem` names why: period_past or no_schedule."""
    return OtherMessage("answers/not_done", NotDone(problem))
