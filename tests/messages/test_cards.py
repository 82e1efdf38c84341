"""Every card is one Teams can draw: known elements, small enough, harmless whatever the data holds."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.cards import LIMIT, ROWS, footer, paged, plain
from messages.charts import POINTS
from messages.words import LANGUAGES
from storage.rules.slots import Slots
from tests.messages.deadline_samples import overdue_items, upcoming_items
from tests.messages.digest_samples import digest
from tests.messages.made import in_json, message
from tests.messages.plan_samples import TODAY
from tests.messages.samples import SAMPLES, setting

ELEMENTS = {
    "AdaptiveCard",
    "TextBlock",
    "RichTextBlock",
    "TextRun",
    "Table",
    "TableRow",
    "TableCell",
    "ColumnSet",
    "Column",
    "Container",
    "FactSet",
    "ActionSet",
    "Action.Execute",
    "Action.OpenUrl",
    "Action.Submit",
    "Action.ToggleVisibility",
    "Input.ChoiceSet",
    "Input.Number",
    "Input.Time",
    "Chart.Line",
    "Chart.HorizontalBar",
    "Chart.HorizontalBar.Stacked",
    "Chart.VerticalBar.Grouped",
}
COLOURS = {"Attention", "Good", "Accent"}
TWENTY_FIVE_KB = 25_000
LONG = "Æblegrød_*[x](http://ondt.example) " * 30


def parts(element: Any) -> Iterator[dict[str, Any]]:
    """Every object of a card that has a type, the card itself first; button data is not looked into."""
    if isinstance(element, dict):
        if "type" in element:
            yield element
        for key, value in element.items():
            if key != "data":
                yield from parts(value)
    elif isinstance(element, list):
        for item in element:
            yield from parts(item)


def card_of(name: str, facts: dict[str, Any], language: str = "da", **more: Any) -> dict[str, Any]:
    card = message(name, facts, setting(language, **more)).card
    assert card is not None
    return card


def rows_of(card: dict[str, Any]) -> list[list[str]]:
    """The texts of the card's first table, without its header."""
    table = next(element for element in card["body"] if element["type"] == "Table")
    return [[cell["items"][0]["text"] for cell in row["cells"]] for row in table["rows"][1:]]


