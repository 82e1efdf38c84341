"""Every question id of questions.md and how it is answered."""

from __future__ import annotations

from collections.abc import Iterable

from bot.question import Question
from bot.questions import (
    access_log,
    budget,
    case,
    caseload,
    changes,
    channel,
    complaints,
    costs,
    data_quality,
    deliveries,
    digest,
    flow,
    grants,
    help,  # noqa: A004 -- the id of questions.md
    ladder,
    language,
    legality,
    milestones,
    my_day,
    none,
    overdue,
    plan,
    reminders,
    rule,
    smalltalk,
    sources,
    supervision,
    transitions,
    unit_costs,
    upcoming,
    whoami,
)


def by_id(questions: Iterable[Question]) -> dict[str, Question]:
    """The questions by id; raises ValueError when an id is taken twice."""
    found: dict[str, Question] = {}
    for question in questions:
        if question.id in found:
            raise ValueError(f"the question {question.id!r} is listed twice")
        found[question.id] = question
    return found


QUESTIONS = by_id(
    (
        caseload.QUESTION,
        overdue.QUESTION,
        upcoming.QUESTION,
        my_day.QUESTION,
        digest.QUESTION,
        case.QUESTION,
        legality.QUESTION,
        transitions.QUESTION,
        flow.QUESTION,
        changes.QUESTION,
        complaints.QUESTION,
        supervision.QUESTION,
        rule.QUESTION,
        milestones.QUESTION,
        plan.QUESTION,
        costs.QUESTION,
        unit_costs.QUESTION,
        grants.QUESTION,
        ladder.QUESTION,
        sources.QUESTION,
        reminders.QUESTION,
        channel.QUESTION,
        help.QUESTION,
        whoami.QUESTION,
        language.QUESTION,
        none.QUESTION,
        smalltalk.QUESTION,
        budget.QUESTION,
        data_quality.QUESTION,
        deliveries.QUESTION,
        access_log.QUESTION,
    )
)
