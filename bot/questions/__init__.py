"""How each question is answered: by the `answer` of the file of its id, which the question's record stands for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path

from bot.other_message import Answered
from bot.question import Ask
from storage.rules.question_record import QuestionRecordError
from storage.rules.questions import RECORDS

Answer = Callable[[Ask], Awaitable[Answered]]
"""Raises NotYoursError when the case it looks up is out of reach."""

for _missing in (name for name in RECORDS if not Path(__file__).with_name(f"{name}.py").is_file()):
    raise QuestionRecordError(f"bot/questions/{_missing}.py is missing: it answers the question {_missing!r}")


def answer_to(question: str) -> Answer:
    """What answers the question of that id; its file is loaded when it is asked for the first time."""
    answer: Answer = import_module(f"{__name__}.{question}").answer
    return answer