def titles_of(card: dict[str, Any]) -> list[str]:
    return [action["title"] for action in card.get("actions", [])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_card_holds_only_what_teams_draws(sample: str, language: str) -> None:
    name, facts, more = SAMPLES[sample]
    told = message(name, facts, setting(language, **more))
    assert told.text
    if told.card is None:
        return
    assert told.card["version"] == "1.5"
    assert {part["type"] for part in parts(told.card)} <= ELEMENTS
    assert {part["color"] for part in parts(told.card) if "color" in part} <= COLOURS
    assert len(json.dumps(told.card)) <= TWENTY_FIVE_KB
    for part in parts(told.card):
        if part["type"] == "Table":
            assert len(part["rows"]) <= max(ROWS, POINTS) + 1
            assert all(len(row["cells"]) == len(part["columns"]) for row in part["rows"])


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_button_sends_flat_data_that_the_desk_can_read_in_old_clients_too(sample: str) -> None:
    name, facts, more = SAMPLES[sample]
    for part in parts(message(name, facts, setting(**more)).card):
        if part["type"] == "Action.Execute":
            assert part["verb"] == "ask"
            assert part["fallback"]["type"] == "Action.Submit"
            assert part["fallback"]["data"] == part["data"]
            assert {"question", "slots", "page"} <= set(part["data"])
            extra = set(part["data"]) - {"question", "slots", "page"}
            assert all(isinstance(part["data"][name], str | int) for name in extra)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_message_changes_nothing_of_its_facts(sample: str) -> None:
    name, facts, more = SAMPLES[sample]
    before = copy.deepcopy(facts)
    assert message(name, facts, setting(**more)).facts == in_json(before)
    assert facts == before


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_text_is_short_enough_to_be_read(sample: str) -> None:
    name, facts, more = SAMPLES[sample]
    text = message(name, facts, setting(**more)).text
    assert len(re.findall(r"[.?](?= [A-ZÆØÅ]|$)", text)) <= 4
    assert len(text) < 320


def test_a_thousand_rows_with_long_names_stay_small() -> None:
    late = [{**item, "case": f"{LONG}{i}", "caseworker": LONG} for i, item in enumerate(overdue_items(1000))]
    facts = {"total": 1000, "in_time_share": 1.5, "by_rule": {LONG: 1000}, "by_caseworker": {}, "items": late}
    more: dict[str, Any] = {
        "question": "overdue",
        "slots": {"team": LONG, "case_type": LONG},
        "names": {LONG: LONG},
        "page": 50,
    }
    card = card_of("answers/overdue", facts, **more)
    assert len(json.dumps(card)) <= TWENTY_FIVE_KB
    assert titles_of(card) == ["Vis flere", "Tilbage"]


def test_a_digest_of_a_thousand_stays_small() -> None:
    week = digest()
    week["team"] = LONG
    week["overdue"] = {"total": 1000, "by_rule": {LONG: 1000}, "items": overdue_items(1000)}
    week["upcoming"] = {"total": 1000, "by_rule": {}, "items": [{**i, "case": LONG} for i in upcoming_items(1000)]}
    assert len(json.dumps(card_of("digests/weekly_digest", week))) <= TWENTY_FIVE_KB


def test_slots_beyond_all_measure_cost_the_buttons_not_the_card() -> None:
    facts = {"total": 30, "by_rule": {}, "items": upcoming_items(30)}
    card = card_of("answers/upcoming", facts, question="upcoming", slots={"team": "x" * 30_000})
    assert len(json.dumps(card)) <= LIMIT
    assert "actions" not in card


@given(st.text(max_size=2000))
def test_no_data_value_breaks_a_card(value: str) -> None:
    facts = {"total": 30, "in_time_share": None, "by_rule": {value: 30}, "by_caseworker": {}}
    items = [{**item, "case": value, "caseworker": value, "rule": value} for item in overdue_items(30)]
    card = card_of("answers/overdue", {**facts, "items": items}, question="overdue", slots=Slots(team=value))
    assert len(json.dumps(card)) <= TWENTY_FIVE_KB


def test_a_value_stands_on_one_line_and_is_not_too_long() -> None:
    assert plain("2023-0456") == "2023-0456"
    assert plain("a\nb   c\x1b[2J") == "a b c [2J"
    assert plain("x" * 100) == "x" * 59 + "…"


def test_a_list_shows_ten_rows_and_offers_the_next_ten() -> None:
    facts = {**SAMPLES["overdue_mine"][1], "items": overdue_items(23), "total": 23}
    card = card_of("answers/overdue", facts, question="overdue", slots={"staff": "anna"})
    assert [row[0] for row in rows_of(card)] == [f"2024-{1000 + i}" for i in range(10)]
    assert titles_of(card) == ["Vis flere"]
    assert card["actions"][0]["data"] == {"question": "overdue", "slots": {"staff": "anna"}, "page": 2}


def test_the_last_page_shows_the_rest_and_the_way_back() -> None:
    facts = {**SAMPLES["overdue_mine"][1], "items": overdue_items(23), "total": 23}
    card = card_of("answers/overdue", facts, question="overdue", slots={}, page=3)
    assert [row[0] for row in rows_of(card)] == ["2024-1020", "2024-1021", "2024-1022"]
    assert titles_of(card) == ["Tilbage"]


def test_a_page_past_the_end_shows_the_last_one() -> None:
    page = paged(list(range(23)), setting(question="overdue", page=99))
    assert list(page.items) == [20, 21, 22]


def test_what_is_overdue_and_what_is_close_stand_out() -> None:
    table = next(e for e in card_of("answers/upcoming", SAMPLES["upcoming_case"][1])["body"] if e["type"] == "Table")
    colours = [row["cells"][-1]["items"][0].get("color") for row in table["rows"][1:]]
    assert colours == ["Attention", "Attention"]
    facts = {"total": 6, "by_rule": {}, "items": upcoming_items(6)}
    table = next(e for e in card_of("answers/upcoming", facts)["body"] if e["type"] == "Table")
    weights = [row["cells"][-1]["items"][0].get("weight") for row in table["rows"][1:]]
    assert weights == ["Bolder"] * 4 + [None] * 2


def test_numbers_stand_to_the_right_under_their_title() -> None:
    table = next(e for e in card_of("answers/overdue", SAMPLES["overdue_mine"][1])["body"] if e["type"] == "Table")
    assert {row["cells"][-1]["items"][0]["horizontalAlignment"] for row in table["rows"]} == {"Right"}


@pytest.mark.parametrize(
    ("imported", "told", "warns"),
    [
        (None, "Der er ikke indlæst data endnu", False),
        (dt.datetime(2026, 11, 22, 5, 15, tzinfo=dt.UTC), "Data pr. 22. november 2026 kl. 06.15", False),
        (dt.datetime(2026, 11, 15, 5, 15, tzinfo=dt.UTC), "Data pr. 15. november 2026 kl. 06.15", False),
        (
            dt.datetime(2026, 11, 14, 5, 15, tzinfo=dt.UTC),
            "Data er 9 dage gamle: indlæst den 14. november 2026 kl. 06.15",
            True,
        ),
    ],
)
def test_the_footer_tells_the_date_of_the_data_and_warns_when_it_is_old(
    imported: dt.datetime | None, told: str, warns: bool
) -> None:
    line = footer(setting(data_as_of=imported, today=TODAY))
    assert line["text"] == told
    assert (line.get("color") == "Attention") is warns
