"""CONTRIBUTING.md's recipe for a deadline rule is whole: a made-up one is worked out, named in words and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes.copied import copied

pytestmark = pytest.mark.e2e

RECORD = """
[[rule]]
id = "network_meeting"
danish = "Netværksmøde"
english = "Network meeting"
law = [{ text = "SEL § 47 x", to = 2023-12-31 }, { text = "BL § 47 x", from = 2024-01-01 }]
triggers = ["netværksmøde aftalt"]
length = { amount = 4, unit = "weeks" }
satisfied_by = ["netværksmøde afholdt"]
"""
WORDS = 'network_meeting = ["netværksmøde*", "network meeting*", "§47 x"]\n'
DANISH = """
msgid "the network meeting is agreed"
msgstr "netværksmødet er aftalt"

msgid "network meeting agreed"
msgstr "netværksmøde aftalt"

msgid "network meeting held"
msgstr "netværksmøde afholdt"
"""
DOMAIN = "| `network_meeting` | netværksmøde aftalt | 4 weeks | netværksmøde afholdt | | all | made up | lov |\n"
MATTER = """    "network_meeting": Matter(
        "netværksmøde aftalt", "netværksmøde afholdt", lambda due: due - days(28), (8, 27), (30, 45)
    ),
"""
PRODUCT_LONGER = {
    "storage/rules/deadlines/deadlines.toml": RECORD,
    "messages/locales/da/LC_MESSAGES/sagspuls.po": DANISH,
}
PRODUCT_WITHIN = {
    "bot/understanding/lexicon.toml": {"\n[requirement]": WORDS},
    "messages/deadline_words.py": {
        '        "underretning modtaget": say("the notification is received"),\n': (
            '        "netværksmøde aftalt": say("the network meeting is agreed"),\n'
        ),
        '        "underretning modtaget": say("notification received"),\n': (
            '        "netværksmøde aftalt": say("network meeting agreed"),\n'
            '        "netværksmøde afholdt": say("network meeting held"),\n'
        ),
    },
    "storage/demo/matters.py": {'    "record_access": Matter(': MATTER},
    "storage/demo/proportions.py": {'    "application": (25.0, 55),\n': '    "network_meeting": (25.0, 27),\n'},
    "docs/domain.md": {"\nNo deadline, because the law names no day": DOMAIN},
    "docs/formats.md": {"underretning modtaget, underretning vurderet": "netværksmøde aftalt, netværksmøde afholdt, "},
}
TABLE_OF_TESTS = {
    "tests/rules/deadlines/test_deadlines.py": {
        '    ]\n\n\n@pytest.mark.parametrize(\n    ("rule", "start", "due"),': '        "network_meeting",\n'
    }
}
ITS_TESTS = '''"""The made-up rule, from an export to what is said of it."""

from __future__ import annotations

import json

import pytest

from bot.desk import Desk as Office, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.schema import Deadline
from storage.settings import Settings
from tests.recipes.small_model import small_model
from tests.storage.imports.folders import EXPORTS, TODAY, Desk

HAPPENED = """2024-2;netværksmøde aftalt;01-09-2026;;
2024-2;netværksmøde afholdt;10-09-2026;;
2024-2;netværksmøde aftalt;01-10-2026;;
2024-1;netværksmøde aftalt;20-11-2026;;
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model()


@pytest.fixture
async def filled(desk: Desk) -> Desk:
    desk.write(**{**EXPORTS, "hændelser": EXPORTS["hændelser"] + HAPPENED})
    await desk.takes()
    return desk


async def said(desk: Desk, model: Model, text: str) -> Reply:
    asked = Incoming(text, "a:chat", Place.PRIVATE, email="carl@sagspuls.example", on=TODAY)
    return await Office(desk.store, Settings(), model).answer(asked)


async def test_an_import_works_its_deadlines_out(filled: Desk) -> None:
    rows = await filled.rows(Deadline, "rule", "opened", "due", "outcome")
    found = [(str(opened), str(due), outcome) for rule, opened, due, outcome in rows if rule == "network_meeting"]
    assert found == [
        ("2026-09-01", "2026-09-29", "met"),
        ("2026-10-01", "2026-10-29", None),
        ("2026-11-20", "2026-12-18", None),
    ]


@pytest.mark.parametrize("text", ["Hvilke netværksmøder er overskredet?", "which network meetings are overdue?"])
async def test_named_in_words_it_is_told_overdue_by_its_title(filled: Desk, model: Model, text: str) -> None:
    reply = await said(filled, model, text)
    assert (reply.question, [item["rule"] for item in reply.message.facts["items"]]) == ("overdue", ["network_meeting"])
    title = "Netværksmøde" if "netværk" in text else "Network meeting"
    assert title.casefold() in json.dumps([reply.message.text, reply.message.card], ensure_ascii=False).casefold()


async def test_the_law_behind_it_is_told(filled: Desk, model: Model) -> None:
    reply = await said(filled, model, "Hvad er fristen for et netværksmøde?")
    told = "Fristen for netværksmøde er 4 uger, fra netværksmødet er aftalt (BL § 47 x)."
    assert (reply.question, reply.message.text) == ("rule", told)
'''
HOLDING = (
    "tests/messages/test_rule_views.py",
    "tests/messages/test_words.py",
    "tests/bot/questions/test_rule.py",
    "tests/rules/deadlines",
    "tests/storage/imports/test_formats.py",
    "tests/storage/test_demo_proportions.py::TestDeadlines::test_every_rule_has_an_open_deadline_somewhere",
)
"""What is asked of every rule, here of one more."""


def test_a_rule_made_by_the_recipe_is_worked_out_named_and_told(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    its_tests = {"tests/storage/imports/test_network_meeting.py": ITS_TESTS}
    copy.follow(its_tests, PRODUCT_LONGER, {**PRODUCT_WITHIN, **TABLE_OF_TESTS})
    copy.pytest(*its_tests, *HOLDING)
