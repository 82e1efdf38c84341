"""Where a text says more than a question's own slots hold: the selection that says all of it (questions.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot.understanding.classifier import Guess
from bot.understanding.composing.compose import Asker, Composed, compose
from bot.understanding.composing.coverage import bears_meaning
from bot.understanding.composing.deciding import (
    counts_something,
    counts_the_same,
    is_plain,
    is_said,
    is_surely_meant,
    is_taken_up,
    marks,
    may_be_meant,
    question_of,
    unsaid,
    unsaid_layout,
)
from bot.understanding.composing.leaning import asked_again, begins_a_part, is_of_the_same, leaned
from bot.understanding.composing.wording import WORDING
from bot.understanding.composing.words import TextWords
from bot.understanding.context import Previous, begins_leaning, leans_on_nothing, refers_back
from bot.understanding.meaning import Meaning
from bot.understanding.mentions import Mentions
from bot.understanding.names import Gazetteer
from bot.understanding.periods import period_after
from bot.understanding.setting_against import counted_before
from storage.rules.conditions import CONDITIONS
from storage.rules.question_record import QuestionRecord
from storage.rules.questions import CLARIFY, OUTSIDE, RECORDS
from storage.rules.selection import COUNT, Selection, with_people
from storage.rules.slots import Slots

_GRANTS = "grants"
_NUMBERED = frozenset({"age", "step", "concern"})
_MORE_THAN = ("mere", "end")
_SURELY = 0.9
"""From this confidence on a question that counts nothing is what was meant, whatever else the text names."""
_ENOUGH = 2
"""The least number of things named that make a question of a text that is like none of our phrases."""


def selected(
    meaning: Meaning,
    guess: Guess,
    words: TextWords,
    mentions: Mentions,
    gazetteer: Gazetteer,
    *,
    today: dt.date,
    asker: str | None,
    knows: Callable[[str], bool],
    previous: Previous | None = None,
) -> Meaning:
    """The meaning with a selection where its slots do not hold all that was said, and with the words left unread."""
    asked = _about_one_of(meaning)
    if asker is None or not _may_select(asked, guess, mentions, previous):
        return meaning
    again = _asked_again(previous, mentions, today)
    if again is not None and previous is not None:
        return _again(meaning, question_of(again, previous.question), again)
    question = guess.question if asked.question in {CLARIFY, OUTSIDE} else asked.question
    leans = previous is not None and _leans(mentions, counts=True)
    speaker = _speaker(mentions, gazetteer, "" if leans else question, asker)
    composed = compose(words, speaker, today)
    if previous is not None and composed is not None and _counts_the_former(previous, composed, mentions, today):
        composed = _of_the_same(previous, composed, words, speaker, today)
    # 'hvad med Distrikt 2?', with nothing before it
    piece = asked.question == CLARIFY and leans_on_nothing(mentions) and not mentions.leaves_out and previous is None
    if composed is None or (piece and not composed.led) or not _is_worth_it(composed, asked, leans=leans):
        return meaning
    composed = _with_threshold(composed, mentions)
    several, fitting = _whom_a_name_fits(words, mentions, gazetteer)
    composed = replace(composed, selection=with_people(composed.selection, several, fitting))
    of_one = replace(composed, selection=with_people(composed.selection, fitting, fitting[:1]))
    plain = asked.question == question and not _more(of_one, asked, mentions)
    # The second of two questions is of the same as the first, unless it tells several figures, as 'hvad haster' does.
    record = RECORDS.get(asked.question)
    together = previous is not None and previous.together and record is not None and record.counts is not None
    of_before = _leans(mentions, counts=record is not None and record.counts is not None) and not composed.led
    if previous is not None and (previous.slots.selection or together or of_before or not plain):
        going_on = _going_on(previous, composed, mentions, today)
        if going_on is not None:
            sure = 1.0 if previous.together else meaning.confidence
            meaning = replace(meaning, confidence=sure)
            return _answered(meaning, question_of(going_on, previous.question), going_on, composed, fitting)
    if plain:
        left = _left_out(composed, asked, knows)
        # No question's own slots hold a supplier, and a name is no word that we repeat.
        supplier = (CONDITIONS["supplier"].title(meaning.language),) if mentions.suppliers else ()
        return replace(meaning, unread=(*left, *supplier))
    return _answered(meaning, question_of(composed.selection, question), composed.selection, composed, fitting)


def _about_one_of(meaning: Meaning) -> Meaning:
    """The question meant where a name fits several people, about the first of them."""
    if not meaning.candidates:
        return meaning
    slots = meaning.slots.about(meaning.candidates[0], meaning.candidates)
    return replace(meaning, question=meaning.suggestions[0], slots=slots, candidates=())


def _whom_a_name_fits(
    words: TextWords, mentions: Mentions, gazetteer: Gazetteer
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All whom the first name fits that fits several, and those of them in the team named; empty where none does."""
    several = next((person.ids for person in words.people if len(person.ids) > 1), ())
    return several, gazetteer.in_team(several, next(iter(mentions.teams.ids), None)) or several


