"""What only one question asks of a text is read with everything else, and once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from typing import Any

import pytest

from bot.admin.wish import Do
from bot.question import Ask
from bot.understanding.channel_words import ChannelWish
from bot.understanding.classifier import Model
from bot.understanding.names import Gazetteer
from bot.understanding.particulars import SILENT, particulars
from bot.understanding.text import Typed
from bot.understanding.understand import understand
from storage.rules.slots import Slots

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hvornår er fristen, når underretningen kom i går kl. 14.30?", {"minutes": 14 * 60 + 30}),
        ("Svar mig på ENGELSK, ikke dansk: skift fra dansk til Engelsk", {"language": "en"}),
        ("Switch from English to Danish, please", {"language": "da"}),
        ("Hvilke posteringer mangler sag?", {"check": "postings_without_case"}),
        ("Bind denne kanal til Distrikt 1", {"channel": ChannelWish.BIND, "channel_named": "distrikt 1"}),
        ("Hvor mange sager har vi?", dataclasses.asdict(SILENT) | {"is_typed": True}),
        ("", dataclasses.asdict(SILENT)),
    ],
)
def test_a_text_says_it_as_people_write_it(text: str, said: dict[str, Any]) -> None:
    found = particulars(Typed.of(text).folded)
    assert {name: getattr(found, name) for name in said} == said


def test_what_is_wished_for_the_schedules_comes_with_the_meaning_and_shows_in_no_slot(model: Model) -> None:
    meaning = understand("Sæt ugebrevet på pause", model, Gazetteer(), today=DAY, asker="freja")
    assert meaning.question == "reminders"
    assert meaning.particulars.schedule is not None
    assert (meaning.particulars.schedule.do, meaning.particulars.schedule.kind) == (Do.PAUSE, "weekly_digest")
    assert meaning.slots == Slots()


def test_no_answer_gets_the_words() -> None:
    assert "text" not in {one.name for one in dataclasses.fields(Ask)}


def test_a_text_without_end_is_read_in_no_time() -> None:
    since = time.perf_counter()
    particulars(Typed.of("bevilling lukke " * 2_000).folded)
    assert time.perf_counter() - since < 5
