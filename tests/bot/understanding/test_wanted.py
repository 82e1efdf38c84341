"""How a want of tests/sentences/qualified is read as a selection."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from storage.rules.conditions import Between, Condition
from storage.rules.period import Period
from storage.rules.selection import Selection
from tests.bot.understanding.qualified import ASKERS
from tests.bot.understanding.sentences import TODAY
from tests.reference.wanted import NoSelectionError, wanted
from tests.reference.wanted_days import period_of

OCTOBER = Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
SO_FAR = Period(dt.date(2026, 1, 1), TODAY)


def first(role: str = "leder", base: dict[str, Any] | None = None, **want: Any) -> Selection:
    """The likeliest reading; `but` are the conditions that must not hold."""
    given = {"not" if name == "but" else name: value for name, value in want.items()}
    (selection,) = wanted({"want": given, "base": base}, ASKERS[role], TODAY)[0]
    return selection


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ({"on": "D"}, "2026-11-23", "2026-11-23"),
        ({"on": "D-3m"}, "2026-08-23", "2026-08-23"),
        ({"from": "D-28d", "to": "D"}, "2026-10-26", "2026-11-23"),
        ({"from": "month(D)-1", "to": "month(D)-1"}, "2026-10-01", "2026-10-31"),
        ({"from": "month(D)-13", "to": "month(D)-13"}, "2025-10-01", "2025-10-31"),
        ({"from": "q(D)", "to": "q(D)+1"}, "2026-10-01", "2027-03-31"),
        ({"from": "week(D)+1", "to": "week(D)+2"}, "2026-11-30", "2026-12-13"),
        ({"from": "year(D)-1", "to": "D-1y"}, "2025-01-01", "2025-11-23"),
        ({"from": "1/8", "to": "D"}, "2026-08-01", "2026-11-23"),
        ({"from": "2025-01", "to": "2025"}, "2025-01-01", "2025-12-31"),
        ("1/1..D", "2026-01-01", "2026-11-23"),
        ("year(D)", "2026-01-01", "2026-12-31"),
    ],
)
def test_words_of_time_are_days(words: dict[str, str] | str, since: str, until: str) -> None:
    assert period_of(words, TODAY) == Period(dt.date.fromisoformat(since), dt.date.fromisoformat(until))


def test_conditions_hold_together_and_denied_ones_stand_apart() -> None:
    selection = first(what="cases", where={"age_from": 6, "age_to": 12, "step": [4, 5, 7]}, but={"category": "green"})
    assert selection.conditions == (
        Condition("age", (Between(6, 12),)),
        Condition("step", (Between(4, 5), Between(7, 7))),
        Condition("category", ("green",), denied=True),
    )


def test_a_name_is_a_colleague_me_is_the_asker_and_own_is_their_team() -> None:
    selection = first("rådgiver", what="cases", where={"staff": ["me", "Mette"], "team": "own"})
    assert selection.conditions == (Condition("staff", ("m0001", "m0007")), Condition("team", ("Team Nord",)))


def test_what_is_due_new_or_reached_in_a_time_looks_at_that_time() -> None:
    october = {"from": "month(D)-1", "to": "month(D)-1"}
    for where, condition in (
        ({"due": True}, Condition("due", (), OCTOBER)),
        ({"new_to_me": True}, Condition("new", (), OCTOBER)),
        ({"state": "restored"}, Condition("state", ("restored",), OCTOBER)),
        ({"event": "tilsynsbesøg"}, Condition("event", ("tilsynsbesøg",), OCTOBER)),
    ):
        selection = first(what="cases", where=where, when=october)
        assert (selection.conditions, selection.period) == ((condition,), None)


def test_a_rule_beside_what_is_due_is_that_deadline_of_the_case() -> None:
    week = {"from": "week(D)", "to": "week(D)"}
    selection = first(what="cases", where={"due": True, "rule": "follow_up"}, when=week)
    assert selection.conditions == (Condition("due", ("follow_up",), period_of(week, TODAY)),)


def test_a_development_and_a_comparison_keep_the_time_of_the_question() -> None:
    so_far = {"from": "year(D)", "to": "D"}
    selection = first(what="cases", where={"state": "reviewed"}, when=so_far, per="month")
    assert (selection.period, selection.conditions[0].period) == (SO_FAR, SO_FAR)
    assert first(what="spent", when=so_far, compare={"team": "Handicap"}).compare == "Handicap"


def test_a_share_is_of_the_whole_that_is_named() -> None:
    red = Condition("category", ("red",))
    share = first(what="cases", where={"category": "red", "overdue": True}, form="share", base={"category": "red"})
    assert share.share_of == (red,)
    with pytest.raises(NoSelectionError, match="no part"):
        first(what="cases", where={"overdue": True}, form="share", base={"category": "red"})


def test_two_readings_and_two_questions_are_kept_apart() -> None:
    one, two = {"what": "cost"}, {"what": "spent", "and": {"what": "cases"}}
    readings = wanted({"either": [one, two]}, ASKERS["leder"], TODAY)
    assert readings == [(Selection("cost"),), (Selection("spent"), Selection("cases"))]


def test_open_complaints_may_be_this_years_or_all() -> None:
    readings = wanted({"want": {"what": "complaints", "where": {"status": "open"}}}, ASKERS["leder"], TODAY)
    assert [one.period for (one,) in readings] == [None, Period(None, TODAY)]


def test_months_counted_back_may_begin_a_day_later() -> None:
    back = {"what": "openings", "when": {"from": "D-3m", "to": "D"}}
    starts = [one.period and one.period.start for (one,) in wanted({"want": back}, ASKERS["leder"], TODAY)]
    assert starts == [dt.date(2026, 8, 23), dt.date(2026, 8, 24)]
