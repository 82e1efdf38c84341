"""A list as a CSV file that Danish Excel opens: semicolons, decimal commas, a column for each key of its lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from messages.words import words
from storage.rules.spreadsheet import harmless

_AMOUNT = re.compile(r"-?\d+\.\d{2}")


def as_csv(items: Sequence[Mapping[str, Any]], language: str) -> str:
    """The lines with a header; dates stay ISO, which every spreadsheet reads alike.

    >>> print(as_csv([{"voucher": "17", "amount": "-1234.50", "teams": ["Nord", "Syd"], "case": None}], "en"))
    Voucher;Amount;Teams;Case
    17;-1234,50;Nord, Syd;
    <BLANKLINE>
    """
    titles = _titles(language)
    keys = list(dict.fromkeys(key for item in items for key in item))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow([titles.get(key, key) for key in keys])
    writer.writerows([_cell(item.get(key)) for key in keys] for item in items)
    return file.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    text = str(value)
    if _AMOUNT.fullmatch(text):
        return text.replace(".", ",")
    return harmless(text)


def _titles(language: str) -> dict[str, str]:
    say = words(language).gettext
    return {
        "case": say("Case"),
        "type": say("Type"),
        "team": say("Team"),
        "teams": say("Teams"),
        "opened": say("Opened"),
        "caseworker": say("Caseworker"),
        "grant": say("Grant"),
        "measure": say("Measure"),
        "account": say("Account"),
        "start": say("From"),
        "stop": say("Stops"),
        "price": say("Price"),
        "unit": say("Unit"),
        "voucher": say("Voucher"),
        "line": say("Line"),
        "day": say("Day"),
        "amount": say("Amount"),
        "name": say("Name"),
        "postings": say("Postings"),
        "file": say("File"),
        "column": say("Column"),
        "reason": say("What is wrong"),
    }
