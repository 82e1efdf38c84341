"""What one text says in the words of the composer: each kind found once, before anything is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.understanding.composing.expressions import expression
from bot.understanding.composing.numbers import Numbered, find_limit, find_numbers
from bot.understanding.composing.times import Time, find_times
from bot.understanding.composing.topics import Topic, find_topics
from bot.understanding.composing.wording import WORDING
from bot.understanding.lexicon import LEXICA, Entry

_TOP = expression("words.top")
_BLANK = "\ue008"
_MORE = expression("compose.more")
_MONEY = frozenset({"cost", "spent"})
_TABLES = (
    "what",
    "state",
    "flag",
    "demand",
    "demand_after",
    "performer",
    "status",
    "per",
    "compare",
    "order",
    "form",
    "denial",
    "joint",
)


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Somebody named: the staff ids that fit, or a name nobody here bears."""

    start: int
    end: int
    ids: tuple[str, ...]
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class ThingNamed:
    """A supplier, account or area named; `condition` is the one that it is a value of."""

    start: int
    end: int
    name: str
    condition: str


@dataclass(frozen=True)
class TextWords:
    """A folded text and everything found in it. `text` has names, teams and times blanked."""

    text: str
    today: dt.date
    unmasked: str
    """The same text with its times."""
    times: list[Time]
    people: list[PersonNamed]
    teams: list[tuple[int, int, str]]
    themes: list[tuple[int, int, str]]
    topics: list[Topic]
    numbers: list[Numbered]
    limit: tuple[int, int, int] | None
    tables: dict[str, list[Entry]] = field(default_factory=dict)
    things: tuple[ThingNamed, ...] = ()

    def of(self, table: str) -> list[Entry]:
        """The entries of one table of wording.toml, in order of place."""
        return self.tables[table]

    def has(self, table: str, value: str) -> bool:
        """Whether the table's value is named."""
        return any(entry.value == value for entry in self.tables[table])

    def at(self, table: str, value: str) -> Entry | None:
        """The first place where the table's value is named."""
        return next((entry for entry in self.tables[table] if entry.value == value), None)


def read_words(
    text: str,
    people: Iterable[PersonNamed],
    teams: Iterable[tuple[int, int, str]],
    themes: Iterable[tuple[int, int, str]],
    today: dt.date,
    things: Iterable[ThingNamed] = (),
) -> TextWords:
    """Everything the folded text names, with the people, teams and things already found in it."""
    people, teams, themes, things = list(people), list(teams), list(themes), tuple(things)
    named = [(one.start, one.end) for one in people] + [(one.start, one.end) for one in things]
    for start, end in [*named, *((one[0], one[1]) for one in (*teams, *themes))]:
        text = _blank(text, start, end)
    numbers = list(find_numbers(text))
    limit = find_limit(text)
    spoken = text
    for span in [*((n.start, n.end) for n in numbers), *([limit[:2]] if limit else [])]:
        spoken = _blank(spoken, *span)
    times = find_times(spoken, today)
    unmasked = text
    if limit is not None:
        text = _blank(text, *limit[:2]) if _TOP.match(text[slice(*limit[:2])]) else text
    for time in times:
        text = _blank(text, time.start, time.end)
        spoken = _blank(spoken, time.start, time.end)
    tables = {name: WORDING[name].find(text) for name in _TABLES}
    topics = find_topics(text)
    tables["what"] = [entry for entry in tables["what"] if not _is_part(entry, text, topics)]
    if not _MORE.search(text):  # 'grants end', and not 'flere end'
        tables["compare"] = [entry for entry in tables["compare"] if text[entry.start : entry.end] != "end"]
    tables["category"] = list(LEXICA["category"].find(text))
    return TextWords(text, today, unmasked, times, people, teams, themes, topics, numbers, limit, tables, things)


def _is_part(entry: Entry, text: str, topics: Iterable[Topic]) -> bool:
    """Whether a noun is part of another word: 'merudgifter' are no costs, 'conversations with children' no children."""
    if entry.value in _MONEY and text.startswith("merudgift", entry.start):
        return True
    inside = any(one.start < entry.start and entry.end <= one.end for one in topics)
    return entry.value == "cases" and inside and " " in text[max(0, entry.start - 1) : entry.start]


def _blank(text: str, start: int, end: int) -> str:
    """The text with a place blanked by something no word begins or ends with."""
    return f"{text[:start]}{_BLANK * (end - start)}{text[end:]}"
