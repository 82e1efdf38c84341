"""From a typed text to a question with its slots: the one way in for everything typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.absent import absent
from bot.understanding.case_thing import case_before
from bot.understanding.channel_words import channel_wish
from bot.understanding.classifier import Guess, Model
from bot.understanding.composing.coverage import bears_meaning
from bot.understanding.composing.parts import parts_of
from bot.understanding.composing.reading import words_of
from bot.understanding.context import (
    Previous,
    asks_for_more,
    begins_leaning,
    case_meant,
    continued,
    depends_on_previous,
    leans_on_nothing,
    merge,
    owner_meant,
    person_meant,
    says_he_or_she,
)
from bot.understanding.courtesy import tells_no_language
from bot.understanding.features import features
from bot.understanding.judgement import asks_for_judgement
from bot.understanding.lexicon import LEXICA
from bot.understanding.meaning import FirstPerson, Meaning
from bot.understanding.mentions import Mentions, find_mentions
from bot.understanding.names import Gazetteer
from bot.understanding.particulars import particulars
from bot.understanding.periods import PeriodFound
from bot.understanding.selecting import selected
from bot.understanding.setting_against import set_against
from bot.understanding.slots import Reading, read_slots
from bot.understanding.text import Typed, fold
from storage.rules.cpr import mask_cpr
from storage.rules.questions import CHANNEL, CLARIFY, HELP, ONE_CASE, OUTSIDE, RECORDS
from storage.rules.slots import Slots

SURE = 0.4
"""Below this confidence the asker chooses."""
PLAIN = 0.9
"""From this confidence on two bare values are a question, even without a verb."""
AHEAD = 0.1
"""If two questions are closer than this, we ask which one is meant."""
SUGGESTED = 3
_ENDS = ".,;:?!"
_OF_ONE_CASE = Guess(ONE_CASE, 1.0, ((ONE_CASE, 1.0),))
"""Of a text that asks for one thing of a case: no likelihood is needed."""

__all__ = ["FirstPerson", "Meaning", "Previous", "understand"]


def understand(
    text: str,
    model: Model,
    gazetteer: Gazetteer,
    *,
    today: dt.date,
    asker: str | None,
    fallback: str = "da",
    previous: Previous | None = None,
) -> Meaning:
    """What `text` asks, for the person with the staff id `asker` (None: a stranger); its second question in `also`.

    Any text whatever gives a Meaning. `fallback` is the language where the words do not tell it; `previous` the
    asker's last question in the same conversation when it is at most ten minutes old.
    """

    def understood(part: str, before: Previous | None, corrected: str | None = None) -> Meaning:
        typed = Typed.of(mask_cpr(part))
        right = model.speller.correct(typed.folded, gazetteer.words) if corrected is None else corrected
        return _understood(typed, right, model, gazetteer, today=today, asker=asker, fallback=fallback, previous=before)

    corrected = None
    first_text, *others = parts_of(mask_cpr(text))
    if not others:
        corrected = model.speller.correct(Typed.of(mask_cpr(text)).folded, gazetteer.words)
        first_text, *others = parts_of(corrected)
    if not others:
        return understood(text, previous, corrected)
    first = understood(first_text, previous)
    if _is_answered(first):
        second = understood(others[0], Previous(first.question, first.slots, together=True))
        if _tells_both(first, second):
            return first
        if _is_answered(second) and (first.question, first.slots) != (second.question, second.slots):
            both = None if others[1:] else set_against(first, second, today)
            return both or replace(first, also=_with_left_out(second, others[1:]))
    return understood(text, previous, corrected)


def _tells_both(first: Meaning, second: Meaning) -> bool:
    """Whether the answer to the first, as it tells several figures, holds the second: 'lukket i maj, og hvor mange kom
    ind'.
    """
    several = RECORDS[first.question].counts is None and first.slots.selection is None
    return several and first.question == second.question and second.slots in {Slots(), first.slots}


def _with_left_out(second: Meaning, others: Sequence[str]) -> Meaning:
    """The second of more than two questions, with the words of those that are left out."""
    words = [word.strip(_ENDS) for other in others for word in fold(other).split()]
    left = [word for word in words if bears_meaning(word)]
    return replace(second, unread=tuple(dict.fromkeys((*second.unread, *left))))


def _is_answered(meaning: Meaning) -> bool:
    """Whether it is surely a question with an answer of its own."""
    return meaning.question != CLARIFY and RECORDS[meaning.question].asks_something and meaning.confidence >= SURE


def _understood(
    typed: Typed,
    corrected: str,
    model: Model,
    gazetteer: Gazetteer,
    *,
    today: dt.date,
    asker: str | None,
    fallback: str,
    previous: Previous | None,
) -> Meaning:
    """What one question asks, as `typed` and with its words put right."""
    mentions = find_mentions(typed, corrected, today, gazetteer, model.speller.knows_a_word)
    row = features(mentions)
    tells = model.speller.knows_a_word(corrected) and not tells_no_language(typed.folded)
    language = model.language(row, fallback) if tells else fallback
    if asks_for_judgement(typed.folded) or asks_for_judgement(corrected):
        return Meaning(OUTSIDE, 1.0, Slots(), language, judgement=True)
    guess = model.predict(row)
    details = particulars(typed.folded)
    if details.thing is not None:
        if case := case_before(previous, mentions):
            return Meaning(ONE_CASE, 1.0, Slots(case=case), language, particulars=details)
        if mentions.case and not mentions.has_cpr:
            guess = _OF_ONE_CASE
    missing = absent(typed.folded, mentions.masked) or absent(corrected, mentions.masked)
    if missing is not None and guess is not _OF_ONE_CASE and _needs_data(guess):
        offered = (*filter(None, [missing.nearest]), *suggestions(guess, most=None))
        return Meaning(OUTSIDE, 1.0, Slots(), language, tuple(dict.fromkeys(offered)), absent=missing)
    meaning = None
    if previous is not None and previous.slots.selection is None and not _is_selected(previous):
        meaning = _merged(guess, mentions, language, gazetteer, asker, previous)
    if meaning is None:
        meaning = _meant(guess, mentions, language, gazetteer, today=today, asker=asker, previous=previous)
        words = words_of(mentions, typed, gazetteer, today)
        meaning = selected(
            meaning,
            guess,
            words,
            mentions,
            gazetteer,
            today=today,
            asker=asker,
            knows=model.speller.knows,
            previous=previous,
        )
    spoken = _first_person(mentions, meaning.slots, asker)
    return replace(meaning, first_person=spoken, particulars=details)


def _is_selected(previous: Previous) -> bool:
    """Whether it is the first of two questions and counts something: then all that the second says is read."""
    return previous.together and RECORDS[previous.question].counts is not None


def _needs_data(guess: Guess) -> bool:
    """Whether the likeliest question looks something up: what a word means can be told of what no export holds."""
    return guess.question == OUTSIDE or guess.confidence < PLAIN or RECORDS[guess.question].looks_up


def _first_person(mentions: Mentions, slots: Slots, asker: str | None) -> FirstPerson | None:
    """'vi' where only it is said; 'mine' also where a question is about the asker unless the text names somebody."""
    staff = slots.staff or next(iter(slots.selection.named("staff")), None) if slots.selection else slots.staff
    if asker is None or slots.case or mentions.bare_case or mentions.staff.spans or staff not in {None, asker}:
        return None
    if mentions.teams.spans or mentions.teams.own or (slots.team is not None and not slots.staff):
        return None
    if mentions.we and not mentions.me:
        return FirstPerson.MANY
    return FirstPerson.ONE if staff == asker else None


def _meant(
    guess: Guess,
    mentions: Mentions,
    language: str,
    gazetteer: Gazetteer,
    *,
    today: dt.date,
    asker: str | None,
    previous: Previous | None,
) -> Meaning:
    """The question with its slots, by what the words mention and what was asked before."""
    if previous is not None and asks_for_more(mentions):
        return Meaning(previous.question, 1.0, previous.slots, language, page=previous.page + 1)
    question = CLARIFY if _is_a_piece(mentions, guess) else _decided(guess, mentions, today)
    if case_meant(previous, ONE_CASE, mentions):
        question = _of_one_case(question)
    if question == CLARIFY:
        return Meaning(CLARIFY, guess.confidence, Slots(), language, suggestions(guess))
    reading = read_slots(mentions, question, gazetteer, asker)
    slots = reading.slots
    if slots.case is None and reading.bare_case is None:
        slots = replace(slots, case=case_meant(previous, question, mentions))
    owner = owner_meant(previous, question, mentions)
    slots = replace(slots, staff=slots.staff or owner.staff, team=slots.team or owner.team)
    if question != OUTSIDE and says_he_or_she(mentions):
        spoken_of = person_meant(previous, question, mentions)
        if spoken_of is None and "staff" in RECORDS[question].slots:
            return Meaning(CLARIFY, guess.confidence, Slots(), language, suggestions(guess))
        slots = replace(slots, staff=spoken_of, team=slots.team if spoken_of is None else None)
    return _meaning(question, guess.confidence, slots, reading, language, guess)


def _merged(
    guess: Guess, mentions: Mentions, language: str, gazetteer: Gazetteer, asker: str | None, previous: Previous
) -> Meaning | None:
    """The question before with the slots named now in their place; None where the text is a question of its own."""
    former = continued(previous, mentions, asker)
    reading = read_slots(mentions, former.question, gazetteer, asker)
    if not depends_on_previous(former, mentions, says_more=_says_more(guess, former, mentions)):
        return None
    slots = merge(former, mentions, reading)
    return None if slots is None else _meaning(former.question, 1.0, slots, reading, language, guess)


def _decided(guess: Guess, mentions: Mentions, today: dt.date) -> str:
    """The question, or clarify. A CPR number is always about a case, which the desk refuses."""
    if mentions.has_cpr:
        return ONE_CASE
    if not mentions.text or channel_wish(mentions.text) is not None:
        return CHANNEL if mentions.text else HELP
    if guess.confidence < SURE or guess.margin < AHEAD or mentions.leaves_out:
        return CLARIFY
    if mentions.case or mentions.bare_case:
        return _of_one_case(guess.question)
    record = RECORDS[guess.question]
    if record.of_a_period and not record.as_of_today and _is_another_time(mentions.period, today):
        return record.of_a_period  # 'hvad har jeg i morgen': the day's list is today's and this week's alone
    return guess.question


def _of_one_case(question: str) -> str:
    """What a question about many cases becomes where one case is named."""
    return (RECORDS[question].of_one_case if question in RECORDS else None) or question


def _is_a_piece(mentions: Mentions, guess: Guess) -> bool:
    """Whether the text only names a value. Two of them may say it all: 'opf i december', 'nords røde'."""
    surely = guess.confidence >= PLAIN and RECORDS[guess.question].asks_something
    tells = LEXICA["rule"].first(mentions.masked) or LEXICA["category"].first(mentions.masked)
    says_it_all = surely and tells is not None and bool(mentions.kinds) and not begins_leaning(mentions)
    return leans_on_nothing(mentions) and not says_it_all


def _says_more(guess: Guess, previous: Previous, mentions: Mentions) -> bool:
    """Whether the words are surely a question of their own: another one, or the same one asked in full again."""
    if channel_wish(mentions.text) is not None:
        return True
    if guess.confidence < SURE or not RECORDS[guess.question].asks_something:
        return False
    return guess.question != previous.question or not begins_leaning(mentions)


def _is_another_time(period: PeriodFound | None, today: dt.date) -> bool:
    """Whether a period is neither today nor this week."""
    if period is None:
        return False
    sunday = today + dt.timedelta(days=6 - today.weekday())
    return (period.ahead.start is not None and period.ahead.start > today) or period.ahead.end not in {today, sunday}


def _meaning(question: str, confidence: float, slots: Slots, reading: Reading, language: str, guess: Guess) -> Meaning:
    if reading.candidates:
        return Meaning(CLARIFY, confidence, slots, language, (question,), reading.candidates)
    offered = suggestions(guess, most=None) if question == OUTSIDE else ()
    return Meaning(
        question,
        confidence,
        slots,
        language,
        offered,
        bare_case=reading.bare_case,
        passed_over=reading.passed_over,
    )


def suggestions(guess: Guess, most: int | None = SUGGESTED) -> tuple[str, ...]:
    """The nearest questions worth offering on a button, the likeliest first; `most` None = all of them."""
    return tuple(q for q, _ in guess.ranked if RECORDS[q].suggested)[:most]
