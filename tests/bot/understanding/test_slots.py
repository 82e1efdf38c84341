"""Which case, rule, plan, measure and threshold: every spelling people use."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.understanding.names import Gazetteer
from storage.demo import measures
from storage.rules.children.transitions import Ages
from storage.rules.period import Period
from storage.rules.slots import Slots
from tests.bot.understanding.readings import mentions_of, reading, slots


@pytest.mark.parametrize(
    "written", ["2024-1183", "24-1183", "2024/1183", "2024 - 1183", "sag 2024-1183", "sagsnr. 2024_1183"]
)
def test_a_case_number_is_read_in_every_spelling(written: str) -> None:
    assert slots(f"hvad mangler i {written}?", "case").case == "2024-1183"


@pytest.mark.parametrize("written", ["1183", "sag 1183", "sagen 1183", "case 1183", "#1183"])
def test_bare_figures_are_left_for_the_store_to_look_up(written: str) -> None:
    read = reading(f"status på {written}", "case")
    assert (read.slots.case, read.bare_case) == (None, "1183")


def test_a_short_case_number_is_filled_up_with_zeros() -> None:
    assert slots("taf i 2022-99", "upcoming").case == "2022-0099"


@pytest.mark.parametrize("text", ["frister 3/3-2027", "konto 5.28.22", "over 25 sager", "top 5", "24 timer", "2026"])
def test_other_numbers_are_no_case_numbers(text: str) -> None:
    mentions = mentions_of(text)
    assert (mentions.case, mentions.bare_case) == (None, None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("bfu", "assessment"),
        ("§ 50", "assessment"),
        ("paragraf 20", "assessment"),
        ("barnets plan", "child_plan"),
        ("§ 140-handleplan", "child_plan"),
        ("opf.", "follow_up"),
        ("3-mdrs opfølgning", "follow_up"),
        ("tilsyn", "supervision_visit"),
        ("TAF", "lost_earnings_review"),
        ("merudgift", "extra_costs_review"),
        ("24 timer", "notification_assessment"),
        ("kvittering", "notification_receipt"),
        ("aktindsigt", "record_access"),
        ("genvurdering", "reassessment"),
        ("ansøgning", "application"),
        ("overgang til voksen", "transition_start"),
        ("beslutning om ungestøtte", "youth_support_decision"),
    ],
)
def test_a_rule_is_read_by_its_names_and_paragraphs(text: str, rule: str) -> None:
    assert slots(f"overskredet {text}", "overdue").rule == rule


def test_the_same_words_are_a_requirement_when_legality_is_asked_about() -> None:
    assert slots("hvem mangler § 50", "legality").requirement == "undersøgelse afsluttet"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("røde sager", Slots(category="red")),
        ("ikke gennemgåede sager", Slots(category="none")),
        ("akutte sager", Slots(urgent=True)),
        ("anbragte børn", Slots(case_type="anbringelse")),
        ("hvem er over 25 sager", Slots(over=25)),
        ("sager pr. rådgiver", Slots(group_by="caseworker")),
        ("sager fordelt på team", Slots(group_by="team")),
        ("hvem har flest sager", Slots(group_by="caseworker")),
        ("hvilket team har flest sager", Slots(group_by="team")),
        ("sammenlign distrikt 1 og 2", Slots(group_by="team")),
        ("hvor mange rådgivere har mere end 30 sager", Slots(over=30, group_by="caseworker")),
        ("hvad sidder den enkelte sagsbehandler med", Slots(group_by="caseworker")),
        ("top 3", Slots(limit=3)),
        ("fem styks", Slots(limit=5)),
    ],
)
def test_values_and_groupings_are_read(text: str, expected: Slots) -> None:
    assert slots(text, "caseload") == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("frister mere end 57 dage over", 57),
        ("hvilke frister er over 30 dage overskredet", 30),
        ("overskredet med mere end to uger", 14),
        ("frister over 2 uger gamle der er overskredet", 14),
        ("frister mere end 3 måneder over", 92),
        ("hvilke frister er mindst 3 måneder over", 91),
        ("overskredet med over en måned", 31),
        ("frister overskredet i mere end 6 mdr.", 184),
        ("frister der er mere end et halvt år over", 184),
        ("deadlines more than a year overdue", 365),
        ("deadlines more than two months late", 61),
        ("børn over 18 år med overskredne frister", None),
        ("frister der er mindst 30 dage over", 29),
        ("deadlines more than 10 days overdue", 10),
        ("deadlines at least 2 weeks late", 13),
        ("hvem har flere end 5 overskredne frister", None),
        ("har vi mere end 100 overskredne frister", None),
    ],
)
def test_what_is_overdue_is_compared_with_a_number_of_days_alone(text: str, days: int | None) -> None:
    assert slots(text, "overdue").over == days


@pytest.mark.parametrize(
    "text",
    [
        "Hvilket team er længst over budget?",
        "hvilke teams er over budget",
        "Hvilket team har det største merforbrug?",
        "hvilket distrikt overskrider sit budget",
        "Which team is furthest over budget?",
        "which team has the biggest overspend",
    ],
)
def test_which_team_is_over_its_budget_asks_for_the_figures_by_team(text: str) -> None:
    assert slots(text, "budget").group_by == "team"


@pytest.mark.parametrize("text", ["hvilken konto har det største merforbrug", "hvor meget er vi over budget"])
def test_what_is_over_budget_names_no_team(text: str) -> None:
    assert slots(text, "budget").group_by is None


@pytest.mark.parametrize(
    "text", ["hvilke frister er overskredet", "hvilke frister er mindst 3 måneder over", "hvem er mindst to uger over"]
)
def test_which_deadlines_are_missed_is_not_asked_by_deadline(text: str) -> None:
    assert slots(text, "overdue").group_by is None


def test_a_slot_the_question_does_not_read_is_left_out() -> None:
    assert slots("hvornår blev data indlæst for mine sager i marts", "sources") == Slots()


def test_what_falls_due_in_one_kind_of_cases_is_not_counted_over_all() -> None:
    assert slots("hvilke frister på handicapsager falder de næste 14 dage", "upcoming").case_type == "handicap"


@pytest.mark.parametrize(
    ("text", "milestone"),
    [("status på 1b", "1B"), ("milepæl 2", "2"), ("milepælene", None), ("milepæl i dag", None), ("mp1a", "1A")],
)
def test_a_milestone_is_read_by_its_short_name(text: str, milestone: str | None) -> None:
    assert slots(text, "milestones").milestone == milestone


def test_a_case_number_may_look_like_a_year() -> None:
    assert reading("status på sag 2019", "case").bare_case == "2019"
    assert slots("adgangslog 2024 1183", "access_log").case == "2024-1183"


def test_an_action_is_asked_for_by_plan_theme_status_and_who_is_responsible() -> None:
    assert slots("forsinkede handlinger i tema B i Faxe-planen", "plan") == Slots(
        plan="FX", theme="B", status="overdue"
    )
    assert slots("hvilke tiltag er Carl ansvarlig for", "plan").staff == "s-carl"


def test_one_word_that_is_both_a_case_type_and_a_measure_means_the_cases() -> None:
    assert slots("hvad koster skoledagbehandling", "costs") == Slots(case_type="skoledagbehandling")


def test_the_weekday_of_a_schedule_is_no_period() -> None:
    assert slots("flyt ugebrevet fra mandag til tirsdag", "reminders").period is None
    assert slots("hold pause i uge 52 og 53", "reminders").period is not None


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("hvad er forsinket i F20-planen", "F20"),
        ("status på FX", "FX"),
        ("hvad er forsinket, fx i tema B", None),
        ("handlinger i genopretningsplan 2024", "Genopretningsplan 2024"),
        ("handlinger i planen", None),
    ],
)
def test_a_plan_is_read_by_the_name_it_has_here(text: str, plan: str | None) -> None:
    names = Gazetteer(plans=("F20", "FX", "Genopretningsplan 2024"))
    assert slots(text, "plan", names).plan == plan


def test_a_milestone_is_read_by_the_name_it_has_here() -> None:
    names = Gazetteer(milestones=("Restancer", "1B"))
    assert slots("hvor langt er vi med restancer", "milestones", names).milestone == "Restancer"
    assert slots("status på 1b", "milestones", names).milestone == "1B"


def test_a_track_is_read_by_its_code() -> None:
    assert slots("hvad er status på spor A.3", "plan").theme == "A.3"


def test_a_birthday_without_its_year_is_the_coming_one() -> None:
    period = slots("overgang til voksen, fylder 16 den 14. juni", "rule").period
    assert period == Period(dt.date(2027, 6, 14), dt.date(2027, 6, 14))


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("over 25 sager", 25),
        ("mere end femogtyve sager", 25),
        ("mere end to uger", 14),
        ("over 500.000 kr", 500_000),
        ("over 1,2 mio", 1_200_000),
        ("over en million", 1_000_000),
        ("over 12 år", None),
        ("mere end 24 timer", None),
    ],
)
def test_a_threshold_is_read_in_figures_words_and_units(text: str, over: int | None) -> None:
    assert mentions_of(text).over == over


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("underretning modtaget i går, hvornår skal der kvitteres", "notification_receipt"),
        ("notification received yesterday, when is the receipt due", "notification_receipt"),
        ("klage over taf frist", "reassessment"),
        ("hvor lang tid har vi til en klage", "reassessment"),
        ("frist efter SEL 155", "notification_assessment"),
    ],
)
def test_what_is_to_be_done_tells_the_rule_before_what_came_in(text: str, rule: str) -> None:
    assert slots(text, "rule").rule == rule


MEASURES = [one for one in vars(measures).values() if isinstance(one, measures.Measure)]


@pytest.mark.parametrize("measure", sorted({one.name for one in MEASURES}))
def test_every_measure_of_the_office_is_read_as_itself(measure: str) -> None:
    assert slots(f"enhedspris på {measure}", "unit_costs").measure == measure


@pytest.mark.parametrize("text", ["Hvad koster sikret døgninstitution?", "hvad koster en sikret institution"])
def test_a_secure_institution_is_not_just_any_institution(text: str) -> None:
    assert slots(text, "costs") == Slots(measure="sikret døgninstitution")
    assert slots("hvad koster døgninstitution", "costs") == Slots(measure="døgninstitution")


def test_a_case_type_within_a_measures_name_does_not_narrow() -> None:
    assert slots("hvad koster opretholdt anbringelse", "costs") == Slots(measure="opretholdt anbringelse")
    both = slots("hvad koster opretholdte anbringelser i anbringelsessager", "costs")
    assert both == Slots(measure="opretholdt anbringelse", case_type="anbringelse")


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("hvem fylder 18 i år", Ages(18, 18)),
        ("hvem bliver myndige inden sommer", Ages(18, 18)),
        ("hvilke unge fylder 17½ det næste halve år", Ages(17.5, 17.5)),
        ("who turns sixteen or 18 this year", Ages(16, 18)),
        ("hvem skal overgå til voksenområdet", None),
    ],
)
def test_the_ages_that_are_turned_are_read(text: str, ages: Ages | None) -> None:
    assert slots(text, "transitions").age == ages


@pytest.mark.parametrize("written", [18, "18", {}, {"from": 16}, {"from": 17, "to": 18}, {"from": True, "to": 18}])
def test_an_age_that_no_rule_counts_is_no_slot(written: object) -> None:
    with pytest.raises(ValueError, match="age"):
        Slots.from_json({"age": written})


def test_ages_stand_in_json_as_the_first_and_the_last() -> None:
    written = {"from": 16, "to": 17.5}
    assert Slots.from_json({"age": written}).as_json() == {"age": written}


@pytest.mark.parametrize(
    ("text", "forecast"),
    [
        ("hvor langt lå første prognose fra regnskabet", "first"),
        ("how far off was the first forecast", "first"),
        ("hvad er prognosen i første kvartal", None),
    ],
)
def test_the_first_forecast_of_a_year_is_read(text: str, forecast: str | None) -> None:
    assert slots(text, "budget").forecast == forecast
