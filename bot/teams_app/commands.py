"""What Teams suggests to ask: each question's own example, for where it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.permission import OF_A_TEAM
from messages.labels import examples, question
from storage.rules.access import Reach
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import RECORDS

MOST = 12
"""Commands in one list; Teams takes no more (manifest schema, `bots[].commandLists[].commands`)."""
CLOSING = "help"
"""Closes each list: the way to all that did not fit."""
_OF_A_NAME = frozenset({"case", "channel"})
"""Their example names a made-up case or team. The case may be somebody else's here: every press would be a look-up."""


@dataclass(frozen=True, slots=True)
class Command:
    """A sentence to send, and what it asks for."""

    title: str
    description: str


def commands(scope: str, language: str) -> list[Command]:
    """The commands of one scope (`personal`, `team`, `groupChat`), what is asked most first."""
    say = examples(language)
    here = [name for name in say if name not in _OF_A_NAME and _answered(RECORDS[name], scope)]
    asked_most = [name for name in here if name != CLOSING][: MOST - 1]
    return [Command(say[name], question(name, language)) for name in (*asked_most, CLOSING)]


def _answered(question: QuestionRecord, scope: str) -> bool:
    """Whether the question is for such a place: a group chat has no team whose cases could be told."""
    if scope == "personal":
        return True
    of_a_team = question.reach in OF_A_TEAM | {Reach.MEMBERS}
    return not question.private and (scope == "team" or not of_a_team)
