"""Whether the words somebody types name a milestone, a plan, a theme or whoever is responsible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.naming import fits, headed, is_headed, names_person, natural, pick

MILESTONES = {
    "1A": "Tryghed for barnet",
    "1B handicap": "Lovmedholdelig sagsbehandling, handicap",
    "1B forebyggende": "Lovmedholdelig sagsbehandling, forebyggende foranstaltninger",
    "10": "Ældre afgørelser gennemgås",
}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("1A", {"1A"}),
        ("1a", {"1A"}),
        ("milepæl 1A", {"1A"}),
        ("1B", {"1B handicap", "1B forebyggende"}),
        ("1B Handicap", {"1B handicap"}),
        ("1", set()),  # neither 1A nor 10
        ("10", {"10"}),
        ("tryghed", {"1A"}),
        ("trygheden for barnet", {"1A"}),
        ("aeldre afgoerelser", {"10"}),
        ("lovmedholdelig handicap", {"1B handicap"}),
        ("vejret", set()),
        ("milepæl", set()),
        ("", set()),
    ],
)
def test_a_milestone_is_named_by_its_name_or_words_of_its_title(wanted: str, found: set[str]) -> None:
    assert pick(wanted, MILESTONES) == found


def test_the_whole_name_goes_before_everything_it_is_part_of() -> None:
    assert pick("1b", {"1B": "Alle sager", "1B handicap": "Handicap"}) == {"1B"}


def test_a_theme_in_full_goes_before_a_track_that_has_a_word_of_it() -> None:
    texts = ["Økonomistyring", "Økonomi", "A.1 Genopretning", "A. Kvalitet"]
    assert headed("økonomistyring", texts) == {"Økonomistyring"}
    assert headed("styring", texts) == set()
    assert headed("økonomien", texts) == {"Økonomi"}
    assert headed("tema A", texts) == {"A. Kvalitet", "A.1 Genopretning"}


@pytest.mark.parametrize(
    ("wanted", "text", "named"),
    [
        ("genopretningsplanen", "Udviklings- og genopretningsplan 2024-2027", True),
        ("genopretningsplanens", "Udviklings- og genopretningsplan 2024-2027", True),
        ("masterplan 2021-25", "Masterplan 2021-25", True),
        ("masterplan 2022", "Masterplan 2021-25", False),
        ("plan", "Planlægning", False),
        ("økonomi", "Sikker økonomistyring", True),
        ("oekonomistyring", "Sikker økonomistyring", True),
    ],
)
def test_a_word_fits_in_any_of_its_forms(wanted: str, text: str, named: bool) -> None:
    assert fits(wanted, text) is named


@pytest.mark.parametrize(
    ("wanted", "text", "headed"),
    [
        ("A", "A", True),
        ("a", "Tema A: Ensartet, høj faglig kvalitet", True),
        ("A", "A.1 Genopretning i alle sager", True),
        ("tema A", "A: Ensartet kvalitet", True),
        ("A", "Tema B: ret til en a-kasse", False),
        ("I", "Retssikkerhed og barnets lov i sagerne", False),
        ("I", "I. Uafsluttede punkter", True),
        ("1", "Fokuspunkt 1: Forankret styringsstrategi", True),
        ("1", "10. Prognoser", False),
        ("A.3", "Spor A.3: Kvalitet i valg af indsats", True),
        ("A.3", "A.30", False),
        ("kvalitet", "Tema A: Ensartet, høj faglig kvalitet", True),
        ("retssikkerhed", "Tema A: Ensartet, høj faglig kvalitet", False),
        ("tema", "Tema A", False),
    ],
)
def test_a_theme_is_named_by_its_letter_at_the_head_or_by_its_words(wanted: str, text: str, headed: bool) -> None:
    assert is_headed(wanted, text) is headed


@pytest.mark.parametrize(
    ("responsible", "named"),
    [
        ("Anna Holm", True),
        ("Team Nord (Anna Holm)", True),
        ("Anna M. Holm", True),
        ("Anna", True),
        ("Anna og Bo", True),
        ("Bo, Anna", True),
        ("AH", True),
        ("MR-Voksne (AH)", True),
        ("r017", True),
        ("Anna Berg", False),
        ("Anna-Marie", False),
        ("Holm", False),
        ("ah", False),
        ("TØ", False),
        ("Annas team", False),
        ("", False),
    ],
)
def test_a_person_is_responsible_by_name_first_name_initials_or_staff_id(responsible: str, named: bool) -> None:
    assert names_person(responsible, "Anna Holm", "r017") is named


def test_someone_with_one_name_only_is_not_found_by_a_single_letter() -> None:
    assert names_person("Anna", "Anna", "anna")
    assert not names_person("A", "Anna", "anna")


def test_numbers_are_put_in_the_order_people_count_in() -> None:
    mixed = ["10", "B", "A.10", "2", "1B", "A.2", "1A"]
    assert sorted(mixed, key=natural) == ["1A", "1B", "2", "10", "A.2", "A.10", "B"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(wanted: str, text: str) -> None:
    assert fits(wanted, text) in (True, False)
    assert is_headed(wanted, text) in (True, False)
    assert names_person(text, wanted, wanted) in (True, False)
    assert pick(wanted, {text: wanted}) <= {text}
