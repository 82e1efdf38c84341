"""A list as a CSV file that Danish Excel opens: semicolons, decimal commas, a column for each key of its lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from messages.list_words import in_words
from messages.words import words
from storage.rules.spreadsheet import harmless

_DECIMALS = frozenset(
    [
        "age",
        "amount",
        "expected",
        "full_year",
        "grant_price",
        "monthly_price",
        "pace_needed",
        "pace_now",
        "price",
        "price_effect",
        "refund",
        "volume_effect",
        "yearly_cost",
        "yearly_price",
    ]
)
"""The columns with decimal numbers. A voucher "12.34" is not one; a plain "5.5" would be read as the fifth of May."""

_NOBODY: Mapping[str, str] = {}


def as_csv(items: Sequence[Mapping[str, Any]], language: str, names: Mapping[str, str] = _NOBODY) -> str:
    """The lines with a header, in the words of the answer's card; `names` are people's by staff id.

    Dates stay ISO, which every spreadsheet reads alike.

    >>> print(as_csv([{"voucher": "17", "amount": "-1234.50", "teams": ["Nord", "Syd"], "case": None}], "en"))
    Voucher;Amount;Teams;Case
    17;-1234,50;Nord, Syd;
    <BLANKLINE>
    """
    titles = _titles(language)
    items = [in_words(item, language, names) for item in items]
    keys = list(dict.fromkeys(key for item in items for key in item))
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow([titles.get(key, key) for key in keys])
    writer.writerows([_cell(key, item.get(key), language) for key in keys] for item in items)
    return file.getvalue()


def _cell(key: str, value: Any, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        say = words(language).gettext
        return say("Yes") if value else say("No")
    if isinstance(value, dict):
        return harmless(" ".join(str(part) for part in value.values() if part is not None))
    if isinstance(value, list):
        return harmless(", ".join(map(str, value)))
    return harmless(str(value).replace(".", ",") if key in _DECIMALS else str(value))


def _titles(language: str) -> dict[str, str]:
    say = words(language).gettext
    return {
        **_titles_of_cases(say),
        **_titles_of_money(say),
        **_titles_of_plans_and_messages(say),
        **_titles_of_the_log(say),
    }


def _titles_of_cases(say: Callable[[str], str]) -> dict[str, str]:
    return {
        "age": say("Age"),
        "case": say("Case"),
        "caseworker": say("Caseworker"),
        "category": say("Category"),
        "changes": say("Shifts of caseworker"),
        "column": say("Column"),
        "complaint": say("Complaint"),
        "date": say("Date"),
        "day": say("Day"),
        "days_left": say("Days left"),
        "days_overdue": say("Days late"),
        "due": say("Due"),
        "event": say("Event"),
        "file": say("File"),
        "line": say("Line"),
        "missing": say("Missing"),
        "name": say("Name"),
        "next_deadline": say("Next deadline"),
        "on": say("Date"),
        "opened": say("Opened"),
        "reason": say("What is wrong"),
        "rule": say("Deadline"),
        "start": say("From"),
        "status": say("Status"),
        "team": say("Team"),
        "teams": say("Teams"),
        "type": say("Type"),
        "what": say("What"),
    }


def _titles_of_money(say: Callable[[str], str]) -> dict[str, str]:
    return {
        "account": say("Account"),
        "amount": say("Amount"),
        "citizens": say("Citizens"),
        "full_year": say("Full-year citizens"),
        "grant": say("Grant"),
        "grant_price": say("Price of a grant"),
        "grants": say("Grants"),
        "measure": say("Measure"),
        "monthly_price": say("Kroner a month"),
        "performer": say("Performed by"),
        "postings": say("Postings"),
        "price": say("Price"),
        "price_effect": say("Price effect"),
        "refund": say("State refund"),
        "step": say("Step"),
        "stop": say("Stops"),
        "supplier": say("Supplier"),
        "unit": say("Unit"),
        "volume_effect": say("Volume effect"),
        "voucher": say("Voucher"),
        "yearly_cost": say("Yearly cost"),
        "yearly_price": say("Kroner a year"),
    }


def _titles_of_plans_and_messages(say: Callable[[str], str]) -> dict[str, str]:
    return {
        "activity_id": say("Message number"),
        "area": say("Area"),
        "at": say("When"),
        "attempts": say("Attempts"),
        "deadline": say("Deadline"),
        "decided": say("Decided"),
        "expected": say("Expected"),
        "expected_on": say("Expected on"),
        "from": say("From"),
        "id": say("No."),
        "kind": say("Kind"),
        "last_error": say("Last error"),
        "left": say("Not reached"),
        "milestone": say("Milestone"),
        "needs_somebody": say("Needs somebody"),
        "no": say("No."),
        "outcome": say("Outcome"),
        "pace_needed": say("Pace needed"),
        "pace_now": say("Pace now"),
        "period": say("Period"),
        "place": say("Place"),
        "plan": say("Plan"),
        "precision": say("Precision"),
        "question": say("Question"),
        "reached": say("Reached"),
        "received": say("Received"),
        "resend_of": say("Sends again"),
        "resent_as": say("Sent again as"),
        "responsible": say("Responsible"),
        "schedule": say("Sending plan"),
        "staff": say("Who"),
        "state": say("State"),
        "target": say("Recipient"),
        "title": say("Title"),
        "term": say("Word"),
        "meaning": say("Meaning"),
        "roles": say("Roles"),
        "new": say("New here"),
        "to": say("To"),
        "total": say("Total"),
        "written": say("Has a content"),
        "year": say("Year"),
    }


def _titles_of_the_log(say: Callable[[str], str]) -> dict[str, str]:
    return {
        "cases": say("Cases"),
        "look_ups": say("Look-ups"),
        "note": say("Note"),
        "off_hours": say("Outside working hours"),
        "outside": say("Outside their own team"),
        "refused": say("Refused"),
        "usual": say("Usually"),
        "why": say("Why"),
    }
