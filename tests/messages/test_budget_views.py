"""How the budget is told and drawn: which way it goes, and with names and figures that can be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from messages.scale import scale, short
from messages.views.money.budget_charts import endings
from tests.messages.made import message
from tests.messages.money_samples import BUDGET, LINES, standing
from tests.messages.samples import setting

Facts = dict[str, Any]


def told(facts: Facts, **more: Any) -> tuple[str, list[Facts]]:
    shown = message("answers/budget", facts, setting("da", question="budget", **more))
    assert shown.card is not None
    return shown.text, list(shown.card["body"])


def line(account: str, budget: int, forecast: int) -> Facts:
    amounts = standing(1000 * budget, 0, 1000 * forecast, 0, None)
    return {"account": account, "name": account, "in_budget": True, **amounts}


def chart(lines: list[Facts], kind: str) -> Facts:
    (drawn,) = [part for part in told({**BUDGET, "lines": lines}, slots={})[1] if part["type"] == kind]
    return drawn


def test_the_sentence_begins_with_the_overspend_and_says_whether_the_pace_is_right() -> None:
    text, _ = told(BUDGET, slots={"team": "Team Nord"})
    assert text.startswith("Team Nord: Der ventes et merforbrug på 375.000 kr. (3 %) i 2026")
    assert "Pr. 23. november er 88,7 % brugt (periodiseret budget: 89,5 %)" in text


def test_more_income_than_budgeted_is_no_underspend() -> None:
    more, less = standing(-2_000_000, -1_800_000, -2_100_000, 0, 105.0), standing(-2_000_000, 0, -1_900_000, 0, 95.0)
    assert "merindtægt på 100.000 kr. (5 %)" in told({**BUDGET, **more}, slots={})[0]
    assert "mindreindtægt på 100.000 kr. (5 %)" in told({**BUDGET, **less}, slots={})[0]


def test_the_team_furthest_over_is_named_in_the_figures_by_team() -> None:
    groups = [{"key": "Distrikt 2", "total": "0", **BUDGET}, {"key": "Team Nord", "total": "0", **BUDGET}]
    assert "Mest over budget: Distrikt 2 (375.000 kr.)" in told({**BUDGET, "groups": groups}, slots={})[0]


def test_accounts_are_drawn_by_the_end_of_their_number_and_income_is_left_to_the_table() -> None:
    lines = [line("5.28.20", 10, 20), line("5.28.23", 10, 10), line("5.22.07", -10, -10)]
    drawn = chart(lines, "Chart.VerticalBar.Grouped")
    assert [bar["x"] for bar in drawn["data"][0]["values"]] == ["20", "23"]
    assert drawn["xAxisTitle"] == "Konto 5.28.…"


def test_only_the_largest_accounts_are_drawn_in_the_order_of_the_table() -> None:
    lines = [line(f"5.{number:02}", number, number) for number in (1, 9, 8, 2, 3, 4, 5, 6, 7)]
    drawn = chart(lines, "Chart.VerticalBar.Grouped")
    assert [bar["x"] for bar in drawn["data"][0]["values"]] == ["09", "08", "03", "04", "05", "06", "07"]


def test_accounts_that_are_told_apart_by_their_end_alone_keep_it() -> None:
    assert endings(["52823001", "52823002", "99"]) == ["…3001", "…3002", "99"]


def test_the_months_are_drawn_from_nothing_to_the_forecast_of_the_year() -> None:
    drawn = chart(LINES, "Chart.Line")
    ends = {one["legend"].split(" ")[0]: one["values"][-1] for one in drawn["data"]}
    assert ends == {
        "Budget": {"x": 12.0, "y": 12.4},
        "Forbrug": {"x": 10.77, "y": 11},
        "Forventet": {"x": 12.0, "y": 12.8},
    }
    assert drawn["data"][1]["values"][0] == {"x": 0.0, "y": 0}
    assert drawn["data"][2]["values"][0] == ends["Forbrug"]
    assert len(drawn["fallback"]["rows"]) == 1 + len(BUDGET["months"])


def test_an_account_a_little_over_does_not_stand_out() -> None:
    (shown,) = [
        part
        for part in told({**BUDGET, "lines": [line("1", 1000, 1020), line("2", 1000, 1021)]}, slots={})[1]
        if part["type"] == "Table"
    ]
    colours = [row["cells"][-1]["items"][0].get("color") for row in shown["rows"][1:3]]
    assert colours == [None, "Attention"]


def test_amounts_are_short_from_a_million_on() -> None:
    assert [short(Decimal(amount), "da") for amount in ("999999.50", "1049999", "-2500000")] == [
        "1.000.000 kr.",
        "1,0 mio. kr.",
        "-2,5 mio. kr.",
    ]
    assert scale([Decimal(900), None], "da").of(Decimal(900)) == 0.9
    assert scale([Decimal(900), Decimal(1_000_000)], "en") == (1_000_000, "million kroner")


def test_the_budget_is_never_told_as_one_persons() -> None:
    whole, _ = told(BUDGET, slots={})
    named, _ = told(BUDGET, slots={"staff": "m0003"}, names={"m0003": "Carl Mosevang"})
    assert named == f"{whole} Tallene er ikke fordelt på personer."
