"""Whether a question's own slots hold all that was said, or a selection answers it; and which question that then is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storage.rules.conditions import Condition
from storage.rules.counts import between_events
from storage.rules.period import Period
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import CLARIFY, OUTSIDE
from storage.rules.selection import LIST, MOST, Selection
from storage.rules.slots import Slots

_DATA = tomllib.loads(Path(__file__).with_name("deciding.toml").read_text(encoding="utf-8"))
_AS: Mapping[str, tuple[str, ...]] = {what: tuple(questions) for what, questions in _DATA["as"].items()}
_CASE_TYPE, _CASES = "case_type", "cases"
_LATE_ONES: str = _DATA["late"]
_LISTED: str = _DATA["listed"]
_SLOT_OF = {"lacks": "requirement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What a question's own answer holds; deciding.toml says what the fields mean."""

    says: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    words: str | None = None
    own: str | None = None
    to_date: bool = False
    only: tuple[str, ...] = ()
    surely: str = ""
    also: bool = False


_BESIDE: Mapping[str, _Beside] = {question: _Beside(**given) for question, given in _DATA["beside"].items()}
_NOTHING = _Beside()
_COUNTS = frozenset({CLARIFY, OUTSIDE}).union(*_AS.values(), (name for name, one in _BESIDE.items() if one.also))


def counts_something(question: str, guessed: str) -> bool:
    """Whether a question is, or may be, one of those that count: where it is not, its own reading stands."""
    return question in _COUNTS and (question not in {CLARIFY, OUTSIDE} or guessed in _COUNTS)


def is_taken_up(word: str, question: str) -> bool:
    """Whether the question's own answer takes up a word that no condition stands for."""
    words = _BESIDE.get(question, _NOTHING).words
    return words is not None and re.match(words, word) is not None


_OF_TIME = frozenset({"days", "in_time", "average"})
"""What has averages and shares of its own: 'gennemsnit' is not only said of prices."""


def may_be_meant(selection: Selection, question: str, text: str) -> bool:
    """Whether the selection may be meant where the guess is `question`: not where a text asks for what only that
    question's own answer has, or where it has to say more surely that something is counted.
    """
    beside = _BESIDE.get(question, _NOTHING)
    if beside.own is not None and selection.what not in _OF_TIME and re.search(beside.own, text):
        return False
    return not beside.only or is_surely_meant(selection, question, text) or marks(selection) > 0


def is_surely_meant(selection: Selection, question: str, text: str) -> bool:
    """Whether the text says for sure that this is counted, where the guess is a question that counts nothing."""
    beside = _BESIDE.get(question, _NOTHING)
    return selection.what in beside.only and re.search(beside.surely, text) is not None


def question_of(selection: Selection, guessed: str) -> str:
    """The question that a selection is answered as: the guessed one where it counts the same."""
    first, *others = _AS[selection.what]
    if _LATE_ONES in others:
        late = any(one.name == "overdue" and not one.denied for one in selection.conditions)
        return _LATE_ONES if late else first
    return guessed if guessed in others and not _is_list_only(selection, guessed) else first


def _is_list_only(selection: Selection, question: str) -> bool:
    """Whether cases are to be listed that the question only counts."""
    return selection.what == _CASES and selection.form == LIST and question == _LISTED


def counts_the_same(selection: Selection, question: QuestionRecord) -> bool:
    """Whether the question is about what the selection counts."""
    return question.id in _AS[selection.what]


def is_plain(selection: Selection, question: QuestionRecord, slots: Slots) -> bool:
    """Whether the question's own slots say everything that the selection says: then its own answer is right."""
    if _is_list_only(selection, question.id):
        return False
    return unsaid(selection, question, slots) == 0 and _same_period(selection, question, slots)


def marks(selection: Selection) -> int:
    """How many things it says that only a selection can: denials, lists, and how it is laid out."""
    hard = sum(one.denied or len(one.values) > 1 for one in selection.conditions)
    laid_out = (selection.per, selection.compare, selection.share_of, selection.order, *selection.group_by)
    return hard + sum(part is not None for part in laid_out)


def unsaid(selection: Selection, question: QuestionRecord, slots: Slots) -> int:
    """How many things the selection says that the question with these slots does not."""
    conditions = sum(not is_said(one, question, slots) for one in selection.conditions)
    others = _is_between_others(selection, question, slots) + _is_spent_in_a_time(selection, question)
    return conditions + unsaid_layout(selection, question, slots) + others


def _is_spent_in_a_time(selection: Selection, question: QuestionRecord) -> bool:
    """Whether money spent in some time is asked for, of a question that names none: 'year to date spend on …'."""
    return selection.what == "spent" and selection.period is not None and "period" not in question.slots


def _is_between_others(selection: Selection, question: QuestionRecord, slots: Slots) -> bool:
    """Whether days are counted between other events than the question counts them between."""
    if selection.from_event is None or question.counts is None:
        return False
    plain = between_events(question.counts.selection, slots)
    return (plain.from_event, plain.to_event) != (selection.from_event, selection.to_event)


def unsaid_layout(selection: Selection, question: QuestionRecord, slots: Slots) -> int:
    """How many ways it is laid out in that the question's own answer is not."""
    order, grouped = selection.order, bool(selection.group_by) and selection.group_by != (slots.group_by,)
    usual = _BESIDE.get(question.id, _NOTHING).orders or ((MOST,) if selection.group_by else ())
    return sum(
        (
            selection.per is not None,
            selection.compare is not None,
            selection.share_of is not None,
            selection.what == "average",
            grouped,
            order is not None and order not in usual,
            (bool(selection.group_by) or selection.limit == 1) and selection.limit != slots.limit,
        )
    )


def is_said(condition: Condition, question: QuestionRecord, slots: Slots) -> bool:
    """Whether the question has the condition in itself, or a slot that says the same."""
    beside = _BESIDE.get(question.id, _NOTHING)
    if condition.denied or len(condition.values) > 1:
        return False
    if condition.name in beside.says or (condition.name == "due" and "period" in question.slots):
        return not condition.values or condition.values == (slots.rule,)
    name = _SLOT_OF.get(condition.name, condition.name)
    value = getattr(slots, name, None)
    said = (
        condition.name == _CASE_TYPE and beside.to_date and condition.values == (slots.account,),
        condition.name == "state" and condition.values == ("not_reviewed",) and slots.category == "none",
        value is not None and condition.period is None and (condition.values == (value,) or value is True),
    )
    return any(said)


def _same_period(selection: Selection, question: QuestionRecord, slots: Slots) -> bool:
    """Whether the question reads the period that the selection has; a day's figures of today need none."""
    asked = selection.period or next((one.period for one in selection.conditions if one.period is not None), None)
    if asked is None or "period" not in question.slots:
        return asked is None
    if _BESIDE.get(question.id, _NOTHING).to_date:
        return False
    return slots.period is not None and slots.period.start == asked.start and _ends_alike(slots.period, asked)


def _ends_alike(read: Period, asked: Period) -> bool:
    """Whether both end on one day, or the one read runs on into days in which nothing has happened yet."""
    return read.end == asked.end or (asked.end is not None and (read.end is None or read.end > asked.end))
