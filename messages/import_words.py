"""What is wrong with an export, in words: from the codes of `storage.rules.faults` to sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import TypeAlias, TypeVar

from messages import danish
from messages.words import words
from storage.facts.fact import Facts
from storage.facts.recovery.data_quality import DataQualityList
from storage.facts.sending.sources import RejectedLine, Sources
from storage.rules.faults import HIDDEN, Fault, Wrong

Say: TypeAlias = Callable[[str], str]
SomeFacts = TypeVar("SomeFacts", bound=Facts)


def what_is_wrong(fault: Fault, language: str) -> str:
    """What was expected, or why the row is impossible, with the fault's values; without the cell's text."""
    say = words(language).gettext
    sentence = _sentences(language)[_key(fault)] % {name: _written(value) for name, value in fault.values.items()}
    if "rejected_in" in fault.values:
        sentence += say(" (the row in %(kind)s is rejected)", kind=fault.values["rejected_in"])
    return sentence


def with_text(fault: Fault, language: str) -> str:
    """The offending text and what is wrong with it."""
    say, sentence, text = words(language).gettext, what_is_wrong(fault, language), text_of(fault, language)
    return sentence if text is None else say("“%(cell)s”: %(wrong)s", cell=text, wrong=sentence)


def text_of(fault: Fault, language: str) -> str | None:
    """The text of the cell, and whom else it belongs to."""
    say, other = words(language).gettext, fault.values.get("other")
    text = say("(hidden)") if fault.text == HIDDEN else fault.text
    if text is None or other is None:
        return text
    return say("%(cell)s (also %(other)s)", cell=text, other=other)


def files_of(file: str, faults: Iterable[Fault], language: str) -> str:
    """The names of the file and of the other files that are at fault with it."""
    beside = [str(name) for fault in faults for name in _listed(fault.values.get("beside"))]
    return danish.listing([file, *beside], language)


def in_words(facts: SomeFacts, language: str) -> SomeFacts:
    """The facts, with what is wrong with each rejected line put into words."""
    if isinstance(facts, Sources):
        return replace(facts, rejected=tuple(line_in_words(line, language) for line in facts.rejected))
    if isinstance(facts, DataQualityList):
        lines = (line_in_words(one, language) if isinstance(one, RejectedLine) else one for one in facts.items)
        return replace(facts, items=tuple(lines))
    return facts


def line_in_words(line: RejectedLine, language: str) -> RejectedLine:
    """A line with its faults as one `reason`, and every file that is at fault."""
    if not line.faults:
        return line
    reason = "; ".join(with_text(fault, language) for fault in line.faults)
    return replace(line, file=files_of(line.file, line.faults, language), reason=reason)


def _key(fault: Fault) -> tuple[Wrong, bool]:
    """The sentence's key; a missing column has another sentence if a column may be it under another name."""
    return fault.wrong, bool(fault.values.get("unknown"))


