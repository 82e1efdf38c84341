"""A button goes on in the language of its card, whatever the person who presses it has chosen since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.buttons import language_of, pressed
from messages.cards import LIMIT, card, fitted, in_its_language
from messages.channel import CARD_TYPE, Address, activity_json, standing_alone
from messages.message import Message
from messages.terminal import buttons
from messages.words import LANGUAGES
from storage.rules.questions import RECORDS
from storage.rules.slots import Slots
from tests.conftest import TODAY
from tests.golden_files import GOLDEN, recorded
from tests.messages.samples import setting

CARDS = [(language, path.stem) for language in LANGUAGES for path in sorted(GOLDEN.iterdir())]
HERE = Address("http://127.0.0.1:9800/", "a:anna", "28:bot", "msteams")


def sent_by(part: Any) -> Iterator[dict[str, Any]]:
    """The data of every action of a card that sends some, those for old clients too."""
    if isinstance(part, list):
        for one in part:
            yield from sent_by(one)
    elif isinstance(part, dict):
        if part.get("type") in {"Action.Execute", "Action.Submit"}:
            yield part["data"]
        for name, one in part.items():
            if name != "data":
                yield from sent_by(one)


def inputs_of(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(inputs_of, part))
    if not isinstance(part, dict):
        return set()
    own = {part["id"]} if str(part.get("type")).startswith("Input.") else set()
    return own.union(*map(inputs_of, part.values()))


@pytest.mark.parametrize(("language", "sample"), CARDS)
def test_whatever_a_card_sends_leads_on_in_the_language_of_the_card(language: str, sample: str) -> None:
    told = recorded(sample, language)
    language = told.card["lang"] if told.card else language
    posted = activity_json(told, HERE).get("attachments", [{"content": None}])[0]["content"]
    for shown in (posted, standing_alone(told)):
        for data in sent_by(shown):
            for chosen in LANGUAGES:
                meaning = pressed(data, chosen, TODAY)
                assert (meaning.question in RECORDS, meaning.language) == (True, language)
        assert "lang" not in inputs_of(shown), "an input of that name would take the mark's place"
    assert {language_of(data) for _, data in buttons(told)} <= {language}


def test_a_card_is_in_the_language_it_says() -> None:
    others = {
        sample
        for language, sample in CARDS
        if (recorded(sample, language).card or {}).get("lang", language) != language
    }
    assert others == {"language", "language_english"}, "only what is about changing the language speaks the new one"


def test_the_cards_walked_send_something() -> None:
    assert sum(1 for language, sample in CARDS for _ in sent_by(recorded(sample, language).card)) > 500


@pytest.mark.parametrize("told", ["fr", "", None, 1, ["en"], {"en": 1}, "EN"])
def test_a_language_nobody_speaks_is_not_heeded(told: Any) -> None:
    assert pressed({"question": "help", "lang": told}, "da", TODAY).language == "da"


def test_a_button_from_before_cards_told_their_language_takes_the_persons() -> None:
    assert pressed({"question": "help", "slots": {}, "page": 1}, "en", TODAY).language == "en"
    assert pressed({"question": "overdue", "slots": {"team": "Team Nord"}}, "da", TODAY).slots == Slots(
        team="Team Nord"
    )


def test_a_message_frozen_without_the_mark_gets_it_when_it_is_posted() -> None:
    before = recorded("overdue_mine", "en")
    frozen: dict[str, Any] = {"text": before.text, "card": before.card, "facts": {}}
    [attachment] = activity_json(Message(**frozen), HERE)["attachments"]
    assert attachment["contentType"] == CARD_TYPE
    assert {language_of(data) for data in sent_by(attachment["content"])} == {"en"}


def test_what_is_frozen_with_the_mark_is_posted_as_it_is() -> None:
    told = recorded("overdue_mine", "da")
    assert activity_json(Message(**told.as_json()), HERE) == activity_json(told, HERE)


def test_a_card_full_of_buttons_stays_within_the_limit_with_its_marks() -> None:
    action = {"type": "Action.Submit", "title": "Vis", "data": {"question": "help", "slots": {}}}
    drawn = card("Frister", [], [], setting(), actions=[action] * 245)
    assert len(json.dumps(drawn)) <= LIMIT < len(json.dumps(in_its_language(drawn)))
    assert len(json.dumps(in_its_language(fitted(drawn)))) <= LIMIT
