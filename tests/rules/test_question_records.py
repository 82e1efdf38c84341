"""What is true of a question stands in one record, and a record that cannot be used says so."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_type_hints

import pytest

from bot import questions
from bot.question import Ask
from bot.questions import answer_to
from storage.rules.question_record import QuestionRecordError, Special, load_records
from storage.rules.questions import FOLDER, RECORDS, id_of, placed

ANSWERS = {path.stem for path in Path(questions.__file__).parent.glob("*.py")} - {"__init__", "common", "plain"}
RECORD = """
group = "money"
order = 95
title = { da = "Måltider", en = "Meals" }
reach = "cases"
slots = ["team"]
looks = "back"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the records, for one that is wrong."""
    return Path(shutil.copytree(FOLDER, tmp_path / "questions"))


def test_a_question_is_a_record_and_an_answer_of_its_name() -> None:
    assert set(RECORDS) == ANSWERS


@pytest.mark.parametrize("question", RECORDS)
def test_an_answer_takes_what_is_asked_and_gives_facts(question: str) -> None:
    told = get_type_hints(answer_to(question))
    assert Ask in told.values()
    assert told["return"] is not type(None)


def test_a_record_more_is_a_question_more(folder: Path) -> None:
    (folder / "meals.toml").write_text(RECORD, encoding="utf-8")
    records = load_records(folder)
    assert records.keys() - RECORDS.keys() == {"meals"}
    assert (records["meals"].title.told_in("da"), records["meals"].slots) == ("Måltider", frozenset({"team"}))
    assert list(records).index("ladder") + 1 == list(records).index("meals")


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('reach = "cases"', 'reach = "case"', "reach: 'case' is not a valid Reach"),
        ('reach = "cases"', "", "reach is missing"),
        ('group = "money"', 'group = "food"', "group: 'food' is not a valid QuestionGroup"),
        ("order = 95", 'order = "last"', "order: 'last' must be a whole number"),
        ("order = 95", "order = 95\nprivate = 1", "private: 1 must be true or false"),
        ("order = 95", "order = 95\nprivat = true", "there is no key 'privat'; the keys are group, order, title"),
        (', en = "Meals"', "", "must be a text in da and one in en"),
        ('en = "Meals"', 'en = " "', "title: ' ' must be a text"),
        ('slots = ["team"]', 'slots = "team"', "slots: 'team' must be a list of texts"),
        ('slots = ["team"]', 'slots = ["team"', "Unclosed array"),
        ('slots = ["team"]', 'slots = ["meal"]', "slots: there is no slot 'meal'"),
        ("order = 95", "order = 95\nwelcome = { boss = 1 }", "welcome: 'boss' is not a valid Role"),
        ("order = 95", "order = 50", "order in a group: money 50 is taken twice"),
        ("order = 95", "order = 95\nasked = 10", "asked = 10 is taken twice"),
        ("order = 95", "order = 95\nwelcome = { leader = 10 }", "welcome.leader = 10 is taken twice"),
        ("order = 95", "order = 95\ncommand = 95", "meals is a command of Teams and has no example"),
        ("order = 95", 'order = 95\nspecial = "help"', "special = help is taken twice"),
        ("order = 95", 'order = 95\nof_one_case = "meal"', "meals becomes 'meal', which is no question"),
    ],
)
def test_a_record_that_cannot_be_used_is_named(folder: Path, written: str, instead: str, said: str) -> None:
    assert written in RECORD
    (folder / "meals.toml").write_text(RECORD.replace(written, instead), encoding="utf-8")
    with pytest.raises(QuestionRecordError) as refused:
        load_records(folder)
    assert str(refused.value).startswith(str(folder))
    assert said in str(refused.value)


def test_the_engine_has_a_question_for_each_of_its_own_turns(folder: Path) -> None:
    assert [id_of(part) for part in Special] == ["help", "none", "smalltalk", "case", "channel"]
    (folder / "help.toml").unlink()
    with pytest.raises(QuestionRecordError, match="no question is special = help"):
        load_records(folder)


def test_nobody_is_shouted_at() -> None:
    texts = [(one.title, one.title_of_all, one.title_in_log, one.example) for one in RECORDS.values()]
    assert [text for record in texts for text in record if text and "!" in text.da + text.en] == []


def test_a_list_of_questions_has_the_order_of_their_places() -> None:
    assert [one.id for one in placed(lambda one: one.first_step)] == ["overdue", "upcoming", "help"]
