"""Charts: whatever Teams draws can also be read, and no chart outgrows a message."""

from __future__ import annotations

import datetime as dt
import doctest
import io
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from messages import cards, charts
from messages.cards import LIMIT, card, fitted, heading, is_chart
from messages.charts import (
    BARS,
    POINTS,
    RED,
    SERIES,
    Bar,
    Series,
    bars,
    grouped_bars,
    line_chart,
    stacked_bars,
    thinned,
    without_table,
)
from messages.literal import seen
from messages.message import Message
from messages.setting import Setting
from messages.terminal import as_text
from tests.messages.samples import setting

Element = dict[str, Any]

MONDAY = dt.date(2026, 11, 23)
TEN_KB = 10_000
TYPES = ("Anbringelse", "Handicap", "Ungestøtte")
TEAMS_PROPERTIES = {
    "Chart.Line": {"xAxisTitle", "yAxisTitle", "yMin", "yMax"},
    "Chart.HorizontalBar.Stacked": set(),
    "Chart.VerticalBar.Grouped": {"xAxisTitle", "yAxisTitle", "yMin", "yMax", "showBarValues"},
    "Chart.HorizontalBar": {"displayMode"},
}
"""What Teams' published schema knows of each, besides what they have in common."""
COMMON = {"type", "title", "spacing", "data", "fallback"}

names = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=40)
values = st.integers(0, 100_000) | st.floats(0, 100_000).map(lambda value: round(value, 1))
some_days = st.dictionaries(st.dates(dt.date(2015, 1, 1), dt.date(2035, 1, 1)), values, min_size=1, max_size=80)
some_lines = st.lists(
    st.builds(Series, names, some_days.map(lambda points: list(points.items()))), min_size=1, max_size=7
)
some_categories = st.lists(names, min_size=1, max_size=15, unique=True)


@st.composite
def shared_out(draw: st.DrawFn) -> tuple[list[str], list[Series]]:
    """Categories, and series that have a value for some of them."""
    categories = draw(some_categories)
    some = st.dictionaries(st.sampled_from(categories), values).map(lambda points: list(points.items()))
    return categories, draw(st.lists(st.builds(Series, names, some), max_size=7))


def weekly(weeks: int, *, each: int = 10, name: str = "Nået") -> Series:
    """A line that rises by `each` a week, its last point on MONDAY."""
    days = [MONDAY - dt.timedelta(weeks=weeks - 1 - i) for i in range(weeks)]
    return Series(name, [(day, i * each) for i, day in enumerate(days)])


def categories_by_type() -> list[Series]:
    return [
        Series("Rød", [("Anbringelse", 12), ("Handicap", 0)], RED),
        Series("Grøn", [("Anbringelse", 1288), ("Ungestøtte", 4)]),
    ]


def drawn(chart: Element | None) -> Element:
    assert chart is not None
    return chart


def table_of(chart: Element | None) -> list[list[str]]:
    """The texts of the chart's table as people see them, its header first."""
    rows = drawn(chart)["fallback"]["rows"]
    return [[seen(cell["items"][0]) for cell in row["cells"]] for row in rows]


def numbers_of(chart: Element) -> list[float]:
    """Every value that the chart draws."""

    def found(part: Any) -> list[float]:
        if isinstance(part, list):
            return [value for one in part for value in found(one)]
        if isinstance(part, dict):
            own = [part[name] for name in ("y", "value") if name in part]
            return own + [value for name in ("data", "values") for value in found(part.get(name, []))]
        return []

    return found(chart["data"])


def read_back(written: str) -> float:
    """The number of a Danish text."""
    return float(written.replace(".", "").replace(",", "."))


def assert_can_be_read(chart: Element) -> None:
    """The chart is JSON with Teams' own properties, and its table holds each value it draws."""
    json.dumps(chart, allow_nan=False)
    assert set(chart) - COMMON <= TEAMS_PROPERTIES[chart["type"]]
    assert chart["fallback"]["type"] == "Table"
    written = [read_back(cell) for row in table_of(chart)[1:] for cell in row[1:] if cell != "–"]
    assert set(numbers_of(chart)) <= {*written, 0}


@given(some_lines)
def test_a_lines_table_holds_every_value_that_is_drawn(lines: list[Series]) -> None:
    chart = line_chart("Milepæl", "Dato", "Sager", lines, setting())
    days = {day for line in lines[:SERIES] for day, _ in line.points}
    assert (chart is None) is (len(days) < 2)
    if chart is not None:
        assert_can_be_read(chart)
        assert len(table_of(chart)) <= POINTS + 1


