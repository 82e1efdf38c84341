"""Language, doubt and names that fit several people."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.understanding.classifier import Model
from bot.understanding.context import Previous
from bot.understanding.names import Gazetteer, StaffName
from storage.rules.period import Period
from storage.rules.slots import Slots
from tests.bot.understanding.sentences import NAMES, TODAY, meaning_of


def before_it(text: str, model: Model, names: Gazetteer = NAMES) -> Previous:
    """The question before, as `text` asked it."""
    meaning = meaning_of(text, model, names)
    return Previous(meaning.question, meaning.slots)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hvilke frister har jeg i næste uge", "da"),
        ("which deadlines do I have next week", "en"),
        ("overskredet i Team Nord", "da"),
        ("overdue in Team Nord", "en"),
        ("2024-1183", "da"),
    ],
)
def test_the_language_is_told_by_the_words_and_else_by_the_setting(text: str, language: str, model: Model) -> None:
    assert meaning_of(text, model).language == language


@pytest.mark.parametrize("text", ["xyzzq", "2024-1183", "??"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_text_without_a_known_word_is_answered_in_the_askers_language(text: str, language: str, model: Model) -> None:
    assert meaning_of(text, model, fallback=language).language == language


def test_a_doubtful_text_is_asked_back_with_the_likeliest_questions(model: Model) -> None:
    meaning = meaning_of("hvad med frister og sager og sådan noget", model)
    assert meaning.question == "clarify" or meaning.confidence >= 0.4
    assert all(suggestion in model.questions for suggestion in meaning.suggestions)


def test_outside_the_field_the_questions_are_told_by_nearness(model: Model) -> None:
    meaning = meaning_of("hvad er der til frokost", model)
    assert meaning.question == "none"
    assert len(meaning.suggestions) > 20
    assert not {"none", "smalltalk"} & set(meaning.suggestions)


def test_a_name_that_fits_two_people_asks_which_one(model: Model) -> None:
    names = Gazetteer((StaffName("1", "Mette Krogh"), StaffName("2", "Mette Lund")))
    meaning = meaning_of("hvor mange sager har Mette", model, names)
    assert meaning.question == "clarify"
    assert meaning.candidates == ("1", "2")
    assert meaning.suggestions == ("caseload",)


def test_nothing_typed_is_help(model: Model) -> None:
    assert meaning_of("   ", model).question == "help"


@pytest.mark.parametrize("text", ["hvad med Distrikt 2?", "og i næste uge", "Mette", "Team Nord", "uge 50"])
def test_a_piece_of_a_question_with_none_before_it_is_asked_back(text: str, model: Model) -> None:
    assert meaning_of(text, model).question == "clarify"


@pytest.mark.parametrize("text", ["2024-1183", "hvad med 2024-1183?", "what about 2024-1183?"])
def test_a_case_number_alone_is_a_question(text: str, model: Model) -> None:
    assert meaning_of(text, model).question == "case"


@pytest.mark.parametrize(
    ("text", "question"), [("milepæl 7", "milestones"), ("hvad med 1B?", "milestones"), ("tema B", "plan")]
)
def test_a_milestone_or_a_theme_alone_is_a_question(text: str, question: str, model: Model) -> None:
    assert meaning_of(text, model).question == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hvad koster 2024-1183 om året", "case"),
        ("hvad er fristen for barnets plan i 2024-1183", "upcoming"),
    ],
)
def test_a_question_of_many_cases_is_answered_for_the_one_named(text: str, question: str, model: Model) -> None:
    meaning = meaning_of(text, model)
    assert (meaning.question, meaning.slots.case) == (question, "2024-1183")


def test_a_few_words_unknown_here_do_not_hide_what_is_named(model: Model) -> None:
    before = before_it("hvor mange klager har vi fået i år", model)
    meaning = meaning_of("Distrikt 1 på samme vis", model, previous=before)
    assert (meaning.question, meaning.slots.team) == ("complaints", "Distrikt 1")


def test_the_same_question_asked_in_full_again_starts_afresh(model: Model) -> None:
    before = before_it("hvad forfalder i Distrikt 1 i næste uge", model)
    assert meaning_of("hvad forfalder i december", model, previous=before).slots.team is None


def test_my_cases_are_asked_for_anew(model: Model) -> None:
    before = before_it("hvilke frister har jeg i næste uge", model)
    assert meaning_of("vis mine sager", model, previous=before).question == "cases"
    assert meaning_of("kun mine sager", model, previous=before).question == "upcoming"


def test_what_is_overdue_in_one_case_is_asked_of_that_case(model: Model) -> None:
    meaning = meaning_of("er der overskredne frister i 2024-1183", model)
    assert meaning.question in {"upcoming", "case"}
    assert meaning.slots == Slots(case="2024-1183")


@pytest.mark.parametrize(("before", "rule"), [("hvad haster mest", None), ("overskredne opfølgninger", "follow_up")])
def test_a_period_after_what_is_urgent_or_overdue_asks_what_falls_due(
    before: str, rule: str | None, model: Model
) -> None:
    meaning = meaning_of("og for næste uge?", model, previous=before_it(before, model))
    assert meaning.question == "upcoming"
    assert meaning.slots == Slots(period=Period(dt.date(2026, 11, 30), dt.date(2026, 12, 6)), rule=rule)


def test_a_day_asked_for_a_colleague_stays_the_colleagues(model: Model) -> None:
    names = Gazetteer((StaffName("2", "Ditte Lund"),))
    meaning = meaning_of("og for næste uge?", model, names, before_it("hvad haster mest for Ditte", model, names))
    assert (meaning.question, meaning.slots.staff) == ("upcoming", "2")


def test_one_caseworker_is_not_grouped_by_caseworker(model: Model) -> None:
    names = Gazetteer((StaffName("2", "Ditte Lund"),))
    meaning = meaning_of("og Ditte?", model, names, before_it("hvem har flest overskredne frister", model, names))
    selection = meaning.slots.selection
    assert selection is not None
    assert (selection.named("staff"), selection.group_by, selection.limit) == (("2",), (), None)
    meaning = meaning_of("og Ditte?", model, names, before_it("hvem har over 25 sager", model, names))
    assert meaning.slots == Slots(staff="2")


def test_the_case_spoken_of_is_the_one_asked_about_before(model: Model) -> None:
    before = before_it("vis sag 2024-1183", model)
    for text in ("hvilke frister er der i den?", "vis sagen"):
        assert meaning_of(text, model, previous=before).slots.case == "2024-1183", text
    assert meaning_of("vis sagen", model).slots.case is None


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("alle undtagen grønne", "category"),
        ("hvor mange er ikke grønne", "category"),
        ("overskredne minus Mette", "staff"),
    ],
)
def test_what_is_left_out_is_never_answered_as_what_is_asked(text: str, denied: str, model: Model) -> None:
    selection = meaning_of(text, model).slots.selection
    assert selection is not None
    assert [one.name for one in selection.conditions if one.denied] == [denied]


@pytest.mark.parametrize(
    ("text", "question"), [("opf i december", "upcoming"), ("tilsynsbesøg i næste måned", "upcoming")]
)
def test_two_values_may_say_it_all_without_a_verb(text: str, question: str, model: Model) -> None:
    assert meaning_of(text, model).question == question


def test_he_and_she_are_whoever_was_spoken_of(model: Model) -> None:
    before = before_it("hvor mange sager har Mette", model)
    assert meaning_of("hvad er overskredet hos hende", model, previous=before).slots.staff == "s-mette"
    assert meaning_of("hvad er overskredet hos hende", model).question == "clarify"


def test_the_next_step_is_asked_of_the_case_just_shown(model: Model) -> None:
    before = before_it("vis sag 2024-1183", model)
    assert meaning_of("hvornår er næste opfølgning", model, previous=before).slots.case == "2024-1183"


@pytest.mark.parametrize("text", ["kan vi lukke 1183", "bør bevillingen forlænges", "should I grant the extra costs"])
def test_a_decision_about_one_case_is_left_to_people(text: str, model: Model) -> None:
    assert meaning_of(text, model).judgement


@pytest.mark.parametrize("text", ["Og hvad koster de?", "hvad koster de tilsammen"])
def test_they_are_the_cases_of_whoever_was_spoken_of(text: str, model: Model) -> None:
    before = before_it("Hvor mange sager har Carl?", model)
    meaning = meaning_of(text, model, previous=before)
    assert (meaning.question, meaning.slots) == ("costs", Slots(staff="s-carl"))
    dearest = meaning_of("hvad koster de dyreste sager", model, previous=before)
    assert (dearest.question, dearest.slots.staff) == ("costs", None)


def test_the_cost_of_a_persons_cases_is_asked_for_the_person(model: Model) -> None:
    for text in ("Hvad koster Carls sager?", "What do Carl's cases cost?"):
        meaning = meaning_of(text, model)
        assert (meaning.question, meaning.slots) == ("costs", Slots(staff="s-carl")), text


@pytest.mark.parametrize(
    ("text", "question", "start", "end"),
    [
        ("hvad forfalder inden 18.12", "upcoming", TODAY, dt.date(2026, 12, 18)),
        ("hvad forfalder inden 1.12.26", "upcoming", TODAY, dt.date(2026, 12, 1)),
        ("hvad forfalder fra 1.12 til 18.12", "upcoming", dt.date(2026, 12, 1), dt.date(2026, 12, 18)),
        ("hvad forfalder 01-12-2026 09:00", "upcoming", dt.date(2026, 12, 1), dt.date(2026, 12, 1)),
        ("hvilke frister har under 5 dage tilbage", "upcoming", TODAY, dt.date(2026, 11, 28)),
        ("hvad forfalder i skoleåret 2026/27", "upcoming", dt.date(2026, 8, 1), dt.date(2027, 7, 31)),
        (
            "frist for vurdering når underretning kom fredag kl 16", "rule", dt.date(2026, 11, 20),
            dt.date(2026, 11, 20),
        ),
    ],
)  # fmt: skip
def test_the_day_a_text_names_is_kept(text: str, question: str, start: dt.date, end: dt.date, model: Model) -> None:
    meaning = meaning_of(text, model)
    assert (meaning.question, meaning.slots.period, meaning.slots.case, meaning.bare_case) == (
        question, Period(start, end), None, None,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["møde 01.12.26 1000 hvad haster", "tlf 12 12 26 12 12", "modtaget 01-12-2026 09:15"])
def test_a_date_with_a_clock_is_neither_a_cpr_nor_a_case(text: str, model: Model) -> None:
    meaning = meaning_of(text, model)
    assert (meaning.slots.case, meaning.bare_case) == (None, None)


def test_the_week_after_is_counted_on_from_the_week_asked_about(model: Model) -> None:
    before = before_it("hvad forfalder i næste uge", model)
    after = meaning_of("og ugen efter", model, previous=before)
    assert (after.question, after.slots.period) == ("upcoming", Period(dt.date(2026, 12, 7), dt.date(2026, 12, 13)))


def test_the_second_of_two_questions_is_of_the_same_as_the_first(model: Model) -> None:
    second = meaning_of("hvor mange sager har Mette, og hvor mange er overskredet?", model).also
    assert second is not None
    assert second.slots.selection is not None
    assert second.slots.selection.named("staff") == ("s-mette",)


def test_a_second_question_with_several_figures_stands_by_itself(model: Model) -> None:
    second = meaning_of("hvor mange sager har jeg og hvad haster", model).also
    assert second is not None
    assert (second.question, second.slots.selection) == ("my_day", None)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("handicap, 16-17 år, mangler målgruppeafklaring", "cases"),
        ("hvor lang tid er jeg i snit om en undersøgelse fra start til slut", "times"),
        ("hvor mange pct. af sagerne i Team Nord har overskredet mindst en frist", "cases"),
        ("dage fra undersøgelse afsluttet til indsats besluttet, 2026 kontra 2025", "times"),
        ("teenagere 13-17 år på opholdssted, årsudgift pr. leverandør", "costs"),
    ],
)
def test_what_is_said_in_full_is_counted_whatever_the_words_look_like(text: str, question: str, model: Model) -> None:
    meaning = meaning_of(text, model)
    assert meaning.question == question
    assert meaning.slots.selection is not None
    assert meaning.unread == ()
