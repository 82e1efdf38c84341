"""What people type is understood: the office's sample line by line, everyday questions by their share."""

from __future__ import annotations

import pytest

from bot.understanding.classifier import Model
from bot.understanding.context import Previous
from bot.understanding.phrases import read_phrases
from bot.understanding.text import Typed
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


def test_another_hands_questions_are_understood_and_what_lies_outside_is_not_answered(model: Model) -> None:
    answered = [(s, meaning_of(s.text, model).question) for s in sentences("development.tsv")]
    inside = [(s, question) for s, question in answered if s.question != "none"]
    missed = [f"{s.text} -> {question}" for s, question in inside if question != s.question]
    misled = [s.text for s, question in answered if s.question == "none" and question not in ("none", "clarify")]
    assert len(missed) <= 0.06 * len(inside), "\n".join(missed)
    assert len(misled) <= 0.15 * (len(answered) - len(inside)), "\n".join(misled)


@pytest.mark.parametrize("name", ["sample.tsv", "everyday.tsv", "unseen.tsv", "development.tsv"])
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
