"""What a word means is told in both languages; whoever fears for a child is told whom to call."""

from __future__ import annotations

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from bot.understanding.particulars import particulars
from bot.understanding.text import Typed
from storage.database import Store
from storage.rules.access import Person
from storage.rules.terms import TERMS
from storage.settings import Settings
from tests.bot.questions.conftest import Counter
from tests.bot.understanding.sentences import meaning_of
from tests.conftest import TODAY, Office

LINE = "12 34 56 78"


@pytest.fixture
def desk(store: Store, model: Model) -> Desk:
    return Desk(store, Settings(local=True, emergency_line=LINE), model)


async def ask(desk: Desk, who: Person, text: str) -> Reply:
    email = f"{who.id}@sagspuls.example"
    return await desk.answer(Incoming(text, "c1", Place.PRIVATE, email=email, on=TODAY))


async def test_a_word_is_explained(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hvad betyder disponeret?")
    assert reply.message.text == ("Disponeret: Det, som de bevillinger, der findes, vil koste i resten af året.")


async def test_two_words_are_told_apart_in_the_askers_language(counter: Counter) -> None:
    asked = "what is the difference between restored and reported done"
    facts = await counter.ask(counter.office.bo, "word", text=asked, language="en")
    assert facts["term"] == "restored"
    assert [item["term"] for item in facts["items"]] == ["restored", "reported done"]


async def test_a_word_that_no_list_knows_is_not_made_up(desk: Desk, office: Office) -> None:
    reply = await ask(desk, office.anna, "hvad betyder ordet kaskelot")
    assert reply.message.facts == {"term": None, "meaning": None, "items": []}
    assert reply.message.text.startswith("Det ord kender jeg ikke.")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", TERMS)
def test_a_word_is_found_by_its_own_title(name: str, language: str) -> None:
    assert name in particulars(Typed.of(TERMS[name].title.told_in(language)).folded).terms


@pytest.mark.parametrize(
    "text",
    [
        "jeg er bekymret for et barn lige nu",
        "barnet er i fare",
        "akut bekymring hvad gør jeg",
        "jeg tror at en pige på 7 bliver slået derhjemme",
        "I am afraid that a child is in danger tonight",
    ],
)
async def test_whoever_fears_for_a_child_is_told_whom_to_call(desk: Desk, office: Office, text: str) -> None:
    reply = await ask(desk, office.anna, text)
    assert reply.question == "worry"
    assert LINE in reply.message.text
    assert reply.message.facts == {"emergency_line": LINE}


@pytest.mark.parametrize(
    "text",
    [
        "bekymringsgrad over 3",
        "akutte sager",
        "hvor mange akutte sager har jeg",
        "hvilke underretninger er ikke vurderet",
    ],
)
def test_a_question_about_figures_is_no_alarm(text: str, model: Model) -> None:
    assert meaning_of(text, model).question != "worry"


async def test_an_administrator_gets_the_same_answer(desk: Desk, office: Office) -> None:
    assert (await ask(desk, office.freja, "barnet er i fare")).message.facts == {"emergency_line": LINE}
