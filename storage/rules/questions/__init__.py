"""Every question of questions.md: one record each, in the file of its id, which every layer may read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storage.rules.question_record import QuestionRecord, Special, load_records

FOLDER = Path(__file__).parent
RECORDS = load_records(FOLDER)
"""By id, as the card of help has them."""
CLARIFY = "clarify"
"""No question: it takes the place of a question's id where the bot asks back."""


def id_of(part: Special) -> str:
    """The question that has this job for the engine."""
    return next(one.id for one in RECORDS.values() if one.special is part)


HELP, OUTSIDE, COURTESY, ONE_CASE, CHANNEL = map(id_of, Special)


def placed(place: Callable[[QuestionRecord], int | None]) -> list[QuestionRecord]:
    """Those that have a place in some list, in its order: `placed(lambda one: one.asked)`."""
    places = [(number, one) for one in RECORDS.values() if (number := place(one)) is not None]
    return [one for _, one in sorted(places, key=lambda found: found[0])]
