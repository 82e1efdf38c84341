"""The Danish catalogue is complete: nothing is missing, unused or half translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from messages import words as words_module
from messages.words import CATALOGUES, LANGUAGES, words

ROOM = Path(words_module.__file__).parent
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "say": None, "say_many": (1, 2)}
"""What marks a text in the code: `say` and `say_many` are the short names of gettext and ngettext."""
PLACES = re.compile(r"%\((\w+)\)s")


def used() -> dict[str, bool]:
    """Every source string of the code and the templates, and whether it has a plural."""
    found = extract_from_dir(
        ROOM,
        method_map=[("**.py", "python"), ("views/**.j2", "jinja2")],
        options_map={"views/**.j2": {"trimmed": "true"}},
        keywords=KEYWORDS,
    )
    return {text if isinstance(text, str) else text[0]: not isinstance(text, str) for _, _, text, _, _ in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (CATALOGUES / "da" / "LC_MESSAGES" / "sagspuls.po").open("rb") as source:
        return read_po(source, locale="da")


def entries(catalogue: Catalog) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], Message]]:
    for entry in catalogue:
        if entry.id:
            source = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
            danish = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
            yield source[0], source, danish, entry


def test_every_text_in_use_has_its_danish_and_none_is_left_over(catalogue: Catalog) -> None:
    known = {first: len(source) == 2 for first, source, _, _ in entries(catalogue)}
    assert used() == known


def test_no_translation_is_empty_or_uncertain(catalogue: Catalog) -> None:
    assert [first for first, _, danish, entry in entries(catalogue) if not all(danish) or entry.fuzzy] == []
    assert not catalogue.obsolete


def test_a_translation_fills_in_the_same_values_as_its_source(catalogue: Catalog) -> None:
    for first, source, danish, _ in entries(catalogue):
        assert {frozenset(PLACES.findall(form)) for form in danish} == {
            frozenset(PLACES.findall(form)) for form in source
        }, first


def test_nobody_is_shouted_at(catalogue: Catalog) -> None:
    assert [first for first, source, danish, _ in entries(catalogue) if "!" in "".join([*source, *danish])] == []


def test_one_and_many_have_their_own_forms() -> None:
    danish, english = words("da"), words("en")
    one, many = "%(number)s deadline", "%(number)s deadlines"
    assert danish.ngettext(one, many, 1, number=1) == "1 frist"
    assert danish.ngettext(one, many, 2, number=2) == "2 frister"
    assert danish.ngettext(one, many, 0, number=0) == "0 frister"
    assert english.ngettext(one, many, 1, number=1) == "1 deadline"
    assert english.ngettext(one, many, 2, number=2) == "2 deadlines"


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=", ".join(LANGUAGES)):
        words("de")
