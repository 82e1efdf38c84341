"""What the exports do not hold is known for what it is, and no question that can be answered is taken for it."""

from __future__ import annotations

import pytest

from bot.understanding.absent import TOPICS, absent, asked_in
from bot.understanding.classifier import Model
from bot.understanding.text import Typed
from storage.rules.questions import OUTSIDE
from tests.bot.understanding.evaluate import DEVELOPMENT, share
from tests.bot.understanding.qualified import HANDS, SAMPLE, lines
from tests.bot.understanding.sentences import meaning_of, sentences

SEEN = ("c_unanswerable", "d_unanswerable", "sample_unanswerable")
"""Read while the topics were written."""
UNSEEN = "e_unanswerable"
"""Never read, only measured."""


def topic_of(text: str) -> str | None:
    found = absent(Typed.of(text).folded)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Hvor mange af de anbragte har en ADHD-diagnose?", "health"),
        ("which of my cases take medication", "health"),
        ("har nogen af mine sager søskende", "family"),
        ("hvem har forældremyndigheden", "custody"),
        ("hvad er faderens arbejde", "parents"),
        ("what is the address of the family", "addresses"),
        ("hvor mange kilometer er der til Solgården", "travel"),
        ("hvornår er mit næste netværksmøde", "calendar"),
        ("er der venteliste til aflastning", "waiting"),
        ("hvor mange ledige pladser er der på opholdsstederne", "capacity"),
        ("what if we hired two more caseworkers", "what_if"),
        ("hvorfor stiger antallet af røde sager", "causes"),
        ("hvor mange nye sager får vi næste år", "prediction"),
        ("hvordan ligger vi i forhold til landsgennemsnittet", "others"),
        ("hvor mange sager betaler en anden kommune for", "paying"),
        ("hvad betaler vi mere for efter reformen", "law_ahead"),
        ("hvor mange sager gik fra gul til grøn i oktober", "history"),
        ("how many follow-ups were cancelled", "held_how"),
        ("hvem har længst anciennitet", "staff_background"),
        ("hvor højt er sygefraværet i Team Nord", "absence"),
        ("hvor mange timer overarbejde har vi haft", "working_time"),
        ("hvad besluttede udvalget i onsdags", "meetings_decided"),
        ("hvad skriver socialtilsynet om Solgården", "inspection"),
        ("hvor mange magtanvendelser har der været", "incidents"),
        ("er familierne tilfredse med os", "quality"),
        ("hvilken skole går børnene på", "school"),
        ("er nogen af de unge kendt af politiet", "police"),
        ("hvor mange underretninger kommer fra sundhedsplejersken", "notifier"),
        ("hvor mange drenge er anbragt", "gender"),
        ("har forældrene i sagen en bisidder", "representatives"),
        ("what does the latest journal note say", "contents"),
        ("hvem godkendte bevillingen", "who_did"),
        ("hvor mange afslag har vi givet", "outcome"),
        ("hvem klager over os", "about_complaints"),
        ("hvilke fakturaer er ikke betalt", "invoices"),
        ("hvor mange anbringelser er brudt sammen", "placement_course"),
        ("hvor mange mails har jeg ubesvarede", "post"),
    ],
)
def test_a_topic_that_no_export_holds_is_known(text: str, topic: str) -> None:
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "hvor mange røde sager har overskredne frister",
        "hvorfor er 2024-0033 ikke færdigmeldt endnu",
        "hvorfor må jeg ikke se budgettet",
        "hvornår er vi færdige med 1b hvis vi fortsætter sådan her",
        "hvad betyder mellemkommunal refusion",
        "hvor mange sager om skoledagbehandling har vi",
        "hvem fylder 18 næste år",
        "skyldes stigningen pris eller mængde",
        "hvad klager folk over",
        "hvad siger loven om underretninger",
        "vis ugebrevet",
    ],
)
def test_what_can_be_answered_is_not_absent(text: str) -> None:
    assert absent(Typed.of(text).folded, masked="\ue000" if "2024-0033" in text else "") is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Mette er gået på barsel, så vis mig hendes frister", "vis mig hendes frister"),
        ("hvor mange sager har jeg, for jeg skal til møde", "hvor mange sager har jeg"),
        ("Da sygefraværet stiger, beder jeg om sagstallet", "beder jeg om sagstallet"),
        ("magtanvendelser sidste kvartal, antal", "magtanvendelser sidste kvartal, antal"),
        ("jeg tror ikke det går så godt", "jeg tror ikke det går så godt"),
    ],
)
def test_only_the_part_that_asks_counts(text: str, asked: str) -> None:
    assert asked_in(Typed.of(text).folded) == Typed.of(asked).folded


def test_every_topic_has_its_own_id_and_says_what_to_ask_where_it_names_a_question() -> None:
    ids = [topic.absent.id for topic in TOPICS]
    assert len(ids) == len(set(ids))
    assert [one.absent.id for one in TOPICS if (one.absent.nearest is None) != (one.absent.instead is None)] == []


def test_the_question_of_the_topic_is_offered_first(model: Model) -> None:
    meaning = meaning_of("hvor mange sager gik fra grøn til rød sidste måned", model)
    assert (meaning.question, meaning.suggestions[0]) == (OUTSIDE, "legality")


def test_what_other_hands_ask_and_the_data_do_not_hold_gets_an_honest_no(model: Model) -> None:
    assert refused(model, *SEEN) >= 97
    assert refused(model, UNSEEN) >= 85


def refused(model: Model, *sets: str) -> float:
    """How many of a hundred get the answer that it is not there."""
    asked = lines(*sets)
    return share(sum(meaning_of(line["text"], model).question == OUTSIDE for line in asked), len(asked))


@pytest.mark.e2e
def test_hardly_any_question_that_can_be_answered_is_taken_for_one_that_cannot(model: Model) -> None:
    inside = [one.text for one in sentences(*DEVELOPMENT, "everyday.tsv", "unseen.tsv") if one.question != OUTSIDE]
    texts = [*inside, *(line["text"] for line in lines(*HANDS, SAMPLE))]
    wrong = [text for text in texts if meaning_of(text, model).absent is not None]
    assert len(wrong) < 0.006 * len(texts), "\n".join(wrong)