@given(some_lines)
def test_a_line_keeps_its_first_and_its_last_day_in_order(lines: list[Series]) -> None:
    chart = line_chart("Milepæl", "Dato", "Sager", lines, setting())
    for line, shown in zip(lines, drawn(chart)["data"] if chart else [], strict=False):
        days = [value["x"] for value in shown["values"]]
        given_days = sorted(str(day) for day, _ in line.points)
        assert [days[0], days[-1]] == [given_days[0], given_days[-1]]
        assert days == sorted(days)


@given(shared_out())
def test_a_bars_table_holds_every_value_that_is_drawn(given_: tuple[list[str], list[Series]]) -> None:
    for kind in (stacked_bars, grouped_bars):
        chart = kind("Kategorier", *given_, setting())
        if chart is not None:
            assert_can_be_read(chart)
            assert len(table_of(chart)) <= BARS + 1


@given(st.lists(st.builds(Bar, names, values, names), max_size=20))
def test_a_lone_bars_table_holds_every_value_and_every_note(points: list[Bar]) -> None:
    chart = bars("Sager", points, setting(), x_title="Rådgiver", y_title="Sager")
    if chart is not None:
        assert_can_be_read(chart)
        assert len({bar["x"] for bar in chart["data"]}) == len(chart["data"]) == min(len(points), BARS)


@given(some_lines, shared_out(), st.lists(st.builds(Bar, names, values, names), max_size=20))
def test_four_charts_and_a_list_still_make_one_message(
    lines: list[Series], shared: tuple[list[str], list[Series]], points: list[Bar]
) -> None:
    now = setting()
    body = [
        line_chart("Milepæl", "Dato", "Sager", lines, now),
        stacked_bars("Kategorier", *shared, now),
        grouped_bars("Kategorier", *shared, now),
        bars("Sager", points, now),
    ]
    whole = fitted(card("Alt", [], [chart for chart in body if chart], now))
    assert len(json.dumps(whole)) <= LIMIT


def test_a_year_of_weeks_is_thinned_out_evenly() -> None:
    chart = drawn(line_chart("Milepæl", "Dato", "Sager", [weekly(52)], setting()))
    days = [dt.date.fromisoformat(value["x"]) for value in chart["data"][0]["values"]]
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    assert len(days) == POINTS
    assert gaps <= {21, 28}


def test_a_short_line_beside_a_long_one_keeps_all_its_corners() -> None:
    corners = [(dt.date(2026, 1, 1), 16), (dt.date(2026, 5, 5), 47), (dt.date(2026, 7, 9), 102), (MONDAY, 859)]
    chart = drawn(line_chart("Milepæl", "Dato", "Sager", [weekly(52), Series("Forventet", corners)], setting()))
    assert [value["y"] for value in chart["data"][1]["values"]] == [16, 47, 102, 859]
    assert sum(len(line["values"]) for line in chart["data"]) <= POINTS + len(corners)


def test_the_legend_says_in_numbers_which_line_ends_where() -> None:
    lines = [weekly(47, each=30), Series("Forventet", [(MONDAY - dt.timedelta(days=300), 0), (MONDAY, 1500)])]
    chart = drawn(line_chart("Milepæl", "Dato", "Sager", lines, setting()))
    assert [line["legend"] for line in chart["data"]] == ["Nået (1.380)", "Forventet (1.500)"]
    assert chart["xAxisTitle"] == "Dato: 5. januar - 23. november 2026"


def test_a_line_in_english_reads_as_english() -> None:
    chart = line_chart("Milestone", "Date", "Cases", [weekly(2, each=1300, name="Reached")], setting("en"))
    assert table_of(chart) == [["Date", "Reached"], ["Mon 16 Nov", "0"], ["Mon 23 Nov", "1,300"]]
    assert drawn(chart)["xAxisTitle"] == "Date: 16-23 November 2026"


def test_the_steps_beside_a_line_are_whole_numbers() -> None:
    def top(most: float) -> int:
        points = [(MONDAY - dt.timedelta(days=7), 0), (MONDAY, most)]
        return int(drawn(line_chart("", "", "", [Series("Nået", points)], setting()))["yMax"])

    assert [top(most) for most in (0, 1, 3.5, 97, 100, 406, 3447)] == [4, 4, 4, 100, 100, 440, 3480]


def test_a_line_below_nothing_leaves_the_steps_to_teams() -> None:
    points = [(MONDAY - dt.timedelta(days=7), -5), (MONDAY, 5)]
    assert "yMax" not in drawn(line_chart("", "", "", [Series("Afvigelse", points)], setting()))


