"""There is one list of case types, and whatever names one names one of it."""

from __future__ import annotations

from messages.labels import case_type
from storage.imports.kinds.cases import CASE_TYPE_WORDS
from storage.rules.case_types import CASE_TYPES
from storage.rules.deadlines.deadlines import RULES
from storage.rules.recovery.legality import SETS


def test_every_list_of_case_types_is_the_one() -> None:
    assert tuple(CASE_TYPE_WORDS.words) == CASE_TYPES
    assert {word for rule in RULES.values() for word in rule.case_types or ()} <= set(CASE_TYPES)
    assert {word for one in SETS for word in one.case_types} == set(CASE_TYPES)


def test_every_case_type_has_a_title_of_its_own() -> None:
    for language in ("da", "en"):
        assert len({case_type(word, language) for word in CASE_TYPES}) == len(CASE_TYPES)
