"""Every message in both languages, word for word and card for card.

`RECORD_GOLDEN=1 pytest tests/messages` writes the files anew; read the difference before committing it.
"""

from __future__ import annotations

import os
from difflib import unified_diff

import pytest

from messages.message import Message
from messages.views import VIEWS
from tests.golden_files import GOLDEN, read, written
from tests.messages.made import message
from tests.messages.preview_samples import PREVIEWS, previewed
from tests.messages.samples import SAMPLES, setting


def made(sample: str, language: str) -> Message:
    if sample in PREVIEWS:
        return previewed(sample, language)
    name, facts, more = SAMPLES[sample]
    return message(name, facts, setting(language, **more))


@pytest.mark.parametrize("sample", [*SAMPLES, *PREVIEWS])
def test_the_message_reads_and_looks_as_recorded(sample: str) -> None:
    da, en = made(sample, "da"), made(sample, "en")
    now, golden = written(da, en), GOLDEN / f"{sample}.txt"
    if os.environ.get("RECORD_GOLDEN"):
        golden.write_text(now, encoding="utf-8")
    before = golden.read_text(encoding="utf-8")
    if now != before:
        lines = unified_diff(before.split("\n"), now.split("\n"), str(golden), "the message now", lineterm="")
        pytest.fail("\n".join(lines), pytrace=False)
    assert [(one.text, one.card) for one in read(before)] == [(one.text, one.card) for one in (da, en)]


def test_every_message_has_a_sample() -> None:
    assert {name for name, _, _ in SAMPLES.values()} == set(VIEWS)


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {*SAMPLES, *PREVIEWS}
