"""The questions that Teams suggests: each question's own example, in the places where it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.permission import OF_A_TEAM
from storage.rules.access import Reach
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import HELP, RECORDS, placed

MOST = 12
"""Commands in one list; Teams takes no more (manifest schema, `bots[].commandLists[].commands`)."""


@dataclass(frozen=True, slots=True)
class Command:
    """A sentence to send, and what it asks for."""

    title: str
    description: str


def commands(scope: str, language: str) -> list[Command]:
    """The commands of one scope (`personal`, `team`, `groupChat`), the most asked questions first."""
    here = [one for one in placed(lambda one: one.command) if _answered(one, scope)]
    # Help ends each list: it leads to the questions that did not fit.
    return [_command(one, language) for one in (*here[: MOST - 1], RECORDS[HELP])]


def _command(question: QuestionRecord, language: str) -> Command:
    assert question.example is not None  # noqa: S101  # for the type checker; no record without one is a command
    return Command(question.example.told_in(language), question.title.told_in(language))


def _answered(question: QuestionRecord, scope: str) -> bool:
    """Whether the question is answered in such a place: a group chat has no team, so no cases to show."""
    if scope == "personal":
        return True
    of_a_team = question.reach in OF_A_TEAM | {Reach.MEMBERS}
    return not question.private and (scope == "team" or not of_a_team)
