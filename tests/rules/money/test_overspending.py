"""A forecast over its budget is told of once for each step."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.money.overspending import Outlook, is_news, limit_of, step_over

LIMIT = Decimal(2)


def outlook(budget: str, forecast: str) -> Outlook:
    return Outlook(Decimal(budget), Decimal(forecast))


@pytest.mark.parametrize(
    ("budget", "forecast", "limit", "step"),
    [
        ("1000000", "900000", "2", 0),
        ("1000000", "1000000", "2", 0),
        ("1000000", "1019999.99", "2", 0),
        ("1000000", "1020000", "2", 1),  # on the limit is over it
        ("1000000", "1039999.99", "2", 1),
        ("1000000", "1040000", "2", 2),
        ("1000000", "1500000", "2", 25),
        ("1000000", "1024999.99", "2.5", 0),
        ("1000000", "1025000", "2.5", 1),
        ("1000000", "1004999", "0.5", 0),
        ("300", "307", "2", 1),  # 2,33 %
        ("0", "0", "2", 0),
        ("0", "0.01", "2", 1),  # nothing was budgeted
        ("0", "5000000", "2", 1),
        ("0", "-100", "2", 0),
        ("-1000000", "-1000000", "2", 0),
        ("-1000000", "-990000", "2", 0),  # income: 1 % less comes in
        ("-1000000", "-960000", "2", 2),
        ("-1000000", "-1100000", "2", 0),
    ],
)
def test_a_step_is_a_whole_limit_over_the_budget(budget: str, forecast: str, limit: str, step: int) -> None:
    assert step_over(outlook(budget, forecast), Decimal(limit)) == step


@pytest.mark.parametrize("limit", ["0", "-2"])
def test_a_limit_of_nothing_is_refused(limit: str) -> None:
    with pytest.raises(ValueError, match="has no steps"):
        step_over(outlook("100", "200"), Decimal(limit))


@pytest.mark.parametrize(
    ("now", "told", "news"),
    [
        ("1019000", [], False),
        ("1020000", [], True),
        ("1030000", ["1020000"], False),
        ("1020000", ["1030000"], False),
        ("1041000", ["1030000"], True),
        ("1041000", ["1030000", "1045000"], False),  # it fell and rose again
        ("1062000", ["1030000", "1045000"], True),
        ("1020000", ["1010000"], True),  # what was told was below the limit of now
    ],
)
def test_only_a_higher_step_than_was_told_is_news(now: str, told: list[str], news: bool) -> None:
    budget = "1000000"
    before = [outlook(budget, forecast) for forecast in told]
    assert is_news(outlook(budget, now), before, LIMIT) is news


def test_another_limit_tells_nobody_twice() -> None:
    told = [outlook("1000000", "1059000")]
    assert not is_news(outlook("1000000", "1059000"), told, Decimal(5))
    assert not is_news(outlook("1000000", "1059000"), told, Decimal("0.1"))
    assert is_news(outlook("1000000", "1060000"), told, Decimal("0.1"))


def test_a_corrected_budget_is_measured_as_it_was_when_told() -> None:
    told = [outlook("1000000", "1050000")]
    assert not is_news(outlook("1100000", "1144000"), told, LIMIT)
    assert is_news(outlook("1000000", "1060000"), told, LIMIT)


def test_a_budget_that_lands_after_its_lack_was_told_is_told_of_from_its_first_step() -> None:
    lacking = outlook("0", "500000")
    assert not is_news(outlook("0", "600000"), [lacking], LIMIT)
    assert is_news(outlook("1000000", "1030000"), [lacking], LIMIT)
    assert not is_news(outlook("1000000", "1030000"), [lacking, outlook("1000000", "1020000")], LIMIT)


kroner = st.decimals(Decimal(0), Decimal(10**9), places=2)
limits = st.decimals(Decimal("0.1"), Decimal(50), places=1)
outlooks = st.builds(Outlook, kroner, kroner)


@given(outlooks, limits)
def test_what_was_just_told_is_no_news(one: Outlook, limit: Decimal) -> None:
    assert not is_news(one, [one], limit)


@given(outlooks, limits)
def test_what_is_not_over_the_budget_is_never_news(one: Outlook, limit: Decimal) -> None:
    if one.forecast <= one.budget:
        assert not is_news(one, [], limit)


@given(outlooks, st.lists(outlooks, max_size=5), limits)
def test_news_is_over_the_limit_and_more_than_all_that_was_told(
    one: Outlook, told: list[Outlook], limit: Decimal
) -> None:
    if is_news(one, told, limit):
        assert (one.forecast - one.budget) * 100 >= one.budget * limit
        measured = [before for before in told if before.budget or not one.budget]
        assert all(step_over(one, limit) > step_over(before, limit) for before in measured)


@given(st.lists(kroner, min_size=1, max_size=30), kroner.filter(bool), limits)
def test_however_a_forecast_wanders_each_step_is_told_once(
    forecasts: list[Decimal], budget: Decimal, limit: Decimal
) -> None:
    told: list[Outlook] = []
    for forecast in forecasts:
        one = Outlook(budget, forecast)
        if is_news(one, told, limit):
            told.append(one)
    steps = [step_over(one, limit) for one in told]
    assert steps == sorted(set(steps))
    assert max(steps, default=0) == max(step_over(Outlook(budget, forecast), limit) for forecast in forecasts)


@pytest.mark.parametrize(
    ("text", "limit"),
    [("2", "2"), ("2,5", "2.5"), ("2.5 %", "2.5"), (" 100% ", "100"), ("0,1", "0.1"), ("3.00", "3"), ("2.50", "2.5")],
)
def test_a_limit_is_read_as_people_write_it(text: str, limit: str) -> None:
    assert limit_of(text) == Decimal(limit)


@pytest.mark.parametrize("text", ["", "0", "0,0", "-2", "100,1", "1000", "2,55", "to", "2 5", "1e1", "٢", "nan"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no limit"):
        limit_of(text)
