"""CPR numbers: every form they come in, and none of the numbers that only look like them.

All numbers here are made up.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.rules.cpr import birth_date, has_cpr, keyed_hash, mask_cpr, parse
from tests.examples import examples


@pytest.mark.parametrize("written", ["050514-4321", "0505144321", "505144321", "50514-4321", " 050514-4321 "])
def test_every_form_of_the_exports_gives_the_ten_digits(written: str) -> None:
    assert parse(written) == "0505144321"


@pytest.mark.parametrize(
    "written",
    ["", "050514", "0505-144321", "320514-4321", "051314-4321", "290223-4321", "050514-432", "abc", "05051443210"],
)
def test_what_is_no_cpr_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(ValueError, match="CPR number") as refusal:
        parse(written)
    assert not any(figure.isdigit() for figure in str(refusal.value))


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("0105080000", "1908-05-01"),
        ("0105993999", "1999-05-01"),
        ("0105364000", "2036-05-01"),
        ("0105374000", "1937-05-01"),
        ("0105575000", "2057-05-01"),
        ("0105585000", "1858-05-01"),
        ("0105148999", "2014-05-01"),
        ("0105369000", "2036-05-01"),
        ("0105379000", "1937-05-01"),
        ("2902084000", "2008-02-29"),
    ],
)
def test_the_seventh_digit_tells_the_century(number: str, born: str) -> None:
    assert birth_date(number) == dt.date.fromisoformat(born)


def test_a_hash_depends_on_number_and_key() -> None:
    first = keyed_hash("0505144321", b"key")
    assert first == keyed_hash("0505144321", b"key")
    assert len(first) == 32
    assert len({first, keyed_hash("0505144322", b"key"), keyed_hash("0505144321", b"another")}) == 3


@pytest.mark.parametrize(
    "written",
    [
        "120514-4321",
        "1205144321",
        "120514 4321",
        "120514 - 4321",
        "120514–4321",
        "120514−4321",
        "120514‑4321",
        "120514/4321",
        "120514.4321",
        "12 05 14 4321",
        "12.05.14-4321",
        "12-05-14-4321",
        "12/05/14 4321",
        "50514-4321",
        "505144321",
        "120514-xxxx",
        "120514-XXXX",
        "120514–xxxx",
        "120514 - xxxx",
        "120514 xxxx",
        "120514xxxx",
        "120514-****",
        "120514-????",
        "120514-....",
        "120514-43xx",
        "120514-xx21",
        "120514-x",
        "50514-xxxx",
        "12.05.14-xxxx",
        "720514-4321",
        "120514--4321",
        "120514-43 21",
        "1205 14 4321",
        "12 05 14 43 21",
        "12-05-2014-4321",
        "12.05.84 1021",
        "12 05 84 10 21",
        "010226 1021",
        "12052014-4321",
        "120514\u200b-4321",
        "12\u200d0514-43\u206321",
        "120514\u0301-4321",
        "１２０５１４-４３２１",
        "١٢٠٥١٤-٤٣٢١",
        "\U0001d7cf\U0001d7d00514-4321",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "hva er der med lille {}, han er sød", "barnet ({}), Distrikt 1", "cpr:{}\n2024-1183", "[{}]"]
)
def test_whatever_looks_like_a_cpr_is_found_and_masked(written: str, around: str) -> None:
    text = around.format(written)
    assert has_cpr(text)
    assert mask_cpr(text) == around.format("[CPR]")


@pytest.mark.parametrize(
    "text",
    [
        "hvornår skal bfu være færdig i 2024-1183",
        "2024-1183 og 2024-1190",
        "sag 24-1183",
        "frist 12.05.2014",
        "mellem 2026-11-23 og 2026-12-23",
        "12/5-14",
        "12-05-14",
        "siden 120514",
        "er det 120514?",
        "01.02.24 2024-1183",
        "010224 2024-1183",
        "010224 - 2024-1183",
        "12-05-2014 1183",
        "fra 01-01-2024 - 2024-1183",
        "１２０５１４ er en dato, og é og \u200b er tegn",
        "fra 010124-311224",
        "uge 47 2026",
        "ring på 20 12 05 14",
        "+45 20120514",
        "konto 5.28.22, 1.234.567,50 kr.",
        "27.18.00-G01-1183-24",
        "20261123",
        "posteringer over 120514,50",
        "kl. 10:30 den 12.05.14",
        "120514 xavier",
        "underretning modtaget 01-12-2026 09:15 hvornår er fristen",
        "hvad forfalder 01-12-2026 09:00",
        "møde 01.12.26 1000 hvad haster",
        "modtaget 01/12/2026 kl. 14.30",
        "tlf 12 12 26 12 12",
        "",
    ],
)
def test_dates_case_numbers_and_amounts_are_left_alone(text: str) -> None:
    assert not has_cpr(text)
    assert mask_cpr(text) == text


def test_the_mark_of_a_masked_number_is_recognised() -> None:
    assert has_cpr("hvad er der med [CPR]")
    assert has_cpr("hvad er der med [cpr]")


forms = st.sampled_from(["{}-{}", "{}{}", "{} {}", "{}–{}", "{} - {}"])
words = st.text(st.characters(exclude_categories=["Nd", "Nl", "No", "Cs"], exclude_characters="[]-–"), max_size=12)


@settings(max_examples=examples(300))
@given(st.dates(dt.date(1930, 1, 1), dt.date(2036, 12, 31)), st.integers(0, 9999), forms, words, words)
def test_no_figure_of_a_real_looking_number_survives_masking(
    born: dt.date, serial: int, form: str, before: str, after: str
) -> None:
    number = form.format(born.strftime("%d%m%y"), f"{serial:04d}")
    masked = mask_cpr(f"{before}{number}{after}")
    assert masked == f"{before}[CPR]{after}"
    assert mask_cpr(masked) == masked


@settings(max_examples=examples(300))
@given(st.text(max_size=60))
def test_masking_leaves_nothing_to_find_but_its_mark(text: str) -> None:
    assert has_cpr(mask_cpr(text)) == has_cpr(text)
    assert not has_cpr(mask_cpr(text).replace("[CPR]", " | ").lower().replace("[cpr]", ""))


def test_a_long_text_is_read_in_no_time() -> None:
    assert not has_cpr("12051 4" * 20_000)
    assert not has_cpr("120514" + " " * 100_000 + "a")
    assert not has_cpr("120514-" + "x" * 100_000 + "a")
