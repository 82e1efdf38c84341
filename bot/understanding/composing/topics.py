"""Words with several senses: 'opfølgning' is a deadline, a requirement and an event; the question decides which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.understanding.composing.wording import WORDING, longest
from bot.understanding.lexicon import LEXICA, Entry

RULE, REQUIREMENT, CASE_TYPE, MEASURE, EVENT = "rule", "requirement", "case_type", "measure", "event"
_SENSES = (CASE_TYPE, MEASURE, RULE, REQUIREMENT)


@dataclass(frozen=True, slots=True)
class Topic:
    """One word or phrase and all it may stand for, by the name of the sense."""

    start: int
    end: int
    senses: Mapping[str, str]


def find_topics(text: str) -> list[Topic]:
    """The words of a folded text that name a type of case, a measure, a deadline, a requirement or an event."""
    by_sense = {sense: longest(LEXICA[sense].find(text)) for sense in _SENSES}
    by_sense[EVENT] = WORDING[EVENT].find(text)
    entries = [(sense, entry) for sense, found in by_sense.items() for entry in found]
    spans = longest(Entry(entry.start, entry.end, "") for _, entry in entries)
    return [_topic(span, entries) for span in spans]


def _topic(span: Entry, entries: list[tuple[str, Entry]]) -> Topic:
    """What stands at the place; a shorter word inside lends its sense where the longer phrase has none of that kind."""
    inside = [(s, e) for s, e in entries if span.start <= e.start and e.end <= span.end]
    inside.sort(key=lambda pair: pair[1].start - pair[1].end)
    senses: dict[str, str] = {}
    whole = {s for s, e in inside if e.end - e.start == span.end - span.start}
    for sense, entry in inside:
        # 'opretholdt anbringelse' is a measure: the type of case inside it is not meant.
        if sense in whole or not (sense == CASE_TYPE and MEASURE in whole):
            senses.setdefault(sense, entry.value)
    return Topic(span.start, span.end, MappingProxyType(senses))
