"""What can be wrong with an export, as data: a code and its values. `messages.import_words` makes the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

HIDDEN = "***"
"""Stands for the text of a CPR cell: a mistyped CPR is still somebody's."""

FaultValue: TypeAlias = str | int | list[str]


class Wrong(StrEnum):
    """What is wrong with a file, a row or a cell. A line says which values come along, where any do."""

    # A cell
    BLANK = "blank"
    CPR = "cpr"
    CPR_IN_TEXT = "cpr_in_text"
    DATE = "date"
    DATE_BETWEEN = "date_between"
    """`first` and `last`: the years between which it must lie."""
    DATE_MISSING = "date_missing"
    """The cell says *no end*, where a day is needed."""
    EMAIL = "email"
    KEY = "key"
    """A key cell that reads as a totals row's."""
    KRONER = "kroner"
    MONTH = "month"
    NEGATIVE = "negative"
    NUMBER = "number"
    ONE_OF = "one_of"
    """`words`: the whole list, which is short."""
    ON_THE_LIST = "on_the_list"
    """`list`: what the list is called."""
    PRICE = "price"
    QUANTITY = "quantity"
    SOME_OF = "some_of"
    """`words`: the whole list."""
    TOO_LONG = "too_long"
    WHOLE = "whole"
    """`low` and `high`."""
    YES_NO = "yes_no"

    # A row
    CELLS = "cells"
    """`wanted` and `found`: numbers of cells."""
    OPEN_QUOTE = "open_quote"
    REPEATED = "repeated"
    """`key`: its columns; `line`: where the other stands."""
    UNKNOWN_ACCOUNT = "unknown_account"
    UNKNOWN_CASE = "unknown_case"
    UNKNOWN_MILESTONE = "unknown_milestone"
    UNKNOWN_STAFF = "unknown_staff"
    UNKNOWN_TEAM = "unknown_team"
    SHARED_EMAIL = "shared_email"
    """`other`: the id of somebody who has it too."""
    SHARED_ENTRA_ID = "shared_entra_id"
    """`other`: the id of somebody who has it too."""
    BAND_UPSIDE_DOWN = "band_upside_down"
    CASE_CLOSED_FIRST = "case_closed_first"
    COMPLAINT_DECIDED_FIRST = "complaint_decided_first"
    GRANT_STOPS_FIRST = "grant_stops_first"
    SHIFT_ENDS_FIRST = "shift_ends_first"
    MONTH_OF_ANOTHER_YEAR = "month_of_another_year"
    """A budget's month written with a year that is not its row's."""
    MILESTONE_DUE_FIRST = "milestone_due_first"
    MILESTONE_OF_NOTHING = "milestone_of_nothing"
    TARGET_BEFORE_START = "target_before_start"
    TARGET_NOT_HIGHER = "target_not_higher"
    """`than`: another target; `day`: its date, as exports write it."""
    TARGET_NOT_LOWER = "target_not_lower"
    """`than`: another target; `day`: its date, as exports write it."""

    # A file
    CELL_TOO_LARGE = "cell_too_large"
    COLUMN_MISSING = "column_missing"
    """`unknown`: headers that are no column, one of which may be the missing one's."""
    COLUMN_TWICE = "column_twice"
    EMPTY = "empty"
    ENDS_IN_A_CELL = "ends_in_a_cell"
    FAR_CELL = "far_cell"
    NO_SPREADSHEET = "no_spreadsheet"
    NO_TEXT = "no_text"
    NO_WORKBOOK = "no_workbook"
    TWO_FILES = "two_files"
    """`kind`, and `beside`: the other files of it."""
    WORKBOOK_TOO_LARGE = "workbook_too_large"

    # A run
    IN_USE = "in_use"
    NO_EXPORTS = "no_exports"
    """`kinds`: what could be read."""
    NO_FOLDER = "no_folder"
    NO_SUCH_FILE = "no_such_file"
    NO_SUCH_KIND = "no_such_kind"
    OTHER_KEY = "other_key"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an export.

    `text`: the cell's text, fit to be shown; None where no cell is to blame or its text must stay hidden.
    """

    wrong: Wrong
    values: Mapping[str, FaultValue] = field(default_factory=dict)
    text: str | None = None

    @property
    def unquoted(self) -> Fault:
        """The same without the cell's text and without the other person or line: each can be a name or a case."""
        return replace(self, text=None, values={name: value for name, value in self.values.items() if name != "other"})

    def as_json(self) -> dict[str, Any]:
        return {"wrong": self.wrong.value, "values": dict(self.values), "text": self.text}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Fault:
        """Raises ValueError for a code of a newer version."""
        return cls(Wrong(kept["wrong"]), kept["values"], kept["text"])
