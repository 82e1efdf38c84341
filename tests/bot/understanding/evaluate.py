"""How well questions are understood: `make evaluate` prints it for the development sets, by question, style, language,
and for the qualified questions, whose answers it checks (evaluate_qualified.py).

The sets were written by people who saw neither the phrases nor the code. Never tune on one of their lines: read the
shares and the confusions, and write phrases of your own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.understanding.classifier import Model
from bot.understanding.understand import Previous
from storage.rules.questions import RECORDS
from storage.settings import default_home
from tests.bot.understanding.evaluate_qualified import evaluate
from tests.bot.understanding.sentences import Sentence, dialogues, meaning_of, sentences, slots_of
from tests.bot.understanding.trained import trained

DEVELOPMENT = ("development_a.tsv", "development_b.tsv", "development_c.tsv")
DIALOGUES = ("development_dialogues.tsv",)
CLARIFY, OUTSIDE = "clarify", "none"
MOST_CONFUSED = 25


@dataclass(frozen=True, slots=True)
class Answered:
    """One sentence and what was understood."""

    meant: Sentence
    question: str
    slots: dict[str, str]

    @property
    def inside(self) -> bool:
        """Whether the bot has an answer to it."""
        return self.meant.question != OUTSIDE

    @property
    def right(self) -> bool:
        return self.question == self.meant.question

    @property
    def confident(self) -> bool:
        """Whether it was answered rather than asked back or declined."""
        return self.question not in (CLARIFY, OUTSIDE)

    @property
    def language(self) -> str:
        return "en" if self.meant.style == "english" else "da"


OFFICE_CASES = {"1183": "2024-1183", "0456": "2023-0456", "456": "2023-0456", "99": "2022-0099", "0099": "2022-0099"}
"""The cases Anna sees: the desk finds them by their last figures."""


def comparable(slots: dict[str, str]) -> dict[str, str]:
    """Slots as the desk settles them: names in small letters, the figures of a case as its whole number."""
    told = {name: value.casefold() if name in ("staff", "account") else value for name, value in slots.items()}
    bare = told.pop("bare_case", None)
    return told | ({"case": OFFICE_CASES.get(bare, bare)} if bare else {})


def answered(asked: Iterable[Sentence], model: Model) -> list[Answered]:
    """Every sentence, understood on its own."""
    meanings = [(replace(s, slots=comparable(s.slots)), meaning_of(s.text, model)) for s in asked]
    return [Answered(sentence, meaning.question, comparable(slots_of(meaning))) for sentence, meaning in meanings]


def share(part: int, whole: int) -> float:
    """Per cent; 100 where there is nothing to get wrong."""
    return 100 * part / whole if whole else 100.0


def turns_right(model: Model, *names: str) -> tuple[int, int]:
    """How many turns of the dialogues keep the right question and slots, and how many turns there are."""
    right = count = 0
    for turns in (turns for name in names for turns in dialogues(name)):
        previous: Previous | None = None
        for turn in turns:
            meaning = meaning_of(turn.text, model, previous=previous)
            right += (meaning.question, comparable(slots_of(meaning))) == (turn.question, comparable(turn.slots))
            count += 1
            if meaning.question in RECORDS and RECORDS[meaning.question].slots:
                previous = Previous(meaning.question, meaning.slots)
    return right, count


def summary(answers: list[Answered]) -> list[str]:
    """The figures that count, one a line."""
    inside = [a for a in answers if a.inside]
    outside = [a for a in answers if not a.inside]
    confident = [a for a in answers if a.confident]
    right = [a for a in inside if a.right]
    exact = [a for a in right if a.slots == a.meant.slots]
    caught = [a for a in outside if a.question == OUTSIDE]
    asked_back = [a for a in inside if a.question == CLARIFY]
    rows = [
        ("question right", right, inside),
        ("right where answered with confidence", [a for a in confident if a.right], confident),
        ("asked back though inside the field", asked_back, inside),
        ("outside caught", caught, outside),
        ("outside caught or asked back", [a for a in outside if not a.confident], outside),
        ("slots exact where the question is right", exact, right),
    ]
    told = [f"{name:42} {share(len(part), len(whole)):5.1f} %  of {len(whole)}" for name, part, whole in rows]
    return [*told, f"{'slot F1':42} {f1(right):5.1f} %"]


def f1(answers: list[Answered]) -> float:
    """Harmonic mean of precision and recall over single slot values, per cent."""
    meant = [set(a.meant.slots.items()) for a in answers]
    read = [set(a.slots.items()) for a in answers]
    both = sum(len(m & r) for m, r in zip(meant, read, strict=True))
    return share(2 * both, sum(map(len, meant)) + sum(map(len, read)))


def by(answers: list[Answered], name: str, key: Callable[[Answered], str]) -> list[str]:
    """The share of right questions, and of exact slots among them, for each value of `key`."""
    lines = [f"\nby {name}"]
    for value in sorted({key(a) for a in answers}):
        group = [a for a in answers if key(a) == value]
        right = [a for a in group if a.right]
        exact = [a for a in right if a.slots == a.meant.slots]
        lines.append(
            f"  {value:14} {share(len(right), len(group)):5.1f} %  "
            f"slots {share(len(exact), len(right)):5.1f} %  of {len(group)}"
        )
    return lines


def confusions(answers: list[Answered]) -> list[str]:
    """What was taken for what, the commonest first."""
    pairs = Counter((a.meant.question, a.question) for a in answers if not a.right)
    return ["\nmeant → understood", *(f"  {a} → {b}: {n}" for (a, b), n in pairs.most_common(MOST_CONFUSED))]


def report(answers: list[Answered]) -> str:
    """Everything worth reading about one set."""
    lines = summary(answers)
    lines += by([a for a in answers if a.inside], "question", lambda a: a.meant.question)
    lines += by(answers, "style", lambda a: a.meant.style)
    lines += by(answers, "language", lambda a: a.language)
    return "\n".join([*lines, *confusions(answers)])


def main(arguments: Sequence[str]) -> None:
    """Print the report for the named sets, or for the development sets and all qualified ones."""
    parser = argparse.ArgumentParser(description="How well questions are understood.")
    parser.add_argument("names", nargs="*", metavar="SET", help="a file of tests/sentences, or qualified/NAME.jsonl")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the replies to qualified questions")
    asked = parser.parse_args(arguments)
    model = trained(default_home())
    qualified = [Path(name).stem for name in asked.names if name.endswith(".jsonl")]
    plain = [name for name in asked.names if not name.endswith(".jsonl")]
    if plain or not asked.names:
        print(report(answered(sentences(*(plain or DEVELOPMENT)), model)))  # noqa: T201  (its whole purpose)
    if not asked.names:
        right, count = turns_right(model, *DIALOGUES)
        print(f"\nturns of dialogues right {share(right, count):5.1f} %  of {count}")  # noqa: T201
    if qualified or not asked.names:
        print(evaluate(qualified, model, asked.json))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