def test_a_line_may_stand_over_numbers_but_not_over_words() -> None:
    chart = drawn(line_chart("Tempo", "Uge", "Sager", [Series("Sager", [(2, 5), (1, 3)])], setting()))
    assert chart["data"][0]["values"] == [{"x": 1, "y": 3}, {"x": 2, "y": 5}]
    assert chart["xAxisTitle"] == "Uge"
    with pytest.raises(TypeError, match="over days or numbers"):
        line_chart("Tempo", "Uge", "Sager", [Series("Sager", [("uge 1", 3), ("uge 2", 4)])], setting())


def test_a_stacked_bar_says_its_numbers_in_words_and_leaves_out_what_is_nothing() -> None:
    chart = drawn(stacked_bars("Kategorier", TYPES, categories_by_type(), setting(), x_title="Sagstype"))
    assert [bar["title"].replace("\N{NO-BREAK SPACE}", " ") for bar in chart["data"]] == [
        "Anbringelse: rød 12, grøn 1.288",
        "Ungestøtte: grøn 4",
    ]
    assert [[part["legend"] for part in bar["data"]] for bar in chart["data"]] == [["Rød", "Grøn"], ["Grøn"]]
    assert table_of(chart) == [
        ["Sagstype", "Rød", "Grøn", "I alt"],
        ["Anbringelse", "12", "1.288", "1.300"],
        ["Handicap", "0", "–", "0"],
        ["Ungestøtte", "–", "4", "4"],
    ]


def test_a_category_keeps_its_colour_and_others_get_one_that_means_nothing() -> None:
    chart = drawn(stacked_bars("Kategorier", TYPES, categories_by_type(), setting()))
    red, other = (part["color"] for part in chart["data"][0]["data"])
    assert red == "attention"
    assert other in charts.PALETTE
    assert other not in (charts.RED, charts.YELLOW, charts.GREEN)


def test_grouped_bars_stand_in_the_order_of_the_categories() -> None:
    areas = [Series("Børn", [("2025", 9), ("2024", 5)]), Series("Voksne", [("2025", 6)])]
    chart = drawn(grouped_bars("Plan", ["2024", "2025"], areas, setting(), x_title="År", y_title="Indsatser"))
    assert chart["data"][0]["values"] == [{"x": "2024", "y": 5}, {"x": "2025", "y": 9}]
    assert table_of(chart) == [["År", "Børn", "Voksne"], ["2024", "5", "–"], ["2025", "9", "6"]]


def test_a_bars_note_says_what_its_colour_says() -> None:
    people = [Bar("Bo Lund", 31, "over 20-25", RED), Bar("Anna Holm", 23)]
    chart = drawn(bars("Sager", people, setting(), x_title="Rådgiver", y_title="Sager"))
    assert [bar["x"] for bar in chart["data"]] == ["Bo Lund (over 20-25)", "Anna Holm"]
    first = chart["fallback"]["rows"][1]["cells"][0]["items"]
    assert [line["text"] for line in first] == ["Bo Lund", "over 20-25"]


def test_a_number_too_long_to_stand_beside_its_bar_stands_with_the_label() -> None:
    chart = drawn(bars("Timer", [Bar("Anna Holm", 999.94), Bar("Bo Lund", 1234.5, "over")], setting()))
    assert [(bar["x"], bar["y"]) for bar in chart["data"]] == [
        ("Anna Holm: 999,9", 999.9),
        ("Bo Lund: 1.234 (over)", 1234),
    ]
    assert [row[1] for row in table_of(chart)[1:]] == ["999,9", "1.234"]


def test_a_long_name_is_cut_in_the_chart_and_whole_in_its_table() -> None:
    chart = drawn(bars("Sager", [Bar("Dorte Krogh-Sommerfeldt Mikkelsen", 15)], setting()))
    assert chart["data"][0]["x"] == "Dorte Krogh-Sommerfeldt Mikke…"
    assert table_of(chart)[1][0] == "Dorte Krogh-Sommerfeldt Mikkelsen"


def test_two_people_of_one_name_are_two_bars() -> None:
    chart = drawn(bars("Sager", [Bar("Anna Holm", 31), Bar("Anna Holm", 23)], setting()))
    assert [bar["x"] for bar in chart["data"]] == ["Anna Holm", "Anna Holm (2)"]


