"""Every message in both languages, word for word and card for card.

`RECORD_GOLDEN=1 pytest tests/messages` writes the files anew; read the difference before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from messages.message import Message
from messages.views import VIEWS
from messages.words import LANGUAGES
from tests.messages.made import message
from tests.messages.preview_samples import PREVIEWS, previewed
from tests.messages.samples import SAMPLES, setting

GOLDEN = Path(__file__).parents[1] / "golden"


def made(sample: str, language: str) -> Message:
    if sample in PREVIEWS:
        return previewed(sample, language)
    name, facts, more = SAMPLES[sample]
    return message(name, facts, setting(language, **more))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", [*SAMPLES, *PREVIEWS])
def test_the_message_reads_and_looks_as_recorded(sample: str, language: str) -> None:
    told = made(sample, language)
    shown = json.dumps({"text": told.text, "card": told.card}, ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / language / f"{sample}.json"
    if os.environ.get("RECORD_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_every_message_has_a_sample() -> None:
    assert {name for name, _, _ in SAMPLES.values()} == set(VIEWS)


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*/*.json")} == {*SAMPLES, *PREVIEWS}
