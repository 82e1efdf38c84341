"""A name nobody here bears is an unknown person, whatever its language, and never left out."""

from __future__ import annotations

import pytest

from bot.understanding.classifier import Model
from tests.bot.understanding.sentences import meaning_of


@pytest.mark.parametrize(
    ("text", "question", "unknown"),
    [
        ("hvor mange sager er der hos Xhemajl Berisha", "caseload", "xhemajl"),
        ("Xhemajl Berishas sager", "caseload", "xhemajl"),
        ("hvor mange sager har Nguyen Tran", "caseload", "nguyen"),
        ("Nguyen Trans sager", "caseload", "nguyen"),
        ("overskredne frister for Åse", "overdue", "aase"),
        ("hvor mange frister har xhemajl berisha overskredet", "overdue", "xhemajl"),
        ("how many cases does Nguyen have", "caseload", "nguyen"),
        ("Xhemajl Berisha's overdue deadlines", "overdue", "xhemajl"),
        ("hvor mange sager har Anna Zbigniew", "caseload", "zbigniew"),
        ("overskredne frister for Anna Zbigniews sager", "overdue", "zbigniews"),
        ("hvor mange sager har vikaren", "caseload", "vikaren"),
        ("how many cases does our temp have", "caseload", "our temp"),
    ],
)
def test_a_word_no_list_knows_where_a_name_stands_is_an_unknown_person(
    text: str, question: str, unknown: str, model: Model
) -> None:
    meaning = meaning_of(text, model)
    assert (meaning.question, meaning.slots.staff) == (question, unknown)


@pytest.mark.parametrize(
    "text",
    [
        "Har Kommunen overskredne frister",
        "hvor mange overskredne frister har Team Nord",
        "hvor mange sager har Handicap",
        "Hvor Mange Overskredne Frister Er Der",
        "HVOR MANGE SAGER ER DER",
        "HVOR MANGE SAGER ER DER FOR KONTAKTPERSONER",
        "which deadlines are overdue for Undersøgelse",
    ],
)
def test_houses_teams_and_capitals_of_everyday_are_no_persons(text: str, model: Model) -> None:
    assert meaning_of(text, model).slots.staff is None
