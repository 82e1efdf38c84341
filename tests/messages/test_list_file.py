"""A list saved as a file opens as a table in Danish Excel and runs nothing there."""

from __future__ import annotations

from messages.list_file import as_csv


def test_the_columns_are_named_in_danish_and_amounts_have_a_comma() -> None:
    items = [{"voucher": "17", "day": "2026-05-01", "amount": "-1234.50", "team": None, "withheld": 2}]
    assert as_csv(items, "da") == "Bilag;Dag;Beløb;Team;withheld\n17;2026-05-01;-1234,50;;2\n"


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    assert as_csv([{"voucher": '=HYPERLINK("x")'}, {"voucher": "a;b"}], "da") == (
        'Bilag\n"\'=HYPERLINK(""x"")"\n"a;b"\n'
    )


def test_lines_with_different_keys_share_one_header() -> None:
    assert as_csv([{"case": "1"}, {"team": "Nord", "case": "2"}], "da") == "Sag;Team\n1;\n2;Nord\n"


def test_an_empty_list_is_an_empty_table() -> None:
    assert as_csv([], "da") == "\n"
