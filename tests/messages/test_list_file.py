"""A list saved as a file opens as a table in Danish Excel and runs nothing there."""

from __future__ import annotations

import re
from typing import Any

import pytest

from messages.list_file import as_csv
from tests.messages.made import in_json
from tests.messages.samples import SAMPLES


def test_the_columns_are_named_in_danish_and_amounts_have_a_comma() -> None:
    items = [{"voucher": "17", "day": "2026-05-01", "amount": "-1234.50", "team": None, "withheld": 2}]
    assert as_csv(items, "da") == "Bilag;Dag;Beløb;Team;withheld\n17;2026-05-01;-1234,50;;2\n"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    assert as_csv([{"voucher": '=HYPERLINK("x")'}, {"voucher": "a;b"}], "da") == (
        'Bilag\n"\'=HYPERLINK(""x"")"\n"a;b"\n'
    )


def test_lines_with_different_keys_share_one_header() -> None:
    assert as_csv([{"case": "1"}, {"team": "Nord", "case": "2"}], "da") == "Sag;Team\n1;\n2;Nord\n"


NAMES = {"anna": "Anna Holm"}


@pytest.mark.parametrize(
    ("line", "danish", "english"),
    [
        ({"rule": "follow_up", "caseworker": "anna"}, "Opfølgning;Anna Holm", "Follow-up;Anna Holm"),
        ({"caseworker": "anna", "left": True}, "Anna Holm (fratrådt)", "Anna Holm (has left)"),
        ({"type": "anbringelse", "category": "red"}, "Anbringelse;Rød", "Placement;Red"),
        ({"state": "being_restored", "missing": ["børnesamtale"]}, None, "Being restored;conversation with the child"),
        ({"case": "2024-0456", "status": "due_soon"}, "2024-0456;Inden for 14 dage", "2024-0456;Within 14 days"),
        ({"milestone": "1A", "status": "done"}, "1A;Nået", "1A;Reached"),
        ({"plan": "Masterplan", "status": "igangsat"}, "Masterplan;Igangsat", "Masterplan;Started"),
        ({"staff": "anna", "question": "overdue", "place": "team:Nord"}, None, None),
        ({"outcome": "not_yours"}, None, "Refused: not theirs, or does not exist"),
        ({"complaint": "K-1", "outcome": "medhold"}, "K-1;Medhold", "K-1;Upheld"),
        ({"what": "due", "rule": None}, "Frist i denne uge;", "Due this week;"),
        ({"performer": "ekstern", "kind": "weekly_digest"}, "Ekstern;Ugebrev", "External;Weekly digest"),
        (
            {"next_deadline": {"rule": "follow_up", "due": "2026-12-01"}},
            "Opfølgning 2026-12-01",
            "Follow-up 2026-12-01",
        ),
    ],
)
def test_what_people_read_stands_in_the_file_and_no_code(line: Any, danish: str | None, english: str | None) -> None:
    codes = {
        "anna",
        "follow_up",
        "red",
        "being_restored",
        "due_soon",
        "overdue",
        "not_yours",
        "weekly_digest",
        "team:Nord",
    }
    for language, said in (("da", danish), ("en", english)):
        written = as_csv([line], language, NAMES).splitlines()[1]
        assert said is None or written == said
        assert not set(written.split(";")) & codes


def test_no_list_of_an_answer_holds_a_code_in_its_file() -> None:
    """A code of ours is small letters and underscores, and no word of the exports."""
    for name, (_, facts, _) in SAMPLES.items():
        items = in_json(facts).get("items")
        if items and isinstance(items[0], dict):
            written = as_csv(items, "da", dict.fromkeys(("anna", "bo", "carl", "dorte", "freja"), "Navn"))
            assert not re.findall(r"[;\n,]([a-z]+_[a-z_]+)", written), name


def test_an_empty_list_is_an_empty_table() -> None:
    assert as_csv([], "da") == "\n"


def test_what_is_a_number_gets_a_comma_by_its_column_and_not_by_its_looks() -> None:
    items = [{"voucher": "12.34", "full_year": 5.5, "yearly_price": "1000.00", "written": True}]
    assert as_csv(items, "da") == "Bilag;Helårspersoner;Kr. pr. år;Har indhold\n12.34;5,5;1000,00;Ja\n"


def test_every_column_of_every_list_has_a_danish_name() -> None:
    keys = {key for _, facts, _ in SAMPLES.values() for item in in_json(facts).get("items") or [] for key in item}
    assert keys
    header = as_csv([dict.fromkeys(keys)], "da").splitlines()[0].split(";")
    assert not set(header) & keys
