"""A list saved as a file opens as a table in Danish Excel and runs nothing there."""

from __future__ import annotations

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
