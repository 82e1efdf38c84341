"""What stood in a rejected cell is never told with what is wrong with it where it may not be."""

from __future__ import annotations

from messages.import_report import problem_line
from messages.import_words import line_in_words, with_text
from storage.imports.report import problem_at
from storage.queries.sending.imports import _line
from storage.rules.faults import Fault, Wrong
from storage.schema import RejectedRow


def row(*faults: Fault, problem: str | None = None) -> RejectedRow:
    kept = [fault.as_json() for fault in faults]
    return RejectedRow(file="sager.csv", line=2, column="sagsnr", faults=kept, problem=problem)


def told(kept: RejectedRow, *, with_texts: bool) -> str:
    return str(line_in_words(_line(kept, with_texts=with_texts), "da").reason)


def test_a_cell_that_holds_quotes_of_the_report_is_told_with_plain_ones() -> None:
    problem = problem_at("sager.csv", Fault(Wrong.UNKNOWN_CASE), 2, "sagsnr", "Ida «: Holm» 2024-9")
    assert problem_line(problem, "da") == 'sager.csv, linje 2, sagsnr: »Ida ": Holm" 2024-9«: sagen er ukendt'
    assert problem_line(problem, "en") == 'sager.csv, line 2, sagsnr: “Ida ": Holm" 2024-9”: the case is unknown'


def test_a_row_is_told_with_its_cells_or_without_them() -> None:
    kept = row(Fault(Wrong.UNKNOWN_CASE, text="Ida Holm"), Fault(Wrong.SHARED_EMAIL, {"other": "bo"}, "ida@x.example"))
    whole = "»Ida Holm«: sagen er ukendt; »ida@x.example (også bo)«: e-mailen bruges af flere"
    assert told(kept, with_texts=True) == whole
    assert told(kept, with_texts=False) == "sagen er ukendt; e-mailen bruges af flere"


def test_a_row_that_was_kept_as_a_sentence_is_still_told() -> None:
    kept = row(problem="»Ida Holm«: sagen er ukendt; »x«: teamet er ukendt")
    assert told(kept, with_texts=True) == "»Ida Holm«: sagen er ukendt; »x«: teamet er ukendt"
    assert told(kept, with_texts=False) == "sagen er ukendt; teamet er ukendt"


def test_what_stood_in_a_cpr_cell_is_told_by_nobody() -> None:
    problem = problem_at("sager.csv", Fault(Wrong.CPR), 2, "cpr", "010112-4000")
    assert "010112" not in with_text(problem.fault, "da")
