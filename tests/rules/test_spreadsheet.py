"""What a file shows in a spreadsheet is never run by it."""

from __future__ import annotations

import pytest

from storage.rules.inert import inert
from storage.rules.spreadsheet import harmless


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("x")', "+1+2", "-1+2", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", " =1", "＝1+1", "-", "--1"]
)
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    assert harmless(text) == f"'{inert(text)}"


@pytest.mark.parametrize("text", ["-1234,50", "+45", "-1.234,50", "17", "", "Nord", "a=b"])
def test_a_number_and_a_plain_text_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