@pytest.mark.parametrize(
    "chart",
    [
        line_chart("Milepæl", "Dato", "Sager", [], setting()),
        line_chart("Milepæl", "Dato", "Sager", [Series("Nået", [])], setting()),
        line_chart("Milepæl", "Dato", "Sager", [Series("Nået", [(MONDAY, 5)])], setting()),
        stacked_bars("Kategorier", [], [], setting()),
        stacked_bars("Kategorier", TYPES, [Series("Rød", [("Handicap", 0)])], setting()),
        grouped_bars("Plan", ["2024"], [Series("Børn", [])], setting()),
        bars("Sager", [], setting()),
        bars("Sager", [Bar("Bo Lund", 0)], setting()),
    ],
)
def test_nothing_to_look_at_is_no_chart(chart: Element | None) -> None:
    assert chart is None


def test_an_ordinary_chart_is_small() -> None:
    now = setting()
    lines = [weekly(52), Series("Forventet", [(MONDAY, 0), (MONDAY + dt.timedelta(days=90), 400)])]
    shown = [line_chart("Milepæl", "Dato", "Sager", lines, now), stacked_bars("", TYPES, categories_by_type(), now)]
    assert all(len(json.dumps(chart)) < TEN_KB for chart in shown)


def test_a_crowded_card_gives_up_the_tables_beside_its_charts_before_any_row_of_its_list() -> None:
    now = setting()
    lines = [weekly(52, name=name) for name in ("Nået", "Forventet", "Prognose", "Sidste år")]
    three = [drawn(line_chart(title, "Dato", "Sager", lines, now)) for title in ("1A", "1B", "1C")]
    list_ = drawn(bars("Sager", [Bar(f"Person {i}", i + 1) for i in range(12)], now))["fallback"]
    whole = fitted(card("Alt", [], [*three, list_], now))
    tables = [part["fallback"]["type"] for part in whole["body"] if is_chart(part)]
    assert tables == ["TextBlock", "TextBlock", "Table"]
    assert "Diagrammet kan ikke vises her" in json.dumps(whole)
    assert len(next(part for part in whole["body"] if part["type"] == "Table")["rows"]) == 13


def test_a_terminal_shows_the_chart_as_a_table() -> None:
    now = setting()
    chart = drawn(stacked_bars("Kategorier", TYPES, [Series("*Rød*", [("Handicap", 1200)])], now, x_title="Sagstype"))
    shown = printed(card("Lovlighed", [], [heading("Kategorier"), chart], now), now)
    assert "Kategorier" in shown
    assert "Sagstype" in shown
    assert "*Rød*" in shown
    assert [line.split() for line in shown.splitlines() if "Handicap" in line] == [
        ["│", "Handicap", "1.200", "1.200", "│"]
    ]


def test_a_chart_told_below_is_drawn_and_its_figures_are_not_written_twice() -> None:
    now = setting()
    chart = drawn(bars("Sager", [Bar("Anna Holm", 23)], now, x_title="Rådgiver", y_title="Sager"))
    whole = fitted(card("Sagstal", [], [without_table(chart), chart["fallback"]], now))
    assert [part["type"] for part in whole["body"]] == ["TextBlock", "Chart.HorizontalBar", "Table", "TextBlock"]
    assert printed(whole, now).count("Anna Holm") == 1


def test_charts_told_below_give_way_too_when_a_card_is_far_too_big() -> None:
    now = setting()
    lines = [weekly(52, name="æ" * 40) for _ in range(SERIES)]
    charts_ = [without_table(drawn(line_chart("Milepæl", "Dato", "Sager", lines, now))) for _ in range(12)]
    whole = fitted(card("Alt", [], charts_, now))
    assert len(json.dumps(whole)) <= LIMIT
    assert 0 < sum(map(is_chart, whole["body"])) < len(charts_)


def printed(card_: Element, now: Setting) -> str:
    out = io.StringIO()
    Console(file=out, width=100).print(as_text(Message("Her er de.", card_, {"on": now.today.isoformat()})))
    return out.getvalue()


@given(st.lists(st.integers(), min_size=2, max_size=200), st.integers(2, 50))
def test_thinning_out_keeps_the_ends_and_never_more_than_asked(items: list[int], most: int) -> None:
    kept = thinned(items, most)
    assert len(kept) == min(len(items), most)
    assert [kept[0], kept[-1]] == [items[0], items[-1]]


@pytest.mark.parametrize("module", [charts, cards])
def test_the_examples_in_the_docstrings_are_true(module: Any) -> None:
    assert doctest.testmod(module).failed == 0
