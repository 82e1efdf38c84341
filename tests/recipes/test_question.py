"""CONTRIBUTING.md's recipe for a question is whole: a made-up one is understood, answered, offered and drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes.copied import copied

pytestmark = pytest.mark.e2e

RECORD = """
group = "children"
order = 95
title = { da = "Ankomster", en = "Arrivals" }
example = { da = "Hvem er ankommet til afdelingen?", en = "Who has arrived in the department?" }

reach = "cases"

slots = ["team", "case_type"]
looks = "back"
as_of_today = true

asked = 115

[phrases]
da = '''
# Sager fra den seneste uge.
hvem er ankommet (til afdelingen|i ugen)
[vis] ankomster [i teamet]
ankomstlisten
'''
en = '''
who has arrived (in the department|this week)
[show] arrivals [in the team]
the list of arrivals
'''
"""
FACTS = '''"""Cases that arrived in the last week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from storage.facts.fact import Facts


@dataclass(frozen=True, slots=True)
class Arrivals(Facts):
    """Cases within reach opened in the week up to D."""

    total: int
    since: dt.date
'''
QUERY = '''"""Cases that arrived in the last week."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.facts.children.arrivals import Arrivals
from storage.queries.filters import EVERY_CASE, Filters, narrowed
from storage.queries.reach import open_on, visible
from storage.rules.access import Scope
from storage.schema import Case


async def arrivals(session: AsyncSession, scope: Scope, *, filters: Filters = EVERY_CASE) -> Arrivals:
    """How many cases were opened in the week up to the scope's day and are open still."""
    since = scope.day - dt.timedelta(days=6)
    counted = select(func.count()).select_from(Case).where(open_on(scope.day), Case.opened >= since)
    total = await session.scalar(narrowed(visible(counted, scope), filters, scope.day))
    return Arrivals(total or 0, since)
'''
ANSWER = '''"""Which cases arrived in the last week."""

from __future__ import annotations

from bot.question import Ask
from storage.facts.fact import Facts
from bot.questions.common import filters
from storage.queries.children import arrivals


async def answer(ask: Ask) -> Facts:
    """The arrivals of the week up to the day asked about."""
    return await arrivals.arrivals(ask.session, ask.scope, filters=filters(ask))
'''
VIEW = '''"""The arrivals of the week."""

from __future__ import annotations

from messages import danish
from messages.cards import card, facts as pairs
from messages.labels import question
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.children.arrivals import Arrivals


def arrivals(facts: Arrivals, setting: Setting) -> View:
    """How many there are."""
    say = words(setting.language).gettext
    body = [pairs([(say("Cases that arrived"), danish.number(facts.total, setting.language))])]
    return View("children/arrivals", {}, card(question("arrivals", setting.language), [], body, setting))
'''
TEMPLATE = "{% trans cases=total|count('case') %}{{ cases }} arrived in the last week.{% endtrans %}\n"
DANISH = """
msgid "Cases that arrived"
msgstr "Sager, der er ankommet"

#, python-format
msgid "%(cases)s arrived in the last week."
msgstr "%(cases)s er ankommet i den seneste uge."
"""
PRODUCT_NEW = {
    "storage/rules/questions/arrivals.toml": RECORD,
    "storage/facts/children/arrivals.py": FACTS,
    "storage/queries/children/arrivals.py": QUERY,
    "bot/questions/arrivals.py": ANSWER,
    "messages/views/children/arrivals.py": VIEW,
    "messages/views/children/arrivals.txt.j2": TEMPLATE,
}
PRODUCT_LONGER = {"messages/locales/da/LC_MESSAGES/sagspuls.po": DANISH}
ITS_TESTS = '''"""The made-up question, from the chat to its card."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.database import Store
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case
from tests.recipes.small_model import small_model


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model()


@pytest.fixture
async def desk(store: Store, office: Office, model: Model) -> Desk:
    async with store.working() as session:
        await add_case(session, "2026-0001", office.nord, "anna", opened=TODAY - dt.timedelta(days=3))
        await add_case(session, "2026-0002", office.nord, "anna", opened=TODAY - dt.timedelta(days=60))
    return Desk(store, Settings(), model)


async def said(desk: Desk, text: str = "", button: dict[str, object] | None = None) -> Reply:
    asked = Incoming(text, "a:chat", Place.PRIVATE, email="anna@sagspuls.example", button=button, on=TODAY)
    return await desk.answer(asked)


@pytest.mark.parametrize("text", ["Hvem er ankommet til afdelingen?", "who has arrived in the department?"])
async def test_it_is_understood_and_answered(desk: Desk, text: str) -> None:
    reply = await said(desk, text)
    assert (reply.question, reply.message.facts["total"]) == ("arrivals", 1)


async def test_it_tells_of_no_other_time_than_the_day_asked_about(desk: Desk) -> None:
    reply = await said(desk, "Hvem er ankommet til afdelingen i oktober?")
    assert reply.message.text.startswith("1 sag er ankommet i den seneste uge. Tallene er pr. 23. november")


async def test_it_is_drawn(desk: Desk) -> None:
    reply = await said(desk, button={"question": "arrivals", "slots": {}})
    assert reply.message.text == "1 sag er ankommet i den seneste uge."
    assert "Ankomster" in json.dumps(reply.message.card, ensure_ascii=False)


async def test_help_offers_it_among_the_questions_of_its_group(desk: Desk) -> None:
    reply = await said(desk, button={"question": "help", "slots": {}})
    asked = reply.message.facts["questions"]
    assert asked[asked.index("arrivals") - 1] == "data_quality"
    titles = [action["title"] for row in reply.message.card["body"] for action in row.get("actions", [])]
    assert titles.index("Ankomster") == titles.index("Klager") + 1
'''
HOLDING = (
    "tests/rules/test_question_records.py",
    "tests/test_question_names.py",
    "tests/messages/test_words.py",
    "tests/storage/queries/test_every_query_takes_a_scope.py",
)
"""What is asked of every question, here of one more."""


def test_a_question_made_by_the_recipe_is_understood_answered_offered_and_drawn(tmp_path: Path) -> None:
    assert len(PRODUCT_NEW) + len(PRODUCT_LONGER) <= 7
    copy = copied(tmp_path)
    copy.follow({**PRODUCT_NEW, "tests/bot/test_arrivals.py": ITS_TESTS}, PRODUCT_LONGER)
    copy.pytest("tests/bot/test_arrivals.py", *HOLDING)