def _written(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


@cache
def _sentences(language: str) -> dict[tuple[Wrong, bool], str]:
    """Every sentence without its values. Made once for each language, since a bad file has a million faults."""
    say = words(language).catalogue.gettext
    plain = {**_of_cells(say), **_of_amounts_and_days(say), **_of_rows(say), **_of_files(say), **_of_runs(say)}
    hinted = say("the column is missing; unknown columns in the file: %(unknown)s")
    return {(wrong, False): sentence for wrong, sentence in plain.items()} | {(Wrong.COLUMN_MISSING, True): hinted}


def _of_cells(say: Say) -> dict[Wrong, str]:
    return {
        Wrong.BLANK: say("the cell must be filled in"),
        Wrong.CPR: say("expected a CPR number like ddmmyy-nnnn"),
        Wrong.CPR_IN_TEXT: say("expected a text without a CPR number"),
        Wrong.EMAIL: say("expected an e-mail address"),
        Wrong.KEY: say("expected a key"),
        Wrong.ONE_OF: say("expected one of: %(words)s"),
        Wrong.ON_THE_LIST: say("expected a word from the list %(list)s"),
        Wrong.SOME_OF: say("expected one or more of: %(words)s"),
        Wrong.TOO_LONG: say("expected at most 1,000 characters"),
        Wrong.YES_NO: say("expected yes or no"),
        Wrong.CELLS: say("expected %(wanted)s cells as in the header; here are %(found)s"),
        Wrong.OPEN_QUOTE: say(
            "a quotation mark does not end the cell right before the separator; one inside the text is written twice"
        ),
    }


def _of_amounts_and_days(say: Say) -> dict[Wrong, str]:
    return {
        Wrong.DATE: say("expected a date like 31-12-2024"),
        Wrong.MONTH: say("expected a month like 3, marts or 2026-03"),
        Wrong.DATE_BETWEEN: say("expected a date from %(first)s to %(last)s"),
        Wrong.DATE_MISSING: say("expected a date; “no end date” cannot stand here"),
        Wrong.KRONER: say("expected an amount with at most two decimals and below 100 billion"),
        Wrong.NEGATIVE: say("expected a number that is not negative"),
        Wrong.NUMBER: say("expected a number like 1.234,50"),
        Wrong.PRICE: say("expected a price with at most two decimals and below 1 billion"),
        Wrong.QUANTITY: say("expected a number with at most four decimals and below 100,000"),
        Wrong.WHOLE: say("expected a whole number from %(low)s to %(high)s"),
    }


def _of_rows(say: Say) -> dict[Wrong, str]:
    return {
        Wrong.REPEATED: say("the same %(key)s stands on line %(line)s too, with other details"),
        Wrong.UNKNOWN_ACCOUNT: say("the account is unknown"),
        Wrong.UNKNOWN_CASE: say("the case is unknown"),
        Wrong.UNKNOWN_MILESTONE: say("the milestone is unknown"),
        Wrong.UNKNOWN_STAFF: say("the staff member is unknown"),
        Wrong.UNKNOWN_TEAM: say("the team is unknown"),
        Wrong.MONTH_OF_ANOTHER_YEAR: say("the month is of another year than the row"),
        Wrong.SHARED_EMAIL: say("the e-mail is used by several"),
        Wrong.SHARED_ENTRA_ID: say("the teams_id is used by several"),
        Wrong.BAND_UPSIDE_DOWN: say("norm_til is less than norm_fra"),
        Wrong.CASE_CLOSED_FIRST: say("the case is closed before it is opened"),
        Wrong.COMPLAINT_DECIDED_FIRST: say("the complaint is decided before it is received"),
        Wrong.GRANT_STOPS_FIRST: say("the measure ends before it begins"),
        Wrong.SHIFT_ENDS_FIRST: say("the shift ends before it begins"),
        Wrong.MILESTONE_DUE_FIRST: say("the deadline lies before the start of the milestone"),
        Wrong.MILESTONE_OF_NOTHING: say("the milestone has no total and covers no cases"),
        Wrong.TARGET_BEFORE_START: say("the target lies before the start of the milestone"),
        Wrong.TARGET_NOT_HIGHER: say("the target must be higher than %(than)s, which is the target on %(day)s"),
        Wrong.TARGET_NOT_LOWER: say("the target must be lower than %(than)s, which is the target on %(day)s"),
    }


def _of_files(say: Say) -> dict[Wrong, str]:
    return {
        Wrong.CELL_TOO_LARGE: say("a cell is over 1 MB; is a quotation mark missing?"),
        Wrong.COLUMN_MISSING: say("the column is missing"),
        Wrong.COLUMN_TWICE: say("the column stands twice"),
        Wrong.EMPTY: say("the file is empty"),
        Wrong.ENDS_IN_A_CELL: say("the file ends inside a cell; is a quotation mark missing?"),
        Wrong.FAR_CELL: say("something stands in a cell far from the others; delete it, or save as CSV"),
        Wrong.NO_SPREADSHEET: say("no spreadsheet saved this workbook; save it again, or save it as CSV"),
        Wrong.NO_TEXT: say("expected text in UTF-8 or Windows-1252; here are characters that are neither"),
        Wrong.NO_WORKBOOK: say("expected an Excel workbook (.xlsx) without a password"),
        Wrong.TWO_FILES: say("%(kind)s may only lie here as one file"),
        Wrong.WORKBOOK_TOO_LARGE: say("the workbook takes over 1 GB unpacked; save it as CSV"),
    }


def _of_runs(say: Say) -> dict[Wrong, str]:
    return {
        Wrong.IN_USE: say("is missing from the export but cannot be deleted: it is still in use"),
        Wrong.NO_EXPORTS: say("the folder has no file that can be read; expected %(kinds)s as .csv or .xlsx"),
        Wrong.NO_FOLDER: say("the folder does not exist"),
        Wrong.NO_SUCH_FILE: say("the folder has no such file"),
        Wrong.NO_SUCH_KIND: say("is not known; write a name like sager"),
        Wrong.OTHER_KEY: say("is another key than the one the cases lie under; use the first one"),
    }
