"""What a text of the office asks for that the exports do not hold, read from absent.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bot.understanding.text import fold
from storage.rules.question_record import Bilingual
from storage.rules.questions import RECORDS

_START, _END = r"(?<![\w§])", r"(?![\w'])"
"""Where a word begins and ends in folded text."""
_SIGNS = {r"\*": r"[\w']*", r"\ ": "[ -]?", r"\|": "|", r"\(": "(?:", r"\)": ")", r"\#": r"\d+"}
"""What the signs of absent.toml stand for."""


class AbsentTopicError(ValueError):
    """A topic of absent.toml offers a question that there is not."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A topic that no export holds, and what can be asked instead."""

    id: str
    topic: Bilingual
    """Ends the sentence that it is not in the data."""
    nearest: str | None
    """The question to offer first; None: the one nearest to the text."""
    instead: Bilingual | None
    """The sentence that offers it, without its full stop."""


def absent(text: str, masked: str = "") -> Absent | None:
    """The first topic that a folded text asks about and that no export holds; None where it names none.

    `masked` is the text with what it names masked (mentions.py), by which some topics tell that one case is meant.

    >>> absent("hvor mange af boernene har en diagnose").id
    'health'
    >>> absent("hvor mange roede sager har jeg") is None
    True
    """
    if _ANY.search(text) is None or _NEVER.speak(text):
        return None
    asked, told = asked_in(text), f"{text} {masked}"
    return next((one.absent for one in TOPICS if one.words.speak(asked) and not one.unless.speak(told)), None)


def asked_in(text: str) -> str:
    """The part of a folded text that asks; what is told around it, as why somebody asks, is left out.

    >>> asked_in("mette gaar paa barsel i dag, saa vis mig hendes frister, for jeg overtager dem")
    'vis mig hendes frister'
    """
    clauses = [clause for clause in _CLAUSES["between"].split(text) if clause]
    first = next((at for at, clause in enumerate(clauses) if _asks(clause)), None)
    if first is None:
        return text
    return ", ".join(clause for clause in clauses[first:] if not _CLAUSES["tells"].match(clause))


def _asks(clause: str) -> bool:
    """Whether a clause asks, or only names what is wanted."""
    return _CLAUSES["asks"].match(clause) is not None or _CLAUSES["says"].search(clause) is None


class _Words:
    """Lines of words: of a plain line its one phrase is enough, of a line with + each part must stand somewhere."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = [[_expression(part) for part in line.split(" + ")] for line in lines]
        self.first = [line[0] for line in self._lines]

    @cached_property
    def _plain(self) -> re.Pattern[str]:  # compiled by the first text that needs it: most texts need none
        return _compiled([line[0] for line in self._lines if len(line) == 1])

    @cached_property
    def _joint(self) -> list[list[re.Pattern[str]]]:
        return [[_compiled([part]) for part in line] for line in self._lines if len(line) > 1]

    def speak(self, text: str) -> bool:
        """Whether the words of a line stand in the text."""
        if self._plain.search(text) is not None:
            return True
        return any(all(part.search(text) is not None for part in line) for line in self._joint)


def _expression(part: str) -> str:
    """One phrase somewhere after the other."""
    return rf"{_END}.*?{_START}".join(f"(?:{_phrase(fold(phrase))})" for phrase in part.split(" .. "))


def _phrase(phrase: str) -> str:
    escaped = re.escape(phrase)
    for sign, meant in _SIGNS.items():
        escaped = escaped.replace(sign, meant)
    return escaped


def _compiled(expressions: list[str]) -> re.Pattern[str]:
    return re.compile(rf"{_START}(?:{'|'.join(expressions)}){_END}" if expressions else r"(?!)")


class _Topic(NamedTuple):
    absent: Absent
    words: _Words
    unless: _Words


def _topic(entry: dict[str, Any]) -> _Topic:
    nearest, instead = entry.get("nearest"), entry.get("instead")
    if nearest is not None and nearest not in RECORDS:
        raise AbsentTopicError(f"{entry['id']} offers {nearest!r}, which is no question")
    told = None if instead is None else Bilingual(**instead)
    of_it = Absent(entry["id"], Bilingual(**entry["topic"]), nearest, told)
    return _Topic(of_it, _Words(entry["words"]), _Words(entry.get("unless", [])))


_DATA = tomllib.loads(Path(__file__).with_name("absent.toml").read_text(encoding="utf-8"))
_CLAUSES = {name: re.compile(expression) for name, expression in _DATA["clauses"].items()}
_NEVER = _Words(_DATA["never"])
TOPICS = tuple(_topic(entry) for entry in _DATA["topic"])
_ANY = _compiled([word for topic in TOPICS for word in topic.words.first])
"""Whether any topic may speak at all: most texts name none."""
