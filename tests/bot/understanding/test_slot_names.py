"""Who and which team: every spelling people use, and what no list of names can answer."""

from __future__ import annotations

import pytest

from bot.understanding.names import Gazetteer, StaffName, TeamName
from storage.rules.slots import Slots
from tests.bot.understanding.readings import reading, slots
from tests.bot.understanding.sentences import ANNA


@pytest.mark.parametrize(
    "text",
    [
        "Mette",
        "mettes sager",
        "hvor mange har Mette Krogh",
        "MK's sager",
        "vis MKR",
        "har MEKR",
        "hos mkr",
        "vis Krogh",
    ],
)
def test_a_person_is_read_by_any_part_of_the_name(text: str) -> None:
    assert slots(text, "caseload").staff == "s-mette"


@pytest.mark.parametrize(
    "text", ["mine sager", "har jeg for mange", "min sagsstamme", "my cases", "how many do I have", "for mig"]
)
def test_me_is_the_asker(text: str) -> None:
    assert slots(text, "caseload").staff == ANNA


@pytest.mark.parametrize(
    "text", ["vis mig sagstallet", "kan jeg få sagstallet", "show me the caseload", "may I see the caseload"]
)
def test_a_polite_me_names_nobody(text: str) -> None:
    assert slots(text, "caseload").staff is None


def test_a_name_that_fits_two_people_gives_both() -> None:
    two = Gazetteer((StaffName("1", "Mette Krogh"), StaffName("2", "Mette Lund")))
    assert reading("mettes sager", "caseload", two).candidates == ("1", "2")
    assert slots("mette lunds sager", "caseload", two).staff == "2"


def test_a_person_nobody_knows_is_named_all_the_same() -> None:
    assert slots("vis Susannes sager", "caseload").staff == "susanne"


@pytest.mark.parametrize("text", ["hvad er normen pr sag", "bor han der", "sager per rådgiver", "vi har mange"])
def test_everyday_words_are_no_names(text: str) -> None:
    names = Gazetteer((StaffName("1", "Bo Lund"), StaffName("2", "Per Vi")))
    assert slots(text, "caseload", names).staff is None


@pytest.mark.parametrize(
    "text", ["Team Nord", "team nords sager", "teamnord", "nordteamet", "i nord", "team nrod", "TEAM NORD"]
)
def test_a_team_is_read_in_every_spelling(text: str) -> None:
    assert slots(text, "caseload").team == "Team Nord"


@pytest.mark.parametrize("text", ["distrikt 2", "Distrikt2", "d2", "distr 2", "district 2"])
def test_a_numbered_team_is_read_by_its_number(text: str) -> None:
    assert slots(text, "caseload").team == "Distrikt 2"


@pytest.mark.parametrize("text", ["vores team", "mit team", "i teamet", "our team"])
def test_the_own_team_is_the_askers(text: str) -> None:
    assert slots(text, "caseload") == Slots(team="Team Nord")


def test_a_team_that_does_not_exist_is_never_answered_as_if_it_were_everything() -> None:
    assert slots("sager i Distrikt 9", "caseload").team == "distrikt 9"


OWN_WORDS = Gazetteer((), (TeamName(1, "Handicap"), TeamName(2, "Undersøgelse"), TeamName(3, "Anbringelse")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hvor mange handicapsager", Slots(case_type="handicap")),
        ("sager i handicap", Slots(case_type="handicap")),
        ("anbringelse", Slots(case_type="anbringelse")),
        ("sager i handicapteamet", Slots(team="Handicap")),
        ("sager i team anbringelse", Slots(team="Anbringelse")),
        ("sager i Handicap", Slots(team="Handicap")),
    ],
)
def test_a_team_named_after_a_kind_of_case_is_told_apart_from_the_cases(text: str, expected: Slots) -> None:
    assert slots(text, "caseload", OWN_WORDS) == expected


def test_a_team_named_after_a_deadline_is_told_apart_from_the_deadline() -> None:
    assert slots("hvornår skal undersøgelsen være færdig", "upcoming", OWN_WORDS) == Slots(rule="assessment")
    assert slots("frister i team undersøgelse", "upcoming", OWN_WORDS) == Slots(team="Undersøgelse")


def test_the_day_of_a_named_team_is_not_answered_as_the_askers_own() -> None:
    assert slots("hvad haster mest i Team Nord", "my_day") == Slots(team="Team Nord")
    assert slots("hvad haster mest", "my_day") == Slots(staff=ANNA)


@pytest.mark.parametrize(
    ("text", "question", "team"),
    [
        ("ugebrev undersøgelse", "digest", "Undersøgelse"),
        ("KLAGER I ANBRINGELSE", "complaints", "Anbringelse"),
        ("overskredne frister i teamet Handicap", "overdue", "Handicap"),
        ("frister i ungestøtte-team", "upcoming", "Ungestøtte"),
        ("sager på handicap", "caseload", None),
    ],
)
def test_a_team_called_like_a_matter_is_read_where_nothing_else_can_be_meant(
    text: str, question: str, team: str | None
) -> None:
    assert slots(text, question).team == team


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil derfor meget gerne bede om et overblik over sagerne",
        "jeg har brug for sagstallet",
        "jeg skal til ledermøde, hvor mange sager er der",
        "min leder beder mig oplyse sagstallet",
    ],
)
def test_politeness_does_not_make_a_question_about_the_asker(text: str) -> None:
    assert slots(text, "caseload").staff is None


def test_two_people_named_are_both_candidates() -> None:
    assert reading("sammenlign anna og mette", "caseload").candidates == (ANNA, "s-mette")


def test_a_team_or_an_initial_tells_which_of_two_is_meant() -> None:
    two = Gazetteer(
        (StaffName("1", "Mette Krogh", 1), StaffName("2", "Mette Lund", 2)), (TeamName(1, "Nord"), TeamName(2, "Syd"))
    )
    assert slots("mette fra team syd", "caseload", two).staff == "2"
    assert slots("hvor mange har mette k", "caseload", two).staff == "1"


def test_my_colleagues_are_my_team_and_not_me() -> None:
    read = slots("hvor mange sager har mine kolleger", "caseload")
    assert (read.staff, read.team) == (None, "Team Nord")


@pytest.mark.parametrize(("text", "team"), [("distrikt to", "Distrikt 2"), ("sager i familiehuset", "familiehuset")])
def test_a_team_spelt_out_or_unknown_here_is_never_passed_over(text: str, team: str) -> None:
    assert slots(text, "caseload").team == team


@pytest.mark.parametrize("question", ["costs", "unit_costs", "ladder", "budget", "data_quality"])
def test_a_person_named_in_a_question_about_money_is_never_left_out(question: str) -> None:
    assert slots("Hvad koster Carls sager?", question).staff == "s-carl"
    assert slots("hvad koster Susannes sager", question).staff == "susanne"


@pytest.mark.parametrize("text", ["hvad koster mine sager", "what do my cases cost"])
def test_the_askers_own_money_is_what_is_within_reach(text: str) -> None:
    assert slots(text, "costs").staff is None
