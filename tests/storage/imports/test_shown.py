"""What stood in a rejected cell can be told apart from what is wrong with it."""

from __future__ import annotations

from storage.imports.report import problem_at
from storage.queries.imports import _without_texts


def test_a_cell_that_holds_quotes_of_the_report_is_hidden_whole() -> None:
    wrong = problem_at("sager.csv", "sagen er ukendt", 2, "sagsnr", "Ida «: Holm» 2024-9").wrong
    assert wrong == '»Ida ": Holm" 2024-9«: sagen er ukendt'
    assert _without_texts(wrong) == "sagen er ukendt"