def _denies(word: str) -> bool:
    return any(entry.value == "before" for entry in WORDING["denial"].find(word))


def _says_cost(composed: Composed) -> bool:
    return any(one.name == "cost" for one in composed.selection.conditions)


def _with_threshold(composed: Composed, mentions: Mentions) -> Composed:
    """A threshold that no condition took up is named: 'mere end 2 overskredne frister'."""
    if (
        mentions.over is None
        or _says_cost(composed)
        or any(one.name in _NUMBERED for one in composed.selection.conditions)
    ):
        return composed
    return replace(composed, unread=(*composed.unread, *_MORE_THAN))


def _left_out(composed: Composed, meaning: Meaning, knows: Callable[[str], bool]) -> tuple[str, ...]:
    """The words that the question's own answer leaves out. A question that counts something else may know more words
    than the composer: only words that no phrase has are surely left out there, and conditions that no slot holds.
    """
    record, selection = RECORDS[meaning.question], composed.selection
    if counts_the_same(selection, record) and meaning.slots.over is None:
        return tuple(word for word in composed.unread if not is_taken_up(word, record.id))
    reads = record.counts is not None or record.looks_up
    unsaid_words = [
        words for one, words in composed.said if (one.denied or reads) and not is_said(one, record, meaning.slots)
    ]
    laid = composed.laid if unsaid_layout(selection, record, meaning.slots) else ()
    left = [word for words in (*unsaid_words, *laid) for word in words.split() if bears_meaning(word)]
    unknown = [word for word in composed.unread if (not knows(word) or _denies(word)) and word not in _MORE_THAN]
    return tuple(dict.fromkeys(word for word in (*left, *unknown) if not is_taken_up(word, record.id)))


def _answered(
    meaning: Meaning, question: str, selection: Selection, composed: Composed, fitting: tuple[str, ...]
) -> Meaning:
    """The selection as what is meant; asked back about where it is of several people whom one name fits."""
    meaning = replace(meaning, slots=Slots(selection=selection), unread=composed.unread, passed_over=None)
    if len(fitting) > 1:
        return replace(meaning, question=CLARIFY, suggestions=(question,), candidates=fitting)
    return replace(meaning, question=question, suggestions=(), candidates=())


def _may_select(meaning: Meaning, guess: Guess, mentions: Mentions, previous: Previous | None) -> bool:
    """Whether a selection may be meant: something is counted, or the guess is unsure."""
    goes_on = previous is not None and (previous.slots.selection is not None or _leans(mentions, counts=True))
    may_count = goes_on or guess.confidence < _SURELY or counts_something(meaning.question, guess.question)
    return bool(may_count) and not _is_about_one_thing(meaning, mentions)


def _more(composed: Composed, meaning: Meaning, mentions: Mentions) -> bool:
    """Whether the selection says more than the slots: where it counts something else, only if a noun says so."""
    record = RECORDS[meaning.question]
    if meaning.slots.over is not None and not _says_cost(composed):
        return False  # 'mere end 25 sager', which no condition says
    if (
        composed.selection.what == _GRANTS
        and composed.selection.form == COUNT
        and not mentions.period
        and not composed.due
    ):
        return True  # 'hvor mange bevillinger har vi': all that run, and not those that end soon
    if not may_be_meant(composed.selection, record.id, mentions.text):
        return False
    if counts_the_same(composed.selection, record):
        return not is_plain(composed.selection, record, meaning.slots)
    return _counts_more(composed, record, unsaid(composed.selection, record, meaning.slots), mentions.text)


