"""The phrases beside the questions: read, unfolded from their short forms, and told apart by a fingerprint.

A phrase file holds one phrase a line; `#` begins a comment. A phrase may hold choices: `(er|bliver)` stands for one of
them, `[lige]` may be left out; they nest.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "questions"
LANGUAGES = ("da", "en")
WORDINGS = 8
"""At most so many wordings of one phrase are trained on, so that a rich line does not drown the plain ones."""

_INNERMOST = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*\|[^\[\]()]*)\)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a phrase file."""

    question: str
    language: str
    line: str

    def wordings(self, most: int = WORDINGS) -> list[str]:
        """The sentences the line stands for; of many, the same ones every time."""
        everything = list(dict.fromkeys(" ".join(text.split()) for text in _unfold(self.line)))
        if len(everything) <= most:
            return everything
        return random.Random(self.line).sample(everything, most)  # noqa: S311  (a fixed choice, not a secret)


def _unfold(line: str) -> Iterator[str]:
    match = _INNERMOST.search(line)
    if match is None:
        yield line
        return
    choices = ["", *match[1].split("|")] if match[1] is not None else match[2].split("|")
    for choice in choices:
        yield from _unfold(line[: match.start()] + choice + line[match.end() :])


def read_phrases(folder: Path = FOLDER) -> list[Phrase]:
    """Every phrase of every `<question>.<da|en>.txt`."""
    return [
        Phrase(path.name.split(".")[0], language, line.strip())
        for language in LANGUAGES
        for path in sorted(folder.glob(f"*.{language}.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def fingerprint(folder: Path = FOLDER) -> str:
    """Changes when a phrase, a lexicon or the code that reads them changes."""
    own = Path(__file__).parent
    files = sorted([*folder.glob("*.txt"), *own.glob("*.toml"), *own.glob("*.py")])
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
