"""What people type is understood: the office's sample line by line, everyday questions by their share."""

from __future__ import annotations

import pytest

from bot.understanding.classifier import Model
from bot.understanding.context import Previous
from bot.understanding.phrases import read_phrases
from bot.understanding.text import Typed
from tests.bot.understanding.evaluate import CLARIFY, DEVELOPMENT, DIALOGUES, answered, share, turns_right
from tests.bot.understanding.sentences import Sentence, dialogues, meaning_of, sentences, slots_of


@pytest.mark.parametrize("sentence", sentences("sample.tsv"), ids=lambda s: s.text)
def test_each_question_of_the_office_sample_is_understood_with_its_slots(sentence: Sentence, model: Model) -> None:
    meaning = meaning_of(sentence.text, model)
    assert (meaning.question, slots_of(meaning)) == (sentence.question, sentence.slots)


def test_most_everyday_questions_are_understood_and_few_are_asked_back(model: Model) -> None:
    everyday = sentences("everyday.tsv")
    meanings = [(sentence, meaning_of(sentence.text, model)) for sentence in everyday]
    wrong = [f"{s.text} -> {m.question}" for s, m in meanings if m.question not in (s.question, "clarify")]
    asked_back = [s.text for s, m in meanings if m.question == "clarify"]
    assert len(wrong) <= 0.05 * len(everyday), "\n".join(wrong)
    assert len(asked_back) <= 0.05 * len(everyday), "\n".join(asked_back)


def test_the_slots_of_understood_everyday_questions_are_nearly_always_exact(model: Model) -> None:
    meanings = [(sentence, meaning_of(sentence.text, model)) for sentence in sentences("everyday.tsv")]
    understood = [(s, slots_of(m)) for s, m in meanings if m.question == s.question]
    wrong = [f"{s.text}: {got} instead of {s.slots}" for s, got in understood if got != s.slots]
    assert len(wrong) <= 0.03 * len(understood), "\n".join(wrong)


def test_questions_nobody_tuned_on_are_mostly_understood_and_seldom_answered_wrongly(model: Model) -> None:
    unseen = sentences("unseen.tsv")
    answered = [(sentence, meaning_of(sentence.text, model).question) for sentence in unseen]
    wrong = [f"{s.text} -> {question}" for s, question in answered if question not in (s.question, "clarify")]
    asked_back = [s.text for s, question in answered if question == "clarify"]
    assert len(wrong) <= 0.1 * len(unseen), "\n".join(wrong)
    assert len(asked_back) <= 0.1 * len(unseen), "\n".join(asked_back)


def test_what_other_hands_ask_is_understood_as_well_as_we_promise(model: Model) -> None:
    answers = answered(sentences(*DEVELOPMENT), model)
    inside = [a for a in answers if a.inside]
    outside = [a for a in answers if not a.inside]
    confident = [a for a in answers if a.confident]
    right = [a for a in inside if a.right]
    assert share(len(right), len(inside)) >= 95
    assert share(sum(a.right for a in confident), len(confident)) >= 97
    assert share(sum(a.question == CLARIFY for a in inside), len(inside)) <= 8
    assert share(sum(not a.confident for a in outside), len(outside)) >= 90
    assert share(sum(a.slots == a.meant.slots for a in right), len(right)) >= 90


def test_nearly_every_turn_of_other_hands_dialogues_is_understood(model: Model) -> None:
    right, count = turns_right(model, *DIALOGUES)
    assert share(right, count) >= 90


@pytest.mark.parametrize("name", ["sample.tsv", "everyday.tsv", "unseen.tsv", *DEVELOPMENT, "final.tsv"])
def test_no_test_sentence_is_a_phrase(name: str) -> None:
    phrases = {Typed.of(wording).folded for phrase in read_phrases() for wording in phrase.wordings(most=10_000)}
    texts = {Typed.of(sentence.text).folded for sentence in sentences(name)}
    assert not texts & phrases


@pytest.mark.parametrize("turns", list(dialogues("dialogues.tsv")), ids=lambda turns: turns[0].text)
def test_a_question_that_names_only_slots_keeps_the_question_before(turns: list[Sentence], model: Model) -> None:
    previous: Previous | None = None
    for turn in turns:
        meaning = meaning_of(turn.text, model, previous=previous)
        assert (meaning.question, slots_of(meaning)) == (turn.question, turn.slots), turn.text
        previous = Previous(meaning.question, meaning.slots)


@pytest.mark.parametrize("sentence", sentences("judgement.tsv"), ids=lambda s: s.text)
def test_judgement_is_left_to_people(sentence: Sentence, model: Model) -> None:
    meaning = meaning_of(sentence.text, model)
    assert meaning.judgement == (sentence.question == "yes")
    assert meaning.question == "none" or not meaning.judgement
