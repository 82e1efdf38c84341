"""Cells are read the way Danish exports write them (formats.md, Traits to accept)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.kinds.cases import CASE_TYPE_WORDS
from storage.imports.kinds.events import VOCABULARY
from storage.imports.kinds.staff import ROLES
from storage.imports.values import (
    BadCellError,
    email,
    match_key,
    moment,
    names,
    number,
    object_id,
    plain_text,
    reference,
    whole,
    word,
    words,
    yes_no,
)
from storage.rules.case_types import CASE_TYPES
from storage.rules.faults import Fault, Wrong

DATES = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,50", "1234.50"),
        ("1234.5", "1234.5"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("500,00-", "-500.00"),
        ("-500", "-500"),
        ("\u2212500", "-500"),
        ("kr. 500", "500"),
        ("kr. -500", "-500"),
        ("500 kr.", "500"),
        ("(500)", "-500"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234", "1.234"),
        ("0.5", "0.5"),
        ("12345.6789", "12345.6789"),
        ("0", "0"),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["1e5", "1E+3", "abc", "", "--5", "(-5)", "-5-", "1.23.456", "1,2,3", "0.500", "1234.567", "NaN", "12 34", "٣"],
)
def test_what_is_no_clear_number_is_refused(text: str) -> None:
    with pytest.raises(BadCellError, match=Wrong.NUMBER):
        number(text)


@given(st.decimals(-(10**9), 10**9, places=2), st.booleans())
def test_a_written_amount_reads_back(amount: Decimal, trailing: bool) -> None:
    written = f"{abs(amount):,.2f}".translate(str.maketrans(",.", ".,"))
    sign = "-" if amount < 0 else ""
    assert number(written + sign if trailing else sign + written) == amount


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("01-02-2024", dt.date(2024, 2, 1), None),
        ("3/4-24", dt.date(2024, 4, 3), None),
        ("31.12.2024", dt.date(2024, 12, 31), None),
        ("2024-12-31", dt.date(2024, 12, 31), None),
        ("29-02-2024", dt.date(2024, 2, 29), None),
        ("45352", dt.date(2024, 3, 1), None),
        ("45352,5", dt.date(2024, 3, 1), dt.time(12)),
        ("01-02-2024 08:30", dt.date(2024, 2, 1), dt.time(8, 30)),
        ("2024-02-01T08:30:15", dt.date(2024, 2, 1), dt.time(8, 30, 15)),
        ("2024-02-01 08:30:15.000", dt.date(2024, 2, 1), dt.time(8, 30, 15)),
        ("1/2-24 kl. 8.30", dt.date(2024, 2, 1), dt.time(8, 30)),
        ("01-02-2024 00:00", dt.date(2024, 2, 1), dt.time(0)),
        ("3. november 2026", dt.date(2026, 11, 3), None),
        ("03-nov-26", dt.date(2026, 11, 3), None),
        ("3. nov. 2026", dt.date(2026, 11, 3), None),
        ("3 November 2026 kl. 9", dt.date(2026, 11, 3), dt.time(9)),
        ("mandag den 2. november 2026", dt.date(2026, 11, 2), None),
        ("ma 02-11-2026", dt.date(2026, 11, 2), None),
        ("Tir. 03-11-2026 08:30", dt.date(2026, 11, 3), dt.time(8, 30)),
        ("2026-11-01T23:30:00Z", dt.date(2026, 11, 2), dt.time(0, 30)),
        ("2026-07-01T23:30:00Z", dt.date(2026, 7, 2), dt.time(1, 30)),
        ("2026-11-02T08:00:00+01:00", dt.date(2026, 11, 2), dt.time(8)),
        ("2026-11-02T08:00:00-0500", dt.date(2026, 11, 2), dt.time(14)),
        ("2026-11-03T10:00:00.000", dt.date(2026, 11, 3), dt.time(10)),
        ("02-11-2026 24:00", dt.date(2026, 11, 3), dt.time(0)),
        ("02-11-2026 kl. 9", dt.date(2026, 11, 2), dt.time(9)),
        ("02-11-2026 2:15 PM", dt.date(2026, 11, 2), dt.time(14, 15)),
        ("02-11-2026 12:05 am", dt.date(2026, 11, 2), dt.time(0, 5)),
        ("31-12-9999", None, None),
        ("9999-12-31", None, None),
    ],
)
def test_a_date_is_read(text: str, day: dt.date | None, at: dt.time | None) -> None:
    assert moment(text) == (day, at)


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2024",
        "29-02-2023",
        "2024-13-01",
        "01-02-0024",
        "01-02-2926",
        "01-02-2024 25:00",
        "i morgen",
        "010224",
        "02-11-2026 24:30",
        "tirsdag den 2. november 2026",
        "november 2026",
        "02-11-2026 9",
        "02-11-2026 13:00 pm",
        "02-11-2026 08:00+99:00",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadCellError, match=Wrong.DATE):
        moment(text)


@given(DATES, st.sampled_from(["%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m-%Y"]))
def test_a_written_date_reads_back(day: dt.date, form: str) -> None:
    # strftime leaves out the century's zeros on some platforms; the years here have four figures.
    assert moment(day.strftime(form)) == (day, None)


@given(DATES, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_written_moment_reads_back(day: dt.date, at: dt.time) -> None:
    assert moment(f"{day:%d-%m-%Y} {at:%H:%M}") == (day, at)


@pytest.mark.parametrize("text", ["ja", "J", "x", "X", "1", "true", "SAND"])
def test_yes_is_read(text: str) -> None:
    assert yes_no(text) == (True,)


@pytest.mark.parametrize("text", ["nej", "N", "0", "False", "FALSK"])
def test_no_is_read(text: str) -> None:
    assert yes_no(text) == (False,)


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(BadCellError, match=Wrong.YES_NO):
        yes_no("måske")


def test_a_whole_number_keeps_its_bounds() -> None:
    assert whole(1, 5)("5") == (5,)
    for text in ("6", "0", "1,5", "fem"):
        with pytest.raises(BadCellError, match=Wrong.WHOLE):
            whole(1, 5)(text)


@pytest.mark.parametrize("text", ["Rådgiver", "rådgiver", "RAADGIVER", " råd giver ", "råd-giver", "Råd_giver."])
def test_words_and_headers_fold_alike(text: str) -> None:
    assert match_key(text) == "raadgiver"


@pytest.mark.parametrize("text", ["Underretning  modtaget", "UNDERRETNINGMODTAGET", "underretning modtaget"])
def test_an_events_case_and_spacing_are_free(text: str) -> None:
    assert word(VOCABULARY)(text) == ("underretning modtaget",)


def test_an_unknown_word_is_told_with_the_words_of_a_short_list() -> None:
    with pytest.raises(BadCellError) as short:
        word(CASE_TYPE_WORDS)("døgn")
    assert short.value.fault == Fault(Wrong.ONE_OF, {"words": list(CASE_TYPES)})
    with pytest.raises(BadCellError) as long:
        word(VOCABULARY)("fest")
    assert long.value.fault == Fault(Wrong.ON_THE_LIST, {"list": "hændelse"})


@pytest.mark.parametrize("text", ["leder, rådgiver", "rådgiver+leder", "Leder+Leder,rådgiver"])
def test_several_roles_stand_in_one_cell(text: str) -> None:
    assert words(ROLES)(text) == (["caseworker", "leader"],)


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(BadCellError) as refused:
        words(ROLES)("rådgiver, chef")
    listed = ["rådgiver", "koordinator", "leder", "økonom", "administrator"]
    assert refused.value.fault == Fault(Wrong.SOME_OF, {"words": listed})


def test_names_are_separated_by_commas() -> None:
    assert names("Team Nord,  Distrikt 2 ,, Team Nord") == (["Team Nord", "Distrikt 2"],)


@pytest.mark.parametrize("text", ["=1+1", "+45 12 34", "-", "@her"])
def test_a_text_that_looks_like_a_formula_is_plain_text(text: str) -> None:
    assert plain_text(text) == (text,)


@pytest.mark.parametrize("text", ["sag 010112-4000", "010112–4000", "010112\u200b-4000", "０１０１１２-４０００"])
def test_a_cpr_in_a_text_that_would_be_stored_is_refused(text: str) -> None:
    for read in (plain_text, reference, object_id):
        with pytest.raises(BadCellError, match=Wrong.CPR_IN_TEXT):
            read(text)


def test_a_text_holds_nothing_that_a_terminal_obeys_or_that_turns_letters_round() -> None:
    assert plain_text("Team \x1b[31mRød\x07\u202eX") == ("Team [31mRød X",)


def test_ten_figures_may_be_a_case_number_but_are_nobodys_name() -> None:
    assert reference("2012001183") == ("2012001183",)
    assert reference("S-2012001183") == ("S-2012001183",)
    for read in (plain_text, email):
        with pytest.raises(BadCellError, match=Wrong.CPR_IN_TEXT):
            read("0101124000@kommune.example")


def test_the_figures_of_an_object_id_mean_nothing() -> None:
    given = "ab010112-4000-4c1a-9e0f-0101124000ab"
    assert object_id(given) == object_id(given.upper()) == (given,)
