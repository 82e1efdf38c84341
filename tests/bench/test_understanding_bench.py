"""Understanding a text beside asking the database anything at all, in one run."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import URL, create_engine, text

from bot.understanding.classifier import Model
from tests.bot.understanding.sentences import meaning_of, sentences


@pytest.mark.bench
def test_a_text_is_understood_in_a_few_round_trips_to_the_database(server: URL, model: Model) -> None:
    texts = [sentence.text for sentence in sentences("sample.tsv")]
    for warm in texts:
        meaning_of(warm, model)
    engine = create_engine(server)
    with engine.connect() as connection:
        asking = [_seconds(lambda: connection.execute(text("SELECT 1")).all()) for _ in texts]
        reading = [_seconds(lambda typed=typed: meaning_of(typed, model)) for typed in texts]  # type: ignore[misc]
    engine.dispose()
    ratio = median(reading) / median(asking)
    print(f"\n{len(texts)} questions: understood in {median(reading) * 1000:.2f} ms,")  # noqa: T201  # the bench's answer
    print(f"  {ratio:.1f} x an empty round trip to the database")  # noqa: T201
    assert ratio < 30


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