def _counts_more(composed: Composed, record: QuestionRecord, more: int, text: str) -> bool:
    """Whether something else is counted than the question guessed counts, if any; `more` is what it leaves out."""
    unread = len(composed.unread)
    if more >= _ENOUGH and unread == 0 and composed.strength > _ENOUGH:
        return True  # said in full, whatever the words look like
    if not counts_something(record.id, record.id):
        surely = unread == 0 and is_surely_meant(composed.selection, record.id, text)
        return surely or (composed.led and marks(composed.selection) > 0 and more >= _ENOUGH and unread <= 1)
    return composed.led and (more > unread or (marks(composed.selection) > 0 and unread <= more))


def _leans(mentions: Mentions, *, counts: bool) -> bool:
    """Whether the text speaks of what was just asked; where its own question counts nothing, only if it says so."""
    return refers_back(mentions) or begins_a_part(mentions.text) or (counts and begins_leaning(mentions))


def _asked_again(previous: Previous | None, mentions: Mentions, today: dt.date) -> Selection | None:
    """The question before put again, where the text says nothing new."""
    former = None if previous is None else counted_before(previous.question, previous.slots, today)
    return None if former is None else asked_again(former, mentions.text)


def _again(meaning: Meaning, question: str, selection: Selection) -> Meaning:
    """The question before put again, which is surely meant."""
    return replace(
        meaning,
        question=question,
        confidence=1.0,
        slots=Slots(selection=selection),
        unread=(),
        passed_over=None,
        suggestions=(),
        candidates=(),
    )


def _going_on(previous: Previous, composed: Composed, mentions: Mentions, today: dt.date) -> Selection | None:
    """The selection asked before with what this text says in its place, where the text leans on it."""
    rests = not composed.led and (previous.together or previous.slots.selection is not None)
    if not (_leans(mentions, counts=True) or rests):
        return None
    former = counted_before(previous.question, previous.slots, today)
    if former is None:
        return None
    return leaned(former, _in_the_next(former, composed, mentions), of_them=refers_back(mentions))


def _in_the_next(former: Selection, composed: Composed, mentions: Mentions) -> Composed:
    """With the period beside the former one where the text says so: 'og i næste', where 'næste' orders nothing."""
    asked = former.period or next((one.period for one in former.conditions if one.name == "due"), None)
    beside = period_after(mentions.text, asked)
    if beside is None:
        return composed
    return replace(composed, selection=replace(composed.selection, period=beside, order=None))


def _of_the_same(previous: Previous, composed: Composed, words: TextWords, speaker: Asker, today: dt.date) -> Composed:
    """Composed anew as what the question before counted, where the text has no noun: 'hvor mange er ikke afgjort'."""
    former = counted_before(previous.question, previous.slots, today)
    again = None if former is None else compose(words, speaker, today, former.what)
    return composed if again is None else replace(again, led=False)


def _counts_the_former(previous: Previous, composed: Composed, mentions: Mentions, today: dt.date) -> bool:
    """Whether the text counts what the question before counted, whatever noun it has."""
    if not composed.led or is_of_the_same(mentions.text):
        return True
    return _is_of_another_time(previous, composed, today)


def _is_of_another_time(previous: Previous, composed: Composed, today: dt.date) -> bool:
    """Whether the second of two questions is the first again, of another time alone: 'og hvad brugte vi sidste år'."""
    former = counted_before(previous.question, previous.slots, today)
    now = composed.selection
    same = former is not None and former.what == now.what and not now.conditions and not now.group_by
    return previous.together and same and now.period is not None


def _is_about_one_thing(meaning: Meaning, mentions: Mentions) -> bool:
    """One case or one milestone: no selection makes that clearer."""
    one = mentions.case or mentions.bare_case or mentions.has_cpr or mentions.milestone
    return bool(one or meaning.judgement or meaning.page > 1 or meaning.slots.case)


def _speaker(mentions: Mentions, gazetteer: Gazetteer, question: str, asker: str) -> Asker:
    by_default = question in RECORDS and RECORDS[question].own_by_default and not mentions.we
    is_own = (mentions.me or by_default) and not mentions.teams.spans and not mentions.teams.own
    return Asker(asker if is_own else None, gazetteer.own_team(asker) if mentions.teams.own else None)


def _is_worth_it(composed: Composed, meaning: Meaning, *, leans: bool) -> bool:
    """Whether enough is named, where the text is like none of our phrases; where it goes on, a time is enough."""
    if leans and (composed.selection.period is not None or composed.strength) and not composed.unread:
        return True
    if meaning.question == OUTSIDE:
        return composed.strength >= _ENOUGH + (not composed.led) and not composed.unread
    if meaning.question == CLARIFY:
        return composed.strength >= 1 and len(composed.unread) < composed.strength
    return True
