"""An answer that is shown by another message than the question's own."""

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
    """A finished message, shown as it is; None: the message is made from the facts."""


Answered: TypeAlias = Facts | OtherMessage
"""What answering a question gives."""


def refused(refusal: Refusal) -> OtherMessage:
    """A refusal: nothing is changed and nothing shown."""
    return OtherMessage("answers/refused", Refused(refusal))


def not_done(problem: str) -> OtherMessage:
    """An answer that nothing was changed; `problem` names why: period_past or no_schedule."""
    return OtherMessage("answers/not_done", NotDone(problem))
