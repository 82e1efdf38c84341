"""The JSON of facts: made in one place, from types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field

from storage.facts.children.rule import RuleAnswer
from storage.facts.fact import WITHHELD, AsNumber, Facts, Flag, Moment, NotInJson, Optional, StaffId, from_json
from storage.facts.money.budget import Budget
from storage.rules.money.budget import BudgetSums, standing


@dataclass(frozen=True, slots=True)
class Sum(Facts):
    """Facts with every kind of field."""

    since: Annotated[dt.date | None, Field(alias="from")]
    amount: Decimal
    share: AsNumber
    at: Moment
    groups: Optional[tuple[str, ...]] = None
    caseworker: StaffId = WITHHELD
    left: Flag = False
    day: NotInJson[dt.date | None] = None


AT = dt.datetime(2026, 11, 22, 5, 15, tzinfo=dt.UTC)
FOUND = Sum(dt.date(2026, 11, 23), Decimal("1250.00"), Decimal("2.50"), AT, day=dt.date.max)
JSON = {"from": "2026-11-23", "amount": "1250.00", "share": 2.5, "at": "2026-11-22T05:15:00+00:00"}


def test_days_are_iso_money_is_text_a_share_is_a_number_and_moments_carry_their_offset() -> None:
    assert FOUND.as_json() == JSON


def test_the_keys_stand_in_the_order_of_the_fields() -> None:
    assert list(FOUND.as_json()) == list(JSON)


def test_what_stands_before_the_figures_of_a_standing_comes_before_them_in_json() -> None:
    day = dt.date(2026, 11, 23)
    stands = standing(BudgetSums(), day).figures()
    rest: dict[str, Any] = {"known": True, "lines": (), "months": (), "last_year": None, "forecasts": (), "parts": ()}
    assert list(Budget(day=day, **stands, **rest).as_json()) == ["day", *stands, *rest]


def test_what_a_viewer_is_not_given_has_no_key_and_what_there_is_not_is_null() -> None:
    unowned = Sum(FOUND.since, FOUND.amount, FOUND.share, FOUND.at, caseworker=None)
    assert unowned.as_json() == {**JSON, "caseworker": None}


def test_a_flag_has_a_key_only_where_it_is_set() -> None:
    gone = replace(FOUND, left=True)
    assert gone.as_json() == {**JSON, "left": True}


def test_a_time_of_day_is_written_to_the_minute() -> None:
    counted = RuleAnswer("follow_up", "BL § 95", "24 timer", due_at=dt.time(15, 40))
    assert counted.as_json()["due_at"] == "15:40"


def test_facts_are_read_back_from_their_json() -> None:
    assert from_json(Sum, JSON) == Sum(FOUND.since, FOUND.amount, FOUND.share, FOUND.at)


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="amount"):
        from_json(Sum, {**JSON, "amount": "much"})
