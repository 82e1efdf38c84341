"""Reads the phrases of the questions, unfolds their short forms, and fingerprints them.

Ours stand in the records of the questions, a municipality's own in files in a folder of its home: one phrase a line,
and `#` begins a comment. A phrase may hold choices, which nest: `(er|bliver)` stands for one of them, `[lige]` may be
left out.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from storage.rules import dates, questions
from storage.rules.question_record import phrases_of
from storage.rules.questions import RECORDS

FOLDER = questions.FOLDER
"""The records of the questions."""
DATES = Path(dates.__file__).parent
"""The code that reads dates: it is part of the fingerprint, since phrases depend on it."""
LANGUAGES = ("da", "en")
WORDINGS = 8
"""At most so many wordings of one phrase are trained on, so that a rich line does not drown the plain ones."""
MOST_SENTENCES = 1_000
"""A line that stands for more is a slip of the brackets, and unfolding it could take for ever."""

_INNERMOST = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*\|[^\[\]()]*)\)")


class PhraseFileError(Exception):
    """Phrase files cannot be used; the text has a line for each, saying what to change."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a record or of a phrase file."""

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


def read_phrases(*own: Path) -> list[Phrase]:
    """Every phrase: those of the records, and those of every `<question>.<da|en>.txt` of further folders."""
    texts = [(path.stem, phrases_of(path)) for path in sorted(FOLDER.glob("*.toml"))]
    return [
        Phrase(question, language, line.strip())
        for language in LANGUAGES
        for question, text in (
            *((question, text[language]) for question, text in texts),
            *((path.name.split(".")[0], _text(path)) for folder in own for path in _in_language(folder, language)),
        )
        for _, line in _lines(text)
    ]


def _in_language(folder: Path, language: str) -> list[Path]:
    return sorted(folder.glob(f"*.{language}.txt"))


def _text(path: Path) -> str:
    """Windows' mark at the start of a file is no part of its first phrase."""
    return path.read_text(encoding="utf-8-sig")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The phrases of one text with their line numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def check_files(folder: Path) -> None:
    """Raise PhraseFileError unless every text file of a municipality's folder (which may be missing) can be learned."""
    texts = sorted(path for path in folder.glob("*") if path.suffix.lower() == ".txt")
    problems = [problem for path in texts for problem in (_misnamed(path) or _unusable(path))]
    if problems:
        raise PhraseFileError("\n".join(problems))


def _misnamed(path: Path) -> list[str]:
    known = sorted(RECORDS)
    question, _, ending = path.name.partition(".")
    if question not in known:
        wrong = f"there is no question {question!r}"
    elif ending not in {f"{language}.txt" for language in LANGUAGES}:
        wrong = f"the name must end in {' or '.join(f'.{language}.txt' for language in LANGUAGES)}"
    else:
        return []
    return [f"{path}: {wrong}. Name the file <question>.<da|en>.txt; the questions are {', '.join(known)}."]


def _unusable(path: Path) -> list[str]:
    try:
        lines = list(_lines(_text(path)))
    except UnicodeDecodeError:
        return [f"{path}: save the file as UTF-8 text."]
    except OSError as error:
        return [f"{path}: the file cannot be read ({error.strerror})."]
    return [
        f"{path}, line {number}: this stands for more than {MOST_SENTENCES} sentences; write it as several lines."
        for number, line in lines
        if next(islice(_unfold(line), MOST_SENTENCES, None), None) is not None
    ]


def fingerprint(*own: Path) -> str:
    """Changes when a phrase, a lexicon or the code that reads them changes; `own` as in read_phrases."""
    code = [
        path for folder in (Path(__file__).parent, DATES) for end in ("*.toml", "*.py") for path in folder.glob(end)
    ]
    files = sorted([*FOLDER.glob("*.toml"), *code])
    files += [path for folder in own for path in sorted(folder.glob("*.txt"))]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
