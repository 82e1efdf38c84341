"""CONTRIBUTING.md's recipe for a reminder is whole: a made-up kind works wherever reminders do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes.copied import copied

pytestmark = pytest.mark.e2e

RECORD = """
[[kind]]
id = "audit_letter"
danish = "Rundebrev"
english = "Audit letter"
words = ["rundebrev*", "audit letter", "audit letters"]
view = "recovery/audit_letter"
readers = ["leader"]
rhythm = "first"
"""
REMINDER = '''"""Each month, to leaders in person: the latest round of management audits."""

from __future__ import annotations

from jobs.reminder import Reminder, Work, setting_of
from messages.message import Message, message
from storage.facts.recovery.supervision import Supervision, SupervisionRound
from storage.queries.recovery.supervision import supervision
from storage.rules.access import Scope


async def compose(work: Work) -> Message | None:
    """The latest round, or None where there was none."""
    scope = work.reader.scope(work.today) if work.reader else Scope(day=work.today)
    found = await supervision(work.session, scope)
    return await _told(work, found) if found.rounds else None


async def sample(work: Work) -> Message:
    """A round that no municipality held."""
    return await _told(work, Supervision((SupervisionRound("Eksempel", cases=4, yes=3, no=1, share_yes=75.0),), ()))


async def _told(work: Work, found: Supervision) -> Message:
    return message("digests/audit_letter", found, await setting_of(work))


REMINDER = Reminder(compose, sample)
'''
VIEW = '''"""The letter about the latest round of management audits."""

from __future__ import annotations

from messages.cards import card, facts as pairs, plain
from messages.labels import schedule_kind
from messages.setting import Setting
from messages.view import View
from messages.words import words
from storage.facts.recovery.supervision import Supervision


def audit_letter(facts: Supervision, setting: Setting) -> View:
    """How many cases were looked at."""
    (latest, *_), say = facts.rounds, words(setting.language).gettext
    body = [pairs([(say("Cases that were audited"), str(latest.cases))])]
    drawn = card(schedule_kind("audit_letter", setting.language), [plain(latest.round)], body, setting)
    return View("recovery/audit_letter", {"name": latest.round}, drawn)
'''
TEMPLATE = "{% trans %}The latest round is called {{ name }}.{% endtrans %}\n"
DANISH = """
msgid "Cases that were audited"
msgstr "Sager, der blev gennemgået"

#, python-format
msgid "The latest round is called %(name)s."
msgstr "Den seneste runde hedder %(name)s."
"""
PRODUCT_NEW = {
    "jobs/reminders/audit_letter.py": REMINDER,
    "messages/views/recovery/audit_letter.py": VIEW,
    "messages/views/recovery/audit_letter.txt.j2": TEMPLATE,
}
PRODUCT_LONGER = {
    "storage/rules/sending/reminders.toml": RECORD,
    "messages/locales/da/LC_MESSAGES/sagspuls.po": DANISH,
}
ITS_TESTS = '''"""The made-up reminder, from the chat to the leader's own."""

from __future__ import annotations

import json

import pytest

from bot.desk import Desk, Incoming, Reply
from bot.question import Place
from bot.understanding.classifier import Model
from storage.schema import AuditAnswer
from storage.settings import Settings
from tests.conftest import TODAY, Office, add_case
from tests.jobs.conftest import EIGHT, Works
from tests.jobs.test_reports import add_chat


@pytest.fixture
async def audited(works: Works, office: Office) -> Office:
    async with works.store.working() as session:
        case = await add_case(session, "2026-0001", office.nord, "anna")
        session.add(AuditAnswer(round="Efterår", case_id=case.id, question="plan", answer="ja", day=TODAY))
    return office


@pytest.fixture
def desk(works: Works, model: Model) -> Desk:
    return Desk(works.store, Settings(clock=EIGHT), model)


async def said(desk: Desk, who: str, text: str = "", **button: object) -> Reply:
    sent = {"question": "reminders", "slots": {}, **button} if button else None
    email = f"{who}@sagspuls.example"
    return await desk.answer(Incoming(text, "a:chat", Place.PRIVATE, email=email, button=sent, on=TODAY))


@pytest.mark.usefixtures("audited")
async def test_a_text_that_names_it_opens_the_form_which_offers_it(desk: Desk) -> None:
    reply = await said(desk, "bo", "opret rundebrev hver måned kl 9")
    values = {"kind": "audit_letter", "monthly": "first", "time": "09:00"}
    assert reply.message.facts["values"] == values
    assert {"title": "Rundebrev", "value": "audit_letter"} in [
        choice for field in reply.message.card["body"] for choice in field.get("choices", [])
    ]


@pytest.mark.usefixtures("audited")
async def test_saved_with_the_form_it_is_on_the_list_by_its_title(desk: Desk) -> None:
    form = {"kind": "audit_letter", "team": "Team Nord", "monthly": "usual", "weekday": "0", "time": "08:00"}
    reply = await said(desk, "bo", do="add", **form)
    assert "Rundebrev" in json.dumps(reply.message.card, ensure_ascii=False)


@pytest.mark.usefixtures("audited")
async def test_its_preview_shows_the_leader_the_round_and_the_administrator_an_example(desk: Desk) -> None:
    real = await said(desk, "bo", do="preview", kind="audit_letter")
    assert real.message.text == "Sådan ser det ud, hvis Team Nord får det nu. Det er ikke sendt."
    assert [part.get("text") for part in real.message.card["body"]][:3] == [
        "Rundebrev",
        "Efterår",
        "Forhåndsvisning, ikke sendt",
    ]
    made_up = await said(desk, "freja", do="preview", kind="audit_letter", team="Team Nord")
    assert (made_up.message.facts["made_up"], made_up.message.facts["rounds"][0]["round"]) == (True, "Eksempel")


@pytest.mark.usefixtures("audited")
async def test_it_is_sent_to_the_leader_in_their_own_chat(works: Works) -> None:
    await add_chat(works, "bo")
    await works.send("Team Nord", EIGHT, kind="audit_letter")
    ((place, message),) = works.channel.posts
    assert (place, message.text) == ("chat-bo", "Den seneste runde hedder Efterår.")
'''


def test_a_reminder_made_by_the_recipe_is_composed_previewed_named_and_offered(tmp_path: Path) -> None:
    assert len(PRODUCT_NEW) + len(PRODUCT_LONGER) <= 6
    copy = copied(tmp_path)
    copy.follow({**PRODUCT_NEW, "tests/jobs/test_audit_letter.py": ITS_TESTS}, PRODUCT_LONGER)
    every = "tests/bot/admin/test_every_reminder.py"
    told = copy.pytest("-vv", "tests/jobs/test_audit_letter.py", every, "tests/messages/test_words.py")
    assert f"{every}::test_a_reminder_has_titles_words_a_sample_and_a_preview[audit_letter] PASSED" in told
