"""Whether all are so, told so that nobody can take 'some are not' for 'none is'."""

from __future__ import annotations

import pytest

from messages.views.selected.of_all import of_all
from storage.facts.selected import OfAll
from tests.messages.samples import setting


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (OfAll(whole=22, left=0), "Ja, alle 22."),
        (OfAll(whole=7, left=1), "Nej, kun 6 af de 7."),
        (OfAll(whole=2, left=2), "Nej, ingen af de 2."),
        (OfAll(whole=1, left=0), "Ja."),
        (OfAll(whole=1, left=1), "Nej."),
    ],
)
def test_all_some_or_none_of_them(found: OfAll, told: str) -> None:
    assert of_all(found, setting()) == [told]


def test_nothing_is_said_where_it_was_not_asked() -> None:
    assert of_all(None, setting()) == []
