"""Suppliers and areas of plans that a text names, by whole names and by the words that tell them apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.understanding.classifier import Model
from bot.understanding.exported import find_areas
from bot.understanding.names import Gazetteer, StaffName, TeamName
from bot.understanding.text import fold
from bot.understanding.understand import Previous, understand

DAY = dt.date(2026, 11, 30)
NAMES = Gazetteer(
    staff=(StaffName("anna", "Anna Holm", 1), StaffName("bo", "Bo Lund", 1)),
    teams=(TeamName(1, "Team Nord"),),
    suppliers=(
        "Familieplejen",
        "Solgården",
        "Opholdsstedet Fjordblik",
        "Opholdsstedet Anna",
        "Bakkely ApS",
        "Kontakt og Støtte",
        "Praksis for familier",
        "Havn",
    ),
    areas=("børn", "voksne", "Handicap"),
)
SOLGAARDEN, FJORDBLIK = "Solgården", "Opholdsstedet Fjordblik"


def slots(model: Model, text: str) -> dict[str, Any]:
    return understand(text, model, NAMES, today=DAY, asker="bo").slots.as_json()


@pytest.mark.parametrize(
    ("text", "supplier"),
    [
        ("hvor mange sager har vi hos Solgården", SOLGAARDEN),
        ("hvor mange sager har vi hos solgaarden", SOLGAARDEN),
        ("hvor mange sager har vi hos solgårdn", SOLGAARDEN),
        ("hvad koster solgårdens sager", SOLGAARDEN),
        ("hvad koster sagerne på Opholdsstedet Fjordblik", FJORDBLIK),
        ("hvor mange børn er anbragt på fjordblik", FJORDBLIK),
        ("hvor mange bevillinger har vi hos bakkely", "Bakkely ApS"),
        ("how many cases do we have with Solgården", SOLGAARDEN),
        ("hvor mange sager har vi hos kontakt & støtte", "Kontakt og Støtte"),
        ("hvor mange sager har vi hos Kontakt og Støtte", "Kontakt og Støtte"),
        ("hvor mange sager har vi hos praksis", "Praksis for familier"),
        ("hvor mange sager har vi hos Familieplejen", "Familieplejen"),
        ("hvad er forbruget hos fjordblik og bakkely i oktober", [FJORDBLIK, "Bakkely ApS"]),
        ("hvor mange sager har vi i Havn", "Havn"),
    ],
)
def test_a_supplier_is_a_condition_by_its_name_or_a_word_of_it(model: Model, text: str, supplier: Any) -> None:
    assert slots(model, text).get("supplier") == supplier


@pytest.mark.parametrize(
    "text",
    [
        "hvad er forbruget til familieplejen i oktober",
        "hvor mange sager har vi på et opholdssted",
        "hvor mange sager har Anna",
        "hvad er jeres praksis for kontakt",
        "hvor mange sager er i havn",
    ],
)
def test_everyday_words_and_people_are_no_suppliers(model: Model, text: str) -> None:
    assert "supplier" not in slots(model, text)


@pytest.mark.parametrize(
    "text",
    ["hvor mange sager har vi uden solgården", "hvor mange sager har vi hos andre leverandører end Solgården"],
)
def test_a_supplier_may_be_left_out(model: Model, text: str) -> None:
    assert slots(model, text)["not"] == {"supplier": SOLGAARDEN}


def test_an_answer_that_leaves_a_supplier_out_says_so_without_its_name(model: Model) -> None:
    meaning = understand("hvad er budgettet for solgården", model, NAMES, today=DAY, asker="bo")
    assert (meaning.question, meaning.unread) == ("budget", ("leverandør",))


def test_another_supplier_takes_the_place_of_the_one_before(model: Model) -> None:
    first = understand("hvor mange røde sager har vi hos Solgården", model, NAMES, today=DAY, asker="bo")
    then = understand(
        "og hos bakkely?", model, NAMES, today=DAY, asker="bo", previous=Previous(first.question, first.slots)
    )
    assert (then.slots.as_json()["supplier"], then.slots.as_json()["category"]) == ("Bakkely ApS", "red")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("hvilke handlinger på børneområdet er forsinket", "børn"),
        ("hvor mange handlinger er der på voksenområdet", "voksne"),
        ("hvor mange handlinger er implementeret i området børn", "børn"),
        ("how many actions are there in the area voksne", "voksne"),
    ],
)
def test_an_area_of_the_plans_is_a_condition_of_their_actions(model: Model, text: str, area: str) -> None:
    assert slots(model, text)["area"] == area


def test_an_area_is_a_type_where_cases_are_asked_about(model: Model) -> None:
    assert (
        slots(model, "hvor mange røde sager er der på handicapområdet, som er oprettet i år")["case_type"] == "handicap"
    )


def test_the_bare_name_of_an_area_means_people() -> None:
    assert find_areas(fold("hvor mange handlinger handler om børn"), NAMES) == ()


def test_an_account_is_a_condition_of_what_was_spent(model: Model) -> None:
    asked = slots(model, "hvad har vi brugt på konto 5.28.21 pr. måned")
    assert (asked["what"], asked["account"], asked["per"]) == ("spent", "5.28.21", "month")
    assert "group_by" not in asked
